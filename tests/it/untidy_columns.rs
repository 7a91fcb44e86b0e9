//! Columns whose headings mean something else than they seem to: months and their quarter, numbers of lines, counts beside their base.

use crate::untidy_tables::{Case, check};

const FIGURES: &[&str] = &["indicator", "area", "period", "numerator", "denominator", "value"];
const COUNTS: &[&str] = &["indicator", "area", "numerator"];

#[test]
fn months_beside_their_quarter_are_none_and_without_it_they_make_it() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Figure,Jul-26,Aug-26,Sep-26,Qtr total,Last quarter
FD03 Referrals,30,40,20,90,80
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &["FD03 E10000012 90"],
        said: &[],
    });
    check(&Case {
        agency: "essex-social-care",
        file: "
Figure,Jul-26,Aug-26,Sep-26
FD03 Referrals,30,40,20
CP06 Children on a protection plan,300,310,305
FD02 Contacts that become referrals (%),20,25,30
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &["FD03 E10000012 90", "CP06 E10000012 305"],
        said: &["B2:D2 period-loose", "B4:D4 not-a-quarter", "D3 period-loose"],
    });
}

#[test]
fn a_sum_that_does_not_apply_leaves_the_last_month() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Return for Q2 2026/27,,,,,
Figure,Jul,Aug,Sep,Mean,Total
FD03 Referrals,30,40,20,30,90
CP06 Children on a protection plan,300,310,305,305,n/a
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &["FD03 E10000012 90", "CP06 E10000012 305"],
        said: &["D4 period-loose"],
    });
}

#[test]
fn a_table_for_each_month_is_of_no_quarter_though_all_say_the_same() {
    check(&Case {
        agency: "essex-social-care",
        file: "
July 2026,
Figure,Number
FD03 Referrals,4
,
August 2026,
Figure,Number
FD03 Referrals,4
,
September 2026,
Figure,Number
FD03 Referrals,4
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &[],
        said: &["A1:B3 not-a-quarter", "A5:B7 not-a-quarter", "A9:B11 not-a-quarter"],
    });
}

#[test]
fn numbers_of_lines_with_gaps_are_no_counts() {
    for head in ["No.", "#", "Line", "KPI no"] {
        let file =
            format!("{head},Figure,Q2 2026/27\n4,FD03 Referrals,210\n9,CP06 Children on a protection plan,300\n");
        check(&Case {
            agency: "essex-social-care",
            file: Box::leak(file.into_boxed_str()),
            feed: "dashboard",
            columns: COUNTS,
            rows: &["FD03 E10000012 210", "CP06 E10000012 300"],
            said: &[],
        });
    }
}

#[test]
fn of_two_counts_the_percentage_beside_them_tells_the_base() {
    check(&Case {
        agency: "essex-social-care",
        file: "
FD06 Referrals ending in no further action (%) in Q2 2026/27,,,
Area,No. of records,No. closed,%
Basildon,200,50,25.0
Harlow,80,40,50.0
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &[
            "FD06 E07000066 2026-27 Q2 50 200 25",
            "FD06 E07000073 2026-27 Q2 40 80 50",
        ],
        said: &[],
    });
}

#[test]
fn of_provisional_and_final_figures_the_final_ones_stand() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Figure,Q2 2026/27 draft,Q2 2026/27 validated
FD03 Referrals,210,214
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &["FD03 E10000012 214"],
        said: &["B1:B2 heading-twice"],
    });
    check(&Case {
        agency: "essex-social-care",
        file: "
Figure,Q2 2026/27,Qtr 2 2026/27
FD03 Referrals,210,214
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &[],
        said: &["B1:B2 heading-twice", "C1:C2 heading-twice"],
    });
}

#[test]
fn two_quarters_in_one_time_are_none() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Figure,Period,Number
FD03 Referrals,Q2 2026/27 (April to June 2026),210
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &[],
        said: &["B2:C2 not-a-quarter"],
    });
    check(&Case {
        agency: "essex-social-care",
        file: "
\"Children's figures, Quarter 2 2026/27 (1 April - 30 June 2026)\",
Figure,Number
FD03 Referrals,210
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &[],
        said: &["A1:B3 not-a-quarter"],
    });
}

#[test]
fn a_note_may_say_another_time() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Return for Q2 2026/27,,
Figure,Number,Note
CP06 Children on a protection plan,300,position at 30 June 2026
FD03 Referrals,210,April to September
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &["CP06 E10000012 300", "FD03 E10000012 210"],
        said: &["B3 comment-on-figure", "B4 comment-on-figure"],
    });
}

#[test]
fn one_word_is_what_its_sender_is_asked_for() {
    check(&Case {
        agency: "essex-lado",
        file: "
Figure,Q2 2026/27
Referrals,402
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &["LD02 E10000012 402"],
        said: &["A2:B2 indicator-near-miss"],
    });
}

#[test]
fn categories_of_abuse_are_no_allegations_without_a_word_of_them() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Children subject to a child protection plan at 30 September 2026,
Category of abuse,Number
Neglect,49
Emotional abuse,58
Physical abuse,12
",
        feed: "lado-referrals",
        columns: &["concern", "count"],
        rows: &[],
        said: &[
            "A3:B3 indicator-near-miss",
            "A3:B3 label-unknown",
            "A4:B4 indicator-near-miss",
            "A4:B4 label-unknown",
            "A5:B5 indicator-near-miss",
            "A5:B5 label-unknown",
        ],
    });
}

#[test]
fn bands_of_closed_cases_are_not_open_ones() {
    check(&Case {
        agency: "essex-lado",
        file: "
\"How long it took to close allegations, Q2 2026/27\",
Time taken,Number
Within 1 month,38
Over 12 months,6
Total closed,60
",
        feed: "lado-timeliness",
        columns: &["measure", "count"],
        rows: &["concluded_1_month 38", "concluded 60"],
        said: &["A4:B4 code-not-taken"],
    });
}

#[test]
fn names_beneath_one_number_are_whose_parts_of_it_they_are_or_nothing() {
    let columns = &["session", "agency", "date", "capacity", "attended"];
    check(&Case {
        agency: "board-training",
        file: "
Session ref,Course title,Date,Capacity,Delegates attended,,
,,,,Police,Health,Social care
S1,Neglect,2026-07-08,25,3,5,6
S2,Exploitation,2026-08-12,25,1,4,7
",
        feed: "training-sessions",
        columns,
        rows: &["S1  2026-07-08 25", "S2  2026-08-12 25"],
        said: &["E2 heading-unknown", "F2 heading-unknown", "G2 heading-unknown"],
    });
    check(&Case {
        agency: "board-training",
        file: "
Session ref,Course title,Date,Capacity,Delegates attended,
,,,,Essex Police,EWMHS
S1,Neglect,2026-07-08,25,3,5
",
        feed: "training-sessions",
        columns,
        rows: &[
            "S1 essex-police 2026-07-08 25 3",
            "S1 wellbeing-service 2026-07-08 25 5",
        ],
        said: &[],
    });
}

#[test]
fn what_a_name_counts_is_no_other_thing_that_it_speaks_of() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Figure,Q2 2026-27
Missing from care: number of episodes,44
Missing from care: number of children,31
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &["LA11 E10000012 31"],
        said: &["A2:B2 label-unknown"],
    });
}

#[test]
fn a_name_that_is_near_is_none_where_the_name_itself_stands_below_or_above() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Figure,Q2 2026-27
Children looked after,1100
Children looked after and moved house,31
Children on a protection plan,512
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &["LA01 E10000012 1100", "CP06 E10000012 512"],
        said: &["A3:B3 label-unknown"],
    });
}

#[test]
fn several_quarters_in_one_figure_are_none_of_them() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Figure,Q1 + Q2 2026-27,Q2 2026-27
FD03 Referrals,170,90
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &["FD03 E10000012 90"],
        said: &[],
    });
}

#[test]
fn a_name_that_ends_in_the_sign_is_the_share_though_it_begins_with_its_base() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Figure,Q2 2026-27
Care leavers (19-21) in suitable accommodation (%),88.3
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &["LA13 E10000012 2026-27 Q2   88.3"],
        said: &[],
    });
}

#[test]
fn an_age_that_the_name_has_not_is_of_other_people() {
    check(&Case {
        agency: "mid-south-hospitals",
        file: "
Figure,Q2 2026-27
A&E attendances for self-harm (18 to 24),201
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &[],
        said: &["A2:B2 label-unknown"],
    });
}
