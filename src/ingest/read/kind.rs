//! The first bytes of a file into the kind of file it is. Names are not believed.

use crate::ingest::read::encoding::decode;

/// What a file is, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum FileKind {
    /// Text with a separator between cells.
    Text {
        /// The separator: `,`, `;`, a tab or `|`.
        delimiter: char,
    },
    /// Office Open XML workbook.
    Xlsx,
    /// The same with macros, which are not looked at.
    Xlsm,
    /// The binary workbook of Excel 97 to 2003, or older.
    Xls,
    /// OpenDocument spreadsheet, zipped or flat.
    Ods,
    /// A web page with tables, as many systems export under the name of a workbook.
    Html,
    /// The XML spreadsheet of Excel 2003.
    XmlSpreadsheet,
    /// Anything else.
    #[default]
    Unknown,
}

impl FileKind {
    /// The kind in words, with its article: `an HTML page`.
    pub fn in_words(self) -> &'static str {
        match self {
            FileKind::Text { delimiter: '\t' } => "text divided by tabs",
            FileKind::Text { delimiter: ';' } => "text divided by semicolons",
            FileKind::Text { delimiter: '|' } => "text divided by bars",
            FileKind::Text { .. } => "text divided by commas",
            FileKind::Xlsx => "an Excel workbook (XLSX)",
            FileKind::Xlsm => "an Excel workbook with macros (XLSM)",
            FileKind::Xls => "an old Excel workbook (XLS)",
            FileKind::Ods => "an OpenDocument spreadsheet (ODS)",
            FileKind::Html => "an HTML page",
            FileKind::XmlSpreadsheet => "an XML spreadsheet",
            FileKind::Unknown => "of an unknown kind",
        }
    }

    /// Whether a file of this kind may rightly bear the ending, given in lower case without its dot.
    pub fn fits(self, ending: &str) -> bool {
        match self {
            FileKind::Text { .. } => matches!(ending, "csv" | "tsv" | "tab" | "txt" | "psv" | "asc" | "dat"),
            // A workbook without macros may bear the name of one with them.
            FileKind::Xlsx => matches!(ending, "xlsx" | "xltx" | "xlsm" | "xltm"),
            FileKind::Xlsm => matches!(ending, "xlsm" | "xltm" | "xlam"),
            FileKind::Xls => matches!(ending, "xls" | "xlt"),
            FileKind::Ods => matches!(ending, "ods" | "ots" | "fods"),
            FileKind::Html => matches!(ending, "html" | "htm" | "xhtml" | "mht"),
            FileKind::XmlSpreadsheet => ending == "xml",
            FileKind::Unknown => true,
        }
    }
}

/// The ending of a file's name, if it is one that promises a kind of table.
pub fn named_as(name: &str) -> Option<&'static str> {
    const PROMISES: [&str; 21] = [
        "csv", "tsv", "tab", "txt", "psv", "xlsx", "xltx", "xlsm", "xltm", "xlsb", "xls", "xlt", "ods", "ots", "fods",
        "html", "htm", "xhtml", "xml", "pdf", "docx",
    ];
    let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
    PROMISES.into_iter().find(|promise| *promise == ending)
}

/// What has to be opened, by the first bytes.
pub enum Container {
    /// Plain text in some encoding.
    Text,
    /// A zip archive.
    Zip,
    /// An OLE container: an old workbook, or one that is protected by a password.
    Compound,
    /// A web page.
    Html,
    /// The XML spreadsheet of Excel 2003.
    XmlSpreadsheet,
    /// An OpenDocument spreadsheet that is not zipped.
    FlatOpenDocument,
    /// Something that holds no table, with words for it.
    NotATable(FileKind, &'static str),
}

/// Looks at the first bytes.
pub fn recognise(bytes: &[u8]) -> Container {
    const SIGNATURES: [(&[u8], &str); 14] = [
        (b"%PDF", "a PDF"),
        (b"{\\rtf", "a word-processor document (RTF)"),
        (b"\x89PNG", "a picture"),
        (b"\xFF\xD8\xFF", "a picture"),
        (b"GIF8", "a picture"),
        (b"Rar!", "a RAR archive"),
        (b"7z\xBC\xAF", "a 7-Zip archive"),
        (b"\x1F\x8B", "a gzip archive"),
        (b"BZh", "a bzip2 archive"),
        (b"\xFD7zXZ", "an xz archive"),
        (b"PAR1", "a Parquet file"),
        (b"SQLite format 3", "a database"),
        (b"MZ", "a program"),
        (b"\x7FELF", "a program"),
    ];
    if let Some((_, what)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        return Container::NotATable(FileKind::Unknown, what);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Container::Zip;
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Container::Compound;
    }
    recognise_text(bytes)
}

/// Whether bytes are no text in any encoding: one in thirty or more is a control character that no text has.
fn is_binary(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(8_192)];
    let odd = start.iter().filter(|byte| matches!(byte, 1..=8 | 14..=26 | 28..=31));
    30 * odd.count() >= start.len()
}

/// Tells marked-up text from plain.
fn recognise_text(bytes: &[u8]) -> Container {
    if is_binary(bytes) && !bytes.starts_with(b"\xFF\xFE") && !bytes.starts_with(b"\xFE\xFF") {
        return Container::NotATable(FileKind::Unknown, "of no kind that is known");
    }
    let start = decode(&bytes[..bytes.len().min(8_192)])
        .text
        .trim_start_matches(['\u{feff}'])
        .trim_start()
        .to_ascii_lowercase();
    if start.starts_with("mime-version:") {
        return Container::NotATable(FileKind::Unknown, "a web archive or an e-mail");
    }
    if !start.starts_with('<') {
        return Container::Text;
    }
    let is_page = ["<html", "<!doctype html", "<table", "<body", "<head", "<meta", "<tr"]
        .iter()
        .any(|tag| start.contains(tag));
    match () {
        () if start.contains("urn:schemas-microsoft-com:office:spreadsheet") && start.contains("<workbook") => {
            Container::XmlSpreadsheet
        }
        () if start.contains("urn:oasis:names:tc:opendocument") => Container::FlatOpenDocument,
        () if is_page => Container::Html,
        () if start.starts_with("<?xml") => Container::NotATable(FileKind::Unknown, "an XML document of no known kind"),
        () => Container::Text,
    }
}
