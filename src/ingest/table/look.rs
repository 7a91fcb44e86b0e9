//! How one row of a sheet looks as the headings of a table.

use crate::ingest::context::Known;
use crate::ingest::sheet::{Cell, Raw, Sheet};
use crate::ingest::table::header_text;
use crate::ingest::table::sense::Senses;
use crate::ingest::words::labels::{column_numbered, numbered_question};
use crate::ingest::words::names::Likeness;
use crate::ingest::words::numbers;
use std::collections::{BTreeMap, BTreeSet};

/// How one row looks as a header.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Look {
    pub headings: usize,
    /// The most areas, periods, indicators or codes of one list.
    spread: usize,
    pub numbers: usize,
    pub texts: usize,
}

impl Look {
    /// Numbers of questions in their order are headings; any others are figures.
    fn count_questions(&mut self, questions: &[(u32, u32)]) {
        if questions.len() >= 3 && self.headings >= 1 && questions.is_sorted_by(|one, next| one < next) {
            self.spread = self.spread.max(questions.len());
            self.texts += questions.len();
        } else {
            self.numbers += questions.len();
        }
    }

    pub(super) fn is_header(self) -> bool {
        self.numbers == 0
            && (self.headings >= 2 || self.headings >= 1 && self.spread >= 1 || self.spread >= 2)
            && (self.headings + self.spread) * 3 >= self.texts
    }
}

/// How a row looks as a header.
pub(super) fn look(sheet: &Sheet, row: u32, (known, senses): (&Known<'_>, &mut Senses)) -> Look {
    let mut look = Look::default();
    let (mut areas, mut periods, mut indicators, mut codes) = (0, 0, 0, BTreeMap::new());
    let mut questions: Vec<(u32, u32)> = Vec::new();
    let mut marks = Marks::default();
    let seen = sheet.row(row).filter(|(column, _)| !sheet.column_is_hidden(*column));
    for (_, cell) in seen {
        if let Some(number) = question_number(&cell) {
            questions.push(number);
            if questions.is_sorted_by(|one, next| one < next) {
                continue;
            }
            look.numbers += questions.len();
            return look;
        }
        match cell.raw {
            Raw::Empty => continue,
            Raw::Text(text) if numbered_question(text).is_some() => {}
            Raw::Number(_) | Raw::Duration(_) | Raw::Bool(_) => look.numbers += 1,
            Raw::Text(text) if is_figure(text) && known.lexicon.heading(text).is_empty() => look.numbers += 1,
            Raw::Text(_) | Raw::Date(_) | Raw::Error(_) | Raw::FormulaWithoutValue => {}
        }
        // A row with a figure in it is no header, whatever else it says.
        if look.numbers > 0 {
            return look;
        }
        let text = header_text(&cell);
        if text.is_empty() {
            continue;
        }
        look.texts += 1;
        marks.note(&cell, &text, known);
        let sense = senses.of(&text, known);
        if sense.is_heading() {
            look.headings += 1;
            continue;
        }
        areas += usize::from(sense.area.as_ref().is_some_and(|area| area.likeness != Likeness::Near));
        periods += usize::from(sense.when.is_some() && !is_days_own(&cell));
        indicators += usize::from(sense.indicator.is_some());
        for (list, _) in &sense.codes {
            *codes.entry(list.clone()).or_insert(0_usize) += 1;
        }
    }
    // Two codes of one list can stand side by side in a row of data; three cannot.
    let codes = codes.into_values().max().filter(|count| *count >= 3).unwrap_or(0);
    look.spread = areas.max(periods).max(indicators).max(codes).max(marks.spread(&look));
    look.count_questions(&questions);
    look
}

/// What stands side by side only over columns: different days, questions in their order, cases by their numbers.
#[derive(Default)]
struct Marks {
    days: BTreeSet<chrono::NaiveDate>,
    questions: Vec<(u32, u32)>,
    numbered: BTreeMap<String, usize>,
}

impl Marks {
    fn note(&mut self, cell: &Cell<'_>, text: &str, known: &Known<'_>) {
        if let Raw::Date(when) = cell.raw {
            self.days.insert(when.date());
        }
        self.questions.extend(question_of(text));
        if let Some(column) = column_numbered(text, known) {
            *self.numbered.entry(column).or_insert(0) += 1;
        }
    }

    /// The most of a kind. One heading with nothing but days beside it heads what happened on each.
    fn spread(self, look: &Look) -> usize {
        let days = self.days.len();
        let are_heads = days >= 2 && look.headings == 1 && look.texts == days + 1;
        let in_order = self.questions.len() >= 3 && self.questions.is_sorted_by(|one, next| one < next);
        let numbered = self.numbered.into_values().max().filter(|count| *count >= 2);
        let days = if are_heads { days } else { 0 };
        let questions = if in_order { self.questions.len() } else { 0 };
        days.max(questions).max(numbered.unwrap_or(0))
    }
}

/// A day in the middle of a month is one of a row's own days.
fn is_days_own(cell: &Cell<'_>) -> bool {
    matches!(cell.raw, Raw::Date(when) if !bounds_a_month(when.date()))
}

/// `2.10` of a text that is nothing but the number of a question, as standard and place.
fn question_number(cell: &Cell<'_>) -> Option<(u32, u32)> {
    let (Raw::Text(_) | Raw::Number(_)) = cell.raw else {
        return None;
    };
    let shown = cell.shown();
    let text = shown.trim().trim_start_matches(['Q', 'q']);
    let (standard, place) = text.split_once('.')?;
    let short = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|digit| digit.is_ascii_digit());
    (short(standard) && short(place)).then_some((standard.parse().ok()?, place.parse().ok()?))
}

/// `2.10` at the start of a question's wording, as standard and place.
fn question_of(text: &str) -> Option<(u32, u32)> {
    let number = numbered_question(text)?;
    let (standard, place) = number.split_once('.')?;
    Some((standard.parse().ok()?, place.parse().ok()?))
}

fn bounds_a_month(day: chrono::NaiveDate) -> bool {
    use chrono::Datelike;
    day.day() == 1 || day.succ_opt().is_none_or(|next| next.day() == 1)
}

/// Whether a text is a number as a text file has it.
pub(super) fn is_figure(text: &str) -> bool {
    matches!(
        numbers::read(text),
        numbers::Written::Number(..) | numbers::Written::Below { .. }
    )
}
