//! The text of a long file in the canonical layout into its lines: numbers of words, and figures where they are plainly written.

use crate::ingest::fast::words::Words;
use crate::ingest::read::delimiter_of;
use crate::ingest::sheet::grid::{MOST_CELLS, MOST_ROWS, MOST_TEXT};

/// The columns of words, in the order in which they are kept here.
pub const WORDS: [&str; 4] = ["indicator", "area", "period", "note"];
/// Places in [`WORDS`].
pub const INDICATOR: usize = 0;
/// Place in [`WORDS`].
pub const AREA: usize = 1;
/// Place in [`WORDS`].
pub const PERIOD: usize = 2;
/// Place in [`WORDS`].
pub const NOTE: usize = 3;
/// The columns of figures.
pub const FIGURES: [&str; 3] = ["numerator", "denominator", "value"];
/// Code of a figure of which nothing is written; smaller codes are the decimals of a plain number.
pub const BLANK: u16 = 7;
/// Code of the first text that is no plain number.
pub const ODD: u16 = 8;

/// What a column of the file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// A column of words, by place in [`WORDS`].
    Word(usize),
    /// A column of figures, by place in [`FIGURES`].
    Figure(usize),
}

/// The lines of a file below its headings.
#[derive(Debug)]
pub struct Scanned<'t> {
    /// The text, without a byte-order mark.
    pub text: &'t str,
    /// What each column holds.
    pub slots: Vec<Slot>,
    /// The different words of each column of words.
    pub words: [Words<'t>; 4],
    /// The different texts of figures that are not plainly written.
    pub odd: Words<'t>,
    /// For each line the number of its word in each column; 0 for all where the file has no such column.
    pub word: [Vec<u32>; 4],
    /// For each line the number, where it is plainly written.
    pub number: [Vec<f64>; 3],
    /// For each line how the figure is written.
    pub code: [Vec<u16>; 3],
    /// Where each line starts.
    pub starts: Vec<u32>,
}

impl<'t> Scanned<'t> {
    /// The lines, if the file is in the canonical layout and nothing in it needs the care of the ordinary reader.
    pub fn of(bytes: &'t [u8]) -> Option<Scanned<'t>> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        if bytes.len() > MOST_TEXT || memchr::memchr2(b'"', 0, bytes).is_some() {
            return None;
        }
        let text = std::str::from_utf8(bytes).ok()?;
        let head = text.lines().next()?;
        let slots = slots(head)?;
        let mut scanned = Scanned {
            text,
            slots,
            words: Default::default(),
            odd: Words::default(),
            word: Default::default(),
            number: Default::default(),
            code: Default::default(),
            starts: Vec::new(),
        };
        for words in &mut scanned.words {
            // Number 0 is nothing at all.
            words.number("");
        }
        scanned.scan()?;
        // Every line has as many commas as the first, so only a text with other marks could part the columns otherwise.
        let words = scanned.words.iter().flat_map(|words| &words.all);
        let marks = words
            .chain(&scanned.odd.all)
            .any(|text| text.contains(['\t', ';', '|']));
        (!marks || delimiter_of(text) == b',').then_some(scanned)
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// The column of a slot.
    pub fn column(&self, slot: Slot) -> Option<u32> {
        self.slots.iter().position(|one| *one == slot).map(|at| at as u32)
    }

    /// The text of one cell.
    pub fn cell(&self, line: usize, column: u32) -> &'t str {
        let rest = &self.text[self.starts[line] as usize..];
        let line = rest.split('\n').next().unwrap_or_default();
        line.trim_end_matches('\r')
            .split(',')
            .nth(column as usize)
            .unwrap_or_default()
    }

    fn scan(&mut self) -> Option<()> {
        let bytes = self.text.as_bytes();
        let first = memchr::memchr(b'\n', bytes)? + 1;
        let carriage = bytes.get(first.wrapping_sub(2)) == Some(&b'\r');
        let (mut at, mut returns) = (first, usize::from(carriage));
        while at < bytes.len() {
            let length = memchr::memchr(b'\n', &bytes[at..]);
            let end = length.map_or(bytes.len(), |length| at + length);
            let mut stop = end;
            if stop > at && bytes[stop - 1] == b'\r' {
                stop -= 1;
                returns += 1;
            }
            self.line(at, stop)?;
            at = end + 1;
        }
        let lines = self.starts.len();
        let fits = lines < MOST_ROWS as usize && lines * self.slots.len() < MOST_CELLS;
        // A carriage return by itself ends a row for the ordinary reader.
        (fits && bytes.iter().filter(|byte| **byte == b'\r').count() == returns).then_some(())
    }

    fn line(&mut self, start: usize, end: usize) -> Option<()> {
        let text = self.text;
        let bytes = text.as_bytes();
        let mut at = start;
        for place in 0..self.slots.len() {
            let from = at;
            while at < end && bytes[at] != b',' {
                at += 1;
            }
            match self.slots[place] {
                Slot::Word(column) => {
                    let number = match from == at {
                        true => 0,
                        false => self.words[column].number(&text[from..at]),
                    };
                    self.word[column].push(number);
                }
                Slot::Figure(column) => self.figure(column, (from, at))?,
            }
            let last = place + 1 == self.slots.len();
            if last != (at == end) {
                return None;
            }
            at += 1;
        }
        self.starts.push(start as u32);
        // What an empty cell means depends on the rows around it.
        let empty = |column: &usize| self.word[*column].last() == Some(&0);
        (![INDICATOR, AREA, PERIOD].iter().any(empty)).then_some(())
    }

    fn figure(&mut self, column: usize, (from, to): (usize, usize)) -> Option<()> {
        let text = self.text;
        let (number, code) = match plain_number(&text.as_bytes()[from..to]) {
            Some(found) => found,
            None if from == to => (0.0, BLANK),
            None => (0.0, ODD + u16::try_from(self.odd.number(&text[from..to])).ok()?),
        };
        self.number[column].push(number);
        // Room for the code of every odd text.
        self.code[column].push(code);
        (self.odd.all.len() < usize::from(u16::MAX - ODD)).then_some(())
    }
}

/// The columns of a file whose headings are exactly canonical names.
fn slots(head: &str) -> Option<Vec<Slot>> {
    let slot = |name: &str| {
        let word = WORDS.iter().position(|word| *word == name).map(Slot::Word);
        word.or_else(|| FIGURES.iter().position(|figure| *figure == name).map(Slot::Figure))
    };
    let slots: Vec<Slot> = head.split(',').map(slot).collect::<Option<_>>()?;
    let once = |wanted: Slot| slots.iter().filter(|slot| **slot == wanted).count();
    let all = (0..WORDS.len())
        .map(Slot::Word)
        .chain((0..FIGURES.len()).map(Slot::Figure));
    let fits = all.clone().all(|slot| once(slot) <= 1)
        && once(Slot::Word(INDICATOR)) == 1
        && once(Slot::Word(PERIOD)) == 1
        && once(Slot::Figure(0)) == 1;
    fits.then_some(slots)
}

/// Digits that are exactly one number, with how many follow the point: up to seven before it and six after it, without
/// leading zeros. What could be an identifier of a person is never among them.
fn plain_number(text: &[u8]) -> Option<(f64, u16)> {
    const POWERS: [f64; 7] = [1.0, 10.0, 100.0, 1_000.0, 10_000.0, 100_000.0, 1_000_000.0];
    let (mut whole, mut at) = (0_u64, 0);
    while at < text.len() && text[at].is_ascii_digit() {
        whole = whole * 10 + u64::from(text[at] - b'0');
        at += 1;
        if at > 7 {
            return None;
        }
    }
    if at == 0 || at > 1 && text[0] == b'0' {
        return None;
    }
    if at == text.len() {
        return Some((whole as f64, 0));
    }
    let decimals = text.len() - at - 1;
    if text[at] != b'.' || decimals == 0 || decimals > 6 {
        return None;
    }
    for digit in &text[at + 1..] {
        if !digit.is_ascii_digit() {
            return None;
        }
        whole = whole * 10 + u64::from(digit - b'0');
    }
    // Both are whole numbers below 2^53, so the quotient is the number that parsing the text would give.
    Some((whole as f64 / POWERS[decimals], decimals as u16))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_numbers_are_what_parsing_makes_of_them() {
        for text in ["0", "7", "1234567", "0.5", "12.25", "99.999999", "1.10", "33.3"] {
            let decimals = text.split_once('.').map_or(0, |(_, rest)| rest.len() as u16);
            assert_eq!(
                plain_number(text.as_bytes()),
                Some((text.parse().unwrap(), decimals)),
                "{text}"
            );
        }
        for text in [
            "",
            "-1",
            "007",
            "12345678",
            "1.",
            ".5",
            "1e5",
            "<5",
            "1,000",
            "1.1234567",
            " 1",
        ] {
            assert_eq!(plain_number(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn lines_are_taken_apart_and_odd_figures_kept_as_texts() {
        let text = "indicator,area,period,numerator,value\r\nCP10,E1,2026-27 Q2,5,\r\nCP10,E1,2026-27 Q2,<5,1.5\r\n";
        let scanned = Scanned::of(text.as_bytes()).unwrap();
        assert_eq!((scanned.len(), scanned.odd.all.as_slice()), (2, ["<5"].as_slice()));
        assert_eq!(
            (scanned.code[0].as_slice(), scanned.code[2].as_slice()),
            ([0, ODD].as_slice(), [BLANK, 1].as_slice())
        );
        assert_eq!(
            (scanned.word[AREA].as_slice(), scanned.cell(1, 4)),
            ([1, 1].as_slice(), "1.5")
        );
    }

    #[test]
    fn anything_that_needs_care_goes_the_ordinary_way() {
        let line = "CP10,E1,2026-27 Q2,5\n";
        let head = "indicator,area,period,numerator\n";
        for text in [
            format!("{head}{line}CP10,E1,2026-27 Q2\n"),
            format!("{head}{line}CP10,E1,2026-27 Q2,5,6\n"),
            format!("{head}{line}\n{line}"),
            format!("{head}{line},E1,2026-27 Q2,5\n"),
            format!("{head}{line}CP10,,2026-27 Q2,5\n"),
            format!("{head}{line}CP10,E1,,5\n"),
            format!("{head}{line}CP10,\"E1\",2026-27 Q2,5\n"),
            format!("Indicator,area,period,numerator\n{line}"),
            format!("A title\n{head}{line}"),
            format!("{head}CP10,E1\r,2026-27 Q2,5\n"),
        ] {
            assert!(Scanned::of(text.as_bytes()).is_none(), "{text}");
        }
        assert!(Scanned::of(format!("{head}{line}").as_bytes()).is_some());
    }
}
