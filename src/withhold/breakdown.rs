//! A county's count split by what it is about: by sector, by outcome. The parts and what nobody said add up to the whole.

use crate::catalogue::Indicator;
use crate::domain::{Missing, Series};
use crate::withhold::annual::{Annual, figure};
use crate::withhold::scope::{Scope, Time};

/// One way of splitting an indicator's count.
#[derive(Clone, Debug)]
pub struct Breakdown {
    /// The indicator's id.
    pub indicator: String,
    /// A short name, which is also the dimension: `sector`.
    pub id: String,
    /// What the parts are, in words: "The sector in which the adult works".
    pub means: String,
    /// The parts in the order of their list, each with its words and its quarters.
    pub parts: Vec<(String, Series)>,
}

/// What is said of cases of which nothing is said.
pub const NOT_RECORDED: &str = "None recorded";

/// A split with its yearly figures.
pub(in crate::withhold) struct Split {
    pub id: String,
    pub means: String,
    /// The parts' words and figures, one for each column of the scope.
    pub parts: Vec<(String, Vec<Annual>)>,
}

/// The split's figures. In a year of which the whole is not known, or is less than its parts, there are none.
pub(in crate::withhold) fn split(
    breakdown: &Breakdown,
    (indicator, whole): (&Indicator, &[Annual]),
    scope: &Scope,
) -> Split {
    let mut parts: Vec<(String, Vec<Annual>)> = breakdown
        .parts
        .iter()
        .filter(|(words, _)| words != NOT_RECORDED)
        .map(|(words, series)| (words.clone(), figures(series, indicator, scope)))
        .collect();
    let mut rest = Vec::new();
    for (nth, whole) in whole.iter().enumerate() {
        let left = match (whole, sum(&parts, nth)) {
            (Annual::Known { numerator, .. }, Some(sum)) if *numerator >= sum => Annual::Known {
                numerator: numerator - sum,
                denominator: None,
            },
            (_, _) => Annual::Missing(Missing::NotAvailable),
        };
        if let Annual::Missing(_) = left {
            parts.iter_mut().for_each(|(_, figures)| figures[nth] = left);
        }
        rest.push(left);
    }
    parts.push((NOT_RECORDED.to_string(), rest));
    let is_something = |figure: &Annual| matches!(figure, Annual::Known { numerator, .. } if *numerator > 0.0);
    parts.retain(|(words, figures)| words != NOT_RECORDED || figures.iter().any(is_something));
    Split {
        id: breakdown.id.clone(),
        means: breakdown.means.clone(),
        parts,
    }
}

fn figures(series: &Series, indicator: &Indicator, scope: &Scope) -> Vec<Annual> {
    let of = |time: &Time| match time {
        Time::Year(_) if scope.is_annual() => figure(series, indicator, *time),
        Time::Year(_) | Time::Quarter(_) => Annual::Missing(Missing::NotAvailable),
    };
    scope.times().iter().map(of).collect()
}

fn sum(parts: &[(String, Vec<Annual>)], nth: usize) -> Option<f64> {
    let each = parts.iter().map(|(_, figures)| match figures[nth] {
        Annual::Known { numerator, .. } => Some(numerator),
        Annual::Missing(_) => None,
    });
    each.sum()
}
