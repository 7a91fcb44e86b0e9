//! Exports of online forms, lists side by side, cards, lines over tables: each with the rows that a careful person would read and the
//! findings that must be made.

use crate::untidy_tables::{Case, check};

const FORMS: &[&str] = &["session", "respondent", "before", "after", "scale_max"];
const FIGURES: &[&str] = &["indicator", "area", "numerator", "denominator", "value"];
const COUNTS: &[&str] = &["indicator", "area", "numerator"];
const SEATS: &[&str] = &["meeting", "date", "agency", "invited", "attended"];

#[test]
fn an_export_of_an_online_form_has_its_respondents_under_id() {
    check(&Case {
        agency: "board-training",
        file: "
ID,Start time,Completion time,Course code,Confidence before,Confidence after
1,01/09/2026 10:01,01/09/2026 10:05,L3,2 - Low,4 - Good
2,01/09/2026 11:01,01/09/2026 11:05,L3,3 - Fair,5 - Excellent
",
        feed: "training-evaluations",
        columns: FORMS,
        rows: &["L3 1 2 4", "L3 2 3 5"],
        said: &["E2:E3 score-with-word", "F2:F3 score-with-word"],
    });
}

#[test]
fn words_of_a_scale_are_its_steps_where_their_number_is_sure() {
    check(&Case {
        agency: "board-training",
        file: "
Session,Respondent,Before,After
L3,1,Disagree,Agree
L3,2,Neither agree nor disagree,Strongly agree
",
        feed: "training-evaluations",
        columns: FORMS,
        rows: &["L3 1 2 4 5", "L3 2 3 5 5"],
        said: &["C2:C3 word-on-scale", "D2:D3 word-on-scale"],
    });
    check(&Case {
        agency: "board-training",
        file: "
Session,Respondent,Before,After
L3,1,Disagree,Agree
L3,2,Disagree,Strongly agree
",
        feed: "training-evaluations",
        columns: FORMS,
        rows: &["L3 1", "L3 2"],
        said: &[
            "C2 number-unreadable",
            "C3 number-unreadable",
            "D2 number-unreadable",
            "D3 number-unreadable",
        ],
    });
}

#[test]
fn two_meetings_may_stand_side_by_side() {
    check(&Case {
        agency: "board-unit",
        file: "
Executive Board,,,,,,
9 July 2026,,,,17 September 2026,,
Agency,Invited,Attended,,Agency,Invited,Attended
Essex Police,1,1,,Essex Police,1,0
Essex LADO Service,1,0,,Essex LADO Service,1,1
",
        feed: "attendance",
        columns: SEATS,
        rows: &[
            "Executive Board 2026-07-09 essex-police 1 1",
            "Executive Board 2026-07-09 essex-lado 1 0",
            "Executive Board 2026-09-17 essex-police 1 0",
            "Executive Board 2026-09-17 essex-lado 1 1",
        ],
        said: &["A1 name-from-title", "A2 name-from-title", "E2 name-from-title"],
    });
}

#[test]
fn a_line_over_a_table_may_name_its_session() {
    check(&Case {
        agency: "board-training",
        file: "
SV02: Professional curiosity - 3 September 2026 - Virtual,,,
Agency,Registered,Attended,No show
Essex Police,8,7,1
Essex LADO Service,4,4,0

SV03: Professional curiosity - 29 September 2026 - Virtual,,,
Agency,Registered,Attended,No show
Essex Police,7,7,0
",
        feed: "training-sessions",
        columns: &[
            "session",
            "course",
            "date",
            "agency",
            "registered",
            "attended",
            "no_show",
        ],
        rows: &[
            "SV02 Professional curiosity 2026-09-03 essex-police 8 7 1",
            "SV02 Professional curiosity 2026-09-03 essex-lado 4 4 0",
            "SV03 Professional curiosity 2026-09-29 essex-police 7 7 0",
        ],
        said: &["A1 name-from-title", "A6 name-from-title"],
    });
}

#[test]
fn a_headline_that_says_a_part_of_the_detail_is_read_once() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Headlines Q2 2026/27,,,
Indicator,Value,,
FD05 Re-referrals within 12 months (%),20,,
FD03 Referrals,201,,

Detail,,,
Indicator,Numerator,Denominator,Value
FD05 Re-referrals within 12 months (%),42,211,19.9
FD03 Referrals,210,,
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &["FD05 E10000012 42 211 19.9"],
        said: &["B3 row-repeated", "B4 row-twice", "B9 row-twice"],
    });
}

#[test]
fn a_name_with_more_behind_it_is_not_taken_for_the_whole() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Return Q2 2026/27,
Measure,Number
Children subject to a child protection plan,410
Children subject to a child protection plan - neglect,180
Children looked after - placed out of county,90
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &["CP06 E10000012 410"],
        said: &["A4:B4 label-unknown", "A5:B5 label-unknown"],
    });
}

#[test]
fn a_name_without_its_sign_may_have_its_number_behind_it() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Return Q2 2026/27,
Measure,Figure
Re-referrals within 12 months - numerator,42
Re-referrals within 12 months - denominator,210
Re-referrals within 12 months - %,20.0
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &["FD05 E10000012 42 210 20"],
        said: &[],
    });
}

#[test]
fn words_of_excuse_below_the_name_of_a_number_take_no_figure_with_them() {
    check(&Case {
        agency: "essex-social-care",
        file: "
indicator,numerator
FD01,610
FD03,awaiting validation
CP06,n/a (none due)
CP01,to be looked at by the team
CP04,none due
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &[
            "FD01 E10000012 610",
            "FD03 E10000012",
            "CP06 E10000012",
            "CP01 E10000012",
            "CP04 E10000012",
        ],
        said: &[
            "B3 symbol-read",
            "B4 symbol-read",
            "B5 number-unreadable",
            "B6 number-unreadable",
        ],
    });
}

#[test]
fn a_row_of_formulas_is_a_row() {
    check(&Case {
        agency: "essex-social-care",
        file: "
indicator,numerator
FD01,310
FD03,=SUM(B2:B4)
FD06,=42
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &["FD01 E10000012 310", "FD03 E10000012", "FD06 E10000012"],
        said: &["B3 number-unreadable", "B4 number-unreadable"],
    });
}

#[test]
fn a_note_may_doubt_its_figure() {
    check(&Case {
        agency: "essex-police",
        file: "
indicator,value,note
MX01,310,Estimated
PL01,5200,includes Southend
PL03,120,Up from Q1
PL07,31,Q1 figure
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &[
            "MX01 E10000012 310",
            "PL01 E10000012 5200",
            "PL03 E10000012 120",
            "PL07 E10000012 31",
        ],
        said: &["B2 comment-on-figure", "B3 comment-on-figure", "B5 comment-on-figure"],
    });
}

#[test]
fn a_score_is_the_product_of_its_factors() {
    check(&Case {
        agency: "board-unit",
        file: "
Risk ref,Risk,Likelihood,Impact,Score
R1,Data come late,3 - Possible,4 - Major,12
R2,Staff leave,4 - Likely,4 - Major,20
R3,Money runs out,2 - Unlikely,5 - Severe,10
",
        feed: "risks",
        columns: &["risk", "likelihood", "impact"],
        rows: &["R1 3 4", "R2 4 4", "R3 2 5"],
        said: &[
            "C2:C4 score-with-word",
            "D2:D4 score-with-word",
            "E3 parts-of-people-disagree",
        ],
    });
}

#[test]
fn cards_have_their_names_above_or_below_them() {
    check(&Case {
        agency: "essex-police",
        file: "
Quarter 2 2026/27,,
Missing episodes (all under-18),,Domestic abuse incidents
310,,5200
▲ 13 on last quarter,,▼ 40 on last quarter
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &["MX01 E10000012 310", "PL01 E10000012 5200"],
        said: &[],
    });
    check(&Case {
        agency: "essex-police",
        file: "
Quarter 2 2026/27
Missing episodes (all under-18)
310

Domestic abuse incidents
5200
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &["MX01 E10000012 310", "PL01 E10000012 5200"],
        said: &[],
    });
    check(&Case {
        agency: "essex-police",
        file: "
Quarter 2 2026/27,,
,,
310,,5200
Missing episodes (all under-18),,Domestic abuse incidents
,,
31,,901
Police protection powers used (section 46),,Child protection notifications sent by police
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &[
            "MX01 E10000012 310",
            "PL01 E10000012 5200",
            "PL07 E10000012 31",
            "PL08 E10000012 901",
        ],
        said: &[],
    });
}

#[test]
fn a_heading_may_have_its_day_behind_it() {
    check(&Case {
        agency: "board-unit",
        file: "
Agency,Financial year,Agreed,Received at 30/09/2026
Essex Police,2026/27,18400,9200
Essex County Council Education,2026/27,5000,5000
",
        feed: "funding",
        columns: &["partner", "year", "pledged", "paid"],
        rows: &[
            "Essex Police 2026-27 18400 9200",
            "Essex County Council Education 2026-27 5000 5000",
        ],
        said: &["D1 heading-near-miss"],
    });
}
