//! The verdicts of one meeting together: false discoveries are held over all that were tested.

use crate::catalogue::{self, Catalogue, Indicator, Polarity, Policy};
use crate::domain::{Judged, Level, Series, Side, Tier, Together, Verdict};
use crate::stats::multiple::{Adjustment, adjust};
use std::collections::BTreeSet;

/// The sets of tests over which false discoveries are held together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// Core indicators of the county.
    County,
    /// Core indicators of districts.
    District,
    /// Agencies' own parts of core indicators that several agencies send.
    Agency,
    /// Everything else is looked at by itself and can be on watch at most.
    Apart,
}

/// The families of all that was judged for one quarter, in the order given.
fn families(judged: &[Judged], catalogue: &Catalogue) -> Vec<Family> {
    let several = sent_by_several(judged);
    let family = |series: &Series| match catalogue.indicator(&series.indicator) {
        Some(indicator) if is_core(indicator) && !catalogue.is_told_by_its_count(indicator) => {
            match (series.level, &series.agency) {
                (_, Some(_)) if several.contains(series.indicator.as_str()) => Family::Agency,
                (_, Some(_)) => Family::Apart,
                (Level::County, None) => Family::County,
                (Level::District, None) => Family::District,
                (Level::Quadrant | Level::Other, None) => Family::Apart,
            }
        }
        Some(_) | None => Family::Apart,
    };
    judged.iter().map(|one| family(&one.series)).collect()
}

/// Whether a series belongs to a family over which false discoveries are held, or may: an agency's part does only where other
/// agencies have parts too.
pub fn is_tested(series: &Series, indicator: &Indicator) -> bool {
    let whole = matches!(series.level, Level::County | Level::District);
    is_core(indicator) && (whole || series.agency.is_some())
}

fn is_core(indicator: &Indicator) -> bool {
    indicator.tier == catalogue::Tier::Core
}

/// Indicators of which more than one agency has a part.
fn sent_by_several(judged: &[Judged]) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let agencies = judged.iter().filter(|one| one.series.agency.is_some());
    agencies
        .map(|one| one.series.indicator.clone())
        .filter(|id| !seen.insert(id.clone()))
        .collect()
}

/// Puts every verdict of one quarter on its list: false discoveries are held over the county's core indicators, over the
/// districts' and over the agencies', each by themselves, and in each over what is worse or unusual and over what is better apart.
pub fn meet(judged: &mut [Judged], catalogue: &Catalogue) {
    let families = families(judged, catalogue);
    let policy = catalogue.policy();
    for family in [Family::County, Family::District, Family::Agency, Family::Apart] {
        let members = judged.iter_mut().zip(&families).filter(|(_, of)| **of == family);
        let mut verdicts: Vec<(&mut Verdict, Polarity)> = members
            .map(|(one, _)| {
                let indicator = catalogue.indicator(&one.series.indicator);
                let polarity = indicator.map_or(Polarity::Neutral, |indicator| indicator.polarity);
                (&mut one.verdict, polarity)
            })
            .collect();
        if family != Family::Apart {
            control(&mut verdicts);
        }
        for (verdict, polarity) in verdicts {
            put_on_list(verdict, polarity, policy);
        }
    }
}

/// Gives every tested verdict of one family its adjusted p value. Chance has its say once in the direction of alarm, where every
/// member is tested, and once in the direction of good news, where every member with a better side is: a p value towards one side
/// says of the other that nothing is found there. So neither list has a larger share of false ones than policy allows.
fn control(family: &mut [(&mut Verdict, Polarity)]) {
    let towards = |better: bool| -> Vec<Option<f64>> {
        let of_one = |(verdict, polarity): &(&mut Verdict, Polarity)| {
            let tested = verdict.p.filter(|_| !better || *polarity != Polarity::Neutral)?;
            Some(if is_better(verdict.leans, *polarity) == better {
                tested
            } else {
                1.0
            })
        };
        family.iter().map(of_one).collect()
    };
    let [worse, better] = [false, true].map(towards);
    let together = Together {
        alarms: worse.iter().flatten().count(),
        good_news: better.iter().flatten().count(),
    };
    let [alarms, good_news] = [worse, better].map(|tested| adjust(&tested, Adjustment::BenjaminiHochberg));
    for ((verdict, polarity), (alarm, good)) in family.iter_mut().zip(alarms.into_iter().zip(good_news)) {
        verdict.together = verdict.p.map(|_| together);
        verdict.q = if is_better(verdict.leans, *polarity) {
            good
        } else {
            alarm
        };
    }
}

/// The list of a verdict: an exception by its adjusted p value, else on watch by its own. Good news is no matter to watch. What a
/// chart marks stands beside it and makes no list. Verdicts that could not be judged, or that depend on a suppressed part, stay as
/// they are.
fn put_on_list(verdict: &mut Verdict, polarity: Polarity, policy: &Policy) {
    if matches!(verdict.tier, Tier::CannotTell | Tier::NotJudged) {
        return;
    }
    let better = is_better(verdict.leans, polarity);
    let most = if better { policy.good_news_q } else { policy.exception_q };
    let by_itself = verdict.p.is_some_and(|p| p < policy.watch_p);
    verdict.tier = if verdict.q.is_some_and(|q| q <= most) {
        Tier::Exception
    } else if by_itself && !better {
        Tier::Watch
    } else {
        Tier::Usual
    };
    if verdict.tier != Tier::Usual {
        verdict.side = verdict.leans;
    }
}

/// Whether a direction is the better one.
fn is_better(side: Option<Side>, polarity: Polarity) -> bool {
    matches!(
        (side, polarity),
        (Some(Side::High), Polarity::HigherBetter) | (Some(Side::Low), Polarity::LowerBetter)
    )
}
