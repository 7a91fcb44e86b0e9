//! Measured series into quarters of verdicts: the parallel loop, and nothing that it does not need.

use crate::catalogue::Catalogue;
use crate::detect;
use crate::domain::{Judged, Period, Places, QUARTERS_LOOKED_BACK, Series};
use crate::measure::Measured;
use crate::sift::{Quarter, Reconsidered};
use crate::withhold::Withheld;
use rayon::prelude::*;

/// Does pieces of work side by side.
pub fn each(count: usize, work: &(dyn Fn(usize) + Sync)) {
    (0..count).into_par_iter().for_each(work);
}

/// The quarters up to `period`, oldest first, each judged as it stood with what is held now. Earlier quarters hold what is tested;
/// the last holds every series.
pub fn quarters(measured: &Measured<'_>, catalogue: &Catalogue, period: Period) -> Vec<Quarter> {
    let first = period.back(QUARTERS_LOOKED_BACK as i32);
    let periods: Vec<Period> = first.to(period).collect();
    let judged = periods.par_iter();
    judged
        .map(|at| quarter(measured, catalogue, (*at, *at == period)))
        .collect()
}

/// What the papers withhold, chosen from all figures and marked at each of them.
pub fn withhold(measured: &mut Measured<'_>, catalogue: &Catalogue, places: &Places) -> Withheld {
    let withheld = withheld(&measured.series, catalogue, places);
    let restated = measured.restatements.iter_mut();
    let indicators = catalogue.indicators();
    restated.for_each(|one| withheld.mark((indicators, places), std::slice::from_mut(&mut one.as_first_received)));
    withheld.mark((indicators, places), &mut measured.series);
    withheld
}

/// What the papers withhold of these series.
pub fn withheld(series: &[Series], catalogue: &Catalogue, places: &Places) -> Withheld {
    let each = catalogue.indicators().par_iter();
    let found: Vec<Withheld> = each
        .map(|indicator| Withheld::of(indicator, series, (places, catalogue.policy())))
        .collect();
    let mut all = Withheld::default();
    found.into_iter().for_each(|one| all.add(one));
    all
}

fn quarter(measured: &Measured<'_>, catalogue: &Catalogue, (period, is_newest): (Period, bool)) -> Quarter {
    let tested = |core: bool| is_newest || core;
    let series = measured.series.par_iter().filter_map(|series| {
        let indicator = catalogue.indicator(&series.indicator)?;
        if !tested(detect::is_tested(series, indicator)) {
            return None;
        }
        let series = measured.like_for_like(series, period)?;
        let verdict = detect::judge(&series, indicator, catalogue.policy());
        Some(Judged { series, verdict })
    });
    let mut judged: Vec<Judged> = series.collect();
    detect::meet(&mut judged, catalogue);
    Quarter::new(period, judged)
}

/// Each earlier figure that was restated this quarter, judged in its quarter as first received and as it stands.
pub fn reconsidered(measured: &Measured<'_>, catalogue: &Catalogue) -> Vec<Reconsidered> {
    let judged = measured.restatements.par_iter().filter_map(|restatement| {
        let indicator = catalogue.indicator(&restatement.indicator)?;
        let is_its = |series: &&Series| {
            series.indicator == restatement.indicator
                && series.agency.is_none()
                && series.area == restatement.as_first_received.area
        };
        let now = measured.series.iter().find(is_its)?.until(restatement.period)?;
        Some(Reconsidered {
            then: detect::judge(&restatement.as_first_received, indicator, catalogue.policy()),
            now: detect::judge(&now, indicator, catalogue.policy()),
            restatement: restatement.clone(),
        })
    });
    judged.collect()
}
