//! What `paqa catalogue` says.

use super::{Form, Question, RuleText, Section, print};
use crate::catalogue::Catalogue;

fn said(section: Option<Section>, id: Option<&str>, form: Form) -> String {
    let rules = [RuleText {
        id: "outside-limits".into(),
        title: "One point outside the limits".into(),
        why: "Chance alone seldom goes so far.".into(),
        source: "Shewhart 1931".into(),
        points_needed: "13".into(),
    }];
    let catalogue = Catalogue::built_in().unwrap();
    print(
        &catalogue,
        Question {
            section,
            id,
            form,
            rules: &rules,
        },
    )
    .unwrap_or_else(|error| error.to_string())
}

#[test]
fn every_section_lists_all_that_is_declared() {
    let lines = |section| said(Some(section), None, Form::Csv).lines().count() - 1;
    assert_eq!(
        (lines(Section::Feeds), lines(Section::Indicators), lines(Section::Rules)),
        (15, 163, 1)
    );
    assert!(said(None, None, Form::Text).contains("indicators  163"));
}

#[test]
fn an_indicator_is_found_by_any_of_its_names() {
    let by_id = said(Some(Section::Indicators), Some("CP05"), Form::Text);
    assert_eq!(
        by_id,
        said(Some(Section::Indicators), Some("ICPC in 15 days"), Form::Text)
    );
    assert!(
        by_id.contains("The 15 working days are set by law; the 90% is local."),
        "{by_id}"
    );
}

#[test]
fn an_unknown_id_is_answered_with_the_nearest() {
    let said = said(Some(Section::Feeds), Some("dashbord"), Form::Text);
    assert_eq!(
        said,
        "`dashbord` is not declared among the feeds; did you mean `dashboard`?"
    );
}

#[test]
fn json_is_json_and_csv_keeps_its_columns() {
    for section in [
        Section::Feeds,
        Section::Indicators,
        Section::Findings,
        Section::Codes,
        Section::Rules,
    ] {
        let list: serde_json::Value = serde_json::from_str(&said(Some(section), None, Form::Json)).unwrap();
        let first = list[0]["id"].as_str().unwrap().to_string();
        let entry: serde_json::Value = serde_json::from_str(&said(Some(section), Some(&first), Form::Json)).unwrap();
        assert_eq!(entry["id"].as_str(), Some(first.as_str()));
        let csv = said(Some(section), None, Form::Csv);
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        assert!(reader.records().all(|record| record.is_ok()));
    }
}
