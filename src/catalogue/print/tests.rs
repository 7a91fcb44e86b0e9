//! What `paqa catalogue` says.

use super::{Form, RuleText, Section, list_section, overview, print_entry};
use crate::catalogue::Catalogue;

fn rules() -> Vec<RuleText> {
    vec![RuleText {
        id: "outside-limits".into(),
        title: "One point outside the limits".into(),
        why: "Chance alone seldom goes so far.".into(),
        source: "Shewhart 1931".into(),
        points_needed: "13".into(),
    }]
}

fn said(section: Section, id: &str, form: Form) -> String {
    said_of(&Catalogue::built_in().unwrap(), (section, id), form)
}

fn said_of(catalogue: &Catalogue, entry: (Section, &str), form: Form) -> String {
    print_entry((catalogue, &rules()), entry, form).unwrap_or_else(|error| error.to_string())
}

#[test]
fn every_section_lists_all_that_is_declared() {
    let catalogue = Catalogue::built_in().unwrap();
    let lines = |section| list_section(&catalogue, section, &rules()).rows.len();
    assert_eq!((lines(Section::Feeds), lines(Section::Indicators)), (15, 163));
    assert!(lines(Section::Rules) > rules().len(), "policy stands beside the rules");
    let overview = overview(&catalogue, &rules());
    assert_eq!(
        (overview.rows.len(), overview.rows[1][1].flat()),
        (5, "163".to_string())
    );
}

#[test]
fn an_indicator_is_found_by_any_of_its_names() {
    let by_id = said(Section::Indicators, "CP05", Form::Text);
    assert_eq!(by_id, said(Section::Indicators, "ICPC in 15 days", Form::Text));
    assert!(
        by_id.contains("The 15 working days are set by law; the 90% is local."),
        "{by_id}"
    );
}

#[test]
fn what_the_board_may_decide_stands_among_the_rules_with_its_meaning() {
    let catalogue = Catalogue::built_in().unwrap();
    let list = list_section(&catalogue, Section::Rules, &rules());
    assert!(
        list.rows
            .iter()
            .all(|row| row.iter().all(|cell| !cell.flat().is_empty()))
    );
    let said = said(Section::Rules, "reminder_days", Form::Text);
    assert!(said.starts_with("reminder_days: 21, 14, 7, 0\n"), "{said}");
}

#[test]
fn an_unknown_id_is_answered_with_the_nearest() {
    let said = said(Section::Feeds, "dashbord", Form::Text);
    assert_eq!(
        said,
        "`dashbord` is not declared among the feeds; did you mean `dashboard`?"
    );
}

#[test]
fn every_entry_can_be_written_in_every_form() {
    let catalogue = Catalogue::built_in().unwrap();
    for section in Section::ALL {
        let list = list_section(&catalogue, section, &rules());
        for id in list.rows.iter().map(|row| row[0].flat()) {
            let json: serde_json::Value =
                serde_json::from_str(&said_of(&catalogue, (section, &id), Form::Json)).unwrap();
            assert_eq!(json["id"].as_str(), Some(id.as_str()));
            let csv = said_of(&catalogue, (section, &id), Form::Csv);
            let mut reader = csv::Reader::from_reader(csv.as_bytes());
            assert!(reader.records().all(|record| record.is_ok()), "{id}");
            assert!(
                said_of(&catalogue, (section, &id), Form::Text).starts_with(&format!("{id}: ")),
                "{id}"
            );
        }
    }
}
