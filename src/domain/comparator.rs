//! A published figure of somewhere else, with its year and when it was published.

/// One line of `comparators.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparator {
    /// The indicator's id.
    pub indicator: String,
    /// `England`, `East of England`, a model of statistical neighbours.
    pub group: String,
    /// The year as written: `2025` is the year ending March 2025.
    pub year: String,
    /// In the indicator's unit.
    pub value: f64,
    /// The day it was published, as written; empty when the source does not say.
    pub published: String,
    /// Who published it.
    pub source: String,
}

impl Comparator {
    /// Whether it is of a year that ends in March: one whose year is written without a word, `2025` or `2024-25`.
    pub fn is_of_a_financial_year(&self) -> bool {
        let is_bare = |letter: char| letter.is_ascii_digit() || matches!(letter, '-' | '/' | '\u{2013}');
        self.year.trim().chars().all(is_bare)
    }

    /// The calendar year in which the figure's year ends: the last four-digit year named, or the end of `2024-25`.
    pub fn year_ending(&self) -> Option<i32> {
        let digits: Vec<&str> = self
            .year
            .split(|letter: char| !letter.is_ascii_digit())
            .filter(|part| !part.is_empty())
            .collect();
        let first: i32 = digits.first().filter(|part| part.len() == 4)?.parse().ok()?;
        match digits.get(1) {
            Some(end) if end.len() == 2 => Some(first + 1),
            Some(end) if end.len() == 4 => end.parse().ok(),
            _ => Some(first),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_is_that_in_which_it_ends() {
        let year = |text: &str| {
            let made = Comparator {
                indicator: String::new(),
                group: String::new(),
                year: text.into(),
                value: 0.0,
                published: String::new(),
                source: String::new(),
            };
            made.year_ending()
        };
        assert_eq!(
            (year("2025"), year("2024-25"), year("2014/2016"), year("soon")),
            (Some(2025), Some(2025), Some(2016), None)
        );
    }
}
