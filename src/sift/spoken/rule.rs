//! The one line of an answer that says which rule, chart, limits and points made it.

use crate::catalogue::{Indicator, Policy};
use crate::domain::{Judged, SeriesState, Tier, Verdict};
use crate::sift::spoken::is_unvaried;
use crate::sift::{levels, number, performance};

/// What fired, with the method in plain words and the number of quarters.
pub(super) fn with_method(judged: &Judged, indicator: &Indicator, which: &str) -> String {
    let quarters = number::spans(judged.verdict.points, indicator);
    match performance::chart_in_words(&judged.verdict) {
        Some(how) => format!("{which} ({how}; {quarters})"),
        None => format!("{which} (no chart; {quarters})"),
    }
}

/// Why no level is told beside a figure that is.
const WITHHELD_LEVELS: &str = "Average and limits were made with figures that are withheld, so they are not given.";

/// `No rule marks this quarter (XmR, mdc-2023; 25 quarters). Average 344, usual range 293 to 395. There are 25 quarters; …`
pub(super) fn line(
    judged: &Judged,
    (indicator, policy): (&Indicator, &Policy),
    (which, is_withheld): (&str, bool),
) -> String {
    let verdict = &judged.verdict;
    if judged.series.newest().is_none_or(|one| one.value.is_none()) {
        let told = match judged.series.newest().map(|one| one.state) {
            Some(SeriesState::Range) => of_range(verdict, which),
            _ => "No rule can mark this quarter.".into(),
        };
        return format!("{told} {}{}", performance::plain_reason(verdict), since(judged));
    }
    if levels::has_ranges(&judged.series, verdict) {
        let hidden = match verdict.lines.last() {
            Some(Some(_)) => " Average and limits depend on parts that senders withheld, so they are not given.",
            Some(None) | None => "",
        };
        return format!(
            "{which}.{hidden} {}{}",
            performance::plain_reason(verdict),
            since(judged)
        );
    }
    // Levels, the base, or that all figures are the same would give the figure away.
    if is_withheld {
        return format!("{which}. The figure is withheld, and so is what it is held against.");
    }
    if levels::has_withheld(&judged.series, verdict, (indicator, policy)) {
        let reason = performance::plain_reason(verdict);
        return format!("{which}. {WITHHELD_LEVELS} {reason}{}", since(judged));
    }
    let newest = judged.series.newest();
    let span = levels::span(&judged.series, verdict);
    // A level is told no finer than the figure beside it.
    let is_no_share = newest.is_some_and(|one| number::is_no_share(one, indicator, policy));
    let is_coarse = newest.is_some_and(|one| number::is_coarse(one, indicator, policy));
    let span = if is_coarse { span.max(number::WIDE_SPAN) } else { span };
    let value = newest.and_then(|one| one.value).unwrap_or_default();
    let lines = verdict.lines.last().copied().flatten();
    let limits = lines.map(|lines| {
        let centre = number::level(lines.centre, indicator, span);
        match lines.limits {
            _ if is_unvaried(judged) => format!(" It has always been {centre}."),
            _ if is_no_share => " With so few counted, no average and no range are given.".into(),
            Some(limits) => format!(
                " Average {centre}, usual range {}.",
                number::range(limits, indicator, (value, span))
            ),
            None => format!(" Median {centre}, no limits."),
        }
    });
    let told = format!("{which}.{}", limits.unwrap_or_default());
    format!("{told} {}{}", performance::plain_reason(verdict), since(judged))
}

/// What the rules say of a range: they mark it where they mark both its ends.
fn of_range(verdict: &Verdict, which: &str) -> String {
    let marks = match verdict.tier {
        Tier::CannotTell => "Whether a rule marks this quarter depends on where in its range the figure lies",
        Tier::Usual | Tier::NotJudged | Tier::Watch | Tier::Exception => which,
    };
    let lines = match verdict.lines.last().copied().flatten() {
        Some(lines) if lines.limits.is_some() => {
            " Average and limits depend on the withheld parts, so they are not given."
        }
        Some(_) => " The median depends on the withheld parts, so it is not given.",
        None => "",
    };
    format!("{marks}.{lines}")
}

/// ` Only figures from 2024-25 Q1 on are compared: the definition changed.`; empty where all are.
fn since(judged: &Judged) -> String {
    let Some((at, why)) = judged.verdict.restarts.last() else {
        return String::new();
    };
    let from = judged.series.observations.get(*at).map(|one| one.period.to_string());
    from.map_or_else(String::new, |from| {
        format!(
            " Only figures from {from} on are compared: {}.",
            why.trim_end_matches('.')
        )
    })
}
