//! What holds of the text of every indicator, whatever engine runs it. That the engines give the figures of the series is
//! shown by `tests/readers`, which needs a package index.

use super::*;
use crate::catalogue::Catalogue;
use crate::domain::{Area, Level, Period, Places, Populations};
use std::collections::{BTreeMap, BTreeSet};

fn texts() -> BTreeMap<String, String> {
    let catalogue = Catalogue::built_in().unwrap();
    let places = vec![
        Area::named("county", Level::County, None),
        Area::named("north", Level::Quadrant, Some("county")),
        Area::named("o'hill", Level::District, Some("north")),
    ];
    let setting = Setting {
        catalogue: &catalogue,
        places: &Places::new(places, "county".into()),
        agencies: &[],
        populations: &Populations::default(),
        due: &BTreeMap::new(),
        due_days: 30,
        left_out: &BTreeSet::new(),
        until: Period::new(2026, 2).unwrap(),
    };
    let indicators = catalogue.indicators().iter();
    indicators
        .map(|indicator| (indicator.id.clone(), sql(indicator, &setting)))
        .collect()
}

#[test]
fn every_indicator_has_a_text_in_words_that_engines_share() {
    let texts = texts();
    assert!(texts.len() > 100);
    for (id, text) in &texts {
        for word in [
            "QUALIFY",
            "FILTER",
            "PIVOT",
            "DATE_TRUNC",
            "EXTRACT",
            "FULL ",
            "::",
            "LATERAL",
            "SELECT ,",
        ] {
            assert!(!text.contains(word), "{id} uses {word}: {text}");
        }
        let (open, close) = (text.matches('(').count(), text.matches(')').count());
        assert_eq!(open, close, "{id}: {text}");
    }
}

#[test]
fn every_table_expression_is_defined_once_and_before_it_is_used() {
    for (id, text) in texts() {
        let mut known: BTreeSet<String> = BTreeSet::new();
        for line in text.lines() {
            let named = line.strip_suffix(" AS (").map(|line| line.trim_start_matches("WITH "));
            for word in line.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_') {
                let is_own = word.starts_with("i_") && named.is_none();
                assert!(
                    !is_own || known.contains(word),
                    "{id}: {word} is used before it is defined"
                );
            }
            if let Some(name) = named.filter(|_| !line.starts_with(' ')) {
                assert!(known.insert(name.to_string()), "{id}: {name} is defined twice");
            }
        }
        assert!(known.contains("valued"), "{id}");
    }
}

#[test]
fn a_quote_in_a_name_stays_within_its_word() {
    assert!(texts()["CP01"].contains("'o''hill'"));
}
