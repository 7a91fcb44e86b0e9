//! What each agency sent in its dashboards of the last four quarters: which indicators, for which areas, and the newest figure.

use crate::domain::{Agency, Period, Table, table_of};
use crate::ingest::{self, Held};
use crate::pipeline::Session;
use crate::store::{Store, Window};
use std::collections::{BTreeMap, BTreeSet};

/// The feed of ready-made figures.
const DASHBOARD: &str = "dashboard";

/// The newest figure of one indicator at one area, in words: `8 of 41 in 2026-27 Q1`.
type Newest = BTreeMap<(String, String, String), (Period, String)>;

/// Figures of the dashboards before a quarter.
pub struct Figures {
    held: Held,
    /// By agency, indicator and area.
    newest: Newest,
}

impl Figures {
    /// Reads what is held of the quarters before one.
    ///
    /// # Errors
    /// A store that cannot be read.
    pub fn read(session: &Session, store: &Store, period: Period) -> anyhow::Result<Figures> {
        let back = i32::try_from(session.catalogue.policy().quarters_of_expectation).unwrap_or(4);
        let mut figures = Figures {
            held: Held::default(),
            newest: Newest::new(),
        };
        let Some(feed) = session.catalogue.feed(DASHBOARD) else {
            return Ok(figures);
        };
        let rows = store.rows(DASHBOARD, &Window::until(period.previous()))?;
        figures
            .held
            .note_rows(DASHBOARD, (&feed.key, feed.about.as_deref()), &rows);
        let table = table_of(&rows);
        let text = |row: usize, column: &str| cell(&table, row, column);
        for row in 0..table.rows.len() {
            let Ok(about) = text(row, "period").parse::<Period>() else {
                continue;
            };
            let recent = (period.back(back)..period).contains(&about) && text(row, "superseded") != "true";
            let Some(said) = said(&table, row).filter(|_| recent) else {
                continue;
            };
            let key = (text(row, "sender"), text(row, "indicator"), text(row, "area"));
            let newest = figures.newest.entry(key).or_insert((about, String::new()));
            if newest.0 <= about {
                *newest = (about, format!("{said} in {about}"));
            }
        }
        Ok(figures)
    }

    /// The indicators to ask of an agency, by id.
    pub fn asked<'c>(&self, agency: &Agency, (session, period): (&'c Session, Period)) -> BTreeSet<&'c str> {
        let mut asked = ingest::expected(agency, period, (&session.catalogue, &self.held));
        if asked.is_empty() {
            // Nothing came for a year: ask as of one of whom nothing is known.
            asked = ingest::expected(agency, period, (&session.catalogue, &Held::default()));
        }
        let all = asked.clone();
        let is_made = |id: &str| {
            let indicator = session.catalogue.indicator(id);
            let indicator = indicator.filter(|indicator| indicator.unit.is_rate());
            let count = indicator.and_then(|indicator| indicator.numerator_is.as_deref());
            count.is_some_and(|count| all.contains(count))
        };
        // A rate of the population is worked out from the count beside it.
        asked.retain(|id| !is_made(id));
        asked
    }

    /// The areas for which an agency sends an indicator, each with its newest figure in words. None where it never sent any.
    pub fn of(&self, agency: &str, indicator: &str) -> Vec<(&str, &str)> {
        let its = self
            .newest
            .iter()
            .filter(|((sender, id, _), _)| sender == agency && id == indicator);
        its.map(|((_, _, area), (_, said))| (area.as_str(), said.as_str()))
            .collect()
    }
}

/// A cell of a list as text; empty where there is no such column.
pub fn cell(table: &Table, row: usize, column: &str) -> String {
    table
        .column(column)
        .and_then(|at| table.rows.get(row)?.get(at))
        .map(|entry| entry.flat())
        .unwrap_or_default()
}

/// A figure as a person reads it; `None` for a row without one.
fn said(table: &Table, row: usize) -> Option<String> {
    let figure = |column: &str| {
        let state = cell(table, row, &format!("{column}_state"));
        match state.as_str() {
            "number" => Some(rounded(&cell(table, row, column))),
            "suppressed" => Some("a small number".to_string()),
            "not-applicable" => Some("z".to_string()),
            "not-available" => Some("x".to_string()),
            _ => None,
        }
    };
    match (figure("numerator"), figure("denominator"), figure("value")) {
        (Some(part), Some(whole), _) => Some(format!("{part} of {whole}")),
        (Some(one), None, _) | (None, _, Some(one)) => Some(one),
        (None, Some(_) | None, None) => None,
    }
}

/// Two decimals are enough to recognise a figure by.
fn rounded(number: &str) -> String {
    match number.parse::<f64>() {
        Ok(value) => crate::domain::plain_number((value * 100.0).round() / 100.0),
        Err(_) => number.to_string(),
    }
}
