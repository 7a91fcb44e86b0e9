//! The privacy gate's verdict on a file into its state and what is said of it, without a word of what was recognised.

use crate::catalogue::Catalogue;
use crate::domain::{Agency, FileState, Places, Receipt};
use crate::ingest::context::FileContext;
use crate::ingest::lexicon::Lexicon;
use crate::ingest::privacy::{Gazetteer, Verdict, examine};
use crate::ingest::read::ReadFile;
use crate::ingest::remarks::Remark;
use std::collections::BTreeSet;

/// What the gate lets happen.
#[derive(Clone, Debug)]
pub struct Gate {
    /// Current when the file may be read on, else refused or held.
    pub state: FileState,
    /// What is said of it.
    pub remarks: Vec<Remark>,
    name_holds_identifier: bool,
}

impl Gate {
    /// The receipt that may be kept: without the file's name where the name itself holds an identifier.
    pub fn receipt(&self, receipt: Receipt) -> Receipt {
        if !self.name_holds_identifier {
            return receipt;
        }
        Receipt {
            file: String::new(),
            ..receipt
        }
    }
}

/// Whether a file's name holds an identifier, so that it must not be written anywhere.
pub fn name_holds_identifier(file: &str, lexicon: &Lexicon) -> bool {
    crate::ingest::privacy::name_holds_identifier(file, lexicon.gazetteer())
}

/// Judges a file before anything of it is kept.
pub fn judge(file: &ReadFile, context: &FileContext<'_>) -> Gate {
    let outcome = examine(file, &context.receipt.file, context.known.lexicon.gazetteer());
    let (state, kind) = match outcome.verdict {
        Verdict::Pass => (FileState::Current, ""),
        Verdict::Quarantine => (FileState::Held, "personal-data-suspected"),
        Verdict::Block => (FileState::Refused, "personal-data"),
    };
    let mut remarks = Vec::new();
    if state != FileState::Current {
        let grave = outcome
            .reasons
            .iter()
            .filter(|reason| reason.verdict == outcome.verdict);
        let found: BTreeSet<&str> = grave.clone().map(|reason| reason.detector.in_words()).collect();
        let places: BTreeSet<String> = grave
            .map(|reason| place(&reason.sheet, &reason.place))
            .take(6)
            .collect();
        let seen = places.into_iter().collect::<Vec<_>>().join("; ");
        remarks.push(Remark::on_file(kind, seen).noting(found.into_iter().collect::<Vec<_>>().join(", ")));
    }
    Gate {
        state,
        remarks,
        name_holds_identifier: outcome.name_holds_identifier,
    }
}

fn place(sheet: &str, place: &str) -> String {
    if sheet.is_empty() {
        place.to_owned()
    } else {
        format!("{sheet}, {place}")
    }
}

/// Everything that the board and the catalogue call by a name: none of it is a person.
pub fn gazetteer(catalogue: &Catalogue, agencies: &[Agency], places: &Places) -> Gazetteer {
    let mut gazetteer = Gazetteer::default();
    for agency in agencies {
        gazetteer.add_names(std::iter::once(&agency.name).chain(&agency.aliases).map(String::as_str));
    }
    for area in places.all() {
        gazetteer.add_places(std::iter::once(&area.name).chain(&area.aliases).map(String::as_str));
    }
    for feed in catalogue.feeds() {
        gazetteer.add_names([feed.title.as_str()]);
        for column in &feed.columns {
            gazetteer.add_declared_headings(
                std::iter::once(&column.name)
                    .chain(&column.headings)
                    .map(String::as_str),
            );
        }
    }
    for list in catalogue.code_lists() {
        gazetteer.add_names(list.codes.iter().flat_map(|code| code.ways_of_writing()));
    }
    for indicator in catalogue.indicators() {
        gazetteer.add_names(indicator.ways_of_writing());
    }
    for standard in catalogue.standards() {
        gazetteer.add_names([standard.title.as_str()]);
    }
    gazetteer
}
