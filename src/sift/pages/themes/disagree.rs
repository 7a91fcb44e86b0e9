//! Where the sources of a theme say different things, in words that ask and do not accuse.

use crate::catalogue::{Link, Polarity};
use crate::domain::{Grade, Side, Tier};
use crate::sift::evidence::Evidence;
use crate::sift::listed;
use crate::sift::number;
use crate::sift::pages::lado::sectors::is_silent;
use crate::sift::pages::paper;
use crate::sift::pages::themes::side_by_side::newest_audit;
use crate::sift::pages::themes::{Sources, question_in_words};
use crate::sift::pages::training::{courses, is_about};
use crate::sift::withhold::counts;

/// From this share on a question is mostly met, 0 to 100; under the second it is weakly met.
const MOSTLY: f64 = 75.0;
const WEAKLY: f64 = 50.0;
/// Quarters of training that are looked at.
const YEAR: i32 = 4;
/// Quarters for which an audit still speaks of practice.
const RECENT: i32 = 8;
/// Judgements of an audit that must at least be there to say anything of practice.
const ENOUGH: usize = 10;
/// The indicator that leaves out what stays open.
const CLOSED_IN_TIME: &str = "LD05";

pub(super) fn points(link: &Link, sources: &Sources<'_>, evidence: &Evidence<'_>) -> Vec<String> {
    let mut points = silent_sectors(link, sources, evidence);
    points.extend(closed_but_open(link, evidence));
    points.extend(audited_below(link, sources, evidence));
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
            "{} rates itself met on {} {}. No LADO referral about the sector ({}) has come in four quarters. {} of {} people on the theme's courses in a year were its staff. Is the route known there, or was there nothing to refer?",
            organisation.name,
            if met.len() == 1 { "question" } else { "questions" },
            paper::joined(&met, ""),
            sector.to_lowercase(),
            if own > 0.0 { counts::things(own).to_string() } else { "None".into() },
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
            (is_worse && listed::is_exception(sources.lists, id)).then(|| number::lower_first(&indicator.row_name))
        })
        .collect();
    let met: Vec<String> = link
        .questions
        .iter()
        .filter_map(|question| {
            let share = pair.now.share(question);
            let mostly = share.base > 0 && share.percent() >= MOSTLY;
            mostly.then(|| {
                format!(
                    "{} ({} of {})",
                    question_in_words(question, evidence),
                    share.met,
                    share.base
                )
            })
        })
        .collect();
    if worse.is_empty() || met.is_empty() {
        return vec![];
    }
    vec![format!(
        "Most agencies rate themselves met on {}. Worse than usual: {}. What explains the difference?",
        paper::joined(&met, ""),
        paper::joined(&worse, "")
    )]
}

/// Most cases that close do so in time, while more stay open for long than a year ago.
fn closed_but_open(link: &Link, evidence: &Evidence<'_>) -> Option<String> {
    if link.lado_sectors.is_empty() || !link.indicators.iter().any(|id| id == CLOSED_IN_TIME) {
        return None;
    }
    let judged = evidence.main(CLOSED_IN_TIME)?;
    let indicator = evidence.catalogue.indicator(CLOSED_IN_TIME)?;
    let newest = judged.series.newest()?;
    let worse = judged.verdict.tier == Tier::Exception && judged.verdict.side == Some(Side::Low);
    let open = crate::sift::records::backlog::raised(evidence, evidence.period).filter(|_| !worse)?;
    let shown = crate::sift::withhold::value(newest, indicator, evidence.catalogue.policy());
    shown.drawn()?;
    Some(format!(
        "{shown} of the cases that closed did so within one month. {} Which cases stay open, and why?",
        open.related.join(" ")
    ))
}

/// Case auditors judged fewer than half good, while half of the agencies or more say that they meet the theme's questions.
fn audited_below(link: &Link, sources: &Sources<'_>, evidence: &Evidence<'_>) -> Option<String> {
    let audit =
        newest_audit(link, evidence).filter(|one| !one.few && evidence.period.index() - one.folder.index() < RECENT)?;
    let pair = sources.agencies.as_ref()?;
    let weak = 100.0 * audit.good as f64 / (audit.graded as f64) < WEAKLY;
    let met: Vec<String> = link
        .questions
        .iter()
        .filter_map(|question| {
            let share = pair.now.share(question);
            let enough = share.base > 0 && share.percent() >= WEAKLY;
            enough.then(|| {
                format!(
                    "{} of {} agencies rate themselves met on {}",
                    share.met,
                    share.base,
                    question_in_words(question, evidence)
                )
            })
        })
        .collect();
    (weak && audit.graded >= ENOUGH && !met.is_empty()).then(|| {
        format!(
            "{}: auditors found {} of {} pieces of work good or better. {}. What do auditors see that agencies do not?",
            paper::joined(&audit.names, ""),
            audit.good,
            audit.graded,
            met.join(". ")
        )
    })
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
                "{} of {} agencies meet {}. No open action and no course in a year bears on it. Who will take it on?",
                share.met,
                share.base,
                question_in_words(question, evidence)
            )
        })
    });
    weak.collect()
}
