//! The part of one worksheet into its sheet: cells, hidden rows and columns, merges, and the texts around the table.

use crate::ingest::read::xlsx::Book;
use crate::ingest::read::xlsx::cells::CellReader;
use crate::ingest::read::xml::{Attributes, Token, Tokens, unescape};
use crate::ingest::read::{Refusal, Trouble};
use crate::ingest::sheet::{Area, Sheet};

/// Merged areas that are kept. No table has so many.
const MOST_MERGES: usize = 50_000;

/// What stands in a worksheet beside its cells.
#[derive(Debug, Default)]
pub struct Surroundings {
    /// Texts with what they are.
    pub texts: Vec<(&'static str, String)>,
    /// What was odd.
    pub trouble: Option<Trouble>,
}

/// Reads a worksheet into a sheet that has its name already; `None` when there is no such part.
///
/// # Errors
/// A [`Refusal`] when the part is beyond all reason, or broken before its first cell.
pub fn read(book: &mut Book, path: &str, sheet: Sheet) -> Result<Option<(Sheet, Surroundings)>, Refusal> {
    let cells = CellReader::new(
        book.styles.clone(),
        book.workbook.since_1904,
        book.workbook.uncalculated,
    );
    let Some(stream) = book.parts.stream(path) else {
        return Ok(None);
    };
    let mut tokens = Tokens::new(stream);
    let mut reading = Reading {
        sheet,
        cells,
        around: Surroundings::default(),
        text_of: None,
    };
    let mut ended = false;
    while let Some(token) = tokens.next()? {
        match token {
            Token::Open {
                name,
                attributes,
                empty,
            } => {
                ended |= empty && name == b"worksheet";
                reading.open(name, attributes, empty);
            }
            Token::Text(text) => match reading.text_of {
                Some(place) => reading.around.texts.push((place, unescape(text).into_owned())),
                None => reading.cells.text(text),
            },
            Token::Literal(text) => reading.cells.literal(text),
            Token::Close { name } => {
                ended |= name == b"worksheet";
                reading.text_of = None;
                reading.cells.close(name, book.strings)?;
            }
        }
    }
    // What is left of a part that breaks off is not the return.
    if !ended {
        return Err(Refusal::damaged("one of its sheets breaks off"));
    }
    let Reading {
        mut sheet,
        cells,
        around,
        ..
    } = reading;
    sheet.grid = cells.finish();
    Ok(Some((sheet, around)))
}

struct Reading {
    sheet: Sheet,
    cells: CellReader,
    around: Surroundings,
    /// What the next text is, when it is not a cell's.
    text_of: Option<&'static str>,
}

impl Reading {
    fn open(&mut self, name: &[u8], attributes: Attributes, empty: bool) {
        match name {
            b"c" => self.cells.open_cell(attributes, empty),
            b"v" | b"t" | b"f" | b"is" | b"rPh" => self.cells.open_part(name, empty),
            b"r" | b"vertAlign" | b"strike" => self.cells.dress(name, attributes),
            b"row" => {
                let row = self.cells.open_row(attributes);
                let flat = attributes.text(b"ht").is_some_and(|height| height.parse() == Ok(0.0));
                if attributes.is_true(b"hidden") || flat {
                    self.sheet.hidden_rows.add(row..=row);
                }
            }
            b"col" => self.column(attributes),
            b"mergeCell" if self.sheet.merges.len() < MOST_MERGES => {
                let area = attributes.text(b"ref").and_then(|reference| Area::parse(&reference));
                self.sheet.merges.extend(area);
            }
            b"oddHeader" | b"oddFooter" | b"evenHeader" | b"evenFooter" | b"firstHeader" | b"firstFooter" if !empty => {
                self.text_of = Some("header or footer");
            }
            b"formula1" | b"formula2" if !empty => self.text_of = Some("allowed values"),
            b"hyperlink" => self.words("link", attributes, &[b"location", b"tooltip", b"display"]),
            b"dataValidation" => self.words("input message", attributes, &[b"prompt", b"promptTitle", b"error"]),
            _ => {}
        }
    }

    fn words(&mut self, place: &'static str, attributes: Attributes, names: &[&[u8]]) {
        let texts = names.iter().filter_map(|name| attributes.text(name));
        self.around.texts.extend(texts.map(|text| (place, text.into_owned())));
    }

    fn column(&mut self, attributes: Attributes) {
        let narrow = attributes.text(b"width").is_some_and(|width| width.parse() == Ok(0.0));
        if !attributes.is_true(b"hidden") && !narrow {
            return;
        }
        if let (Some(first), Some(last)) = (attributes.number(b"min"), attributes.number(b"max"))
            && first > 0
        {
            self.sheet.hidden_columns.add(first - 1..=last.max(first) - 1);
        }
    }
}
