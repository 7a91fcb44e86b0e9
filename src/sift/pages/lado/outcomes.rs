//! LADO referrals of the quarter by outcome, in four parts at most, and what else stands where an outcome should.

use crate::catalogue::Policy;
use crate::domain::{DrawnChart, Finding, LadoCell, PaperCell, PaperTable, Part, Place, Shown};
use crate::sift::evidence::Evidence;
use crate::sift::number;
use crate::sift::pages::paper::{self, Captioned};
use crate::sift::withhold::counts;

/// Small parts told with a neighbour, so that none can be worked out from the sum.
fn joined(mut parts: Vec<(String, f64)>, policy: &Policy) -> Vec<(String, f64)> {
    while parts.len() > 1 {
        let Some(at) = parts.iter().rposition(|(_, count)| counts::is_small(*count, policy)) else {
            break;
        };
        let (name, count) = parts.remove(at.max(1));
        let before = &mut parts[at.max(1) - 1];
        *before = (format!("{}, {}", before.0, name.to_lowercase()), before.1 + count);
    }
    parts
}

/// Outcomes by the code that the table has, and the words for them; those that end a case come first.
const OUTCOMES: [(&str, &[&str]); 4] = [
    ("Substantiated", &["substantiated"]),
    ("Unsubstantiated", &["unsubstantiated"]),
    ("Unfounded", &["unfounded"]),
    ("False or malicious", &["false", "malicious"]),
];
/// What else stands where an outcome should.
const OTHERWISE: [(&str, &[&str]); 4] = [
    ("No further action", &["no-further-action"]),
    ("Did not meet the threshold", &["threshold-not-met"]),
    ("Ongoing", &["ongoing"]),
    ("Not said", &[""]),
];

/// Names with their counts.
type Counts = Vec<(String, f64)>;

/// What stands as a referral's outcome; of one below the threshold that has none it is that.
fn outcome_of(cell: &LadoCell) -> &str {
    match (cell.outcome.as_str(), cell.threshold.as_str()) {
        ("", "Not met") => "threshold-not-met",
        (outcome, _) => outcome,
    }
}

/// Every referral of the quarter by what stands as its outcome, so that the lines add up to the referrals.
fn by_outcome(cells: &[&LadoCell]) -> (Counts, Counts) {
    let of = |codes: &[&str]| -> f64 {
        let own = cells.iter().filter(|cell| codes.contains(&outcome_of(cell)));
        own.map(|cell| cell.count.0).sum()
    };
    let lines = |list: &[(&str, &[&str])]| -> Counts {
        list.iter()
            .map(|(name, codes)| ((*name).to_string(), of(codes)))
            .collect()
    };
    let known: Vec<&str> = OUTCOMES
        .iter()
        .chain(&OTHERWISE)
        .flat_map(|(_, codes)| codes.iter().copied())
        .collect();
    let others = cells.iter().filter(|cell| !known.contains(&outcome_of(cell)));
    let mut otherwise = lines(&OTHERWISE);
    otherwise.push(("Other words".into(), others.map(|cell| cell.count.0).sum()));
    otherwise.retain(|(_, count)| *count > 0.0);
    (lines(&OUTCOMES), otherwise)
}

/// The outcomes as one bar, with its text alternative.
fn bar_of_outcomes(lines: &[&(String, f64)], policy: &Policy) -> (DrawnChart, String) {
    let names: Vec<&str> = lines.iter().map(|(name, _)| name.as_str()).collect();
    let figures: Vec<Shown> = lines.iter().map(|(_, count)| counts::people(*count, policy)).collect();
    let told = names
        .iter()
        .zip(&figures)
        .map(|(name, figure)| format!("{name} {figure}"));
    let told = told.collect::<Vec<_>>().join(", ");
    let alt = format!("Bar of {} parts: {told}.", number::in_words(lines.len()));
    let chart = paper::stacked(&names, vec![("Outcomes".into(), figures, String::new())], "");
    (chart, alt)
}

pub(super) fn outcomes(evidence: &Evidence<'_>) -> Vec<Part> {
    let policy = evidence.catalogue.policy();
    let cells = evidence.held.referrals.iter();
    let cells: Vec<&LadoCell> = cells.filter(|cell| cell.period == evidence.period).collect();
    let (ended, otherwise) = by_outcome(&cells);
    let sum = |lines: &[(String, f64)]| lines.iter().map(|(_, count)| count).sum::<f64>();
    let (recorded, rest) = (sum(&ended), sum(&otherwise));
    if recorded <= 0.0 {
        let mut made = vec![paper::text("No outcome was sent this quarter.")];
        made.extend(disagreement(evidence).map(paper::text));
        return made;
    }
    let shown = |count: f64| counts::people(count, policy);
    // Where the rest is small, it is told with the outcomes: the referrals of the quarter are known, and would give it away.
    let parts = joined(ended, policy);
    let lines: Vec<(String, f64)> = match counts::is_small(rest, policy) {
        true => joined(
            parts
                .iter()
                .cloned()
                .chain([("without an outcome".into(), rest)])
                .collect(),
            policy,
        ),
        false => parts.iter().cloned().chain(joined(otherwise, policy)).collect(),
    };
    let table = table_of_outcomes(&lines, (recorded + rest, policy));
    let drawn: Vec<&(String, f64)> = lines.iter().filter(|line| parts.contains(line)).collect();
    let (chart, alt) = bar_of_outcomes(&drawn, policy);
    let title = match counts::is_small(rest, policy) {
        true => "Outcomes of the referrals of this quarter".to_string(),
        false => format!(
            "{} of {} referrals of this quarter have an outcome",
            shown(recorded),
            shown(recorded + rest)
        ),
    };
    let words = Captioned {
        id: "lado-outcomes",
        title,
        subtitle: format!("Referrals with an outcome, {}", evidence.period),
        alt,
    };
    let mut made = vec![
        paper::figure(words, chart, table, evidence),
        paper::text("Unsubstantiated: not enough evidence either way. It says nothing of guilt or innocence."),
    ];
    made.extend(disagreement(evidence).map(paper::text));
    made
}

fn table_of_outcomes(lines: &[(String, f64)], (all, policy): (f64, &Policy)) -> PaperTable {
    let row = |name: &str, count: f64| vec![PaperCell::from(name), paper::cell(counts::people(count, policy))];
    let mut rows: Vec<Vec<PaperCell>> = lines.iter().map(|(name, count)| row(name, *count)).collect();
    rows.push(row("All referrals of the quarter", all));
    let closed = "Cases closed this quarter, at the head of this paper, were in part referred earlier, so the two numbers differ.";
    let without =
        "Ongoing, no further action and below the threshold are no outcomes: the share substantiated leaves them out.";
    paper::table("Outcomes", &["Outcome", "Cases"], rows, &[without, closed])
}

/// Cells that a sentence names.
const CELLS: usize = 4;

/// That a table of the LADO's return says another number than its list, and in which cells.
fn disagreement(evidence: &Evidence<'_>) -> Option<String> {
    let own = evidence.findings.iter();
    let found: Vec<&Finding> = own
        .filter(|finding| finding.feed == "lado-referrals" && finding.kind == "tables-disagree")
        .collect();
    found.first()?;
    let mut cells: Vec<String> = found
        .iter()
        .take(CELLS)
        .map(|finding| cell_of(&finding.place))
        .collect();
    if found.len() > CELLS {
        cells.push(format!("{} more", number::in_words(found.len() - CELLS)));
    }
    let cells = paper::joined(&cells, "");
    // The numbers may be small, and stand in the list of findings.
    let asked = "The list was followed. Which of the two is right?";
    Some(match found.len() {
        1 => format!("The return disagrees with itself in {cells}. {asked}"),
        more => format!(
            "The return disagrees with itself in {} places: {cells}. {asked}",
            number::in_words(more)
        ),
    })
}

/// `cell C7 of sheet Summary`; `cells C7:C9` for a range, the file where it has no sheets.
fn cell_of(place: &Place) -> String {
    let cells = if place.cell.contains([':', ';']) {
        "cells"
    } else {
        "cell"
    };
    let file = place.file.rsplit('/').next().unwrap_or_default();
    match (place.cell.as_str(), place.sheet.as_str()) {
        ("", _) => format!("the file {file}"),
        (cell, "") => format!("{cells} {cell} of {file}"),
        (cell, sheet) => format!("{cells} {cell} of sheet {sheet}"),
    }
}
