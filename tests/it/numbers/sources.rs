//! Numbers that papers count from the lists which the commands print: each with the words around it and how it is counted.

mod assurance;
mod board_work;
mod exceptions;
mod files;
mod lado;
mod need_map;
mod places;
mod returns;
mod section_11;
mod steps;
pub mod themes;
mod training;

use super::known::{Known, is_rounding};
use super::spots::Spot;
use super::when;
use crate::example_run::{board, list, paqa_at};
use paqa::catalogue::{Catalogue, Policy};
use paqa::domain::Table;
use regex::{Captures, Regex};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// A line of a list by the names of its columns.
pub type Row = BTreeMap<String, String>;

/// Words that papers print around numbers.
pub struct Said {
    /// The beginning of the names of the pages where they stand.
    pub on: &'static str,
    /// The words; each group without a name is a number, each with a name says what it is about.
    pub words: &'static str,
    /// What each number must be, in their order; nothing when the words are about nothing that is held.
    pub count: fn(&Lists, &Spot, &Captures<'_>) -> Vec<f64>,
}

/// The lists from which papers count.
pub struct Lists {
    /// `exceptions`.
    pub exceptions: Vec<Row>,
    /// What `exceptions` says beside its list.
    pub note: String,
    /// `status` of the quarter, and of the one before.
    pub status: Vec<Row>,
    /// `check` of the quarter.
    pub findings: Vec<Row>,
    /// `check` of the quarter before.
    pub findings_before: Vec<Row>,
    /// `series` of every indicator in the quarter: the county's.
    pub county: Vec<Row>,
    /// The same in every quarter.
    pub county_all: Vec<Row>,
    /// The same by district, in every quarter.
    pub districts: Vec<Row>,
    /// The same by quadrant, in the quarter.
    pub quadrants: Vec<Row>,
    /// `rows` by feed, all quarters.
    pub rows: BTreeMap<String, Vec<Row>>,
    /// `catalogue indicators`.
    pub catalogue: Vec<Row>,
    /// `agencies.csv` and `areas.csv` of the board.
    pub agencies: Vec<Row>,
    /// See `agencies`.
    pub areas: Vec<Row>,
    /// The most points of each part of a score, by policy.
    pub ranking: Vec<(&'static str, f64)>,
    said: Vec<(Said, Regex)>,
}

/// A list as rows by column.
pub fn rows(table: &Table) -> Vec<Row> {
    let row = |cells: &Vec<paqa::domain::Entry>| {
        let pairs = table.columns.iter().zip(cells);
        pairs.map(|(column, cell)| (column.clone(), cell.flat())).collect()
    };
    table.rows.iter().map(row).collect()
}

/// What the board and the program declare.
pub fn declared() -> &'static Catalogue {
    static DECLARED: OnceLock<Catalogue> = OnceLock::new();
    DECLARED.get_or_init(|| paqa::catalogue::load(Some(&board())).expect("the catalogue"))
}

/// Whether a source of its own must count a spot: that a number is somewhere in the lists of its indicator is not enough there.
pub fn is_counted_alone(spot: &Spot) -> bool {
    spot.page == "need-map" && spot.element == "td" || themes::is_counted(spot)
}

/// A table of the board as rows by column.
fn file(name: &str) -> Vec<Row> {
    let text = std::fs::read_to_string(board().join(name)).expect("a table of the board");
    let mut lines = csv::Reader::from_reader(text.as_bytes());
    let columns = lines.headers().expect("the columns").clone();
    let row = |line: csv::StringRecord| {
        columns
            .iter()
            .map(String::from)
            .zip(line.iter().map(String::from))
            .collect()
    };
    lines.records().filter_map(Result::ok).map(row).collect()
}

/// How many rows have each of some words in their columns.
pub fn count(rows: &[Row], with: &[(&str, &str)]) -> f64 {
    let fits = |row: &&Row| with.iter().all(|(column, word)| row[*column] == *word);
    rows.iter().filter(fits).count() as f64
}

/// A cell as a number, 0 when it is none.
pub fn number(row: &Row, column: &str) -> f64 {
    row.get(column).and_then(|text| text.parse().ok()).unwrap_or_default()
}

impl Lists {
    /// What the commands print of the example board.
    pub fn read(policy: &Policy) -> Lists {
        let catalogue = rows(&list(&["catalogue", "indicators"]));
        let feeds = rows(&list(&["catalogue", "feeds"]));
        let held = |feed: &Row| (feed["id"].clone(), rows(&list(&["rows", &feed["id"]])));
        let series = |by: &str| {
            let asked = ["series"]
                .into_iter()
                .chain(catalogue.iter().map(|row| row["id"].as_str()));
            let table = list(&asked.chain(["--by", by]).collect::<Vec<_>>());
            rows(&table)
        };
        let all = [
            exceptions::SAID,
            returns::SAID,
            files::SAID,
            places::SAID,
            lado::SAID,
            board_work::SAID,
            assurance::SAID,
            training::SAID,
            section_11::SAID,
            need_map::SAID,
            themes::SAID,
        ];
        let county_all = series("county");
        let is_now = |row: &&Row| row["period"] == when::NOW;
        let said = all.into_iter().flat_map(|table| table.iter());
        Lists {
            exceptions: rows(&list(&["exceptions", "--period", when::QUARTER])),
            note: paqa_at(&["exceptions", "--period", when::QUARTER], &board())
                .notes
                .join(" "),
            status: rows(&list(&["status", "--period", when::QUARTER])),
            findings: rows(&list(&["check", "--period", when::QUARTER])),
            findings_before: rows(&list(&["check", "--period", "2026-27-Q1"])),
            county: county_all.iter().filter(is_now).cloned().collect(),
            county_all,
            districts: series("district"),
            quadrants: series("quadrant").into_iter().filter(|row| is_now(&row)).collect(),
            rows: feeds.iter().map(held).collect(),
            catalogue,
            ranking: ranking(policy),
            agencies: file("agencies.csv"),
            areas: file("areas.csv"),
            said: said
                .map(|one| (Said { ..*one }, Regex::new(one.words).expect("a pattern")))
                .collect(),
        }
    }

    /// Where in a spot's words numbers stand that a source counts.
    pub fn counted(&self, spot: &Spot, known: &Known) -> BTreeSet<usize> {
        let mut found = steps::steps(spot);
        found.extend(files::quoted(self, spot));
        found.extend(exceptions::of_rank(self, spot, known));
        for (said, words) in self.said.iter().filter(|(said, _)| spot.page.starts_with(said.on)) {
            for captures in words.captures_iter(&spot.words) {
                let names: BTreeSet<usize> = named_groups(words);
                let printed = (1..captures.len()).filter(|group| !names.contains(group));
                let expected = (said.count)(self, spot, &captures);
                for (group, expected) in printed.zip(expected) {
                    let shown = captures
                        .get(group)
                        .filter(|shown| is_rounding(shown.as_str(), expected));
                    found.extend(shown.map(|shown| shown.start()));
                }
            }
        }
        found
    }

    /// How many agencies `series` says have sent a part of an indicator, in each quarter.
    pub fn senders(&self, indicator: &str) -> Vec<f64> {
        let its = self.county_all.iter().filter(|row| row["indicator"] == indicator);
        its.map(|row| row["reporting_sources"].split(';').count() as f64)
            .collect()
    }

    /// What `series` says of each district in the quarter.
    pub fn districts_now(&self) -> impl Iterator<Item = &Row> {
        self.districts.iter().filter(|row| row["period"] == when::NOW)
    }

    /// The rows of every feed that an agency sent in the quarter.
    pub fn every_row<'a>(&'a self, agency: &'a str) -> impl Iterator<Item = &'a Row> {
        let folder = format!("{}/", when::QUARTER);
        let all = self.rows.values().flatten();
        all.filter(move |row| row["sender"] == agency && row["source_file"].starts_with(&folder))
    }

    /// The agency that a text names, by the longest of its names, else that of the page.
    pub fn agency(&self, spot: &Spot, text: &str) -> String {
        let names = self.agencies.iter().flat_map(|row| {
            let names = [row["agency"].as_str(), row["name"].as_str()]
                .into_iter()
                .chain(row["aliases"].split(';'));
            names
                .filter(|name| text.contains(*name) && !name.is_empty())
                .map(|name| (name.len(), &row["agency"]))
        });
        let of_page = || spot.page.rsplit('/').next().unwrap_or_default().to_string();
        names.max().map_or_else(of_page, |(_, agency)| agency.clone())
    }
}

/// The most points of each part of a score, as the method page names the parts.
fn ranking(policy: &Policy) -> Vec<(&'static str, f64)> {
    let points = &policy.ranking;
    vec![
        ("Severity", points.severity),
        ("Direction", points.direction),
        ("Persistence", points.persistence),
        ("Comparator", points.comparator),
        ("Confidence", points.confidence),
        ("Board priority", points.priority),
        ("Target", points.target),
    ]
}

fn named_groups(words: &Regex) -> BTreeSet<usize> {
    let names = words.capture_names().enumerate();
    names
        .filter(|(_, name)| name.is_some())
        .map(|(group, _)| group)
        .collect()
}
