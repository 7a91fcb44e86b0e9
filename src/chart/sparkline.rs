//! A series as shown into the small drawing beside a row; the row has the words.

use crate::chart::mark;
use crate::chart::palette::*;
use crate::chart::plan::{At, Plan, Stroke};
use crate::chart::scale::Scale;
use crate::domain::{Lines, QUARTERS_BESIDE_A_ROW as QUARTERS, ShownSeries};

/// On the front page, in points.
pub const ROW: (f64, f64) = (75.0, 27.0);
/// On the Board summary, in points.
pub const SUMMARY: (f64, f64) = (92.0, 33.0);
/// Room for the newest point's mark.
const PAD: f64 = 6.0;
/// Fewer points than this are dots without a line.
const LINE_FROM: usize = 8;

/// The drawing; `None` when no point may be drawn.
#[expect(clippy::too_many_lines, reason = "the order of drawing, top to bottom")]
pub fn plan(series: &ShownSeries, (width, height): (f64, f64)) -> Option<Plan> {
    let skipped = series.points.len().saturating_sub(QUARTERS);
    let points = &series.points[skipped..];
    let drawn: Vec<(usize, f64)> = points
        .iter()
        .enumerate()
        .filter_map(|(at, point)| Some((at, point.value.drawn()?)))
        .collect();
    let band = points
        .iter()
        .rev()
        .find_map(|point| point.lines)
        .and_then(|lines: Lines| lines.limits);
    let held = drawn
        .iter()
        .map(|(_, value)| *value)
        .chain(band.iter().flat_map(|band| [band.low, band.high]));
    let low = held.clone().fold(f64::MAX, f64::min);
    let high = held.fold(f64::MIN, f64::max);
    if drawn.is_empty() {
        return None;
    }
    let spare = ((high - low) * 0.02).max(1e-9);
    let scale = Scale {
        low: low - spare,
        high: high + spare,
        ticks: vec![],
    };
    let x = |at: usize| PAD + at as f64 * (width - 2.0 * PAD) / (QUARTERS.max(points.len()) - 1) as f64;
    let y = |value: f64| height - PAD - scale.share(value) * (height - 2.0 * PAD);
    let mut plan = Plan::sized(width, height);
    if let Some(band) = band {
        plan.rectangle(((0.0, y(band.high)), (width, y(band.low))), Some(BAND), None);
    }
    if let Some(target) = series.target.as_ref().filter(|target| scale.holds(target.value)) {
        let at = y(target.value);
        plan.line(
            vec![(0.0, at), (width, at)],
            Stroke::dashed(TARGET_LINE, DARK_PINK, DOTS),
        );
    }
    let places: Vec<Option<At>> = (0..points.len())
        .map(|at| points[at].value.drawn().map(|value| (x(at), y(value))))
        .collect();
    if drawn.len() >= LINE_FROM {
        plan.broken_line(&places, Stroke::solid(1.2, INK_2));
    } else {
        for at in places.iter().flatten() {
            mark::push(&mut plan, crate::domain::PointMark::Usual, (*at, 0.7));
        }
    }
    if let (Some(point), Some(Some(at))) = (points.last(), places.last()) {
        mark::push(&mut plan, point.mark, (*at, 0.9));
    }
    Some(plan)
}
