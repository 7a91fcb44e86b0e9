//! A series as shown into the plan of its control chart or run chart.

use crate::chart::labels::{self, EndLabel, Keep};
use crate::chart::mark;
use crate::chart::palette::*;
use crate::chart::plan::{Anchor, At, Plan, Stroke};
use crate::chart::scale::{Scale, written};
use crate::domain::{Lines, Missing, PointMark, Shown, ShownSeries};

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

/// Room above the plot, with and without a restart's words.
const ABOVE: (f64, f64) = (16.0, 6.0);
/// Room below the plot for years.
const BELOW: f64 = 18.0;
/// A year needs this many points of width for its label.
const YEAR_LABEL: f64 = 36.0;

/// Most quarters in one chart: more would be too fine to read.
const MOST_QUARTERS: usize = 24;
/// Quarters drawn where there are more.
const QUARTERS: usize = 20;

/// The newest quarters of a series, as many as a chart draws.
pub fn newest(series: &ShownSeries) -> ShownSeries {
    let skipped = if series.points.len() > MOST_QUARTERS {
        series.points.len() - QUARTERS
    } else {
        0
    };
    let restarts = series
        .restarts
        .iter()
        .filter(|(at, _)| *at > skipped)
        .map(|(at, why)| (at - skipped, why.clone()))
        .collect();
    ShownSeries {
        points: series.points[skipped..].to_vec(),
        restarts,
        ..series.clone()
    }
}

/// Where things stand inside the frame.
struct Ground<'a> {
    series: &'a ShownSeries,
    scale: Scale,
    left: f64,
    right: f64,
    top: f64,
    foot: f64,
}

impl Ground<'_> {
    fn step(&self) -> f64 {
        (self.right - self.left) / self.series.points.len() as f64
    }

    fn x(&self, index: usize) -> f64 {
        self.left + (index as f64 + 0.5) * self.step()
    }

    fn y(&self, value: f64) -> f64 {
        self.foot - self.scale.share(value) * (self.foot - self.top)
    }
}

/// The chart, or `None` when no point of the series may be drawn: a box with words takes its place then.
pub fn plan(series: &ShownSeries, frame: Frame) -> Option<Plan> {
    let scale = Scale::holding(values(series), series.unit)?;
    let top = if series.restarts.is_empty() { ABOVE.1 } else { ABOVE.0 };
    let ground = Ground {
        series,
        scale,
        left: frame.left,
        right: frame.width - frame.right,
        top,
        foot: frame.height - BELOW,
    };
    let mut plan = Plan::sized(frame.width, frame.height);
    push_axis(&mut plan, &ground);
    push_gaps(&mut plan, &ground);
    push_restarts(&mut plan, &ground);
    push_lines(&mut plan, &ground);
    push_points(&mut plan, &ground);
    push_end_labels(&mut plan, &ground, frame);
    Some(plan)
}

/// The value at which the axis starts, as printed; `None` where it starts at zero. The subtitle says it.
pub fn axis_starts_at(series: &ShownSeries) -> Option<String> {
    let scale = Scale::holding(values(series), series.unit)?;
    (scale.low > 0.0).then(|| written(scale.low, series.unit))
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
    let worth_room = |value: &f64| *value > lowest - 1.5 * room && *value < highest + 1.5 * room && *value >= 0.0;
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
    for &tick in &ground.scale.ticks {
        let y = ground.y(tick);
        plan.line(
            vec![(ground.left, y), (ground.right, y)],
            Stroke::solid(AXIS_LINE, HAIR),
        );
        plan.label(
            (ground.left - 4.0, y),
            written(tick, ground.series.unit),
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
        if wide >= YEAR_LABEL {
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

/// No return and withheld points: a hatched column of one height, with its mark at the foot.
fn push_gaps(plan: &mut Plan, ground: &Ground) {
    for (at, point) in ground.series.points.iter().enumerate() {
        let x = ground.x(at);
        let half = ground.step() / 2.0;
        match &point.value {
            Shown::Mark(missing @ (Missing::NotAvailable | Missing::Withheld)) => {
                plan.items.push(crate::chart::plan::Item::Hatch {
                    from: (x - half, ground.top),
                    to: (x + half, ground.foot),
                });
                plan.rectangle(
                    ((x - 7.0, ground.foot - 12.0), (x + 7.0, ground.foot - 2.0)),
                    Some(WHITE),
                    None,
                );
                plan.label((x, ground.foot - 7.0), missing.mark(), (Anchor::Middle, INK));
            }
            Shown::Range { low, high, .. } => {
                let (top, foot) = (ground.y(*high), ground.y(*low));
                plan.items.push(crate::chart::plan::Item::Hatch {
                    from: (x - half, top),
                    to: (x + half, foot),
                });
                plan.rectangle(
                    ((x - half, top), (x + half, foot)),
                    None,
                    Some(Stroke::solid(AVERAGE_LINE, INK)),
                );
            }
            Shown::Mark(Missing::NotApplicable | Missing::Low) | Shown::Number { .. } => (),
        }
    }
}

fn push_restarts(plan: &mut Plan, ground: &Ground) {
    for (at, why) in &ground.series.restarts {
        let x = ground.left + *at as f64 * ground.step();
        plan.line(
            vec![(x, ground.top), (x, ground.foot)],
            Stroke::dashed(AVERAGE_LINE, INK_3, DOTS),
        );
        plan.line(
            vec![
                (x - 3.0, ground.top - 6.0),
                (x, ground.top),
                (x + 3.0, ground.top - 6.0),
            ],
            Stroke::solid(AVERAGE_LINE, INK_3),
        );
        let to_the_right = x < (ground.left + ground.right) / 2.0;
        let (anchor, shift) = if to_the_right {
            (Anchor::Start, 5.0)
        } else {
            (Anchor::End, -5.0)
        };
        plan.label((x + shift, ground.top - 7.0), why.as_str(), (anchor, INK_2));
    }
}

/// Centre and limits, one piece for each run of points that share a value, so that stepped limits step.
fn push_lines(plan: &mut Plan, ground: &Ground) {
    let median = ground.series.median_only;
    let centre = if median {
        Stroke::dashed(AVERAGE_LINE, INK_3, DOTS)
    } else {
        Stroke::solid(AVERAGE_LINE, INK_3)
    };
    let limit = Stroke::dashed(LIMIT_LINE, INK_3, LIMIT_DASH);
    push_level(plan, ground, (&|lines| Some(lines.centre), centre));
    push_level(plan, ground, (&|lines| lines.limits.map(|limits| limits.high), limit));
    push_level(plan, ground, (&|lines| lines.limits.map(|limits| limits.low), limit));
    if let Some(target) = ground
        .series
        .target
        .as_ref()
        .filter(|target| ground.scale.holds(target.value))
    {
        let y = ground.y(target.value);
        plan.line(
            vec![(ground.left, y), (ground.right, y)],
            Stroke::dashed(TARGET_LINE, DARK_PINK, DOTS),
        );
    }
}

type Level<'a> = (&'a dyn Fn(&Lines) -> Option<f64>, Stroke);

fn push_level(plan: &mut Plan, ground: &Ground, (level, stroke): Level) {
    let half = ground.step() / 2.0;
    let mut piece: Vec<At> = Vec::new();
    for (at, point) in ground.series.points.iter().enumerate() {
        let starts_again = ground.series.restarts.iter().any(|(restart, _)| *restart == at);
        let value = point
            .lines
            .as_ref()
            .and_then(level)
            .filter(|value| ground.scale.holds(*value));
        if starts_again || value.is_none() {
            plan.line(std::mem::take(&mut piece), stroke);
        }
        let Some(value) = value else { continue };
        let y = ground.y(value);
        match piece.last_mut() {
            Some(last) if (last.1 - y).abs() < 1e-9 => last.0 = ground.x(at) + half,
            _ => piece.extend([(ground.x(at) - half, y), (ground.x(at) + half, y)]),
        }
    }
    plan.line(piece, stroke);
}

/// The data line, broken at gaps and restarts, then the marks on top of it.
fn push_points(plan: &mut Plan, ground: &Ground) {
    let mut run: Vec<At> = Vec::new();
    let data_line = Stroke::solid(DATA_LINE, DARK_BLUE);
    for (at, point) in ground.series.points.iter().enumerate() {
        let starts_again = ground.series.restarts.iter().any(|(restart, _)| *restart == at);
        let value = point.value.drawn();
        if starts_again || value.is_none() {
            plan.line(std::mem::take(&mut run), data_line);
        }
        run.extend(value.map(|value| (ground.x(at), ground.y(value))));
    }
    plan.line(run, data_line);
    for (at, point) in ground.series.points.iter().enumerate() {
        if let Some(value) = point.value.drawn() {
            mark::push(plan, point.mark, ((ground.x(at), ground.y(value)), 1.0));
        }
    }
}

#[expect(clippy::too_many_lines, reason = "one label after the other")]
fn push_end_labels(plan: &mut Plan, ground: &Ground, frame: Frame) {
    let unit = ground.series.unit;
    let mut ends = Vec::new();
    if let Some(point) = ground.series.points.last() {
        match &point.value {
            Shown::Number { value, text } => {
                ends.push(EndLabel::bold(format!("Now {text}"), ground.y(*value), Keep::Always))
            }
            Shown::Range { low, high, .. } => {
                ends.push(EndLabel::bold(
                    format!("{} at most", written(*high, unit)),
                    ground.y(*high),
                    Keep::Always,
                ));
                ends.push(EndLabel::bold(
                    format!("{} at least", written(*low, unit)),
                    ground.y(*low),
                    Keep::Always,
                ));
            }
            Shown::Mark(_) => (),
        }
    }
    if let Some(target) = ground
        .series
        .target
        .as_ref()
        .filter(|target| ground.scale.holds(target.value))
    {
        ends.push(EndLabel {
            colour: DARK_PINK,
            ..EndLabel::bold(target.label.clone(), ground.y(target.value), Keep::Always)
        });
    }
    if let Some(lines) = ground.series.points.iter().rev().find_map(|point| point.lines) {
        let name = if ground.series.median_only { "Median" } else { "Average" };
        let limits = lines.limits.map(|limits| {
            [
                ("Upper limit", limits.high, Keep::Third),
                ("Lower limit", limits.low, Keep::Fourth),
            ]
        });
        let levels = std::iter::once((name, lines.centre, Keep::Second)).chain(limits.into_iter().flatten());
        for (name, value, keep) in levels.filter(|(_, value, _)| ground.scale.holds(*value)) {
            ends.push(EndLabel::plain(
                format!("{name} {}", written(value, unit)),
                ground.y(value),
                keep,
            ));
        }
    }
    labels::push(
        plan,
        ends,
        &labels::Margin {
            from: ground.right,
            text: frame.width - frame.right + 10.0,
            top: ground.top,
            foot: ground.foot,
        },
    );
}

/// Whether the newest point stands out.
pub fn newest_stands_out(series: &ShownSeries) -> bool {
    series.points.last().is_some_and(|point| point.mark != PointMark::Usual)
}
