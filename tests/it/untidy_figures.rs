//! Figures of the dashboard as overworked people send them: what the table around a figure says of it, and what it does not.

use crate::untidy_tables::{Case, check};

const FIGURES: &[&str] = &["indicator", "area", "period", "numerator", "denominator", "value"];
const COUNTS: &[&str] = &["indicator", "area", "numerator"];

#[test]
fn a_key_of_several_signs_gives_each_its_own_meaning() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Referrals Q2 2026/27,
District,FD03 Referrals
Basildon,¤
Harlow,-
Maldon,[x]
Braintree,9
\"Key: - = none; [x] = withheld, two to six children. ¤ means 1 to 3\",
",
        feed: "dashboard",
        columns: &["area", "numerator", "numerator_low", "numerator_high"],
        rows: &["E07000066  1 3", "E07000073 0", "E07000074  2 6", "E07000067 9"],
        said: &["B3 symbol-read", "B4 word-read-as-zero", "B5 symbol-read"],
    });
}

#[test]
fn a_remark_beside_a_figure_that_it_runs_from_april_is_heeded() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Indicator,Period,Value,Notes
FD01,2026-27 Q2,610,Cumulative since 1 April; no split by quarter
FD03,2026-27 Q2,210,YTD 433
CP06,2026-27 Q2,410,Cumulative
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &["FD03 E10000012 210", "CP06 E10000012 410"],
        said: &["A2:C2 year-to-date"],
    });
}

#[test]
fn a_note_that_explains_a_heading_says_nothing_of_the_other_columns() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Quarter 2 runs July to September 2026. YTD covers April to September 2026.,,
Measure,Q2 2026/27,YTD 2026/27
FD01 Contacts,310,600
FD03 Referrals,210,430
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &["FD01 E10000012 310", "FD03 E10000012 210"],
        said: &[],
    });
}

#[test]
fn what_sums_the_months_is_the_quarter() {
    for head in ["Quarter", "Total", "Q2 2026/27 total", "Qtr total"] {
        let file = format!("Return for Q2 2026/27,,,,\nMeasure,July,August,September,{head}\nFD03 Referrals,3,4,2,9\n");
        check(&Case {
            agency: "essex-social-care",
            file: Box::leak(file.into_boxed_str()),
            feed: "dashboard",
            columns: FIGURES,
            rows: &["FD03 E10000012 2026-27 Q2 9"],
            said: &[],
        });
    }
    check(&Case {
        agency: "essex-social-care",
        file: "
Return for Q2 2026/27,,,,
Measure,July,August,September,Total
FD03 Referrals,30,40,20,80
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &["FD03 E10000012 80"],
        said: &["E3 parts-disagree"],
    });
    // From April to September no quarter is summed.
    check(&Case {
        agency: "essex-social-care",
        file: "
Return for Q2 2026/27,,,,,,,
Measure,Apr,May,Jun,Jul,Aug,Sep,Total
FD03 Referrals,30,40,20,80,70,60,300
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &[],
        said: &[
            "B2:B3 not-a-quarter",
            "C2:C3 not-a-quarter",
            "D2:D3 not-a-quarter",
            "E2:E3 not-a-quarter",
            "F2:F3 not-a-quarter",
            "G2:G3 not-a-quarter",
        ],
    });
}

#[test]
fn months_down_the_side_are_left_beside_their_quarter() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Month,FD01 Contacts,FD03 Referrals
Jul-26,100,*
Aug-26,110,*
Sep-26,120,*
Quarter 2,330,<8
",
        feed: "dashboard",
        columns: &["indicator", "period", "numerator", "numerator_high"],
        rows: &["FD01 2026-27 Q2 330", "FD03 2026-27 Q2  7"],
        said: &[],
    });
    // The month of one thing is no month beside the quarter of another.
    check(&Case {
        agency: "essex-social-care",
        file: "
indicator,period,value
FD01,August 2026,100
FD03,August 2026,70
FD03,2026-27 Q2,210
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &["FD03 E10000012 210"],
        said: &["B2:C2 not-a-quarter"],
    });
}

#[test]
fn a_subtotal_is_held_against_its_own_districts() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Looked after Q2 2026/27,
District,LA01 Children looked after
Colchester,30
Tendring,20
North quadrant total,60
Harlow,10
Epping Forest,12
Uttlesford,5
West quadrant total,27
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &[
            "LA01 E07000071 30",
            "LA01 E07000076 20",
            "LA01 E07000073 10",
            "LA01 E07000072 12",
            "LA01 E07000077 5",
            "LA01 essex-west 27",
        ],
        said: &["B5 total-disagrees"],
    });
}

#[test]
fn a_total_beside_a_number_and_its_share_is_what_the_number_is_out_of() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Indicator,Period,Number,Total,%
FD02,2026-27 Q2,25,110,22.7
FD06,2026-27 Q2,6,60,10
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &[
            "FD02 E10000012 2026-27 Q2 25 110 22.7",
            "FD06 E10000012 2026-27 Q2 6 60 10",
        ],
        said: &[],
    });
}

#[test]
fn a_total_that_sums_nothing_beside_it_is_said() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Indicator,Period,Number,Total
FD02,2026-27 Q2,25,110
FD06,2026-27 Q2,6,60
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &["FD02 E10000012 2026-27 Q2 25", "FD06 E10000012 2026-27 Q2 6"],
        said: &["D1:D3 heading-unknown"],
    });
    check(&Case {
        agency: "essex-social-care",
        file: "
Looked after children Q2 2026/27,,,
District,Boys,Girls,Total
Basildon,10,12,22
Harlow,8,9,17
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &["LA01 E07000066 22", "LA01 E07000073 17"],
        said: &["B2:B4 label-unknown", "C2:C4 label-unknown"],
    });
}

#[test]
fn a_whole_number_under_what_a_percentage_calls_its_number_is_that_number() {
    check(&Case {
        agency: "wellbeing-service",
        file: "
Waits Q2 2026/27,,
Area,Assessed in 12 weeks,EWMHS assessments within 12 weeks (%)
Essex,50,83%
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &["HE06 E10000012 2026-27 Q2 50  83"],
        said: &[],
    });
}

#[test]
fn names_with_the_word_for_a_number_hold_that_number() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Return for Q2 2026/27,
Measure,Q2 2026/27
Re-referrals within 12 months: number,25
Re-referrals within 12 months: out of (all referrals),110
Re-referrals within 12 months: %,22.7%
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &["FD05 E10000012 2026-27 Q2 25 110 22.7"],
        said: &[],
    });
}

#[test]
fn a_pivot_with_two_filters_and_its_own_names_of_fields_is_read() {
    check(&Case {
        agency: "wellbeing-service",
        file: "
Quarter,2026/27 Q2,,
Team,(All),,
,,,
Row Labels,Sum of EWMHS referrals received,Sum of Assessed in 12 weeks,Sum of Assessments completed,EWMHS assessments within 12 weeks (%)
Essex,310,50,60,83.3%
Southend,40,9,10,90%
Thurrock,50,8,10,80%
Grand Total,400,67,80,83.8%
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &[
            "HE04 E10000012 2026-27 Q2 310",
            "HE06 E10000012 2026-27 Q2 50 60 83.3",
            "HE04 E06000033 2026-27 Q2 40",
            "HE06 E06000033 2026-27 Q2 9 10 90",
            "HE04 E06000034 2026-27 Q2 50",
            "HE06 E06000034 2026-27 Q2 8 10 80",
            "HE04 set-footprint 2026-27 Q2 400",
            "HE06 set-footprint 2026-27 Q2 67 80 83.8",
        ],
        said: &[],
    });
}

#[test]
fn weeks_under_an_indicator_of_days_are_turned_into_days_and_said() {
    check(&Case {
        agency: "wellbeing-service",
        file: "
Waits Q2 2026/27,
Area,Median wait to assessment (weeks)
Essex,6
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &["HE07 E10000012 2026-27 Q2   42"],
        said: &["B3 unit-differs"],
    });
}

#[test]
fn a_title_that_only_nearly_names_an_indicator_is_taken_where_nothing_else_names_any() {
    check(&Case {
        agency: "essex-education",
        file: "
Children electivly home educated
District,Q2 2026/27
Harlow,17
Maldon,18
",
        feed: "dashboard",
        columns: &["area", "numerator"],
        rows: &["E07000073 17", "E07000074 18"],
        said: &["A1:B4 indicator-near-miss"],
    });
}

#[test]
fn a_rate_is_not_taken_for_the_count_that_it_is_of() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Measure,Q2 2026/27
Children looked after,1100
\"Looked after children - rate per 10,000\",34.8
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &["LA01 E10000012 2026-27 Q2 1100", "LA02 E10000012 2026-27 Q2   34.8"],
        said: &[],
    });
}

#[test]
fn the_council_in_a_longer_title_gives_the_area() {
    check(&Case {
        agency: "chelmsford-council",
        file: "
\"Housing options team, Chelmsford City Council\",
Q2 2026/27,
Measure,Number
HO01 Homeless 16 and 17 year olds presenting,8
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &["HO01 E07000070 8"],
        said: &["A1:B4 area-assumed"],
    });
}

#[test]
fn a_year_beside_the_quarter_needs_no_word() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Measure,Q2 2026/27,Cumulative 2026/27,2025/26 outturn,Guidance
FD01 Contacts,310,600,1200,300
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &["FD01 E10000012 310"],
        said: &[],
    });
}

#[test]
fn referrals_by_referrer_are_the_lados_own() {
    check(&Case {
        agency: "essex-lado",
        file: "
Who referred in Q2 2026/27,
Referred by,Number
Education,12
Police,5
Health,4
",
        feed: "lado-referrals",
        columns: &["referrer", "count"],
        rows: &["Education 12", "Police 5", "Health 4"],
        said: &[],
    });
}

#[test]
fn a_list_of_timeliness_without_headings_is_read() {
    check(&Case {
        agency: "essex-lado",
        file: "
LADO timeliness Q2 2026/27,,
,,
Cases closed,,344
Closed within 1 month,,235
Closed within 3 months,,306
Closed within 12 months,,341
",
        feed: "lado-timeliness",
        columns: &["measure", "count"],
        rows: &[
            "concluded 344",
            "concluded_1_month 235",
            "concluded_3_months 306",
            "concluded_12_months 341",
        ],
        said: &[],
    });
}

#[test]
fn a_name_that_says_it_is_of_the_quarter_is_the_same_name() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Measure,Q2 2026/27
Children looked after at quarter end,1100
Referrals in the period,210
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &["LA01 E10000012 1100", "FD03 E10000012 210"],
        said: &[],
    });
}

#[test]
fn a_name_beside_the_words_nil_return_is_none_and_needs_no_headings() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Return for Q2 2026/27,
,
FD03 Referrals,NIL RETURN
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &["FD03 E10000012 0"],
        said: &["B3 return-nil", "B3 word-read-as-zero"],
    });
}

#[test]
fn a_bare_noun_under_a_title_that_says_which_of_them_is_not_all_of_them() {
    check(&Case {
        agency: "essex-social-care",
        file: "
\"Assessments where child criminal exploitation was a factor, July - Sept 2026\",
,
District,Assessments
Basildon,18
Harlow,17
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &["MX10 E07000066 18", "MX10 E07000073 17"],
        said: &[],
    });
    check(&Case {
        agency: "essex-social-care",
        file: "
\"Assessments without any visit, July - Sept 2026\",
,
District,Assessments
Basildon,18
Harlow,17
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &[],
        said: &[" form-not-filled", "B4:B5 row-not-read"],
    });
    check(&Case {
        agency: "essex-social-care",
        file: "
\"Assessments in July - Sept 2026\",
,
District,Assessments
Basildon,18
Harlow,17
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &["AS02 E07000066 18", "AS02 E07000073 17"],
        said: &[],
    });
}

#[test]
fn counts_under_number_are_no_questions_of_an_audit() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Children subject to a child protection plan at 30 September 2026,,,
Quadrant,District,Number,Rate per 10000 under 18
Mid,Braintree,63,18.5
Mid,Chelmsford,98,24.6
Mid,Maldon,29,23.1
North,Colchester,104,24.5
",
        feed: "s11-answers",
        columns: &["question"],
        rows: &[],
        said: &[],
    });
}
