//! The bytes of a file into sheets of cells. Never fails: what cannot be read is said in words.

pub mod kind;
mod encoding;
mod csv;
mod xml;
mod zip_parts;
mod properties;
mod xlsx;
mod xls;
mod ods;
mod html;
mod xml_spreadsheet;

use std::panic::{AssertUnwindSafe, catch_unwind};

use chrono::NaiveDateTime;

pub use crate::ingest::read::kind::FileKind;
use crate::ingest::read::kind::{Container, named_as, recognise};
use crate::ingest::read::xml::XmlFault;
use crate::ingest::read::zip_parts::Parts;
use crate::ingest::sheet::Sheet;

/// The separator that divides most of the first lines of a text into the same number of cells.
pub fn delimiter_of(text: &str) -> u8 {
    crate::domain::guess_separator(text)
}

/// Bytes that a file may have. Returns are under one megabyte; this keeps reading within seconds and memory within bounds.
pub const MOST_BYTES: usize = 256 << 20;

/// What reading a file gave. Troubles with single cells (an error, a formula without its result, a hidden row) are not repeated
/// in `troubles`: the cells and sheets carry them, and only who knows the table knows whether they matter.
#[derive(Debug, Clone, Default)]
pub struct ReadFile {
    /// What the file is, by its content.
    pub kind: FileKind,
    /// Its sheets in the order of the workbook, hidden ones included.
    pub sheets: Vec<Sheet>,
    /// Tables that no one sees in the workbook: caches of pivot tables, with the field names in the first row, and embedded files.
    /// Not for loading: for the privacy gate.
    pub unseen: Vec<Sheet>,
    /// What the workbook says of itself.
    pub properties: Properties,
    /// Texts that stand in no cell: defined names, page headers, text boxes, links.
    pub asides: Vec<Aside>,
    /// What was odd about the file, in the order met.
    pub troubles: Vec<Trouble>,
    /// Why nothing could be read, if nothing could.
    pub refused: Option<Refusal>,
}

/// What a workbook says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Properties {
    /// Its title; empty if it has none.
    pub title: String,
    /// When it was last saved, by its own account.
    pub modified: Option<NaiveDateTime>,
    /// Every property with its name, the title and custom ones included.
    pub all: Vec<(String, String)>,
}

/// A text that stands in no cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// The sheet it belongs to; empty if to none.
    pub sheet: String,
    /// What it is: `defined name`, `header or footer`, `text box`, `link`, …
    pub place: &'static str,
    /// The text.
    pub text: String,
}

impl Aside {
    /// A text of the whole workbook.
    pub fn of_file(place: &'static str, text: impl Into<String>) -> Aside {
        Aside {
            sheet: String::new(),
            place,
            text: text.into(),
        }
    }
}

/// Something odd about a file: a finding in the making.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// Id of the kind of finding.
    pub kind: &'static str,
    /// The sheet; empty for the whole file.
    pub sheet: String,
    /// The cell; empty for the whole sheet.
    pub cell: String,
    /// What was found.
    pub seen: String,
    /// How it was taken.
    pub treated_as: String,
}

impl Trouble {
    /// A trouble with the whole file.
    pub fn with_file(kind: &'static str, seen: impl Into<String>, treated_as: impl Into<String>) -> Trouble {
        Trouble {
            kind,
            sheet: String::new(),
            cell: String::new(),
            seen: seen.into(),
            treated_as: treated_as.into(),
        }
    }

    /// A trouble with a whole sheet.
    pub fn with_sheet(kind: &'static str, sheet: &str, seen: impl Into<String>) -> Trouble {
        Trouble {
            sheet: sheet.to_owned(),
            ..Trouble::with_file(kind, seen, "")
        }
    }
}

/// Why nothing was read of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Id of the kind of finding.
    pub kind: &'static str,
    /// The reason, as half a sentence: "it is protected by a password".
    pub reason: String,
}

impl Refusal {
    /// A refusal for a reason.
    pub fn new(kind: &'static str, reason: impl Into<String>) -> Refusal {
        Refusal {
            kind,
            reason: reason.into(),
        }
    }

    /// The file is broken.
    pub fn damaged(reason: impl Into<String>) -> Refusal {
        Refusal::new("file-damaged", reason)
    }

    /// The file asks for more room or time than any return needs.
    pub fn too_large(reason: impl Into<String>) -> Refusal {
        Refusal::new("file-too-large", reason)
    }

    /// The file is protected by a password.
    pub fn protected() -> Refusal {
        Refusal::new("password-protected", "it is protected by a password")
    }
}

impl From<XmlFault> for Refusal {
    fn from(fault: XmlFault) -> Refusal {
        match fault {
            XmlFault::BrokenOff => Refusal::damaged(fault.to_string()),
            XmlFault::TooLong | XmlFault::Doctype | XmlFault::TooLarge => Refusal::too_large(fault.to_string()),
        }
    }
}

/// Every kind of finding that reading can make, refusals included.
pub const KINDS: [&str; 14] = [
    "chart-sheet",
    "dates-count-from-1904",
    "encoding-guessed",
    "external-links",
    "file-damaged",
    "file-empty",
    "file-kind-mismatch",
    "file-not-a-table",
    "file-too-large",
    "macros-ignored",
    "null-bytes-dropped",
    "password-protected",
    "quote-not-closed",
    "sheet-unreadable",
];

/// Reads a file of any kind. The name only serves to say when it promises another kind than the content is.
pub fn read_file(bytes: &[u8], name: &str) -> ReadFile {
    // A fault in a reading library is a fault of one file, not of the run.
    let read = catch_unwind(AssertUnwindSafe(|| read_unguarded(bytes)));
    let mut file = read.unwrap_or_else(|_| refuse(FileKind::Unknown, Refusal::damaged("reading it broke off")));
    if file.refused.is_none()
        && let Some(promised) = named_as(name)
        && !file.kind.fits(promised)
    {
        let seen = format!("the name ends in .{promised} but the file is {}", file.kind.in_words());
        file.troubles
            .insert(0, Trouble::with_file("file-kind-mismatch", seen, file.kind.in_words()));
    }
    file
}

fn read_unguarded(bytes: &[u8]) -> ReadFile {
    if bytes.is_empty() {
        return refuse(FileKind::Unknown, Refusal::new("file-empty", "it is empty (0 bytes)"));
    }
    if bytes.len() > MOST_BYTES {
        let size = bytes.len() >> 20;
        return refuse(
            FileKind::Unknown,
            Refusal::too_large(format!("it has {size} MB; a return may have 256")),
        );
    }
    let read = match recognise(bytes) {
        Container::Text => csv::read(bytes),
        Container::Zip => read_zip(bytes),
        Container::Compound => xls::read(bytes),
        Container::Html => html::read(bytes),
        Container::XmlSpreadsheet => xml_spreadsheet::read(encoding::decode(bytes).text.as_bytes()),
        Container::FlatOpenDocument => ods::read_flat(encoding::decode(bytes).text.as_bytes()),
        Container::NotATable(kind, what) => {
            return refuse(
                kind,
                Refusal::new(
                    "file-not-a-table",
                    format!("it is {what}, which holds no table that can be read"),
                ),
            );
        }
    };
    read.unwrap_or_else(|(kind, refusal)| refuse(kind, refusal))
}

/// Reads a file that stands inside another, which must not hold a third.
fn read_embedded(bytes: &[u8]) -> ReadFile {
    match recognise(bytes) {
        Container::Zip if memchr::memmem::find(bytes, b"/embeddings/").is_none() => read_zip(bytes).unwrap_or_default(),
        Container::Compound => xls::read(bytes).unwrap_or_default(),
        _ => ReadFile::default(),
    }
}

fn read_zip(bytes: &[u8]) -> Outcome {
    let mut parts = Parts::open(bytes).map_err(|refusal| (FileKind::Unknown, refusal))?;
    let not_a_table = |what| {
        Err((
            FileKind::Unknown,
            Refusal::new("file-not-a-table", format!("it is {what}")),
        ))
    };
    match () {
        () if parts.has("xl/workbook.bin") => {
            not_a_table("a binary workbook (XLSB), which must be saved as XLSX to be read")
        }
        () if parts.has("xl/workbook.xml")
            || parts.has("[Content_Types].xml") && parts.names().iter().any(|name| name.contains("workbook")) =>
        {
            xlsx::read(parts)
        }
        () if is_open_document_spreadsheet(&mut parts) => ods::read(parts),
        () if parts.has("content.xml") => {
            not_a_table("an OpenDocument text or drawing, from which no table can be read")
        }
        () if parts.has("word/document.xml") => {
            not_a_table("a word-processor document, from which no table can be read")
        }
        () if parts.has("ppt/presentation.xml") => not_a_table("a presentation, from which no table can be read"),
        () => not_a_table("an archive of files, which must be unpacked and sent one by one"),
    }
}

fn is_open_document_spreadsheet(parts: &mut Parts) -> bool {
    let kind = parts.bytes("mimetype", 200).unwrap_or_default();
    parts.has("content.xml") && (kind.is_empty() || memchr::memmem::find(&kind, b"spreadsheet").is_some())
}

fn refuse(kind: FileKind, refusal: Refusal) -> ReadFile {
    ReadFile {
        kind,
        refused: Some(refusal),
        ..ReadFile::default()
    }
}

/// A file read, or its kind as far as known and why it was refused.
type Outcome = Result<ReadFile, (FileKind, Refusal)>;
