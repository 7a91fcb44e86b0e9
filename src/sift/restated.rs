//! Restated figures into what they were, what they are, and whether the verdict of their quarter would have been another.

use crate::catalogue::{Indicator, Policy};
use crate::domain::{Missing, Restated, Shown, Verdict};
use crate::sift::evidence::{Evidence, Reconsidered};
use crate::sift::withhold;

/// The list, those that change a verdict first.
pub(super) fn restated(evidence: &Evidence<'_>) -> Vec<Restated> {
    let mut told: Vec<Restated> = evidence
        .restated
        .iter()
        .filter_map(|one| {
            Some(tell(
                one,
                evidence.catalogue.indicator(&one.restatement.indicator)?,
                evidence,
            ))
        })
        .collect();
    told.sort_by_key(|one| (!one.verdict_changes, one.period, one.indicator.clone()));
    told
}

fn tell(one: &Reconsidered, indicator: &Indicator, evidence: &Evidence<'_>) -> Restated {
    let policy = evidence.catalogue.policy();
    let restatement = &one.restatement;
    let then = restatement.as_first_received.newest();
    let was = then.map_or(Shown::Mark(Missing::NotAvailable), |then| {
        withhold::value(then, indicator, policy)
    });
    let main = evidence.series.iter().find(|series| {
        series.indicator == indicator.id && series.agency.is_none() && series.area == restatement.as_first_received.area
    });
    let stands = main.and_then(|series| series.at(restatement.period));
    let now = stands.map_or(Shown::Mark(Missing::NotAvailable), |now| {
        withhold::value(now, indicator, policy)
    });
    let (before, after) = (is_unusual(&one.then, policy), is_unusual(&one.now, policy));
    let facts = (
        one.then.target.as_ref().map(|it| it.fact),
        one.now.target.as_ref().map(|it| it.fact),
    );
    let consequence = match (before, after, facts.0 == facts.1) {
        (true, false, _) => "It was unusual then, and would not have been.",
        (false, true, _) => "It was not unusual then, and would have been.",
        (_, _, false) => "The statement about its target would have been another.",
        (true, true, true) => "It is unusual on both figures.",
        (false, false, true) => "It is not unusual on either figure.",
    };
    Restated {
        indicator: indicator.id.clone(),
        row_name: indicator.row_name.clone(),
        period: restatement.period,
        verdict_changes: before != after || facts.0 != facts.1,
        consequence: consequence.to_string(),
        was,
        now,
    }
}

/// Whether a quarter stood out by itself.
fn is_unusual(verdict: &Verdict, policy: &Policy) -> bool {
    let marked = verdict.marks.last().is_some_and(|mark| mark.side.is_some());
    verdict.p.map_or(marked, |p| p < policy.watch_p)
}
