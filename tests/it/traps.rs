//! Traps of the other evidence, one test each, on small inboxes written for the purpose.

use crate::clean_rows;
use paqa::catalogue::Catalogue;
use paqa::domain::{Agency, Area, Level, Observation, Period, Places, Populations};
use paqa::measure::{self, Setting};
use std::collections::BTreeMap;
use std::path::Path;

const SESSIONS: &str = "session,course,theme,date,mode,capacity,agency,registered,attended,cancelled,no_show,walk_in\n";
const FORMS: &str = "session,respondent,agency,role,before,after,follow_up,scale_max,satisfaction,practice_change\n";
const ANSWERS: &str =
    "cycle,organisation,organisation_type,area,standard,question,self_grade,moderated_grade,evidence\n";
const DASHBOARD: &str = "indicator,area,period,numerator,denominator,value,note\n";

/// A file of an inbox: its place and its text.
type File<'a> = (&'a str, String);

fn write(folder: &Path, files: &[File<'_>]) {
    for (place, text) in files {
        let path = folder.join(place);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}

fn agency(id: &str, kind: &str, feeds: &[&str]) -> Agency {
    let feeds = feeds.iter().map(|feed| (*feed).to_string()).collect();
    let (name, aliases) = (id.to_string(), vec![]);
    Agency {
        id: id.into(),
        name,
        kind: kind.into(),
        aliases,
        feeds,
        valid_from: None,
        valid_to: None,
    }
}

/// The county's figure of an indicator in the last quarter of an inbox, and in the quarters before it, newest first.
fn figures(indicator: &str, files: &[File<'_>], agencies: &[Agency]) -> Vec<Observation> {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), files);
    let catalogue = Catalogue::built_in().unwrap();
    let county = Area {
        id: "county".into(),
        name: "County".into(),
        level: Level::County,
        parent: None,
        aliases: vec![],
        tile: None,
    };
    let places = Places::new(vec![county], "county".into());
    let until = files
        .iter()
        .map(|(place, _)| place.split('/').next().unwrap().parse::<Period>().unwrap())
        .max()
        .unwrap();
    let (populations, due) = (Populations::default(), BTreeMap::new());
    let setting = Setting {
        catalogue: &catalogue,
        places: &places,
        agencies,
        populations: &populations,
        due: &due,
        due_days: 30,
        left_out: &std::collections::BTreeSet::new(),
        until,
    };
    let measured = measure::series(&clean_rows::rows(folder.path(), &catalogue, until), &setting);
    let own = measured
        .series
        .iter()
        .find(|one| one.indicator == indicator && one.agency.is_none())
        .unwrap();
    let like = measured.like_for_like(own, until).unwrap();
    like.observations.iter().rev().cloned().collect()
}

fn parts(one: &Observation) -> (Option<f64>, Option<f64>) {
    (one.numerator, one.denominator)
}

#[test]
fn places_and_registrations_are_two_denominators_and_both_keep_their_names() {
    // Leicester, Leicestershire and Rutland, training report of quarter 1 of 2016-17: 304 came, of 393 places and 318 registered.
    let sessions = format!(
        "{SESSIONS}S1,Level 3,core,2026-04-21,face-to-face,200,a,160,150,6,10,0\nS1,Level 3,core,2026-04-21,face-to-face,200,b,20,20,0,0,0\n\
         S2,Level 3,core,2026-05-21,face-to-face,193,a,138,134,23,10,6\n"
    );
    let files = [("2026-27-Q1/t/training-sessions.csv", sessions)];
    let agencies = [agency("t", "training_provider", &["training-sessions"])];
    assert_eq!(
        parts(&figures("TR01", &files, &agencies)[0]),
        (Some(304.0), Some(393.0))
    );
    assert_eq!(parts(&figures("TR02", &files, &agencies)[0]), (Some(20.0), Some(318.0)));
    let catalogue = Catalogue::built_in().unwrap();
    let named = |id: &str| catalogue.indicator(id).unwrap().denominator.clone().unwrap();
    assert_ne!(named("TR01"), named("TR02"));
}

#[test]
fn a_late_follow_up_changes_the_quarter_of_its_course_and_is_counted_once() {
    let sessions = format!("{SESSIONS}S1,Level 3,core,2026-04-21,face-to-face,30,a,2,2,0,0,0\n");
    let early = format!("{FORMS}S1,R1,a,Manager,4,6,,10,8,\nS1,R2,a,Manager,5,7,,10,9,\n");
    let late = format!("{FORMS}S1,R1,a,Manager,4,6,7,10,8,Yes\n");
    let files = [
        ("2026-27-Q1/t/training-sessions.csv", sessions),
        ("2026-27-Q1/t/training-evaluations.csv", early),
        ("2026-27-Q2/t/training-evaluations.csv", late),
    ];
    let agencies = [agency(
        "t",
        "training_provider",
        &["training-sessions", "training-evaluations"],
    )];
    let changed = figures("TR04", &files, &agencies);
    assert_eq!(
        (changed[1].period.to_string().as_str(), parts(&changed[1])),
        ("2026-27 Q1", (Some(1.0), Some(1.0)))
    );
    assert_eq!(
        parts(&figures("TR05", &files, &agencies)[1]),
        (Some(2.0), Some(2.0)),
        "two people, not three forms"
    );
}

#[test]
fn schools_do_not_swamp_agencies_and_what_does_not_apply_leaves_the_base_while_a_blank_stays() {
    let mut answers = ANSWERS.to_string();
    for (question, grade) in [
        ("1.1", "met"),
        ("1.2", "not-met"),
        ("1.3", "not-applicable"),
        ("1.4", ""),
    ] {
        answers.push_str(&format!("2026,trust,agency,,1,{question},{grade},,\n"));
    }
    for school in 0..50 {
        answers.push_str(&format!("2026,school {school},school,,1,1.1,met,,\n"));
    }
    let files = [("2026-27-Q1/trust/s11-answers.csv", answers)];
    let agencies = [agency("trust", "health_acute", &["s11-answers"])];
    assert_eq!(parts(&figures("SA04", &files, &agencies)[0]), (Some(1.0), Some(3.0)));
}

#[test]
fn channels_overlap_so_the_largest_counts_and_not_their_sum() {
    let reach = "campaign,channel,period,reach,clicks\nSafer sleep,radio,2026-27 Q1,480000,\nSafer sleep,web,2026-27 Q1,19000,40\n";
    let files = [("2026-27-Q1/unit/communications.csv", reach.to_string())];
    let agencies = [agency("unit", "escb_business_unit", &["communications"])];
    assert_eq!(parts(&figures("EN02", &files, &agencies)[0]).0, Some(480_000.0));
}

#[test]
fn totals_with_different_reporters_are_compared_like_for_like() {
    let sent = |period: &str, count: u32| format!("{DASHBOARD}HO01,,{period},{count},,,\n");
    let files = [
        ("2026-27-Q1/one/dashboard.csv", sent("2026-27 Q1", 10)),
        ("2026-27-Q1/two/dashboard.csv", sent("2026-27 Q1", 7)),
        ("2026-27-Q2/one/dashboard.csv", sent("2026-27 Q2", 11)),
    ];
    let agencies = [
        agency("one", "district_council", &["dashboard"]),
        agency("two", "district_council", &["dashboard"]),
    ];
    let told = figures("HO01", &files, &agencies);
    assert_eq!(
        (parts(&told[0]).0, told[0].without.as_slice()),
        (Some(11.0), ["two".to_string()].as_slice())
    );
    assert_eq!(parts(&told[1]).0, Some(10.0), "the absent one is left out before, too");
    assert!(told[0].flags.provisional);
}
