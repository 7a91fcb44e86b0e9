//! What goes back to the agencies: a page, a covering note and a workbook each; and names for the analyst to accept.

use crate::board::Proposals;
use crate::domain::{Feedback, harmless_lines};
use crate::pipeline::{Fault, Session};
use crate::report::document::{self, Press};
use crate::report::{feedback, page::Overrides};
use crate::store::write_whole;
use anyhow::Context;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The files of `feedback/`, by name.
///
/// # Errors
/// A page or workbook that cannot be made.
pub fn files(told: &[Feedback], session: &Session) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let made: Vec<Vec<(String, Vec<u8>)>> = told
        .par_iter()
        .map(|one| of_agency(one, session).with_context(|| format!("feedback to {}", one.agency)))
        .collect::<anyhow::Result<_>>()?;
    Ok(made.into_iter().flatten().collect())
}

fn of_agency(told: &Feedback, session: &Session) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let board = &session.board.name;
    let overrides = Overrides::new();
    let press = Press {
        board,
        overrides: &overrides,
        day: session.as_at,
    };
    let named = |ending: &str| format!("feedback/{}.{ending}", told.agency);
    Ok(vec![
        (named("html"), document::html(&told.page, &press)?.into_bytes()),
        (named("txt"), harmless_lines(&told.note).into_owned().into_bytes()),
        (named("xlsx"), feedback::workbook(told, (board, session.as_at))?),
    ])
}

/// Adds a line to `mappings/proposed.csv` for each name that it does not have; what stands in it stays as it is. Says how many.
///
/// # Errors
/// A file that cannot be read or written.
pub fn propose(told: &[Feedback], session: &Session) -> Result<usize, Fault> {
    let mut proposals = Proposals::open(&session.board.root).map_err(|faults| Fault::Usage(faults.into()))?;
    let added = told
        .iter()
        .flat_map(|one| &one.proposals)
        .filter(|one| proposals.add(one))
        .count();
    if added > 0 {
        write_whole(proposals.path(), proposals.text().as_bytes())?;
    }
    Ok(added)
}
