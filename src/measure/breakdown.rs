//! A county's count, quarter by quarter, split by the words of one column of the rows that it is measured from.

use crate::catalogue::Indicator;
use crate::domain::{Level, Observation, Period, Series, SeriesState};
use crate::measure::amount::Amount;
use crate::measure::{RowsByFeed, Setting, rows};
use std::collections::{BTreeMap, BTreeSet};

/// The split by each of the columns: the column's words as codes, with an empty one where nothing is said, and each one's
/// quarters. A quarter in which the feed holds no row of the indicator is not measured; one in which it holds some, but
/// none of a word, is 0. Empty where the indicator is not measured from rows.
pub fn breakdown(
    of: &RowsByFeed,
    setting: &Setting<'_>,
    (indicator, columns): (&Indicator, &[&str]),
) -> Vec<Vec<(String, Series)>> {
    let tables = rows::tables(of, setting);
    let each = columns.iter().map(|column| {
        let words = rows::split(indicator, column, (&tables, setting));
        series_of(indicator, words, setting)
    });
    each.collect()
}

fn series_of(
    indicator: &Indicator,
    words: BTreeMap<String, BTreeMap<Period, Amount>>,
    setting: &Setting<'_>,
) -> Vec<(String, Series)> {
    let covered: BTreeSet<Period> = words.values().flat_map(BTreeMap::keys).copied().collect();
    let Some(first) = covered.first().copied() else {
        return Vec::new();
    };
    let observation = |period: Period, amounts: &BTreeMap<Period, Amount>| {
        if !covered.contains(&period) {
            return Observation::absent(period, SeriesState::NotMeasured);
        }
        let amount = amounts.get(&period).copied().unwrap_or(Amount::exactly(0.0));
        match amount.exact() {
            Some(count) => Observation {
                numerator: Some(count),
                value: Some(count),
                ..Observation::absent(period, SeriesState::Number)
            },
            None => Observation::absent(period, SeriesState::Suppressed),
        }
    };
    let series = |amounts: &BTreeMap<Period, Amount>| Series {
        indicator: indicator.id.clone(),
        level: Level::County,
        area: setting.places.home().to_string(),
        agency: None,
        observations: first
            .to(setting.until)
            .map(|period| observation(period, amounts))
            .collect(),
    };
    words
        .into_iter()
        .map(|(word, amounts)| (word, series(&amounts)))
        .collect()
}
