//! Names that were nearly known, or not known at all, into lines that an analyst can accept.

use crate::catalogue::{Catalogue, Holds};
use crate::domain::{Finding, Proposal};
use crate::sift::Evidence;
use crate::sift::feedback::words;
use std::collections::BTreeSet;

/// One proposal for each name, in the order of names.
pub fn proposals(evidence: &Evidence<'_>, agency: &str, own: &[&Finding]) -> Vec<Proposal> {
    let mut known: BTreeSet<(String, String, String)> = BTreeSet::new();
    let mut found: Vec<Proposal> = own
        .iter()
        .filter_map(|finding| proposal(evidence, agency, finding))
        .collect();
    found.sort();
    found.retain(|one| known.insert((one.what.clone(), one.within.clone(), one.written.clone())));
    found
}

fn proposal(evidence: &Evidence<'_>, agency: &str, finding: &Finding) -> Option<Proposal> {
    let (what, how) = finding.kind.split_once('-')?;
    // A name that was cut short, or stands for several, cannot be looked up again.
    if !matches!(how, "near-miss" | "unknown") || finding.seen.ends_with('…') || finding.seen.is_empty() {
        return None;
    }
    let near = how == "near-miss";
    let (within, read_as) = match what {
        "heading" => (finding.feed.clone(), finding.treated_as.clone()),
        "indicator" => {
            let id = finding.treated_as.split(' ').next().unwrap_or_default();
            (String::new(), id.to_string())
        }
        "area" => {
            let area = evidence
                .places
                .all()
                .iter()
                .find(|area| area.name == finding.treated_as);
            (String::new(), area.map(|area| area.id.clone()).unwrap_or_default())
        }
        "agency" => (String::new(), finding.treated_as.clone()),
        "code" => (list_of(finding, near, evidence.catalogue), finding.treated_as.clone()),
        _ => return None,
    };
    let place = [&finding.place.file, &finding.place.sheet, &finding.place.cell];
    let place: Vec<&str> = place
        .into_iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    let called = if near {
        called(evidence, what, &finding.treated_as)
    } else {
        String::new()
    };
    Some(Proposal {
        agency: agency.to_string(),
        called,
        what: what.to_string(),
        within,
        written: finding.seen.clone(),
        read_as: if near { read_as } else { String::new() },
        found_at: place.join(", "),
    })
}

/// What a name was read as, in words.
fn called(evidence: &Evidence<'_>, what: &str, treated_as: &str) -> String {
    match what {
        "agency" => evidence.agency_name_owned(treated_as),
        "heading" => words::capital(&treated_as.replace('_', " ")),
        _ => treated_as.to_string(),
    }
}

/// The code list that a word belongs to: that of the feed which has the code; for an unknown word the only one of the feed.
fn list_of(finding: &Finding, near: bool, catalogue: &Catalogue) -> String {
    let columns = catalogue
        .feed(&finding.feed)
        .map(|feed| feed.columns.as_slice())
        .unwrap_or_default();
    let lists = columns.iter().filter_map(|column| match &column.holds {
        Holds::Code(list) => Some(list.as_str()),
        _ => None,
    });
    let fits = |list: &&str| {
        !near
            || catalogue
                .code_list(list)
                .is_some_and(|list| list.code(&finding.treated_as).is_some())
    };
    let fitting: BTreeSet<&str> = lists.filter(fits).collect();
    match fitting.len() {
        1 => fitting.first().map(|list| list.to_string()).unwrap_or_default(),
        _ => String::new(),
    }
}
