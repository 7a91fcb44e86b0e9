//! The districts of one quarter held against each other: which of them stand outside the funnel's limits, in a sentence.

use crate::catalogue::{Indicator, Unit};
use crate::domain::{Level, Observation, SeriesState};
use crate::sift::evidence::Evidence;
use crate::sift::{number, withhold};
use crate::stats::funnel::{self, Outlying, Scale, Statistic, Unit as Counted};

/// Fewer districts than this make no funnel.
const FEWEST: usize = 4;
/// Up to so many units the limits allow for chance alone; beyond it also for the differences between units that are always
/// there (`stats::funnel::adjust`).
const WITHOUT_ALLOWANCE: usize = 12;
/// Districts that are named one by one.
const NAMED: usize = 2;

/// A district with its figure of the quarter.
struct Member<'a> {
    area: &'a str,
    name: &'a str,
    figure: String,
    counted: Counted,
}

/// `Tendring, 26.2%, is above the 99.8% limit for its size.` `None` where no district is outside, where there is no funnel, and
/// where any district's figure is withheld: who is outside would then tell of those who are not named.
pub(super) fn outside(indicator: &Indicator, evidence: &Evidence<'_>) -> Option<String> {
    let (beyond, members) = beyond(indicator, evidence)?;
    let told = |(member, side): &(Member<'_>, &str)| {
        format!(
            "{}, {}, is {side} the 99.8% limit for its size.",
            member.name, member.figure
        )
    };
    match beyond.len() {
        0 => None,
        few if few <= NAMED => Some(beyond.iter().map(told).collect::<Vec<_>>().join(" ")),
        many => Some(format!(
            "{} of the {} districts are outside the 99.8% limits for their size.",
            number::capitalised(&number::in_words(many)),
            number::in_words(members)
        )),
    }
}

/// The districts that [`outside`] names, by id.
pub(super) fn named<'a>(indicator: &Indicator, evidence: &Evidence<'a>) -> Vec<&'a str> {
    let beyond = beyond(indicator, evidence)
        .map(|(beyond, _)| beyond)
        .unwrap_or_default();
    let few = beyond.len() <= NAMED;
    beyond
        .into_iter()
        .filter(|_| few)
        .map(|(member, _)| member.area)
        .collect()
}

/// The districts outside the limits, each with its side, and how many there are in all.
fn beyond<'a>(indicator: &Indicator, evidence: &Evidence<'a>) -> Option<(Vec<(Member<'a>, &'static str)>, usize)> {
    let statistic = match indicator.unit {
        Unit::Percent if !indicator.may_exceed_100 => Statistic::Proportion,
        Unit::RatePer1000 | Unit::RatePer10000 | Unit::RatePer100000 => Statistic::Rate,
        Unit::Percent | Unit::Count | Unit::Ratio | Unit::Score | Unit::MedianDays => return None,
    };
    let members = members(indicator, evidence)?;
    let standing = standing(statistic, &members)?;
    let all = members.len();
    let beyond = members
        .into_iter()
        .zip(standing)
        .filter_map(|(member, side)| match side {
            Outlying::VeryHigh => Some((member, "above")),
            Outlying::VeryLow => Some((member, "below")),
            Outlying::Low | Outlying::No | Outlying::High => None,
        });
    Some((beyond.collect(), all))
}

/// Every district with its parts; `None` where one is withheld, or too few have any.
fn members<'a>(indicator: &Indicator, evidence: &Evidence<'a>) -> Option<Vec<Member<'a>>> {
    let policy = evidence.catalogue.policy();
    let mut members = vec![];
    for judged in evidence.judged() {
        let series = &judged.series;
        let below = matches!(series.level, Level::Quadrant | Level::District) && series.agency.is_none();
        if series.indicator != indicator.id || !below {
            continue;
        }
        let Some(one) = series.at(evidence.period) else {
            continue;
        };
        let withheld = matches!(one.state, SeriesState::Suppressed | SeriesState::Range);
        if withheld || withhold::is_small(one, indicator, policy) {
            return None;
        }
        let named = counted(one).zip(number::figure(one, indicator, policy));
        members.extend(
            named
                .filter(|_| series.level == Level::District)
                .map(|(counted, figure)| Member {
                    area: &series.area,
                    name: evidence.places.name(&series.area),
                    figure,
                    counted,
                }),
        );
    }
    (members.len() >= FEWEST).then_some(members)
}

/// The parts of a figure; `None` where they are not known, or cannot be a share.
fn counted(one: &Observation) -> Option<Counted> {
    let (numerator, denominator) = one.numerator.zip(one.denominator)?;
    (numerator >= 0.0 && denominator > 0.0).then_some(Counted { numerator, denominator })
}

/// Where each district stands; `None` where the numbers make no funnel.
fn standing(statistic: Statistic, members: &[Member]) -> Option<Vec<Outlying>> {
    let units: Vec<Counted> = members.iter().map(|member| member.counted).collect();
    if units.len() <= WITHOUT_ALLOWANCE {
        let judged = funnel::judge(statistic, &units).ok()?;
        return Some(judged.iter().map(|one| one.outlying).collect());
    }
    let (scale, units) = match statistic {
        Statistic::Proportion => (Scale::Arcsine, units),
        Statistic::Rate | Statistic::Ratio => {
            let centre = funnel::average(Statistic::Rate, &units).ok()?;
            let expected = |unit: &Counted| Counted {
                denominator: unit.denominator * centre,
                ..*unit
            };
            (Scale::SquareRoot, units.iter().map(expected).collect())
        }
    };
    let adjusted = funnel::adjust(scale, &units).ok()?;
    let side = |unit: &funnel::AdjustedUnit| match (unit.outlier, unit.z > 0.0) {
        (false, _) => Outlying::No,
        (true, true) => Outlying::VeryHigh,
        (true, false) => Outlying::VeryLow,
    };
    Some(adjusted.units.iter().map(side).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(numerator: f64, denominator: f64) -> Member<'static> {
        Member {
            area: "E07000076",
            name: "Tendring",
            figure: String::new(),
            counted: Counted { numerator, denominator },
        }
    }

    #[test]
    fn one_district_far_from_the_others_is_outside_and_the_others_are_not() {
        let mut members: Vec<Member> = (0..9).map(|_| member(30.0, 200.0)).collect();
        members.push(member(70.0, 200.0));
        let standing = standing(Statistic::Proportion, &members).unwrap();
        assert_eq!(standing[9], Outlying::VeryHigh);
        assert!(
            standing[..9]
                .iter()
                .all(|one| *one != Outlying::VeryHigh && *one != Outlying::VeryLow)
        );
    }

    #[test]
    fn where_many_units_always_differ_that_is_allowed_for() {
        // Twenty units between 10% and 29%: chance alone puts many outside, their usual differences put none.
        let members: Vec<Member> = (0..20).map(|at| member(100.0 + 10.0 * f64::from(at), 1000.0)).collect();
        let outside = |standing: Vec<Outlying>| {
            let far = |one: &&Outlying| matches!(one, Outlying::VeryHigh | Outlying::VeryLow);
            standing.iter().filter(far).count()
        };
        let units: Vec<Counted> = members.iter().map(|one| one.counted).collect();
        let by_chance = funnel::judge(Statistic::Proportion, &units).unwrap();
        assert!(outside(by_chance.iter().map(|one| one.outlying).collect()) > 5);
        assert_eq!(outside(standing(Statistic::Proportion, &members).unwrap()), 0);
    }
}
