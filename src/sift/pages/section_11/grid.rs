//! Table 2: the share of organisations that fully meet each standard, by type, as number, word and shade.

use crate::catalogue::Standard;
use crate::domain::{PaperCell, PaperTable, Part};
use crate::sift::evidence::Evidence;
use crate::sift::pages::paper;
use crate::sift::pages::section_11::Audit;
use crate::sift::pages::section_11::cycle::{Group, Organisation};
use crate::sift::withhold::counts;

/// The word and the shade of a share: 0 to 100.
fn word(percent: f64) -> (&'static str, u8) {
    match percent.round() {
        share if share >= 90.0 => ("most", 0),
        share if share >= 75.0 => ("many", 1),
        share if share >= 50.0 => ("some", 2),
        _ => ("few", 4),
    }
}

/// Organisations of a group that fully meet a standard, of those to which it applies.
fn met(organisations: &[&Organisation<'_>], standard: &str) -> (f64, f64) {
    let said: Vec<bool> = organisations
        .iter()
        .filter_map(|organisation| organisation.fully_meets(standard))
        .collect();
    (said.iter().filter(|met| **met).count() as f64, said.len() as f64)
}

fn cell((met, base): (f64, f64), returned: usize) -> PaperCell {
    if base <= 0.0 {
        return counts::whole_percent((met, base)).to_string().into();
    }
    let (word, shade) = word(100.0 * met / base);
    // Where not all in the column answered, the cell says its own base.
    let word = match base as usize == returned {
        true => word.to_string(),
        false => format!("{word} (of {base})"),
    };
    PaperCell::Shaded {
        figure: counts::whole_percent((met, base)),
        word,
        shade,
    }
}

fn grid(standards: &[&Standard], columns: &[(Group, Vec<&Organisation<'_>>)]) -> PaperTable {
    let mut heads = vec!["Standard".to_string()];
    heads.extend(
        columns
            .iter()
            .map(|(group, organisations)| format!("{}, n {}", group.title(), organisations.len())),
    );
    let rows = standards.iter().map(|standard| {
        let mut row: Vec<PaperCell> = vec![format!("{} {}", standard.id, standard.title).into()];
        row.extend(
            columns
                .iter()
                .map(|(_, organisations)| cell(met(organisations, &standard.id), organisations.len())),
        );
        row
    });
    let none = columns.iter().any(|(_, organisations)| {
        let is_asked = |standard: &&Standard| met(organisations, &standard.id).1 > 0.0;
        !standards.iter().copied().all(|standard| is_asked(&standard))
    });
    let key = "Most: 90% or over. Many: 75% to 89%. Some: 50% to 74%. Few: under 50%. Fully met: every question that applies is met, by the panel's grade where there is one. \u{201c}Not applicable\u{201d} leaves the base; a blank stays in it. With n under 10 one organisation moves a figure by over 10 points.";
    let mut notes = vec![];
    if none {
        notes.push("[z]: no organisation of the type was asked it, or it applies to none.".to_string());
    }
    PaperTable {
        caption: "Share of organisations that fully meet a standard, by standard and type".into(),
        columns: heads,
        rows: rows.collect(),
        key: key.into(),
        notes,
    }
}

pub(super) fn parts(audit: &Audit<'_>, evidence: &Evidence<'_>) -> Vec<Part> {
    let all: Vec<&Organisation<'_>> = audit.families().flat_map(|(_, pair)| &pair.now.organisations).collect();
    let of_group = |group: Group| -> Vec<&Organisation<'_>> {
        all.iter()
            .copied()
            .filter(|organisation| organisation.group == group)
            .collect()
    };
    let columns: Vec<(Group, Vec<&Organisation<'_>>)> = Group::ALL
        .into_iter()
        .map(|group| (group, of_group(group)))
        .filter(|(_, organisations)| !organisations.is_empty())
        .collect();
    let asked = |standard: &&Standard| {
        all.iter().any(|organisation| {
            organisation
                .answers
                .values()
                .any(|answer| *answer.standard == *standard.id)
        })
    };
    let standards: Vec<&Standard> = evidence.catalogue.standards().iter().filter(asked).collect();
    let table = grid(&standards, &columns);
    let says = lowest(&standards, &columns);
    let mut parts = vec![Part::Table(table)];
    if !says.is_empty() {
        parts.push(paper::panel("What this says", says));
    }
    parts
}

/// Standards that are named where several share the lowest place.
const NAMED: usize = 2;

/// The standard with the lowest share of each type, a sentence each; types of fewer than five are left out.
fn lowest(standards: &[&Standard], columns: &[(Group, Vec<&Organisation<'_>>)]) -> Vec<String> {
    let of_column = |(group, organisations): &(Group, Vec<&Organisation<'_>>)| {
        let shares: Vec<(&&Standard, f64, f64)> = standards
            .iter()
            .map(|standard| (standard, met(organisations, &standard.id)))
            .filter(|(_, (_, base))| *base >= 5.0)
            .map(|(standard, (met, base))| (standard, met, base))
            .collect();
        let share = |one: &&(&&Standard, f64, f64)| one.1 / one.2;
        let least = shares.iter().min_by(|one, other| share(one).total_cmp(&share(other)))?;
        let tied: Vec<_> = shares
            .iter()
            .filter(|one| (share(one) - share(&least)).abs() < 1e-9)
            .collect();
        let who = group.title();
        Some(match tied.len() {
            some if some > NAMED => format!(
                "{who}: {} are lowest, each fully met by {:.0}% of them.",
                paper::counted(some, "standard"),
                100.0 * share(&least)
            ),
            _ => {
                let named = tied
                    .iter()
                    .map(|(standard, met, base)| format!("{} ({met} of {base})", standard.title.to_lowercase()));
                format!(
                    "{who}: fewest fully meet {}.",
                    paper::joined(&named.collect::<Vec<String>>(), "")
                )
            }
        })
    };
    columns.iter().filter_map(of_column).collect()
}
