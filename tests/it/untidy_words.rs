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

fn coded(code: &str, name: &str) -> String {
    format!("Return for Q2 2026/27,,\nRef,Measure,Value\n{code},{name},52\n")
}

#[test]
fn a_right_code_beats_no_name_that_says_something_else() {
    for (code, name) in [
        ("FD03", "Referrals awaiting decision"),
        ("FD03", "Referrals to early help"),
        ("CP08", "Child protection plans ended"),
        ("CP01", "Section 47 enquiries completed"),
        ("LA03", "Children ceasing to be looked after"),
        ("AS02", "Assessments started"),
        ("CP06", "Families subject to a child protection plan"),
    ] {
        let row: &'static str = Box::leak(format!("{code} E10000012 52").into_boxed_str());
        let rows: &'static [&'static str] = Box::leak(vec![row].into_boxed_slice());
        of_care(coded(code, name), rows, &["B3:C3 words-not-read"]);
    }
    let late = coded("MX05", "Return home interviews completed");
    of_care(late, &["MX05 E10000012   52"], &["B3:C3 words-not-read"]);
    for (code, name) in [
        ("FD01", "Contacts received by the hub"),
        ("AS02", "C&F assessments finished"),
        ("CP01", "S47s started"),
        ("CP08", "CPP starts"),
        ("LA03", "Children becoming looked after"),
    ] {
        let row: &'static str = Box::leak(format!("{code} E10000012 52").into_boxed_str());
        let rows: &'static [&'static str] = Box::leak(vec![row].into_boxed_slice());
        of_care(coded(code, name), rows, &[]);
    }
}

fn titled(title: &str) -> String {
    format!("{title},\nIndicator,Number\nFD03 Referrals,502\nCP06 Children on a protection plan,410\n")
}

#[test]
fn a_title_that_names_more_or_less_than_the_quarter_is_said() {
    for title in [
        "CSC return Q2 2026/27 (July and August only)",
        "CSC return: quarter to 15 September 2026",
        "CSC return - weeks 14 to 26 of 2026/27",
        "CSC scorecard H1 2026/27",
        "CSC return Q2 2026/27: average per month",
    ] {
        of_care(titled(title), BOTH, &["A1:B4 note-on-figures"]);
    }
    for title in [
        "CSC return Q2 2026/27 (Jul-Sep 2026)",
        "Children's Social Care: quarter 2 2026/27",
    ] {
        of_care(titled(title), BOTH, &[]);
    }
}

#[test]
fn a_title_that_speaks_of_some_or_of_elsewhere_is_said() {
    for part in [
        "Girls",
        "Under 5s",
        "Ukrainian arrivals",
        "Academies only",
        "Targets",
        "England",
        "Clacton",
        "Greater Essex",
    ] {
        of_care(
            titled(&format!("CSC return Q2 2026/27 - {part}")),
            BOTH,
            &["A1:B4 words-not-read"],
        );
    }
    for part in ["Front door", "Scorecard", "final version", "Strategic Analysis Unit"] {
        of_care(titled(&format!("CSC return Q2 2026/27 - {part}")), BOTH, &[]);
    }
}

#[test]
fn years_over_quarters_hold_by_the_order_of_the_quarters() {
    let rows = &[
        "FD03 E10000012 2025-26 Q3 11",
        "FD03 E10000012 2025-26 Q4 12",
        "FD03 E10000012 2026-27 Q1 13",
        "FD03 E10000012 2026-27 Q2 14",
    ];
    for years in [",2025/26,,2026/27,", ",,2025/26,,2026/27"] {
        check(&Case {
            agency: "essex-social-care",
            file: Box::leak(
                format!("Trend,,,,\n{years}\nMeasure,Q3,Q4,Q1,Q2\nFD03 Referrals,11,12,13,14\n").into_boxed_str(),
            ),
            feed: "dashboard",
            columns: &["indicator", "area", "period", "numerator"],
            rows,
            said: &[
                "B4 earlier-quarter-added",
                "C4 earlier-quarter-added",
                "D4 earlier-quarter-added",
            ],
        });
    }
}

#[test]
fn a_corrected_figure_counts_and_a_difference_never() {
    let file = "Return for Q2 2026/27,,,\nIndicator,Figure,Corrected,+/-\nFD03 Referrals,480,502,22\n";
    let said = &["B2:B3 heading-unknown", "C2:C3 heading-near-miss"];
    of_care(file.to_owned(), &["FD03 E10000012 502"], said);
    let file = "Return for Q2 2026/27,,\nIndicator,Value,Revised value\nFD03 Referrals,480,502\n";
    of_care(file.to_owned(), &["FD03 E10000012 502"], said);
}

#[test]
fn two_months_that_make_the_quarter_leave_out_the_third() {
    let file = "Return for Q2 2026/27,,,,\nRef,Measure,Jul,Aug,Q2\nFD01,Contacts,300,310,610\n";
    of_care(file.to_owned(), &["FD01 E10000012 610"], &["E3 parts-disagree"]);
}

#[test]
fn an_area_that_takes_in_another_is_said() {
    check(&Case {
        agency: "essex-police",
        file: "Essex Police Q2 2026/27,\nDistrict,Police protection powers used\nColchester (incl. Tendring),17\nHarlow,2\n",
        feed: "dashboard",
        columns: &["indicator", "area", "numerator"],
        rows: &["PL07 E07000071 17", "PL07 E07000073 2"],
        said: &["A3:B3 words-not-read"],
    });
}

#[test]
fn a_colour_of_another_quarter_is_not_the_one_of_now() {
    check(&Case {
        agency: "board-unit",
        file: "Priority,Action,Lead,RAG Q1,RAG Q2,Due\nP1,Refresh pathway,Board manager,Red,Amber,01/12/2026\n",
        feed: "business-plan",
        columns: &["action", "rag"],
        rows: &["Refresh pathway amber"],
        said: &[],
    });
}

fn footed(note: &str) -> String {
    format!(
        "Return for Q2 2026/27,\nIndicator,Number\nFD03 Referrals,502\nCP06 Children on a protection plan,410\n\n{note},\n"
    )
}

#[test]
fn a_short_note_that_makes_other_figures_of_all_is_said() {
    for note in [
        "July and August only",
        "September not yet available",
        "Excludes September",
        "These are Q1 figures",
        "Same as last quarter",
        "Southend included",
        "Counts people not episodes",
        "Data relates to 2025/26",
        "Figures are for victims aged 18 and over",
    ] {
        of_care(footed(note), BOTH, &["A6 note-on-figures"]);
    }
    for note in [
        "Source: Mosaic run 8 October 2026",
        "Contact: Performance Team",
        "Checked by the head of service",
        "Referrals include re-referrals",
    ] {
        of_care(footed(note), BOTH, &[]);
    }
}

#[test]
fn references_of_a_list_count_nothing() {
    for (heading, said) in [
        ("Referral no", &["A1 heading-unknown", "A2:D4 rows-counted"][..]),
        ("Case number", &["A1 heading-unknown", "A2:D4 rows-counted"]),
        ("No.", &["A2:D4 rows-counted"]),
    ] {
        let file = format!(
            "{heading},Date,Sector,Concern\nL001,03/07/2026,Education,Physical\nL002,09/07/2026,Health,Sexual\nL003,20/08/2026,Education,Neglect\n"
        );
        check(&Case {
            agency: "essex-lado",
            file: Box::leak(file.into_boxed_str()),
            feed: "lado-referrals",
            columns: &["sector", "count"],
            rows: &["Education 1", "Health 1", "Education 1"],
            said,
        });
    }
}
