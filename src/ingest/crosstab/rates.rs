//! A total beside rates: it sums none of them, and is what they are the rate of.

use crate::ingest::crosstab::over::{Over, Sum};
use crate::ingest::crosstab::parts::Part;

/// Makes a bare `Total` the count where all that stands beside it are rates per so many of a population.
pub(super) fn counted(overs: &mut [Over]) {
    let is_open = |over: &Over| over.sum == Sum::OfElse && over.says.part.is_none() && over.says.aside.is_none();
    let totals: Vec<usize> = (0..overs.len()).filter(|at| is_open(&overs[*at])).collect();
    let [total] = totals[..] else { return };
    let mut others = (0..overs.len()).filter(|at| *at != total && overs[*at].says.aside.is_none());
    let is_rate = |at: usize| overs[at].says.per.is_some() && overs[at].part() == Some(Part::Value);
    if overs.len() < 2 || !others.all(is_rate) {
        return;
    }
    if let Some(over) = overs.get_mut(total) {
        over.sum = Sum::No;
        over.says.total = None;
        over.says.part = Some((Part::Numerator, false));
    }
}
