//! `mappings/proposed.csv`: names that agencies use, for an analyst to accept; those accepted count like a mapping's own.

use crate::board::Mapping;
use crate::board::register::quoted;
use crate::board::table::{self, Row};
use crate::catalogue::{Fault, Faults};
use crate::domain::{Proposal, as_written, inert};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Where it stands in the board's folder.
pub const NAME: &str = "mappings/proposed.csv";
const COLUMNS: [&str; 7] = ["agency", "what", "within", "written", "read_as", "accepted", "found_at"];
const KINDS: [&str; 5] = ["heading", "indicator", "area", "agency", "code"];

/// The file as it stands, with the lines that this run adds. `accepted` is empty in them: people write yes or no.
#[derive(Clone, Debug, Default)]
pub struct Proposals {
    path: PathBuf,
    text: String,
    known: BTreeSet<(String, String, String)>,
}

impl Proposals {
    /// Reads the file; a board that never ran has none.
    ///
    /// # Errors
    /// A table that cannot be understood, with each line at fault.
    pub fn open(root: &Path) -> Result<Proposals, Faults> {
        let mut faults = Vec::new();
        let rows = rows(root, &mut faults);
        Faults::none_in(faults)?;
        let key = |row: &Row| {
            (
                row.cell("agency").into(),
                row.cell("what").into(),
                as_written(row.cell("written")).to_string(),
            )
        };
        Ok(Proposals {
            path: root.join(NAME),
            text: std::fs::read(root.join(NAME))
                .map(|bytes| table::text_of_bytes(&bytes))
                .unwrap_or_default(),
            known: rows.iter().map(key).collect(),
        })
    }

    /// Adds a line unless the agency has one for the name; says whether it did.
    pub fn add(&mut self, proposal: &Proposal) -> bool {
        let key = (proposal.agency.clone(), proposal.what.clone(), proposal.written.clone());
        if !self.known.insert(key) {
            return false;
        }
        if self.text.is_empty() {
            self.text = format!("{}\n", COLUMNS.join(","));
        } else if !self.text.ends_with('\n') {
            self.text.push('\n');
        }
        let separator = table::separator(&self.text);
        let cells = [
            &proposal.agency,
            &proposal.what,
            &proposal.within,
            &inert(&proposal.written).into_owned(),
            &proposal.read_as,
            &String::new(),
            &proposal.found_at,
        ];
        let cells: Vec<String> = cells.iter().map(|cell| quoted(cell, separator)).collect();
        self.text.push_str(&cells.join(&separator.to_string()));
        self.text.push('\n');
        true
    }

    /// The file's path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What stands on disk once it is kept.
    pub fn text(&self) -> &str {
        &self.text
    }
}

fn rows(root: &Path, faults: &mut Vec<Fault>) -> Vec<Row> {
    let table = table::read_if_there(root, NAME, &COLUMNS, faults);
    table.map(|table| table.rows).unwrap_or_default()
}

/// What was accepted, by agency, and the text of the file for the line of a fault.
pub(super) fn accepted(root: &Path, faults: &mut Vec<Fault>) -> BTreeMap<String, Mapping> {
    let mut accepted: BTreeMap<String, Mapping> = BTreeMap::new();
    for row in rows(root, faults) {
        match row.cell("accepted").to_lowercase().as_str() {
            "" | "no" | "n" => continue,
            "yes" | "y" => {}
            other => {
                let said = format!("`accepted` is `{other}`; write yes or no, or leave it empty");
                faults.push(Fault::at(NAME, row.line, said));
                continue;
            }
        }
        if let Err(said) = take(accepted.entry(row.cell("agency").to_string()).or_default(), &row) {
            faults.push(Fault::at(NAME, row.line, said));
        }
    }
    accepted
}

/// One accepted line into a mapping.
fn take(mapping: &mut Mapping, row: &Row) -> Result<(), String> {
    let (within, written, read_as) = (
        row.cell("within"),
        as_written(row.cell("written")).to_string(),
        row.cell("read_as").to_string(),
    );
    if written.is_empty() || read_as.is_empty() {
        return Err("an accepted line needs both `written` and `read_as`".to_string());
    }
    let (what, needs_within) = (row.cell("what"), matches!(row.cell("what"), "heading" | "code"));
    if needs_within && within.is_empty() {
        return Err(format!(
            "an accepted {what} needs `within`: the feed of a heading, the list of a code"
        ));
    }
    match what {
        "heading" => mapping
            .headings
            .entry(within.to_string())
            .or_default()
            .insert(written, read_as),
        "code" => mapping
            .codes
            .entry(within.to_string())
            .or_default()
            .insert(written, read_as),
        "indicator" => mapping.indicators.insert(written, read_as),
        "area" => mapping.areas.insert(written, read_as),
        "agency" => mapping.agencies.insert(written, read_as),
        other => return Err(format!("`what` is `{other}`; use {}", KINDS.join(", "))),
    };
    Ok(())
}

/// The lines that people have accepted, for what makes a run: the program's own lines do not.
pub fn accepted_words(root: &Path) -> Vec<String> {
    let mut faults = Vec::new();
    accepted(root, &mut faults)
        .iter()
        .map(|(agency, mapping)| format!("{agency} {mapping:?}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proposal(written: &str) -> Proposal {
        Proposal {
            agency: "police".into(),
            what: "area".into(),
            within: String::new(),
            written: written.into(),
            read_as: "E07000069".into(),
            called: "Castle Point".into(),
            found_at: "a.xlsx, Return, B7".into(),
        }
    }

    #[test]
    fn a_name_is_proposed_once_and_counts_once_it_is_accepted() {
        let board = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(board.path().join("mappings")).unwrap();
        let mut proposals = Proposals::open(board.path()).unwrap();
        assert!(proposals.add(&proposal("Castlepoint")) && !proposals.add(&proposal("Castlepoint")));
        assert!(proposals.add(&proposal("=HYPERLINK(1)")));
        std::fs::write(proposals.path(), proposals.text()).unwrap();
        assert!(proposals.text().contains(",'=HYPERLINK(1),"));
        assert!(accepted(board.path(), &mut vec![]).is_empty());
        let text = proposals.text().replace("E07000069,,", "E07000069,yes,");
        std::fs::write(proposals.path(), text).unwrap();
        let mapping = accepted(board.path(), &mut vec![]).remove("police").unwrap();
        assert_eq!(mapping.areas["Castlepoint"], "E07000069");
        assert_eq!(mapping.areas["=HYPERLINK(1)"], "E07000069");
        assert!(!Proposals::open(board.path()).unwrap().add(&proposal("Castlepoint")));
    }

    #[test]
    fn a_line_that_cannot_be_understood_is_told_with_its_line() {
        let board = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(board.path().join("mappings")).unwrap();
        let lines = "police,area,,Castlepoint,,yes,\npolice,code,,Unfound,unfounded,yes,\npolice,area,,X,E1,perhaps,\n";
        std::fs::write(board.path().join(NAME), format!("{}\n{lines}", COLUMNS.join(","))).unwrap();
        let mut faults = Vec::new();
        accepted(board.path(), &mut faults);
        let lines: Vec<Option<usize>> = faults.iter().map(|fault| fault.line).collect();
        assert_eq!(lines, [Some(2), Some(3), Some(4)]);
    }
}
