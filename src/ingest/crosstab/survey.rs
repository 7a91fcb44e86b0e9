//! The rows of a sheet into what stands in them at first sight: figures, signs in place of figures, words.

use crate::ingest::context::Known;
use crate::ingest::sheet::{Cell, Raw, Sheet};
use crate::ingest::words::bounds::read_share;
use crate::ingest::words::numbers::{self, Way, Written};
use crate::ingest::words::{self, periods, tidy};
use std::collections::BTreeSet;

/// What a cell looks like before anything is known of its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A number, or a bound such as `<5`.
    Figure,
    /// What can stand for a number: a sign, a range, a word such as `nil`, an error, a formula without its value.
    Mark,
    /// Words, or a day.
    Text,
}

/// One cell that holds something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Its column.
    pub column: u32,
    /// The last column that it covers: its own, or that of its merged area.
    pub last: u32,
    /// What it looks like.
    pub what: What,
}

/// One row with what a reader sees of it; nothing for a hidden one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The row.
    pub row: u32,
    /// Its cells from left to right, hidden columns left out.
    pub cells: Vec<Seen>,
}

impl Line {
    /// What stands in a row.
    pub fn of(sheet: &Sheet, row: u32, known: &Known<'_>) -> Line {
        let mut line = Line { row, cells: vec![] };
        if sheet.row_is_hidden(row) {
            return line;
        }
        for (column, cell) in sheet.row(row) {
            if sheet.column_is_hidden(column) || is_blank(&cell) {
                continue;
            }
            let last = sheet.merge_at(row, column).map_or(column, |area| area.last_column);
            let what = what(&cell, known);
            line.cells.push(Seen { column, last, what });
        }
        line
    }

    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Whether a figure stands in it.
    pub fn has_figures(&self) -> bool {
        self.cells.iter().any(|seen| seen.what == What::Figure)
    }

    /// Whether a sign stands in it that could stand for a figure.
    pub fn has_marks(&self) -> bool {
        self.cells.iter().any(|seen| seen.what == What::Mark)
    }
}

/// Whether a cell stands over a column, by itself or merged.
pub(super) fn covers(seen: &Seen, column: u32) -> bool {
    (seen.column..=seen.last).contains(&column)
}

/// Whether a row's only cell stands at the left edge, where names stand.
pub(super) fn is_leftmost(line: &Line, figures: &BTreeSet<u32>) -> bool {
    line.cells.first().is_some_and(|seen| is_leftmost_cell(seen, figures))
}

/// Whether a cell stands left of all figures.
pub(super) fn is_leftmost_cell(seen: &Seen, figures: &BTreeSet<u32>) -> bool {
    figures.first().is_some_and(|first| seen.column < *first)
}

/// Whether nothing can be seen in a cell.
pub fn is_blank(cell: &Cell<'_>) -> bool {
    match cell.raw {
        Raw::Empty => true,
        Raw::Text(text) => words::is_blank(text),
        _ => false,
    }
}

/// Whether a text says of a figure that there is none to return.
pub(super) fn says_nil(text: &str) -> bool {
    let plain = crate::catalogue::plain(text);
    plain == "nil" || plain == "nil return"
}

fn what(cell: &Cell<'_>, known: &Known<'_>) -> What {
    match cell.raw {
        Raw::Number(_) | Raw::Duration(_) => What::Figure,
        Raw::Error(_) | Raw::FormulaWithoutValue | Raw::Bool(_) => What::Mark,
        Raw::Empty | Raw::Date(_) => What::Text,
        Raw::Text(text) => known.lexicon.looks.of(text, || what_text(text, known)),
    }
}

fn what_text(text: &str, known: &Known<'_>) -> What {
    if !text.is_empty() && text.len() < 12 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // `202627` is a year.
        return if text.len() >= 4 && periods::read(text).is_some() {
            What::Text
        } else {
            What::Figure
        };
    }
    if text.len() > 60 {
        return What::Text;
    }
    if is_formula(text) || is_sum_in_words(text) || crate::ingest::cells::is_error(text) {
        return What::Mark;
    }
    let written = numbers::read(text);
    let by_form = match &written {
        Written::Not => None,
        Written::Number(_, ways)
            if ways
                .iter()
                .any(|way| matches!(way, Way::Words(_) | Way::Named(_) | Way::InWords)) =>
        {
            Some(What::Mark)
        }
        Written::Number(..) | Written::Below { .. } => Some(What::Figure),
        Written::Above { .. } | Written::Between(..) | Written::OutOf(..) => Some(What::Mark),
    };
    match by_form {
        Some(_) if periods::read(text).is_some() => What::Text,
        Some(what) => what,
        None if read_share(text).is_some() => What::Figure,
        None if known.catalogue.symbol_written(&tidy(text).to_lowercase()).is_some() => What::Mark,
        None => What::Text,
    }
}

/// Whether a text is two numbers where one belongs: `3 + 1 pending`, `0 or 1`.
fn is_sum_in_words(text: &str) -> bool {
    let text = tidy(text).to_lowercase();
    let is_number =
        |word: &str| !word.is_empty() && word.len() <= 5 && word.bytes().all(|digit| digit.is_ascii_digit());
    let words: Vec<&str> = text.split(' ').collect();
    match words[..] {
        [one, "+" | "or" | "plus", other] => is_number(one) && is_number(other),
        [one, "+" | "or" | "plus", other, word] => {
            is_number(one) && is_number(other) && !word.starts_with("year") && !word.starts_with("month")
        }
        _ => false,
    }
}

/// Whether a text is a formula or a number behind a sign of one, as a text file has it: `=42`, `=SUM(B2:B4)`, `+7`.
fn is_formula(text: &str) -> bool {
    let text = text.trim().trim_start_matches('\'');
    let Some(rest) = text.strip_prefix(['=', '+', '@']) else {
        return false;
    };
    let looks = |letter: char| letter.is_ascii_alphanumeric() || "()$:,.+-*/%!\"".contains(letter);
    rest.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '(' || first == '$')
        && rest.chars().all(looks)
        && rest.contains(|letter: char| letter.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::domain::Places;
    use crate::ingest::Lexicon;
    use std::collections::BTreeMap;

    #[test]
    fn figures_marks_and_words_are_told_apart() {
        let catalogue = Catalogue::built_in().unwrap();
        let places = Places::new(vec![], String::new());
        let lexicon = Lexicon::new(&catalogue, &[], &places);
        let habits = BTreeMap::new();
        let known = Known {
            catalogue: &catalogue,
            agencies: &[],
            places: &places,
            habits: &habits,
            lexicon: &lexicon,
        };
        for (text, wanted) in [
            ("12", What::Figure),
            ("1,234", What::Figure),
            ("<5", What::Figure),
            ("85.2 %", What::Figure),
            ("n/a", What::Mark),
            ("1-4", What::Mark),
            ("pending", What::Mark),
            ("=42", What::Mark),
            ("=SUM(B2:B4)*100", What::Mark),
            ("@basildon", What::Text),
            ("=see below", What::Text),
            ("2026/27", What::Text),
            ("202627", What::Text),
            ("Q2", What::Text),
            ("Basildon", What::Text),
        ] {
            assert_eq!(what_text(text, &known), wanted, "{text}");
        }
    }
}
