//! What the store already holds of earlier quarters, as far as a new file is compared with it.

use crate::domain::Period;
use polars::prelude::{DataFrame, DataType};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// How many quarters back a figure's newest one is looked for.
const REMEMBERED: i32 = 8;

/// Between the parts of a key: stands in no text that an agency sends.
const BETWEEN: char = '\u{1f}';

/// The figures of each row, by its period and key.
type Rows = BTreeMap<(Period, String), Figures>;

/// The numbers of a row by column.
pub type Figures = BTreeMap<Arc<str>, f64>;

/// The feed whose answers are compared cycle by cycle.
const ANSWERS: &str = "s11-answers";

/// Figures of earlier quarters by sender and feed. Those about quarters long past may be left out: it notes when one of them was
/// asked for.
#[derive(Debug, Default)]
pub struct Held {
    left_out: Option<LeftOut>,
    lacked: AtomicBool,
    figures: BTreeMap<(String, String), Rows>,
    /// Graded answers by sender and organisation, then by cycle, then by question.
    answers: BTreeMap<(String, String), BTreeMap<String, BTreeMap<String, String>>>,
}

/// What was left out: everything about quarters before the first, of these senders and feeds.
#[derive(Debug)]
struct LeftOut {
    first: Period,
    of: BTreeSet<(String, String)>,
}

/// What identifies a row apart from its sender and period: the values of the key columns, in the feed's order.
pub fn key_of<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut key = String::new();
    for part in parts {
        key.push_str(part);
        key.push(BETWEEN);
    }
    key
}

impl Held {
    /// Whether rows of a feed are compared with earlier ones at all; `about` is the feed's.
    pub fn compares(feed: &str, about: Option<&str>) -> bool {
        about.is_some() || feed == ANSWERS
    }

    /// Rows of these senders and feeds about quarters before `first` are held and were not noted.
    pub fn leave_out(&mut self, first: Period, of: BTreeSet<(String, String)>) {
        self.left_out = Some(LeftOut { first, of });
    }

    /// Whether something was asked for that was left out: then the answers are not to be relied on.
    pub fn lacked(&self) -> bool {
        self.lacked.load(Ordering::Relaxed)
    }

    /// Notes what is asked for: a quarter of a sender's feed, or whether there is any.
    fn asked(&self, of: (&str, &str), period: Option<Period>) {
        if let Some(left_out) = &self.left_out
            && period.is_none_or(|period| period < left_out.first)
            && left_out.of.contains(&(of.0.to_owned(), of.1.to_owned()))
        {
            self.lacked.store(true, Ordering::Relaxed);
        }
    }

    /// Notes the figures of one row.
    pub fn note(&mut self, of: (&str, &str), at: (Period, String), figures: Figures) {
        let of = (of.0.to_owned(), of.1.to_owned());
        self.figures.entry(of).or_default().insert(at, figures);
    }

    /// Notes the current rows of a feed's table that are about a quarter. `key` and `about` are the feed's.
    pub fn note_rows(&mut self, feed: &str, (key, about): (&[String], Option<&str>), frame: &DataFrame) {
        if feed == ANSWERS {
            self.note_answers(frame);
        }
        let Some(about) = about else { return };
        let text = |name: &str| {
            frame
                .column(name)
                .and_then(|column| column.cast(&DataType::String))
                .ok()
        };
        let (Some(senders), Some(periods)) = (text("sender"), text(about)) else {
            return;
        };
        let (Ok(senders), Ok(periods)) = (senders.str(), periods.str()) else {
            return;
        };
        let parts: Vec<_> = key
            .iter()
            .filter(|name| name.as_str() != about)
            .filter_map(|name| text(name))
            .collect();
        let parts: Vec<_> = parts.iter().filter_map(|column| column.str().ok()).collect();
        let superseded = frame.column("superseded").ok().and_then(|column| column.bool().ok());
        let numbers: Vec<_> = frame
            .columns()
            .iter()
            .filter(|column| !column.name().ends_with("_low") && !column.name().ends_with("_high"))
            .filter_map(|column| Some((Arc::from(column.name().as_str()), column.f64().ok()?)))
            .collect();
        for row in 0..frame.height() {
            let (Some(sender), Some(period)) = (senders.get(row), periods.get(row).and_then(|text| text.parse().ok()))
            else {
                continue;
            };
            if superseded.is_some_and(|flags| flags.get(row) == Some(true)) {
                continue;
            }
            let key = key_of(parts.iter().map(|column| column.get(row).unwrap_or_default()));
            let figures = numbers
                .iter()
                .filter_map(|(name, column)| Some((Arc::clone(name), column.get(row)?)))
                .collect();
            self.note((sender, feed), (period, key), figures);
        }
    }

    fn note_answers(&mut self, frame: &DataFrame) {
        let columns = ["sender", "organisation", "cycle", "question", "self_grade"];
        let texts: Vec<_> = columns
            .iter()
            .filter_map(|name| frame.column(name).ok()?.str().ok())
            .collect();
        let [senders, organisations, cycles, questions, grades] = texts[..] else {
            return;
        };
        let superseded = frame.column("superseded").ok().and_then(|column| column.bool().ok());
        for row in 0..frame.height() {
            let cells = (
                senders.get(row),
                organisations.get(row),
                cycles.get(row),
                questions.get(row),
            );
            let (Some(sender), Some(organisation), Some(cycle), Some(question)) = cells else {
                continue;
            };
            if superseded.is_some_and(|flags| flags.get(row) == Some(true)) {
                continue;
            }
            let of = (sender.to_owned(), organisation.to_owned());
            let cycle = self.answers.entry(of).or_default().entry(cycle.to_owned()).or_default();
            cycle.insert(question.to_owned(), grades.get(row).unwrap_or_default().to_owned());
        }
    }

    /// An organisation's answers of the newest cycle before one, with that cycle; `None` when none is held.
    pub fn answers_before(&self, of: (&str, &str), cycle: &str) -> Option<(String, &BTreeMap<String, String>)> {
        let cycles = self.answers.get(&(of.0.to_owned(), of.1.to_owned()))?;
        let (earlier, answers) = cycles.range(..cycle.to_owned()).next_back()?;
        Some((earlier.clone(), answers))
    }

    /// The figures of a row; `None` when no such row is held.
    pub fn row(&self, of: (&str, &str), at: &(Period, String)) -> Option<&Figures> {
        self.asked(of, Some(at.0));
        self.figures.get(&(of.0.to_owned(), of.1.to_owned()))?.get(at)
    }

    /// Every row of a sender's feed about a period, by key.
    pub fn of_period(&self, of: (&str, &str), period: Period) -> BTreeMap<&str, &Figures> {
        self.asked(of, Some(period));
        let figures = self.figures.get(&(of.0.to_owned(), of.1.to_owned()));
        let about = (period, String::new())..(period.next(), String::new());
        figures
            .into_iter()
            .flat_map(|figures| figures.range(about.clone()))
            .map(|((_, key), figures)| (key.as_str(), figures))
            .collect()
    }

    /// The newest figure of a row's column before a period.
    pub fn newest_before(&self, of: (&str, &str), (key, column): (&str, &str), period: Period) -> Option<f64> {
        self.asked(of, Some(period.back(REMEMBERED)));
        let figures = self.figures.get(&(of.0.to_owned(), of.1.to_owned()))?;
        (1..=REMEMBERED).find_map(|back| figures.get(&(period.back(back), key.to_owned()))?.get(column).copied())
    }

    /// Whether anything of a sender's feed is held.
    pub fn knows(&self, sender: &str, feed: &str) -> bool {
        let known = self.figures.contains_key(&(sender.to_owned(), feed.to_owned()));
        if !known {
            self.asked((sender, feed), None);
        }
        known
    }
}
