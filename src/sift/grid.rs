//! Every indicator's newest figure, movement and target into the grid of its priority; what is not due apart.

use crate::catalogue::{Indicator, Polarity, Priority};
use crate::domain::{
    Concern, Exception, FileState, GridLine, GridTable, Judged, ListTier, Missing, NextDue, Period, Rung, SeriesState,
    Shown, Side, TargetFact, Tier, Verdict,
};
use crate::sift::evidence::Evidence;
use crate::sift::{concern, lacking, listed, may_be_chance, performance, unusable, withhold};

const PRIORITIES: [Priority; 5] = [Priority::P1, Priority::P2, Priority::P3, Priority::P4, Priority::P5];

/// The movement of a figure that is as usual, of an indicator that the list of exceptions names.
pub(super) const USUAL_AND_LISTED: &str = "Usual, on list";

/// The movement of a figure that is as usual, of an indicator that a rule of the chart marks all the same.
pub(super) const USUAL_AND_MARKED: &str = "Usual, marked";

/// The tables, in the order of priorities and of the catalogue, and the measures that are not due.
pub(super) fn grid(evidence: &Evidence<'_>, listed: &[Exception]) -> (Vec<GridTable>, Vec<NextDue>) {
    let mut tables: Vec<GridTable> = PRIORITIES
        .iter()
        .map(|priority| GridTable {
            priority: format!("{priority:?}"),
            title: priority.title().to_string(),
            lines: vec![],
        })
        .collect();
    let mut later = vec![];
    for indicator in evidence.catalogue.indicators() {
        let judged = evidence.main(&indicator.id);
        let not_due = judged
            .and_then(|one| one.series.newest())
            .is_none_or(|one| one.state == SeriesState::NotDue);
        match next_due(indicator, evidence.period).filter(|_| not_due) {
            Some(period) => later.push(NextDue {
                indicator: indicator.id.clone(),
                row_name: indicator.row_name.clone(),
                period,
            }),
            None => {
                let table = &mut tables[indicator.priority as usize];
                table.lines.push(line(indicator, judged, (evidence, listed)));
            }
        }
    }
    tables.retain(|table| !table.lines.is_empty());
    (tables, later)
}

/// The next quarter after `period` in which an indicator is due; `None` when it has no fixed quarters.
fn next_due(indicator: &Indicator, period: Period) -> Option<Period> {
    (1..=4)
        .map(|on| period.back(-on))
        .find(|later| indicator.due_quarters.contains(&later.quarter()))
}

/// The movement of an indicator that no agency is asked for.
const ASKED_OF_NOBODY: &str = "Not asked for";

/// The movement of an indicator that came for a wider area than the county alone.
pub(super) const WIDER_ONLY: &str = "Wider area only";

/// Whether there is no figure because no agency is asked for one: none of its kind is on the board, or none has sent it for long.
fn is_asked_of_nobody(indicator: &Indicator, evidence: &Evidence<'_>) -> bool {
    let newest = evidence.main(&indicator.id).and_then(|one| one.series.newest());
    let is_of_nobody = newest.is_some_and(|one| one.state == SeriesState::NoReturn && one.expected_sources.is_empty());
    is_of_nobody && silent(indicator, evidence).is_empty()
}

/// The agencies that were to send the list that an indicator is counted from this quarter, and of which no list is in use.
pub(super) fn silent(indicator: &Indicator, evidence: &Evidence<'_>) -> Vec<String> {
    let Some(made) = &indicator.measured_from else {
        return vec![];
    };
    let is_its = |period: Period, feed: &str| period == evidence.period && feed == made.feed;
    let came = |agency: &str| {
        let mut arrivals = evidence.arrivals.iter();
        arrivals.any(|one| is_its(one.period, &one.feed) && one.sender == agency && one.state == FileState::Current)
    };
    let due = evidence.returns_due.iter().filter(|due| is_its(due.period, &due.feed));
    due.filter(|due| !came(&due.agency))
        .map(|due| due.agency.clone())
        .collect()
}

/// The same by the indicator's id.
pub(super) fn nobody_is_asked(id: &str, evidence: &Evidence<'_>) -> bool {
    let indicator = evidence.catalogue.indicator(id);
    indicator.is_some_and(|indicator| is_asked_of_nobody(indicator, evidence))
}

fn line(indicator: &Indicator, judged: Option<&Judged>, (evidence, listed): (&Evidence<'_>, &[Exception])) -> GridLine {
    let catalogue = evidence.catalogue;
    let newest = judged.and_then(|one| one.series.newest());
    let now = newest.map_or(Shown::Mark(Missing::NotAvailable), |one| {
        withhold::value(one, indicator, catalogue.policy())
    });
    let wider = unusable::wider_area(&indicator.id, evidence);
    let (movement, icon) = match judged {
        _ if is_asked_of_nobody(indicator, evidence) => (ASKED_OF_NOBODY.into(), "new-series"),
        _ if wider.is_some() => (WIDER_ONLY.into(), "no-return"),
        Some(judged) => movement(judged, indicator, &now),
        None => ("No return".into(), "no-return"),
    };
    let of_tier = |tier: ListTier| {
        let mut told = listed.iter().filter(|one| listed::tells(one, &indicator.id));
        told.any(|one| one.tier == tier)
    };
    let is_exception = of_tier(ListTier::Exception);
    let on_list = is_exception || of_tier(ListTier::Watch);
    let movement = match (movement.as_str(), is_exception, judged.is_some_and(is_marked)) {
        ("Usual", true, _) => USUAL_AND_LISTED.into(),
        ("Usual", false, true) => USUAL_AND_MARKED.into(),
        _ => movement,
    };
    let is_withheld = now == Shown::Mark(Missing::Withheld);
    GridLine {
        indicator: indicator.id.clone(),
        short_name: indicator.short_name.clone(),
        without: match &now {
            Shown::Mark(_) => String::new(),
            Shown::Number { .. } | Shown::Range { .. } => lacking::beside_figure(newest, evidence),
        },
        now,
        movement,
        icon: icon.into(),
        target: match (is_withheld, judged) {
            // Met or missed would say on which side of the target a figure lies that nobody may know.
            (true, Some(judged)) if judged.verdict.target.is_some() => "Withheld".into(),
            (_, judged) => judged.map_or("\u{2013}".into(), target),
        },
        judged_by: match judged.filter(|_| !is_withheld) {
            Some(judged) => judged_by(judged),
            None => judged.map_or("", |judged| rung(&judged.verdict)).into(),
        },
        why: match (wider, evidence.places.name(evidence.places.home())) {
            (Some(area), home) => format!("Sent for {area} alone; the {home} figure is awaited."),
            (None, _) => judged.map(|judged| why(&judged.verdict)).unwrap_or_default(),
        },
        bold: on_list || icon == "no-return",
    }
}

/// Whether a rule of the chart marks the newest quarter.
fn is_marked(judged: &Judged) -> bool {
    judged.verdict.marks.last().is_some_and(|mark| mark.side.is_some())
}

/// The rung in a few words.
fn rung(verdict: &Verdict) -> &'static str {
    match verdict.rung {
        Rung::NoFigure => "Not judged",
        Rung::TooShort => "Too short to judge",
        Rung::TooFew => "Too few to judge",
        Rung::RunChart => "Run chart, provisional",
        Rung::Individuals => "Control chart",
        Rung::Attribute => "Control chart, allowing for size",
        Rung::Rare => "Rare events, exact counts",
        Rung::Seasonal => "Control chart by season",
    }
}

/// The rung, and that a rule of the chart marks what no list has.
fn judged_by(judged: &Judged) -> String {
    let verdict = &judged.verdict;
    match (verdict.tier, is_marked(judged)) {
        (Tier::Usual, true) if may_be_chance::is_of_long_ago(verdict) => {
            format!("{}; a rule marks a run that began long ago", rung(verdict))
        }
        (Tier::Usual, true) => format!("{}; a rule marks it, which may be chance", rung(verdict)),
        (_, _) => rung(verdict).into(),
    }
}

/// Why this rung, without names of other methods; the base of a share may be withheld.
fn why(verdict: &Verdict) -> String {
    match verdict.rung {
        Rung::TooFew => "The base is too small.".into(),
        _ => performance::plain_reason(verdict),
    }
}

/// The movement in a word or two, and the drawing that goes with it.
fn movement(judged: &Judged, indicator: &Indicator, now: &Shown) -> (String, &'static str) {
    let verdict = &judged.verdict;
    let newest = judged.series.newest();
    let state = newest.map_or(SeriesState::NoReturn, |one| one.state);
    let by_state = match state {
        SeriesState::NotMeasured if newest.is_some_and(|one| one.has_none()) => Some(("None to count", "too-few")),
        SeriesState::NoReturn => Some(("No return", "no-return")),
        SeriesState::NotDue => Some(("Not due", "new-series")),
        SeriesState::NotMeasured => Some(("Not measured", "no-return")),
        SeriesState::Suppressed => Some(("Withheld", "withheld")),
        SeriesState::Range | SeriesState::Number if *now == Shown::Mark(Missing::Withheld) => {
            Some(("Withheld", "withheld"))
        }
        SeriesState::Range | SeriesState::Number => None,
    };
    if let Some((word, icon)) = by_state {
        return (word.into(), icon);
    }
    match (verdict.tier, verdict.rung) {
        (Tier::Exception | Tier::Watch, _) => unusual(verdict.side, indicator.polarity),
        (Tier::CannotTell, _) => ("Cannot tell".into(), "too-few"),
        // So few figures tell that something happened, never that it is better or worse.
        (Tier::NotJudged, Rung::TooShort) if verdict.side.is_some() => unusual(verdict.side, Polarity::Neutral),
        (Tier::NotJudged, Rung::TooShort) => ("Too short".into(), "new-series"),
        (Tier::NotJudged, _) => ("Too few".into(), "too-few"),
        (Tier::Usual, _) => ("Usual".into(), "usual"),
    }
}

fn unusual(side: Option<Side>, polarity: Polarity) -> (String, &'static str) {
    let Some(side) = side else {
        return ("Unusual".into(), "unusual-high");
    };
    match (concern::concern(side, polarity), side) {
        (Concern::Worse, Side::High) => ("Worse".into(), "worse-high"),
        (Concern::Worse, Side::Low) => ("Worse".into(), "worse-low"),
        (Concern::Better, Side::High) => ("Better".into(), "better-high"),
        (Concern::Better, Side::Low) => ("Better".into(), "better-low"),
        (Concern::Unusual, Side::High) => ("Unusual".into(), "unusual-high"),
        (Concern::Unusual, Side::Low) => ("Unusual".into(), "unusual-low"),
    }
}

/// Met, Varies, Missed, Changing, or that nobody can tell; a dash where there is no target or it cannot be judged.
fn target(judged: &Judged) -> String {
    let judged_target = judged
        .verdict
        .target
        .as_ref()
        .filter(|_| judged.verdict.tier != Tier::NotJudged);
    let Some(statement) = judged_target else {
        return "\u{2013}".into();
    };
    let may_be_chance = statement.interval.is_some() && !statement.clear;
    let word = match (statement.assurance.as_deref(), statement.fact) {
        (Some("met"), _) => "Met",
        // What is missed beyond chance now is not met or missed by chance.
        (Some("varies"), TargetFact::Missed) if statement.clear && statement.interval.is_some() => "Missed",
        (Some("varies"), _) => "Varies",
        (Some("missed"), _) => "Missed",
        (Some("changing"), _) => "Changing",
        // Without limits only this one figure speaks, and its likely range may hold the target.
        (Some(_) | None, _) if may_be_chance => "Cannot tell",
        (Some(_) | None, TargetFact::Met) => "Met",
        (Some(_) | None, TargetFact::Missed) => "Missed",
    };
    word.into()
}
