//! The data file and the words of each chart: their numbers against `series`, which a program of its own could ask.

use super::known::{is_rounding, numbers, printed};
use super::sources::Lists;
use super::{Sources, when};
use crate::example_run::{board, list, paqa_at};
use paqa::domain::inert;
use std::collections::BTreeMap;

/// What `series` prints of an indicator and place in a quarter.
type Series = BTreeMap<(String, String, String), Printed>;

/// The numbers of a line of a series.
#[derive(Default)]
struct Printed {
    numerator: Option<f64>,
    denominator: Option<f64>,
    /// With these two, everything.
    all: Vec<f64>,
}

fn series(ids: &[String], by: &str) -> Series {
    let asked = ["series"]
        .into_iter()
        .chain(ids.iter().map(String::as_str))
        .chain(["--by", by]);
    let table = list(&asked.collect::<Vec<_>>());
    let rows = super::sources::rows(&table);
    let key = |row: &super::sources::Row| {
        let place = if row["agency"].is_empty() || by == "county" {
            &row["area"]
        } else {
            &row["agency"]
        };
        (row["indicator"].clone(), place.clone(), row["period"].clone())
    };
    let figures = |row: &super::sources::Row| {
        let of = |column: &str| row[column].parse().ok();
        Printed {
            numerator: of("numerator"),
            denominator: of("denominator"),
            all: ["value", "numerator", "denominator", "low", "high"]
                .into_iter()
                .filter_map(of)
                .collect(),
        }
    };
    rows.iter().map(|row| (key(row), figures(row))).collect()
}

/// What the agencies that sent their parts of the newest quarter come to in a quarter: a chart compares like with like, so that one
/// which has not sent is left out of every quarter.
fn alike(lists: &Lists, by_agency: &Series, indicator: &str, period: &str) -> Vec<f64> {
    let its = lists.county_all.iter().filter(|row| row["indicator"] == indicator);
    let newest = its.rev().find(|row| !row["reporting_sources"].is_empty());
    let newest = newest.map_or("", |row| row["reporting_sources"].as_str());
    let parts = newest
        .split(';')
        .filter_map(|agency| by_agency.get(&(indicator.to_string(), agency.to_string(), period.to_string())));
    let (number, base) = parts.fold((0.0, 0.0), |(number, base), part| {
        (
            number + part.numerator.unwrap_or_default(),
            base + part.denominator.unwrap_or_default(),
        )
    });
    vec![number, base, 100.0 * number / base]
}

/// The numbers of a cell that no figure is: a place of a list, or a mark in brackets.
fn unknown(cell: &str, figures: &[f64]) -> Vec<String> {
    let is_known = |text: &String| figures.iter().any(|figure| is_rounding(text, *figure));
    let shown = printed(cell).into_iter().map(|(_, text)| text);
    shown.filter(|text| !cell.starts_with('[') && !is_known(text)).collect()
}

#[test]
fn every_number_of_a_charts_data_file_is_in_its_series_and_its_words_are_in_the_file() {
    let lists = &Sources::read().lists;
    let ids: Vec<String> = lists.catalogue.iter().map(|row| row["id"].clone()).collect();
    let mut faults = Vec::new();
    let mut found = 0;
    let (series, by_agency) = (series(&ids, "county"), series(&ids, "agency"));
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().display().to_string();
    let asked = ["chart"].into_iter().chain(ids.iter().map(String::as_str));
    paqa_at(
        &asked.chain(["--format", "csv", "--out", &out]).collect::<Vec<_>>(),
        &board(),
    );
    for file in std::fs::read_dir(folder.path()).expect("the folder") {
        let path = file.expect("a file").path();
        let name = path.file_stem().expect("a name").to_string_lossy().to_string();
        if path.extension().is_none_or(|ending| ending != "csv") {
            continue;
        }
        let (indicator, place) = name.split_once('-').expect("an indicator and a place");
        let (mut in_file, mut limits) = (Vec::new(), Vec::new());
        let mut lines = csv::Reader::from_path(&path).expect("a data file");
        for line in lines.records() {
            let line = line.expect("a line");
            let key = (indicator.to_string(), place.to_string(), line[2].to_string());
            let mut figures = series.get(&key).map_or(vec![], |printed| printed.all.clone());
            figures.extend(alike(lists, &by_agency, indicator, &line[2]));
            for cell in line.iter().skip(3).take(3) {
                found += printed(cell).len();
                faults.extend(
                    unknown(cell, &figures)
                        .iter()
                        .map(|text| format!("{name} {}: {text} in {cell}", &line[2])),
                );
            }
            in_file.extend(line.iter().skip(3).flat_map(numbers));
            limits.extend(line.iter().skip(7).flat_map(numbers));
        }
        let words = std::fs::read_to_string(path.with_extension("txt")).expect("the words of the chart");
        found += said(&words, (indicator, &in_file, &limits), &mut faults);
    }
    println!("{found} numbers");
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    assert!(found > 7_400, "only {found} numbers were found");
}

/// The numbers of the words beside a chart that are neither in its data file nor in what `exceptions` says of the indicator. How
/// many points are marked and how many quarters limits rest on no list prints; no more can be than quarters are held.
fn said(words: &str, (indicator, in_file, limits): (&str, &[f64], &[f64]), faults: &mut Vec<String>) -> usize {
    let sources = Sources::read();
    let left = super::kinds::without(&sources.known.without_words(words));
    let listed = sources
        .lists
        .exceptions
        .iter()
        .filter(|row| row["indicator"] == indicator);
    let told: Vec<f64> = listed.flat_map(|row| numbers(&row["sentence"])).collect();
    let declared = sources.known.declared(indicator);
    let mut found = 0;
    for (at, text) in printed(&left) {
        let after = &words[at.end..];
        let number: f64 = text.replace(',', "").parse().expect("a number");
        let is_limit = limits
            .iter()
            .any(|limit| limit.ceil() == number || limit.floor() == number);
        let mut all = in_file.iter().chain(&told).chain(&declared);
        let is_known = is_limit || all.any(|figure| is_rounding(&text, *figure));
        let is_count = match () {
            () if after.starts_with(" agencies") => sources.lists.senders(indicator).contains(&number),
            () => {
                let spans = [
                    " worse",
                    " better",
                    " unusual",
                    " quarters",
                    " full years",
                    " years",
                    " terms",
                    " rounds",
                ];
                spans.iter().any(|words| after.starts_with(words)) && number <= 25.0
            }
        };
        let is_policy = of_policy((&words[..at.start], after), number);
        let is_axis = words[..at.start].ends_with("Axis from ");
        found += 1;
        if !is_known && !is_count && !is_axis && !is_policy {
            faults.push(format!("{indicator}: {text} in {words}"));
        }
    }
    found
}

/// Whether a number is what policy asks for, in the words that say which method was used and why.
fn of_policy((before, after): (&str, &str), number: f64) -> bool {
    let catalogue = paqa::catalogue::Catalogue::built_in().expect("the catalogue");
    let policy = catalogue.policy();
    match () {
        () if after.starts_with(" are needed to judge") => number == f64::from(policy.points_for_run_chart),
        () if before.ends_with("limits need ") => number == f64::from(policy.points_for_limits),
        () if before.ends_with("Fewer than ") => number == policy.least_expected_events,
        () => false,
    }
}

#[test]
fn the_tables_beside_the_papers_are_the_lists_that_the_commands_print() {
    let reports = board().join("reports").join(when::QUARTER);
    let lists = [("returns.csv", "status"), ("findings.csv", "check")];
    for (file, command) in lists {
        let mut lines = csv::Reader::from_path(reports.join(file)).expect("a table");
        let columns = lines.headers().expect("the columns").clone();
        let table = list(&[command, "--period", when::QUARTER]);
        assert_eq!(columns.iter().collect::<Vec<_>>(), table.columns, "{file}");
        let rows: Vec<Vec<String>> = lines
            .records()
            .map(|line| line.expect("a line").iter().map(String::from).collect())
            .collect();
        let printed: Vec<Vec<String>> = table
            .rows
            .iter()
            .map(|row| row.iter().map(|cell| inert(&cell.flat()).into_owned()).collect())
            .collect();
        // Beside the papers the figure of a cell is a mark: members must not learn from a fault what the papers withhold.
        let is_told = |(told, printed): (&String, &String)| {
            let marked = told.contains("(figure)") && told.split("(figure)").all(|rest| printed.contains(rest));
            told == printed || (file == "findings.csv" && marked)
        };
        assert_eq!(rows.len(), printed.len(), "{file}");
        for (row, printed) in rows.iter().zip(&printed) {
            assert!(row.iter().zip(printed).all(is_told), "{file}: {row:?} is {printed:?}");
        }
    }
}
