//! Layouts that say one thing in two places: a title and its rows, a pivot and its indents, a key and its letters.

use crate::untidy_tables::{Case, check};

const FIGURES: &[&str] = &["indicator", "area", "period", "numerator", "denominator", "value"];

#[test]
fn the_rows_of_a_table_complete_its_title() {
    check(&Case {
        agency: "essex-social-care",
        file: "
\"What was found in assessments, by factor\",,
Q2 2026/27,,
Kind of factor,Cases,% of all
Parental alcohol misuse,120,12.0
Gangs,37,3.7
Neglect,300,30.0
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &[
            "AM03 E10000012 2026-27 Q2 120  12",
            "MX09 E10000012 2026-27 Q2 37  3.7",
            "EH04 E10000012 2026-27 Q2 300  30",
        ],
        said: &[
            "A4:C4 indicator-near-miss",
            "A5:C5 indicator-near-miss",
            "A6:C6 indicator-near-miss",
        ],
    });
}

#[test]
fn what_is_neither_the_count_nor_the_rate_of_a_name_is_its_base() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Measure,Q2 2026/27
Private fostering visits in timescale: number,18
Private fostering visits in timescale: all visits that fell due,20
Private fostering visits in timescale: %,90%
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &["PF02 E10000012 2026-27 Q2 18 20 90"],
        said: &[],
    });
}

#[test]
fn a_count_its_base_and_its_rate_stand_in_one_cell() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Measure,Q2 2026/27
Private fostering visits in timescale (%),18 of 20 (90%)
Contacts that become referrals (%),40% (40/100)
Re-referrals within 12 months (%),18 of 20 (75%)
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &[
            "PF02 E10000012 2026-27 Q2 18 20 90",
            "FD02 E10000012 2026-27 Q2 40 100 40",
            "FD05 E10000012 2026-27 Q2",
        ],
        said: &["B2 symbol-read", "B3 symbol-read", "B4 number-unreadable"],
    });
}

#[test]
fn a_pivot_with_two_lists_in_one_column_is_unfolded() {
    check(&Case {
        agency: "essex-lado",
        file: "
Quarter,Q2 2026/27,,
,,,
Number of referrals,Threshold,,
Sector / concern,Met,Not met,Total
Education,5,6,12
   Physical,3,4,7
   Sexual,2,2,4
Health,3,3,6
   Physical,1,2,3
   Sexual,2,1,3
Grand total,8,9,18
",
        feed: "lado-referrals",
        columns: &["sector", "concern", "threshold", "count"],
        rows: &[
            "Education Physical Met 3",
            "Education Physical Not met 4",
            "Education Sexual Met 2",
            "Education Sexual Not met 2",
            "Health Physical Met 1",
            "Health Physical Not met 2",
            "Health Sexual Met 2",
            "Health Sexual Not met 1",
        ],
        said: &["D11 parts-disagree", "D5 parts-disagree"],
    });
}

#[test]
fn letters_under_days_say_by_their_key_who_came() {
    check(&Case {
        agency: "board-unit",
        file: "
Strategy Board: register for 2026/27,,
Key: / = came; D = sent a deputy; N = did not come,,
Member,2026-07-14,2026-09-22
Essex Police,/,D
Education Access,N,/
",
        feed: "attendance",
        columns: &["meeting", "date", "agency", "invited", "attended", "represented"],
        rows: &[
            "Strategy Board 2026-07-14 essex-police 1 1 0",
            "Strategy Board 2026-09-22 essex-police 1 0 1",
            "Strategy Board 2026-07-14 essex-education 1 0 0",
            "Strategy Board 2026-09-22 essex-education 1 1 0",
        ],
        said: &["A1 name-from-title"],
    });
}

#[test]
fn blocks_of_an_audit_are_each_of_the_agency_above_them() {
    check(&Case {
        agency: "board-unit",
        file: "
Multi-agency audit: First visits 2026,,
\"Key: 4 = outstanding, 3 = good, 2 = requires improvement, 1 = inadequate\",,
,,
Agency: Essex Police,,
Looked at,Case 7A,Case 8B
Assessment,4,3
Plan,2,1
,,
Agency: Education Access,,
Looked at,Case 7A,Case 8B
Assessment,1,2
Plan,3,4
",
        feed: "case-audits",
        columns: &["audit", "case", "agency", "domain", "grade"],
        rows: &[
            "First visits 2026 7A essex-police assessment outstanding",
            "First visits 2026 8B essex-police assessment good",
            "First visits 2026 7A essex-police plan requires improvement",
            "First visits 2026 8B essex-police plan inadequate",
            "First visits 2026 7A essex-education assessment inadequate",
            "First visits 2026 8B essex-education assessment requires improvement",
            "First visits 2026 7A essex-education plan good",
            "First visits 2026 8B essex-education plan outstanding",
        ],
        said: &["A1 name-from-title"],
    });
}

#[test]
fn the_people_of_a_session_must_fit_as_those_of_the_others_do() {
    check(&Case {
        agency: "board-training",
        file: "
Session ref,Course,Date,Places,Agency,Registered,Attended,Cancelled,No show,Walk in
T1,Early help,2026-07-07,30,Essex Police,9,8,0,1,0
T1,Early help,2026-07-07,30,Education Access,8,7,1,1,1
T2,Neglect,2026-08-04,30,Essex Police,7,3,1,1,0
T2,Neglect,2026-08-04,30,Education Access,6,6,0,0,0
",
        feed: "training-sessions",
        columns: &["session", "agency", "registered", "attended"],
        rows: &[
            "T1 essex-police 9 8",
            "T1 essex-education 8 7",
            "T2 essex-police 7 3",
            "T2 essex-education 6 6",
        ],
        said: &["D4:J4 parts-of-people-disagree"],
    });
}

#[test]
fn a_sum_beside_parts_that_nobody_knows_is_the_figure_of_its_area() {
    check(&Case {
        agency: "essex-social-care",
        file: "
District,Team,FD03 Referrals
Basildon,Red,10
,Blue,15
,Both teams,25
Harlow,Red,4
,Blue,5
,Both teams,9
",
        feed: "dashboard",
        columns: &["indicator", "area", "numerator"],
        rows: &["FD03 E07000066 25", "FD03 E07000073 9"],
        said: &["A3:A7 filled-down"],
    });
}
