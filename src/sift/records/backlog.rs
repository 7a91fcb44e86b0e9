//! LADO cases that stay open: more over three months old than a year before. The share closed in time leaves them out.

use crate::catalogue::Priority;
use crate::domain::Period;
use crate::sift::evidence::Evidence;
use crate::sift::number;
use crate::sift::records::Raised;
use crate::sift::withhold::counts;
use crate::stats::two_period::Pair;

/// Quarters in a year.
const YEAR: i32 = 4;

/// Cases open at the end of a quarter: over three months old, and all. `None` where either is not known exactly.
#[expect(clippy::float_cmp, reason = "the bounds of an exact count are copies of one number")]
fn open_at(evidence: &Evidence<'_>, period: Period) -> Option<(f64, f64)> {
    let exact = |measure: &str| {
        let (low, high) = *evidence.held.speed.get(&(period, measure.to_string()))?;
        (low == high).then_some(low)
    };
    Some((exact("open_over_3_months")?, exact("open_at_end")?))
}

pub(in crate::sift) fn raised(evidence: &Evidence<'_>, period: Period) -> Option<Raised> {
    let policy = evidence.catalogue.policy();
    // Where nothing came for the quarter, the backlog is what it last was, and the words say when.
    let then = (0..YEAR)
        .map(|back| period.back(back))
        .find(|then| open_at(evidence, *then).is_some())?;
    let (over, open) = open_at(evidence, then)?;
    let (before, open_before) = open_at(evidence, then.back(YEAR))?;
    let grew = Pair {
        first: over,
        first_of: 1.0,
        second: before,
        second_of: 1.0,
    };
    let chance = grew.poisson()?;
    let parts = [over, before, open - over, open_before - before];
    let small = parts.iter().any(|count| counts::is_small(*count, policy));
    if over <= before || chance >= policy.watch_p || small {
        return None;
    }
    let share = over / open.max(1.0);
    let [over, open, before, open_before] = [over, open, before, open_before].map(|count| number::decimal(count, 0));
    let closed = crate::sift::records::share(evidence, "LD05", period);
    let closed = closed
        .map(|share| format!("; closed in one month: {share}"))
        .unwrap_or_default();
    let words = crate::sift::score::small(chance);
    let told = told(
        [&over, &open, &before, &open_before],
        Some(then).filter(|then| *then != period),
    );
    Some(Raised {
        key: "lado backlog".into(),
        indicator: "LD05",
        theme: "lado",
        row_name: "LADO cases open over three months".into(),
        row: match then == period {
            true => format!("{over} open over three months, from {before} a year ago{closed}"),
            false => format!("{over} open over three months in {then}, from {before} a year before; none since"),
        },
        sentence: format!("{told} The share closed in time leaves them out."),
        rule: (
            "backlog-grew",
            "More cases are open over three months than a year ago, by more than chance gives",
        ),
        evidence: format!("{over} cases in {then}, {before} a year before, p {words}"),
        severity: (share, format!("{over} of {open} open cases")),
        related: vec![told.clone()],
        ..Raised::of(Priority::P5)
    })
}

/// The backlog beside that of a year before; of an earlier quarter with when that was.
fn told([over, open, before, open_before]: [&str; 4], then: Option<Period>) -> String {
    let cases = format!("{over} of {open} open LADO cases");
    match then {
        None => format!("{cases} are over three months old; a year ago, {before} of {open_before}."),
        Some(then) => format!(
            "At the end of {then}, the newest known, {cases} were over three months old; a year before, {before} of {open_before}."
        ),
    }
}
