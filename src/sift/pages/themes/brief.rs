//! Themes on which no source says another thing than the others: one line each.

use crate::catalogue::Link;
use crate::domain::{ListTier, PaperCell, Part, Section, SeriesState};
use crate::sift::evidence::Evidence;
use crate::sift::listed;
use crate::sift::number;
use crate::sift::pages::paper;
use crate::sift::pages::themes::Sources;
use crate::sift::pages::themes::side_by_side::{came_in_a_year, newest_audit};
use crate::sift::withhold::counts;

pub(super) fn section(links: &[&Link], sources: &Sources<'_>, evidence: &Evidence<'_>) -> Section {
    let rows = links.iter().map(|link| {
        vec![
            PaperCell::from(link.title.clone()),
            section_11(link, sources, evidence).into(),
            training(link, evidence).into(),
            audit(link, evidence).into(),
            indicators(link, sources, evidence).into(),
        ]
    });
    let table = paper::table(
        "The other themes, one line each",
        &[
            "Theme",
            "Section 11, lowest question",
            "Came to a course, one year",
            "Case audit, good or better",
            "Indicators",
        ],
        rows.collect(),
        &[
            "A dash: the source says nothing of the theme. That nothing disagrees is not assurance: little may have been asked.",
        ],
    );
    paper::section("Themes on which the sources do not disagree", vec![Part::Table(table)])
}

/// The question that fewest agencies meet.
fn section_11(link: &Link, sources: &Sources<'_>, evidence: &Evidence<'_>) -> String {
    let shares = sources.agencies.iter().flat_map(|pair| {
        link.questions
            .iter()
            .map(move |question| (question.clone(), pair.now.share(question)))
    });
    let lowest = shares
        .filter(|(_, share)| share.base > 0)
        .min_by(|one, other| one.1.percent().total_cmp(&other.1.percent()));
    lowest.map_or("\u{2013}".into(), |(question, share)| {
        format!(
            "{}: {} of {} agencies",
            super::question_in_words(&question, evidence),
            share.met,
            share.base
        )
    })
}

fn training(link: &Link, evidence: &Evidence<'_>) -> String {
    if link.course_themes.is_empty() {
        return "\u{2013}".into();
    }
    let (_, now) = came_in_a_year(link, evidence.period, evidence);
    let (_, before) = came_in_a_year(link, evidence.period.back(4), evidence);
    match (now, before) {
        (now, before) if now <= 0.0 && before <= 0.0 => "No course in two years".into(),
        (now, before) => format!(
            "{} people; {} in the year before",
            counts::things(now),
            counts::things(before)
        ),
    }
}

fn audit(link: &Link, evidence: &Evidence<'_>) -> String {
    newest_audit(link, evidence).map_or("\u{2013}".into(), |found| match found.few {
        true => format!("Few cases [c], {}", found.folder),
        false => format!("{} of {} judgements, {}", found.good, found.graded, found.folder),
    })
}

/// Those that are on a list by name, the others as a number.
fn indicators(link: &Link, sources: &Sources<'_>, evidence: &Evidence<'_>) -> String {
    let listed = |id: &&String| listed::tier(sources.lists, id);
    let newest = |id: &&String| evidence.main(id).and_then(|judged| judged.series.newest());
    let has_figure = |id: &&String| newest(id).is_some_and(|one| one.value.is_some());
    let is_missing = |id: &&String| newest(id).is_some_and(|one| one.state == SeriesState::NoReturn);
    let on = |tier: ListTier| -> Vec<String> {
        let all = link.indicators.iter();
        all.filter(|id| listed(id) == Some(tier))
            .map(|id| named(id, evidence))
            .collect()
    };
    let told = [
        (on(ListTier::Exception), "on the list of exceptions"),
        (on(ListTier::Watch), "on watch"),
        (on(ListTier::Closed), "closed"),
    ];
    let mut said: Vec<String> = told
        .iter()
        .filter(|(names, _)| !names.is_empty())
        .map(|(names, what)| format!("{} {what}", paper::joined(names, "")))
        .collect();
    let others = link
        .indicators
        .iter()
        .filter(|id| listed(id).is_none())
        .filter(has_figure);
    match (said.is_empty(), others.count()) {
        (_, 0) => (),
        (true, 1) => said.push("One is on no list".into()),
        (true, 2) => said.push("Neither of two is on a list".into()),
        (true, some) => said.push(format!("None of {} is on a list", number::in_words(some))),
        (false, some) => said.push(format!("{} on no list", number::in_words(some))),
    }
    let unlisted = link.indicators.iter().filter(|id| listed(id).is_none());
    match unlisted.filter(is_missing).count() {
        0 if said.is_empty() => said.push("\u{2013}".into()),
        0 => (),
        some => said.push(format!("{} not reported this quarter", number::in_words(some))),
    }
    number::capitalised(&said.join("; "))
}

/// An indicator as readers know it: `review actions overdue (RV03)`.
fn named(id: &str, evidence: &Evidence<'_>) -> String {
    match evidence.catalogue.indicator(id) {
        Some(indicator) => format!("{} ({id})", number::lower_first(&indicator.row_name)),
        None => id.to_string(),
    }
}
