//! The bytes of one file into submissions: rows that match their feed's contract, and findings. Never fails.

use crate::catalogue::Family;
use crate::domain::FileState;
use crate::ingest::arrange::{is_all_records, labels, listed, turned};
use crate::ingest::assemble::{Gathered, Sheets, TableSums, assemble, nothing_read, nothing_read_of, says_nil};
use crate::ingest::choose::{Chosen, LacksNumber, choose, lacks_its_number};
use crate::ingest::context::FileContext;
use crate::ingest::crosstab::{self, Crosstab, Setting, tabs};
use crate::ingest::extract::{self, Reading};
use crate::ingest::given::{self, Given};
use crate::ingest::lexicon::Named;
use crate::ingest::printed::Printed;
use crate::ingest::read::{FileKind, ReadFile, read_file};
use crate::ingest::rearrange::Rearranged;
use crate::ingest::remarks::Remark;
use crate::ingest::scale::Scale;
use crate::ingest::share::share;
use crate::ingest::sheet::Sheet;
use crate::ingest::table::sense::Senses;
use crate::ingest::table::{Layout, Table};
use crate::ingest::titles::Titles;
use crate::ingest::words::labels::financial_year;
use crate::ingest::workbook::{Laid, lay_out_file};
use crate::ingest::{agreed, form};
use std::collections::{BTreeMap, BTreeSet};

pub use crate::ingest::assemble::FileReading;

/// Reads one file.
pub fn read_one(bytes: &[u8], context: &FileContext<'_>) -> FileReading {
    let name = context.receipt.file.rsplit('/').next().unwrap_or_default();
    let mut file = read_file(bytes, name);
    let mut receipt = context.receipt.clone();
    if let Some(modified) = file.properties.modified {
        receipt.modified = modified.format("%Y-%m-%dT%H:%M:%S").to_string();
    }
    let gate = crate::ingest::gate::judge(&file, context);
    if let Some(refusal) = &file.refused {
        // What cannot be opened can still be named for a child.
        receipt = gate.receipt(receipt);
        let remark = Remark::on_file(refusal.kind, refusal.reason.clone()).noting(refusal.reason.clone());
        return nothing_read(receipt, (FileState::Refused, vec![remark]), context);
    }
    if gate.state != FileState::Current {
        receipt = gate.receipt(receipt);
        let feeds = feeds_of(&file, context);
        return nothing_read_of(receipt, (gate.state, gate.remarks), (&feeds, context));
    }
    let is_form = form::drop_what_is_not_asked(&mut file);
    let agreed = agreed::apply(&mut file, context);
    let mut read = read_sheets(&file, context);
    if is_form {
        form::drop_unfilled(&mut read, feeds_of(&file, context));
        form::drop_assumed_area(&mut read);
    }
    read.remarks.extend(gate.remarks);
    read.remarks.extend(agreed);
    assemble(read, receipt, context)
}

/// For what feeds a file was meant of which nothing may be read, by its headings alone.
fn feeds_of(file: &ReadFile, context: &FileContext<'_>) -> BTreeSet<String> {
    let laid = lay_out_file(file, context, &mut Senses::default());
    let mut feeds = BTreeSet::new();
    for (at, layout) in &laid.layouts {
        let Some(sheet) = file.sheets.get(*at) else { continue };
        let chosen = layout.tables.iter().filter_map(|table| choose(sheet, table, context));
        feeds.extend(chosen.map(|chosen| chosen.feed.id.clone()));
    }
    feeds
}

/// Reads every sheet, before rows are held against one another.
pub fn read_sheets(file: &ReadFile, context: &FileContext<'_>) -> Sheets {
    let mut senses = Senses::default();
    let mut laid = lay_out_file(file, context, &mut senses);
    let form = Form {
        scale: Scale::of_workbook((&laid.texts, &laid.printed), context.known.catalogue),
        given: given::read((&laid.texts, &laid.printed), context),
    };
    let mut feeds: BTreeMap<String, Gathered> = BTreeMap::new();
    let mut remarks = Vec::new();
    let mut tables = 0;
    let areas = areas_of_tabs((file, &laid), context);
    for &at in &laid.sheets {
        let (Some(sheet), Some(layout)) = (file.sheets.get(at), laid.layouts.get(&at)) else {
            continue;
        };
        let mut crosstabs = match is_all_records(layout, context) {
            true => vec![],
            false => read_figures((file, &laid), (at, areas.get(&at).unwrap_or(&None)), (tables, context)),
        };
        tables += crosstabs.len();
        if let Some((list, layout)) = listed((sheet, layout), &mut crosstabs, (context, &mut senses)) {
            for (table, chosen) in share((&list.sheet, &layout), vec![], context).records {
                let part = Part {
                    file,
                    at,
                    table_at: tables,
                    sheet: &list.sheet,
                    table,
                    back: Some(&list),
                };
                remarks.extend(read_table((&part, chosen), (&laid, &form), (&mut feeds, context)));
                tables += 1;
            }
        }
        let any = !crosstabs.is_empty() || !layout.tables.is_empty();
        // Labels of one feed down the side outweigh a figure or two that only seem to be there.
        let figures: usize = crosstabs.iter().map(|crosstab| crosstab.extract.rows.len()).sum();
        let turned = turned((sheet, layout), (context, &mut senses)).filter(|(_, layout)| figures < labels(layout));
        let (sheet, shared) = match &turned {
            Some((turned, layout)) => (&turned.sheet, share((&turned.sheet, layout), vec![], context)),
            None => (sheet, share((sheet, layout), crosstabs, context)),
        };
        let back = turned.as_ref().map(|(turned, _)| turned);
        for (table, chosen) in shared.records {
            let part = Part {
                file,
                at,
                table_at: tables,
                sheet,
                table,
                back,
            };
            remarks.extend(read_table((&part, chosen), (&laid, &form), (&mut feeds, context)));
            tables += 1;
        }
        take_figures(&mut feeds, shared.figures);
        remarks.extend(shared.remarks);
        if !any && holds_figures(sheet, 0, sheet.row_count()) && !is_key(&laid.printed, sheet) {
            remarks.push(Remark::on_sheet("header-not-found", &sheet.name, sheet.name.clone()));
        }
    }
    remarks.append(&mut laid.remarks);
    sheets(laid, feeds, remarks)
}

/// Takes in the figures of one sheet with what was said of them; what was said of the same name on another sheet is not said again.
fn take_figures(feeds: &mut BTreeMap<String, Gathered>, figures: Vec<Crosstab>) {
    if figures.is_empty() {
        return;
    }
    let gathered = feeds.entry("dashboard".to_owned()).or_default();
    let said = near_names(&gathered.remarks);
    for crosstab in figures {
        gathered.rows.extend(crosstab.extract.rows);
        let remarks = crosstab.extract.remarks.into_iter();
        gathered
            .remarks
            .extend(remarks.filter(|remark| !is_said_elsewhere(remark, &said)));
    }
}

/// The names of other sheets that were nearly another name, each with what it was taken for.
fn near_names(remarks: &[Remark]) -> BTreeSet<(String, String)> {
    let near = remarks.iter().filter(|remark| remark.kind.ends_with("-near-miss"));
    near.map(|remark| (remark.seen.clone(), remark.treated_as.clone()))
        .collect()
}

/// Whether another sheet holds the same name, of which that was said.
fn is_said_elsewhere(remark: &Remark, said: &BTreeSet<(String, String)>) -> bool {
    remark.kind.ends_with("-near-miss") && said.contains(&(remark.seen.clone(), remark.treated_as.clone()))
}

/// Everything that the sheets of a file hold together.
fn sheets(laid: Laid<'_>, feeds: BTreeMap<String, Gathered>, remarks: Vec<Remark>) -> Sheets {
    let nil = feeds.is_empty() && laid.texts.iter().any(|text| says_nil(text));
    let remarks = if nil { of_nil(remarks) } else { remarks };
    Sheets {
        names: laid.names,
        feeds,
        legend: laid.legend,
        texts: laid.texts,
        heard: laid.heard,
        nil,
        headed: laid.layouts.values().any(|layout| !layout.tables.is_empty()),
        remarks,
    }
}

/// Whether a sheet is a key to the words of the others.
fn is_key(printed: &Printed, sheet: &Sheet) -> bool {
    printed.pairs().iter().filter(|pair| pair.sheet == sheet.name).count() >= 2 && sheet.row_count() < 60
}

/// What a workbook of graded answers says of its scale and of who answers.
struct Form {
    scale: Scale,
    given: Given,
}

/// One table in its place.
struct Part<'f> {
    file: &'f ReadFile,
    at: usize,
    table_at: usize,
    sheet: &'f Sheet,
    table: &'f Table,
    /// Where its cells stand in the file, if they were turned to be read.
    back: Option<&'f Rearranged>,
}

/// The areas by which the names of the sheets differ.
fn areas_of_tabs((file, laid): (&ReadFile, &Laid<'_>), context: &FileContext<'_>) -> BTreeMap<usize, Option<Named>> {
    let read = laid.sheets.iter().filter_map(|at| Some((*at, file.sheets.get(*at)?)));
    let (places, sheets): (Vec<usize>, Vec<&Sheet>) = read.unzip();
    places.into_iter().zip(tabs::areas(&sheets, &context.known)).collect()
}

/// Reads the tables of figures of a sheet.
fn read_figures(
    (file, laid): (&ReadFile, &Laid<'_>),
    (at, tab_area): (usize, &Option<Named>),
    (tables, context): (usize, &FileContext<'_>),
) -> Vec<Crosstab> {
    let (Some(sheet), Some(layout)) = (file.sheets.get(at), laid.layouts.get(&at)) else {
        return vec![];
    };
    let Some(feed) = context.known.catalogue.feed("dashboard") else {
        return vec![];
    };
    let setting = Setting {
        context,
        feed,
        sheet,
        sheet_at: at,
        text_file: writes_numbers_out(file),
        titles: &laid.titles,
        legend: &laid.legend,
        printed: &laid.printed,
        notes: &layout.texts,
        tab_area,
    };
    crosstab::read(&setting, tables)
}

/// Whether a file is an export that writes its numbers out.
fn writes_numbers_out(file: &ReadFile) -> bool {
    matches!(file.kind, FileKind::Text { .. } | FileKind::Html | FileKind::Ods)
}

/// Reads one table of records.
fn read_table(
    (part, mut chosen): (&Part<'_>, Chosen<'_>),
    (laid, form): (&Laid<'_>, &Form),
    (feeds, context): (&mut BTreeMap<String, Gathered>, &FileContext<'_>),
) -> Vec<Remark> {
    let (sheet, table) = (part.sheet, part.table);
    let lacking = lacks_its_number(&chosen, (sheet, table));
    if let LacksNumber::Refused(columns) = &lacking {
        return vec![without_columns((sheet, table), (&chosen.feed.id, columns))];
    }
    let titles = Titles::read(&table.titles)
        .or(&Titles::of_name(&sheet.name))
        .or(&laid.titles)
        .heeding(notes_below(table, laid.layouts.get(&part.at)));
    let graded = chosen.feed.id == "s11-answers";
    let (no_scale, nothing_given) = (Scale::default(), BTreeMap::new());
    let scale = if graded {
        form.scale.for_questions(sheet, (table, &chosen), context)
    } else {
        no_scale
    };
    if graded {
        scale.take_answers(&mut chosen, (sheet, table), context);
    }
    let reading = Reading {
        context,
        sheet,
        sheet_at: part.at,
        table_at: part.table_at,
        text_file: writes_numbers_out(part.file),
        titles: &titles,
        legend: &laid.legend,
        printed: &laid.printed,
        since_1904: part
            .file
            .troubles
            .iter()
            .any(|trouble| trouble.kind == "dates-count-from-1904"),
        scale: &scale,
        from_form: part.back.is_some(),
        given: if graded { &form.given.words } else { &nothing_given },
    };
    gather(feeds, (part, &chosen, &lacking), reading);
    if graded {
        judge_form((&scale, &form.given), (sheet, table, &chosen), (&titles, context))
    } else {
        vec![]
    }
}

/// The texts that stand alone below a table's headings.
fn notes_below<'l>(table: &Table, layout: Option<&'l Layout>) -> impl Iterator<Item = &'l (u32, u32, String)> {
    let header = table.header_row;
    let texts = layout.into_iter().flat_map(|layout| &layout.texts);
    texts.filter(move |(row, _, _)| *row > header)
}

fn without_columns((sheet, table): (&Sheet, &Table), (feed, columns): (&str, &[String])) -> Remark {
    Remark::on_cell("columns-missing", top_left((sheet, table)), columns.join(", ")).about(feed)
}

fn top_left<'s>((sheet, table): (&'s Sheet, &Table)) -> (&'s str, u32, u32) {
    let column = table
        .heads
        .iter()
        .find(|head| !head.text.is_empty())
        .map_or(0, |head| head.column);
    (&sheet.name, table.header_row, column)
}

fn gather(
    feeds: &mut BTreeMap<String, Gathered>,
    (part, chosen, lacking): (&Part<'_>, &Chosen<'_>, &LacksNumber),
    reading: Reading<'_, '_>,
) {
    let mut extract = extract::extract(part.table, chosen, reading);
    if *lacking == LacksNumber::Cases {
        extract.count_cases(chosen.feed, (&reading.sheet.name, part.table));
    }
    if let Some(back) = part.back {
        back.put_back(&mut extract);
    }
    let gathered = feeds.entry(chosen.feed.id.clone()).or_default();
    gathered.rows.extend(extract.rows);
    gathered.sums.push(TableSums {
        sheet: reading.sheet_at,
        table: reading.table_at,
        sums: extract.sums,
    });
    gathered.remarks.extend(extract.remarks);
}

/// The two families of Section 11 workbooks are mixed up every year, and nobody can tell which way a scale runs without its key.
fn judge_form(
    (scale, given): (&Scale, &Given),
    (sheet, table, chosen): (&Sheet, &Table, &Chosen<'_>),
    (titles, context): (&Titles, &FileContext<'_>),
) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let cycle = context.period().financial_year();
    let has_own = chosen.roles.iter().any(|role| role.gives("cycle"));
    if let Some(said) = titles
        .year
        .map(financial_year)
        .filter(|said| *said != cycle && !has_own)
    {
        let remark = match titles.year_at {
            Some((row, column)) => Remark::on_cell("cycle-differs", (&sheet.name, row, column), said.clone()),
            None => Remark::on_sheet("cycle-differs", &sheet.name, said.clone()),
        };
        remarks.push(remark.taken_as(said).noting(cycle).about(&chosen.feed.id));
    }
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

/// A sheet without a table needs no word when it says that there is nothing to report.
fn of_nil(mut remarks: Vec<Remark>) -> Vec<Remark> {
    remarks.retain(|remark| !matches!(remark.kind, "sheet-not-understood" | "header-not-found"));
    remarks.push(Remark::on_file("return-nil", "nil return").taken_as("nothing to report"));
    remarks
}

/// A sheet without figures (a cover, a key) needs no word.
fn holds_figures(sheet: &Sheet, from: u32, to: u32) -> bool {
    let numbers = (from..to.min(from + 2_000))
        .flat_map(|row| sheet.row(row))
        .filter(|(_, cell)| matches!(cell.raw, crate::ingest::sheet::Raw::Number(_)))
        .take(3)
        .count();
    numbers >= 3 || sheet.name.is_empty() && sheet.row_count() > 0
}
