//! The text of a heading into all that it can mean: a column, a time, a place, an indicator, a code.

use crate::ingest::context::Known;
use crate::ingest::lexicon::{Named, is_total, without_total};
use crate::ingest::words::periods::{self, When};
use crate::ingest::words::tidy;
use std::collections::BTreeMap;

/// All that a text over a column can mean.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sense {
    /// Feeds and columns that are called so.
    pub columns: Vec<(String, String)>,
    /// A time.
    pub when: Option<When>,
    /// A place.
    pub area: Option<Named>,
    /// An indicator.
    pub indicator: Option<Named>,
    /// Code lists with the code that the text stands for.
    pub codes: Vec<(String, String)>,
    /// Whether it says that the column is a sum.
    pub total: bool,
}

impl Sense {
    /// Whether it names a column.
    pub fn is_heading(&self) -> bool {
        !self.columns.is_empty()
    }

    /// Whether it says what all cells below have in common.
    pub fn fixes(&self) -> bool {
        self.when.is_some() || self.area.is_some() || self.indicator.is_some() || !self.codes.is_empty()
    }

    /// Whether it means anything.
    pub fn is_known(&self) -> bool {
        self.is_heading() || self.fixes() || self.total
    }

    /// The column of a feed that it names.
    pub fn column(&self, feed: &str) -> Option<&str> {
        self.columns
            .iter()
            .find(|(of, _)| of == feed)
            .map(|(_, column)| column.as_str())
    }

    fn and(mut self, other: Sense) -> Sense {
        self.columns.extend(other.columns);
        self.when = self.when.or(other.when);
        self.area = self.area.or(other.area);
        self.indicator = self.indicator.or(other.indicator);
        self.codes.extend(other.codes);
        self.total |= other.total;
        self
    }
}

/// Senses by text: headings repeat.
#[derive(Clone, Debug, Default)]
pub struct Senses(BTreeMap<String, Sense>);

impl Senses {
    /// All that a text can mean.
    pub fn of(&mut self, text: &str, known: &Known<'_>) -> &Sense {
        let text = tidy(text);
        self.0
            .entry(text)
            .or_insert_with_key(|text| known.lexicon.senses.of(text, || read(text, known)))
    }
}

/// Headings longer than this are sentences.
const LONGEST: usize = 160;

fn read(text: &str, known: &Known<'_>) -> Sense {
    if text.is_empty() || text.chars().count() > LONGEST {
        return Sense::default();
    }
    let whole = simple(text, known);
    if whole.is_known() {
        return whole;
    }
    compound(text, known)
}

/// A text that means one thing.
fn simple(text: &str, known: &Known<'_>) -> Sense {
    let lexicon = known.lexicon;
    let columns: Vec<(String, String)> = lexicon.heading(text).into_iter().cloned().collect();
    let codes = known
        .catalogue
        .code_lists()
        .iter()
        .filter_map(|list| Some((list.id.clone(), lexicon.code_exactly(&list.id, text)?.to_owned())))
        .collect();
    let area = lexicon
        .area(text)
        .or_else(|| without_total(text).and_then(|rest| lexicon.area(&rest)));
    Sense {
        columns,
        when: periods::read(text),
        area,
        indicator: lexicon.indicator(text),
        codes,
        total: is_total(text)
            || sums_a_column(text, known)
            || without_total(text).is_some_and(|rest| lexicon.area(&rest).is_some()),
    }
}

/// `All channels`: what a column of the same name holds, taken together.
fn sums_a_column(text: &str, known: &Known<'_>) -> bool {
    let lower = tidy(text).to_lowercase();
    lower
        .strip_prefix("all ")
        .is_some_and(|rest| !known.lexicon.heading(rest.trim_end_matches('s')).is_empty())
}

/// A text that means two things: `Q2 26-27 Num`, `Basildon - Numerator`, `FD05 (%)`.
fn compound(text: &str, known: &Known<'_>) -> Sense {
    if let Some(found) = periods::find(text) {
        let lower = tidy(text).to_lowercase();
        let rest = format!(
            "{} {}",
            lower.get(..found.start).unwrap_or_default(),
            lower.get(found.end..).unwrap_or_default()
        );
        let rest = rest
            .trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '%')
            .to_owned();
        let sense = if rest.is_empty() {
            Sense::default()
        } else {
            simple(&rest, known)
        };
        if sense.is_known() || rest.is_empty() {
            return Sense {
                when: Some(found.when),
                ..sense
            };
        }
    }
    for joint in [" - ", ": ", " | ", " / ", ", ", " ("] {
        for (first, second) in [text.split_once(joint), text.rsplit_once(joint)].into_iter().flatten() {
            let second = second.trim_end_matches(')');
            let (first, second) = (simple(first, known), simple(second, known));
            if first.is_known() && second.is_known() {
                return first.and(second);
            }
        }
    }
    Sense::default()
}
