//! Rows that must keep all that tells them from one another, however their headings stand, and figures that can hardly be: each
//! read with what a careful person would see, or said where it stands.

use crate::untidy_tables::{Case, check};

const LADO: &[&str] = &["sector", "concern", "threshold", "count"];
const FIGURES: &[&str] = &["indicator", "period", "numerator", "denominator", "value"];
const ANSWERS: &[&str] = &["question", "self_grade"];

#[test]
fn concerns_under_their_threshold_keep_both_and_every_total_is_held_against_them() {
    check(&Case {
        agency: "essex-lado",
        file: "
Allegations by employer, Q2 2026/27
Employer,Harm threshold met,,,Harm threshold not met,,,Total
,Physical,Sexual,Subtotal,Physical,Sexual,Subtotal,
Schools,4,1,5,6,2,8,13
Transport,1,0,1,3,1,4,5
All sectors,5,1,6,9,3,12,19
",
        feed: "lado-referrals",
        columns: LADO,
        rows: &[
            "Education Physical Met 4",
            "Education Sexual Met 1",
            "Education Physical Not met 6",
            "Education Sexual Not met 2",
            "Transport Physical Met 1",
            "Transport Sexual Met 0",
            "Transport Physical Not met 3",
            "Transport Sexual Not met 1",
        ],
        said: &["H6 parts-disagree"],
    });
}

#[test]
fn a_label_over_an_audit_names_it() {
    check(&Case {
        agency: "board-unit",
        file: "
Deep dive of the partnership
Name of audit: Exploitation 2026
Theme:,exploitation
O = outstanding; G = good; RI = requires improvement

Case ref,Audited by,Assessment,Planning
X1,Essex Police,G,RI
X2,Essex Police,O,G
",
        feed: "case-audits",
        columns: &["audit", "theme", "case", "domain", "grade"],
        rows: &[
            "Exploitation 2026 exploitation X1 assessment good",
            "Exploitation 2026 exploitation X1 plan requires improvement",
            "Exploitation 2026 exploitation X2 assessment outstanding",
            "Exploitation 2026 exploitation X2 plan good",
        ],
        said: &[],
    });
}

#[test]
fn boxes_in_a_second_row_of_headings_are_ticked() {
    check(&Case {
        agency: "essex-police",
        file: "
Section 11 self-assessment 2026-27
Ref,Requirement,Our answer,,,Notes
,,Fully met,Partially met,Not met,
1.1,Someone leads,x,,,Chief officer
1.2,A report is read,,x,,
2.1,It is current,x,x,,
2.2,It is found,,,x,
",
        feed: "s11-answers",
        columns: ANSWERS,
        rows: &["1.1 met", "1.2 partly-met", "2.1", "2.2 not-met"],
        said: &["C6:D6 two-ticks"],
    });
}

#[test]
fn thousands_in_a_heading_multiply_and_pounds_among_them_are_doubted() {
    check(&Case {
        agency: "board-unit",
        file: "
Funding of the partnership 2026/27
Contributor,Agreed £'000,Received £'000
Essex Police,48.5,24.25
Essex County Fire and Rescue Service,12000,12
Thames Ambulance,30,30
",
        feed: "funding",
        columns: &["partner", "year", "pledged", "paid"],
        rows: &[
            "Essex Police 2026-27 48500 24250",
            "Essex County Fire and Rescue Service 2026-27 12000000 12000",
            "Thames Ambulance 2026-27 30000 30000",
        ],
        said: &[
            "B2 figures-in-thousands",
            "B4 figure-out-of-line",
            "C2 figures-in-thousands",
        ],
    });
}

#[test]
fn what_was_concluded_sooner_is_part_of_what_was_concluded_later() {
    check(&Case {
        agency: "essex-lado",
        file: "
period,measure,count
2026-27 Q2,concluded,90
2026-27 Q2,concluded_1_month,60
2026-27 Q2,concluded_3_months,55
2026-27 Q2,concluded_12_months,89
",
        feed: "lado-timeliness",
        columns: &["measure", "count"],
        rows: &[
            "concluded 90",
            "concluded_1_month 60",
            "concluded_3_months 55",
            "concluded_12_months 89",
        ],
        said: &["C4 parts-of-people-disagree"],
    });
}

#[test]
fn no_more_seats_are_taken_than_there_are() {
    check(&Case {
        agency: "board-unit",
        file: "
meeting,date,agency,invited,attended,represented
Board,2026-07-09,Essex Police,2,1,1
Board,2026-07-09,Chelmsford City Council,1,1,1
",
        feed: "attendance",
        columns: &["agency", "invited", "attended", "represented"],
        rows: &["essex-police 2 1 1", "chelmsford-council 1 1 1"],
        said: &["D3:E3 parts-of-people-disagree"],
    });
}

#[test]
fn a_year_and_a_quarter_beside_it_are_one_time() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Measure,Fin year,Qtr,Num,Denom,Figure
Contacts received at the front door,2026/27,2,,,410
Contacts that become referrals (%),2026/27,2,25,110,22.7
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &["FD01 2026-27 Q2 410", "FD02 2026-27 Q2 25 110 22.7"],
        said: &["A2:F2 indicator-near-miss"],
    });
}

#[test]
fn parts_below_a_name_are_its_numbers() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Quarter 2 2026/27
KPI,Jul-26,Aug-26,Sep-26,Q2 total
Contacts that become referrals (%),,,,
 - referrals made (numerator),8,8,9,25
 - all contacts (denominator),40,30,40,110
 - % of contacts,20%,26.7%,22.5%,22.7%
Contacts received at the front door,40,30,40,110
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &["FD02 2026-27 Q2 25 110 22.7", "FD01 2026-27 Q2 110"],
        said: &["A7:E7 indicator-near-miss"],
    });
}

#[test]
fn the_time_over_a_count_is_that_of_its_base_and_share() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Measure,Jul-Sep 2026,Out of,%
Contacts that become referrals (%),25,110,22.7%
Referrals ending in no further action (%),6,60,10%
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &["FD02 2026-27 Q2 25 110 22.7", "FD06 2026-27 Q2 6 60 10"],
        said: &[],
    });
}

#[test]
fn weeks_in_a_column_of_units_become_days_and_wide_digits_are_read() {
    check(&Case {
        agency: "wellbeing-service",
        file: "
Indicator,Unit,Q2 2026/27
HE07 Median wait to assessment,weeks,6
HE04 Referrals received,number,\u{ff13}\u{ff11}\u{ff10}
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &["HE07 2026-27 Q2   42", "HE04 2026-27 Q2 310"],
        said: &["C2 unit-differs", "C3 odd-digits"],
    });
}

#[test]
fn a_question_with_a_figure_for_its_answer_is_a_form_of_figures() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Return for Quarter 2 2026/27
Question,Your answer
Contacts received at the front door,410
Section 47 enquiries started,31
Children looked after at quarter end,120
",
        feed: "dashboard",
        columns: &["indicator", "period", "numerator"],
        rows: &["FD01 2026-27 Q2 410", "CP01 2026-27 Q2 31", "LA01 2026-27 Q2 120"],
        said: &["A3:B3 indicator-near-miss", "B2:B5 heading-near-miss"],
    });
}

#[test]
fn a_number_and_the_percentage_of_its_name_are_one_row() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Measure,Q2 2026/27
CLA with 3+ placements,12
CLA with 3+ placements in last 12m (%),9.8%
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &["LA04 2026-27 Q2 12  9.8"],
        said: &["A3:B3 indicator-near-miss"],
    });
}

#[test]
fn ticks_under_words_of_no_list_are_said() {
    check(&Case {
        agency: "essex-police",
        file: "
Section 11 self-assessment 2026-27
Ref,Requirement,Strong,Weak
1.1,Someone leads,x,
1.2,A report is read,,x
2.1,It is current,x,
",
        feed: "s11-answers",
        columns: ANSWERS,
        rows: &["1.1", "1.2", "2.1"],
        said: &["C2 heading-unknown", "D2 heading-unknown"],
    });
}

#[test]
fn figures_under_groups_that_nobody_knows_are_held_back() {
    check(&Case {
        agency: "essex-lado",
        file: "
Q2 2026/27
,Strand A,,Strand B,
Sector,Physical,Sexual,Physical,Sexual
Education,4,1,6,2
Transport,1,0,3,1
",
        feed: "lado-referrals",
        columns: LADO,
        rows: &[],
        said: &["B2 label-unknown", "D2 label-unknown"],
    });
}

#[test]
fn references_of_the_agencys_own_are_passed_over_and_a_code_beside_another_name_is_doubted() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Our ref,Measure,Q2 2026/27
FD02,Children looked after at quarter end,702
CP01,Private fostering arrangements,17
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &["LA01 2026-27 Q2 702", "PF01 2026-27 Q2 17"],
        said: &[],
    });
    check(&Case {
        agency: "essex-social-care",
        file: "
Code,Measure,Q2 2026/27
FD01,Contacts received at the front door,410
CP01,Bicycles lent out by the depot,17
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &["FD01 2026-27 Q2 410"],
        said: &["C3 labels-contradict"],
    });
}

#[test]
fn a_share_under_its_quarter_and_its_two_numbers_beside_it_are_one_row() {
    check(&Case {
        agency: "essex-social-care",
        file: "
KPI,Q1 2026/27,Q2 2026/27,Num,Den
FD02 Contacts that become referrals (%),23.1%,22.7%,25,110
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &["FD02 2026-27 Q1   23.1", "FD02 2026-27 Q2 25 110 22.7"],
        said: &["B2 earlier-quarter-added"],
    });
}

#[test]
fn outcomes_under_groups_of_their_own_need_no_group_to_tell_them_apart() {
    check(&Case {
        agency: "essex-lado",
        file: "
Outcomes, Q2 2026/27
Sector,Closed cases,,Open,Total
,Substantiated,Unfounded,Ongoing,
Education,12,4,20,36
Health,3,1,5,9
",
        feed: "lado-referrals",
        columns: &["sector", "outcome", "count"],
        rows: &[
            "Education substantiated 12",
            "Education unfounded 4",
            "Education ongoing 20",
            "Health substantiated 3",
            "Health unfounded 1",
            "Health ongoing 5",
        ],
        said: &[],
    });
}
