//! Evidence besides the dashboard as overworked people send it: audits, trackers, training, LADO tables, each with the rows that a
//! careful person would read and the findings that must be made.

use crate::untidy_tables::{Case, check};

const ANSWERS: &[&str] = &["organisation", "standard", "question", "self_grade"];
const ACTIONS: &[&str] = &["action", "source", "status", "due"];
const SESSIONS: &[&str] = &["session", "agency", "date", "capacity", "attended"];
const LADO: &[&str] = &["area", "sector", "concern", "threshold", "outcome", "count"];

#[test]
fn domains_across_with_two_grades_each_are_a_row_a_domain() {
    check(&Case {
        agency: "board-unit",
        file: "
O = outstanding; G = good; RI = requires improvement
audit,case,agency,Assessment,,Plan,
,,,Grade,Moderated,Grade,Moderated
Neglect 2026,N1,Essex Police,G,RI,O,O
Neglect 2026,N1,Board Team,RI,,Adequate,G
",
        feed: "case-audits",
        columns: &["case", "agency", "domain", "grade", "moderated_grade"],
        rows: &[
            "N1 essex-police assessment good requires improvement",
            "N1 essex-police plan outstanding outstanding",
            "N1 board-unit assessment requires improvement",
            "N1 board-unit plan Adequate good",
        ],
        said: &["F5 code-unknown"],
    });
}

#[test]
fn questions_across_are_a_row_an_answer_and_a_blank_is_no_answer() {
    check(&Case {
        agency: "essex-education",
        file: "
Cycle,2026-27
School,District,1.1,1.2,2.1
Larch Infant School,Braintree,Met,,Partly met
Elm High School,Maldon,Not met,Not fully met,Met
",
        feed: "s11-answers",
        columns: ANSWERS,
        rows: &[
            "Larch Infant School 1 1.1 met",
            "Larch Infant School 1 1.2",
            "Larch Infant School 2 2.1 partly-met",
            "Elm High School 1 1.1 not-met",
            "Elm High School 1 1.2 Not fully met",
            "Elm High School 2 2.1 met",
        ],
        said: &["D4 code-unknown"],
    });
}

#[test]
fn a_tick_answers_with_the_word_above_it() {
    check(&Case {
        agency: "essex-police",
        file: "
Section 11 audit tool 2026-27
No.,Requirement,Met,Partly met,Not met,N/A
Standard 1: Leadership,,,,,
1.1,Someone leads,\u{2713},,,
1.2,A report is read,x,\u{2714},x,
Standard 2: Policy,,,,,
2.1,It is current,,x,x,
2.2,It is found,,,,y
",
        feed: "s11-answers",
        columns: ANSWERS,
        rows: &[
            "essex-police 1 1.1 met",
            "essex-police 1 1.2 partly-met",
            "essex-police 2 2.1",
            "essex-police 2 2.2 not-applicable",
        ],
        said: &["D7:E7 two-ticks"],
    });
}

#[test]
fn grades_in_bands_of_percentages_need_the_sign() {
    check(&Case {
        agency: "essex-police",
        file: "
100% = fully met; 50% to 99% = partly met; below 50% = not met
Ref,Question,How much is in place?
1.1,A plan is kept,100%
1.2,It is read,75 %
2.1,Managers know of it,0%
2.2,Staff know of it,60
",
        feed: "s11-answers",
        columns: ANSWERS,
        rows: &[
            "essex-police 1 1.1 met",
            "essex-police 1 1.2 partly-met",
            "essex-police 2 2.1 not-met",
            "essex-police 2 2.2",
        ],
        said: &["C2 heading-near-miss", "C6 grade-unknown"],
    });
}

#[test]
fn a_key_in_the_heading_tells_which_way_the_scale_runs() {
    check(&Case {
        agency: "essex-police",
        file: "
Question,\"Grade (3 = fully met, 2 = partly met, 1 = not met)\"
1.1,3
1.2,1
2.1,2
",
        feed: "s11-answers",
        columns: ANSWERS,
        rows: &[
            "essex-police 1 1.1 met",
            "essex-police 1 1.2 not-met",
            "essex-police 2 2.1 partly-met",
        ],
        said: &[],
    });
}

#[test]
fn sources_in_bands_hold_until_the_next_band() {
    check(&Case {
        agency: "board-unit",
        file: "
Action tracker
action,text,owner,due,status
Section 11,,,,
A1,Write the policy,Head of service,31/12/2026,In progress
Case audits,,,,
A2,Train the managers,Head of service,31/12/2026,Not started
",
        feed: "actions",
        columns: ACTIONS,
        rows: &["A1 s11 in-progress 2026-12-31", "A2 case-audit not-started 2026-12-31"],
        said: &[],
    });
}

#[test]
fn words_that_only_look_like_a_status_are_kept_as_sent_and_said() {
    check(&Case {
        agency: "board-unit",
        file: "
action,source,text,owner,due,status
A1,s11,Write,Head,31/12/2026,Complete \u{2013} evidence seen
A2,s11,Write,Head,31/12/2026,Outstanding
A3,s11,Write,Head,31/12/2026,Incomplete
A4,s11,Write,Head,31/12/2026,Complete?
A5,s11,Write,Head,31/12/2026,Nearly complete
A6,s11,Write,Head,31/12/2026,Complete - pending sign off
A7,s11,Write,Head,31/12/2026,90% complete
",
        feed: "actions",
        columns: &["action", "status"],
        rows: &[
            "A1 complete",
            "A2 Outstanding",
            "A3 Incomplete",
            "A4 Complete?",
            "A5 Nearly complete",
            "A6 Complete - pending sign off",
            "A7 90% complete",
        ],
        said: &[
            "F2 code-near-miss",
            "F3 code-unknown",
            "F4 code-unknown",
            "F5 code-unknown",
            "F6 code-unknown",
            "F7 code-unknown",
            "F8 code-unknown",
        ],
    });
}

#[test]
fn days_with_the_month_first_are_read_by_what_their_column_shows() {
    check(&Case {
        agency: "board-unit",
        file: "
action,source,text,owner,due,status
A1,s11,Write,Head,11/30/2026,in-progress
A2,s11,Write,Head,02/03/2027,in-progress
A3,s11,Write,Head,1/15/2027,in-progress
",
        feed: "actions",
        columns: &["action", "due"],
        rows: &["A1 2026-11-30", "A2 2027-02-03", "A3 2027-01-15"],
        said: &["E2 date-month-first", "E3 date-order-guessed", "E4 date-month-first"],
    });
    check(&Case {
        agency: "board-unit",
        file: "
action,source,text,owner,due,status
A1,s11,Write,Head,11/30/2026,in-progress
A2,s11,Write,Head,02/03/2027,in-progress
A3,s11,Write,Head,15/1/2027,in-progress
",
        feed: "actions",
        columns: &["action", "due"],
        rows: &["A1 2026-11-30", "A2", "A3 2027-01-15"],
        said: &["E2 date-month-first", "E3 date-unreadable"],
    });
}

#[test]
fn one_form_a_column_and_one_card_below_another_are_rows() {
    check(&Case {
        agency: "board-training",
        file: "
Evaluation forms
Form,R1,R2
Course ref,S1,S1
Role,Manager,Practitioner
Confidence before (1-5),2,3
Confidence after (1-5),4,6
",
        feed: "training-evaluations",
        columns: &["session", "respondent", "role", "before", "after", "scale_max"],
        rows: &["S1 R1 Manager 2 4 5", "S1 R2 Practitioner 3  5"],
        said: &["C6 number-out-of-range"],
    });
    check(&Case {
        agency: "board-unit",
        file: "
Challenge,C1
Date raised,09/07/2026
Issue,No reply
Response,A meeting
Date closed,22/09/2026

Challenge,C2
Date raised,27/08/2026
Issue,No reply
Response,
Date closed,
",
        feed: "challenges",
        columns: &["challenge", "raised", "closed"],
        rows: &["C1 2026-07-09 2026-09-22", "C2 2026-08-27"],
        said: &[],
    });
}

#[test]
fn agencies_across_a_list_of_courses_share_its_places() {
    check(&Case {
        agency: "board-training",
        file: "
Number attending by agency Quarter 2 2026-27
Course ref,Course title,Course date,Max places,Essex Police,EWMHS,Total
S1,Neglect,15/07/2026,24,3,0,3
S2,Exploitation,12/08/2026,30,5,2,7
",
        feed: "training-sessions",
        columns: SESSIONS,
        rows: &[
            "S1 essex-police 2026-07-15 24 3",
            "S1 wellbeing-service 2026-07-15 24 0",
            "S2 essex-police 2026-08-12 30 5",
            "S2 wellbeing-service 2026-08-12 30 2",
        ],
        said: &[],
    });
}

#[test]
fn a_quadrant_in_the_title_is_the_place_of_every_lado_row() {
    check(&Case {
        agency: "essex-lado",
        file: "
LADO referrals - West quadrant - Quarter 2 2026-27
Sector,Substantiated,Unfounded,Total
Education,5,2,7
Health,1,0,1
Total,6,2,8
",
        feed: "lado-referrals",
        columns: LADO,
        rows: &[
            "essex-west Education   substantiated 5",
            "essex-west Education   unfounded 2",
            "essex-west Health   substantiated 1",
            "essex-west Health   unfounded 0",
        ],
        said: &[],
    });
}

#[test]
fn bands_that_do_not_overlap_are_not_taken_for_those_that_do() {
    check(&Case {
        agency: "essex-lado",
        file: "
How long cases took Q2 2026-27
Measure,Cases,%
Cases concluded in the quarter,40,
Concluded within 1 month,30,75%
Concluded in 1 to 3 months,6,15%
Average days to conclude,41.5,
",
        feed: "lado-timeliness",
        columns: &["measure", "count"],
        rows: &["concluded 40", "concluded_1_month 30"],
        said: &["A5:B5 code-not-taken", "B6 row-not-read"],
    });
}

#[test]
fn years_across_give_each_partner_a_row_a_year() {
    check(&Case {
        agency: "board-unit",
        file: "
Partner,2025/26,,2026/27,
,Pledged,Paid,Pledged,Paid
Essex Police,100,100,110,nil
",
        feed: "funding",
        columns: &["partner", "year", "pledged", "paid"],
        rows: &["Essex Police 2025-26 100 100", "Essex Police 2026-27 110 0"],
        said: &["E3 word-read-as-zero"],
    });
}

#[test]
fn scores_that_run_the_other_way_are_left_out_and_said() {
    check(&Case {
        agency: "board-training",
        file: "
Course ref,Form,\"Before (1 = very confident; 5 = not confident)\",After (1-5)
S1,R1,4,4
S1,R2,5,3
",
        feed: "training-evaluations",
        columns: &["session", "respondent", "before", "after", "scale_max"],
        rows: &["S1 R1  4 5", "S1 R2  3 5"],
        said: &["C2:C3 scale-reversed"],
    });
}

#[test]
fn the_rows_over_the_heading_of_a_next_page_are_rows() {
    check(&Case {
        agency: "board-unit",
        file: "
action,source,text,owner,due,status
A1,s11,Write,Head,31/12/2026,In progress
A2,s11,Train,Head,30/11/2026,Not started
action,source,text,owner,due,status
A3,s11,Tell,Head,31/10/2026,In progress
",
        feed: "actions",
        columns: ACTIONS,
        rows: &[
            "A1 s11 in-progress 2026-12-31",
            "A2 s11 not-started 2026-11-30",
            "A3 s11 in-progress 2026-10-31",
        ],
        said: &[],
    });
}

#[test]
fn a_label_at_the_side_that_nobody_knows_is_said() {
    check(&Case {
        agency: "board-unit",
        file: "
Challenge,C1
Date raised,09/07/2026
Issue,No reply
Colour of the folder,Blue
Date closed,22/09/2026
",
        feed: "challenges",
        columns: &["challenge", "raised", "closed"],
        rows: &["C1 2026-07-09 2026-09-22"],
        said: &["A4 heading-unknown"],
    });
}

#[test]
fn of_two_columns_of_grades_the_cycles_own_is_the_answer() {
    const FILES: [&str; 3] = [
        "
Section 11 audit 2026-27
Ref,Question,2024-25 grade,Self-assessed grade 2026-27
1.1,Someone leads,Met,Partly met
1.2,A report is read,Partly met,Met
2.1,It is current,Met,Not met
",
        "
Section 11 audit 2026-27
Ref,Question,Grade 2024-25,Self-assessed grade
1.1,Someone leads,Met,Partly met
1.2,A report is read,Partly met,Met
2.1,It is current,Met,Not met
",
        "
Section 11 audit 2026-27
Ref,Question,Grade (October 2024),Grade (October 2026)
1.1,Someone leads,Met,Partly met
1.2,A report is read,Partly met,Met
2.1,It is current,Met,Not met
",
    ];
    for file in FILES {
        check(&Case {
            agency: "essex-police",
            file,
            feed: "s11-answers",
            columns: ANSWERS,
            rows: &[
                "essex-police 1 1.1 partly-met",
                "essex-police 1 1.2 met",
                "essex-police 2 2.1 not-met",
            ],
            said: &["C2 heading-unknown"],
        });
    }
}

#[test]
fn a_mean_below_the_forms_is_no_form() {
    check(&Case {
        agency: "board-training",
        file: "
Session,Respondent,Before,After
S1,R1,4,8
S1,R2,6,8
S1 average,,5,8
Average,,5,8
",
        feed: "training-evaluations",
        columns: &["session", "respondent", "before", "after"],
        rows: &["S1 R1 4 8", "S1 R2 6 8"],
        said: &["B4:B5 filled-down"],
    });
}
