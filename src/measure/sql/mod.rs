//! An indicator and a board → one portable SQL text over the store's tables that gives the same figures as its series.
//!
//! Only what DuckDB, polars and other engines share is used: common table expressions, `ROW_NUMBER`, `MAX`, `SUM` and `COUNT`,
//! `CASE`, plain joins, ISO dates. What the board declares outside its store (areas, populations, agencies asked) stands in
//! the text as `VALUES`. An amount is a pair of bounds, equal when the number is known; no upper bound is null.

mod areas;
mod cells;
mod conditions;
mod figures;
mod rows;
mod shapes;
mod words;

use crate::catalogue::Indicator;
use crate::measure::Setting;
use std::fmt::Write;

/// The bounds that make up a figure, in the order of every table expression.
const BOUNDS: [&str; 6] = ["num_low", "num_high", "den_low", "den_high", "val_low", "val_high"];

/// A text that grows by one table expression after the other.
#[derive(Default)]
struct Query {
    parts: Vec<(String, String)>,
}

impl Query {
    /// Adds a table expression under a name.
    fn with(&mut self, name: impl Into<String>, body: impl Into<String>) {
        self.parts.push((name.into(), body.into()));
    }

    fn text(&self, last: &str) -> String {
        let mut text = String::from("WITH ");
        for (at, (name, body)) in self.parts.iter().enumerate() {
            let comma = if at == 0 { "" } else { ",\n" };
            // Writing to a string cannot fail.
            let _ = write!(text, "{comma}{name} AS (\n  {}\n)", body.replace('\n', "\n  "));
        }
        format!("{text}\n{last}")
    }
}

/// The text that measures an indicator up to the newest quarter of the setting. Its columns are those of the series:
/// `indicator, level, area, agency, period, numerator, denominator, value, low, high, state`; quarters without a figure have
/// no line.
pub fn sql(indicator: &Indicator, setting: &Setting<'_>) -> String {
    let mut query = Query::default();
    query.with(
        "areas(area, level, parent, height, parent_height)",
        areas::values(setting.places),
    );
    let additive = crate::measure::book::adds_up(indicator);
    let others = [&indicator.numerator_is, &indicator.denominator_is];
    let others = others
        .into_iter()
        .flatten()
        .filter_map(|id| setting.catalogue.indicator(id));
    let mut made: Vec<&str> = vec![];
    for source in std::iter::once(indicator).chain(others) {
        if !made.contains(&source.id.as_str()) {
            made.push(&source.id);
            rows::sent(&mut query, source, setting);
            areas::sums(&mut query, source, (additive, setting.places));
        }
    }
    figures::figures(&mut query, indicator, setting);
    let header = format!(
        "-- {} {}, {}, up to {}\n",
        indicator.id,
        indicator.name,
        indicator.unit.word(),
        setting.until
    );
    header + &query.text(&figures::last(indicator))
}

/// The stem of the names of an indicator's table expressions.
fn stem(indicator: &Indicator) -> String {
    let plain = |letter: char| {
        if letter.is_ascii_alphanumeric() {
            letter.to_ascii_lowercase()
        } else {
            '_'
        }
    };
    format!("i_{}", indicator.id.chars().map(plain).collect::<String>())
}

/// The bounds as a list of columns, each with a table's name before it.
fn bounds(of: &str) -> String {
    let dot = if of.is_empty() { "" } else { "." };
    BOUNDS.map(|column| format!("{of}{dot}{column}")).join(", ")
}

#[cfg(test)]
mod tests;
