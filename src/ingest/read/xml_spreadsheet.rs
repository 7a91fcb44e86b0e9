//! The XML spreadsheet of Excel 2003, which reporting systems still export under the name of a workbook, into sheets.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDateTime;

use crate::ingest::read::xml::{Attributes, Token, Tokens, unescape};
use crate::ingest::read::{Aside, FileKind, Outcome, ReadFile, Refusal};
use crate::ingest::sheet::builder::Dress;
use crate::ingest::sheet::grid::{TooMuch, date_to_serial};
use crate::ingest::sheet::{Area, Comment, GridBuilder, NumberFormat, Sheet, Style, Value, Visibility};

/// Reads a document.
pub fn read(bytes: &[u8]) -> Outcome {
    let kind = FileKind::XmlSpreadsheet;
    let mut reading = Reading {
        styles: vec![Style::default()],
        ..Reading::default()
    };
    let mut tokens = Tokens::new(bytes);
    while let Some(token) = tokens.next().map_err(|fault| (kind, fault.into()))? {
        let taken = match token {
            Token::Open {
                name,
                attributes,
                empty,
            } => reading.open(name, attributes, empty),
            Token::Text(text) => {
                reading.text.push_str(&unescape(text));
                Ok(())
            }
            Token::Literal(text) => {
                reading.text.push_str(&String::from_utf8_lossy(text));
                Ok(())
            }
            Token::Close { name } => reading.close(name),
        };
        taken.map_err(|much| (kind, Refusal::too_large(much.to_string())))?;
    }
    if reading.file.sheets.is_empty() {
        return Err((kind, Refusal::damaged("it holds no sheet")));
    }
    Ok(ReadFile { kind, ..reading.file })
}

#[derive(Default)]
struct Reading {
    file: ReadFile,
    styles: Vec<Style>,
    numbers: BTreeMap<String, u16>,
    sheet: Option<(Sheet, GridBuilder)>,
    row: u32,
    column: u32,
    next_row: u32,
    next_column: u32,
    style: u16,
    formula: bool,
    kind: String,
    text: String,
    in_comment: bool,
    filled: bool,
}

impl Reading {
    fn open(&mut self, name: &[u8], attributes: Attributes, empty: bool) -> Result<(), TooMuch> {
        match name {
            b"Style" => {
                self.numbers.insert(
                    attributes.text(b"ID").unwrap_or_default().into_owned(),
                    self.styles.len().min(65_535) as u16,
                );
                self.styles.push(Style::default());
            }
            b"NumberFormat" => {
                let code = attributes.text(b"Format").unwrap_or_default();
                if let Some(style) = self.styles.last_mut() {
                    style.format = NumberFormat::parse(named_format(&code));
                }
            }
            b"Font" => {
                if let Some(style) = self.styles.last_mut().filter(|_| self.sheet.is_none()) {
                    style.bold |= attributes.is_true(b"Bold");
                }
            }
            b"Worksheet" => self.open_sheet(attributes),
            b"Column" if attributes.is_true(b"Hidden") => self.hide_columns(attributes),
            b"Row" => self.open_row(attributes),
            b"Cell" => {
                self.open_cell(attributes);
                if empty {
                    self.end_cell()?;
                }
            }
            b"Data" if !self.in_comment => {
                self.kind = attributes.text(b"Type").unwrap_or_default().into_owned();
                self.text.clear();
            }
            b"Comment" => {
                self.in_comment = true;
                self.text.clear();
            }
            _ if self.kind.is_empty() && !self.in_comment => self.text.clear(),
            _ => {}
        }
        Ok(())
    }

    fn open_sheet(&mut self, attributes: Attributes) {
        let name = attributes.text(b"Name").unwrap_or_default().into_owned();
        let sheet = Sheet {
            name,
            index: self.file.sheets.len(),
            ..Sheet::default()
        };
        self.sheet = Some((sheet, GridBuilder::with_styles(Arc::new(self.styles.clone()))));
        (self.row, self.next_row, self.next_column) = (0, 0, 0);
    }

    fn hide_columns(&mut self, attributes: Attributes) {
        let first = attributes.number(b"Index").unwrap_or(1).max(1) - 1;
        let last = first.saturating_add(attributes.number(b"Span").unwrap_or(0));
        if let Some((sheet, _)) = &mut self.sheet {
            sheet.hidden_columns.add(first..=last);
        }
    }

    fn open_row(&mut self, attributes: Attributes) {
        self.row = attributes
            .number(b"Index")
            .and_then(|row| row.checked_sub(1))
            .unwrap_or(self.next_row);
        let last = self.row.saturating_add(attributes.number(b"Span").unwrap_or(0));
        self.next_row = last.saturating_add(1);
        self.next_column = 0;
        if let (true, Some((sheet, _))) = (attributes.is_true(b"Hidden"), &mut self.sheet) {
            sheet.hidden_rows.add(self.row..=last);
        }
    }

    fn open_cell(&mut self, attributes: Attributes) {
        self.column = attributes
            .number(b"Index")
            .and_then(|column| column.checked_sub(1))
            .unwrap_or(self.next_column);
        let across = attributes.number(b"MergeAcross").unwrap_or(0);
        let down = attributes.number(b"MergeDown").unwrap_or(0);
        self.next_column = self.column.saturating_add(across).saturating_add(1);
        self.style = attributes
            .text(b"StyleID")
            .and_then(|id| self.numbers.get(id.as_ref()).copied())
            .unwrap_or(0);
        self.formula = attributes.text(b"Formula").is_some();
        self.kind.clear();
        self.filled = false;
        let (row, column) = (self.row, self.column);
        if let (true, Some((sheet, _))) = (across > 0 || down > 0, &mut self.sheet)
            && sheet.merges.len() < 50_000
        {
            let (last_row, last_column) = (row.saturating_add(down), column.saturating_add(across));
            sheet.merges.push(Area {
                first_row: row,
                first_column: column,
                last_row,
                last_column,
            });
        }
    }

    fn close(&mut self, name: &[u8]) -> Result<(), TooMuch> {
        match name {
            b"Data" if !self.in_comment => {
                self.put()?;
                self.kind.clear();
            }
            b"Comment" => {
                self.in_comment = false;
                let text = std::mem::take(&mut self.text);
                let (row, column) = (self.row, self.column);
                if let Some((sheet, _)) = &mut self.sheet {
                    sheet.comments.push(Comment { row, column, text });
                }
            }
            b"Cell" => self.end_cell()?,
            b"Visible" => {
                let visibility = match self.text.trim() {
                    "SheetHidden" => Visibility::Hidden,
                    "SheetVeryHidden" => Visibility::VeryHidden,
                    _ => Visibility::Visible,
                };
                if let Some((sheet, _)) = &mut self.sheet {
                    sheet.visibility = visibility;
                }
            }
            b"Worksheet" => {
                if let Some((mut sheet, builder)) = self.sheet.take() {
                    sheet.grid = builder.finish();
                    self.file.sheets.push(sheet);
                }
            }
            _ => self.note_property(name),
        }
        Ok(())
    }

    /// Before the first sheet stand the properties of the document.
    fn note_property(&mut self, name: &[u8]) {
        let text = self.text.trim().to_owned();
        if self.in_comment || self.sheet.is_some() || text.is_empty() {
            return;
        }
        let field = String::from_utf8_lossy(name).into_owned();
        let properties = &mut self.file.properties;
        match field.as_str() {
            "Title" => properties.title.clone_from(&text),
            "LastSaved" => properties.modified = moment(&text),
            _ => {}
        }
        if self.file.sheets.is_empty() {
            properties.all.push((field, text));
        } else {
            self.file.asides.push(Aside::of_file("text", text));
        }
        self.text.clear();
    }

    /// A formula in a cell without any value has lost its result.
    fn end_cell(&mut self) -> Result<(), TooMuch> {
        let dress = Dress {
            style: self.style,
            formula: true,
        };
        if let (true, false, Some((_, builder))) = (self.formula, self.filled, &mut self.sheet) {
            builder.push((self.row, self.column), Value::FormulaWithoutValue, dress)?;
        }
        self.formula = false;
        Ok(())
    }

    fn put(&mut self) -> Result<(), TooMuch> {
        let Some((_, builder)) = &mut self.sheet else {
            return Ok(());
        };
        self.filled = true;
        let text = std::mem::take(&mut self.text);
        if text.is_empty() {
            return Ok(());
        }
        let number = text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
        let is_date = self
            .styles
            .get(usize::from(self.style))
            .is_some_and(|style| style.format.is_date());
        let value = match (self.kind.as_str(), number, moment(&text)) {
            ("Number", Some(number), _) if is_date => Value::Date(number),
            ("Number", Some(number), _) => Value::Number(number),
            ("DateTime", _, Some(when)) => Value::Date(date_to_serial(when)),
            ("Boolean", ..) => Value::Bool(text.trim() == "1"),
            ("Error", ..) => Value::Error(builder.keep(&text)?),
            _ => Value::Text(builder.keep(&text)?),
        };
        builder.push(
            (self.row, self.column),
            value,
            Dress {
                style: self.style,
                formula: self.formula,
            },
        )
    }
}

fn moment(text: &str) -> Option<NaiveDateTime> {
    NaiveDateTime::parse_from_str(text.trim().get(..19)?, "%Y-%m-%dT%H:%M:%S").ok()
}

/// The formats that have names here, by their codes.
fn named_format(name: &str) -> &str {
    match name {
        "Percent" => "0.00%",
        "Standard" => "#,##0.00",
        "Fixed" => "0.00",
        "Currency" => "\"£\"#,##0.00",
        "Short Date" | "General Date" => "dd/mm/yyyy",
        "Medium Date" => "dd-mmm-yy",
        "Long Date" => "d mmmm yyyy",
        "Short Time" => "hh:mm",
        code => code,
    }
}

#[cfg(test)]
mod tests {
    use crate::ingest::read::{FileKind, read_file};
    use crate::ingest::sheet::{Raw, Visibility, address};

    #[test]
    fn cells_formats_and_hidden_sheets_are_read() {
        let document = r#"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
            <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
            <DocumentProperties><Title>Q2</Title><LastSaved>2026-10-12T09:00:00Z</LastSaved></DocumentProperties>
            <Styles><Style ss:ID="p"><Font ss:Bold="1"/><NumberFormat ss:Format="0.0%"/></Style></Styles>
            <Worksheet ss:Name="Data"><Table><Row ss:Index="2"><Cell><Data ss:Type="String">HE12</Data></Cell>
            <Cell ss:Index="4" ss:StyleID="p"><Data ss:Type="Number">0.075</Data></Cell><Cell ss:Formula="=A1"/></Row>
            <Row ss:Hidden="1"><Cell><Data ss:Type="DateTime">2026-09-30T00:00:00.000</Data><Comment><ss:Data>why</ss:Data></Comment></Cell></Row></Table></Worksheet>
            <Worksheet ss:Name="Old"><Table/><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>"#;
        let file = read_file(document.as_bytes(), "a.xml");
        assert_eq!(
            (file.kind, file.properties.title.as_str()),
            (FileKind::XmlSpreadsheet, "Q2")
        );
        let sheet = &file.sheets[0];
        let cells: Vec<String> = sheet
            .row(1)
            .map(|(column, cell)| format!("{}={}", address(1, column), cell.shown()))
            .collect();
        assert_eq!(cells, ["A2=HE12", "D2=7.5%", "E2="]);
        assert_eq!(sheet.cell(1, 4).raw, Raw::FormulaWithoutValue);
        assert!(sheet.cell(1, 3).style.bold && sheet.row_is_hidden(2));
        assert_eq!(
            (sheet.cell(2, 0).shown().as_ref(), sheet.comments[0].text.trim()),
            ("2026-09-30", "why")
        );
        assert_eq!(file.sheets[1].visibility, Visibility::Hidden);
    }
}
