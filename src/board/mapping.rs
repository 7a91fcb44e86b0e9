//! `mappings/<agency>.toml`: what was learnt of an agency's habits, read, checked and written back.

use crate::board::{Board, proposed};
use crate::catalogue::{Becomes, Catalogue, Fault, Faults, line_of, nearest};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// The habits of one agency. Each use of one is noted as a finding.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mapping {
    /// Sheets that hold nothing to read, by name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skip_sheets: Vec<String>,
    /// For each feed: heading to column.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub headings: BTreeMap<String, BTreeMap<String, String>>,
    /// Written name to indicator.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub indicators: BTreeMap<String, String>,
    /// Written name to area.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub areas: BTreeMap<String, String>,
    /// Written name to agency.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub agencies: BTreeMap<String, String>,
    /// For each code list: written word to code.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub codes: BTreeMap<String, BTreeMap<String, String>>,
    /// What this agency's symbols stand for.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub symbols: BTreeMap<String, Meaning>,
    /// Cells that the agency has agreed to have read otherwise.
    #[serde(rename = "patch", skip_serializing_if = "Vec::is_empty")]
    pub patches: Vec<Patch>,
}

/// What a symbol of an agency stands for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meaning {
    /// What the cell becomes.
    pub becomes: Becomes,
    /// Least number that it may hide.
    #[serde(default)]
    pub low: f64,
    /// Greatest number that it may hide; none: not known.
    pub high: Option<f64>,
}

/// One cell that is read otherwise, by agreement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Patch {
    /// Path relative to the inbox.
    pub file: String,
    /// Sheet name; empty for text files.
    #[serde(default)]
    pub sheet: String,
    /// As Excel names it.
    pub cell: String,
    /// What stands there; the patch is void when something else does.
    pub seen: String,
    /// What it is read as.
    pub read_as: String,
    /// Why, and with whom it was agreed, as a role.
    pub agreed: String,
}

impl Mapping {
    /// Adds what was accepted elsewhere; what this mapping says itself stays as it is.
    fn learn(&mut self, more: &Mapping) {
        let add = |known: &mut BTreeMap<String, String>, more: &BTreeMap<String, String>| {
            for (written, read_as) in more {
                known.entry(written.clone()).or_insert_with(|| read_as.clone());
            }
        };
        add(&mut self.indicators, &more.indicators);
        add(&mut self.areas, &more.areas);
        add(&mut self.agencies, &more.agencies);
        for (feed, headings) in &more.headings {
            add(self.headings.entry(feed.clone()).or_default(), headings);
        }
        for (list, words) in &more.codes {
            add(self.codes.entry(list.clone()).or_default(), words);
        }
    }

    /// The file's text. The same mapping always gives the same text.
    ///
    /// # Errors
    /// None for a mapping of this type; the writer's error otherwise.
    pub fn to_toml(&self) -> Result<String, toml::ser::Error> {
        toml::to_string(self)
    }
}

/// Reads `mappings/`, by agency. An agency without a file has no entry.
pub(super) fn read(
    root: &Path,
    board: &Board,
    catalogue: &Catalogue,
    faults: &mut Vec<Fault>,
) -> BTreeMap<String, Mapping> {
    let mut mappings = BTreeMap::new();
    let folder = root.join("mappings");
    if !folder.is_dir() {
        return mappings;
    }
    let mut accepted = proposed::accepted(root, faults);
    for entry in walkdir::WalkDir::new(folder)
        .max_depth(1)
        .sort_by_file_name()
        .into_iter()
        .flatten()
    {
        let file = entry.file_name().to_string_lossy().into_owned();
        let Some(agency) = file.strip_suffix(".toml") else {
            continue;
        };
        let name = format!("mappings/{file}");
        match std::fs::read_to_string(entry.path()) {
            Err(error) => faults.push(Fault::of_file(name, format!("cannot be read: {error}"))),
            Ok(text) => match from_text(&text, &name, (board, catalogue), agency) {
                Ok(mapping) => drop(mappings.insert(agency.to_string(), mapping)),
                Err(Faults(more)) => faults.extend(more),
            },
        }
    }
    let text = std::fs::read_to_string(root.join(proposed::NAME)).unwrap_or_default();
    for (agency, more) in &mut accepted {
        let mut check = Check {
            text: &text,
            name: proposed::NAME,
            faults: vec![],
        };
        check.all(more, (board, catalogue), agency);
        faults.extend(check.faults);
        mappings.entry(agency.clone()).or_default().learn(more);
    }
    mappings
}

/// One mapping from its text.
fn from_text(text: &str, name: &str, known: (&Board, &Catalogue), agency: &str) -> Result<Mapping, Faults> {
    let mapping: Mapping = toml::from_str(text).map_err(|error| {
        let line = error.span().map(|span| line_of(text, span.start));
        Faults(vec![Fault {
            file: name.into(),
            line,
            said: error.message().to_string(),
            allowed: vec![],
        }])
    })?;
    let mut check = Check {
        text,
        name,
        faults: vec![],
    };
    check.all(&mapping, known, agency);
    Faults::none_in(check.faults)?;
    Ok(mapping)
}

/// Whether a text is a cell's name: letters, then a number from 1.
fn is_cell(name: &str) -> bool {
    let digits = name.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
    digits.len() < name.len() && !digits.starts_with('0') && digits.parse::<u32>().is_ok()
}

/// The faults of one mapping so far.
struct Check<'a> {
    text: &'a str,
    name: &'a str,
    faults: Vec<Fault>,
}

impl Check<'_> {
    #[expect(clippy::too_many_lines, reason = "one kind of entry after the other")]
    fn all(&mut self, mapping: &Mapping, (board, catalogue): (&Board, &Catalogue), agency: &str) {
        let agencies: Vec<&str> = board.agencies.iter().map(|known| known.id.as_str()).collect();
        let areas: Vec<&str> = board.places.all().iter().map(|area| area.id.as_str()).collect();
        let indicators: Vec<&str> = catalogue
            .indicators()
            .iter()
            .map(|indicator| indicator.id.as_str())
            .collect();
        let feeds: Vec<&str> = catalogue.feeds().iter().map(|feed| feed.id.as_str()).collect();
        let lists: Vec<&str> = catalogue.code_lists().iter().map(|list| list.id.as_str()).collect();
        self.word("agency", agency, &agencies);
        mapping
            .indicators
            .values()
            .for_each(|word| self.word("indicator", word, &indicators));
        mapping.areas.values().for_each(|word| self.word("area", word, &areas));
        mapping
            .agencies
            .values()
            .for_each(|word| self.word("agency", word, &agencies));
        for (feed, headings) in &mapping.headings {
            self.word("feed", feed, &feeds);
            let columns: Vec<&str> = catalogue.feed(feed).map_or(vec![], |feed| {
                feed.columns.iter().map(|column| column.name.as_str()).collect()
            });
            headings
                .values()
                .for_each(|column| self.word("column", column, &columns));
        }
        for (list, words) in &mapping.codes {
            self.word("code list", list, &lists);
            let codes: Vec<&str> = catalogue.code_list(list).map_or(vec![], |list| {
                list.codes.iter().map(|code| code.code.as_str()).collect()
            });
            words.values().for_each(|code| self.word("code", code, &codes));
        }
        for patch in mapping.patches.iter().filter(|patch| !is_cell(&patch.cell)) {
            let line = self.line(&patch.cell);
            self.faults.push(Fault {
                file: self.name.into(),
                line,
                said: format!("`{}` is no cell such as C7", patch.cell),
                allowed: vec![],
            });
        }
        for (symbol, meaning) in &mapping.symbols {
            if meaning.high.is_some_and(|high| high < meaning.low) {
                let line = self.line(symbol);
                self.faults.push(Fault {
                    file: self.name.into(),
                    line,
                    said: "`high` is below `low`".into(),
                    allowed: vec![],
                });
            }
        }
    }

    /// A word must be one of those known.
    fn word(&mut self, what: &str, word: &str, known: &[&str]) {
        if known.contains(&word) {
            return;
        }
        let meant = nearest(word, known.iter().copied()).map(|near| format!(" (did you mean `{near}`?)"));
        let said = format!("`{word}` is no {what}{}", meant.unwrap_or_default());
        let line = self.line(word);
        let allowed = known.iter().map(ToString::to_string).collect();
        self.faults.push(Fault {
            file: self.name.into(),
            line,
            said,
            allowed,
        });
    }

    /// The line on which a word first stands.
    fn line(&self, word: &str) -> Option<usize> {
        self.text.find(word).map(|at| line_of(self.text, at))
    }
}
