//! Receipts against what was due into who sent what, when, and how much of it.

use crate::domain::{AgencyCoverage, Expected, FileState, Finding, Period, ReturnLine, ReturnStatus};
use crate::domain::{Place, Responsibility, Severity};
use crate::sift::evidence::{Arrival, Due, Evidence};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// The feed in which indicators are sent ready-made.
const DASHBOARD: &str = "dashboard";
/// The feed of the Section 11 audit.
const AUDIT: &str = "s11-answers";
/// Quarters in the coverage table.
const QUARTERS: i32 = 8;

/// Every return of a quarter: those due, in the order of the board's tables, then those that came without being asked for.
pub fn returns(evidence: &Evidence<'_>, period: Period) -> Vec<ReturnLine> {
    let due: Vec<&Due> = evidence.returns_due.iter().filter(|due| due.period == period).collect();
    let mut lines: Vec<ReturnLine> = due.iter().map(|due| line(evidence, due, true)).collect();
    let asked: BTreeSet<(&str, &str)> = due.iter().map(|due| (due.agency.as_str(), due.feed.as_str())).collect();
    let unasked = evidence.arrivals.iter().filter(|arrival| {
        let is_used = arrival.state == FileState::Current && !arrival.feed.is_empty();
        arrival.period == period && is_used && !asked.contains(&(arrival.sender.as_str(), arrival.feed.as_str()))
    });
    let unasked: BTreeSet<Due> = unasked
        .map(|arrival| Due {
            period,
            agency: arrival.sender.clone(),
            feed: arrival.feed.clone(),
        })
        .collect();
    lines.extend(unasked.iter().map(|due| line(evidence, due, false)));
    lines
}

/// What became of one return.
fn line(evidence: &Evidence<'_>, due: &Due, asked: bool) -> ReturnLine {
    let arrivals = arrivals_for(evidence, due);
    let used: Vec<&Arrival> = arrivals
        .iter()
        .copied()
        .filter(|arrival| arrival.state == FileState::Current && arrival.feed == due.feed)
        .collect();
    let due_on = evidence.due_date(due.period);
    let received = used.iter().map(|arrival| arrival.received).max();
    let held = arrivals.iter().filter(|arrival| arrival.state == FileState::Held);
    let held = held.map(|arrival| arrival.received).min();
    let expected = evidence
        .expected
        .iter()
        .find(|one| one.agency == due.agency && one.period == due.period && due.feed == DASHBOARD);
    // What is held came on its day, however long a decision on it takes.
    let days_late = match received.or(held) {
        Some(received) => (received - due_on).num_days().max(0),
        None if asked => (evidence.as_at - due_on).num_days().max(0),
        None => 0,
    };
    let status = match received {
        Some(received) => came(&used, expected, (received, due_on), asked),
        None => absent(&arrivals, evidence.as_at, due_on),
    };
    let is_dashboard = due.feed == DASHBOARD;
    ReturnLine {
        agency: due.agency.clone(),
        feed: due.feed.clone(),
        feed_title: match evidence.catalogue.feed(&due.feed) {
            Some(feed) => feed.title.clone(),
            None => due.feed.clone(),
        },
        period: due.period,
        status,
        received,
        days_late,
        indicators_expected: expected.map(|one| one.indicators.len()).or(is_dashboard.then_some(0)),
        indicators_received: expected.map(|one| one.received.len()).or(is_dashboard.then_some(0)),
        files: arrivals
            .iter()
            .map(|arrival| arrival.file.clone())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect(),
        note: match early(&arrivals, due.period).filter(|_| status.has_come()) {
            Some(came) => format!("came early, with {came}"),
            None if unreadable(evidence, &arrivals) && status == ReturnStatus::Held => UNREADABLE.into(),
            None => note(status, &arrivals, expected, (asked, due_on)),
        },
    }
}

/// What is said of a workbook whose scale has no key.
const UNREADABLE: &str = "returned, not readable until the agency says which way the scale runs";

/// Whether nothing tells which way the scale of a return's workbook runs.
fn unreadable(evidence: &Evidence<'_>, arrivals: &[&Arrival]) -> bool {
    let is_unclear = |finding: &&Finding| finding.kind == "scale-unclear";
    let mut files = evidence
        .findings
        .iter()
        .filter(is_unclear)
        .map(|finding| &finding.place.file);
    files.any(|file| arrivals.iter().any(|arrival| arrival.file == *file))
}

/// The files that came for a return. One of which nothing tells what it should have been counts for the only return of its
/// agency that did not come otherwise; where several did not, it could be any of them and counts for none.
fn arrivals_for<'e>(evidence: &Evidence<'e>, due: &Due) -> Vec<&'e Arrival> {
    let is_its = |arrival: &&Arrival| arrival.sender == due.agency && arrival.period == due.period;
    let mut its: Vec<&Arrival> = evidence.arrivals.iter().filter(is_its).collect();
    if due.feed == AUDIT && !its.iter().any(|arrival| arrival.feed == AUDIT) {
        its.extend(of_the_cycle(evidence, due));
    }
    let came = |feed: &str| its.iter().any(|arrival| arrival.feed == feed);
    let asked = evidence
        .returns_due
        .iter()
        .filter(|other| other.agency == due.agency && other.period == due.period);
    let lacking: BTreeSet<&str> = asked
        .map(|other| other.feed.as_str())
        .filter(|feed| !came(feed))
        .collect();
    let could_be =
        |arrival: &Arrival| arrival.feed.is_empty() && lacking.len() == 1 && lacking.contains(due.feed.as_str());
    its.iter()
        .copied()
        .filter(|arrival| arrival.feed == due.feed || could_be(arrival))
        .collect()
}

/// Files of an audit that came before the quarter in which it was due, with answers of the cycle that was due then: a cycle is
/// named by the financial year in which it is returned. One that was due also when it came was for that quarter.
fn of_the_cycle<'e>(evidence: &Evidence<'e>, due: &Due) -> Vec<&'e Arrival> {
    let cycle = due.period.financial_year();
    let is_due_then = |folder: Period| {
        let mut others = evidence.returns_due.iter();
        others.any(|other| (&other.agency, &other.feed, other.period) == (&due.agency, &due.feed, folder))
    };
    let answers = evidence.held.answers.iter();
    let files: BTreeSet<&str> = answers
        .filter(|answer| *answer.cycle == cycle && answer.from.folder < due.period)
        .filter(|answer| !is_due_then(answer.from.folder))
        .map(|answer| &*answer.from.file)
        .collect();
    let came = evidence
        .arrivals
        .iter()
        .filter(|arrival| arrival.sender == due.agency && arrival.feed == AUDIT && arrival.state == FileState::Current);
    came.filter(|arrival| files.contains(arrival.file.as_str())).collect()
}

/// The earlier quarter with which all of a return came.
fn early(arrivals: &[&Arrival], due: Period) -> Option<Period> {
    let last = arrivals.iter().map(|arrival| arrival.period).max()?;
    (last < due).then_some(last)
}

fn came(
    used: &[&Arrival],
    expected: Option<&Expected>,
    (received, due_on): (NaiveDate, NaiveDate),
    asked: bool,
) -> ReturnStatus {
    if used.iter().all(|arrival| arrival.wrong_form) {
        ReturnStatus::WrongForm
    } else if used.iter().all(|arrival| arrival.nil) {
        ReturnStatus::Nil
    } else if expected.is_some_and(|one| one.received.len() < one.indicators.len()) {
        ReturnStatus::Partial
    } else if asked && received > due_on {
        ReturnStatus::Late
    } else {
        ReturnStatus::OnTime
    }
}

fn absent(arrivals: &[&Arrival], as_at: NaiveDate, due_on: NaiveDate) -> ReturnStatus {
    if arrivals.iter().any(|arrival| arrival.wrong_form) {
        ReturnStatus::WrongForm
    } else if arrivals.iter().any(|arrival| arrival.state == FileState::Held) {
        ReturnStatus::Held
    } else if as_at < due_on {
        ReturnStatus::NotDue
    } else {
        ReturnStatus::Missing
    }
}

fn note(
    status: ReturnStatus,
    arrivals: &[&Arrival],
    expected: Option<&Expected>,
    (asked, due_on): (bool, NaiveDate),
) -> String {
    let why = arrivals
        .iter()
        .map(|arrival| arrival.why.as_str())
        .find(|why| !why.is_empty())
        .unwrap_or_default();
    match status {
        ReturnStatus::Partial => {
            let (came, all) = expected.map_or((0, 0), |one| (one.received.len(), one.indicators.len()));
            format!("{came} of {all} indicators")
        }
        ReturnStatus::Missing if !arrivals.is_empty() => match why {
            "" => "sent, but cannot be used".into(),
            why => format!("sent, but cannot be used: {why}"),
        },
        ReturnStatus::Held | ReturnStatus::WrongForm => why.to_string(),
        ReturnStatus::NotDue => format!("due on {due_on}"),
        ReturnStatus::OnTime if !asked => "not asked for".into(),
        ReturnStatus::OnTime | ReturnStatus::Late | ReturnStatus::Nil | ReturnStatus::Missing => String::new(),
    }
}

/// The coverage table: each agency from which anything was due in the last eight quarters.
pub(super) fn coverage(evidence: &Evidence<'_>) -> Vec<AgencyCoverage> {
    let first = evidence.period.back(QUARTERS - 1);
    let asked: BTreeSet<&str> = evidence.returns_due.iter().map(|due| due.agency.as_str()).collect();
    let agencies = evidence
        .agencies
        .iter()
        .filter(|agency| asked.contains(agency.id.as_str()));
    let all: Vec<Vec<ReturnLine>> = first
        .to(evidence.period)
        .map(|period| returns(evidence, period))
        .collect();
    agencies
        .map(|agency| {
            let of = |lines: &[ReturnLine]| -> Vec<ReturnLine> {
                lines
                    .iter()
                    .filter(|line| line.agency == agency.id && line.note != "not asked for")
                    .cloned()
                    .collect()
            };
            let now = all.last().map(|lines| of(lines)).unwrap_or_default();
            let count = |pick: fn(&ReturnLine) -> Option<usize>| now.iter().filter_map(pick).sum();
            AgencyCoverage {
                agency: agency.id.clone(),
                name: agency.name.clone(),
                short_name: agency.short_name().to_string(),
                history: all.iter().map(|lines| worst(&of(lines))).collect(),
                days_late: now.iter().map(|line| line.days_late).max().unwrap_or(0),
                received: count(|line| line.indicators_received),
                asked: count(|line| line.indicators_expected),
                usable_percent: usable(evidence, &agency.id),
            }
        })
        .collect()
}

/// The one status that an agency's returns of a quarter come to: the one that most needs a look.
fn worst(lines: &[ReturnLine]) -> ReturnStatus {
    let order = [
        ReturnStatus::Missing,
        ReturnStatus::Held,
        ReturnStatus::WrongForm,
        ReturnStatus::Partial,
        ReturnStatus::Late,
        ReturnStatus::OnTime,
        ReturnStatus::Nil,
    ];
    let found = order
        .into_iter()
        .find(|status| lines.iter().any(|line| line.status == *status));
    found.unwrap_or(ReturnStatus::NotDue)
}

/// Numeric cells of an agency's files of the quarter that could be used, and all that were sent. A file with several feeds has an
/// arrival for each, and counts once.
pub fn numeric_cells(evidence: &Evidence<'_>, agency: &str) -> (usize, usize) {
    let its = evidence.arrivals.iter().filter(|arrival| {
        arrival.sender == agency && arrival.period == evidence.period && arrival.state == FileState::Current
    });
    let files: BTreeMap<&str, (usize, usize)> = its.map(|arrival| (arrival.file.as_str(), arrival.cells)).collect();
    files
        .values()
        .fold((0, 0), |(usable, sent), cells| (usable + cells.0, sent + cells.1))
}

/// Share of the numeric cells sent this quarter that could be used, in whole per cent.
fn usable(evidence: &Evidence<'_>, agency: &str) -> Option<u32> {
    let (usable, sent) = numeric_cells(evidence, agency);
    (sent > 0).then(|| u32::try_from(usable * 100 / sent).unwrap_or(100))
}

/// A finding for each return that is due by the date of the run and has not come.
pub fn missing(evidence: &Evidence<'_>) -> Vec<Finding> {
    let lines = returns(evidence, evidence.period);
    let missing = lines
        .iter()
        .filter(|line| line.status == ReturnStatus::Missing && line.files.is_empty());
    missing
        .map(|line| Finding {
            agency: line.agency.clone(),
            feed: line.feed.clone(),
            period: line.period.to_string(),
            place: Place::default(),
            kind: "return-missing".into(),
            severity: Severity::Warning,
            responsibility: Responsibility::Agency,
            seen: String::new(),
            treated_as: "no return".into(),
            message: format!(
                "{} has sent no return ({}) for {}; it was due on {}.",
                evidence.agency_name_owned(&line.agency),
                crate::sift::feed_in_words(&line.feed, evidence.catalogue),
                line.period,
                crate::domain::day_in_words(evidence.due_date(line.period))
            ),
        })
        .collect()
}
