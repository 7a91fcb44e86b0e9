//! Equal files of one inbox folder: read once, and taken for the agency that their content names.

use crate::catalogue::Catalogue;
use crate::domain::FileState;
use crate::ingest::file::FileReading;
use crate::ingest::life::{base, rank, say};
use crate::ingest::remarks::Remark;
use std::collections::{BTreeMap, BTreeSet};

/// The same bytes twice are read once; from two agencies they belong to the one that their content names.
pub fn settle_same_bytes(readings: &mut [FileReading], catalogue: &Catalogue) {
    let mut same: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, reading) in readings.iter().enumerate() {
        if reading
            .submissions
            .iter()
            .any(|submission| submission.state == FileState::Current)
        {
            same.entry(reading.receipt.sha256.clone()).or_default().push(at);
        }
    }
    for mut places in same.into_values().filter(|places| places.len() > 1) {
        places.sort_by(|one, other| {
            let order = |at: usize| (!is_own(&readings[at]), rank(&readings[at].receipt));
            order(*one).cmp(&order(*other))
        });
        put_copies_aside(readings, &places, catalogue);
    }
}

/// Whether the content names the agency in whose folder the file lies.
fn is_own(reading: &FileReading) -> bool {
    reading
        .submissions
        .iter()
        .all(|submission| submission.sender == reading.receipt.agency)
}

/// The first of several equal files is kept, unless two agencies have an equal claim to it.
fn put_copies_aside(readings: &mut [FileReading], places: &[usize], catalogue: &Catalogue) {
    let Some((&first, copies)) = places.split_first() else {
        return;
    };
    let claims: BTreeSet<String> = places
        .iter()
        .filter(|&&at| is_own(&readings[at]))
        .map(|&at| readings[at].receipt.agency.clone())
        .collect();
    let kept = base(&readings[first].receipt.file);
    let agency = readings[first].receipt.agency.clone();
    for &at in copies {
        let kind = if readings[at].receipt.agency == agency {
            "file-duplicate"
        } else {
            "file-from-two-agencies"
        };
        set_state(&mut readings[at], FileState::Duplicate);
        let remark = Remark::on_file(kind, readings[at].receipt.file.clone()).taken_as(kept.clone());
        // What stands in the copy was said of the first already.
        for submission in &mut readings[at].submissions {
            submission.findings.clear();
        }
        say(&mut readings[at], 0, remark, catalogue);
    }
    if claims.len() > 1 {
        // Nothing in the content says whose it is, so neither is believed.
        for &at in places {
            set_state(&mut readings[at], FileState::Held);
        }
        let other = copies
            .first()
            .map(|&at| base(&readings[at].receipt.file))
            .unwrap_or_default();
        let remark = Remark::on_file("file-order-unclear", kept).taken_as(other);
        say(&mut readings[first], 0, remark, catalogue);
    }
}

fn set_state(reading: &mut FileReading, state: FileState) {
    for submission in &mut reading.submissions {
        submission.state = state;
    }
}
