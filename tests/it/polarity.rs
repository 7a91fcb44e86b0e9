//! Turning the direction of good round changes what is called worse or better, and no other word of any paper.

use crate::situations::said_with;
use paqa::catalogue::{Catalogue, Polarity, load};
use paqa::domain::{Concern, Exception, PointMark};
use std::fmt::Write;

/// The built-in catalogue with every indicator that has no target turned one way.
fn turned(polarity: &str, better: &str) -> Catalogue {
    let folder = tempfile::tempdir().unwrap();
    let mut themes: std::collections::BTreeMap<String, String> = std::collections::BTreeMap::new();
    for one in Catalogue::built_in()
        .unwrap()
        .indicators()
        .iter()
        .filter(|one| one.targets.is_empty())
    {
        let text = themes
            .entry(one.theme.clone())
            .or_insert_with(|| format!("theme = \"{}\"\n", one.theme));
        writeln!(
            text,
            "[[indicator]]\nid = \"{}\"\npolarity = \"{polarity}\"\nbetter = \"{better}\"",
            one.id
        )
        .unwrap();
    }
    let place = folder.path().join("schemas/indicators");
    std::fs::create_dir_all(&place).unwrap();
    for (theme, text) in themes {
        std::fs::write(place.join(format!("own_{theme}.toml")), text).unwrap();
    }
    load(Some(folder.path())).unwrap_or_else(|faults| panic!("{faults}"))
}

/// What is said of indicators without a target, in an order of its own.
fn said(catalogue: &Catalogue) -> Vec<(String, Exception)> {
    let all = said_with(catalogue).into_iter();
    all.filter(|(_, one)| {
        catalogue
            .indicator(&one.indicator)
            .is_some_and(|one| one.targets.is_empty())
    })
    .collect()
}

/// A text alternative without the sentence that counts the marks by what they mean.
fn without_marks(alt: &str) -> String {
    let Some((before, marks)) = alt.split_once("Marked: ") else {
        return alt.to_string();
    };
    let (_, after) = marks.split_once('.').unwrap_or_default();
    format!("{before}{after}")
}

/// Every text but the line that names the direction of good, with drawn figures and levels.
fn texts(one: &Exception) -> Vec<String> {
    let drawn = one.series.iter().flat_map(|series| &series.points);
    let mut all = vec![
        one.row.clone(),
        one.title.clone(),
        one.sentence.clone(),
        one.which_rule.clone(),
        one.evidence.clone(),
        without_marks(&one.alt),
        one.source.clone(),
    ];
    all.extend(drawn.map(|point| format!("{} {:?}", point.value, point.lines)));
    all
}

#[test]
fn higher_and_lower_differ_in_what_is_worse_and_in_nothing_else() {
    let (high, low) = (
        said(&turned("higher_better", "Higher is better")),
        said(&turned("lower_better", "Lower is better")),
    );
    assert!(
        high.len() > 500 && high.len() == low.len(),
        "{} and {}",
        high.len(),
        low.len()
    );
    let mut turned = 0;
    for ((about, one), (_, other)) in high.iter().zip(&low) {
        assert_eq!(texts(one), texts(other), "{about}");
        match (one.concern, other.concern) {
            (Concern::Worse, Concern::Better) | (Concern::Better, Concern::Worse) => turned += 1,
            // Without a direction nothing is better; the paper's default word stands.
            (same, also) => assert!(same == also && one.direction.is_none(), "{about}: {same} and {also}"),
        }
    }
    assert!(turned > 100, "{turned}");
}

#[test]
fn where_neither_direction_is_better_neither_word_is_left() {
    let built_in = Catalogue::built_in().unwrap();
    for (about, one) in said(&turned("neutral", "Neither direction is better")) {
        assert_eq!(one.concern, Concern::Unusual, "{about}");
        let mut all = texts(&one);
        all.extend([one.how_sure.clone(), one.decision.clone(), one.identity.clone()]);
        for text in all {
            let left = text
                .replace("Neither direction is better", "")
                .replace("neither direction is better", "");
            let declared = built_in.indicator(&one.indicator).unwrap();
            let own = [
                &declared.context,
                &declared.verb_phrase,
                &declared.name,
                &declared.row_name,
            ];
            let left = own.iter().fold(left, |left, words| left.replace(words.as_str(), ""));
            assert!(!left.contains("worse") && !left.contains("better"), "{about}: {text}");
        }
        let marks = one
            .series
            .iter()
            .flat_map(|series| &series.points)
            .map(|point| point.mark);
        for mark in marks {
            assert!(
                matches!(mark, PointMark::Usual | PointMark::Unusual),
                "{about}: {mark:?}"
            );
        }
    }
}

#[test]
fn the_three_directions_are_what_they_are_called() {
    let of = |polarity: &str, better: &str| turned(polarity, better).indicator("EH01").unwrap().polarity;
    assert_eq!(of("neutral", "Neither direction is better"), Polarity::Neutral);
}
