//! A zipped Office Open XML workbook into sheets, hidden ones and hidden content included.

mod relations;
mod strings;
mod styles;
mod cells;
mod worksheet;
mod asides;
mod pivot_cache;

use std::sync::Arc;

use crate::ingest::read::xlsx::relations::{Relation, relations_of};
use crate::ingest::read::xlsx::strings::SharedStrings;
use crate::ingest::read::xlsx::worksheet::Surroundings;
use crate::ingest::read::xml::{Attributes, Token, Tokens, unescape};
use crate::ingest::read::zip_parts::Parts;
use crate::ingest::read::{Aside, FileKind, Outcome, ReadFile, Refusal, Trouble};
use crate::ingest::sheet::{Sheet, Style, Visibility};

pub use crate::ingest::read::xlsx::strings::raised;
pub use crate::ingest::read::xlsx::styles::built_in as built_in_format;

/// Texts of deleted cells that a workbook may carry along; each is looked at by the privacy gate.
const MOST_LEFT_OVER: usize = 1_000_000;

/// Reads a workbook from its parts.
pub fn read(mut parts: Parts) -> Outcome {
    let kind = if parts.has("xl/vbaProject.bin") {
        FileKind::Xlsm
    } else {
        FileKind::Xlsx
    };
    let refused = |refusal| (kind, refusal);
    let main = relations_of(&mut parts, "")
        .into_iter()
        .find(|relation| relation.kind == "officeDocument");
    let path = main.map_or_else(|| "xl/workbook.xml".to_owned(), |relation| relation.target);
    let workbook = read_workbook(&mut parts, &path).map_err(refused)?;
    let relations = relations_of(&mut parts, &path);
    let part_of = |kind: &str, usual: &str| {
        let declared = relations.iter().find(|relation| relation.kind == kind);
        declared.map_or_else(|| usual.to_owned(), |relation| relation.target.clone())
    };
    let styles = styles::read(&mut parts, &part_of("styles", "xl/styles.xml")).map_err(refused)?;
    let mut strings =
        SharedStrings::read(&mut parts, &part_of("sharedStrings", "xl/sharedStrings.xml")).map_err(refused)?;
    let mut file = ReadFile {
        kind,
        asides: workbook.names.clone(),
        ..ReadFile::default()
    };
    file.troubles.extend(oddities(kind, &workbook));
    let mut book = Book {
        parts: &mut parts,
        strings: &mut strings,
        styles: Arc::new(styles),
        workbook: &workbook,
    };
    for (index, entry) in workbook.sheets.iter().enumerate() {
        let relation = relations.iter().find(|relation| relation.id == entry.relation);
        read_sheet(&mut book, (index, entry, relation), &mut file).map_err(refused)?;
    }
    if strings.left_over_count() > MOST_LEFT_OVER {
        return Err((
            kind,
            Refusal::too_large("it holds more than a million texts that stand in no cell"),
        ));
    }
    file.asides
        .extend(strings.left_over().map(|text| Aside::of_file("left-over text", text)));
    asides::gather(&mut parts, &path, &mut file);
    if file.sheets.is_empty() {
        return Err((kind, Refusal::damaged("it names no worksheet that could be found")));
    }
    Ok(file)
}

fn oddities(kind: FileKind, workbook: &Workbook) -> Vec<Trouble> {
    let macros = Trouble::with_file("macros-ignored", "the workbook holds macros", "its cells alone");
    let since_1904 = Trouble::with_file(
        "dates-count-from-1904",
        "the workbook counts days from 1904",
        "dates counted so",
    );
    let found = [(kind == FileKind::Xlsm, macros), (workbook.since_1904, since_1904)];
    found
        .into_iter()
        .filter(|(is_so, _)| *is_so)
        .map(|(_, trouble)| trouble)
        .collect()
}

/// What the sheets of one workbook share.
struct Book<'w, 'b> {
    parts: &'w mut Parts<'b>,
    strings: &'w mut SharedStrings,
    styles: Arc<Vec<Style>>,
    workbook: &'w Workbook,
}

/// The workbook's own part.
#[derive(Debug, Default)]
struct Workbook {
    sheets: Vec<Entry>,
    /// Dates count from 1904.
    since_1904: bool,
    /// The program that wrote the workbook did not calculate it.
    uncalculated: bool,
    names: Vec<Aside>,
}

/// A sheet as the workbook lists it.
#[derive(Debug, Default)]
struct Entry {
    name: String,
    visibility: Visibility,
    relation: String,
}

fn read_workbook(parts: &mut Parts, path: &str) -> Result<Workbook, Refusal> {
    let missing = || Refusal::damaged("its list of sheets is missing");
    let mut tokens = Tokens::new(parts.stream(path).ok_or_else(missing)?);
    let mut workbook = Workbook::default();
    let mut in_name = None;
    while let Some(token) = tokens.next()? {
        match token {
            Token::Open {
                name: b"sheet",
                attributes,
                ..
            } => workbook.sheets.push(entry(attributes)),
            Token::Open {
                name: b"workbookPr",
                attributes,
                ..
            } => workbook.since_1904 = attributes.is_true(b"date1904"),
            Token::Open {
                name: b"calcPr",
                attributes,
                ..
            } => workbook.uncalculated = attributes.is_true(b"fullCalcOnLoad"),
            Token::Open {
                name: b"definedName",
                attributes,
                empty: false,
            } => {
                in_name = Some(attributes.text(b"name").unwrap_or_default().into_owned());
            }
            Token::Text(text) => {
                if let Some(name) = &in_name {
                    workbook
                        .names
                        .push(Aside::of_file("defined name", format!("{name} {}", unescape(text))));
                }
            }
            Token::Close { name: b"definedName" } => in_name = None,
            _ => {}
        }
    }
    Ok(workbook)
}

fn entry(attributes: Attributes) -> Entry {
    let text = |name: &[u8]| attributes.text(name).unwrap_or_default().into_owned();
    let visibility = match text(b"state").as_str() {
        "hidden" => Visibility::Hidden,
        "veryHidden" => Visibility::VeryHidden,
        _ => Visibility::Visible,
    };
    Entry {
        name: text(b"name"),
        visibility,
        relation: text(b"id"),
    }
}

fn read_sheet(
    book: &mut Book,
    (index, entry, relation): (usize, &Entry, Option<&Relation>),
    file: &mut ReadFile,
) -> Result<(), Refusal> {
    let Entry { name, visibility, .. } = entry;
    let blank = Sheet {
        name: name.clone(),
        visibility: *visibility,
        index,
        ..Sheet::default()
    };
    let Some(relation) = relation else {
        file.troubles.push(Trouble::with_sheet(
            "sheet-unreadable",
            name,
            "the workbook lists the sheet but does not hold it",
        ));
        return Ok(());
    };
    if relation.kind != "worksheet" {
        file.troubles.push(Trouble::with_sheet(
            "chart-sheet",
            name,
            "the sheet holds a chart or a form and no cells",
        ));
        let texts = asides::texts_of(book.parts, &relation.target);
        file.asides.extend(texts.into_iter().map(|text| Aside {
            sheet: name.clone(),
            place: "chart",
            text,
        }));
        return Ok(());
    }
    match worksheet::read(book, &relation.target, blank)? {
        None => {
            let seen = "the workbook lists the sheet but does not hold it";
            file.troubles.push(Trouble::with_sheet("sheet-unreadable", name, seen));
        }
        Some((mut sheet, Surroundings { texts, trouble })) => {
            file.asides.extend(texts.into_iter().map(|(place, text)| Aside {
                sheet: name.clone(),
                place,
                text,
            }));
            file.troubles.extend(trouble);
            asides::of_sheet(book.parts, &relation.target, &mut sheet, file);
            file.sheets.push(sheet);
        }
    }
    Ok(())
}
