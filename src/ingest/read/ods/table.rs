//! One table of an OpenDocument spreadsheet into a sheet.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDateTime;

use crate::ingest::read::Aside;
use crate::ingest::read::ods::styles::StyleReader;
use crate::ingest::read::xml::Attributes;
use crate::ingest::sheet::builder::Dress;
use crate::ingest::sheet::grid::{TooMuch, date_to_serial};
use crate::ingest::sheet::{Area, Comment, GridBuilder, NumberFormat, Sheet, Style, Value, Visibility};

/// Cells into which one row of the document may unfold.
const MOST_REPEATED: u64 = 1_000_000;

/// Takes tags and texts in the order of the document.
pub struct TableReader {
    sheet: Sheet,
    builder: GridBuilder,
    /// Which styles are bold, by name.
    bold: BTreeMap<String, bool>,
    asides: Vec<Aside>,
    row: u32,
    column: u32,
    rows_repeated: u32,
    columns_seen: u32,
    /// The cells of the open row that hold something, with how often each is repeated.
    cells: Vec<(u32, u32, Content)>,
    open: Option<Content>,
    columns_repeated: u32,
    comment: Option<String>,
    /// Tables inside this one, which a drawing may hold.
    pub depth: usize,
}

/// What a cell says.
#[derive(Debug, Clone, Default)]
struct Content {
    kind: String,
    value: String,
    text: Option<String>,
    error: bool,
    formula: bool,
    bold: bool,
}

impl TableReader {
    /// Begins a sheet.
    pub fn new(attributes: Attributes, styles: &StyleReader, index: usize) -> TableReader {
        let name = attributes.text(b"name").unwrap_or_default().into_owned();
        let hidden = attributes
            .text(b"style-name")
            .is_some_and(|style| styles.named(&style).hidden);
        let visibility = if hidden {
            Visibility::Hidden
        } else {
            Visibility::Visible
        };
        let percent = NumberFormat::parse("0%");
        let date = NumberFormat::parse("dd/mm/yyyy");
        let kinds = [NumberFormat::default(), percent, date];
        let list = kinds
            .iter()
            .flat_map(|format| {
                [false, true].map(|bold| Style {
                    format: format.clone(),
                    bold,
                    ..Style::default()
                })
            })
            .collect();
        TableReader {
            sheet: Sheet {
                name,
                visibility,
                index,
                ..Sheet::default()
            },
            builder: GridBuilder::with_styles(Arc::new(list)),
            bold: styles.bold_by_name(),
            asides: Vec::new(),
            row: 0,
            column: 0,
            rows_repeated: 1,
            columns_seen: 0,
            cells: Vec::new(),
            open: None,
            columns_repeated: 1,
            comment: None,
            depth: 0,
        }
    }

    /// Takes an opening tag.
    pub fn open(&mut self, name: &[u8], attributes: Attributes, empty: bool) -> Result<(), TooMuch> {
        let repeated = |name: &[u8]| attributes.number(name).unwrap_or(1).max(1);
        let hidden = matches!(attributes.text(b"visibility").as_deref(), Some("collapse" | "filter"));
        match name {
            b"table" if !empty => self.depth += 1,
            _ if self.depth > 0 => {}
            b"table-column" => {
                let count = repeated(b"number-columns-repeated");
                if hidden {
                    self.sheet
                        .hidden_columns
                        .add(self.columns_seen..=self.columns_seen.saturating_add(count - 1));
                }
                self.columns_seen = self.columns_seen.saturating_add(count);
            }
            b"table-row" => {
                self.rows_repeated = repeated(b"number-rows-repeated");
                self.column = 0;
                if hidden {
                    self.sheet
                        .hidden_rows
                        .add(self.row..=self.row.saturating_add(self.rows_repeated - 1));
                }
                if empty {
                    self.end_row()?;
                }
            }
            b"table-cell" | b"covered-table-cell" => {
                self.columns_repeated = repeated(b"number-columns-repeated");
                self.open_cell(attributes);
                if empty {
                    self.end_cell();
                }
            }
            b"annotation" if !empty => self.comment = Some(String::new()),
            b"p" => self.new_line(),
            b"s" => self.text(&" ".repeat(attributes.number(b"c").unwrap_or(1).min(1_000) as usize)),
            b"tab" => self.text("\t"),
            b"line-break" => self.text("\n"),
            b"a" => {
                let link = attributes
                    .text(b"href")
                    .map(|link| self.aside("link", link.into_owned()));
                self.asides.extend(link);
            }
            _ => {}
        }
        Ok(())
    }

    fn aside(&self, place: &'static str, text: String) -> Aside {
        Aside {
            sheet: self.sheet.name.clone(),
            place,
            text,
        }
    }

    fn open_cell(&mut self, attributes: Attributes) {
        let mut content = Content::default();
        let (mut across, mut down) = (1, 1);
        for (name, value) in attributes {
            let text = crate::ingest::read::xml::unescape(value);
            match name {
                // Two attributes bear this name; the one of the extension says when the value is an error.
                b"value-type" if text == "error" => content.error = true,
                b"value-type" if content.kind.is_empty() => content.kind = text.into_owned(),
                b"value" | b"date-value" | b"time-value" | b"boolean-value" => content.value = text.into_owned(),
                b"string-value" => content.text = Some(text.into_owned()),
                b"formula" => content.formula = true,
                b"style-name" => content.bold = self.bold.get(text.as_ref()).copied().unwrap_or(false),
                b"number-columns-spanned" => across = text.parse().unwrap_or(1),
                b"number-rows-spanned" => down = text.parse().unwrap_or(1),
                _ => {}
            }
        }
        if (across > 1 || down > 1) && self.sheet.merges.len() < 50_000 {
            let (last_row, last_column) = (
                self.row.saturating_add(down.max(1) - 1),
                self.column.saturating_add(across.max(1) - 1),
            );
            self.sheet.merges.push(Area {
                first_row: self.row,
                first_column: self.column,
                last_row,
                last_column,
            });
        }
        self.open = Some(content);
    }

    /// Takes a text.
    pub fn text(&mut self, text: &str) {
        match (&mut self.comment, &mut self.open) {
            (Some(comment), _) => comment.push_str(text),
            (None, Some(Content { text: Some(shown), .. })) if self.depth == 0 => shown.push_str(text),
            _ if text.trim().is_empty() => {}
            _ => {
                let aside = self.aside("text box", text.to_owned());
                self.asides.push(aside);
            }
        }
    }

    fn new_line(&mut self) {
        match (&mut self.comment, &mut self.open) {
            (Some(comment), _) if !comment.is_empty() => comment.push('\n'),
            (Some(_), _) => {}
            (None, Some(content)) => match &mut content.text {
                Some(text) if !text.is_empty() => text.push('\n'),
                Some(_) => {}
                None => content.text = Some(String::new()),
            },
            _ => {}
        }
    }

    /// Takes a closing tag.
    pub fn close(&mut self, name: &[u8]) -> Result<(), TooMuch> {
        match name {
            b"table" => self.depth = self.depth.saturating_sub(1),
            _ if self.depth > 0 => {}
            b"annotation" => {
                let (row, column) = (self.row, self.column);
                self.sheet
                    .comments
                    .extend(self.comment.take().map(|text| Comment { row, column, text }));
            }
            b"table-cell" | b"covered-table-cell" => self.end_cell(),
            b"table-row" => self.end_row()?,
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) {
        let Some(content) = self.open.take() else { return };
        let says_something =
            content.formula || !content.kind.is_empty() || content.text.as_ref().is_some_and(|text| !text.is_empty());
        if says_something {
            self.cells.push((self.column, self.columns_repeated, content));
        }
        self.column = self.column.saturating_add(self.columns_repeated);
    }

    fn end_row(&mut self) -> Result<(), TooMuch> {
        let cells = std::mem::take(&mut self.cells);
        if !cells.is_empty() {
            // A value dragged over a whole sheet is an accident or an attack.
            let across: u64 = cells.iter().map(|(_, repeated, _)| u64::from(*repeated)).sum();
            if across * u64::from(self.rows_repeated) > MOST_REPEATED {
                return Err(TooMuch::Cells);
            }
            for row in self.row..self.row.saturating_add(self.rows_repeated) {
                for (column, repeated, content) in &cells {
                    for column in *column..column.saturating_add(*repeated) {
                        self.put(row, column, content)?;
                    }
                }
            }
        }
        self.row = self.row.saturating_add(self.rows_repeated);
        Ok(())
    }

    fn put(&mut self, row: u32, column: u32, content: &Content) -> Result<(), TooMuch> {
        let text = content.text.as_deref().unwrap_or_default();
        let style = u16::from(content.bold)
            + if content.kind == "percentage" { 2 } else { 0 }
            + if content.kind == "date" { 4 } else { 0 };
        let dress = Dress {
            style,
            formula: content.formula,
        };
        let number = content
            .value
            .trim()
            .parse::<f64>()
            .ok()
            .filter(|number| number.is_finite());
        let value = match content.kind.as_str() {
            _ if content.error || content.formula && is_error(text) => Value::Error(self.builder.keep(text)?),
            "float" | "currency" | "percentage" if number.is_some() => Value::Number(number.unwrap_or_default()),
            "date" => match moment(&content.value) {
                Some(when) => Value::Date(date_to_serial(when)),
                None => Value::Text(self.builder.keep(text)?),
            },
            "time" => match duration(&content.value) {
                Some(days) => Value::Duration(days),
                None => Value::Text(self.builder.keep(text)?),
            },
            "boolean" => Value::Bool(content.value == "true"),
            "" if content.formula && text.is_empty() => Value::FormulaWithoutValue,
            _ if text.is_empty() => return Ok(()),
            _ => Value::Text(self.builder.keep(text)?),
        };
        self.builder.push((row, column), value, dress)?;
        let said_by_value = matches!(value, Value::Text(_) | Value::Error(_) | Value::FormulaWithoutValue);
        let plain =
            matches!(value, Value::Number(number) if crate::ingest::sheet::format::show_general(number) == text);
        if !said_by_value && !text.is_empty() && !plain {
            self.builder.push_shown(row, column, text)?;
        }
        Ok(())
    }

    /// The sheet, and the texts that stand in it but in no cell.
    pub fn finish(mut self) -> (Sheet, Vec<Aside>) {
        self.sheet.grid = self.builder.finish();
        (self.sheet, self.asides)
    }
}

fn is_error(text: &str) -> bool {
    text.starts_with("Err:") || (text.starts_with('#') && (text.ends_with('!') || matches!(text, "#N/A" | "#NAME?")))
}

fn moment(text: &str) -> Option<NaiveDateTime> {
    let whole = text
        .get(..19)
        .and_then(|text| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S").ok());
    whole.or_else(|| NaiveDateTime::parse_from_str(&format!("{}T00:00:00", text.get(..10)?), "%Y-%m-%dT%H:%M:%S").ok())
}

/// `PT12H30M05S` in days.
fn duration(text: &str) -> Option<f64> {
    let (mut seconds, mut digits) = (0.0, String::new());
    for letter in text.strip_prefix("PT")?.chars() {
        let unit = match letter {
            'H' => 3600.0,
            'M' => 60.0,
            'S' => 1.0,
            digit => {
                digits.push(digit);
                continue;
            }
        };
        seconds += std::mem::take(&mut digits).parse::<f64>().ok()? * unit;
    }
    Some(seconds / 86_400.0)
}

#[cfg(test)]
mod tests {
    use crate::ingest::read::read_file;
    use crate::ingest::sheet::{Raw, Visibility, address};

    fn flat(tables: &str) -> Vec<u8> {
        let head = r#"<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"><office:automatic-styles>
            <style:style style:name="hid" style:family="table"><style:table-properties table:display="false"/></style:style>
            <style:style style:name="b" style:family="table-cell"><style:text-properties fo:font-weight="bold"/></style:style>
            </office:automatic-styles><office:body><office:spreadsheet>"#;
        format!("{head}{tables}</office:spreadsheet></office:body></office:document>").into_bytes()
    }

    #[test]
    fn values_are_read_and_texts_are_what_a_person_sees() {
        let file = read_file(
            &flat(
                r#"<table:table table:name="Return"><table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>
                <table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
                <table:table-row table:visibility="collapse"><table:table-cell table:style-name="b" office:value-type="percentage" office:value="0.075"><text:p>7.5%</text:p></table:table-cell>
                <table:table-cell office:value-type="date" office:date-value="2026-09-30"><text:p>30/09/26</text:p></table:table-cell>
                <table:table-cell office:value-type="string"><text:p>two<text:s text:c="2"/>lines</text:p><text:p>here</text:p><office:annotation><text:p>a note</text:p></office:annotation></table:table-cell>
                <table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell></table:table-row>
                <table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>
                <table:table table:name="Old" table:style-name="hid"><table:table-row/></table:table>"#,
            ),
            "a.fods",
        );
        let sheet = &file.sheets[0];
        let cells: Vec<String> = sheet
            .row(2)
            .map(|(column, cell)| format!("{}={}", address(2, column), cell.shown()))
            .collect();
        assert_eq!(cells, ["A3=7.5%", "B3=30/09/26", "C3=two  lines\nhere", "D3=#DIV/0!"]);
        assert_eq!(sheet.cell(2, 0).number_as_read(), Some(7.5));
        assert!(sheet.cell(2, 0).style.bold && matches!(sheet.cell(2, 3).raw, Raw::Error(_)));
        assert_eq!((sheet.row_count(), sheet.comments[0].text.as_str()), (3, "a note"));
        assert!(sheet.row_is_hidden(2) && sheet.column_is_hidden(2) && !sheet.column_is_hidden(1));
        assert_eq!(file.sheets[1].visibility, Visibility::Hidden);
    }

    #[test]
    fn a_value_repeated_beyond_reason_is_refused() {
        let cell = r#"<table:table-cell table:number-columns-repeated="16000" office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>"#;
        let row = format!(
            r#"<table:table table:name="x"><table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row></table:table>"#
        );
        assert_eq!(read_file(&flat(&row), "a.fods").refused.unwrap().kind, "file-too-large");
    }
}
