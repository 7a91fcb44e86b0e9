//! What `series`, `exceptions`, `findings`, `status` and the chart data say, ready to be asked for a printed number.

use crate::example_run::{board, cell, list, paqa_at};
use paqa::catalogue::{Catalogue, load};
use paqa::domain::Table;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};

/// The quarter of the papers.
pub const QUARTER: &str = "2026-27-Q2";

/// Numbers by the indicator that they belong to, those of no indicator, and words in which numbers are no figures.
pub struct Known {
    /// Declared, with the board's own additions.
    pub catalogue: Catalogue,
    /// By indicator's id.
    of: BTreeMap<String, Vec<f64>>,
    /// Counts of the papers' own lists.
    counts: Vec<f64>,
    /// Indicators by rank of the exception.
    pub ranks: BTreeMap<String, String>,
    /// Names and quotations, longest first.
    words: Vec<String>,
}

/// Numbers as papers print them.
pub fn printed(text: &str) -> Vec<String> {
    let number = Regex::new(r"\d[\d,]*(?:\.\d+)?").expect("a pattern");
    let tidy = |found: regex::Match| found.as_str().trim_end_matches(',').to_string();
    number.find_iter(text).map(tidy).collect()
}

/// Whether a printed number is the rounding of a number; limits of counts are printed as the whole numbers inside.
fn is_rounding(text: &str, number: f64) -> bool {
    let plain = text.replace(',', "");
    let Ok(shown) = plain.parse::<f64>() else { return false };
    let decimals = plain.split_once('.').map_or(0, |(_, part)| part.len());
    let near = 0.5 * 10f64.powi(-(decimals as i32)) + 1e-9;
    (shown - number).abs() <= near || (decimals == 0 && (shown == number.ceil() || shown == number.floor()))
}

impl Known {
    /// Everything that the commands print of the example board.
    pub fn read() -> Known {
        let catalogue = load(Some(&board())).expect("the catalogue");
        let mut known = Known {
            words: words(&catalogue),
            catalogue,
            of: BTreeMap::new(),
            counts: vec![],
            ranks: BTreeMap::new(),
        };
        known.read_series();
        known.read_exceptions();
        known.read_levels();
        known.read_declared();
        known.read_counts();
        known
    }

    fn add(&mut self, indicator: &str, numbers: impl IntoIterator<Item = f64>) {
        self.of.entry(indicator.to_string()).or_default().extend(numbers);
    }

    fn read_series(&mut self) {
        let ids: Vec<String> = self.catalogue.indicators().iter().map(|one| one.id.clone()).collect();
        for by in ["county", "quadrant", "district", "other", "agency"] {
            let words = ["series"]
                .into_iter()
                .chain(ids.iter().map(String::as_str))
                .chain(["--by", by]);
            let table = list(&words.collect::<Vec<_>>());
            for row in 0..table.rows.len() {
                let numbers = ["value", "numerator", "denominator", "low", "high"]
                    .map(|column| cell(&table, row, column).parse::<f64>().ok());
                self.add(&cell(&table, row, "indicator"), numbers.into_iter().flatten());
            }
        }
    }

    fn read_exceptions(&mut self) {
        let table = list(&["exceptions", "--period", QUARTER]);
        for row in 0..table.rows.len() {
            let indicator = cell(&table, row, "indicator");
            let told =
                ["sentence", "evidence", "points", "quarters_open", "value"].map(|column| cell(&table, row, column));
            let numbers: Vec<f64> = printed(&told.join(" "))
                .iter()
                .filter_map(|text| text.replace(',', "").parse().ok())
                .collect();
            self.add(&indicator, numbers);
            if cell(&table, row, "kind") == "performance" {
                self.ranks.insert(cell(&table, row, "rank"), indicator);
            }
        }
    }

    /// Averages and limits, as the data file of each chart has them.
    fn read_levels(&mut self) {
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().display().to_string();
        let ids: Vec<String> = self.catalogue.indicators().iter().map(|one| one.id.clone()).collect();
        let words = ["chart"]
            .into_iter()
            .chain(ids.iter().map(String::as_str))
            .chain(["--format", "csv", "--out", &out]);
        paqa_at(&words.collect::<Vec<_>>(), &board());
        for file in std::fs::read_dir(folder.path()).expect("the folder") {
            let text = std::fs::read_to_string(file.expect("a file").path()).expect("a data file");
            let mut lines = csv::Reader::from_reader(text.as_bytes());
            for line in lines.records().filter_map(Result::ok) {
                let numbers: Vec<f64> = line.iter().skip(3).filter_map(|text| text.parse().ok()).collect();
                self.add(line.get(0).unwrap_or_default(), numbers);
            }
        }
    }

    /// Targets, and what others have published.
    fn read_declared(&mut self) {
        let targets: Vec<(String, f64)> = self
            .catalogue
            .indicators()
            .iter()
            .flat_map(|one| one.targets.iter().map(|target| (one.id.clone(), target.value)))
            .collect();
        for (id, value) in targets {
            self.add(&id, [value]);
        }
        let text = std::fs::read_to_string(board().join("comparators.csv")).expect("comparators");
        for line in csv::Reader::from_reader(text.as_bytes())
            .records()
            .filter_map(Result::ok)
        {
            let value = line.get(3).and_then(|text| text.parse::<f64>().ok());
            self.add(line.get(0).unwrap_or_default(), value);
        }
    }

    /// Lines of each list by what tells them apart: so many new, so many late, so many questions to one agency.
    fn read_counts(&mut self) {
        let lists = [
            (
                list(&["exceptions", "--period", QUARTER]),
                &["kind", "tier", "state", "concern", "agency"][..],
            ),
            (
                list(&["status", "--period", QUARTER]),
                &["status", "feed", "agency"][..],
            ),
            (
                list(&["check", "--period", QUARTER, "--format", "csv"]),
                &["agency", "kind", "severity", "responsibility", "file", "feed"][..],
            ),
        ];
        for (table, columns) in &lists {
            self.counts.extend(groups(table, columns));
        }
        let status = &lists[1].0;
        for column in ["days_late", "indicators_expected", "indicators_received"] {
            let numbers: Vec<f64> = (0..status.rows.len())
                .filter_map(|row| cell(status, row, column).parse().ok())
                .collect();
            self.counts.push(numbers.iter().sum());
            self.counts.extend(numbers);
        }
    }

    /// Counts that a paper makes of its own lines.
    pub fn count_also(&mut self, counts: impl IntoIterator<Item = usize>) {
        self.counts.extend(counts.into_iter().map(|count| count as f64));
    }

    /// The text without names and quotations, in which numbers are no figures.
    pub fn without_words(&self, text: &str) -> String {
        self.words
            .iter()
            .fold(text.to_string(), |text, words| match text.contains(words.as_str()) {
                true => text.replace(words.as_str(), " "),
                false => text,
            })
    }

    /// The indicators that a text names.
    pub fn named(&self, text: &str) -> BTreeSet<String> {
        let names = |one: &&paqa::catalogue::Indicator| {
            [&one.name, &one.row_name, &one.short_name, &one.id]
                .iter()
                .any(|name| text.contains(name.as_str()))
        };
        self.catalogue
            .indicators()
            .iter()
            .filter(names)
            .map(|one| one.id.clone())
            .collect()
    }

    /// Whether a printed number is one of those of some indicators, or a count of a list.
    pub fn holds(&self, text: &str, indicators: &BTreeSet<String>) -> bool {
        let of = indicators.iter().filter_map(|id| self.of.get(id)).flatten();
        of.chain(&self.counts).any(|number| is_rounding(text, *number))
    }
}

/// How many lines there are, in all, for each word of a column, and for each pair of words of two columns.
fn groups(table: &Table, columns: &[&str]) -> Vec<f64> {
    let mut counted: BTreeMap<String, f64> = BTreeMap::new();
    for row in 0..table.rows.len() {
        *counted.entry(String::new()).or_default() += 1.0;
        for (at, column) in columns.iter().enumerate() {
            let word = cell(table, row, column);
            *counted.entry(format!("{at}:{word}")).or_default() += 1.0;
            for (other_at, other) in columns.iter().enumerate().skip(at + 1) {
                let pair = format!("{at}:{word};{other_at}:{}", cell(table, row, other));
                *counted.entry(pair).or_default() += 1.0;
            }
        }
    }
    counted.into_values().collect()
}

/// Declared texts and names, and what people wrote, longest first.
fn words(catalogue: &Catalogue) -> Vec<String> {
    let mut all: BTreeSet<String> = BTreeSet::new();
    for one in catalogue.indicators() {
        let people = one
            .population
            .as_ref()
            .map(|population| population.words.clone())
            .unwrap_or_default();
        all.extend([
            one.name.clone(),
            one.row_name.clone(),
            one.short_name.clone(),
            one.verb_phrase.clone(),
            one.noun.clone(),
            one.context.clone(),
            one.definition.clone(),
            people,
        ]);
    }
    let quarters = ["2026-27-Q2", "2026-27-Q1", "2025-26-Q4", "2025-26-Q3", "2025-26-Q2"];
    let written = quarters.iter().map(|quarter| format!("commentary/{quarter}.csv"));
    for file in ["agencies.csv".to_string(), "areas.csv".to_string()]
        .into_iter()
        .chain(written)
    {
        let text = std::fs::read_to_string(board().join(file)).unwrap_or_default();
        for line in csv::Reader::from_reader(text.as_bytes())
            .records()
            .filter_map(Result::ok)
        {
            all.extend(line.iter().map(String::from));
        }
    }
    for feed in ["actions", "voice", "risks", "challenges"] {
        let table = list(&["rows", feed]);
        let columns = ["text", "said", "changed", "issue", "response", "outcome", "impact"];
        for column in columns.iter().filter_map(|name| table.column(name)) {
            all.extend(table.rows.iter().map(|row| row[column].flat()));
        }
    }
    let mut all: Vec<String> = all
        .into_iter()
        .filter(|words| words.chars().any(|c| c.is_ascii_digit()) && words.chars().any(char::is_alphabetic))
        .collect();
    all.sort_by_key(|words| std::cmp::Reverse(words.len()));
    all
}
