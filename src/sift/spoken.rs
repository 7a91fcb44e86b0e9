//! A judged series into what a person would say of its newest quarter: what happened, how unusual that is, how sure we are, and the
//! rule, limits and points behind it. Every rung of the ladder has its words.

use crate::catalogue::Indicator;
use crate::domain::{Judged, SeriesState, Tier, Verdict};
use crate::sift::evidence::Evidence;
use crate::sift::{briefing, number, portrait};

/// What is said of one figure, each a plain sentence or two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// What happened: value, movement, standing.
    pub happened: String,
    /// How often chance alone would do as much, and what that means among all indicators judged.
    pub unusual: String,
    /// How sure we are, and what may still change.
    pub sure: String,
    /// In one line: rule, method, limits and points.
    pub rule: String,
    /// Against whom it can be held.
    pub compared: String,
}

/// What is said of a judged series; `None` for an indicator that is not declared.
pub fn spoken(judged: &Judged, evidence: &Evidence<'_>) -> Option<Spoken> {
    let portrait = portrait(judged, evidence)?;
    let indicator = evidence.catalogue.indicator(&judged.series.indicator)?;
    Some(Spoken {
        happened: portrait.sentence,
        unusual: how_unusual(judged, briefing::tested(evidence)),
        sure: how_sure(&judged.verdict, &portrait.how_sure),
        rule: rule_line(judged, indicator, &with_method(judged, &portrait.which_rule)),
        compared: portrait.compared_with,
    })
}

/// `If nothing had changed, a figure this far out would come about one quarter in 53. …`
fn how_unusual(judged: &Judged, tested: usize) -> String {
    let verdict = &judged.verdict;
    let no_figure = judged
        .series
        .newest()
        .is_none_or(|one| one.state != SeriesState::Number);
    let Some(p) = verdict.p else {
        return match verdict.tier {
            _ if no_figure => "There is no figure to judge.".into(),
            Tier::CannotTell => "We cannot tell if it is unusual: that depends on parts that are withheld.".into(),
            Tier::NotJudged | Tier::Usual | Tier::Watch | Tier::Exception => {
                "There is too little behind it to say how unusual it is.".into()
            }
        };
    };
    let often = format!(
        "If nothing had changed, a figure this unlike its own history would come about {}.",
        how_often(p)
    );
    let among = format!("{tested} indicators were judged this quarter");
    let means = match verdict.tier {
        Tier::Exception => format!("That stands out even though {among}."),
        Tier::Watch => format!("Because {among}, one or two such turn up by chance. It is on watch."),
        Tier::Usual | Tier::CannotTell | Tier::NotJudged if p < 0.05 => {
            format!("Because {among}, some such turn up by chance. It is not listed.")
        }
        Tier::Usual | Tier::CannotTell | Tier::NotJudged => "That is nothing out of the ordinary.".into(),
    };
    format!("{often} {means}")
}

/// A probability as a lay reader hears it.
fn how_often(p: f64) -> String {
    match p {
        p if p > 0.4 => "every second quarter or more often".into(),
        p if p < 0.001 => "less than one quarter in a thousand".into(),
        p => format!("one quarter in {}", number::decimal((1.0 / p).round(), 0)),
    }
}

/// The words of papers, which speak of changes, made fit for a figure that shows none.
fn how_sure(verdict: &Verdict, said: &str) -> String {
    let rest = said.strip_prefix("Cannot tell.").map(str::trim);
    match (verdict.tier, rest) {
        (Tier::Usual, Some(rest)) => format!("No change can be told from chance. {rest}"),
        (Tier::NotJudged, Some(rest)) => format!("It is not judged. {rest}"),
        _ => said.to_string(),
    }
}

/// What fired, with the method and the number of quarters.
fn with_method(judged: &Judged, which: &str) -> String {
    let quarters = number::quarters(judged.verdict.points);
    format!("{which} ({}; {quarters})", judged.verdict.method)
}

/// `No rule marks this quarter (XmR, mdc-2023; 25 quarters). Average 344, usual range 293 to 395. There are 25 quarters.`
fn rule_line(judged: &Judged, indicator: &Indicator, which: &str) -> String {
    let verdict = &judged.verdict;
    if judged.series.newest().is_none_or(|one| one.value.is_none()) {
        return format!("No rule can mark this quarter. {}", verdict.rung_reason);
    }
    let span = crate::sift::movement::span(&judged.series, verdict);
    let value = judged.series.newest().and_then(|one| one.value).unwrap_or_default();
    let lines = verdict.lines.last().copied().flatten();
    let limits = lines.map(|lines| {
        let centre = number::level(lines.centre, indicator, span);
        match lines.limits {
            Some(limits) => format!(
                " Average {centre}, usual range {}.",
                number::range(limits, indicator, (value, span))
            ),
            None => format!(" Median {centre}, no limits."),
        }
    });
    let told = format!("{which}.{}", limits.unwrap_or_default());
    let counted = format!("There are {} quarters.", verdict.points);
    match verdict.rung_reason == counted {
        true => told,
        false => format!("{told} {}", verdict.rung_reason),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chance_is_said_as_so_many_quarters() {
        assert_eq!(how_often(0.018864), "one quarter in 53");
        assert_eq!(how_often(0.5), "every second quarter or more often");
        assert_eq!(how_often(1e-9), "less than one quarter in a thousand");
    }
}
