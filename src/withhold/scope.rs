//! Which years and quarters a release shows, and which others must be known so that it can be laid beside earlier ones.

use crate::domain::Period;

/// A column of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Time {
    /// A financial year, by the calendar year in which it starts.
    Year(i32),
    /// One quarter.
    Quarter(Period),
}

impl Time {
    /// As tables and keys name it: `2025-26` or `2025-26 Q1`.
    pub fn name(self) -> String {
        match self {
            Time::Year(start) => format!("{start}-{:02}", (start + 1).rem_euclid(100)),
            Time::Quarter(period) => period.to_string(),
        }
    }

    /// The calendar year in which its financial year starts.
    pub fn start(self) -> i32 {
        match self {
            Time::Year(start) => start,
            Time::Quarter(period) => period.year(),
        }
    }
}

/// What a release shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    times: Vec<Time>,
    is_annual: bool,
    quarter: Option<Period>,
}

impl Scope {
    /// An annual pack: so many financial years for every area, the newest starting in `last`, and the county's quarters.
    pub fn annual(last: i32, years: i32) -> Scope {
        let years = || (last - years + 1)..=last;
        let times = years().map(Time::Year).chain(years().flat_map(quarters));
        Scope {
            times: times.collect(),
            is_annual: true,
            quarter: None,
        }
    }

    /// One quarter of every area.
    pub fn quarter(period: Period) -> Scope {
        let year = period.year();
        Scope {
            times: std::iter::once(Time::Year(year)).chain(quarters(year)).collect(),
            is_annual: false,
            quarter: Some(period),
        }
    }

    /// Every column that is measured, shown or not.
    pub fn times(&self) -> &[Time] {
        &self.times
    }

    /// Whether it shows years.
    pub fn is_annual(&self) -> bool {
        self.is_annual
    }

    /// The columns that tables of areas show: all years, or the one quarter.
    pub fn columns(&self) -> Vec<usize> {
        let shown = |time: &Time| match time {
            Time::Year(_) => self.is_annual,
            Time::Quarter(period) => self.quarter == Some(*period),
        };
        (0..self.times.len()).filter(|nth| shown(&self.times[*nth])).collect()
    }

    /// The quarters that are shown of the county only.
    pub fn county_quarters(&self) -> Vec<usize> {
        let is_quarter = |nth: &usize| matches!(self.times[*nth], Time::Quarter(_));
        (0..self.times.len())
            .filter(|nth| self.is_annual && is_quarter(nth))
            .collect()
    }

    /// Whether a column is shown, of the county or of another area.
    pub fn shows(&self, nth: usize, is_county: bool) -> bool {
        self.columns().contains(&nth) || (is_county && self.county_quarters().contains(&nth))
    }
}

fn quarters(year: i32) -> impl Iterator<Item = Time> {
    (1..=4)
        .filter_map(move |quarter| Period::new(year, quarter))
        .map(Time::Quarter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_annual_pack_shows_quarters_of_the_county_only() {
        let scope = Scope::annual(2025, 5);
        assert_eq!((scope.columns().len(), scope.county_quarters().len()), (5, 20));
        assert_eq!(scope.times()[4].name(), "2025-26");
        assert!(scope.shows(5, true) && !scope.shows(5, false));
    }

    #[test]
    fn a_quarter_is_measured_with_its_year_but_shown_alone() {
        let scope = Scope::quarter(Period::new(2026, 2).unwrap());
        let shown: Vec<String> = scope.columns().iter().map(|nth| scope.times()[*nth].name()).collect();
        assert_eq!(shown, ["2026-27 Q2"]);
        assert_eq!(scope.times().len(), 5);
    }
}
