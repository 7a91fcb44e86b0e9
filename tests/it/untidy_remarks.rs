//! Figures that their names, titles and notes say are of another number, another time or another place than they seem.

use crate::untidy_tables::{Case, check};

const FIGURES: &[&str] = &["indicator", "area", "numerator", "denominator", "value"];
const COUNTS: &[&str] = &["indicator", "area", "numerator"];

#[test]
fn a_percentage_under_number_is_no_count() {
    check(&Case {
        agency: "family-wellbeing",
        file: "
Return for Q2 2026/27,
Measure,Number
Initial health assessments within 20 working days (%),75.8
Annual health assessment up to date (%),90
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &["LA06 E10000012   75.8", "LA07 E10000012   90"],
        said: &[],
    });
    check(&Case {
        agency: "essex-social-care",
        file: "
Return for Q2 2026/27,
Measure,Number
Plans ending after two years or more (%),13
FD03 Referrals,210
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &["FD03 E10000012 210"],
        said: &["B3 part-unclear"],
    });
}

#[test]
fn a_number_of_something_is_no_percentage() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Return for Q2 2026/27,
Measure,Q2
Number of plans ending after two years or more,13
FD02 Contacts becoming referrals,21
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &["CP11 E10000012 13", "FD02 E10000012   21"],
        said: &["A3:B3 indicator-near-miss"],
    });
}

#[test]
fn episodes_are_no_percentage_of_children() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Return for Q2 2026/27,
Measure,Q2
Children missing from care - episodes,91
FD03 Referrals,210
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &["FD03 E10000012 210"],
        said: &["B3 part-unclear"],
    });
}

#[test]
fn the_last_month_is_not_its_quarter_unless_it_is_counted_at_the_end() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Indicator,Period,Number
FD03 Referrals,September 2026,502
CP06 Children on a protection plan,September 2026,410
",
        feed: "dashboard",
        columns: COUNTS,
        // In a column of periods the last month is how senders write the quarter.
        rows: &["FD03 E10000012 502", "CP06 E10000012 410"],
        said: &[],
    });
    check(&Case {
        agency: "essex-social-care",
        file: "
\"Children's services, September 2026\",
Figure,Number
FD03 Referrals,502
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &[],
        said: &["A1:B3 not-a-quarter"],
    });
    for title in ["Quarter ending September 2026", "Quarterly return, September 2026"] {
        let file = format!("\"{title}\",\nFigure,Number\nFD03 Referrals,502\n");
        check(&Case {
            agency: "essex-social-care",
            file: Box::leak(file.into_boxed_str()),
            feed: "dashboard",
            columns: COUNTS,
            rows: &["FD03 E10000012 502"],
            said: &[],
        });
    }
}

#[test]
fn what_is_open_in_the_middle_of_a_quarter_is_not_what_is_open_at_its_end() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Children in need at 31 August 2026,
Measure,Number
Children in need at quarter end,5870
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &[],
        said: &["A1:B3 not-a-quarter"],
    });
}

#[test]
fn a_total_beside_its_rate_is_the_count() {
    check(&Case {
        agency: "essex-social-care",
        file: "
\"FD03 Referrals, Q2 2026/27\",,
District,Total,\"Rate per 1,000 children\"
Basildon,34,20
Harlow,32,22
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &["FD03 E07000066 34", "FD03 E07000073 32"],
        said: &[],
    });
    check(&Case {
        agency: "essex-social-care",
        file: "
Return for Q2 2026/27,,
Indicator,Number,\"Rate per 1,000\"
AS04 Children in need rate,5870,18.3
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &["AS04 E10000012 5870"],
        said: &["C3 unit-differs"],
    });
}

#[test]
fn a_note_below_the_table_may_doubt_all_figures() {
    for (note, kind) in [
        ("All figures relate to Quarter 1 2026/27", "A4 note-on-figures"),
        (
            "Note: figures are for July and August only; September not yet available",
            "A4 note-on-figures",
        ),
        (
            "September figures not available at time of return",
            "A4 note-on-figures",
        ),
        ("Figures include 40 Southend cases", "A4 note-on-figures"),
        ("Figures for Q1 have been revised", ""),
        ("Data are from the case system", ""),
    ] {
        let file = format!("Measure,Q2 2026/27\nFD03 Referrals,502\n,\n\"{note}\",\n");
        let said: &[&str] = if kind.is_empty() {
            &[]
        } else {
            Box::leak(Box::new([kind]))
        };
        check(&Case {
            agency: "essex-social-care",
            file: Box::leak(file.into_boxed_str()),
            feed: "dashboard",
            columns: COUNTS,
            rows: &["FD03 E10000012 502"],
            said,
        });
    }
    check(&Case {
        agency: "essex-social-care",
        file: "
Measure,Q2 2026/27
FD03 Referrals,502

* cumulative since 1 April
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &[],
        said: &["A2:B2 year-to-date"],
    });
}

#[test]
fn a_note_beside_a_figure_may_correct_it() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Return for Q2 2026/27,,
Measure,Number,Comment
FD03 Referrals,502,Typing error: should be 520
CP06 Children on a protection plan,410,figure for 31 July
FD01 Contacts,1990,August missing
CP01 Section 47 enquiries started,343,Plans should be reviewed by 2 panels
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &[
            "FD03 E10000012 502",
            "CP06 E10000012 410",
            "FD01 E10000012 1990",
            "CP01 E10000012 343",
        ],
        said: &["B3 comment-on-figure", "B4 comment-on-figure", "B5 comment-on-figure"],
    });
}

#[test]
fn a_title_may_say_weeks_or_another_place() {
    check(&Case {
        agency: "wellbeing-service",
        file: "
EWMHS Q2 2026/27 - waits are in weeks,
Measure,Result
EWMHS median wait to assessment,10
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &["HE07 E10000012   70"],
        said: &["B3 unit-differs"],
    });
    check(&Case {
        agency: "wellbeing-service",
        file: "
EWMHS Harlow locality Q2 2026/27,
Measure,Number
EWMHS referrals received,255
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &["HE04 E07000073 255"],
        said: &[],
    });
}

#[test]
fn sites_called_after_towns_are_no_areas() {
    check(&Case {
        agency: "mid-south-hospitals",
        file: "
Site,Indicator,Period,Numerator,Denominator
Basildon,Appointments where a child was not brought (%),Q2 2026/27,400,5000
Chelmsford,Appointments where a child was not brought (%),Q2 2026/27,250,2900
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &[],
        said: &["A2:E2 area-unknown", "A3:E3 area-unknown"],
    });
}

#[test]
fn a_name_that_says_the_opposite_is_not_taken() {
    check(&Case {
        agency: "mid-south-hospitals",
        file: "
Return for Q2 2026/27,
Measure,Q2
Appointments where a child was brought (%),91.6
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &[],
        said: &["A3:B3 indicator-unknown"],
    });
    check(&Case {
        agency: "essex-police",
        file: "
Return for Q2 2026/27,
Measure,Number
\"Knife crime, over 18s\",41
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &[],
        said: &["A3:B3 indicator-unknown"],
    });
}

#[test]
fn what_a_list_itself_calls_a_total_is_no_sum() {
    check(&Case {
        agency: "essex-lado",
        file: "
LADO timeliness Q2 2026/27,
Measure,Number
Concluded within 1 month,96
Concluded within 3 months,125
Total concluded,140
",
        feed: "lado-timeliness",
        columns: &["measure", "count"],
        rows: &["concluded_1_month 96", "concluded_3_months 125", "concluded 140"],
        said: &[],
    });
}

#[test]
fn two_numbers_in_a_cell_are_an_answer_that_cannot_be_read() {
    check(&Case {
        agency: "colchester-council",
        file: "
Colchester City Council Q2 2026/27,
Measure,Number
Homeless 16-17 year olds presenting,3 + 1 pending
Families with children in B&B over six weeks,0 or 1
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &["HO01 E07000071", "HO03 E07000071"],
        said: &["A1:B4 area-assumed", "B3 number-unreadable", "B4 number-unreadable"],
    });
}

#[test]
fn what_was_open_at_the_beginning_is_not_what_is_open_at_the_end() {
    check(&Case {
        agency: "board-unit",
        file: "
Board team Q2 2026/27,,,,
Measure,Opening,New,Closed,Closing
Case reviews open,3,2,1,4
E-bulletin subscribers,3592,80,31,3641
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &[],
        said: &[
            "C2:C4 heading-unknown",
            "D2:D4 heading-unknown",
            "E2:E4 heading-unknown",
        ],
    });
}

#[test]
fn figures_of_a_council_without_an_area_are_those_of_its_own() {
    check(&Case {
        agency: "colchester-council",
        file: "
Measure,Q2 2026/27
Homeless 16-17 year olds presenting,1
Families with children in B&B over six weeks,2
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &["HO01 E07000071 1", "HO03 E07000071 2"],
        said: &["A1:B3 area-assumed"],
    });
}
