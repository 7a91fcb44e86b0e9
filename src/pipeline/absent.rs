//! What is said of files and tables that are not where they were, and of what was not read for lack of a place.

use crate::pipeline::collect::Collected;
use crate::pipeline::inputs::{Inputs, TABLES};
use crate::pipeline::{Session, edition, papers};
use std::collections::BTreeSet;

/// One paragraph for each kind of thing that is absent: what was not read may be a return, and what is gone may be missed.
pub fn told(collected: &Collected, tables: &[String]) -> Vec<String> {
    [
        gone(collected),
        lost(collected),
        past_lost(collected),
        strays(collected),
        unfollowed(collected),
        without(tables),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The tables, schemas, mappings and templates of the board that the newest run or edition was made with, as far as its list is kept, and
/// that are no longer there.
pub fn tables_gone(session: &Session, inputs: &Inputs) -> Vec<String> {
    let Some(before) = newest_inputs(session) else {
        return vec![];
    };
    let of_board = |name: &&String| {
        TABLES.contains(&name.as_str())
            || ["schemas/", "mappings/", "templates/"]
                .iter()
                .any(|folder| name.starts_with(folder))
    };
    before
        .iter()
        .filter(of_board)
        .filter(|name| !inputs.files.contains_key(*name))
        .cloned()
        .collect()
}

/// The names of what the newest run or edition by the date of the run was made from.
fn newest_inputs(session: &Session) -> Option<BTreeSet<String>> {
    let day = session.as_at.to_string();
    let of_run = std::fs::read_dir(session.board.root.join("reports"))
        .into_iter()
        .flatten();
    let of_run = of_run.filter_map(Result::ok).filter_map(|folder| {
        let manifest = papers::manifest_in(&folder.path());
        let names = manifest["inputs"].as_object()?.keys().cloned().collect();
        let word = |name: &str| manifest[name].as_str().map(str::to_string);
        Some((word("as_at")?, word("period")?, names))
    });
    let issued = edition::newest_by(session, session.as_at).ok().flatten();
    let issued = issued.map(|(_, edition)| {
        let names = edition.inputs.keys().cloned().collect();
        (edition.as_at.to_string(), edition.period, names)
    });
    let all = of_run.chain(issued).filter(|(as_at, ..)| *as_at <= day);
    all.max_by(|one, other| (&one.0, &one.1).cmp(&(&other.0, &other.1)))
        .map(|(_, _, names)| names)
}

/// What is said of tables that are gone; `None` where there are none.
fn without(tables: &[String]) -> Option<String> {
    let (are, without) = match tables.len() {
        0 => return None,
        1 => ("A table of the board that the last run went by is", "it"),
        _ => ("Tables of the board that the last run went by are", "them"),
    };
    Some(format!(
        "{are} gone, and this run was made without {without}: {}.\nPut back what was taken away by mistake and run again.",
        tables.join(", ")
    ))
}

/// What is said of files whose figures are held and that the inbox no longer has; `None` where there are none.
fn gone(collected: &Collected) -> Option<String> {
    let files = &collected.gone;
    let (are, their) = match files.len() {
        0 => return None,
        1 => ("A file is", "its"),
        _ => ("Files are", "their"),
    };
    Some(format!(
        "{are} no longer in the inbox, and {their} figures are still used: {}.\nPut back what was taken away by mistake; what no longer counts is withdrawn: paqa withdraw FILE --reason TEXT.",
        files.join(", ")
    ))
}

/// What is said of files that the register has in use and of which nothing is left; `None` where there are none.
fn lost(collected: &Collected) -> Option<String> {
    (!collected.lost.is_empty()).then(|| {
        format!(
            "The register has these in use, and neither the inbox nor the store has them any more; none of their figures is used: {}.\nPut them back into the inbox and run again.",
            collected.lost.join(", ")
        )
    })
}

/// What is said of files of which an earlier content is left nowhere; `None` where there are none.
fn past_lost(collected: &Collected) -> Option<String> {
    (!collected.past_lost.is_empty()).then(|| {
        format!(
            "Of these the register knows an earlier content of which nothing is left: {}.\nWhat is shown of the days on which it counted lacks \
             it, and so does what is compared with an edition of then; the edition itself has its figures.",
            collected.past_lost.join(", ")
        )
    })
}

/// What is said of what stands in the inbox under a name that is no quarter's; `None` where there is nothing.
fn strays(collected: &Collected) -> Option<String> {
    (!collected.strays.is_empty()).then(|| {
        format!(
            "Nothing was read of what stands in the inbox under a name that is no quarter: {}.\nName each quarter's folder like 2026-27-Q2, \
             with a folder for each agency in it, and run again.",
            collected.strays.join(", ")
        )
    })
}

/// What is said of links in the inbox that lead to no file; `None` where there are none.
fn unfollowed(collected: &Collected) -> Option<String> {
    (!collected.unfollowed.is_empty()).then(|| {
        format!(
            "Nothing was read of what these links in the inbox lead to, because it is a folder or is not there: {}.\nPut the files \
             themselves in their place and run again.",
            collected.unfollowed.join(", ")
        )
    })
}
