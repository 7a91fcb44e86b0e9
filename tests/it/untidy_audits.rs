//! Section 11 audits as they are put together, ticked and sent in the wrong workbook, each with the rows that a careful person would
//! read and the findings that must be made.

use crate::untidy_tables::{Case, check};

const ANSWERS: &[&str] = &["organisation", "organisation_type", "question", "self_grade"];

#[test]
fn organisations_across_answer_each_for_itself() {
    check(&Case {
        agency: "essex-education",
        file: "
\"Section 175 returns put together, 2026-27\"
Ref,Requirement,Elm Park Junior School,Hollow Oak Nursery,Larkrise
1.1,Someone leads,Met,Partly met,Met
1.2,A report is read,Not met,N/A,Met
2.1,It is current,Met,,Not met
",
        feed: "s11-answers",
        columns: ANSWERS,
        rows: &[
            "Elm Park Junior School school 1.1 met",
            "Hollow Oak Nursery early-years 1.1 partly-met",
            "Larkrise  1.1 met",
            "Elm Park Junior School school 1.2 not-met",
            "Hollow Oak Nursery early-years 1.2 not-applicable",
            "Larkrise  1.2 met",
            "Elm Park Junior School school 2.1 met",
            "Hollow Oak Nursery early-years 2.1",
            "Larkrise  2.1 not-met",
        ],
        said: &[],
    });
}

#[test]
fn organisations_over_their_grades_and_evidence_answer_each_for_itself() {
    check(&Case {
        agency: "essex-education",
        file: "
,,Elm Park Junior School,,Essex Police,
No.,Question,Grade,Evidence,Grade,Evidence
1.1,Someone leads,Met,Named in the policy,Partly met,Not yet named
1.2,A report is read,Not met,,Met,Minutes
",
        feed: "s11-answers",
        columns: &[
            "organisation",
            "organisation_type",
            "question",
            "self_grade",
            "evidence",
        ],
        rows: &[
            "Elm Park Junior School school 1.1 met Named in the policy",
            "essex-police agency 1.1 partly-met Not yet named",
            "Elm Park Junior School school 1.2 not-met",
            "essex-police agency 1.2 met Minutes",
        ],
        said: &[],
    });
}

#[test]
fn boxes_of_which_one_is_ticked_give_its_word() {
    check(&Case {
        agency: "essex-police",
        file: "
Section 11 audit tool 2026-27
No.,Requirement,Met,Partly met,Not met,N/A
1.1,Someone leads,[x],[ ],[ ],[ ]
1.2,A report is read,[ ],[ ],[x],[ ]
2.1,It is current,\u{25fb},\u{25fc},\u{25fb},\u{25fb}
2.2,It is found,\u{2b1c}\u{fe0f},\u{2b1c}\u{fe0f},\u{2b1c}\u{fe0f},\u{2714}\u{fe0f}
3.1,It is read,n,n,Y,n
3.2,It is kept,FALSE,FALSE,FALSE,FALSE
",
        feed: "s11-answers",
        columns: ANSWERS,
        rows: &[
            "essex-police agency 1.1 met",
            "essex-police agency 1.2 not-met",
            "essex-police agency 2.1 partly-met",
            "essex-police agency 2.2 not-applicable",
            "essex-police agency 3.1 not-met",
            "essex-police agency 3.2",
        ],
        said: &[],
    });
}

#[test]
fn a_column_of_ticks_under_a_word_that_nobody_knows_is_said() {
    check(&Case {
        agency: "essex-police",
        file: "
Section 11 audit tool 2026-27
No.,Requirement,Met,Partly met,Not met,Emerging
1.1,Someone leads,y,,,
1.2,A report is read,,,,y
2.1,It is current,,y,,
",
        feed: "s11-answers",
        columns: ANSWERS,
        rows: &[
            "essex-police agency 1.1 met",
            "essex-police agency 1.2",
            "essex-police agency 2.1 partly-met",
        ],
        said: &["F2 heading-unknown"],
    });
}

#[test]
fn a_members_name_beside_the_label_of_the_schools_workbook_is_the_wrong_workbook() {
    check(&Case {
        agency: "chelmsford-council",
        file: "
Safeguarding self-assessment for schools and colleges 2026-27
Name of your school or academy: Chelmsford City Council
Ref,Requirement,Grade
1.1,Someone leads,Met
1.2,A report is read,Partly met
",
        feed: "s11-answers",
        columns: ANSWERS,
        rows: &[
            "chelmsford-council agency 1.1 met",
            "chelmsford-council agency 1.2 partly-met",
        ],
        said: &[" wrong-form"],
    });
}

#[test]
fn of_two_columns_of_grades_the_one_of_the_cycle_is_the_answer() {
    check(&Case {
        agency: "essex-police",
        file: "
Section 11 audit tool 2026-27
No.,Requirement,Grade 2025,Grade 2026,Evidence
1.1,Someone leads,Not met,Met,Minutes
1.2,A report is read,Met,Partly met,
",
        feed: "s11-answers",
        columns: ANSWERS,
        rows: &["essex-police agency 1.1 met", "essex-police agency 1.2 partly-met"],
        said: &["C2 heading-unknown"],
    });
}

#[test]
fn an_agency_in_a_list_is_not_the_one_that_sent_it() {
    check(&Case {
        agency: "board-unit",
        file: "
\"Who sat in, 2026-27\"
Seat,Spring,Summer
Essex Police,P,Z
Essex Social Care,Z,Z
",
        feed: "attendance",
        columns: &["agency"],
        rows: &[],
        said: &[" header-not-found"],
    });
}
