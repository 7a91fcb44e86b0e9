//! The theme in the order of its dates: what an audit found, what was to be done, which courses ran, what moved.

use crate::catalogue::{Indicator, Link, Policy};
use crate::domain::{Action, Grade, Judged, PaperTable, Period, QUARTERS_LOOKED_BACK, S11Answer, Session};
use crate::sift::evidence::Evidence;
use crate::sift::number;
use crate::sift::pages::paper;
use crate::sift::pages::section_11::cycle::{Cycle, Share};
use crate::sift::pages::themes::{Sources, question_in_words};
use crate::sift::pages::training::{courses, is_about};
use crate::sift::withhold::counts;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// Under this share a question is weakly met, 0 to 100.
const WEAK: f64 = 50.0;
/// Dated things in the table, at most.
const MOST: usize = 14;
/// Quarters that the table looks back: what is older is no longer before the members.
const LOOKED_BACK: i32 = QUARTERS_LOOKED_BACK as i32;

/// A day, its words, and what happened.
type Event = (NaiveDate, String, String);

/// The table; `None` when fewer than three things have dates.
pub(super) fn table(link: &Link, sources: &Sources<'_>, evidence: &Evidence<'_>) -> Option<PaperTable> {
    let mut events = findings(link, sources, evidence);
    events.extend(set(link, evidence));
    events.extend(actions(link, evidence));
    events.extend(first_courses(link, evidence));
    events.extend(movements(link, evidence));
    events.sort();
    events.dedup();
    let since = evidence.period.back(LOOKED_BACK).first_day();
    let older = events.iter().filter(|(day, ..)| *day < since).count();
    if events.len() - older < 3 {
        return None;
    }
    let left_out = older.max(events.len().saturating_sub(MOST));
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
        &["When", "What happened or is due"],
        rows.collect(),
        notes,
    ))
}

/// What each audit of the last years found on the theme's questions that were weakly met in one of them, among the agencies that
/// answered in all.
fn findings(link: &Link, sources: &Sources<'_>, evidence: &Evidence<'_>) -> Vec<Event> {
    if sources.agencies.is_none() {
        return vec![];
    }
    let mut events = vec![];
    for question in &link.questions {
        let since = evidence.period.back(LOOKED_BACK);
        let is_recent = |cycle: &&Cycle<'_>| came_in(cycle).is_some_and(|folder| folder >= since);
        let asked: Vec<&Cycle<'_>> = sources
            .cycles
            .iter()
            .filter(|cycle| cycle.share(question).base > 0)
            .filter(is_recent)
            .collect();
        if !asked.iter().any(|cycle| cycle.share(question).percent() < WEAK) {
            continue;
        }
        let same = applies_in_all(&asked, question);
        let words = question_in_words(question, evidence);
        for cycle in &asked {
            let answers = cycle.organisations.iter().filter(|one| same.contains(one.id));
            let share = Share::of(answers.filter_map(|one| {
                let answer = one.answers.get(question.as_str())?;
                Some(grade_alike(answer, (&asked, one.id, question)))
            }));
            let (share, who) = match asked.len() {
                1 => (cycle.share(question), "agencies"),
                _ => (share, "agencies that answered each time"),
            };
            let Some(folder) = came_in(cycle).filter(|_| share.base > 0) else {
                continue;
            };
            let told = format!("Section 11: {} of {} {who} met {words}.", share.met, share.base);
            events.push((folder.last_day(), folder.to_string(), told));
        }
    }
    events
}

/// The panel's grade where the panel graded the agency in each of the audits, else its own: of one kind from audit to audit.
fn grade_alike(answer: &S11Answer, (asked, agency, question): (&[&Cycle<'_>], &str, &str)) -> Option<Grade> {
    let has_panel = |cycle: &&Cycle<'_>| {
        let mut answers = cycle.organisations.iter().filter(|one| one.id == agency);
        answers.any(|one| {
            one.answers
                .get(question)
                .is_some_and(|answer| answer.moderated.is_some())
        })
    };
    match asked.iter().all(has_panel) {
        true => answer.moderated,
        false => answer.own.or(answer.moderated),
    }
}

/// The agencies to which a question applies in each of several audits.
fn applies_in_all<'a>(cycles: &[&Cycle<'a>], question: &str) -> BTreeSet<&'a str> {
    let of = |cycle: &&Cycle<'a>| -> BTreeSet<&'a str> {
        let applies = |answer: &&&crate::domain::S11Answer| answer.grade() != Some(Grade::NotApplicable);
        let own = cycle.organisations.iter();
        own.filter(|one| one.answers.get(question).filter(applies).is_some())
            .map(|one| one.id)
            .collect()
    };
    let mut all = cycles.iter().map(of);
    let first = all.next().unwrap_or_default();
    all.fold(first, |same, other| same.intersection(&other).copied().collect())
}

/// The last quarter in which answers of an audit came.
fn came_in(cycle: &Cycle<'_>) -> Option<Period> {
    cycle.answers().map(|answer| answer.from.folder).max()
}

/// When actions of the theme were first on the tracker, by quarter.
fn set(link: &Link, evidence: &Evidence<'_>) -> Vec<Event> {
    let mut first: BTreeMap<&str, (Period, &Action)> = BTreeMap::new();
    for (from, action) in evidence
        .held
        .actions
        .iter()
        .filter(|(_, action)| is_about(link, action))
    {
        let held = first.entry(&action.id).or_insert((from.folder, action));
        if from.folder < held.0 {
            *held = (from.folder, action);
        }
    }
    let event = |(folder, action): (Period, &Action)| {
        let who = evidence.agency_name_owned(&action.agency);
        let told = format!("Action {} of {who} is on the tracker. {}", action.id, what(action));
        (folder.last_day(), folder.to_string(), told)
    };
    let known = evidence.held.actions.iter().map(|(from, _)| from.folder).min();
    // One that was there in the first quarter held may have been set long before.
    first
        .into_values()
        .filter(|(folder, _)| Some(*folder) > known)
        .map(event)
        .collect()
}

/// What is to be done, as a sentence of its own.
fn what(action: &Action) -> String {
    match action.text.trim().trim_end_matches('.') {
        "" => String::new(),
        text => format!("{}.", number::capitalised(text)),
    }
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
                    format!("Action {} completed by {who}. {}", action.id, what(action)),
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
                format!("Action {} of {who} due{late}. {}", action.id, what(action)),
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
                crate::domain::Side::High => "above",
                crate::domain::Side::Low => "below",
            };
            let policy = evidence.catalogue.policy();
            // Under a quarter stands that quarter's figure; this quarter's has the words of its own page.
            let told = match since == evidence.period {
                true => crate::sift::sentence::words(&judged.series, &judged.verdict, indicator, policy).sentence,
                false => then(judged, since, (indicator, policy)),
            };
            let small = judged
                .series
                .newest()
                .is_some_and(|one| crate::sift::withhold::is_small(one, indicator, evidence.catalogue.policy()));
            (!small).then(|| {
                (
                    // It held from the quarter's first day on.
                    since.first_day(),
                    since.to_string(),
                    format!(
                        "{} ({id}): {word} its average from this quarter on. {}",
                        indicator.row_name, told
                    ),
                )
            })
        })
        .collect()
}

/// The figure of an earlier quarter, as it may be shown.
fn then(judged: &Judged, since: Period, (indicator, policy): (&Indicator, &Policy)) -> String {
    let one = judged.series.at(since);
    let shown = one.map(|one| crate::sift::withhold::value(one, indicator, policy));
    shown.map(|shown| format!("It was {shown} then.")).unwrap_or_default()
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
