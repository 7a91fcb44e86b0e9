//! Downloads, plans and lists as they come out of other tools, each with the rows that a careful person would read and the findings that
//! must be made.

use crate::untidy_tables::{Case, check};

const FORMS: &[&str] = &[
    "session",
    "respondent",
    "agency",
    "before",
    "after",
    "satisfaction",
    "practice_change",
];
const PLAN: &[&str] = &["priority", "action", "rag"];
const TIMES: &[&str] = &["period", "measure", "count"];
const LADO: &[&str] = &["referrer", "sector", "count"];

#[test]
fn questions_of_a_survey_are_its_headings() {
    check(&Case {
        agency: "board-training",
        file: "
Submission ID,Which course did you come to?,Which organisation do you work for?,\"Before the workshop, how confident were you? (1-5)\",\"How confident do you feel now, after the workshop? (1-5)\",\"Overall, how would you rate the session? (1-5)\",\"What will you do differently after the course?\",Have you changed your practice?
41,C-7,Essex Police,2,4,5,\"Ask more, and sooner\",Y
42,C-7,Board Team,3,3,4,Nothing yet,N
",
        feed: "training-evaluations",
        columns: FORMS,
        rows: &[
            "C-7 41 essex-police 2 4 5 Yes",
            "C-7 42 board-unit 3 3 4 No",
        ],
        said: &[],
    });
}

#[test]
fn forms_without_a_number_are_no_figures_of_the_dashboard() {
    check(&Case {
        agency: "board-training",
        file: "
Course code,Employer,Confidence before,Confidence after,Overall rating
C-7,Essex Police,2,4,5
C-7,Board Team,3,3,4
",
        feed: "dashboard",
        columns: &["indicator", "value"],
        rows: &[],
        said: &["A1 columns-missing"],
    });
}

#[test]
fn headings_inside_a_plan_name_what_the_rows_below_are_about() {
    check(&Case {
        agency: "board-unit",
        file: "
No.,Planned action,Who,RAG
Safer homes,,,
1,Agree the pathway,Policy group,Green
2,Publish it,Policy group,Red
Being heard,,,
3,Ask the children,Participation lead,Amber
Figures as at the end of the quarter.,,,
",
        feed: "business-plan",
        columns: PLAN,
        rows: &[
            "Safer homes Agree the pathway green",
            "Safer homes Publish it red",
            "Being heard Ask the children amber",
        ],
        said: &[],
    });
}

#[test]
fn counts_beside_words_need_no_headings() {
    check(&Case {
        agency: "essex-lado",
        file: "
How long cases took: Quarter 2 2026/27
Cases closed,,41
Within 1 month,,20
Within 3 months,,33
Still open,,17
",
        feed: "lado-timeliness",
        columns: TIMES,
        rows: &[
            "2026-27 Q2 concluded 41",
            "2026-27 Q2 concluded_1_month 20",
            "2026-27 Q2 concluded_3_months 33",
            "2026-27 Q2 open_at_end 17",
        ],
        said: &[],
    });
}

#[test]
fn counts_beside_words_below_another_table_are_read_with_the_time_over_them() {
    check(&Case {
        agency: "essex-lado",
        file: "
LADO referrals
Sector,Concern,Quarter,Number
Education,Physical,Q2 2026-27,4
Transport,Neglect,Q2 2026-27,3

,Q1 2026/27,Q2 2026/27
Cases closed,38,41
Within 1 month,18,20
Still open,15,17
",
        feed: "lado-timeliness",
        columns: TIMES,
        rows: &[
            "2026-27 Q1 concluded 38",
            "2026-27 Q2 concluded 41",
            "2026-27 Q1 concluded_1_month 18",
            "2026-27 Q2 concluded_1_month 20",
            "2026-27 Q1 open_at_end 15",
            "2026-27 Q2 open_at_end 17",
        ],
        said: &["B7:B9 earlier-quarter-added"],
    });
}

#[test]
fn who_referred_is_a_table_of_the_lado_and_no_share_of_another_service() {
    check(&Case {
        agency: "essex-lado",
        file: "
LADO referrals by who made them (Q2 2026-27)
Source of referral,Cases
Police,9
Health,6
Education,14
",
        feed: "lado-referrals",
        columns: LADO,
        rows: &["Police  9", "Health  6", "Education  14"],
        said: &[],
    });
}

#[test]
fn a_scorecard_with_references_and_colours_is_no_audit() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Quarter 2 2026/27
Ref,Measure,Number,RAG,Commentary
P01,FD01 Contacts to the front door,310,Green,
P02,AS02 Assessments completed,44,Amber,
P03,CP06 Children subject to a child protection plan,52,Red,
",
        feed: "s11-answers",
        columns: &["question", "self_grade"],
        rows: &[],
        said: &[],
    });
}

#[test]
fn words_of_one_columns_headings_are_a_heading_of_it() {
    check(&Case {
        agency: "board-training",
        file: "
Course ref,Title,Date held,Places,Organisation,Booked,Came,Extra unscheduled
C-7,Neglect,14/07/2026,20,Essex Police,4,5,1
",
        feed: "training-sessions",
        columns: &["session", "agency", "attended", "walk_in"],
        rows: &["C-7 essex-police 5 1"],
        said: &["H1 heading-near-miss"],
    });
}

#[test]
fn labels_over_a_register_hold_for_each_of_its_rows() {
    check(&Case {
        agency: "board-training",
        file: "
Course title,Spotting neglect,
Course code,C-19,
Date held,14/07/2026,
Places,30,
,,
Organisation,Booked,Attended
Essex Police,6,5
Board Team,4,4
All agencies,10,9
",
        feed: "training-sessions",
        columns: &[
            "session",
            "course",
            "date",
            "capacity",
            "agency",
            "registered",
            "attended",
        ],
        rows: &[
            "C-19 Spotting neglect 2026-07-14 30 essex-police 6 5",
            "C-19 Spotting neglect 2026-07-14 30 board-unit 4 4",
        ],
        said: &[],
    });
}

#[test]
fn a_score_beyond_the_scale_that_its_question_gives_is_none() {
    check(&Case {
        agency: "board-training",
        file: "
Response ID,Course code,Employer,\"From a scale of 1 to 10, confidence before\",\"On a scale of 1 to 10, confidence after\",\"Course rating (1 to 5, 5 is best)\"
41,C-7,Essex Police,4,12,5
42,C-7,Board Team,3,9,6
",
        feed: "training-evaluations",
        columns: &["session", "respondent", "agency", "before", "after", "satisfaction"],
        rows: &["C-7 41 essex-police 4  5", "C-7 42 board-unit 3 9"],
        said: &["E2 number-out-of-range", "F3 number-out-of-range"],
    });
}

#[test]
fn counts_under_the_words_of_a_list_are_no_words_of_it() {
    check(&Case {
        agency: "essex-lado",
        file: "
Count of case,Met threshold?,,
Employment sector,Yes,No,Grand total
Education,7,9,16
Transport,2,3,5
",
        feed: "lado-referrals",
        columns: &["sector", "threshold", "count"],
        rows: &[
            "Education Met 7",
            "Education Not met 9",
            "Transport Met 2",
            "Transport Not met 3",
        ],
        said: &[],
    });
}

#[test]
fn the_text_beside_a_reference_is_read_under_its_bare_name() {
    check(&Case {
        agency: "board-unit",
        file: "
Ref,Risk,Likelihood (1-5),Impact (1-5)
R01,Late returns hide a change,3,4
R02,Too few placements close to home,4,4
",
        feed: "risks",
        columns: &["risk", "text", "likelihood", "impact"],
        rows: &[
            "R01 Late returns hide a change 3 4",
            "R02 Too few placements close to home 4 4",
        ],
        said: &[],
    });
    check(&Case {
        agency: "board-unit",
        file: "
Action no.,Source,Action,Due date,Status
A01,Practice review,Test strategy discussions,30/06/2026,Complete
A02,Case audit,Use the care profile,31/03/2027,In progress
",
        feed: "actions",
        columns: &["action", "text", "status"],
        rows: &[
            "A01 Test strategy discussions complete",
            "A02 Use the care profile in-progress",
        ],
        said: &[],
    });
}

#[test]
fn words_that_say_what_a_row_is_and_are_not_read_are_a_finding() {
    check(&Case {
        agency: "board-unit",
        file: "
Risk no.,Risk ref,Likelihood (1-5),Impact (1-5)
R01,Late returns hide a change,3,4
R02,Too few placements close to home,4,4
",
        feed: "risks",
        columns: &["risk", "likelihood", "impact"],
        rows: &["R01 3 4", "R02 4 4"],
        said: &["B1 heading-unknown"],
    });
}
