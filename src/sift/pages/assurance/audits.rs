//! Case audits into the spread of grades, what the panel changed, and the weakest domains. A handful of cases is no trend.

use crate::domain::{AuditRow, PaperCell, Part, Section};
use crate::sift::evidence::Evidence;
use crate::sift::pages::paper;
use crate::sift::withhold::counts;
use std::collections::{BTreeMap, BTreeSet};

const GRADES: [&str; 4] = ["outstanding", "good", "requires improvement", "inadequate"];
/// The domain that grades the whole case.
const OVERALL: &str = "overall";

/// The place of the grade that stands, the best first.
fn grade(row: &AuditRow) -> Option<usize> {
    GRADES.iter().position(|grade| *grade == row.standing_grade())
}

pub(super) fn sections(evidence: &Evidence<'_>) -> Vec<Section> {
    let mut by_audit: BTreeMap<(crate::domain::Period, &str), Vec<&AuditRow>> = BTreeMap::new();
    for row in &evidence.held.audits {
        by_audit.entry((row.from.folder, &row.audit)).or_default().push(row);
    }
    let Some(((_, newest), rows)) = by_audit.last_key_value() else {
        return vec![];
    };
    let cases: BTreeSet<&str> = rows.iter().map(|row| row.case.as_str()).collect();
    let theme = rows.first().map(|row| row.theme.clone()).unwrap_or_default();
    let heading = format!(
        "Case audit {newest}: {} on {theme}",
        paper::counted(cases.len(), "case")
    );
    let parts = vec![
        Part::Table(spread(rows)),
        paper::panel("What this says", says(rows, evidence)),
        Part::Table(all(&by_audit, evidence)),
    ];
    vec![paper::section(heading, parts)]
}

/// Judgements by domain and grade. They are judgements of practice, one for each agency and case, not children.
fn spread(rows: &[&AuditRow]) -> crate::domain::PaperTable {
    let mut by_domain: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.domain != OVERALL) {
        if let Some(at) = grade(row) {
            by_domain.entry(&row.domain).or_default()[at] += 1;
        }
    }
    let lines = by_domain.iter().map(|(domain, grades)| {
        let mut line: Vec<PaperCell> = vec![capital(domain).into()];
        line.extend(grades.map(|count| paper::cell(counts::things(count as f64))));
        line.push(paper::cell(counts::things(grades.iter().sum::<usize>() as f64)));
        line
    });
    paper::table(
        "Judgements by domain, each agency's work on each case",
        &[
            "Domain",
            "Outstanding",
            "Good",
            "Requires improvement",
            "Inadequate",
            "Judgements",
        ],
        lines.collect(),
        &["The panel's grade where there is one. Judgements of agencies' work are counted, not children."],
    )
}

fn capital(word: &str) -> String {
    crate::sift::number::capitalised(word)
}

fn says(rows: &[&AuditRow], evidence: &Evidence<'_>) -> Vec<String> {
    let (both, lowered, raised) = moved(rows);
    let mut points = vec![format!(
        "The panel lowered {} of {both} grades and raised {}. The grades of whole cases are not among them.",
        paper::or_none(lowered),
        paper::or_none(raised)
    )];
    let mut below: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.domain != OVERALL) {
        if let Some(at) = grade(row) {
            let sum = below.entry(&row.domain).or_default();
            sum.0 += usize::from(at > 1);
            sum.1 += 1;
        }
    }
    let weakest = below.iter().max_by(|one, other| {
        let share = |(part, base): &(usize, usize)| *part as f64 / *base as f64;
        share(one.1).total_cmp(&share(other.1))
    });
    if let Some((domain, (part, base))) = weakest {
        points.push(format!("Most often below good: {domain}, {part} of {base} judgements."));
    }
    let open = evidence
        .actions
        .iter()
        .filter(|action| action.source == "case-audit" && action.status != "complete");
    points.push(format!("Open actions from case audits: {}.", open.count()));
    points.push("A few cases show what to ask about; they are no trend, and no share of all children.".into());
    points
}

/// How far the panel's grades of single domains lie from the agencies' own: graded by both, lowered, raised.
fn moved(rows: &[&AuditRow]) -> (usize, usize, usize) {
    let at = |word: &str| GRADES.iter().position(|grade| *grade == word);
    let both: Vec<(usize, usize)> = rows
        .iter()
        .filter(|row| row.domain != OVERALL)
        .filter_map(|row| Some((at(&row.grade)?, at(&row.moderated)?)))
        .collect();
    let lowered = both.iter().filter(|(own, panel)| panel > own).count();
    let raised = both.iter().filter(|(own, panel)| panel < own).count();
    (both.len(), lowered, raised)
}

/// Every audit held, newest first: its cases, its judgements, and what the panel did to them. Judgements are of agencies' work.
fn all(
    by_audit: &BTreeMap<(crate::domain::Period, &str), Vec<&AuditRow>>,
    evidence: &Evidence<'_>,
) -> crate::domain::PaperTable {
    let rows = by_audit.iter().rev().map(|((period, audit), rows)| {
        let cases: BTreeSet<&str> = rows.iter().map(|row| row.case.as_str()).collect();
        let judged: Vec<usize> = rows
            .iter()
            .filter(|row| row.domain != OVERALL)
            .filter_map(|row| grade(row))
            .collect();
        let good = judged.iter().filter(|at| **at <= 1).count();
        let (both, lowered, raised) = moved(rows);
        vec![
            PaperCell::from((*audit).to_string()),
            period.to_string().into(),
            paper::cell(counts::people(cases.len() as f64, evidence.catalogue.policy())),
            format!("{good} of {}", judged.len()).into(),
            format!("{lowered} of {both}").into(),
            format!("{raised} of {both}").into(),
        ]
    });
    paper::table(
        "Audits held, newest first",
        &[
            "Audit",
            "Quarter",
            "Cases",
            "Judgements good or better",
            "Lowered by the panel",
            "Raised by the panel",
        ],
        rows.collect(),
        &[
            "Audits differ in theme and cases, so they are not compared. The share that the panel lowers says how agencies grade, not how they work. [c]: few cases.",
        ],
    )
}
