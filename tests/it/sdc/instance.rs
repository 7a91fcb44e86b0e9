//! A folder of `instances/` as a publication.

#![allow(clippy::unwrap_used, reason = "a fixture that cannot be read fails the test")]

use paqa::withhold::{Model, Rule, Sources, Standard, read};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub const STANDARD: Standard = Standard {
    largest_small: 5,
    values_needed: 5,
};
const RULE: Rule = Rule {
    largest_small: 5,
    dominance_percent: 10.0,
};

#[derive(Clone)]
pub struct Instance {
    pub name: String,
    values: String,
    known: BTreeMap<String, String>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/sdc")
}

/// All instances, smallest first.
pub fn all() -> Vec<Instance> {
    let text = std::fs::read_to_string(folder().join("known.csv")).unwrap();
    let mut lines = text
        .lines()
        .map(|line| line.split(',').map(String::from).collect::<Vec<String>>());
    let headings = lines.next().unwrap();
    let instances = lines.map(|line| {
        let known: BTreeMap<String, String> = headings.iter().cloned().zip(line).collect();
        let name = known["instance"].clone();
        let values = std::fs::read_to_string(folder().join("instances").join(&name).join("values.csv")).unwrap();
        Instance { name, values, known }
    });
    let instances: Vec<Instance> = instances.collect();
    assert_eq!(instances.len(), 14);
    instances
}

impl Instance {
    fn file(&self, name: &str) -> String {
        std::fs::read_to_string(folder().join("instances").join(&self.name).join(name)).unwrap()
    }

    /// A known answer, if there is one.
    pub fn known(&self, heading: &str) -> Option<usize> {
        self.known[heading].parse().ok()
    }

    /// Turns the order of the rows over.
    pub fn turn_rows_over(&mut self) {
        let mut lines: Vec<&str> = self.values.lines().collect();
        lines[1..].reverse();
        self.values = lines.join("\n");
    }

    /// The model of the true values.
    pub fn true_model(&self) -> Model {
        self.model(self.values.clone(), true)
    }

    /// The model of a published file, with sensitivity taken from the true values.
    pub fn model_of(&self, file: &str) -> Model {
        let truths = self.true_model();
        let mut model = self.model(self.file(file), false);
        for cell in &mut model.cells {
            cell.sensitive = truths.cells[truths.find(&cell.key).unwrap()].sensitive;
        }
        model
    }

    fn model(&self, cells: String, true_values: bool) -> Model {
        let sources = Sources {
            cells: vec![("cells.csv".into(), cells)],
            hierarchies: Some(self.file("hierarchies.csv")),
            true_values,
            ..Sources::default()
        };
        read(&sources, RULE).unwrap().model(RULE)
    }

    /// The known intervals as `cell|low|high|sensitive|verdict`.
    pub fn known_intervals(&self) -> Vec<String> {
        let text = self.file("by_hand_intervals.csv");
        let lines = text.lines().skip(1).map(|line| match line.strip_prefix('"') {
            Some(rest) => {
                let (cell, rest) = rest.split_once("\",").unwrap();
                format!("{cell}|{}", rest.replace(',', "|"))
            }
            None => line.replace(',', "|"),
        });
        lines.collect()
    }
}
