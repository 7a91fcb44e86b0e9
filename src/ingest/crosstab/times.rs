//! A time that stands over one of several columns and is that of all of them.

use crate::ingest::crosstab::over::{Over, Sum};
use crate::ingest::crosstab::parts::Part;
use crate::ingest::crosstab::says::Claim;
use crate::ingest::words::periods::When;

/// `Jul-Sep 2026`, `Out of`, `%`: the time over the one column is that of those beside it, which say no more than which number they
/// hold of it.
pub(super) fn share(overs: &mut [Over]) {
    let timed: Vec<usize> = (0..overs.len()).filter(|at| overs[*at].says.when.is_some()).collect();
    let [one] = timed[..] else { return };
    let is_bare = |over: &Over| over.key().is_plain() && over.says.area.is_none() && over.says.indicator.is_none();
    let is_number_of_it = |over: &Over| {
        matches!(over.part(), Some(Part::Denominator | Part::Value)) && over.sum == Sum::No && is_bare(over)
    };
    let quarter = |claim: &Claim<When>| matches!(claim.value, When::Quarter(_) | When::QuarterOnly(_));
    let Some(when) = overs[one].says.when.clone().filter(quarter) else {
        return;
    };
    let others = || (0..overs.len()).filter(|at| *at != one);
    let is_time_alone = overs[one].part().is_none() && overs[one].says.indicator.is_none();
    if is_time_alone && others().count() > 0 && others().all(|at| is_number_of_it(&overs[at])) {
        for over in overs.iter_mut() {
            over.says.when = Some(when.clone());
        }
    }
}
