//! Where the sources of a theme say different things, in words that ask and do not accuse.

use crate::catalogue::{Link, Polarity};
use crate::domain::{Grade, Side, Tier};
use crate::sift::evidence::Evidence;
use crate::sift::pages::lado::sectors::is_silent;
use crate::sift::pages::paper;
use crate::sift::pages::themes::Sources;
use crate::sift::pages::training::{courses, is_about};
use crate::sift::withhold::counts;

/// From this share on a question is mostly met, 0 to 100; under the second it is weakly met.
const MOSTLY: f64 = 75.0;
const WEAKLY: f64 = 50.0;
/// Quarters of training that are looked at.
const YEAR: i32 = 4;

pub(super) fn points(link: &Link, sources: &Sources<'_>, evidence: &Evidence<'_>) -> Vec<String> {
    let mut points = silent_sectors(link, sources, evidence);
    points.extend(met_but_moving(link, sources, evidence));
    points.extend(weak_and_alone(link, sources, evidence));
    points
}

/// The LADO sector of an agency's staff, by its kind; `None` where the kind has no one sector.
fn sector(kind: &str) -> Option<&'static str> {
    match kind {
        "police" => Some("Police"),
        "education" => Some("Education"),
        "early_years" => Some("Early years"),
        "faith" => Some("Faith"),
        "voluntary_sector" => Some("Voluntary"),
        kind if kind.starts_with("health") => Some("Health"),
        _ => None,
    }
}

/// People of an agency who came to the theme's courses in a year, and all who came.
fn trained(link: &Link, agency: &str, evidence: &Evidence<'_>) -> (f64, f64) {
    let rows = paper::last_quarters(evidence.period, YEAR)
        .into_iter()
        .flat_map(|period| courses::of_quarter(evidence, period, false))
        .filter(|session| link.course_themes.contains(&session.theme));
    rows.fold((0.0, 0.0), |sum, session| {
        let own = if session.agency == agency {
            session.people[1]
        } else {
            0.0
        };
        (sum.0 + own, sum.1 + session.people[1])
    })
}

/// An agency rates itself met, and no referral about its sector has come in four quarters.
fn silent_sectors(link: &Link, sources: &Sources<'_>, evidence: &Evidence<'_>) -> Vec<String> {
    let Some(pair) = sources.agencies.as_ref().filter(|_| !link.lado_sectors.is_empty()) else {
        return vec![];
    };
    let mut points = vec![];
    for organisation in &pair.now.organisations {
        let kind = evidence.agencies.iter().find(|agency| agency.id == organisation.id);
        let Some(sector) = kind.and_then(|agency| sector(&agency.kind)) else {
            continue;
        };
        if !link.lado_sectors.iter().any(|linked| linked == sector) || !is_silent(evidence, sector) {
            continue;
        }
        let met: Vec<String> = link
            .questions
            .iter()
            .filter(|question| {
                let answer = organisation.answers.get(question.as_str());
                answer.is_some_and(|answer| answer.grade() == Some(Grade::Met))
            })
            .cloned()
            .collect();
        if met.is_empty() {
            continue;
        }
        let (own, all) = trained(link, organisation.id, evidence);
        points.push(format!(
            "{} rates itself met on {}. No LADO referral about the sector ({}) has come in four quarters. {} of {} people on the theme's courses in a year were its staff. Is the route known there, or was there nothing to refer?",
            organisation.name,
            paper::joined(&met, ""),
            sector.to_lowercase(),
            counts::things(own),
            counts::things(all)
        ));
    }
    points
}

/// Most agencies say that a question is met, while an indicator of the theme is unusual on the worse side.
fn met_but_moving(link: &Link, sources: &Sources<'_>, evidence: &Evidence<'_>) -> Vec<String> {
    let Some(pair) = &sources.agencies else { return vec![] };
    let worse: Vec<String> = link
        .indicators
        .iter()
        .filter_map(|id| {
            let indicator = evidence.catalogue.indicator(id)?;
            let verdict = &evidence.main(id)?.verdict;
            let is_worse = matches!(
                (verdict.side?, indicator.polarity),
                (Side::High, Polarity::LowerBetter) | (Side::Low, Polarity::HigherBetter)
            );
            (is_worse && verdict.tier == Tier::Exception).then(|| indicator.row_name.clone())
        })
        .collect();
    let met: Vec<String> = link
        .questions
        .iter()
        .filter_map(|question| {
            let share = pair.now.share(question);
            let mostly = share.base > 0 && share.percent() >= MOSTLY;
            mostly.then(|| format!("{question} ({} of {})", share.met, share.base))
        })
        .collect();
    if worse.is_empty() || met.is_empty() {
        return vec![];
    }
    vec![format!(
        "Most agencies rate themselves met on {}, and {} {} worse than usual. What explains the difference?",
        paper::joined(&met, ""),
        paper::joined(&worse, "").to_lowercase(),
        paper::be(worse.len())
    )]
}

/// A question that fewer than half meet, with no open action and no course beside it.
fn weak_and_alone(link: &Link, sources: &Sources<'_>, evidence: &Evidence<'_>) -> Vec<String> {
    let Some(pair) = &sources.agencies else { return vec![] };
    let acts = evidence
        .actions
        .iter()
        .any(|action| action.status != "complete" && is_about(link, action));
    let (_, came) = trained(link, "", evidence);
    let weak = link.questions.iter().filter_map(|question| {
        let share = pair.now.share(question);
        let alone = share.base > 0 && share.percent() < WEAKLY && !acts && came <= 0.0;
        alone.then(|| {
            format!(
                "{} of {} agencies meet {question}. No open action and no course in a year bears on it. Who will take it on?",
                share.met, share.base
            )
        })
    });
    weak.collect()
}
