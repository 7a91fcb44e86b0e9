//! What `series`, `exceptions` and the data of charts say of each indicator, ready to be asked for a printed number.

use super::names::{Names, whole_words, words};
use super::spots::Spot;
use super::{kinds, when};
use crate::example_run::{board, cell, list, paqa_at};
use paqa::catalogue::{Catalogue, Unit};
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// The county.
const HOME: &str = "E10000012";

/// A number of an indicator and what a line must be about to print it.
#[derive(Debug)]
struct Figure {
    value: f64,
    /// The area or agency; empty for the county.
    place: String,
    /// The quarter; empty for what holds in every quarter.
    period: String,
    /// Words one of which must stand in the line; empty where none need.
    words: Vec<String>,
    /// Whether a count is printed as the whole number inside: limits.
    is_limit: bool,
    /// Whether only sentences and drawings say it, no cell of a quarter.
    is_told: bool,
}

/// The figures of all indicators, and the names by which lines tell of them.
pub struct Known {
    /// Names of indicators and places.
    pub names: Names,
    /// By indicator's id.
    of: BTreeMap<String, Vec<Figure>>,
    /// Indicators by rank of the exception.
    ranks: BTreeMap<String, String>,
    /// Names and quotations, longest first.
    quoted: Vec<String>,
}

/// Numbers as papers print them, with where they stand.
pub fn printed(text: &str) -> Vec<(std::ops::Range<usize>, String)> {
    static NUMBER: OnceLock<Regex> = OnceLock::new();
    let number = NUMBER.get_or_init(|| Regex::new(r"\d(?:[\d,]*\d)?(?:\.\d+)?").expect("a pattern"));
    let tidy = |found: regex::Match| (found.range(), found.as_str().to_string());
    number.find_iter(text).map(tidy).collect()
}

/// Every number in a text.
pub fn numbers(text: &str) -> Vec<f64> {
    let read = |(_, text): (_, String)| text.replace(',', "").parse().ok();
    printed(text).into_iter().filter_map(read).collect()
}

/// Whether a printed number is the rounding of a number.
pub fn is_rounding(text: &str, number: f64) -> bool {
    let plain = text.replace(',', "");
    let Ok(shown) = plain.parse::<f64>() else { return false };
    let decimals = plain.split_once('.').map_or(0, |(_, part)| part.len());
    (shown - number).abs() <= 0.5 * 10f64.powi(-(decimals as i32)) + 1e-9
}

/// Wilson's range of a share in per cent, 95 times in 100: what papers call likely.
pub fn likely(part: f64, whole: f64) -> [f64; 2] {
    let (share, z) = (part / whole, 1.959_963_985);
    let middle = share + z * z / (2.0 * whole);
    let half = z * (share * (1.0 - share) / whole + z * z / (4.0 * whole * whole)).sqrt();
    [middle - half, middle + half].map(|end| 100.0 * end / (1.0 + z * z / whole))
}

impl Known {
    /// Everything that the commands print of the indicators of the example board.
    pub fn read(catalogue: &Catalogue) -> Known {
        let mut known = Known {
            quoted: words(catalogue),
            names: Names::read(catalogue),
            of: BTreeMap::new(),
            ranks: BTreeMap::new(),
        };
        let ids: Vec<String> = catalogue.indicators().iter().map(|one| one.id.clone()).collect();
        known.read_series(&ids);
        known.read_exceptions();
        known.read_levels(&ids, &["--by", "county"]);
        // Points that a chart marks are told from its first quarter on.
        known.read_levels(&ids, &["--by", "county", "--from", "2020-21-Q2"]);
        known.read_levels(
            &known.held_by(|known, place| known.names.is_agency(place)),
            &["--by", "agency"],
        );
        let mut counts = known.held_by(|_, place| place.starts_with("E07"));
        counts.retain(|id| {
            catalogue
                .indicators()
                .iter()
                .any(|one| one.id == *id && one.unit == Unit::Count)
        });
        known.read_levels(&counts, &["--by", "district"]);
        known.read_declared(catalogue);
        known
    }

    fn add(&mut self, indicator: &str, figure: Figure) {
        self.of.entry(indicator.to_string()).or_default().push(figure);
    }

    /// What `series` prints at every level, now and as it was before the last restatement came in.
    fn read_series(&mut self, ids: &[String]) {
        let asked = |how: &[&str]| {
            let words = ["series"].into_iter().chain(ids.iter().map(String::as_str));
            list(&words.chain(how.iter().copied()).collect::<Vec<_>>())
        };
        let then = asked(&["--as-at", "2026-08-20"]);
        for row in (0..then.rows.len()).filter(|row| cell(&then, *row, "period") == when::BEFORE) {
            if let Ok(value) = cell(&then, row, "value").parse() {
                let mut figure = Figure::new(value, "", when::BEFORE);
                figure.words = vec!["Was".to_string()];
                self.add(&cell(&then, row, "indicator"), figure);
            }
        }
        for by in ["county", "quadrant", "district", "other", "agency"] {
            let table = asked(&["--by", by]);
            for row in 0..table.rows.len() {
                let agency = cell(&table, row, "agency");
                let place = match (by, agency.is_empty()) {
                    ("county", _) => String::new(),
                    (_, true) => cell(&table, row, "area"),
                    (_, false) => agency,
                };
                let whole = ["numerator", "denominator"].map(|column| cell(&table, row, column).parse::<f64>());
                if let (true, [Ok(part), Ok(whole)]) = (by == "county", whole) {
                    for end in likely(part, whole) {
                        let mut figure = Figure::told(end, "", &cell(&table, row, "period"));
                        figure.words = vec!["likely range".to_string()];
                        self.add(&cell(&table, row, "indicator"), figure);
                    }
                }
                for column in ["value", "numerator", "denominator", "low", "high"] {
                    let Ok(value) = cell(&table, row, column).parse::<f64>() else {
                        continue;
                    };
                    let figure = Figure::new(value, &place, &cell(&table, row, "period"));
                    self.add(&cell(&table, row, "indicator"), figure);
                }
            }
        }
    }

    /// What the sentence and the evidence of each exception say.
    fn read_exceptions(&mut self) {
        let table = list(&["exceptions", "--period", when::QUARTER]);
        for row in 0..table.rows.len() {
            let of = |column| cell(&table, row, column);
            let indicator = of("indicator");
            let place = match of("area").as_str() {
                HOME => String::new(),
                _ => of("area"),
            };
            for number in numbers(
                &["sentence", "evidence", "points", "quarters_open", "value"]
                    .map(of)
                    .join(" "),
            ) {
                self.add(&indicator, Figure::told(number, &place, when::NOW));
            }
            if of("kind") == "performance" {
                self.ranks.insert(of("rank"), indicator);
            }
        }
    }

    /// Averages and limits, as the data file of each chart has them.
    fn read_levels(&mut self, ids: &[String], how: &[&str]) {
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().display().to_string();
        let asked = ["chart"]
            .into_iter()
            .chain(ids.iter().map(String::as_str))
            .chain(how.iter().copied());
        let asked = asked.chain(["--format", "csv", "--out", &out]);
        paqa_at(&asked.collect::<Vec<_>>(), &board());
        for file in std::fs::read_dir(folder.path()).expect("the folder") {
            let path = file.expect("a file").path();
            let text = std::fs::read_to_string(&path).expect("a file of a chart");
            let name = path.file_stem().expect("a name").to_string_lossy();
            let (indicator, place) = name.split_once('-').expect("an indicator and a place");
            let place = if place == HOME { "" } else { place };
            match path.extension().is_some_and(|ending| ending == "csv") {
                true => self.read_level(&text, place),
                false => self.read_told(&text, (indicator, place)),
            }
        }
    }

    /// The indicators of which something is held in places of a kind.
    fn held_by(&self, is_such: fn(&Known, &str) -> bool) -> Vec<String> {
        let has = |figures: &[Figure]| figures.iter().any(|figure| is_such(self, &figure.place));
        self.of
            .iter()
            .filter(|(_, figures)| has(figures))
            .map(|(id, _)| id.clone())
            .collect()
    }

    /// What the words beside a chart say.
    fn read_told(&mut self, text: &str, (indicator, place): (&str, &str)) {
        let left = kinds::without(&self.without_words(text));
        for number in numbers(&left) {
            self.add(indicator, Figure::told(number, place, when::NOW));
        }
    }

    fn read_level(&mut self, text: &str, place: &str) {
        let mut lines = csv::Reader::from_reader(text.as_bytes());
        let columns = lines.headers().expect("the columns").clone();
        for line in lines.records().filter_map(Result::ok) {
            let of = |name: &str| {
                columns
                    .iter()
                    .position(|column| column == name)
                    .and_then(|at| line.get(at))
            };
            for column in ["average", "lower_limit", "upper_limit"] {
                if let Some(value) = of(column).and_then(|text| text.parse().ok()) {
                    let mut figure = Figure::told(value, place, of("quarter").unwrap_or_default());
                    figure.is_limit = column != "average";
                    self.add(of("indicator").unwrap_or_default(), figure);
                }
            }
        }
    }

    /// Targets, and what others have published.
    fn read_declared(&mut self, catalogue: &Catalogue) {
        for one in catalogue.indicators() {
            for target in &one.targets {
                let mut figure = Figure::new(target.value, "", "");
                figure.words = vec!["arget".to_string()];
                self.add(&one.id, figure);
            }
        }
        let text = std::fs::read_to_string(board().join("comparators.csv")).expect("comparators");
        let mut lines = csv::Reader::from_reader(text.as_bytes());
        for line in lines.records().filter_map(Result::ok) {
            let of = |at: usize| line.get(at).unwrap_or_default();
            if let Ok(value) = of(3).parse::<f64>() {
                let mut figure = Figure::new(value, "", "");
                figure.words = vec![of(1).to_string()];
                self.add(of(0), figure);
            }
        }
    }

    /// The text with spaces for names and quotations, in which numbers are no figures.
    pub fn without_words(&self, text: &str) -> String {
        let mut left = text.to_string();
        for words in &self.quoted {
            for at in whole_words(&left, words) {
                left.replace_range(at..at + words.len(), &" ".repeat(words.len()));
            }
        }
        left
    }

    /// The indicators that a spot is about: those that its row, its line or the nearest heading over it names.
    fn subject(&self, spot: &Spot) -> BTreeSet<String> {
        let near = [&spot.row, &spot.words, &spot.line, &spot.column];
        let mut texts = near.into_iter().chain(spot.heads.iter().rev());
        let named = texts.find_map(|text| Some(self.names.indicators(text)).filter(|named| !named.is_empty()));
        let of_rank = spot.rank.as_ref().and_then(|rank| self.ranks.get(rank));
        named.unwrap_or_default().into_iter().chain(of_rank.cloned()).collect()
    }

    /// The targets of an indicator and what others have published of it.
    pub fn declared(&self, indicator: &str) -> Vec<f64> {
        let figures = self.of.get(indicator).into_iter().flatten();
        figures
            .filter(|figure| figure.period.is_empty())
            .map(|figure| figure.value)
            .collect()
    }

    /// Whether a printed number is a figure of what its spot is about.
    pub fn holds(&self, text: &str, spot: &Spot) -> bool {
        let is_cell = when::is_of_quarter(spot);
        if spot.is_score() {
            return false;
        }
        let subject = self.subject(spot);
        let periods = when::periods(spot);
        let everything = format!("{} {} {} {}", spot.page, spot.line, spot.column, spot.heads.join(" "));
        let places = self.names.places(&everything);
        // A drawing of all districts says in its own words which stands where.
        let of_all = spot.element == "text" && spot.heads.iter().any(|head| head.contains("district"));
        let is_open = |figure: &&Figure| {
            (figure.place.is_empty() || places.contains(&figure.place) || of_all && figure.place.starts_with("E07"))
                && !(is_cell && figure.is_told)
                && (figure.period.is_empty() || periods.contains(&figure.period))
                && (figure.words.is_empty() || figure.words.iter().any(|word| everything.contains(word.as_str())))
        };
        let mut figures = subject
            .iter()
            .filter_map(|id| self.of.get(id))
            .flatten()
            .filter(is_open);
        figures.any(|figure| figure.is_printed_as(text))
    }
}

impl Figure {
    fn new(value: f64, place: &str, period: &str) -> Figure {
        Figure {
            value,
            place: place.to_string(),
            period: period.to_string(),
            words: vec![],
            is_limit: false,
            is_told: false,
        }
    }

    /// One that sentences and drawings say.
    fn told(value: f64, place: &str, period: &str) -> Figure {
        Figure {
            is_told: true,
            ..Figure::new(value, place, period)
        }
    }

    fn is_printed_as(&self, text: &str) -> bool {
        let shown = text.replace(',', "").parse::<f64>().unwrap_or(f64::NAN);
        let inside = self.is_limit && (shown == self.value.ceil() || shown == self.value.floor());
        is_rounding(text, self.value) || inside
    }
}
