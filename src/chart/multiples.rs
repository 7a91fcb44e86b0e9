//! Small line charts side by side, all on one scale, each before the same grey line, into a plan.

use crate::chart::mark;
use crate::chart::palette::*;
use crate::chart::plan::{Anchor, At, Plan, Stroke};
use crate::chart::scale::Scale;
use crate::chart::text::fitted;
use crate::domain::{MultipleDrawn, MultiplesDrawn, PointMark, Shown};

/// One chart, wide and high, in points.
const CHART: (f64, f64) = (122.0, 58.0);
/// Charts side by side.
const ACROSS: usize = 4;
const BETWEEN: f64 = 6.0;
/// Room at the right for the newest value.
const RIGHT: f64 = 42.0;
/// Room above for the name.
const ABOVE: f64 = 18.0;
const BELOW: f64 = 5.0;

/// The charts; `None` when there is none or no figure may be drawn. A figure known only as a range leaves a gap.
pub fn plan(drawn: &MultiplesDrawn) -> Option<Plan> {
    let figures = drawn
        .charts
        .iter()
        .flat_map(|chart| &chart.figures)
        .chain(&drawn.context);
    let scale = Scale::holding(figures.filter_map(Shown::drawn), drawn.unit)?;
    if drawn.charts.is_empty() {
        return None;
    }
    let rows = drawn.charts.len().div_ceil(ACROSS);
    let width = ACROSS as f64 * CHART.0 + (ACROSS - 1) as f64 * BETWEEN;
    let mut plan = Plan::sized(width, rows as f64 * (CHART.1 + BETWEEN) - BETWEEN);
    for (nth, chart) in drawn.charts.iter().enumerate() {
        let corner = (
            (nth % ACROSS) as f64 * (CHART.0 + BETWEEN),
            (nth / ACROSS) as f64 * (CHART.1 + BETWEEN),
        );
        push_chart(&mut plan, &scale, (drawn, chart, corner));
    }
    Some(plan)
}

/// The value at the foot of every chart and at its head, as the subtitle may state them.
pub fn scale(drawn: &MultiplesDrawn) -> Option<(f64, f64)> {
    let figures = drawn
        .charts
        .iter()
        .flat_map(|chart| &chart.figures)
        .chain(&drawn.context);
    let scale = Scale::holding(figures.filter_map(Shown::drawn), drawn.unit)?;
    Some((scale.low, scale.high))
}

fn push_chart(plan: &mut Plan, scale: &Scale, (drawn, chart, corner): (&MultiplesDrawn, &MultipleDrawn, At)) {
    let (left, right) = (corner.0 + 3.0, corner.0 + CHART.0 - RIGHT - 6.0);
    let (top, foot) = (corner.1 + ABOVE, corner.1 + CHART.1 - BELOW);
    let quarters = drawn.quarters.len().max(chart.figures.len()).max(2);
    let place = |(at, figure): (usize, &Shown)| {
        let x = left + at as f64 * (right - left) / (quarters - 1) as f64;
        Some((x, foot - scale.share(figure.drawn()?) * (foot - top)))
    };
    let name = fitted(&chart.name, CHART.0 - 2.0, (TEXT, chart.own));
    plan.write(
        (corner.0, corner.1 + 6.0),
        name,
        (Anchor::Start, INK, (TEXT, chart.own)),
    );
    plan.line(
        vec![(corner.0, foot + 3.0), (right + 3.0, foot + 3.0)],
        Stroke::solid(AXIS_LINE, INK_3),
    );
    let context: Vec<Option<At>> = drawn.context.iter().enumerate().map(place).collect();
    plan.broken_line(&context, Stroke::solid(CONTEXT_LINE, CONTEXT));
    let line: Vec<Option<At>> = chart.figures.iter().enumerate().map(place).collect();
    plan.broken_line(&line, Stroke::solid(SMALL_LINE, DARK_BLUE));
    let Some(newest) = chart.figures.last() else { return };
    let bold = chart.mark != PointMark::Usual;
    match line.last().copied().flatten() {
        Some(at) => {
            mark::push(plan, chart.mark, (at, 1.0));
            let words = fitted(&newest.to_string(), RIGHT - 4.0, (TEXT, bold));
            let y = at.1.clamp(top, foot);
            plan.write((right + 9.0, y), words, (Anchor::Start, INK, (TEXT, bold)));
        }
        None => {
            let words = match newest {
                Shown::Mark(missing) => format!("{} {}", missing.mark(), missing.short()),
                Shown::Number { .. } | Shown::Range { .. } => newest.to_string(),
            };
            let words = fitted(&words, CHART.0 - 6.0, (TEXT, false));
            plan.label((left, foot - 6.0), words, (Anchor::Start, INK_2));
            plan.with_halo();
        }
    }
}
