//! The verdicts of one meeting together: false discoveries are held over all that were tested.

use crate::catalogue::{self, Catalogue, Indicator, Policy};
use crate::domain::{Judged, Level, Series, Tier, Verdict};
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
        Some(indicator) if is_core(indicator) && !is_told_by_its_count(indicator, catalogue) => {
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

/// Whether an indicator is a rate whose count is tested itself: testing both would be testing one thing twice.
fn is_told_by_its_count(indicator: &Indicator, catalogue: &Catalogue) -> bool {
    let count = indicator.numerator_is.as_ref().filter(|_| indicator.unit.is_rate());
    count.and_then(|id| catalogue.indicator(id)).is_some_and(is_core)
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
/// districts' and over the agencies', each by themselves.
pub fn meet(judged: &mut [Judged], catalogue: &Catalogue) {
    let families = families(judged, catalogue);
    let policy = catalogue.policy();
    for family in [Family::County, Family::District, Family::Agency] {
        let members = judged.iter_mut().zip(&families).filter(|(_, of)| **of == family);
        let mut verdicts: Vec<&mut Verdict> = members.map(|(one, _)| &mut one.verdict).collect();
        control(&mut verdicts, policy);
    }
    for (one, _) in judged.iter_mut().zip(&families).filter(|(_, of)| **of == Family::Apart) {
        let verdict = &mut one.verdict;
        let unusual = verdict.p.is_some_and(|p| p < policy.watch_p) || is_marked(verdict);
        verdict.tier = match verdict.tier {
            Tier::CannotTell | Tier::NotJudged => verdict.tier,
            Tier::Exception | Tier::Watch | Tier::Usual if unusual => Tier::Watch,
            Tier::Exception | Tier::Watch | Tier::Usual => Tier::Usual,
        };
    }
}

/// Gives every tested verdict of one family its adjusted p value and its list. Verdicts that could not be judged, or that depend
/// on a suppressed part, stay as they are.
fn control(family: &mut [&mut Verdict], policy: &Policy) {
    let tested: Vec<Option<f64>> = family.iter().map(|verdict| verdict.p).collect();
    let adjusted = adjust(&tested, Adjustment::BenjaminiHochberg);
    for (verdict, q) in family.iter_mut().zip(adjusted) {
        verdict.q = q;
        verdict.tier = match (verdict.tier, verdict.p, q) {
            (Tier::CannotTell, _, _) => Tier::CannotTell,
            (Tier::NotJudged, _, _) => Tier::NotJudged,
            (_, Some(_), Some(q)) if q <= policy.exception_q => Tier::Exception,
            (_, Some(p), _) if p < policy.watch_p => Tier::Watch,
            // The chart marks the newest quarter although the evidence does not.
            (_, Some(_), _) if is_marked(verdict) => Tier::Watch,
            (_, Some(_), _) => Tier::Usual,
            // No evidence can be weighed (spans overlap, or too few quarters): a mark alone is worth a watch.
            (_, None, _) if is_marked(verdict) => Tier::Watch,
            (_, None, _) => Tier::Usual,
        };
    }
}

/// Whether a chart rule marks the newest quarter.
fn is_marked(verdict: &Verdict) -> bool {
    verdict.marks.last().is_some_and(|mark| mark.side.is_some())
}
