//! The newest quarters against all before: one calibrated p value, its direction, and the span that carries it.

use crate::catalogue::{Indicator, Polarity, Timing, Unit};
use crate::detect::material::{Figure, Material};
use crate::domain::Side;
use crate::stats::exception::{self, Departure, History, Kind, Observation, SeasonRule, Verdict};

/// How unusual the newest quarters are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Evidence {
    /// Calibrated: of a departure this strong in its direction; where neither direction is better, in either.
    pub p: f64,
    /// The direction of the departure.
    pub side: Side,
    /// Newest quarters that carry it.
    pub window: usize,
}

/// The evidence in the last stretch; `None` where it is not `judged`, where there is too little, or where spans overlap and neighbours are alike. It is
/// weighed in the direction in which the newest figure lies from `centre`: what has turned since is no longer evidence of now.
pub(super) fn evidence(
    (material, judged): (&Material, bool),
    indicator: &Indicator,
    centre: Option<f64>,
) -> Option<Evidence> {
    if !judged || matches!(indicator.timing, Timing::Rolling12m | Timing::Rolling3y) {
        return None;
    }
    let newest = material.newest()?.value;
    let towards = centre.filter(|centre| (newest - centre).abs() > 0.0);
    let towards = towards.map(|centre| if newest > centre { Side::High } else { Side::Low });
    let verdict = match counted(material, indicator) {
        Some((kind, observations)) => of_counts(kind, &observations, (material, indicator))?,
        None => {
            let values = &material.values()[material.last_start()..];
            exception::judge_values(values, held_from(material)).ok()?
        }
    };
    Some(weighed(&verdict, (material, indicator, towards)))
}

/// Where in the last stretch the quarters end that a board declared as the baseline: what comes after moves no expectation, as it
/// moves no limit. `None` where none is declared or they are not all there yet.
fn held_from(material: &Material) -> Option<usize> {
    let baseline = material.baseline?;
    (material.last_stretch().len() > baseline).then_some(baseline)
}

/// What the last stretch counts; `None` where its figures are no counts.
fn counted(material: &Material, indicator: &Indicator) -> Option<(Kind, Vec<Option<Observation>>)> {
    let stretch = material.last_stretch();
    let whole = |figure: &Figure| Observation {
        numerator: figure.value,
        denominator: None,
    };
    let of_parts = |figure: &Figure| {
        let (numerator, denominator) = figure.numerator.zip(figure.denominator)?;
        (numerator >= 0.0 && denominator > 0.0).then_some(Observation {
            numerator,
            denominator: Some(denominator),
        })
    };
    if indicator.unit == Unit::Count {
        return Some((
            Kind::Count,
            stretch.iter().map(|figure| figure.as_ref().map(whole)).collect(),
        ));
    }
    if !material.has_parts() {
        return None;
    }
    let observations: Vec<Option<Observation>> = stretch
        .iter()
        .map(|figure| figure.as_ref().and_then(of_parts))
        .collect();
    let exceeds = |one: &Observation| one.denominator.is_some_and(|denominator| one.numerator > denominator);
    let is_share = indicator.unit == Unit::Percent && !observations.iter().flatten().any(exceeds);
    Some((if is_share { Kind::Percentage } else { Kind::Count }, observations))
}

fn of_counts(
    kind: Kind,
    observations: &[Option<Observation>],
    (material, indicator): (&Material, &Indicator),
) -> Option<Verdict> {
    let first = *material.periods.get(material.last_start())?;
    let quarterly = material
        .periods
        .windows(2)
        .all(|pair| pair[1].index() - pair[0].index() == 1);
    let history = History {
        observations,
        periods_a_year: if quarterly { 4 } else { 1 },
        first_season: usize::from(first.quarter()) - 1,
        held_from: held_from(material),
        // In a district a season declared for the county may drown in the noise; believing it there would hide real changes.
        season: if indicator.seasonal && material.wide {
            SeasonRule::Declared
        } else {
            SeasonRule::Tested
        },
    };
    exception::judge(kind, &history).ok()
}

/// The p value of a verdict in the direction that counts.
fn weighed(verdict: &Verdict, (material, indicator, towards): (&Material, &Indicator, Option<Side>)) -> Evidence {
    let departs = match verdict.departure {
        Departure::High => Side::High,
        Departure::Low => Side::Low,
    };
    let side = towards.unwrap_or(departs);
    let mut tail = match side {
        Side::High => verdict.high,
        Side::Low => verdict.low,
    };
    let mut window = if side == departs { verdict.window } else { 1 };
    // Districts are many, and what happens in one is more often a spike than a drift: both are looked for, at twice the price.
    if let Some((high, low)) = verdict.newest_alone().filter(|_| !material.wide) {
        let spike = if side == Side::High { high } else { low };
        window = if spike < tail { 1 } else { window };
        tail = (2.0 * tail.min(spike)).min(1.0);
    }
    // Each direction of an indicator with a better one has a family of its own (`meeting`), in which one tail is the chance of a
    // false alarm; without a better one both directions are alarms.
    let p = match indicator.polarity {
        Polarity::Neutral => (2.0 * tail).min(1.0),
        Polarity::HigherBetter | Polarity::LowerBetter => tail,
    };
    Evidence { p, side, window }
}
