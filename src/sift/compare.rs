//! Published figures of elsewhere into words: with their year, and as context, never as a verdict.

use crate::catalogue::{Indicator, Polarity, Unit};
use crate::domain::{Comparator, Judged, Period};
use crate::sift::number;
use chrono::Datelike;

/// The group that stands for the whole country.
const ENGLAND: &str = "England";
/// Years after which an age is told.
const OLD: i32 = 2;

/// The newest figure of each group for a year that had ended by the quarter's end, in the order of the board's table.
fn newest<'a>(indicator: &Indicator, period: Period, comparators: &'a [Comparator]) -> Vec<&'a Comparator> {
    // Years end in March: the quarter in which financial year `year` ends is its last.
    let has_ended = |one: &&Comparator| {
        let ends = one.year_ending().and_then(|year| Period::new(year - 1, 4));
        ends.is_none_or(|ends| ends <= period)
    };
    let is_its = |one: &&Comparator| {
        one.indicator == indicator.id || indicator.comparator.as_ref().is_some_and(|key| *key == one.indicator)
    };
    let mut found: Vec<&Comparator> = vec![];
    for one in comparators.iter().filter(is_its).filter(has_ended) {
        match found.iter_mut().find(|held| held.group == one.group) {
            Some(held) if held.year_ending() <= one.year_ending() => *held = one,
            Some(_) => (),
            None => found.push(one),
        }
    }
    found
}

/// Comparators can stand beside shares, rates and scores; a national count says nothing about a county's.
fn is_comparable(indicator: &Indicator) -> bool {
    !matches!(indicator.unit, Unit::Count | Unit::MedianDays)
}

/// With whom a figure can be compared, in a sentence or two.
pub(super) fn words(indicator: &Indicator, period: Period, comparators: &[Comparator]) -> String {
    match indicator.unit {
        Unit::Count => return "A count cannot be set beside a national figure.".into(),
        Unit::MedianDays => return "A median is not set beside a national figure.".into(),
        Unit::Percent | Unit::RatePer1000 | Unit::RatePer10000 | Unit::RatePer100000 | Unit::Ratio | Unit::Score => {}
    }
    let found = newest(indicator, period, comparators);
    if found.is_empty() {
        return "The Board holds no national figure to set beside it.".into();
    }
    let this_year = period.last_day().year();
    let mut years: Vec<String> = vec![];
    for one in &found {
        let year = year(one, this_year);
        if !years.contains(&year) {
            years.push(year);
        }
    }
    let told = years.iter().map(|when| {
        let of_year = found.iter().filter(|one| year(one, this_year) == *when);
        let figures: Vec<String> = of_year
            .map(|one| format!("{} {}", one.group, number::published(one.value, indicator)))
            .collect();
        format!("{when}: {}.", figures.join(", "))
    });
    let mut told: Vec<String> = told.collect();
    if indicator.comparator_of_year {
        let span = indicator.frequency.span();
        told.push(format!(
            "These add up a whole year, so one {span} cannot be held against them."
        ));
    }
    told.join(" ")
}

/// `Year to March 2025`, or as written where that says another kind of year, with its age where that is worth saying.
fn year(one: &Comparator, this_year: i32) -> String {
    match one.year_ending() {
        Some(year) => {
            let age = match this_year - year {
                age if age >= OLD => format!(", {} years old", number::in_words(usize::try_from(age).unwrap_or(0))),
                _ => String::new(),
            };
            match one.is_of_a_financial_year() {
                true => format!("Year to March {year}{age}"),
                false => format!("{}{age}", number::capitalised(one.year.trim())),
            }
        }
        None => one.year.clone(),
    }
}

/// Whether the newest figure is on the worse side of England's, and its whole likely range with it; `None` where that cannot be said, as
/// where England's is of a whole year and ours of a part.
pub(super) fn worse_than_england(judged: &Judged, indicator: &Indicator, comparators: &[Comparator]) -> Option<bool> {
    if !is_comparable(indicator) || indicator.comparator_of_year {
        return None;
    }
    let now = judged.series.newest()?;
    let value = now.value?;
    let england = newest(indicator, now.period, comparators)
        .into_iter()
        .find(|one| one.group == ENGLAND)?
        .value;
    let likely = judged.verdict.likely;
    let (low, high) = likely.map_or((value, value), |likely| (likely.low.min(value), likely.high.max(value)));
    match indicator.polarity {
        Polarity::HigherBetter => Some(high < england),
        Polarity::LowerBetter => Some(low > england),
        Polarity::Neutral => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::domain::{Level, Observation, Series, SeriesState, Verdict};

    /// England's figure of 2023-24, and what is said of ours of a later quarter beside it.
    fn beside(id: &str, (ours, england): (f64, f64)) -> (String, Option<bool>) {
        let catalogue = Catalogue::built_in().unwrap();
        let indicator = catalogue.indicator(id).unwrap();
        let period = Period::new(2026, 2).unwrap();
        let comparators = [Comparator {
            indicator: id.into(),
            group: ENGLAND.into(),
            year: "academic year 2023-24".into(),
            value: england,
            published: String::new(),
            source: String::new(),
        }];
        let newest = Observation {
            value: Some(ours),
            ..Observation::absent(period, SeriesState::Number)
        };
        let judged = Judged {
            series: Series {
                indicator: id.into(),
                level: Level::County,
                area: "E10000012".into(),
                agency: None,
                observations: vec![newest].into(),
            },
            verdict: Verdict::unjudged(),
        };
        (
            words(indicator, period, &comparators),
            worse_than_england(&judged, indicator, &comparators),
        )
    }

    #[test]
    fn a_share_of_a_whole_year_keeps_its_digits_and_is_not_held_against_that_of_a_term() {
        let (said, is_worse) = beside("ED01", (0.04, 0.129));
        assert!(
            said.ends_with("England 0.13%. These add up a whole year, so one term cannot be held against them."),
            "{said}"
        );
        assert_eq!(is_worse, None);
        let (said, is_worse) = beside("ED05", (21.0, 19.25));
        assert!(said.ends_with("England 19.3%."), "{said}");
        assert_eq!(is_worse, Some(true));
    }
}
