//! A verdict into the text alternative of its chart, and the chart's source line. Never made from the drawing.

use crate::catalogue::Indicator;
use crate::domain::{
    InPlace, Judged, Missing, Observation, Period, Rung, Series, SeriesState, Shown, ShownPoint, ShownSeries, Verdict,
};
use crate::sift::evidence::Evidence;
use crate::sift::{number, target};

/// Senders that are named in a source line; of more, their number is told.
const NAMED: usize = 3;
/// Most words of a text alternative.
const WORDS: usize = 60;

/// A series as drawn, and what its words are made from.
pub(super) struct Drawn<'a> {
    /// The series and its verdict.
    pub judged: &'a Judged,
    /// Its newest quarters as the reader may see them, which are those that are drawn.
    pub shown: &'a ShownSeries,
    /// The indicator.
    pub indicator: &'a Indicator,
}

/// Kind, what, where, from when to when; verdict; marks; gaps; target; pointer.
pub(super) fn text(drawn: &Drawn<'_>, (title, left_out, evidence): (&str, &[String], &Evidence<'_>)) -> String {
    let Drawn {
        judged: Judged { series, verdict },
        shown,
        indicator,
    } = *drawn;
    let (first, last) = (shown.points.first(), shown.points.last());
    let Some((first, last)) = first.zip(last) else {
        return String::new();
    };
    let what = format!(
        "{}, {}, {} to {}.",
        indicator.row_name,
        evidence.places.name(&series.area),
        first.period,
        last.period
    );
    if let Some(instead) = in_place(shown) {
        return format!("Box in place of a chart. {what} {instead} Figures in its table.");
    }
    let mut parts = vec![
        format!("{}.", kind(verdict, shown)),
        what,
        format!("{}.", title.trim_end_matches('.')),
    ];
    parts.extend(without(left_out));
    parts.extend(marked(shown));
    parts.extend(is_undrawn(verdict, shown).then(|| "The usual range is not drawn.".to_string()));
    parts.extend(withheld(shown));
    parts.extend(ranges(shown));
    let skipped = series.observations.len().saturating_sub(shown.points.len());
    parts.extend(gaps(&series.observations[skipped..]));
    if let Some(target) = &verdict.target {
        let level = number::level(target.target, indicator, 0.0);
        let declared = series.newest().and_then(|one| indicator.target_in(one.period));
        parts.push(match declared.filter(|declared| declared.years.is_some()) {
            Some(declared) => format!("{}.", number::capitalised(&target::of(declared, &level))),
            None => format!("Target {level}."),
        });
    }
    parts.push("Figures in its table.".into());
    while parts.iter().map(|part| part.split_whitespace().count()).sum::<usize>() > WORDS && parts.len() > 4 {
        parts.remove(parts.len() - 2);
    }
    parts.join(" ")
}

/// Whether a usual range is told of that no line of the drawing shows: levels could be worked out from it that are withheld.
pub(super) fn is_undrawn(verdict: &Verdict, shown: &ShownSeries) -> bool {
    let judged = verdict.lines.last().is_some_and(Option::is_some);
    judged && shown.in_place().is_none() && shown.points.iter().all(|point| point.lines.is_none())
}

/// Whose part is in no quarter.
fn without(left_out: &[String]) -> Option<String> {
    Some(match left_out {
        [] => return None,
        [one] => format!("Without {one} in any quarter."),
        more => format!("Without {} senders in any quarter.", number::in_words(more.len())),
    })
}

/// How many points are marked, by what the marks mean: `Marked: two worse and 10 better.`
fn marked(shown: &ShownSeries) -> Option<String> {
    let with = |what: &str| {
        shown
            .points
            .iter()
            .filter(|point| point.mark.word() == Some(what))
            .count()
    };
    let counted = ["worse", "better", "unusual"].map(|what| (with(what), what));
    let told = counted.iter().filter(|(count, _)| *count > 0);
    let told: Vec<String> = told
        .map(|(count, what)| format!("{} {what}", number::in_words(*count)))
        .collect();
    (!told.is_empty()).then(|| format!("Marked: {}.", number::listed(&told)))
}

fn count_withheld(shown: &ShownSeries) -> usize {
    let is_withheld = |point: &&ShownPoint| matches!(point.value, Shown::Mark(Missing::Withheld));
    shown.points.iter().filter(is_withheld).count()
}

/// How many quarters are withheld, of which no point is drawn.
fn withheld(shown: &ShownSeries) -> Option<String> {
    match count_withheld(shown) {
        0 => None,
        1 => Some("One quarter is withheld.".into()),
        more => Some(format!(
            "{} quarters are withheld.",
            number::capitalised(&number::in_words(more))
        )),
    }
}

/// The quarters for which nothing came.
fn gaps(observations: &[Observation]) -> Option<String> {
    let gaps: Vec<Period> = observations
        .iter()
        .filter(|one| one.state == SeriesState::NoReturn)
        .map(|one| one.period)
        .collect();
    Some(match gaps.as_slice() {
        [] => return None,
        [one] => format!("No return for {one}."),
        more => format!("No return for {}.", number::quarters(more.len())),
    })
}

/// What the drawing is: without lines it is neither chart of a method.
fn kind(verdict: &Verdict, shown: &ShownSeries) -> &'static str {
    let has_lines = shown.points.iter().any(|point| point.lines.is_some());
    match verdict.rung {
        _ if !has_lines => "Line chart",
        Rung::Individuals | Rung::Attribute | Rung::Seasonal => "Control chart",
        Rung::RunChart | Rung::Rare => "Run chart",
        Rung::NoFigure | Rung::TooShort | Rung::TooFew => "Line chart",
    }
}

/// What the box says, where one takes the chart's place; `None` where a chart is drawn.
fn in_place(shown: &ShownSeries) -> Option<String> {
    Some(match shown.in_place()? {
        InPlace::Withheld => {
            let (quarters, withheld) = (shown.points.len(), count_withheld(shown));
            let many = match (withheld * 2 > quarters, withheld * 3 > quarters) {
                (true, _) => "Most figures are",
                (false, true) => "Many figures are",
                (false, false) => "The newest figure is",
            };
            format!("{many} withheld: small numbers. Nothing is said of how they move.")
        }
        InPlace::TooFew(why) => format!("Too few to judge: {}.", why.trim_end_matches('.')),
        InPlace::NotDue => "Not due in these quarters.".to_string(),
        InPlace::NoReturn => "No return in any of these quarters.".to_string(),
        InPlace::NotDueOrNoReturn => "Not due, or no return, in these quarters.".to_string(),
    })
}

/// What is drawn as a bar from the lowest that a figure can be to the highest.
fn ranges(shown: &ShownSeries) -> Option<String> {
    let is_range = |point: &&ShownPoint| point.value.drawn().is_none() && !matches!(point.value, Shown::Mark(_));
    match shown.points.iter().filter(is_range).count() {
        0 => None,
        1 => Some("One quarter is a range, drawn as a bar.".into()),
        more => Some(format!(
            "{} quarters are ranges, drawn as bars.",
            number::capitalised(&number::in_words(more))
        )),
    }
}

/// Who sent the parts of a figure: a place sends nothing, so for a place the senders of the county's figure stand.
fn senders(own: &[String], series: &Series, evidence: &Evidence<'_>) -> Vec<String> {
    let is_agency = |id: &String| evidence.agencies.iter().any(|agency| agency.id == *id);
    if own.is_empty() || own.iter().any(is_agency) {
        return own.to_vec();
    }
    let county = evidence
        .main(&series.indicator)
        .map(|judged| &judged.series.observations);
    let newest = county.and_then(|all| all.iter().rev().find(|one| one.reporting_sources.iter().any(is_agency)));
    newest.map_or_else(|| own.to_vec(), |one| one.reporting_sources.to_vec())
}

/// Sender, data cut-off, notes on gaps, restarts and lines that are not drawn.
pub(super) fn source(series: &Series, evidence: &Evidence<'_>) -> String {
    let newest = series
        .observations
        .iter()
        .rev()
        .find(|one| !one.reporting_sources.is_empty());
    let own = newest.map(|one| &*one.reporting_sources).unwrap_or_default();
    let senders = senders(own, series, evidence);
    let names: Vec<&str> = senders
        .iter()
        .map(|id| {
            evidence
                .agencies
                .iter()
                .find(|agency| agency.id == *id)
                .map_or(evidence.places.name(id), |one| &one.name)
        })
        .collect();
    let from = match names.as_slice() {
        [] => "nobody this quarter".to_string(),
        [one] => (*one).to_string(),
        [one, other] => format!("{one} and {other}"),
        more if more.len() <= NAMED => number::listed(&more.iter().map(|one| (*one).to_string()).collect::<Vec<_>>()),
        more => format!("{} agencies", number::decimal(more.len() as f64, 0)),
    };
    let vintage = series.newest().and_then(|one| one.vintage.as_ref());
    let vintage = vintage
        .map(|vintage| format!(" Population: {vintage}."))
        .unwrap_or_default();
    sourced(&from, &vintage, evidence)
}

/// The source line of what these sent.
pub(super) fn sourced(from: &str, vintage: &str, evidence: &Evidence<'_>) -> String {
    // A chart by itself comes from no run.
    let run = match evidence.run_id {
        "" => String::new(),
        id => format!(" Run {id}."),
    };
    format!(
        "Source: {from}. Data received to {}.{vintage}{run}",
        crate::domain::day_in_words(evidence.as_at),
    )
}
