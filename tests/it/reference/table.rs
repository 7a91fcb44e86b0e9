//! One CSV of reference figures → rows that can be asked for a number, a gap or a flag.

use std::collections::BTreeMap;

/// One row, by heading.
pub struct Row(BTreeMap<String, String>);

/// All rows of `reference/<name>.csv`.
pub fn rows(name: &str) -> Vec<Row> {
    let path = format!("{}/tests/it/reference/{name}.csv", env!("CARGO_MANIFEST_DIR"));
    let mut reader = csv::Reader::from_path(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let headings = reader.headers().unwrap().clone();
    let row = |record: csv::StringRecord| {
        Row(headings
            .iter()
            .zip(&record)
            .map(|(h, c)| (h.into(), c.into()))
            .collect())
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

/// The rows of each group under `heading`, in order of first appearance within an ordered map.
pub fn groups(name: &str, heading: &str) -> BTreeMap<String, Vec<Row>> {
    let mut groups: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for row in rows(name) {
        groups.entry(row.text(heading).to_string()).or_default().push(row);
    }
    groups
}

impl Row {
    pub fn text(&self, heading: &str) -> &str {
        self.0.get(heading).unwrap_or_else(|| panic!("no column {heading}"))
    }

    /// A number; empty, NA and NaN are gaps.
    pub fn number(&self, heading: &str) -> Option<f64> {
        match self.text(heading) {
            "" | "NA" | "NaN" => None,
            "Inf" => Some(f64::INFINITY),
            "-Inf" => Some(f64::NEG_INFINITY),
            text => Some(text.parse().unwrap_or_else(|_| panic!("{heading}: {text}"))),
        }
    }

    pub fn whole(&self, heading: &str) -> Option<usize> {
        self.number(heading).map(|number| number as usize)
    }

    /// 1 or 0, or a gap.
    pub fn flag(&self, heading: &str) -> Option<bool> {
        self.number(heading).map(|number| number != 0.0)
    }

    /// Whole numbers counted from 1, parted by semicolons, as positions counted from 0.
    pub fn positions(&self, heading: &str) -> Vec<usize> {
        self.text(heading)
            .split(';')
            .filter(|part| !part.is_empty())
            .map(|part| part.parse::<usize>().unwrap() - 1)
            .collect()
    }

    /// Fails unless `ours` is the peer's figure under `heading`, to `tolerance` relative, gap for gap.
    pub fn agrees_within(&self, heading: &str, ours: Option<f64>, tolerance: f64) {
        let theirs = self.number(heading);
        let ours = ours.filter(|number| !number.is_nan());
        let same = match (ours, theirs) {
            (None, None) => true,
            (Some(ours), Some(theirs)) => ours == theirs || (ours - theirs).abs() <= tolerance * theirs.abs(),
            (Some(_), None) | (None, Some(_)) => false,
        };
        assert!(same, "{heading}: ours {ours:?}, theirs {theirs:?}, in {:?}", self.0);
    }

    /// The same at the ordinary tolerance of 10⁻¹².
    pub fn agrees(&self, heading: &str, ours: impl Into<Option<f64>>) {
        self.agrees_within(heading, ours.into(), 1e-12);
    }

    /// Fails unless `ours` is exactly the peer's flag or whole number.
    pub fn equals<T: PartialEq + std::fmt::Debug>(&self, heading: &str, ours: T, theirs: T) {
        assert_eq!(ours, theirs, "{heading} in {:?}", self.0);
    }
}
