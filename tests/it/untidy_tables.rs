//! Tables as overworked people send them, each with the rows that a careful person would read and the findings that must be made.

use crate::example_run::{cell, paqa_at};
use paqa::domain::Table;
use paqa::pipeline::Printed;
use std::path::Path;

/// One file, the feed it belongs to, what must be held of it and what must be said.
pub struct Case {
    /// The agency whose folder it lies in.
    pub agency: &'static str,
    /// The file's text.
    pub file: &'static str,
    /// The feed whose rows are looked at.
    pub feed: &'static str,
    /// Columns that are looked at.
    pub columns: &'static [&'static str],
    /// The rows, their cells parted by spaces.
    pub rows: &'static [&'static str],
    /// Every finding as cell and kind, sorted.
    pub said: &'static [&'static str],
}

const FIGURES: &[&str] = &["indicator", "area", "period", "numerator", "denominator", "value"];
const COUNTS: &[&str] = &["indicator", "area", "numerator"];

fn listed(words: &[&str], board: &Path) -> Table {
    match paqa_at(words, board).printed {
        Printed::List(table) => table,
        other => panic!("{words:?} printed no list: {other:?}"),
    }
}

/// Reads the file and holds it to what is expected.
#[track_caller]
pub fn check(case: &Case) {
    let board = tempfile::tempdir().unwrap();
    let faults = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/faults/board");
    for name in ["board.toml", "agencies.csv", "areas.csv", "populations.csv"] {
        std::fs::copy(faults.join(name), board.path().join(name)).unwrap();
    }
    let inbox = board.path().join("inbox/2026-27-Q2").join(case.agency);
    std::fs::create_dir_all(&inbox).unwrap();
    std::fs::write(inbox.join("return.csv"), case.file.trim_start()).unwrap();
    let findings = listed(&["ingest", "--period", "2026-27-Q2"], board.path());
    let mut said: Vec<String> = (0..findings.rows.len())
        .map(|at| format!("{} {}", cell(&findings, at, "cell"), cell(&findings, at, "kind")))
        .filter(|said| !said.ends_with(" return-partial"))
        .collect();
    said.sort();
    let held = listed(&["rows", case.feed], board.path());
    let row = |at: usize| {
        let cells: Vec<String> = case.columns.iter().map(|column| cell(&held, at, column)).collect();
        cells.join(" ").trim_end().to_owned()
    };
    let rows: Vec<String> = (0..held.rows.len()).map(row).collect();
    assert_eq!(rows, case.rows, "{}", case.file);
    assert_eq!(said, case.said, "{}", case.file);
}

#[test]
fn numerator_denominator_and_rate_down_the_side_are_one_row() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Indicator,Component,Q2 2026/27
FD02 Contacts that become referrals (%),Numerator,25
,Denominator,110
,%,22.7%
FD06 Referrals ending in no further action (%),Numerator,6
,Denominator,60
,%,10%
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &[
            "FD02 E10000012 2026-27 Q2 25 110 22.7",
            "FD06 E10000012 2026-27 Q2 6 60 10",
        ],
        said: &["A3:A7 filled-down"],
    });
    check(&Case {
        agency: "essex-social-care",
        file: "
Measure,Q2 2026/27
FD02 Contacts that become referrals (%),
Numerator,25
Denominator,110
%,22.7%
FD01 Contacts,310
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &["FD02 E10000012 2026-27 Q2 25 110 22.7", "FD01 E10000012 2026-27 Q2 310"],
        said: &[],
    });
    check(&Case {
        agency: "essex-social-care",
        file: "
Indicator,Type,District,Period,Value
FD02,Num,Basildon,2026-27 Q2,25
FD02,Den,Basildon,2026-27 Q2,110
FD02 - Numerator,Num,Harlow,2026-27 Q2,15
FD02 - Denominator,Den,Harlow,2026-27 Q2,70
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &["FD02 E07000066 2026-27 Q2 25 110", "FD02 E07000073 2026-27 Q2 15 70"],
        said: &[],
    });
}

#[test]
fn the_last_month_of_a_quarter_is_a_month_beside_the_other_two() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Indicator,Jul-26,Aug-26,Sep-26,Q2 2026/27
FD03,50,60,70,180
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &["FD03 E10000012 180"],
        said: &[],
    });
    check(&Case {
        agency: "essex-social-care",
        file: "
indicator,month,value
FD01,Jul 2026,100
FD01,Aug 2026,110
FD01,Sep 2026,120
FD03,Sep 2026,60
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &[],
        said: &["B2:C2 not-a-quarter", "B3:C3 not-a-quarter", "B4:C5 not-a-quarter"],
    });
}

#[test]
fn a_note_below_the_table_that_figures_run_from_april_is_heeded() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Return Quarter 2 2026/27
indicator,value
FD01,610
CP06,410

Figures are cumulative April to September 2026.
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &["CP06 E10000012 410"],
        said: &["A3:B3 year-to-date"],
    });
}

#[test]
fn a_column_of_the_county_beside_its_neighbours_is_no_total() {
    check(&Case {
        agency: "essex-police",
        file: "
Police Q2 2026/27
Indicator,Essex,Southend,Thurrock,SET total
MX01 Missing episodes,310,40,50,400
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &[
            "MX01 E10000012 310",
            "MX01 E06000033 40",
            "MX01 E06000034 50",
            "MX01 set-footprint 400",
        ],
        said: &[],
    });
}

#[test]
fn what_is_left_of_a_place_or_a_part_of_another_row_is_not_guessed() {
    check(&Case {
        agency: "essex-social-care",
        file: "
indicator,area,period,value
FD03,Rest of Essex,2026-27 Q2,16
FD03,Harlow,2026-27 Q2,17
FD03,Maldon,2026-27 Q2,18
FD03,Basildon,2026-27 Q2,19
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &["FD03 E07000073 17", "FD03 E07000074 18", "FD03 E07000066 19"],
        said: &["B2:D2 area-unknown"],
    });
    check(&Case {
        agency: "essex-social-care",
        file: "
Quarter 2 2026/27,
Indicator,Number
FD03 Referrals,210
of which re-referrals,30
FD01 Contacts,310
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &["FD03 E10000012 210", "FD01 E10000012 310"],
        said: &["A4:B4 label-unknown"],
    });
}

#[test]
fn a_scorecard_gives_this_quarters_figure_and_nothing_beside_it() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Scorecard Quarter 2 2026/27
Ref,Indicator,Target,Previous quarter,This quarter,Same quarter last year,Year to date,RAG,DoT
FD05,Re-referrals (%),20%,18%,21.5%,19%,20%,Red,Up
FD01,Contacts,300,290,310,280,600,,
",
        feed: "dashboard",
        columns: FIGURES,
        rows: &["FD05 E10000012 2026-27 Q2   21.5", "FD01 E10000012 2026-27 Q2 310"],
        said: &[],
    });
    // A target is never taken for the figure that is lacking.
    check(&Case {
        agency: "essex-social-care",
        file: "
Indicator,Period,Target,Value
FD01,2026-27 Q2,300,
FD03,2026-27 Q2,200,210
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &["FD01 E10000012", "FD03 E10000012 210"],
        said: &[],
    });
}

#[test]
fn a_list_of_cases_is_counted_and_its_total_is_no_case() {
    check(&Case {
        agency: "essex-lado",
        file: "
Date of referral,Employer sector,Nature of concern,Threshold met?
03/07/2026,School,Physical,Yes
15/08/2026,School,Physical,Yes
20/09/2026,Nursery,Sexual,No
",
        feed: "lado-referrals",
        columns: &["sector", "concern", "threshold", "count", "source_cell"],
        rows: &["Education Physical Met 2 B2;B3", "Early years Sexual Not met 1 B4"],
        said: &["A2:D4 rows-counted"],
    });
}

#[test]
fn days_in_a_column_that_has_the_month_first_elsewhere_are_said() {
    check(&Case {
        agency: "board-training",
        file: "
Course ref,Course,Date,Booked,Attended
A1,Neglect,08/07/2026,20,18
A2,Neglect,07/25/2026,21,18
",
        feed: "training-sessions",
        columns: &["session", "date", "attended"],
        rows: &["A1 2026-08-07 18", "A2 2026-07-25 18"],
        said: &["C2 date-order-guessed", "C3 date-month-first"],
    });
}

#[test]
fn a_header_that_is_printed_again_takes_no_row_with_it() {
    check(&Case {
        agency: "essex-social-care",
        file: "
Indicator,Period,Value
FD01,2026-27 Q2,310
Indicator,Period,Value
FD03,2026-27 Q2,210
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &["FD01 E10000012 310", "FD03 E10000012 210"],
        said: &[],
    });
}

#[test]
fn force_wide_figures_are_not_the_countys() {
    check(&Case {
        agency: "essex-police",
        file: "
Return for Q2 2026/27 (force-wide figures)
Indicator,Essex
MX01,310
PL07,21
",
        feed: "dashboard",
        columns: COUNTS,
        rows: &["MX01 set-footprint 310", "PL07 set-footprint 21"],
        said: &["B3:B4 area-wider"],
    });
}

#[test]
fn a_table_of_timeliness_is_known_by_its_words() {
    check(&Case {
        agency: "essex-lado",
        file: "
Q2 2026/27 timeliness
Measure,Number,%
Cases concluded,344,
Within 1 month,235,68%
Within 3 months,306,89%
Within 12 months,341,99%
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
fn a_side_of_the_county_is_that_side_or_nothing_and_never_the_county() {
    check(&Case {
        agency: "essex-social-care",
        file: "
2Q26/27
indicator,area,value
FD03,NE Essex,16
FD03,S. Essex quadrant,17
FD03,W Essex quadrant,18
FD03,SE Essex,19
",
        feed: "dashboard",
        columns: COUNTS,
        // No area of this board is called `North East`.
        rows: &["FD03 essex-south 17", "FD03 essex-west 18"],
        said: &[
            "B3:C3 area-unknown",
            "B4:C4 area-near-miss",
            "B5:C5 area-near-miss",
            "B6:C6 area-unknown",
        ],
    });
}
