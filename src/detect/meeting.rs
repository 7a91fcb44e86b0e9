//! The verdicts of one meeting together: false discoveries are held over all that were tested.

use crate::catalogue::Policy;
use crate::domain::{Tier, Verdict};
use crate::stats::multiple::{Adjustment, adjust};

/// Gives every tested verdict of one family its adjusted p value and its list. Verdicts that could not be judged, or that depend
/// on a suppressed part, stay as they are.
pub fn control(family: &mut [&mut Verdict], policy: &Policy) {
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
            (_, None, _) if is_marked(verdict) => Tier::Exception,
            (_, None, _) => Tier::Usual,
        };
    }
}

/// Whether a chart rule marks the newest quarter.
fn is_marked(verdict: &Verdict) -> bool {
    verdict.marks.last().is_some_and(|mark| mark.side.is_some())
}
