//! The privacy gate's verdict on a file into its state and what is said of it, without a word of what was recognised.

use crate::catalogue::Catalogue;
use crate::domain::{Agency, FileState, PERSONAL_DATA, Places, Receipt};
use crate::ingest::context::FileContext;
use crate::ingest::privacy::{Gazetteer, Reason, Verdict, examine, speakable};
use crate::ingest::read::ReadFile;
use crate::ingest::remarks::{Remark, Stretch};
use crate::ingest::sheet::Area;
use std::collections::BTreeSet;

/// What the gate lets happen.
#[derive(Clone, Debug)]
pub struct Gate {
    /// Current when the file may be read on, else refused or held.
    pub state: FileState,
    /// What is said of it.
    pub remarks: Vec<Remark>,
    shown: String,
}

impl Gate {
    /// The receipt that may be kept: without the file's name where the name itself holds an identifier.
    pub fn receipt(&self, receipt: Receipt) -> Receipt {
        Receipt {
            file: self.shown.clone(),
            ..receipt
        }
    }
}

/// Judges a file before anything of it is kept.
pub fn judge(file: &ReadFile, context: &FileContext<'_>) -> Gate {
    let gazetteer = context.known.lexicon.gazetteer();
    let outcome = examine(file, &context.receipt.file, gazetteer);
    let released = context.released && outcome.verdict == Verdict::Quarantine && !outcome.name_holds_identifier;
    let verdict = if released { Verdict::Pass } else { outcome.verdict };
    let (state, kind) = match verdict {
        Verdict::Pass => (FileState::Current, ""),
        Verdict::Quarantine => (FileState::Held, "personal-data-suspected"),
        Verdict::Block => (FileState::Refused, PERSONAL_DATA),
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
        let first = outcome.reasons.iter().find(|reason| reason.verdict == outcome.verdict);
        let on_file = first.map_or_else(|| Remark::on_file(kind, ""), |reason| on_place(kind, reason));
        remarks.push(Remark { seen, ..on_file }.noting(found.into_iter().collect::<Vec<_>>().join(", ")));
    }
    Gate {
        state,
        remarks,
        shown: speakable(&context.receipt.file, verdict != Verdict::Pass, gazetteer),
    }
}

/// A remark at the cells of a reason; on its file where it stands in no cell.
fn on_place(kind: &'static str, reason: &Reason) -> Remark {
    let cells = reason.place.trim_start_matches("comment at ");
    match Area::parse(cells) {
        Some(area) => Remark {
            at: Some(Stretch {
                first_column: area.first_column,
                first_row: area.first_row,
                last_row: area.last_row,
                last_column: area.last_column,
            }),
            ..Remark::on_sheet(kind, &reason.sheet, "")
        },
        None => Remark::on_file(kind, ""),
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
