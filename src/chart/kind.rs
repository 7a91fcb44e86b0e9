//! A chart as content into its plan, whatever its kind.

use crate::chart::plan::Plan;
use crate::chart::{dumbbell, funnel, multiples, range_bars, series, spc, stacked, tiles};
use crate::domain::DrawnChart;

/// The plan of a chart for a narrow screen, on which names stand above what they name; `None` for kinds that are narrow, or whose
/// shape needs its width.
pub fn narrow_plan_of(chart: &DrawnChart) -> Option<Plan> {
    match chart {
        DrawnChart::Bars(bars) => range_bars::narrow(bars),
        DrawnChart::Stacked(stacked) => stacked::narrow(stacked),
        DrawnChart::Dumbbell(dumbbell) => dumbbell::narrow(dumbbell),
        DrawnChart::Series(_) | DrawnChart::Funnel(_) | DrawnChart::Tiles(_) | DrawnChart::Multiples(_) => None,
    }
}

/// The plan of a chart at the size of its kind; `None` where there is nothing to draw, not even a box that says why.
pub fn plan_of(chart: &DrawnChart) -> Option<Plan> {
    match chart {
        DrawnChart::Series(series) => Some(series::plan(&spc::newest(series), spc::BLOCK)),
        DrawnChart::Funnel(funnel) => funnel::plan(funnel),
        DrawnChart::Bars(bars) => range_bars::plan(bars),
        DrawnChart::Stacked(stacked) => stacked::plan(stacked),
        DrawnChart::Dumbbell(dumbbell) => dumbbell::plan(dumbbell),
        DrawnChart::Tiles(tiles) => tiles::plan(tiles),
        DrawnChart::Multiples(multiples) => multiples::plan(multiples),
    }
}
