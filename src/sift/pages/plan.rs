//! The business plan into its own paper: the Board's delivery key in words, and what is past its date.

use crate::domain::{Document, PaperCell, Part, PlanLine, in_force};
use crate::sift::evidence::Evidence;
use crate::sift::pages::paper;
use crate::sift::records::as_of;
use crate::sift::records::plan::{is_past, newest};
use crate::sift::withhold::counts;
use std::collections::BTreeMap;

/// The Board's key in its own words.
fn key(rag: &str) -> &'static str {
    match rag {
        "red" => "Red: no progress, urgent action required",
        "amber" => "Amber: on target, not yet completed",
        "green" => "Green: completed",
        _ => "Not rated",
    }
}

/// The paper; `None` when no plan was ever held.
pub(super) fn document(evidence: &Evidence<'_>) -> Option<Document> {
    let plan = in_force(&evidence.held.plan, |line| &line.from, evidence.period);
    if plan.is_empty() {
        return None;
    }
    let past = newest(evidence, evidence.period)
        .iter()
        .filter(|line| is_past(line, evidence.period))
        .count();
    let title = match past {
        0 => "Business plan: nothing is past its date without being completed".into(),
        some => format!(
            "Business plan: {} past {} date and not completed",
            paper::counted(some, "action") + " " + paper::be(some),
            if some == 1 { "its" } else { "their" }
        ),
    };
    let mut rags: BTreeMap<&str, usize> = BTreeMap::new();
    for line in &plan {
        *rags.entry(&line.rag).or_default() += 1;
    }
    let counted = ["red", "amber", "green", ""]
        .into_iter()
        .filter_map(|rag| Some((counts::things(*rags.get(rag)? as f64).to_string(), key(rag).to_string())));
    let mut parts = vec![Part::Counts(counted.collect())];
    parts.extend(by_priority(&plan, evidence));
    let sections = vec![
        paper::section("Delivery by the Board's own key", parts),
        paper::section("Questions to the leads", challenges(&plan, evidence)),
    ];
    let mut lead = vec![
        "Red, amber and green here are the Board's delivery key and nothing else. They say if an action is done, not how children fare.".to_string(),
        "Members accept or dispute each rating. Amber past its date is a challenge.".to_string(),
    ];
    lead.extend(as_of::told(&["business-plan"], evidence));
    Some(paper::document(
        ("business-plan", "Business plan"),
        title,
        (lead, sections),
        evidence,
    ))
}

fn by_priority(plan: &[&PlanLine], evidence: &Evidence<'_>) -> Vec<Part> {
    let mut groups: BTreeMap<&str, Vec<&PlanLine>> = BTreeMap::new();
    for line in plan {
        groups.entry(&line.priority).or_default().push(line);
    }
    groups
        .into_iter()
        .map(|(priority, lines)| {
            let rows = lines.iter().map(|line| {
                vec![
                    PaperCell::from(line.action.clone()),
                    evidence.agency_name_owned(&line.lead).into(),
                    key(&line.rag).into(),
                    line.progress.clone().into(),
                    paper::day_or_dash(line.due).into(),
                    if is_past(line, evidence.period) {
                        "Past its date: ask why".into()
                    } else {
                        "\u{2013}".into()
                    },
                ]
            });
            Part::Table(paper::table(
                titled(priority),
                &["Action", "Lead", "Delivery", "Progress, as sent", "Due", "To challenge"],
                rows.collect(),
                &[],
            ))
        })
        .collect()
}

/// `Priority P1: …`, with the title of a priority of the catalogue.
fn titled(priority: &str) -> String {
    use crate::catalogue::Priority::{P1, P2, P3, P4, P5};
    let known = [P1, P2, P3, P4, P5]
        .into_iter()
        .find(|one| format!("{one:?}") == priority);
    known.map_or_else(
        || format!("Priority {priority}"),
        |one| format!("Priority {priority}: {}", one.title()),
    )
}

fn challenges(plan: &[&PlanLine], evidence: &Evidence<'_>) -> Vec<Part> {
    let past: Vec<String> = plan
        .iter()
        .filter(|line| is_past(line, evidence.period))
        .map(|line| {
            format!(
                "{}, {}: due {}, rated {}. What stands in the way, and what is the new date?",
                line.action,
                evidence.agency_name_owned(&line.lead),
                paper::day_or_dash(line.due),
                if line.rag.is_empty() { "not at all" } else { &line.rag }
            )
        })
        .collect();
    match past.is_empty() {
        true => vec![paper::text("None this quarter.")],
        false => vec![Part::Points(past)],
    }
}
