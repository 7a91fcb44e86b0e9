//! A series as shown into the plan of its control chart or run chart: its size, its scales and its axes.

use crate::chart::palette::*;
use crate::chart::plan::{Anchor, Plan, Stroke};
use crate::chart::scale::{Scale, tick};
use crate::chart::series::instead;
use crate::chart::text::text_width;
use crate::chart::{spc_labels, spc_marks};
use crate::domain::{Lines, PointMark, Shown, ShownSeries, ShownUnit, first_drawn};

/// The size of a chart and its gutters, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Whole width.
    pub width: f64,
    /// Whole height.
    pub height: f64,
    /// Room for ticks at the left.
    pub left: f64,
    /// Room for labels at the right.
    pub right: f64,
}

/// In an exception block.
pub const BLOCK: Frame = Frame {
    width: 335.0,
    height: 140.0,
    left: 34.0,
    right: 90.0,
};

/// For a page of a report: the width of an A4 text column.
pub const REPORT: Frame = Frame {
    width: 507.0,
    height: 220.0,
    left: 40.0,
    right: 100.0,
};

/// Room above the plot, with and without words there.
const ABOVE: (f64, f64) = (18.0, 6.0);
/// Room between the lowest tick and the axis line where the scale does not start at zero.
const LIFT: f64 = 7.0;
/// Room below the plot for years.
const BELOW: f64 = 18.0;
/// From a tick's words to the plot.
const TICK_GAP: f64 = 4.0;
/// A year needs this many points of width for its label.
const YEAR_LABEL: f64 = 36.0;

/// The newest quarters of a series, as many as a chart draws.
pub fn newest(series: &ShownSeries) -> ShownSeries {
    series.after(first_drawn(series.points.len()))
}

/// Where things stand inside the frame.
pub(super) struct Ground<'a> {
    pub(super) series: &'a ShownSeries,
    pub(super) scale: Scale,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    /// The axis line.
    pub(super) foot: f64,
    /// From the axis line up to the lowest value of the scale.
    lift: f64,
}

impl Ground<'_> {
    pub(super) fn step(&self) -> f64 {
        (self.right - self.left) / self.series.points.len() as f64
    }

    pub(super) fn x(&self, index: usize) -> f64 {
        self.left + (index as f64 + 0.5) * self.step()
    }

    pub(super) fn y(&self, value: f64) -> f64 {
        let lowest = self.foot - self.lift;
        lowest - self.scale.share(value) * (lowest - self.top)
    }

    /// Whether a limit tells anything: one at the end of what can be, such as 0 or 100%, does not, and is not drawn.
    pub(super) fn tells(&self, limit: f64) -> bool {
        let may_exceed = self.series.points.iter().any(|point| point.value.drawn() > Some(100.0));
        let is_full = self.series.unit == ShownUnit::Percent && !may_exceed && limit >= 100.0;
        let is_empty = self.series.unit != ShownUnit::Score && limit <= 0.0;
        self.scale.holds(limit) && !is_full && !is_empty
    }

    /// Whether limits start again at a point.
    pub(super) fn starts_again(&self, at: usize) -> bool {
        self.series.restarts.iter().any(|(restart, _)| *restart == at)
    }

    /// Whether every figure is the same, so that a level says all.
    pub(super) fn has_not_varied(&self) -> bool {
        let mut values = self.series.points.iter().filter_map(|point| point.value.drawn());
        let is_range = |value: &Shown| value.drawn().is_none() && !matches!(value, Shown::Mark(_));
        let ranges = self.series.points.iter().any(|point| is_range(&point.value));
        let first = values.next();
        let mut others = values.peekable();
        !ranges && others.peek().is_some() && others.all(|value| Some(value) == first)
    }
}

/// The chart, or `None` when no point of the series may be drawn: a box with words takes its place then.
pub fn plan(series: &ShownSeries, frame: Frame) -> Option<Plan> {
    let scale = Scale::holding(values(series), series.unit)?;
    let words_above = !series.restarts.is_empty() || series.too_short.is_some();
    let ticks = scale
        .ticks
        .iter()
        .map(|at| text_width(&tick(*at, series.unit), TEXT, false));
    let left = ticks.fold(0.0, f64::max).max(frame.left - TICK_GAP) + TICK_GAP;
    let lift = if scale.low > 0.0 { LIFT } else { 0.0 };
    let mut ground = Ground {
        series,
        scale,
        left,
        right: frame.width - frame.right,
        top: if words_above { ABOVE.0 } else { ABOVE.1 },
        foot: frame.height - BELOW,
        lift,
    };
    let ends = spc_labels::ends(&ground);
    ground.right = frame.width - spc_labels::room(&ends, frame);
    let mut plan = Plan::sized(frame.width, frame.height);
    push_axis(&mut plan, &ground);
    spc_marks::push_gaps(&mut plan, &ground);
    spc_marks::push_restarts(&mut plan, &ground);
    spc_marks::push_lines(&mut plan, &ground);
    spc_marks::push_gap_marks(&mut plan, &ground);
    spc_marks::push_points(&mut plan, &ground);
    spc_labels::push_ends(&mut plan, (&ground, frame), ends);
    spc_labels::push_above(&mut plan, (&ground, frame));
    spc_labels::push_values(&mut plan, &ground);
    Some(plan)
}

/// What a reader must know of the axis, after the subtitle: where it starts if not at zero, and a target that lies beyond it.
pub fn axis_words(series: &ShownSeries) -> String {
    let Some(scale) = Scale::holding(values(series), series.unit).filter(|_| instead(series).is_none()) else {
        return String::new();
    };
    let start = match scale.low > 0.0 {
        true => format!(". Axis from {}", tick(scale.low, series.unit)),
        false => String::new(),
    };
    let beyond = series.target.iter().filter(|target| !scale.holds(target.value));
    let beyond: String = beyond
        .map(|target| format!(". {}: beyond the axis", target.label))
        .collect();
    format!("{start}{beyond}")
}

/// Everything that must have a place on the scale: figures, ranges, the newest lines and the target.
fn values(series: &ShownSeries) -> Vec<f64> {
    let mut values: Vec<f64> = Vec::new();
    for point in &series.points {
        match &point.value {
            Shown::Number { value, .. } => values.push(*value),
            Shown::Range { low, high, .. } => values.extend([*low, *high]),
            Shown::Mark(_) => (),
        }
    }
    if values.is_empty() {
        return values;
    }
    let highest = values.iter().copied().fold(f64::MIN, f64::max);
    let lowest = values.iter().copied().fold(f64::MAX, f64::min);
    let room = (highest - lowest).max(highest.abs() * 0.1);
    let most = if series.unit == ShownUnit::Percent {
        highest.max(100.0)
    } else {
        f64::MAX
    };
    let worth_room =
        |value: &f64| *value <= most && *value > lowest - 1.5 * room && *value < highest + 1.5 * room && *value >= 0.0;
    let lines = series
        .points
        .iter()
        .filter_map(|point| point.lines)
        .flat_map(line_values);
    values.extend(lines.filter(worth_room));
    values.extend(series.target.iter().map(|target| target.value).filter(worth_room));
    values
}

fn line_values(lines: Lines) -> Vec<f64> {
    let limits = lines.limits.map(|limits| [limits.low, limits.high]);
    std::iter::once(lines.centre)
        .chain(limits.into_iter().flatten())
        .collect()
}

fn push_axis(plan: &mut Plan, ground: &Ground) {
    for &at in &ground.scale.ticks {
        let y = ground.y(at);
        plan.line(
            vec![(ground.left, y), (ground.right, y)],
            Stroke::solid(AXIS_LINE, HAIR),
        );
        plan.label(
            (ground.left - TICK_GAP, y),
            tick(at, ground.series.unit),
            (Anchor::End, INK_2),
        );
    }
    let axis = Stroke::solid(AXIS_LINE, INK_3);
    plan.line(vec![(ground.left, ground.foot), (ground.right, ground.foot)], axis);
    let points = &ground.series.points;
    for (at, point) in points.iter().enumerate() {
        let starts_a_year = point.period.quarter() == 1;
        let x = ground.x(at) - if starts_a_year { ground.step() / 2.0 } else { 0.0 };
        let long = if starts_a_year { 14.0 } else { 3.0 };
        plan.line(vec![(x, ground.foot), (x, ground.foot + long)], axis);
    }
    let mut at = 0;
    while at < points.len() {
        let year = points[at].period.year();
        let quarters = points[at..]
            .iter()
            .take_while(|point| point.period.year() == year)
            .count();
        let wide = quarters as f64 * ground.step();
        let is_last = at + quarters == points.len();
        if is_last && wide < YEAR_LABEL && points[at].period.quarter() == 1 {
            // The newest year has room at the right, where nothing else stands below the axis.
            let start = ground.left + at as f64 * ground.step() + 3.0;
            plan.label(
                (start, ground.foot + 10.0),
                points[at].period.financial_year(),
                (Anchor::Start, INK_2),
            );
        } else if wide >= YEAR_LABEL {
            let middle = ground.left + (at as f64 + quarters as f64 / 2.0) * ground.step();
            plan.label(
                (middle, ground.foot + 10.0),
                points[at].period.financial_year(),
                (Anchor::Middle, INK_2),
            );
        }
        at += quarters;
    }
}

/// Whether the newest point stands out.
pub fn newest_stands_out(series: &ShownSeries) -> bool {
    series.points.last().is_some_and(|point| point.mark != PointMark::Usual)
}
