//! Words that say which number of an indicator a figure is: its count, what that is a share of, or the rate that was printed.

use crate::catalogue::{Indicator, Unit, plain};
use crate::ingest::lexicon::Lexicon;
use crate::ingest::words::names::words;
use crate::ingest::words::tidy;
use std::collections::BTreeSet;

/// Which number of an indicator a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The count, or the upper of two numbers.
    Numerator,
    /// What the count is a share of.
    Denominator,
    /// The rate, percentage or median that was printed.
    Value,
}

impl Part {
    /// The canonical column.
    pub fn column(self) -> &'static str {
        match self {
            Part::Numerator => "numerator",
            Part::Denominator => "denominator",
            Part::Value => "value",
        }
    }

    fn of_column(name: &str) -> Option<Part> {
        [Part::Numerator, Part::Denominator, Part::Value]
            .into_iter()
            .find(|part| part.column() == name)
    }
}

/// The number that a text names, whatever the indicator: `Num`, `(den)`, `out of`, `% of children`, `Number of young people`.
pub fn part_of(text: &str, lexicon: &Lexicon) -> Option<Part> {
    part_named(text, lexicon).or_else(|| by_form(&plain(&bare(text))))
}

/// The number that a text is the name of: `Num`, `(den)`, `out of`.
pub fn part_named(text: &str, lexicon: &Lexicon) -> Option<Part> {
    let bare = bare(text);
    if bare == "#" {
        return Some(Part::Numerator);
    }
    let headings = lexicon.heading_exactly(&bare).iter();
    headings
        .filter(|(feed, _)| feed == "dashboard")
        .find_map(|(_, column)| Part::of_column(column))
}

fn bare(text: &str) -> String {
    let text = tidy(text);
    text.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '%' && letter != '#')
        .to_owned()
}

/// The number that the form of a text gives away.
fn by_form(simple: &str) -> Option<Part> {
    let starts = |forms: &[&str]| forms.iter().any(|form| simple.starts_with(form));
    if simple.split(' ').count() > 8 {
        return None;
    }
    if starts(&[
        "% ",
        "percentage ",
        "percent ",
        "per cent ",
        "proportion ",
        "rate ",
        "as % of ",
        "as a % of ",
    ]) || simple.ends_with(" %")
        || simple.ends_with(" rate")
        || simple == "rate"
        || simple.contains("per 10 000")
        || simple.contains("per 1 000")
        || simple.contains("per 100 000")
        || simple.contains("per 1000")
        || simple.contains("per 10000")
        || simple.contains("per 100000")
    {
        return Some(Part::Value);
    }
    // `Out of county` is a place.
    const NO_BASES: [&str; 7] = ["county", "area", "borough", "authority", "hours", "district", "time"];
    let is_place = simple
        .strip_prefix("out of ")
        .is_some_and(|rest| NO_BASES.contains(&rest));
    if !is_place && starts(&["out of ", "total number of ", "total no of ", "base ", "cohort "])
        || simple.ends_with(" cohort")
    {
        return Some(Part::Denominator);
    }
    if starts(&["number of ", "no of ", "numbers of ", "count of ", "how many "]) {
        return Some(Part::Numerator);
    }
    None
}

/// The number that a word in brackets at the end of a text names: `eligible staff (denominator)`.
pub fn part_in_brackets(text: &str, lexicon: &Lexicon) -> Option<Part> {
    let text = tidy(text);
    let (_, end) = text.rsplit_once('(')?;
    part_named(end.trim_end_matches(')'), lexicon)
}

/// Whether a name ends with the sign of a percentage, in brackets or not.
pub fn ends_in_percent(text: &str) -> bool {
    text.trim_end().trim_end_matches(')').ends_with('%')
}

/// The number of one indicator that a text names by the indicator's own words: `Overdue` and `Open actions` of overdue actions.
pub fn part_by_words(text: &str, indicator: &Indicator) -> Option<Part> {
    let simple = plain(text);
    if simple.starts_with("% ") || simple.ends_with(" %") || simple == "%" {
        return Some(Part::Value);
    }
    let said = words(text);
    if said.is_empty() {
        return None;
    }
    let top = words(&indicator.numerator);
    let base = indicator.denominator.as_deref().map(words).unwrap_or_default();
    match (fits(&said, &top), fits(&said, &base)) {
        (true, true) if said == base => Some(Part::Denominator),
        (true, true) if said == top => Some(Part::Numerator),
        (true, false) => Some(Part::Numerator),
        // `Referrals meeting threshold` of referrals is those that met it.
        (false, true) if base.is_subset(&said) && said.difference(&base).any(|word| top.contains(word)) => {
            Some(Part::Numerator)
        }
        (false, true) => Some(Part::Denominator),
        (true, true) | (false, false) => None,
    }
}

fn fits(said: &BTreeSet<String>, declared: &BTreeSet<String>) -> bool {
    !declared.is_empty() && (declared.is_subset(said) || said.is_subset(declared))
}

/// How many of a population a rate is of, as a text says: `per 10,000`. `None` when it does not say.
pub fn per(text: &str) -> Option<f64> {
    let simple = plain(text).replace(' ', "");
    let (_, after) = simple.split_once("per1")?;
    let noughts = after.chars().take_while(|letter| *letter == '0').count();
    (3..=5).contains(&noughts).then(|| 10_f64.powi(noughts as i32))
}

/// How many of a population an indicator's rate is of; `None` for anything but a rate.
pub fn per_of(unit: Unit) -> Option<f64> {
    match unit {
        Unit::RatePer1000 => Some(1_000.0),
        Unit::RatePer10000 => Some(10_000.0),
        Unit::RatePer100000 => Some(100_000.0),
        Unit::Count | Unit::Percent | Unit::MedianDays | Unit::Score | Unit::Ratio => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;

    #[test]
    fn parts_are_named_by_common_words_and_by_the_indicators_own() {
        let catalogue = Catalogue::built_in().unwrap();
        let lexicon = Lexicon::new(&catalogue, &[], &crate::domain::Places::new(vec![], String::new()));
        for (text, part) in [
            ("Num", Part::Numerator),
            ("(den)", Part::Denominator),
            ("No. of CYP", Part::Numerator),
            ("Rate per 10,000", Part::Value),
            ("% overdue", Part::Value),
            ("Out of", Part::Denominator),
        ] {
            assert_eq!(part_of(text, &lexicon), Some(part), "{text}");
        }
        let overdue = catalogue.indicator("SA05").unwrap();
        assert_eq!(part_by_words("Overdue", overdue), Some(Part::Numerator));
        assert_eq!(part_by_words("Open actions", overdue), Some(Part::Denominator));
        assert_eq!(part_by_words("Meetings", overdue), None);
        assert_eq!(per("AS04 Children in need - rate per 1,000 children"), Some(1_000.0));
        assert_eq!(per("percentage of 10,000"), None);
    }
}
