//! A web page with tables into one sheet, laid out as a spreadsheet program lays it out: texts and tables below one another.

use std::collections::BTreeSet;

use crate::ingest::read::encoding::decode;
use crate::ingest::read::xlsx::raised;
use crate::ingest::read::xml::unescape;
use crate::ingest::read::{Aside, FileKind, Outcome, ReadFile, Refusal, Trouble};
use crate::ingest::sheet::grid::TooMuch;
use crate::ingest::sheet::{Area, GridBuilder, Sheet};

/// Rows or columns over which one cell may reach.
const WIDEST_SPAN: u32 = 1_000;

/// Reads a page.
pub fn read(bytes: &[u8]) -> Outcome {
    let decoded = decode(bytes);
    let mut page = Page::default();
    if decoded.guessed {
        let seen = "the page does not say its encoding and is not UTF-8";
        page.troubles
            .push(Trouble::with_file("encoding-guessed", seen, decoded.encoding.name()));
    }
    page.read(&decoded.text)
        .map_err(|much| (FileKind::Html, Refusal::too_large(much.to_string())))?;
    page.end_line()
        .map_err(|much| (FileKind::Html, Refusal::too_large(much.to_string())))?;
    page.sheet.grid = page.builder.finish();
    if page.sheet.is_empty() {
        return Err((
            FileKind::Html,
            Refusal::new("file-not-a-table", "it is an HTML page without a table"),
        ));
    }
    Ok(ReadFile {
        kind: FileKind::Html,
        sheets: vec![page.sheet],
        asides: page.asides,
        troubles: page.troubles,
        ..ReadFile::default()
    })
}

#[derive(Default)]
struct Page {
    sheet: Sheet,
    builder: GridBuilder,
    asides: Vec<Aside>,
    troubles: Vec<Trouble>,
    /// Where the next text or table row goes.
    row: u32,
    column: u32,
    /// Places that cells from above reach into.
    taken: BTreeSet<(u32, u32)>,
    in_row: bool,
    /// The text of the open cell, or of the line between tables.
    cell: Option<String>,
    line: String,
    in_head: bool,
    /// Whether the next text stands above the line, or is struck out.
    raised: bool,
    struck: bool,
    /// Whether a part of the open cell is struck out.
    cell_struck: bool,
}

impl Page {
    fn read(&mut self, text: &str) -> Result<(), TooMuch> {
        let mut rest = text;
        while let Some(at) = rest.find('<') {
            self.text(&rest[..at]);
            rest = &rest[at..];
            if rest.starts_with("<!--") {
                let end = rest.find("-->").map_or(rest.len(), |end| end + 3);
                self.asides
                    .push(Aside::of_file("hidden remark", rest[..end].to_owned()));
                rest = &rest[end..];
                continue;
            }
            let starts_tag =
                rest[1..].starts_with(|letter: char| letter.is_ascii_alphabetic() || matches!(letter, '/' | '!' | '?'));
            if !starts_tag {
                self.text("<");
                rest = &rest[1..];
                continue;
            }
            let Some(end) = rest.find('>') else { break };
            let tag = &rest[1..end];
            rest = &rest[end + 1..];
            let name = tag_name(tag);
            if matches!(name.as_str(), "script" | "style" | "xml") && !tag.ends_with('/') {
                rest = skip_past(rest, &name);
                continue;
            }
            self.tag(&name, tag)?;
        }
        self.text(rest);
        Ok(())
    }

    fn text(&mut self, written: &str) {
        if written.is_empty() {
            return;
        }
        if self.in_head {
            if !written.trim().is_empty() {
                self.asides
                    .push(Aside::of_file("page title", unescape(written.trim().as_bytes())));
            }
            return;
        }
        // Line breaks and runs of spaces in the source are one space to a reader.
        let words: Vec<&str> = written.split_ascii_whitespace().collect();
        let spaced = |edge: Option<char>| edge.is_some_and(|letter| letter.is_ascii_whitespace());
        let target = self.cell.as_mut().unwrap_or(&mut self.line);
        if spaced(written.chars().next()) && !target.is_empty() && !target.ends_with([' ', '\n']) {
            target.push(' ');
        }
        let words_read = unescape(words.join(" ").as_bytes()).into_owned();
        target.push_str(&if self.raised { raised(&words_read) } else { words_read });
        self.cell_struck |= self.struck;
        if spaced(written.chars().last()) && !words.is_empty() {
            target.push(' ');
        }
    }

    fn tag(&mut self, name: &str, tag: &str) -> Result<(), TooMuch> {
        match name {
            "head" => self.in_head = true,
            "/head" | "body" => self.in_head = false,
            "table" | "/table" => {
                self.end_row()?;
                self.end_line()?;
                self.taken.clear();
            }
            "tr" => {
                self.end_row()?;
                self.end_line()?;
                self.in_row = true;
                self.column = 0;
                if is_hidden(tag) {
                    self.sheet.hidden_rows.add(self.row..=self.row);
                }
            }
            "/tr" => self.end_row()?,
            "td" | "th" => {
                self.end_cell()?;
                self.open_cell(tag);
            }
            "/td" | "/th" => self.end_cell()?,
            "sup" | "/sup" => self.raised = name == "sup",
            "s" | "strike" | "del" => self.struck = true,
            "/s" | "/strike" | "/del" => self.struck = false,
            "br" => self.cell.as_mut().unwrap_or(&mut self.line).push('\n'),
            "p" | "/p" | "div" | "/div" | "h1" | "h2" | "h3" | "h4" | "li" | "caption" | "/caption" if !self.in_row => {
                self.end_line()?
            }
            _ => {}
        }
        Ok(())
    }

    fn open_cell(&mut self, tag: &str) {
        while self.taken.contains(&(self.row, self.column)) {
            self.column += 1;
        }
        let span = |name| {
            attribute(tag, name)
                .and_then(|value| value.parse().ok())
                .unwrap_or(1)
                .clamp(1, WIDEST_SPAN)
        };
        let (across, down) = (span("colspan"), span("rowspan"));
        if across > 1 || down > 1 {
            let area = Area {
                first_row: self.row,
                first_column: self.column,
                last_row: self.row + down - 1,
                last_column: self.column + across - 1,
            };
            // Beyond a million places a page no longer has a layout that anyone could read.
            if self.taken.len() < 1_000_000 && self.sheet.merges.len() < 50_000 {
                let places = (area.first_row..=area.last_row)
                    .flat_map(|row| (area.first_column..=area.last_column).map(move |column| (row, column)));
                self.taken.extend(places);
                self.sheet.merges.push(area);
            }
        }
        self.cell = Some(String::new());
        (self.raised, self.struck, self.cell_struck) = (false, false, false);
        self.in_row = true;
    }

    fn end_cell(&mut self) -> Result<(), TooMuch> {
        let Some(text) = self.cell.take() else { return Ok(()) };
        // Excel leaves a hard space in cells that would otherwise be empty.
        let text = text.trim_matches([' ', '\n']);
        if !text.trim_matches('\u{a0}').is_empty() {
            self.builder.push_text(self.row, self.column, text)?;
            if self.cell_struck {
                self.builder.note_struck(self.row, self.column);
            }
        }
        self.column += 1;
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), TooMuch> {
        self.end_cell()?;
        if std::mem::take(&mut self.in_row) {
            self.row += 1;
        }
        Ok(())
    }

    /// A text between tables is a row of its own.
    fn end_line(&mut self) -> Result<(), TooMuch> {
        let line = std::mem::take(&mut self.line);
        if !line.trim().is_empty() {
            self.builder.push_text(self.row, 0, line.trim())?;
            self.row += 1;
        }
        Ok(())
    }
}

fn tag_name(tag: &str) -> String {
    let end = tag.find(|letter: char| letter.is_whitespace()).unwrap_or(tag.len());
    tag[..end].trim_end_matches('/').to_ascii_lowercase()
}

/// The rest after the closing tag of an element that holds no text for people.
fn skip_past<'t>(rest: &'t str, name: &str) -> &'t str {
    let mut from = 0;
    while let Some(at) = rest[from..].find("</") {
        from += at + 2;
        if rest
            .get(from..from + name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name))
        {
            return rest[from..].find('>').map_or("", |end| &rest[from + end + 1..]);
        }
    }
    ""
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let at = tag.to_ascii_lowercase().find(&format!("{name}="))? + name.len() + 1;
    let value = tag.get(at..)?.trim_start_matches(['"', '\'']);
    Some(&value[..value.find(['"', '\'', ' ']).unwrap_or(value.len())])
}

fn is_hidden(tag: &str) -> bool {
    let squeezed: String = tag.to_ascii_lowercase().split_whitespace().collect();
    squeezed.contains("display:none")
}

#[cfg(test)]
mod tests {
    use crate::ingest::read::read_file;
    use crate::ingest::sheet::address;

    fn cells(page: &str) -> String {
        let file = read_file(page.as_bytes(), "a.html");
        let sheet = &file.sheets[0];
        let cells = (0..sheet.row_count()).flat_map(|row| {
            sheet
                .row(row)
                .map(move |(column, cell)| format!("{}={}", address(row, column), cell.shown()))
                .collect::<Vec<_>>()
        });
        cells.collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn rows_and_cells_stand_where_a_spreadsheet_would_put_them() {
        let page = "<html><head><title>T</title></head><body><p>Quarter 2</p><TABLE><tr><th>Ref<th>No.</tr>
            <tr><td>HE12</td><td>1,371<br>of &pound;5</td></tr><tr><td>&nbsp;</td><td> 42 </td></table></body></html>";
        assert_eq!(
            cells(page),
            "A1=Quarter 2 | A2=Ref | B2=No. | A3=HE12 | B3=1,371\nof £5 | B4=42"
        );
    }

    #[test]
    fn cells_that_span_push_others_aside() {
        let page = "<table><tr><td rowspan=2>Mid</td><td colspan=\"2\">a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>";
        assert_eq!(cells(page), "A1=Mid | B1=a | D1=b | B2=c | C2=d");
        assert_eq!(read_file(page.as_bytes(), "a.html").sheets[0].merges.len(), 2);
    }

    #[test]
    fn scripts_are_no_text_and_a_lone_bracket_is() {
        assert_eq!(
            cells("<table><script>var a = '<td>';</SCRIPT><tr><td><5</td><td>a < b</td></tr></table>"),
            "A1=<5 | B1=a < b"
        );
    }

    #[test]
    fn a_page_without_a_table_is_refused() {
        assert_eq!(
            read_file(b"<html><body></body></html>", "a.xls").refused.unwrap().kind,
            "file-not-a-table"
        );
    }
}
