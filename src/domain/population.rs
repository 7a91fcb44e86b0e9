//! How many children live where, by mid-year and vintage.

use std::collections::BTreeMap;

/// A number of people and the vintage of the estimate.
#[derive(Clone, Debug, PartialEq)]
pub struct Headcount {
    /// People.
    pub people: f64,
    /// Of the estimate, such as `mid-2025`.
    pub vintage: String,
    /// The mid-year that it is of.
    pub year: i32,
}

/// The lines of `populations.csv`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Populations {
    /// By area and column (`population_0_17`), then by mid-year.
    by_area: BTreeMap<(String, String), BTreeMap<i32, Headcount>>,
}

impl Populations {
    /// Adds one figure. A later line for the same area, column and year replaces the earlier: a newer vintage.
    pub fn add(&mut self, area: &str, column: &str, headcount: Headcount) {
        self.by_area
            .entry((area.to_string(), column.to_string()))
            .or_default()
            .insert(headcount.year, headcount);
    }

    /// The population of a mid-year; where that is not there yet, of the newest mid-year before it; where there is none
    /// before it either, `None`: a later population would be a guess.
    pub fn at(&self, area: &str, column: &str, year: i32) -> Option<&Headcount> {
        let years = self.by_area.get(&(area.to_string(), column.to_string()))?;
        years.range(..=year).next_back().map(|(_, headcount)| headcount)
    }

    /// Whether any figure of a column is held.
    pub fn has_column(&self, column: &str) -> bool {
        self.by_area.keys().any(|(_, held)| held == column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_estimate_before_the_year_is_used_and_never_a_later_one() {
        let mut populations = Populations::default();
        for (year, people) in [(2023, 100.0), (2025, 110.0)] {
            let vintage = format!("mid-{year}");
            populations.add("county", "population_0_17", Headcount { people, vintage, year });
        }
        let at = |year| {
            populations
                .at("county", "population_0_17", year)
                .map(|found| found.year)
        };
        assert_eq!(
            (at(2022), at(2023), at(2024), at(2027)),
            (None, Some(2023), Some(2023), Some(2025))
        );
        assert!(populations.has_column("population_0_17") && !populations.has_column("population_10_17"));
    }
}
