//! The theme in the order of its dates: what an audit found, what was to be done, which courses ran, what moved.

use crate::catalogue::Link;
use crate::domain::{Judged, PaperTable, Period, Session};
use crate::sift::evidence::Evidence;
use crate::sift::pages::paper;
use crate::sift::pages::themes::Sources;
use crate::sift::pages::training::{courses, is_about};
use crate::sift::withhold::counts;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Under this share a question is weakly met, 0 to 100.
const WEAK: f64 = 50.0;
/// Dated things in the table, at most.
const MOST: usize = 14;

/// A day, its words, and what happened.
type Event = (NaiveDate, String, String);

/// The table; `None` when fewer than three things have dates.
pub(super) fn table(link: &Link, sources: &Sources<'_>, evidence: &Evidence<'_>) -> Option<PaperTable> {
    let mut events = findings(link, sources, evidence);
    events.extend(actions(link, evidence));
    events.extend(first_courses(link, evidence));
    events.extend(movements(link, evidence));
    events.sort();
    events.dedup();
    if events.len() < 3 {
        return None;
    }
    let left_out = events.len().saturating_sub(MOST);
    let rows = events
        .into_iter()
        .skip(left_out)
        .map(|(_, when, what)| vec![when.into(), what.into()]);
    let note = match left_out {
        0 => String::new(),
        some => format!("{} earlier left out.", paper::counted_first(some, "event")),
    };
    let notes: &[&str] = if note.is_empty() { &[] } else { &[&note] };
    Some(paper::table(
        format!("{}, in the order of the dates", link.title),
        &["When", "What happened"],
        rows.collect(),
        notes,
    ))
}

/// What each audit found on the theme's questions that were weakly met in one of them.
fn findings(link: &Link, sources: &Sources<'_>, evidence: &Evidence<'_>) -> Vec<Event> {
    if sources.agencies.is_none() {
        return vec![];
    }
    let cycles = &sources.cycles;
    let mut events = vec![];
    for question in &link.questions {
        let weak = cycles.iter().any(|cycle| {
            let share = cycle.share(question);
            share.base > 0 && share.percent() < WEAK
        });
        let asked = cycles.iter().filter(|cycle| weak && cycle.share(question).base > 0);
        for cycle in asked {
            let share = cycle.share(question);
            let folder = cycle
                .organisations
                .iter()
                .flat_map(|one| one.answers.values())
                .map(|answer| answer.from.folder)
                .max();
            let Some(folder) = folder else { continue };
            let words = evidence.catalogue.question(question).map_or_else(
                || question.clone(),
                |known| known.text.trim_end_matches('.').to_string(),
            );
            events.push((
                folder.last_day(),
                folder.to_string(),
                format!(
                    "Section 11: {} of {} agencies meet {question}, {words}.",
                    share.met, share.base
                ),
            ));
        }
    }
    events
}

fn actions(link: &Link, evidence: &Evidence<'_>) -> Vec<Event> {
    let about = evidence.actions.iter().filter(|action| is_about(link, action));
    about
        .filter_map(|action| {
            let who = evidence.agency_name_owned(&action.agency);
            if let Some(done) = action.completed {
                return Some((
                    done,
                    paper::day(done),
                    format!("Action {} completed by {who}: {}.", action.id, action.text),
                ));
            }
            let due = action.due?;
            let late = if due < evidence.period.last_day() {
                ", not completed"
            } else {
                ""
            };
            Some((
                due,
                paper::day(due),
                format!("Action {} of {who} due{late}: {}.", action.id, action.text),
            ))
        })
        .collect()
}

/// The first quarter of each course of the theme that began within the years held, and who has come since.
fn first_courses(link: &Link, evidence: &Evidence<'_>) -> Vec<Event> {
    let all = evidence.held.sessions.iter();
    let first_held = all.clone().filter_map(|session| session.date).min().map(Period::of);
    let mut by_course: BTreeMap<&str, Vec<&Session>> = BTreeMap::new();
    for session in all.filter(|one| link.course_themes.contains(&one.theme) && !courses::is_conference(one)) {
        by_course.entry(&session.course).or_default().push(session);
    }
    by_course
        .into_iter()
        .filter_map(|(course, rows)| {
            let first = rows.iter().filter_map(|row| row.date).min()?;
            let began = Period::of(first);
            // A course that was there from the first quarter held did not begin then.
            (Some(began) > first_held).then(|| {
                let people = courses::People::sum(&rows).attended;
                (
                    first,
                    paper::day(first),
                    format!(
                        "The course \u{201c}{course}\u{201d} begins; {} people have come since.",
                        counts::things(people)
                    ),
                )
            })
        })
        .collect()
}

/// Indicators of the theme that are unusual now, at the quarter in which the rules first mark them in this run.
fn movements(link: &Link, evidence: &Evidence<'_>) -> Vec<Event> {
    link.indicators
        .iter()
        .filter_map(|id| {
            let judged = evidence.main(id)?;
            let indicator = evidence.catalogue.indicator(id)?;
            let since = since(judged)?;
            let word = match judged.verdict.side? {
                crate::domain::Side::High => "higher",
                crate::domain::Side::Low => "lower",
            };
            let small = judged
                .series
                .newest()
                .is_some_and(|one| crate::sift::withhold::is_small(one, indicator, evidence.catalogue.policy()));
            (!small).then(|| {
                (
                    since.last_day(),
                    since.to_string(),
                    format!("{id}, {}: {word} than usual from this quarter on.", indicator.row_name),
                )
            })
        })
        .collect()
}

/// The first of the quarters, without a break up to now, that lie on the verdict's side of the level.
fn since(judged: &Judged) -> Option<Period> {
    use crate::domain::{Side, Tier};
    if !matches!(judged.verdict.tier, Tier::Exception | Tier::Watch) {
        return None;
    }
    let side = judged.verdict.side?;
    let centre = judged.verdict.lines.last().copied().flatten()?.centre;
    let beyond = |value: f64| match side {
        Side::High => value > centre,
        Side::Low => value < centre,
    };
    let newest = judged.series.observations.iter().rev();
    let run = newest.take_while(|one| one.value.is_none_or(beyond));
    run.filter(|one| one.value.is_some()).last().map(|one| one.period)
}
