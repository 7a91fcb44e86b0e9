//! Figures whose labels only their neighbours explain.

use crate::untidy_tables::{Case, check};

const FIGURES: &[&str] = &["indicator", "area", "numerator", "denominator", "value"];
const COUNTS: &[&str] = &["indicator", "area", "numerator"];

#[test]
fn a_corner_beside_all_other_quadrants_is_the_one_that_is_left() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Return for Q2 2026/27,
Quadrant,FD03 Referrals
Mid,16
North,17
West,18
SE Essex,19
Whole county,70
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &[
            "FD03 essex-mid 16",
            "FD03 essex-north 17",
            "FD03 essex-west 18",
            "FD03 essex-south 19",
            "FD03 E10000012 70",
        ],
        said: &["A6:B6 area-near-miss"],
    });
    check(&Case {
        agency: "essex-social-care",
        file: "
Return for Q2 2026/27,,,,
Measure,Mid,North,West,S.E.
FD03 Referrals,16,17,18,19
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &[
            "FD03 essex-mid 16",
            "FD03 essex-north 17",
            "FD03 essex-west 18",
            "FD03 essex-south 19",
        ],
        said: &["E2:E3 area-near-miss"],
    });
}

#[test]
fn a_dash_where_a_count_has_no_share_leaves_the_count() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Return for Q2 2026/27,,,
Measure,Number,Out of,%
FD03 Referrals,210,–,–
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &["FD03 E10000012 210"],
        said: &["C3 dash-unclear"],
    });
}

#[test]
fn a_name_in_a_list_of_strangers_is_one_of_the_list() {
    check(&Case {
        agency: "essex-lado",
        file: "
Return for Q2 2026/27,
Who told us,Referrals
Hospitals,11
Children's social care,12
Charities,13
Neighbours,14
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &[],
        said: &["A3:B3 label-unknown", "A4:B4 label-unknown", "A5:B5 label-unknown"],
    });
}

#[test]
fn a_median_in_the_column_of_numbers_is_the_median() {
    check(&Case {
        agency: "wellbeing-service",
        file: "
Return for Q2 2026/27,,,
Measure,Volume,Of,%
HE06 EWMHS assessments within 12 weeks,80,100,80%
HE07 EWMHS median wait to assessment (days),31,,
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &["HE06 E10000012 80 100 80", "HE07 E10000012   31"],
        said: &[],
    });
}

#[test]
fn a_council_of_two_words_over_a_table_gives_the_area() {
    check(&Case {
        agency: "chelmsford-council",
        file: "
Castle Point BC: homelessness return,
Q2 2026/27,
Measure,Number
HO01 Homeless 16-17 year olds presenting,7
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &["HO01 E07000069 7"],
        said: &["A1:B4 area-assumed"],
    });
}
