//! Actions from practice reviews: which are overdue, which are complete without evidence of impact, which were dip-sampled.

use crate::domain::{Action, PaperCell, PaperTable, Part, Section};
use crate::sift::evidence::Evidence;
use crate::sift::pages::{paper, totals};
use crate::sift::phrase;
use crate::sift::withhold::counts;

/// The actions of practice reviews.
fn of_reviews<'a>(evidence: &Evidence<'a>) -> Vec<&'a Action> {
    let all = evidence.actions.iter();
    all.filter(|action| action.source == "practice-review").collect()
}

/// Whether the words of impact tell of a look at practice after the action was done.
fn is_sampled(action: &Action) -> bool {
    let words = action.impact.to_lowercase();
    ["dip sample", "dip-sample", "audit", "sampled"]
        .iter()
        .any(|word| words.contains(word))
}

/// What stands of one action, in the words of papers.
fn standing(action: &Action, evidence: &Evidence<'_>) -> String {
    let day = evidence.period.last_day();
    let done = action.status == "complete";
    match (done, action.due) {
        (true, _) if action.impact.is_empty() => "Complete, no evidence of impact".into(),
        (true, _) if is_sampled(action) => "Complete, sampled".into(),
        (true, _) => "Complete, impact told".into(),
        (false, None) => "Open, no due date".into(),
        (false, Some(due)) if due < day => format!("Overdue by {} days", (day - due).num_days()),
        (false, Some(_)) => "Open, in time".into(),
    }
}

pub(super) fn title(evidence: &Evidence<'_>) -> String {
    let actions = of_reviews(evidence);
    let day = evidence.period.last_day();
    let late = actions
        .iter()
        .filter(|action| action.status != "complete" && action.due.is_some_and(|due| due < day))
        .count();
    let without = actions
        .iter()
        .filter(|action| action.status == "complete" && action.impact.is_empty())
        .count();
    match (late, without) {
        (0, 0) => "No review action is overdue, and none lacks evidence of impact".into(),
        (0, some) => format!("{} complete without evidence of impact", said(some)),
        (late, 0) => format!("{} overdue", said(late)),
        (late, some) => format!(
            "{} overdue; {} complete without evidence of impact",
            said(late),
            crate::sift::number::in_words(some)
        ),
    }
}

fn said(count: usize) -> String {
    format!("{} {}", paper::counted_first(count, "review action"), paper::be(count))
}

/// What asks for attention first: overdue, complete without impact, open, the rest.
fn in_order<'a>(actions: &[&'a Action], evidence: &Evidence<'_>) -> Vec<&'a Action> {
    let mut told = actions.to_vec();
    let order = |action: &Action| match standing(action, evidence).as_str() {
        word if word.starts_with("Overdue") => 0,
        word if word.ends_with("no evidence of impact") => 1,
        word if word.starts_with("Open") => 2,
        _ => 3,
    };
    told.sort_by_key(|action| (order(action), action.due, action.id.clone()));
    told
}

fn tracker(told: &[&Action], evidence: &Evidence<'_>) -> PaperTable {
    let rows = told.iter().map(|action| {
        let owner = match action.owner.as_str() {
            "" => "Nobody named",
            owner => owner,
        };
        vec![
            PaperCell::from(format!("{}, {}", action.id, action.reference)),
            action.text.clone().into(),
            evidence.agency_name_owned(&action.agency).into(),
            owner.into(),
            paper::day_or_dash(action.due).into(),
            standing(action, evidence).into(),
        ]
    });
    paper::table(
        "Actions from practice reviews",
        &["Action", "What", "Agency", "Owner", "Due", "Standing"],
        rows.collect(),
        &["Overdue at the end of the quarter. Sampled: somebody looked at practice after the action was done."],
    )
}

/// Actions of other sources that are complete without evidence of impact, so that this count and that of the whole tracker agree.
fn elsewhere(evidence: &Evidence<'_>) -> Option<String> {
    let without = |action: &&Action| action.status == "complete" && action.impact.is_empty();
    let all: Vec<&Action> = evidence.actions.iter().filter(without).collect();
    let others: Vec<String> = all
        .iter()
        .filter(|action| action.source != "practice-review")
        .map(|action| {
            phrase::with_words(
                &action.id,
                &action.source.replace('-', " ").replace("s11", "Section 11"),
            )
        })
        .collect();
    if others.is_empty() {
        return None;
    }
    Some(format!(
        "On the whole tracker {} {} complete without evidence of impact. Not from reviews: {}.",
        paper::counted(all.len(), "action"),
        paper::be(all.len()),
        paper::joined(&others, "")
    ))
}

pub(super) fn sections(evidence: &Evidence<'_>) -> Vec<Section> {
    let actions = of_reviews(evidence);
    let ready_made = totals::table("Notifications and open reviews", &["RV01", "RV02"], evidence);
    if actions.is_empty() {
        return ready_made
            .map(|part| paper::section("Practice reviews", vec![part]))
            .into_iter()
            .collect();
    }
    let told = in_order(&actions, evidence);
    let table = tracker(&told, evidence);
    let count = |word: &str| {
        let all = actions
            .iter()
            .filter(|action| standing(action, evidence).starts_with(word));
        counts::things(all.count() as f64).to_string()
    };
    let summary = Part::Counts(vec![
        (count("Overdue"), "overdue".into()),
        (count("Open"), "open, not overdue".into()),
        (count("Complete, no evidence"), "complete, no evidence of impact".into()),
        (count("Complete, sampled"), "complete and sampled".into()),
        (count("Complete, impact"), "complete, impact told".into()),
    ]);
    let impact = told
        .iter()
        .filter(|action| !action.impact.is_empty())
        .map(|action| Part::Quote {
            words: action.impact.clone(),
            by: format!("{}, {}", action.id, evidence.agency_name_owned(&action.agency)),
        });
    let mut parts = vec![summary, Part::Table(table)];
    parts.extend(elsewhere(evidence).map(paper::text));
    if told.iter().any(|action| !action.impact.is_empty()) {
        parts.push(Part::Heading("What agencies say came of it".into()));
    }
    parts.extend(impact);
    parts.extend(ready_made);
    vec![paper::section(
        "Practice reviews: is it done, and did practice change?",
        parts,
    )]
}
