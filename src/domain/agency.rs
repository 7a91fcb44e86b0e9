//! A member agency of the board and when it existed.

use crate::domain::Period;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// One line of `agencies.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agency {
    /// Short id, such as `essex-police`.
    pub id: String,
    /// The name that papers print.
    pub name: String,
    /// One of the agency kinds of the indicator catalogue, such as `local_authority_csc`.
    pub kind: String,
    /// Other names that stand in files.
    pub aliases: Vec<String>,
    /// The feeds that it sends.
    pub feeds: Vec<String>,
    /// First day of membership; `None` when it always was a member.
    pub valid_from: Option<NaiveDate>,
    /// Last day of membership; `None` while it is a member.
    pub valid_to: Option<NaiveDate>,
}

/// Longest name that a row or a heading has room for, in letters.
const SHORT: usize = 30;

impl Agency {
    /// The name for rows and headings: the whole name where it is short, else the first alias that is short and made of words of the
    /// name; the whole name where none is. Initials would need a glossary, and another name may be that of a body before it.
    pub fn short_name(&self) -> &str {
        let is_short = |name: &str| name.chars().count() <= SHORT;
        let own = words(&self.name);
        let initials: String = own.iter().filter_map(|word| word.chars().next()).collect();
        // `ECC` of Essex County Council says the same; alone it would say nothing.
        let is_told = |word: &String| own.contains(word) || word.len() <= 3 && initials.contains(word.as_str());
        let is_of_it = |alias: &&String| {
            let said = words(alias);
            is_short(alias) && said.iter().any(|word| word.len() > 3) && said.iter().all(is_told)
        };
        match is_short(&self.name) {
            true => &self.name,
            false => self.aliases.iter().find(is_of_it).unwrap_or(&self.name),
        }
    }

    /// Whether it was a member on any day from `first` to `last`.
    pub fn existed(&self, first: NaiveDate, last: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= last) && self.valid_to.is_none_or(|to| to >= first)
    }

    /// Whether `agencies.csv` says that it sends a feed.
    pub fn sends(&self, feed: &str) -> bool {
        self.feeds.iter().any(|sent| sent == feed)
    }
}

/// The words of a name in lower case, in their order.
fn words(name: &str) -> Vec<String> {
    let lower = name.to_lowercase().replace('\u{2019}', "'");
    let words = lower.split(|letter: char| !letter.is_alphanumeric() && letter != '\'');
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The indicators that an agency was expected to send in its dashboard of a quarter, and those of them that came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// The agency's id.
    pub agency: String,
    /// The quarter.
    pub period: Period,
    /// Ids of the indicators expected.
    pub indicators: BTreeSet<String>,
    /// Of these, the ids of those that came.
    pub received: BTreeSet<String>,
}

/// One row of the actions feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Action {
    /// The action's id.
    pub id: String,
    /// s11, practice-review, case-audit, business-plan, exception.
    pub source: String,
    /// What it answers: an indicator, a question, a review; may be empty.
    pub reference: String,
    /// The agency that must act.
    pub agency: String,
    /// What is to be done.
    pub text: String,
    /// Who, as a role; empty when nobody is named.
    pub owner: String,
    /// By when.
    pub due: Option<NaiveDate>,
    /// not-started, in-progress, complete.
    pub status: String,
    /// When it was completed.
    pub completed: Option<NaiveDate>,
    /// What came of it, in words; may be empty.
    pub impact: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn called(name: &str, aliases: &[&str]) -> String {
        let agency = Agency {
            id: "x".into(),
            name: name.into(),
            kind: String::new(),
            aliases: aliases.iter().map(ToString::to_string).collect(),
            feeds: vec![],
            valid_from: None,
            valid_to: None,
        };
        agency.short_name().to_string()
    }

    #[test]
    fn a_long_name_gives_way_to_the_first_alias_that_is_short_and_says_the_same() {
        assert_eq!(called("Essex Police", &["Essex Constabulary"]), "Essex Police");
        assert_eq!(
            called(
                "Mid and South Essex NHS Foundation Trust",
                &[
                    "The trust of the middle and the south",
                    "MSE Hospitals",
                    "Mid and South Essex Trust"
                ]
            ),
            "Mid and South Essex Trust"
        );
        // A body before it, and initials, are no names of it.
        let probation = "The Probation Service, Essex North and South";
        assert_eq!(called(probation, &["Essex CRC", "Probation Essex"]), "Probation Essex");
        assert_eq!(called(probation, &["Essex CRC", "EPS"]), probation);
        assert_eq!(
            called("The Probation Service of Greater Essex", &[]),
            "The Probation Service of Greater Essex"
        );
    }
}
