//! Figures whose titles, headings, signs and neighbours say that they are of another kind than they seem.

use crate::untidy_tables::{Case, check};

const FIGURES: &[&str] = &["indicator", "area", "numerator", "denominator", "value"];

fn of_care(file: &'static str, rows: &'static [&'static str], said: &'static [&'static str]) -> Case {
    Case {
        agency: "essex-social-care",
        file,
        feed: "dashboard",
        columns: FIGURES,
        rows,
        said,
    }
}

#[test]
fn under_a_title_of_rates_no_figure_is_a_count() {
    check(&of_care(
        "
\"Q2 2026-27 rates per 10,000 children\",
Measure,Q2
Children looked after,37
",
        &["LA01 E10000012"],
        &["B3 unit-differs"],
    ));
}

#[test]
fn under_a_percentage_nothing_is_a_count_and_without_one_no_count_is_a_percentage() {
    check(&of_care(
        "
Measure,Q2 2026-27 %
Child protection reviews on time,95
Children looked after,37
",
        &["CP12 E10000012   95", "LA01 E10000012"],
        &["B3 percent-in-count"],
    ));
    check(&of_care(
        "
Measure,Q2 2026-27
Children looked after,1110
Children with three or more placements,97
",
        &["LA01 E10000012 1110"],
        &["B3 part-unclear"],
    ));
}

#[test]
fn signs_behind_names_lead_to_notes_that_doubt_them() {
    check(&of_care(
        "
Measure,Q2 2026-27
FD03 Referrals*,210
FD01 Contacts**,310

* includes Southend and Thurrock
** estimated
",
        &["FD03 E10000012 210", "FD01 E10000012 310"],
        &["B2 comment-on-figure", "B3 comment-on-figure"],
    ));
}

#[test]
fn quarters_that_run_on_past_the_folders_are_not_taken_for_last_years() {
    check(&of_care(
        "
Measure,Q1,Q2,Q3
FD03 Referrals,200,210,220
",
        &["FD03 E10000012 200", "FD03 E10000012 210"],
        &["B2 earlier-quarter-added", "D1:D2 period-unreadable"],
    ));
}

#[test]
fn a_word_that_makes_another_figure_of_a_name_makes_it_unknown() {
    check(&Case {
        agency: "essex-police",
        file: "
Measure,Q2 2026-27
Police protection powers refused,12
MX01 Missing episodes,210
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &["MX01 E10000012 210"],
        said: &["A2:B2 indicator-unknown"],
    });
}
