//! Sheets as an OpenDocument spreadsheet: the package's five parts, written as they are, so that the same sheets always
//! give the same bytes. Format: OpenDocument 1.3, parts 2 (packages) and 3 (schema).

use crate::chart::draw::escape;
use crate::domain::PublicPack;
use crate::report::pack::sheets::{Sheet, SheetCell};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const KIND: &str = "application/vnd.oasis.opendocument.spreadsheet";
/// Centimetres that a letter is wide.
const LETTER: f64 = 0.19;

/// The spreadsheet as bytes.
///
/// # Errors
/// When the package cannot be made, which is a fault of the program.
pub fn spreadsheet(pack: &PublicPack, sheets: &[Sheet]) -> anyhow::Result<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    // The kind stands first and uncompressed, so that programs know the file by its first bytes.
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    writer.start_file("mimetype", stored)?;
    writer.write_all(KIND.as_bytes())?;
    let parts = [
        ("META-INF/manifest.xml", manifest()),
        ("meta.xml", meta(pack)),
        ("styles.xml", styles()),
        ("content.xml", content(sheets)),
    ];
    for (name, text) in parts {
        writer.start_file(name, SimpleFileOptions::default())?;
        writer.write_all(text.as_bytes())?;
    }
    Ok(writer.finish()?.into_inner())
}

const START: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

fn manifest() -> String {
    let entry = |path: &str, kind: &str| {
        format!("<manifest:file-entry manifest:full-path=\"{path}\" manifest:media-type=\"{kind}\"/>")
    };
    let parts = ["content.xml", "styles.xml", "meta.xml"].map(|part| entry(part, "text/xml"));
    format!(
        "{START}<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.3\">{}{}</manifest:manifest>",
        entry("/", KIND),
        parts.concat()
    )
}

fn meta(pack: &PublicPack) -> String {
    format!(
        "{START}<office:document-meta xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" office:version=\"1.3\"><office:meta><dc:title>{0}: tables {1}</dc:title><dc:creator>{0}</dc:creator><dc:language>en-GB</dc:language></office:meta></office:document-meta>",
        escape(&pack.board),
        escape(&pack.year)
    )
}

fn styles() -> String {
    let language = "fo:language=\"en\" fo:country=\"GB\"";
    format!(
        "{START}<office:document-styles xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" office:version=\"1.3\"><office:styles><style:default-style style:family=\"table-cell\"><style:text-properties {language}/></style:default-style><style:style style:name=\"Default\" style:family=\"table-cell\"/><style:style style:name=\"Heading_20_1\" style:display-name=\"Heading 1\" style:family=\"table-cell\" style:parent-style-name=\"Default\"><style:text-properties fo:font-size=\"15pt\" fo:font-weight=\"bold\"/></style:style></office:styles></office:document-styles>"
    )
}

const NAMES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\" xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"";

fn content(sheets: &[Sheet]) -> String {
    let mut widths: Vec<u32> = sheets.iter().flat_map(columns).collect();
    widths.sort_unstable();
    widths.dedup();
    let columns: String = widths
        .iter()
        .map(|width| {
            let wide = f64::from(*width) * LETTER;
            format!("<style:style style:name=\"w{width}\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"{wide:.2}cm\"/></style:style>")
        })
        .collect();
    let number = |name: &str, decimals: usize| {
        format!(
            "<number:number-style style:name=\"n{name}\"><number:number number:decimal-places=\"{decimals}\" number:min-decimal-places=\"{decimals}\" number:min-integer-digits=\"1\" number:grouping=\"true\"/></number:number-style><style:style style:name=\"{name}\" style:family=\"table-cell\" style:parent-style-name=\"Default\" style:data-style-name=\"n{name}\"/>"
        )
    };
    let cells = format!(
        "{}{}<style:style style:name=\"text\" style:family=\"table-cell\" style:parent-style-name=\"Default\"><style:table-cell-properties fo:wrap-option=\"wrap\" style:vertical-align=\"top\"/></style:style><style:style style:name=\"head\" style:family=\"table-cell\" style:parent-style-name=\"Default\"><style:table-cell-properties fo:wrap-option=\"wrap\"/><style:text-properties fo:font-weight=\"bold\"/></style:style><style:style style:name=\"mark\" style:family=\"table-cell\" style:parent-style-name=\"Default\"><style:paragraph-properties fo:text-align=\"end\"/></style:style>",
        number("whole", 0),
        number("tenth", 1)
    );
    let tables: String = sheets.iter().map(sheet).collect();
    format!(
        "{START}<office:document-content {NAMES} office:version=\"1.3\"><office:automatic-styles>{columns}{cells}</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
}

/// Widths of a sheet's columns in whole letters.
fn columns(sheet: &Sheet) -> Vec<u32> {
    match &sheet.table {
        Some(grid) => grid.widths.iter().map(|width| *width as u32).collect(),
        None => vec![super::sheets::WIDE as u32],
    }
}

fn sheet(sheet: &Sheet) -> String {
    let columns: String = columns(sheet)
        .iter()
        .map(|width| format!("<table:table-column table:style-name=\"w{width}\"/>"))
        .collect();
    let title = words_in("Heading_20_1", &escape(&sheet.heading));
    let style = if sheet.table.is_some() { "Default" } else { "text" };
    let lines = sheet.lines.iter().map(|line| words_in(style, &escape(line)));
    let above: String = std::iter::once(title).chain(lines).map(|cell| row(&cell)).collect();
    let grid = sheet.table.as_ref().map_or(String::new(), |grid| {
        let headings: String = grid
            .columns
            .iter()
            .map(|name| words_in("head", &escape(name)))
            .collect();
        let rows: String = grid
            .rows
            .iter()
            .map(|cells| row(&cells.iter().map(cell).collect::<String>()))
            .collect();
        format!(
            "<table:table-header-rows>{}</table:table-header-rows>{rows}",
            row(&headings)
        )
    });
    format!(
        "<table:table table:name=\"{}\">{columns}{above}{grid}</table:table>",
        escape(&sheet.name)
    )
}

fn row(cells: &str) -> String {
    format!("<table:table-row>{cells}</table:table-row>")
}

/// A cell of words, already safe for XML.
fn words_in(style: &str, words: &str) -> String {
    format!(
        "<table:table-cell table:style-name=\"{style}\" office:value-type=\"string\"><text:p>{words}</text:p></table:table-cell>"
    )
}

fn cell(cell: &SheetCell) -> String {
    match cell {
        SheetCell::Words(words) => words_in("text", &escape(words)),
        SheetCell::Link(sheet) => {
            let name = escape(sheet);
            words_in(
                "text",
                &format!("<text:a xlink:type=\"simple\" xlink:href=\"#&apos;{name}&apos;.A1\">{name}</text:a>"),
            )
        }
        SheetCell::Number(number, decimals) => {
            let style = if *decimals == 0 { "whole" } else { "tenth" };
            format!(
                "<table:table-cell table:style-name=\"{style}\" office:value-type=\"float\" office:value=\"{number}\"><text:p>{number:.decimals$}</text:p></table:table-cell>"
            )
        }
        SheetCell::Mark(mark) => words_in("mark", &escape(mark)),
    }
}
