//! Words over and beside figures that make others of them, known or not: none of them passes in silence.

use crate::untidy_tables::{Case, check};

const FIGURES: &[&str] = &["indicator", "area", "numerator", "denominator", "value"];

#[track_caller]
fn of_care(file: String, rows: &'static [&'static str], said: &'static [&'static str]) {
    check(&Case {
        agency: "essex-social-care",
        file: Box::leak(file.into_boxed_str()),
        feed: "dashboard",
        columns: FIGURES,
        rows,
        said,
    });
}

fn headed(head: &str) -> String {
    format!("Return for Q2 2026/27,\nIndicator,{head}\nFD03 Referrals,502\nCP06 Children on a protection plan,410\n")
}

fn noted(heading: &str, note: &str) -> String {
    format!("Return for Q2 2026/27,,\nIndicator,Q2,{heading}\nFD03 Referrals,502,{note}\n")
}

const BOTH: &[&str] = &["FD03 E10000012 502", "CP06 E10000012 410"];

#[test]
fn plans_and_averages_of_a_quarter_are_set_aside() {
    for head in [
        "Q2 plan",
        "Q2 budget",
        "Q2 monthly average",
        "Q2 (annualised)",
        "Best case Q2",
    ] {
        of_care(headed(head), &[], &["B2:B4 figures-set-aside"]);
    }
    of_care(headed("Up to Q2"), &[], &["B2:B4 not-a-quarter"]);
    let beside = "Return for Q2 2026/27,,\nIndicator,Q2 plan,Q2 actual\nFD03 Referrals,480,502\n";
    of_care(beside.to_owned(), &["FD03 E10000012 502"], &[]);
}

#[test]
fn a_word_beside_a_quarter_that_nobody_knows_is_said_and_plain_ones_are_not() {
    for head in [
        "Q2 processed",
        "Q2 old definition",
        "Number (hundreds)",
        "Number of families",
    ] {
        of_care(headed(head), BOTH, &["B2:B4 words-not-read"]);
    }
    for head in [
        "Q2 actual",
        "Q2 (Jul-Sep)",
        "Quarter 2 total",
        "Q2 2026/27 outturn",
        "09/30/2026",
    ] {
        of_care(headed(head), BOTH, &[]);
    }
}

#[test]
fn units_beside_figures_are_held_against_what_is_asked_for() {
    let of = |unit: &str| format!("Return for Q2 2026/27,,\nIndicator,Unit,Value\nFD03 Referrals,{unit},52\n");
    for unit in ["000s", "% of population", "weeks"] {
        of_care(of(unit), &["FD03 E10000012"], &["C3 unit-differs"]);
    }
    of_care(of("families"), &["FD03 E10000012 52"], &["B3:C3 words-not-read"]);
    for unit in ["Number", "children", "Whole number"] {
        of_care(of(unit), &["FD03 E10000012 52"], &[]);
    }
}

#[test]
fn notes_that_qualify_are_told_from_notes_that_explain() {
    for note in [
        "Annualised",
        "Excludes Harlow",
        "SET",
        "part quarter",
        "Percentage",
        "Mid quadrant",
    ] {
        of_care(noted("Notes", note), &["FD03 E10000012 502"], &["B3 comment-on-figure"]);
    }
    of_care(
        noted("Basis", "old basis"),
        &["FD03 E10000012 502"],
        &["B3:C3 words-not-read"],
    );
    for note in [
        "On track",
        "Up from Q1",
        "Rise due to a new process",
        "Excludes Southend and Thurrock",
        "Data team",
    ] {
        of_care(noted("Notes", note), &["FD03 E10000012 502"], &[]);
    }
}

#[test]
fn titles_and_signs_speak_of_all_figures_below_them() {
    for title in [
        "Monthly averages for Q2 2026/27",
        "Budgeted activity Q2 2026/27",
        "Harlow assessment team Q2 2026/27",
    ] {
        let file = format!("{title},\nIndicator,Q2\nFD03 Referrals,502\n");
        of_care(file, &["FD03 E10000012 502"], &["A1:B3 note-on-figures"]);
    }
    let signed =
        "Return for Q2 2026/27,\nIndicator,Q2\nFD03 Referrals (1),502\nFD01 Contacts,610\n\n(1) excludes Harlow,\n";
    of_care(
        signed.to_owned(),
        &["FD03 E10000012 502", "FD01 E10000012 610"],
        &["B3 comment-on-figure"],
    );
    let rates = "Return for Q2 2026/27 - all figures per 10000 children,\nIndicator,Number\nFD03 Referrals,61\n";
    of_care(rates.to_owned(), &["FD03 E10000012"], &["B3 unit-differs"]);
}

#[test]
fn who_is_outside_the_county_is_not_counted_in_it() {
    let file = "\"FD03 Referrals, Q2 2026/27\",\nResidence,Number\nBasildon,52\nHarlow,41\nOut of county,7\n";
    of_care(
        file.to_owned(),
        &["FD03 E07000066 52", "FD03 E07000073 41"],
        &["A5:B5 area-unknown"],
    );
    let section = "Return for Q2 2026/27,\nIndicator,Q2\nChildren of other authorities,\nFD03 Referrals,7\n";
    of_care(section.to_owned(), &["FD03 E10000012 7"], &["B4 words-not-read"]);
}

#[test]
fn shares_and_arrows_in_one_cell_are_read() {
    let file = "Return for Q2 2026/27,\nIndicator,Q2\nAS01 Assessments completed within 45 working days (%),20 out of 22 - 90.9%\nFD03 Referrals,502 ▲\n";
    of_care(
        file.to_owned(),
        &["AS01 E10000012 20 22 90.9", "FD03 E10000012 502"],
        &["B3 symbol-read", "B4 marker-after-number"],
    );
}

#[test]
fn a_number_beside_its_parts_by_threshold_is_their_sum() {
    check(&Case {
        agency: "essex-lado",
        file: "
LADO referrals Q2 2026/27,,,
Sector,Referrals,Threshold met,Threshold not met
Education,20,8,12
Health,16,7,9
",
        feed: "lado-referrals",
        columns: &["sector", "threshold", "count"],
        rows: &[
            "Education Met 8",
            "Education Not met 12",
            "Health Met 7",
            "Health Not met 9",
        ],
        said: &[],
    });
}
