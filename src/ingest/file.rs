//! The bytes of one file into submissions: rows that match their feed's contract, and findings. Never fails.

use crate::domain::FileState;
use crate::ingest::arrange::{arranged, is_all_records};
use crate::ingest::assemble::{Gathered, Sheets, assemble, nothing_read, nothing_read_of, says_nil};
use crate::ingest::check::senders::Heard;
use crate::ingest::choose::choose;
use crate::ingest::context::FileContext;
use crate::ingest::crosstab::{self, Crosstab, Setting, tabs};
use crate::ingest::given::{self};
use crate::ingest::lexicon::Named;
use crate::ingest::printed::Printed;
use crate::ingest::read::{FileKind, ReadFile, read_file};
use crate::ingest::records::{Form, Place, read_list, read_records};
use crate::ingest::remarks::Remark;
use crate::ingest::scale::Scale;
use crate::ingest::share::share;
use crate::ingest::sheet::{Raw, Sheet};
use crate::ingest::table::sense::Senses;
use crate::ingest::workbook::{Laid, lay_out_file};
use crate::ingest::{agreed, form, quarter_columns};
use crate::ingest::{colours, leftover};
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
    quarter_columns::join(&mut file);
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
    let mut so_far = SoFar::default();
    let mut laid = lay_out_file(file, context, &mut so_far.senses);
    let form = Form {
        scale: Scale::of_workbook((&laid.texts, &laid.printed), context.known.catalogue),
        given: given::read((&laid.texts, &laid.printed), context),
    };
    let areas = areas_of_tabs((file, &laid), context);
    for &at in &laid.sheets {
        let area = areas.get(&at).unwrap_or(&None);
        if let Some(sheet) = file.sheets.get(at).filter(|sheet| holds_workings(sheet, &laid)) {
            let remark = Remark::on_sheet("figures-set-aside", &sheet.name, sheet.name.clone());
            so_far.remarks.push(remark);
            continue;
        }
        read_sheet((file, at, area), (&laid, &form), (&mut so_far, context));
    }
    for at in &laid.sheets {
        if let (Some(sheet), Some(layout)) = (file.sheets.get(*at), laid.layouts.get(at))
            && leftover::is_read(*at, &so_far.feeds)
        {
            so_far.remarks.extend(colours::remarks(sheet, layout));
        }
    }
    let lost: Vec<Remark> = lost_rows((file, &laid), (&so_far, context));
    so_far.remarks.extend(lost);
    so_far.remarks.append(&mut laid.remarks);
    sheets(laid, so_far.feeds, so_far.remarks)
}

/// What is said of rows of which nothing was read and nothing said.
fn lost_rows((file, laid): (&ReadFile, &Laid<'_>), (so_far, context): (&SoFar, &FileContext<'_>)) -> Vec<Remark> {
    let sheets = laid
        .sheets
        .iter()
        .filter_map(|at| Some((*at, file.sheets.get(*at)?, laid.layouts.get(at)?)));
    let read = sheets.filter(|(_, sheet, _)| !is_key(&laid.printed, sheet) || names_figures(sheet, context));
    read.flat_map(|(at, sheet, layout)| leftover::remarks((sheet, at, layout), &so_far.feeds, &so_far.remarks))
        .collect()
}

/// What the sheets of a file gave so far.
#[derive(Default)]
struct SoFar {
    feeds: BTreeMap<String, Gathered>,
    remarks: Vec<Remark>,
    /// How many tables were read.
    tables: usize,
    senses: Senses,
}

/// Reads one sheet.
fn read_sheet(
    (file, at, area): (&ReadFile, usize, &Option<Named>),
    (laid, form): (&Laid<'_>, &Form),
    (so_far, context): (&mut SoFar, &FileContext<'_>),
) {
    let (Some(sheet), Some(layout)) = (file.sheets.get(at), laid.layouts.get(&at)) else {
        return;
    };
    let SoFar {
        feeds,
        remarks,
        tables,
        senses,
    } = so_far;
    let mut crosstabs = match is_all_records(layout, context) {
        true => vec![],
        false => read_figures((file, laid), (at, area), (*tables, context)),
    };
    *tables += crosstabs.len();
    let here = Place {
        file,
        at,
        sheet,
        back: None,
    };
    let found = (&mut crosstabs, &mut *tables);
    let sinks = (&mut *feeds, context, &mut *senses);
    remarks.extend(read_list((&here, layout), found, (laid, form), sinks));
    let any = !crosstabs.is_empty() || !layout.tables.is_empty();
    let figures: usize = crosstabs.iter().map(|crosstab| crosstab.extract.rows.len()).sum();
    let turned = arranged((sheet, layout), figures, (context, senses));
    remarks.extend(turned.iter().flat_map(|(turned, _)| turned.remarks.clone()));
    let (sheet, shared) = match &turned {
        Some((turned, layout)) => (&turned.sheet, share((&turned.sheet, layout), vec![], context)),
        None => (sheet, share((sheet, layout), crosstabs, context)),
    };
    let place = Place {
        sheet,
        back: turned.as_ref().map(|(turned, _)| turned),
        ..here
    };
    let sinks = (&mut *feeds, context);
    remarks.extend(read_records((&place, shared.records), tables, (laid, form), sinks));
    take_figures(feeds, at, shared.figures);
    remarks.extend(shared.remarks);
    if !any && holds_figures(sheet, 0, sheet.row_count()) && !is_key(&laid.printed, sheet) {
        remarks.push(Remark::on_sheet("header-not-found", &sheet.name, sheet.name.clone()));
    }
}

/// Whether a tab says that its sheet holds what the figures of another were made from.
fn holds_workings(sheet: &Sheet, laid: &Laid<'_>) -> bool {
    const NAMES: [&str; 8] = [
        "workings",
        "working",
        "working sheet",
        "calculations",
        "calculation",
        "calcs",
        "calc",
        "lookups",
    ];
    let name = crate::catalogue::plain(&sheet.name);
    let name = name.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == ' ');
    let others = laid.layouts.values().filter(|layout| !layout.tables.is_empty());
    NAMES.contains(&name) && others.count() > 1
}

/// Takes in the figures of one sheet with what was said of them; what was said of the same name on another sheet is not said again.
fn take_figures(feeds: &mut BTreeMap<String, Gathered>, at: usize, figures: Vec<Crosstab>) {
    if figures.is_empty() {
        return;
    }
    let gathered = feeds.entry("dashboard".to_owned()).or_default();
    let said = near_names(&gathered.remarks);
    for crosstab in figures {
        let parts = crosstab.extract.parts.into_iter();
        gathered.parts.extend(parts.map(|row| (at, row)));
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
    let remarks = if nil { of_nil(remarks, &laid.heard) } else { remarks };
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

/// Whether a sheet sets numbers beside names of indicators: it is no key then, though it has words beside words.
fn names_figures(sheet: &Sheet, context: &FileContext<'_>) -> bool {
    (0..sheet.row_count()).any(|row| {
        let mut texts = sheet.row(row).filter_map(|(_, cell)| match cell.raw {
            Raw::Text(text) => Some(text),
            _ => None,
        });
        sheet.row(row).any(|(_, cell)| leftover::is_figure(&cell))
            && texts.any(|text| context.known.lexicon.indicator(text).is_some())
    })
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
pub(super) fn writes_numbers_out(file: &ReadFile) -> bool {
    matches!(file.kind, FileKind::Text { .. } | FileKind::Html | FileKind::Ods)
}

/// A sheet without a table needs no word when it says that there is nothing to report.
fn of_nil(mut remarks: Vec<Remark>, heard: &[Heard]) -> Vec<Remark> {
    remarks.retain(|remark| !matches!(remark.kind, "sheet-not-understood" | "header-not-found"));
    let said = heard.iter().find(|heard| says_nil(&heard.text));
    let remark = match said {
        Some(Heard { sheet, row, column, .. }) => Remark::on_cell("return-nil", (sheet, *row, *column), "nil return"),
        None => Remark::on_file("return-nil", "nil return"),
    };
    let remark = remark.taken_as("nothing to report");
    remarks.push(remark.noting("it names no figure, so none was read"));
    remarks
}

/// A sheet without figures (a cover, a key) needs no word.
fn holds_figures(sheet: &Sheet, from: u32, to: u32) -> bool {
    let numbers = (from..to.min(from + 2_000))
        .flat_map(|row| sheet.row(row))
        .filter(|(_, cell)| matches!(cell.raw, Raw::Number(_)))
        .take(3)
        .count();
    numbers >= 3 || sheet.name.is_empty() && sheet.row_count() > 0
}
