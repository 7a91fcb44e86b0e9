//! The bytes of one file into submissions: rows that match their feed's contract, and findings. Never fails.

use crate::catalogue::{Family, Feed};
use crate::domain::{FileState, Receipt, Submission};
use crate::ingest::check::senders::{self, Heard};
use crate::ingest::check::{Checked, dashboard, pivots, quarters, repeats, totals, wider};
use crate::ingest::choose::{Chosen, choose};
use crate::ingest::context::FileContext;
use crate::ingest::extract::{self, Reading, Sum};
use crate::ingest::given::{self, Given};
use crate::ingest::headless;
use crate::ingest::legend::Legend;
use crate::ingest::read::{FileKind, ReadFile, read_file};
use crate::ingest::remarks::{Remark, findings};
use crate::ingest::rows::{Row, Source, frame};
use crate::ingest::scale::Scale;
use crate::ingest::sheet::{Sheet, Visibility};
use crate::ingest::table::sense::Senses;
use crate::ingest::table::{Layout, Table, lay_out};
use crate::ingest::titles::Titles;
use polars::prelude::DataFrame;
use std::collections::{BTreeMap, BTreeSet};

/// What one file turned out to be.
#[derive(Clone, Debug)]
pub struct FileReading {
    /// When and where it came; `modified` is what the workbook says.
    pub receipt: Receipt,
    /// One for each feed and sender; a file of which nothing could be read has one without a feed.
    pub submissions: Vec<Submission>,
    /// For each submission the keys of rows that the file itself contradicts.
    pub doubtful: Vec<BTreeSet<String>>,
}

/// What is known of a file once its sheets are laid out.
struct Laid<'f> {
    file: &'f ReadFile,
    /// Places of the sheets that are read.
    sheets: Vec<usize>,
    names: Vec<String>,
    layouts: BTreeMap<usize, Layout>,
    titles: Titles,
    legend: Legend,
    texts: Vec<String>,
    heard: Vec<Heard>,
    remarks: Vec<Remark>,
}

/// What was read of one feed.
#[derive(Default)]
struct Gathered {
    rows: Vec<Row>,
    sums: Vec<(usize, usize, Vec<Sum>)>,
    remarks: Vec<Remark>,
}

/// Reads one file.
pub fn read_one(bytes: &[u8], context: &FileContext<'_>) -> FileReading {
    let name = context.receipt.file.rsplit('/').next().unwrap_or_default();
    let file = read_file(bytes, name);
    let mut receipt = context.receipt.clone();
    if let Some(modified) = file.properties.modified {
        receipt.modified = modified.format("%Y-%m-%dT%H:%M:%S").to_string();
    }
    if let Some(refusal) = &file.refused {
        let remark = Remark::on_file(refusal.kind, refusal.reason.clone()).noting(refusal.reason.clone());
        return nothing_read(receipt, (FileState::Refused, vec![remark]), context);
    }
    let gate = crate::ingest::gate::judge(&file, context);
    if gate.state != FileState::Current {
        receipt = gate.receipt(receipt);
        return nothing_read(receipt, (gate.state, gate.remarks), context);
    }
    let mut read = read_sheets(&file, context);
    read.remarks.extend(gate.remarks);
    assemble(read, receipt, context)
}

/// A file without a single row.
fn nothing_read(
    receipt: Receipt,
    (state, remarks): (FileState, Vec<Remark>),
    context: &FileContext<'_>,
) -> FileReading {
    let sender = receipt.agency.clone();
    let submission = Submission {
        sender: sender.clone(),
        feed: String::new(),
        state,
        rows: DataFrame::empty(),
        nil: false,
        findings: findings(remarks, &receipt, (context.known.catalogue, &sender)),
        receipt: receipt.clone(),
    };
    FileReading {
        receipt,
        submissions: vec![submission],
        doubtful: vec![BTreeSet::new()],
    }
}

/// The rows of all feeds of a file, before they are held against one another.
struct Sheets {
    names: Vec<String>,
    feeds: BTreeMap<String, Gathered>,
    legend: Legend,
    texts: Vec<String>,
    heard: Vec<Heard>,
    nil: bool,
    remarks: Vec<Remark>,
}

fn read_sheets(file: &ReadFile, context: &FileContext<'_>) -> Sheets {
    let mut senses = Senses::default();
    let mut laid = lay_out_file(file, context, &mut senses);
    let scale = Scale::of_workbook(&laid.texts, context.known.catalogue);
    let given = given::read(&laid.texts, context);
    let no_scale = Scale::default();
    let nothing_given = BTreeMap::new();
    let mut feeds: BTreeMap<String, Gathered> = BTreeMap::new();
    let mut tables = 0;
    for &at in &laid.sheets.clone() {
        let Some(sheet) = file.sheets.get(at) else { continue };
        let Some(layout) = laid.layouts.get(&at) else { continue };
        let mut understood = false;
        let headless = if layout.tables.is_empty() {
            headless::table(sheet, context)
        } else {
            None
        };
        for table in layout.tables.iter().chain(headless.as_ref()) {
            let Some(chosen) = choose(sheet, table, context) else {
                continue;
            };
            understood = true;
            let titles = Titles::read(&table.titles)
                .or(&Titles::of_name(&sheet.name))
                .or(&laid.titles);
            let graded = chosen.feed.id == "s11-answers";
            let reading = Reading {
                context,
                sheet,
                sheet_at: at,
                table_at: tables,
                text_file: matches!(file.kind, FileKind::Text { .. } | FileKind::Html | FileKind::Ods),
                titles: &titles,
                legend: &laid.legend,
                scale: if graded { &scale } else { &no_scale },
                given: if graded { &given.words } else { &nothing_given },
            };
            if graded {
                laid.remarks
                    .extend(judge_form((&scale, &given), (sheet, table, &chosen), context));
            }
            gather(&mut feeds, (table, &chosen), reading);
            tables += 1;
        }
        if !understood && holds_figures(sheet) {
            laid.remarks.push(Remark::on_sheet(
                "sheet-not-understood",
                &sheet.name,
                sheet.name.clone(),
            ));
        }
    }
    let nil = feeds.is_empty() && laid.texts.iter().any(|text| says_nil(text));
    if nil {
        laid.remarks
            .push(Remark::on_file("return-nil", "nil return").taken_as("nothing to report"));
        laid.remarks.retain(|remark| remark.kind != "sheet-not-understood");
    }
    Sheets {
        names: laid.names,
        feeds,
        legend: laid.legend,
        texts: laid.texts,
        heard: laid.heard,
        nil,
        remarks: laid.remarks,
    }
}

fn gather(feeds: &mut BTreeMap<String, Gathered>, (table, chosen): (&Table, &Chosen<'_>), reading: Reading<'_, '_>) {
    let extract = extract::extract(table, chosen, reading);
    let gathered = feeds.entry(chosen.feed.id.clone()).or_default();
    gathered.rows.extend(extract.rows);
    gathered.sums.push((reading.sheet_at, reading.table_at, extract.sums));
    gathered.remarks.extend(extract.remarks);
}

/// The two families of Section 11 workbooks are mixed up every year, and nobody can tell which way a scale runs without its key.
fn judge_form(
    (scale, given): (&Scale, &Given),
    (sheet, table, chosen): (&Sheet, &Table, &Chosen<'_>),
    context: &FileContext<'_>,
) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let wanted = given::family_wanted(given, context);
    let differs = |family: Family, wanted: Family| {
        // Settings for the youngest answer either of the two, where the Board has no workbook of theirs.
        family != wanted && !(wanted == Family::EarlyYears && family == Family::Schools)
    };
    if let (Some(family), Some(wanted)) = (scale.family, wanted)
        && differs(family, wanted)
    {
        let remark =
            Remark::on_file("wrong-form", given::family_in_words(family)).taken_as(given::family_in_words(wanted));
        remarks.push(remark.about(&chosen.feed.id));
    }
    if !scale.is_known() && !scale.speaks_for_itself(sheet, table, chosen) {
        remarks.push(Remark::on_sheet("scale-unclear", &sheet.name, sheet.name.clone()).about(&chosen.feed.id));
    }
    remarks
}

fn lay_out_file<'f>(file: &'f ReadFile, context: &FileContext<'_>, senses: &mut Senses) -> Laid<'f> {
    let mut laid = Laid {
        file,
        sheets: vec![],
        names: file.sheets.iter().map(|sheet| sheet.name.clone()).collect(),
        layouts: BTreeMap::new(),
        titles: Titles::default(),
        legend: Legend::default(),
        texts: vec![],
        heard: vec![],
        remarks: file
            .troubles
            .iter()
            .filter(|trouble| matters(trouble))
            .map(|trouble| of_trouble(trouble))
            .collect(),
    };
    let skipped = |sheet: &Sheet| {
        context
            .habits()
            .is_some_and(|habits| habits.skip_sheets.contains(&sheet.name))
    };
    for (at, sheet) in file.sheets.iter().enumerate() {
        if sheet.visibility != Visibility::Visible {
            if !sheet.is_empty() {
                laid.remarks
                    .push(Remark::on_sheet("hidden-sheet", &sheet.name, sheet.name.clone()));
            }
        } else if skipped(sheet) {
            laid.remarks.push(
                Remark::on_sheet("sheet-skipped", &sheet.name, sheet.name.clone()).noting("as agreed with the agency"),
            );
        } else {
            laid.sheets.push(at);
            let layout = lay_out(sheet, &context.known, senses);
            laid.hear(sheet, &layout);
            laid.layouts.insert(at, layout);
        }
    }
    laid.read_titles();
    laid
}

impl Laid<'_> {
    /// Notes the texts of a sheet that stand outside its tables.
    fn hear(&mut self, sheet: &Sheet, layout: &Layout) {
        let titles = layout
            .tables
            .first()
            .map(|table| table.titles.as_slice())
            .unwrap_or_default();
        for (row, column, text) in titles {
            self.heard.push(Heard {
                sheet: sheet.name.clone(),
                row: *row,
                column: *column,
                text: text.clone(),
            });
        }
        if layout.tables.is_empty() {
            let heard = layout.texts.iter().take(20).map(|(row, column, text)| Heard {
                sheet: sheet.name.clone(),
                row: *row,
                column: *column,
                text: text.clone(),
            });
            self.heard.extend(heard);
        }
        self.texts.extend(titles.iter().map(|(_, _, text)| text.clone()));
        self.texts.extend(layout.texts.iter().map(|(_, _, text)| text.clone()));
        self.texts
            .extend(sheet.comments.iter().map(|comment| comment.text.clone()));
    }

    /// A quarter that is named on one sheet holds for the others, if no other sheet names another.
    fn read_titles(&mut self) {
        let notes: Vec<&str> = self.texts.iter().map(String::as_str).collect();
        self.legend = Legend::of_notes(notes);
        let mut all: Vec<Titles> = Vec::new();
        for at in &self.sheets {
            let (Some(layout), Some(sheet)) = (self.layouts.get(at), self.file.sheets.get(*at)) else {
                continue;
            };
            let titles = match layout.tables.first() {
                Some(table) => Titles::read(&table.titles),
                None => Titles::read(&layout.texts),
            };
            all.push(titles.or(&Titles::of_name(&sheet.name)));
        }
        let named: BTreeSet<String> = all
            .iter()
            .filter_map(|titles| titles.when.as_ref().map(|(when, _)| format!("{when:?}")))
            .collect();
        if named.len() == 1 {
            let when = all
                .iter()
                .find_map(|titles| titles.when.clone())
                .map(|(when, _)| (when, None));
            self.titles = Titles {
                when,
                year: all.iter().find_map(|titles| titles.year),
                ..Titles::default()
            };
        }
    }
}

/// Text in the encoding that spreadsheets have always written here is read at face value.
fn matters(trouble: &crate::ingest::read::Trouble) -> bool {
    !(trouble.kind == "encoding-guessed" && trouble.treated_as == "windows-1252")
}

fn of_trouble(trouble: &crate::ingest::read::Trouble) -> Remark {
    let at = crate::ingest::sheet::Area::parse(&trouble.cell).map(|area| crate::ingest::remarks::Stretch {
        first_column: area.first_column,
        first_row: area.first_row,
        last_row: area.last_row,
        last_column: area.last_column,
    });
    Remark {
        at,
        ..Remark::on_sheet(trouble.kind, &trouble.sheet, trouble.seen.clone())
    }
    .taken_as(trouble.treated_as.clone())
    .noting(trouble.seen.clone())
}

fn says_nil(text: &str) -> bool {
    let text = crate::catalogue::plain(text);
    [
        "nil return",
        "nothing to report",
        "no data to report",
        "nothing to return",
    ]
    .iter()
    .any(|words| text.contains(words))
}

/// A sheet without figures (a cover, a key) needs no word.
fn holds_figures(sheet: &Sheet) -> bool {
    let numbers = (0..sheet.row_count().min(2_000))
        .flat_map(|row| sheet.row(row))
        .filter(|(_, cell)| matches!(cell.raw, crate::ingest::sheet::Raw::Number(_)))
        .take(3)
        .count();
    numbers >= 3 || sheet.name.is_empty() && sheet.row_count() > 0
}

/// Holds the rows of each feed against one another and makes submissions of them.
fn assemble(read: Sheets, receipt: Receipt, context: &FileContext<'_>) -> FileReading {
    let all: Vec<&Row> = read.feeds.values().flat_map(|gathered| &gathered.rows).collect();
    let sender = senders::decide(context, &read.heard, &all);
    let mut remarks = read.remarks;
    remarks.extend(sender.remarks);
    let (mut submissions, mut doubtful) = (Vec::new(), Vec::new());
    for (feed, gathered) in read.feeds {
        let Some(feed) = context.known.catalogue.feed(&feed) else {
            continue;
        };
        let senders: BTreeSet<String> = gathered
            .rows
            .iter()
            .map(|row| row.sender.clone())
            .filter(|id| !id.is_empty())
            .collect();
        let parts: Vec<String> = if senders.is_empty() {
            vec![sender.id.clone()]
        } else {
            senders.into_iter().collect()
        };
        let single = parts.len() == 1;
        for id in parts {
            let own = |row: &&Row| row.sender == id || row.sender.is_empty() && (single || id == sender.id);
            let rows: Vec<Row> = gathered.rows.iter().filter(own).cloned().collect();
            let mut checked = Checked {
                context,
                feed,
                sender: id,
                sheets: &read.names,
                rows,
                remarks: vec![],
                doubtful: BTreeSet::new(),
            };
            let state = check(&mut checked, (&read.legend, &read.texts, &gathered.sums));
            checked.remarks.extend(
                gathered
                    .remarks
                    .iter()
                    .filter(|_| submissions.is_empty() || single)
                    .cloned(),
            );
            doubtful.push(std::mem::take(&mut checked.doubtful));
            submissions.push(submission(checked, state, &receipt));
        }
    }
    if submissions.is_empty() {
        return without_rows((receipt, sender.id, read.nil), remarks, context);
    }
    let own = findings(remarks, &receipt, (context.known.catalogue, &sender.id));
    if let Some(first) = submissions.first_mut() {
        first.findings.extend(own);
        first.findings.sort();
    }
    FileReading {
        receipt,
        submissions,
        doubtful,
    }
}

/// The checks in their order: each trusts what those before it have settled.
fn check(
    checked: &mut Checked<'_, '_>,
    (legend, texts, sums): (&Legend, &[String], &[(usize, usize, Vec<Sum>)]),
) -> FileState {
    if checked.feed.id == "dashboard" {
        wider::settle(checked, texts);
        dashboard::settle(checked, legend);
    }
    for (sheet, table, sums) in sums {
        let name = checked.sheets.get(*sheet).cloned().unwrap_or_default();
        totals::compare_sums(checked, (&name, *table), sums);
    }
    if checked.feed.id == "dashboard" {
        totals::settle_county(checked);
    }
    pivots::settle(checked);
    repeats::settle(checked);
    if quarters::settle(checked) {
        FileState::Current
    } else {
        FileState::Held
    }
}

fn submission(checked: Checked<'_, '_>, state: FileState, receipt: &Receipt) -> Submission {
    let source = Source {
        sender: &checked.sender,
        receipt,
        sheets: checked.sheets,
    };
    let nil = checked.remarks.iter().any(|remark| remark.kind == "return-nil");
    Submission {
        receipt: receipt.clone(),
        sender: checked.sender.clone(),
        feed: checked.feed.id.clone(),
        state,
        rows: framed(checked.feed, &checked.rows, source),
        nil,
        findings: findings(
            checked.remarks,
            receipt,
            (checked.context.known.catalogue, &checked.sender),
        ),
    }
}

fn framed(feed: &Feed, rows: &[Row], source: Source<'_>) -> DataFrame {
    // All columns have one length, so the frame cannot fail to be made.
    frame(feed, rows, source).unwrap_or_else(|_| DataFrame::empty())
}

/// A file of which nothing was understood, or that says there is nothing.
fn without_rows(
    (receipt, sender, nil): (Receipt, String, bool),
    mut remarks: Vec<Remark>,
    context: &FileContext<'_>,
) -> FileReading {
    if nil {
        let feed = context
            .known
            .agencies
            .iter()
            .find(|agency| agency.id == sender)
            .and_then(|agency| agency.feeds.first().cloned());
        let mut reading = nothing_read(receipt, (FileState::Current, remarks), context);
        for submission in &mut reading.submissions {
            submission.nil = true;
            submission.feed = feed.clone().unwrap_or_default();
        }
        return reading;
    }
    if !remarks.iter().any(|remark| remark.kind == "sheet-not-understood") {
        remarks.push(Remark::on_file("header-not-found", ""));
    }
    nothing_read(receipt, (FileState::Held, remarks), context)
}
