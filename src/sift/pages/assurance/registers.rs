//! The risk register and the challenge log: what rose, what has no action beside it, what is still open.

use crate::domain::{Action, PaperCell, Part, Risk, Section, in_force};
use crate::sift::evidence::Evidence;
use crate::sift::pages::paper;
use crate::sift::records::risks::{self, Rise};
use crate::sift::withhold::counts;

pub(super) fn sections(evidence: &Evidence<'_>) -> Vec<Section> {
    let mut sections = vec![];
    let register = in_force(&evidence.held.risks, |risk| &risk.from, evidence.period);
    if !register.is_empty() {
        sections.push(paper::section(
            heading(evidence),
            vec![Part::Table(table(&register, evidence))],
        ));
    }
    let challenges = in_force(&evidence.held.challenges, |one| &one.from, evidence.period);
    if !challenges.is_empty() {
        sections.push(challenge_section(&challenges, evidence));
    }
    sections
}

fn heading(evidence: &Evidence<'_>) -> String {
    let alone = risks::rises(evidence, evidence.period).len();
    match alone {
        0 => "Risks: no score rose without an action beside it".into(),
        1 => "Risks: one score rose and no new action stands beside it".into(),
        more => format!(
            "Risks: {} scores rose and no new action stands beside them",
            crate::sift::number::in_words(more)
        ),
    }
}

fn table(register: &[&Risk], evidence: &Evidence<'_>) -> crate::domain::PaperTable {
    let rises = risks::rises(evidence, evidence.period);
    let mut lines: Vec<&Risk> = register.to_vec();
    lines.sort_by(|one, other| {
        let score = |risk: &Risk| risk.score().unwrap_or(0.0);
        score(other)
            .total_cmp(&score(one))
            .then_with(|| one.risk.cmp(&other.risk))
    });
    let rows = lines.iter().map(|risk| {
        let year_ago = risks::score_at(evidence, &risk.risk, evidence.period.back(4));
        let shown = |score: Option<f64>| match score {
            Some(score) => paper::cell(counts::things(score)),
            None => "\u{2013}".into(),
        };
        let rise = rises.iter().find(|rise| rise.risk == risk.risk);
        vec![
            PaperCell::from(format!("{} {}", risk.risk, risk.text)),
            shown(risk.likelihood),
            shown(risk.impact),
            shown(risk.score()),
            shown(year_ago),
            shown(risk.target),
            if risk.owner.is_empty() {
                "Nobody named".into()
            } else {
                risk.owner.clone().into()
            },
            beside(risk, rise, evidence).into(),
        ]
    });
    paper::table(
        "Risk register",
        &[
            "Risk",
            "Likelihood",
            "Impact",
            "Score",
            "A year ago",
            "Target",
            "Owner",
            "Actions beside it",
        ],
        rows.collect(),
        &[
            "Likelihood and impact are 1 to 5; the score is likelihood times impact, 25 at most. The highest score comes first.",
        ],
    )
}

fn beside(risk: &Risk, rise: Option<&Rise>, evidence: &Evidence<'_>) -> String {
    let linked: Vec<&Action> = evidence
        .actions
        .iter()
        .filter(|action| risks::is_about(action, &risk.risk))
        .collect();
    let open = linked.iter().filter(|action| action.status != "complete").count();
    match (rise, linked.len()) {
        (Some(rise), _) => format!("Up from {} since {}; no new action", rise.was, rise.since),
        (None, 0) => "None".into(),
        (None, all) => format!("{open} open of {all}"),
    }
}

fn challenge_section(challenges: &[&crate::domain::Challenge], evidence: &Evidence<'_>) -> Section {
    let day = evidence.period.last_day();
    let open = challenges.iter().filter(|one| one.closed.is_none()).count();
    let mut lines = challenges.to_vec();
    lines.sort_by_key(|one| (one.closed.is_some(), one.raised, one.challenge.clone()));
    let rows = lines.iter().map(|one| {
        let standing = match (one.closed, one.raised) {
            (Some(closed), _) => format!("Closed {}", paper::day(closed)),
            (None, Some(raised)) => format!("Open {} days", (day - raised).num_days().max(0)),
            (None, None) => "Open".into(),
        };
        let or = |text: &str, none: &str| -> PaperCell { if text.is_empty() { none.into() } else { text.into() } };
        vec![
            PaperCell::from(one.challenge.clone()),
            paper::day_or_dash(one.raised).into(),
            evidence.agency_name_owned(&one.about).into(),
            one.issue.clone().into(),
            or(&one.response, "Awaited"),
            or(&one.outcome, "Awaited"),
            standing.into(),
        ]
    });
    let table = paper::table(
        "Challenge log",
        &["No.", "Raised", "About", "Issue", "Response", "Outcome", "Standing"],
        rows.collect(),
        &["Open challenges first. The log shows that members challenged and what came of it."],
    );
    paper::section(
        format!("{} of {} challenges {} open", open, challenges.len(), paper::be(open)),
        vec![Part::Table(table)],
    )
}
