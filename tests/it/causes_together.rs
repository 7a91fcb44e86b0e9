//! Two things that moved a figure together are both named; and the SQL of today is not given for another day.

use crate::late::column;
use crate::past::{NOW, first_quarter, paqa, put, tried};
use std::path::Path;

/// Ten referrals that met the threshold and twenty of which the service said `Taken forward`.
const REFERRALS: &str = "period,area,referrer,sector,concern,threshold,outcome,count\n\
    2026-27 Q1,,Police,Education,Physical,Met,,10\n\
    2026-27 Q1,,Police,Education,Sexual,Taken forward,,20\n\
    2026-27 Q1,,Police,Education,Physical,Not met,,30\n";

/// Only what met the threshold is counted.
fn redefined(board: &Path) {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/indicators/lado.toml");
    let declared = std::fs::read_to_string(own).unwrap();
    let (before, after) = declared.split_once("id = \"LD02\"").unwrap();
    let narrower = "sum = [\"count\"]\nthat = [{ column = \"threshold\", is = { one-of = [\"Met\"] } }]\n";
    let after = after.replacen("sum = [\"count\"]\n", narrower, 1);
    put(
        board,
        "schemas/indicators/lado.toml",
        &format!("{before}id = \"LD02\"{after}"),
    );
}

/// `Taken forward` is a spelling of `Met`.
fn spelt(board: &Path) {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/codes/lado-thresholds.toml");
    let list = std::fs::read_to_string(own).unwrap();
    let wider = list.replacen("spellings = [", "spellings = [\"Taken forward\", ", 1);
    put(board, "schemas/codes/lado-thresholds.toml", &wider);
}

fn issued() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let board = folder.path();
    first_quarter(board);
    let agencies = std::fs::read_to_string(board.join("agencies.csv")).unwrap();
    put(
        board,
        "agencies.csv",
        &format!("{agencies}lado,LADO,lado,,lado-referrals,,\n"),
    );
    put(board, "inbox/2026-27-Q1/lado/lado-referrals.csv", REFERRALS);
    paqa(board, "2026-08-20", "run --period 2026-27-Q1");
    paqa(board, "2026-08-25", "issue --period 2026-27-Q1");
    folder
}

/// What became of the county's count of referrals, and why.
fn moved(board: &Path) -> [Vec<String>; 3] {
    let list = paqa(board, NOW, "compare 2026-27-Q1 --format csv");
    let holding = ["figure", "LD02", "county", "E10000012"];
    // The home county and the agency that sent it stand in the list alike.
    ["was", "is", "why"].map(|name| {
        let mut told = column(&list, name, &holding);
        told.dedup();
        told
    })
}

#[test]
fn a_definition_and_a_code_list_that_moved_a_figure_together_are_both_named() {
    let folder = issued();
    let board = folder.path();
    redefined(board);
    assert_eq!(moved(board), [["60"], ["10"], ["definition"]]);
    spelt(board);
    paqa(board, NOW, "run --period 2026-27-Q1");
    assert_eq!(moved(board), [["60"], ["30"], ["definition; code list"]]);
}

#[test]
fn the_sql_of_what_is_held_now_is_not_given_for_a_day_before_it_came() {
    let folder = issued();
    let board = folder.path();
    put(
        board,
        "inbox/2026-27-Q2/lado/lado-referrals.csv",
        &REFERRALS.replace("Q1", "Q2"),
    );
    paqa(board, NOW, "run --period 2026-27-Q2");
    let refused = tried(board, "2026-09-01", "sql LD02");
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(2), "{said}");
    assert!(said.contains("paqa series --as-at 2026-09-01"), "{said}");
    assert!(paqa(board, NOW, "sql LD02").contains("count"));
}

#[test]
fn what_does_not_count_under_a_definition_is_no_part_of_the_figure_that_is_explained() {
    let folder = issued();
    let board = folder.path();
    let cells = || {
        let told = paqa(board, NOW, "explain LD02 --period 2026-27-Q1 --format json");
        let told: serde_json::Value = serde_json::from_str(&told).unwrap();
        let rows = told["rows"].as_array().unwrap().clone();
        rows.iter()
            .map(|row| row["cell"].as_str().unwrap().to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(cells(), ["H2", "H3", "H4"]);
    redefined(board);
    assert_eq!(cells(), ["H2"]);
}

/// A return by county and district, in which the second district may be another.
fn by_district(harlow: u32) -> String {
    format!(
        "indicator,area,period,numerator\nLA01,E10000012,2026-27 Q1,100\nLA01,E07000066,2026-27 Q1,60\nLA01,E07000073,2026-27 Q1,{harlow}\n"
    )
}

#[test]
fn a_return_sent_again_whole_restates_only_what_it_changed_and_its_cell_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let board = folder.path();
    first_quarter(board);
    let areas = std::fs::read_to_string(board.join("areas.csv")).unwrap();
    put(
        board,
        "areas.csv",
        &format!("{areas}E07000073,Harlow,district,E10000012,\n"),
    );
    let people = std::fs::read_to_string(board.join("populations.csv")).unwrap();
    let people = format!("{people}E07000073,2025,20000,mid-2025\n");
    put(board, "populations.csv", &people);
    put(board, "inbox/2026-27-Q1/one/looked after.csv", &by_district(40));
    paqa(board, "2026-08-20", "run --period 2026-27-Q1");
    paqa(board, "2026-08-25", "issue --period 2026-27-Q1");
    put(board, "inbox/2026-27-Q1/one/looked after v2.csv", &by_district(41));
    put(board, "populations.csv", &people.replace("300000", "310000"));
    paqa(board, NOW, "run --period 2026-27-Q1");
    let list = paqa(board, NOW, "compare 2026-27-Q1 --format csv");
    let told = |name: &str, holding: &[&str]| {
        let mut told = column(&list, name, holding);
        told.dedup();
        told
    };
    let district = ["figure", "LA01", "district", "E07000073"];
    assert_eq!(told("why", &district), ["restated by the agency"]);
    assert!(
        told("detail", &district)[0].contains("v2.csv D4"),
        "{:?}",
        told("detail", &district)
    );
    assert_eq!(told("why", &["figure", "LA02", "county", "E10000012"]), ["population"]);
    assert!(told("why", &["figure", "LA01", "county"]).is_empty());
}
