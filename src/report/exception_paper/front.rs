//! The counts and the two panels of the front page.

use crate::domain::{Briefing, ExceptionState, PERSONAL_DATA, ReturnLine, ReturnStatus};
use crate::report::exception_paper::model::Returns;
use crate::report::words;
use std::collections::BTreeSet;

/// The title: that nothing came, or can be judged yet, else how many exceptions there are.
pub(super) fn title(briefing: &Briefing, new: usize) -> String {
    let counts = &briefing.counts;
    let listed = briefing.exceptions.len();
    match (counts.reported, listed) {
        _ if is_without_data(briefing) => format!("No data has been received for {}", briefing.period),
        (1.., 0) if counts.tested == 0 => "First figures; nothing can be judged yet".into(),
        (1.., _) if counts.tested == 0 && briefing.is_first() => {
            "First figures; only the Board’s own records can be judged yet".into()
        }
        _ => words::front_title(listed, new),
    }
}

/// Whether no return came at all.
pub(super) fn is_without_data(briefing: &Briefing) -> bool {
    let counts = &briefing.counts;
    (counts.reported, counts.returns_received) == (0, 0) && counts.due > 0
}

/// What is said in place of the front table when nothing stands out.
pub(super) fn nothing(briefing: &Briefing) -> String {
    let counts = &briefing.counts;
    let unreported = counts.due.saturating_sub(counts.reported);
    let gap = if unreported == 0 {
        String::new()
    } else {
        format!(
            " {} not reported.",
            words::several(unreported, "indicator was", "indicators were")
        )
    };
    match counts.reported {
        0 => format!("No figure of an indicator has come.{gap}"),
        1 => format!("Nothing stands out in the one indicator reported.{gap}"),
        more => format!("Nothing stands out among the {more} indicators reported.{gap}"),
    }
}

/// What stands in place of the watches where the list of those that are unusual is empty; some that closed may be on watch still.
pub(super) fn unwatched(after_closing: usize) -> String {
    match after_closing {
        0 => "Nothing is on watch.".into(),
        1 => "None; one matter that closed is still followed: see what closed.".into(),
        more => format!(
            "None; {} matters that closed are still followed: see what closed.",
            words::count(more)
        ),
    }
}

pub(super) fn watch_note(briefing: &Briefing) -> String {
    let by_chance = match briefing.counts.expected_watch.round() as usize {
        0 => "one such may turn up by chance".to_string(),
        some => format!("about {} such would turn up by chance", words::count(some)),
    };
    format!(
        "Unusual, but with {} indicators tested one by one, {by_chance}.",
        briefing.counts.tested
    )
}

pub(super) fn counts(briefing: &Briefing, new: usize) -> Vec<(String, String)> {
    let raised = briefing.exceptions.len();
    let improving = briefing
        .exceptions
        .iter()
        .filter(|exception| exception.state == ExceptionState::Improving)
        .count();
    let closed = briefing
        .closed
        .iter()
        .filter(|exception| exception.state == ExceptionState::Closed)
        .count();
    let before = match improving {
        0 => "from before".to_string(),
        some => format!("from before ({some} improving)"),
    };
    let chance = match briefing.counts.expected_watch.round() as usize {
        0 => "on watch; fewer than one by chance".to_string(),
        some => format!("on watch; about {some} by chance"),
    };
    // What closed and is looked at for two quarters more is told with what closed: no chance brought it there.
    let after = briefing
        .watch
        .iter()
        .filter(|one| one.state == ExceptionState::AfterClosing);
    let after = after.count();
    let closed_words = match after {
        0 => "closed".to_string(),
        some => format!("closed; {} on watch after closing", words::count(some)),
    };
    vec![
        (
            format!("{} of {}", briefing.counts.reported, briefing.counts.due),
            "due indicators reported".into(),
        ),
        (raised.to_string(), "with an exception".into()),
        (new.to_string(), "new".into()),
        ((raised - new).to_string(), before),
        (closed.to_string(), closed_words),
        ((briefing.watch.len() - after).to_string(), chance),
    ]
}

/// Most names in one line of the first panel; the coverage table has the rest.
const MOST_NAMES: usize = 5;

/// The first panel: how many returns came, then who did not send, what is held, what came in part or late.
pub(super) fn returns(briefing: &Briefing) -> Returns {
    let counts = &briefing.counts;
    let of = |status: ReturnStatus| move |line: &&ReturnLine| line.status == status;
    let missing = of(ReturnStatus::Missing);
    let said = [
        lost(briefing, "Not received", |line| missing(line) && line.files.is_empty()),
        lost(briefing, "Sent, but cannot be used", |line| {
            missing(line) && !line.files.is_empty()
        }),
        lost(briefing, "Not the form asked for", of(ReturnStatus::WrongForm)),
        lost(briefing, "Held for checking", of(ReturnStatus::Held)),
        lost(briefing, "In part", of(ReturnStatus::Partial)),
    ];
    let mut rest: Vec<String> = said.into_iter().flatten().collect();
    let is_late = |line: &&ReturnLine| line.status == ReturnStatus::Late;
    let late = briefing.returns.iter().filter(is_late).count();
    if late > 0 {
        rest.push(format!("Late but in: {}.", words::several(late, "return", "returns")));
    }
    rest.extend(refused(briefing));
    Returns {
        lead: format!(
            "{} of {} {} came.",
            counts.returns_received,
            counts.returns_due,
            if counts.returns_due == 1 { "return" } else { "returns" }
        ),
        rest,
    }
}

/// Whose file held personal data, so that members see it first where it matters most; `None` where nobody's did.
fn refused(briefing: &Briefing) -> Option<String> {
    let told = briefing.findings.iter().filter(|finding| finding.kind == PERSONAL_DATA);
    let agencies: BTreeSet<&str> = told.map(|finding| finding.agency.as_str()).collect();
    let named = briefing
        .coverage
        .iter()
        .filter(|line| agencies.contains(line.agency.as_str()));
    let names: Vec<String> = named.map(|line| line.short_name.clone()).collect();
    (!names.is_empty()).then(|| {
        format!(
            "Refused, for it holds personal data: a file of {}. A data protection lead must be told.",
            words::list(&names)
        )
    })
}

/// `Not received: Probation (one indicator) and Maldon (Section 11), both 21 days late.` `None` where there is none such. A file that
/// cannot be used is no return, and yet was sent, so that no day is counted.
fn lost(briefing: &Briefing, what: &str, is_so: impl Fn(&&ReturnLine) -> bool) -> Option<String> {
    let lines: Vec<&ReturnLine> = briefing.returns.iter().filter(is_so).collect();
    let mut agencies: Vec<&str> = vec![];
    for line in &lines {
        if !agencies.contains(&line.agency.as_str()) {
            agencies.push(&line.agency);
        }
    }
    let days_of = |line: &&ReturnLine| match line.status {
        ReturnStatus::Missing if !line.files.is_empty() => 0,
        _ => line.days_late,
    };
    let days: Vec<i64> = lines.iter().map(days_of).collect();
    let same = days.iter().all(|day| Some(day) == days.first());
    let mut names: Vec<String> = agencies
        .iter()
        .take(MOST_NAMES)
        .map(|agency| of_agency(briefing, (agency, &lines), !same))
        .collect();
    let more = agencies.len().saturating_sub(MOST_NAMES);
    if more > 0 {
        names.push(format!("{} more", words::count(more)));
    }
    let late = match (same, days.first(), agencies.len()) {
        (true, Some(days), 1) if *days > 0 => format!(", {}", words::days_late(*days)),
        (true, Some(days), 2) if *days > 0 => format!(", both {}", words::days_late(*days)),
        (true, Some(days), _) if *days > 0 => format!(", all {}", words::days_late(*days)),
        _ => String::new(),
    };
    (!names.is_empty()).then(|| format!("{what}: {}{late}.", words::list(&names)))
}

/// An agency with what its returns take away, and how late they are where that is not said for all.
fn of_agency(briefing: &Briefing, (agency, lines): (&str, &[&ReturnLine]), with_days: bool) -> String {
    let found = briefing.coverage.iter().find(|line| line.agency == agency);
    let name = found.map_or(agency, |line| line.short_name.as_str());
    let its = || lines.iter().filter(|line| line.agency == agency);
    // What came without a figure is missing too: members read how much they cannot see.
    let gap = briefing.gaps.iter().find(|gap| gap.agency == name);
    let unseen = gap.map_or((0, 0), |gap| (gap.row_names.len(), gap.unusable));
    let mut inside: Vec<String> = its().filter_map(|line| gone(line, unseen)).collect();
    let days = its().map(|line| line.days_late).max().unwrap_or(0);
    if with_days && days > 0 {
        inside.push(words::days_late(days));
    }
    match inside.is_empty() {
        true => name.to_string(),
        false => format!("{name} ({})", inside.join(", ")),
    }
}

/// What a return takes away: so many indicators, those that came without a figure apart, or the feed.
fn gone(line: &ReturnLine, (unseen, unusable): (usize, usize)) -> Option<String> {
    if line.feed != "dashboard" {
        return Some(line.feed_title.clone());
    }
    let expected = line.indicators_expected?;
    let unsent = expected
        .saturating_sub(line.indicators_received.unwrap_or(0))
        .max(unseen.saturating_sub(unusable));
    let indicators = if unsent == 1 { "indicator" } else { "indicators" };
    match (unsent, unusable) {
        (0, 0) => None,
        (_, 0) => Some(format!("{unsent} {indicators}")),
        (_, _) => Some(format!(
            "{unsent} {indicators} not sent, {unusable} sent but not usable"
        )),
    }
}
