//! What waits for too long: Section 11 actions past their date, challenges open for over a year, groups that were not answered.

use crate::catalogue::Priority;
use crate::domain::{Action, Challenge, Period, Waiting, day_in_words, in_force};
use crate::sift::evidence::Evidence;
use crate::sift::pages::paper::{be, counted_first, joined};
use crate::sift::records::Raised;
use crate::sift::records::reviews::{agencies, only_agency, overdue, tracker};
use crate::sift::{number, phrase};
use chrono::Months;

/// The record of review actions that are past their dates: members look at all that waits together.
const REVIEWS: &str = "review actions";
/// Months for which a challenge may be open.
const YEAR: u32 = 12;
/// Records that a sentence names by number.
const NAMED: usize = 4;
/// Quarters within which a group is answered.
const ANSWERED: i32 = 4;

pub(super) fn raised(evidence: &Evidence<'_>, period: Period) -> Vec<Raised> {
    let all = [
        actions(evidence, period),
        challenges(evidence, period),
        voice(evidence, period),
    ];
    all.into_iter().flatten().collect()
}

/// Actions of the Section 11 audit that are past their date.
fn actions(evidence: &Evidence<'_>, period: Period) -> Option<Raised> {
    let end = period.last_day();
    let open: Vec<&Action> = tracker(evidence, (period, "s11"))
        .into_iter()
        .filter(|action| action.status != "complete")
        .collect();
    let late: Vec<&Action> = open
        .iter()
        .copied()
        .filter(|action| action.due.is_some_and(|due| due < end))
        .collect();
    if late.is_empty() {
        return None;
    }
    let related = late.iter().map(|action| {
        let days = action.due.map_or(0, |due| (end - due).num_days());
        format!(
            "{} Overdue by {days} days at the end of the quarter.",
            phrase::named(&[&action.id, &evidence.agency_name_owned(&action.agency)], &action.text)
        )
    });
    Some(Raised {
        key: "section 11 actions".into(),
        beside: REVIEWS,
        indicator: "SA05",
        agency: only_agency(late.iter().copied()),
        agencies: agencies(late.iter().copied()),
        row_name: "Actions from Section 11".into(),
        row: format!("{} of {} open actions from Section 11 overdue", late.len(), open.len()),
        short: format!("{} from Section 11 overdue", late.len()),
        sentence: format!(
            "{} from the Section 11 audit {} overdue: {}.",
            counted_first(late.len(), "action"),
            be(late.len()),
            numbers(late.iter().map(|action| action.id.as_str()))
        ),
        rule: (
            "audit-action-overdue",
            "An action from a Section 11 audit is past its date",
        ),
        evidence: format!("{} overdue of {} open", late.len(), open.len()),
        severity: (
            late.len() as f64 / open.len() as f64,
            format!("{} of {} open actions", late.len(), open.len()),
        ),
        related: related.collect(),
        waiting: overdue(&late, end, evidence).collect(),
        ..Raised::of(Priority::P5)
    })
}

/// The numbers of records in a sentence; of more than a few how many there are besides.
fn numbers<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    let mut ids: Vec<String> = ids.map(str::to_string).collect();
    let more = ids.len().saturating_sub(NAMED);
    ids.truncate(NAMED);
    if more > 0 {
        ids.push(format!("{more} more"));
    }
    joined(&ids, "")
}

/// Challenges that have been open for over a year.
fn challenges(evidence: &Evidence<'_>, period: Period) -> Option<Raised> {
    let end = period.last_day();
    let is_old = |one: &&Challenge| {
        let limit = one.raised.and_then(|day| day.checked_add_months(Months::new(YEAR)));
        one.closed.is_none_or(|closed| closed > end) && limit.is_some_and(|limit| limit < end)
    };
    let log = in_force(&evidence.held.challenges, |one| &one.from, period);
    let open = log.iter().filter(|one| one.closed.is_none()).count();
    let old: Vec<&Challenge> = log.into_iter().filter(is_old).collect();
    let sender = old.first()?.from.sender.to_string();
    let related = old.iter().map(|one| {
        let day = one.raised.map(day_in_words).unwrap_or_default();
        let about = match evidence.agency_name_owned(&one.about) {
            nobody if nobody.is_empty() => nobody,
            about => format!("about {about}"),
        };
        phrase::named(&[&one.challenge, &about, &day], &one.issue)
    });
    Some(Raised {
        key: "challenges".into(),
        beside: REVIEWS,
        agency: sender,
        agencies: old.iter().map(|one| one.about.clone()).collect(),
        row_name: "Challenges open over a year".into(),
        row: format!(
            "{} of {} open challenges raised over a year ago",
            old.len(),
            open.max(old.len())
        ),
        short: match old.len() {
            1 => "1 old challenge".into(),
            more => format!("{more} old challenges"),
        },
        sentence: format!(
            "{} {} been open for over a year: {}.",
            counted_first(old.len(), "challenge"),
            if old.len() == 1 { "has" } else { "have" },
            numbers(old.iter().map(|one| one.challenge.as_str()))
        ),
        rule: ("challenge-open-a-year", "A challenge has been open for over a year"),
        evidence: format!("{} open for over a year", old.len()),
        value: Some(old.len() as f64),
        severity: (0.5, "open for over a year".into()),
        related: related.collect(),
        waiting: old.iter().map(|one| waiting(one, evidence)).collect(),
        ..Raised::of(Priority::P5)
    })
}

fn waiting(one: &Challenge, evidence: &Evidence<'_>) -> Waiting {
    let raised = one.raised.map(|day| format!("raised {}", day_in_words(day)));
    Waiting {
        what: phrase::titled(&one.challenge, &one.issue),
        whose: evidence.agency_short(&one.about),
        when: raised.unwrap_or_default(),
        stands: "not closed".into(),
    }
}

/// Groups of young people of this quarter and of the year before of which nothing says what was done about what they said.
fn voice(evidence: &Evidence<'_>, period: Period) -> Option<Raised> {
    let first = period.back(ANSWERED - 1);
    let heard = || {
        let all = evidence.held.voice.iter();
        all.filter(move |one| (first..=period).contains(&Period::of(one.date)))
    };
    let waiting: Vec<_> = heard().filter(|one| one.changed.is_empty()).collect();
    if waiting.is_empty() {
        return None;
    }
    let all = heard().count();
    let related = waiting.iter().map(|one| {
        let day = day_in_words(one.date);
        let on = match one.topic.trim() {
            "" => String::new(),
            topic => format!("on {}", number::lower_first(topic)),
        };
        phrase::named(
            &[&one.group, &day.to_string(), &on],
            "nothing is told yet of what was done",
        )
    });
    Some(Raised {
        key: "voice".into(),
        indicator: "EN03",
        row_name: "Young people not answered".into(),
        row: format!("{} of {all} groups heard in a year not answered yet", waiting.len()),
        sentence: format!(
            "{} of young people heard in the last year {} not been told what was done.",
            counted_first(waiting.len(), "group"),
            if waiting.len() == 1 { "has" } else { "have" }
        ),
        rule: (
            "group-not-answered",
            "Nothing says what was done about what a group said",
        ),
        evidence: format!("{} of {all} groups", waiting.len()),
        severity: (
            waiting.len() as f64 / all as f64,
            format!("{} of {all} groups", waiting.len()),
        ),
        related: related.collect(),
        ..Raised::of(Priority::P4)
    })
}
