//! Text with separators into one sheet, with rows counted as a spreadsheet counts them.

use encoding_rs::UTF_8;

use crate::domain::{guess_separator, separator_line};
use crate::ingest::read::encoding::decode;
use crate::ingest::read::{FileKind, Outcome, ReadFile, Refusal, Trouble};
use crate::ingest::sheet::builder::Dress;
use crate::ingest::sheet::grid::{MOST_ROWS, MOST_TEXT, TextAt, TooMuch};
use crate::ingest::sheet::{GridBuilder, Sheet, Value, address};

/// Reads a text file in any encoding, divided by commas, semicolons, tabs or bars.
pub fn read(bytes: &[u8]) -> Outcome {
    let decoded = decode(bytes);
    let kind = FileKind::Text { delimiter: ',' };
    if decoded.text.len() > MOST_TEXT {
        return Err((kind, Refusal::too_large(TooMuch::Text.to_string())));
    }
    let mut troubles = Vec::new();
    if decoded.guessed {
        let seen = format!("the file does not say its encoding and is not {}", UTF_8.name());
        troubles.push(Trouble::with_file("encoding-guessed", seen, decoded.encoding.name()));
    }
    let text =
        without_nulls(decoded.text.into_owned(), &mut troubles).map_err(|refusal| (FileKind::Unknown, refusal))?;
    if text.trim().is_empty() {
        return Err((kind, Refusal::new("file-empty", "it holds no text")));
    }
    let (start, declared) = separator_line(&text);
    let delimiter = declared.unwrap_or_else(|| guess_separator(&text));
    let kind = FileKind::Text {
        delimiter: char::from(delimiter),
    };
    let mut scanner = Scanner {
        builder: GridBuilder::with_texts(text),
        delimiter,
        troubles,
        at: start,
        row: 0,
    };
    scanner
        .scan()
        .map_err(|much| (kind, Refusal::too_large(much.to_string())))?;
    let sheet = Sheet {
        grid: scanner.builder.finish(),
        ..Sheet::default()
    };
    Ok(ReadFile {
        kind,
        sheets: vec![sheet],
        troubles: scanner.troubles,
        ..ReadFile::default()
    })
}

fn without_nulls(mut text: String, troubles: &mut Vec<Trouble>) -> Result<String, Refusal> {
    if text.contains('\0') {
        if is_binary(&text) {
            return Err(Refusal::new("file-not-a-table", "it is neither a spreadsheet nor text"));
        }
        text.retain(|letter| letter != '\0');
        troubles.push(Trouble::with_file(
            "null-bytes-dropped",
            "the text holds null characters",
            "the text without them",
        ));
    }
    Ok(text)
}

/// Text does not consist of control characters.
fn is_binary(text: &str) -> bool {
    let sample = text.as_bytes().get(..4096).unwrap_or(text.as_bytes());
    let odd = sample
        .iter()
        .filter(|byte| byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | b'\r'))
        .count();
    odd * 10 > sample.len()
}

struct Scanner {
    builder: GridBuilder,
    delimiter: u8,
    troubles: Vec<Trouble>,
    at: usize,
    row: u32,
}

impl Scanner {
    fn scan(&mut self) -> Result<(), TooMuch> {
        let end = self.builder.texts().len();
        while self.at < end {
            // Empty rows are not pushed, so nothing else would stop a file of them.
            if self.row >= MOST_ROWS {
                return Err(TooMuch::Rows);
            }
            self.scan_row(end)?;
            self.row += 1;
        }
        Ok(())
    }

    fn scan_row(&mut self, end: usize) -> Result<(), TooMuch> {
        for column in 0.. {
            let value = match self.byte() {
                Some(b'"') => self.quoted_cell(end, column)?,
                _ => {
                    let start = self.at;
                    self.skip_plain(end);
                    self.builder.stretch(start, self.at)
                }
            };
            if !value.is_empty() {
                self.builder
                    .push((self.row, column), Value::Text(value), Dress::default())?;
            }
            match self.byte() {
                Some(byte) if byte == self.delimiter => self.at += 1,
                _ => break,
            }
        }
        if self.byte() == Some(b'\r') {
            self.at += 1;
        }
        if self.byte() == Some(b'\n') {
            self.at += 1;
        }
        Ok(())
    }

    fn byte(&self) -> Option<u8> {
        self.builder.texts().as_bytes().get(self.at).copied()
    }

    /// Goes on to the next separator or line end.
    fn skip_plain(&mut self, end: usize) {
        let bytes = self.builder.texts().as_bytes();
        let rest = bytes.get(self.at..end).unwrap_or_default();
        let stop = |byte: &u8| *byte == self.delimiter || matches!(byte, b'\n' | b'\r');
        self.at += rest.iter().position(stop).unwrap_or(rest.len());
    }

    fn quoted_cell(&mut self, end: usize, column: u32) -> Result<TextAt, TooMuch> {
        let opening = self.at;
        match closing_quote(
            self.builder.texts().as_bytes().get(..end).unwrap_or_default(),
            opening + 1,
        ) {
            Some((closing, doubled)) => {
                self.at = closing + 1;
                let after = self.at;
                self.skip_plain(end);
                if !doubled && after == self.at {
                    return Ok(self.builder.stretch(opening + 1, closing));
                }
                let texts = self.builder.texts();
                let inside = texts
                    .get(opening + 1..closing)
                    .unwrap_or_default()
                    .replace("\"\"", "\"");
                let whole = inside + texts.get(after..self.at).unwrap_or_default();
                self.builder.keep(&whole)
            }
            // A quotation mark that never closes would swallow the rest of the file; then it is a mark like any other.
            None => {
                self.skip_plain(end);
                let cell = address(self.row, column);
                let trouble = Trouble::with_file(
                    "quote-not-closed",
                    "a quotation mark is opened and never closed",
                    "text",
                );
                self.troubles.push(Trouble { cell, ..trouble });
                Ok(self.builder.stretch(opening, self.at))
            }
        }
    }
}

/// Where the quoted cell that starts at `from` closes, and whether quotation marks are doubled inside it.
fn closing_quote(bytes: &[u8], from: usize) -> Option<(usize, bool)> {
    let (mut at, mut doubled) = (from, false);
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == b'"')?;
        match bytes.get(at + 1) {
            Some(b'"') => {
                doubled = true;
                at += 2;
            }
            _ => return Some((at, doubled)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::read::read_file;

    fn cells(text: &str) -> String {
        let file = read_file(text.as_bytes(), "a.csv");
        let sheet = &file.sheets[0];
        let cells = (0..sheet.row_count()).flat_map(|row| {
            sheet
                .row(row)
                .map(move |(column, cell)| format!("{}={:?}", address(row, column), cell.shown()))
                .collect::<Vec<_>>()
        });
        cells.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_line_break_between_quotes_does_not_make_a_row() {
        assert_eq!(cells("a,\"x\ny\"\nb,2\n"), r#"A1="a" B1="x\ny" A2="b" B2="2""#);
    }

    #[test]
    fn empty_lines_count_as_rows() {
        assert_eq!(cells("a\n\n\r\nb,,c\n"), r#"A1="a" A4="b" C4="c""#);
    }

    #[test]
    fn doubled_quotes_and_text_after_a_quote_are_kept() {
        assert_eq!(
            cells("\"say \"\"no\"\"\",\"a\"b,5\" wide\n"),
            r#"A1="say \"no\"" B1="ab" C1="5\" wide""#
        );
    }

    #[test]
    fn a_quote_that_never_closes_takes_one_cell_only() {
        assert_eq!(cells("a,\"b,c\nd,2\n"), r#"A1="a" B1="\"b" C1="c" A2="d" B2="2""#);
        let file = read_file(b"a,\"b,c\nd,2\n", "a.csv");
        assert_eq!(
            (file.troubles[0].kind, file.troubles[0].cell.as_str()),
            ("quote-not-closed", "B1")
        );
    }

    #[test]
    fn the_separator_is_told_by_the_lines_it_divides_alike() {
        for (text, delimiter) in [
            ("a;b;c\nd, e;f;3,5\n", ';'),
            ("a\tb\n\"x,y\"\t2,977\n", '\t'),
            ("a|b\nc|d\n", '|'),
            ("Title\n\na,b;c,d\ne,f,g\n", ','),
            ("sep=;\r\na,a,a;b\n", ';'),
            ("alone\n", ','),
        ] {
            assert_eq!(
                read_file(text.as_bytes(), "a.csv").kind,
                FileKind::Text { delimiter },
                "{text}"
            );
        }
        assert_eq!(cells("sep=;\r\na;b\n"), r#"A1="a" B1="b""#);
    }

    #[test]
    fn a_line_of_a_million_cells_is_refused_in_words() {
        let file = read_file(",1".repeat(1_000_000).as_bytes(), "a.csv");
        assert_eq!(file.refused.unwrap().reason, "it has more than 16,384 columns");
    }

    #[test]
    fn null_bytes_are_dropped_with_a_word_and_binaries_refused() {
        let file = read_file(b"a,b\nc,4\x002\n", "a.csv");
        assert_eq!(file.sheets[0].cell(1, 1).shown(), "42");
        assert_eq!(file.troubles[0].kind, "null-bytes-dropped");
        let noise: Vec<u8> = (0..2000u32).map(|number| (number % 23) as u8).collect();
        assert_eq!(read_file(&noise, "a.csv").refused.unwrap().kind, "file-not-a-table");
    }
}
