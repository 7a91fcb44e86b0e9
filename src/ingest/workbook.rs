//! The sheets of a workbook laid out: which are read, where their tables stand, what their titles and notes say.

use crate::ingest::check::senders::Heard;
use crate::ingest::context::FileContext;
use crate::ingest::legend::Legend;
use crate::ingest::printed::Printed;
use crate::ingest::read::ReadFile;
use crate::ingest::remarks::{Remark, Stretch};
use crate::ingest::sheet::{Sheet, Visibility};
use crate::ingest::table::sense::Senses;
use crate::ingest::table::{Layout, lay_out};
use crate::ingest::titles::Titles;
use crate::ingest::words::days;
use std::collections::{BTreeMap, BTreeSet};

/// What is known of a file once its sheets are laid out.
pub struct Laid<'f> {
    pub file: &'f ReadFile,
    /// Places of the sheets that are read.
    pub sheets: Vec<usize>,
    pub names: Vec<String>,
    pub layouts: BTreeMap<usize, Layout>,
    pub titles: Titles,
    pub legend: Legend,
    pub printed: Printed,
    pub texts: Vec<String>,
    pub heard: Vec<Heard>,
    pub remarks: Vec<Remark>,
}

/// Lays out every sheet that a person sees and nobody agreed to skip.
pub fn lay_out_file<'f>(file: &'f ReadFile, context: &FileContext<'_>, senses: &mut Senses) -> Laid<'f> {
    let mut laid = Laid {
        file,
        sheets: vec![],
        names: file.sheets.iter().map(|sheet| sheet.name.clone()).collect(),
        layouts: BTreeMap::new(),
        titles: Titles::default(),
        legend: Legend::default(),
        printed: Printed::default(),
        texts: vec![],
        heard: vec![],
        remarks: file
            .troubles
            .iter()
            .filter(|trouble| matters(trouble))
            .map(of_trouble)
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
    laid.remark_impossible_days();
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
        for (row, column, text) in titles.iter().filter(|(_, _, text)| !is_of_one_table(text, layout)) {
            self.heard.push(Heard {
                sheet: sheet.name.clone(),
                row: *row,
                column: *column,
                text: text.clone(),
            });
        }
        if layout.tables.is_empty() {
            // What stands in a list is no title of it.
            let filled = |row: u32| {
                sheet
                    .row(row)
                    .filter(|(_, cell)| !cell.shown().trim().is_empty())
                    .count()
            };
            let listed = (0..sheet.row_count().min(200)).find(|row| filled(*row) >= 3);
            let above = |row: u32| listed.is_none_or(|listed| row < listed);
            let texts = layout.texts.iter().filter(|(row, _, _)| above(*row));
            let heard = texts.take(20).map(|(row, column, text)| Heard {
                sheet: sheet.name.clone(),
                row: *row,
                column: *column,
                text: text.clone(),
            });
            self.heard.extend(heard);
        }
        self.hear_keys(sheet, layout);
        self.texts.extend(titles.iter().map(|(_, _, text)| text.clone()));
        self.texts.extend(layout.texts.iter().map(|(_, _, text)| text.clone()));
        self.texts
            .extend(sheet.comments.iter().map(|comment| comment.text.clone()));
    }

    /// Notes the keys that a sheet prints: in titles, notes and headings, or as a small table of words and meanings.
    fn hear_keys(&mut self, sheet: &Sheet, layout: &Layout) {
        const ROWS: u32 = 200;
        let heads = layout.tables.iter().flat_map(|table| &table.heads);
        let heads: Vec<(u32, u32, String)> = heads
            .filter(|head| head.text.matches('=').count() >= 2)
            .map(|head| (head.row, head.column, head.text.clone()))
            .collect();
        let titles = layout.tables.iter().flat_map(|table| &table.titles);
        let mut heard: BTreeSet<(u32, u32)> = BTreeSet::new();
        for (row, column, text) in titles.chain(&layout.texts).chain(&heads) {
            if heard.insert((*row, *column)) {
                self.printed.hear(&sheet.name, (*row, *column), text);
            }
        }
        let below = layout
            .tables
            .iter()
            .flat_map(|table| table.heads.iter().map(|head| head.top_row))
            .min();
        // A word and its meaning, at most with a remark beside them; longer rows are a table's or a form's answers.
        for row in 0..below.unwrap_or_else(|| sheet.row_count()).min(ROWS) {
            let cells: Vec<(u32, String)> = sheet
                .row(row)
                .map(|(column, cell)| (column, cell.shown().into_owned()))
                .filter(|(_, text)| !text.trim().is_empty())
                .collect();
            if let [(column, word), (next, meaning), rest @ ..] = &cells[..]
                && *next == column + 1
                && rest.len() <= 1
            {
                self.printed.hear_row(&sheet.name, (row, *column), (word, meaning));
            }
        }
    }

    /// Says of titles that date figures by a day that there is not, from the title to the last of the figures.
    fn remark_impossible_days(&mut self) {
        for at in &self.sheets {
            let (Some(layout), Some(sheet)) = (self.layouts.get(at), self.file.sheets.get(*at)) else {
                continue;
            };
            let of_tables = layout.tables.iter().map(|table| (&table.titles, table.end_row));
            let texts = match layout.tables.is_empty() {
                true => vec![(&layout.texts, sheet.row_count())],
                false => of_tables.collect(),
            };
            for (titles, end) in texts {
                let named = titles.iter().find(|title| {
                    crate::ingest::titles::dates_figures(&title.2) && days::impossible(&title.2).is_some()
                });
                let Some((row, column, text)) = named else { continue };
                let stretch = Stretch {
                    first_column: *column,
                    first_row: *row,
                    last_row: end.max(row + 1) - 1,
                    last_column: sheet.column_count().max(column + 1) - 1,
                };
                let remark = Remark {
                    at: Some(stretch),
                    ..Remark::on_sheet("date-impossible", &sheet.name, text.clone())
                };
                self.remarks.push(remark);
            }
        }
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
        let first = all.iter().find(|titles| titles.when.is_some());
        if let Some(first) = first.filter(|_| named.len() == 1) {
            self.titles = Titles {
                when: first.when.clone().map(|(when, _)| (when, None)),
                lone: first.lone,
                year: all.iter().find_map(|titles| titles.year),
                ..Titles::default()
            };
        }
    }
}

/// Whether a labelled title (`Agency: …`) says of the first table what the same label says otherwise of another.
fn is_of_one_table(text: &str, layout: &Layout) -> bool {
    let labelled = |text: &str| text.split_once(':').map(|(label, _)| crate::catalogue::plain(label));
    let Some(label) = labelled(text) else { return false };
    let others = layout.tables.iter().skip(1).flat_map(|table| &table.titles);
    others
        .map(|(_, _, other)| other)
        .any(|other| other != text && labelled(other).as_ref() == Some(&label))
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
