//! What stands inside the plot of a series: gaps, restarts, lines and points.

use crate::chart::labels::{crosses, meet};
use crate::chart::mark;
use crate::chart::palette::*;
use crate::chart::plan::{Anchor, At, Item, Plan, Stroke};
use crate::chart::spc::Ground;
use crate::chart::text::text_width;
use crate::domain::{Lines, Missing, PointMark, Shown, ShownSeries};

/// Fewer points than this are dots with their values, without a line.
pub const LINE_FROM: usize = 8;

/// The size of a mark of a pattern that is over, as a share of the whole size; no mark is smaller.
const PAST: f64 = 0.82;

/// How many points have a number that may be drawn.
pub fn drawn_points(series: &ShownSeries) -> usize {
    series
        .points
        .iter()
        .filter(|point| point.value.drawn().is_some())
        .count()
}

/// No return and withheld points: a hatched column of one height.
pub(super) fn push_gaps(plan: &mut Plan, ground: &Ground) {
    for (at, point) in ground.series.points.iter().enumerate() {
        let x = ground.x(at);
        let half = ground.step() / 2.0;
        match &point.value {
            Shown::Mark(Missing::NotAvailable | Missing::Withheld) => {
                plan.items.push(Item::Hatch {
                    from: (x - half, ground.top),
                    to: (x + half, ground.foot),
                });
            }
            Shown::Range { low, high, .. } => {
                let (top, foot) = (ground.y(*high), ground.y(*low));
                plan.items.push(Item::Hatch {
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

/// The marks at the foot of the gaps, after the lines, which none of them hides.
pub(super) fn push_gap_marks(plan: &mut Plan, ground: &Ground) {
    for (at, point) in ground.series.points.iter().enumerate() {
        if let Shown::Mark(missing @ (Missing::NotAvailable | Missing::Withheld)) = &point.value {
            push_gap_mark(plan, (ground.x(at), ground.foot), missing.mark());
        }
    }
}

/// The mark at the foot of a gap; higher where its neighbour's stands there or a limit, the average or the target runs through it.
fn push_gap_mark(plan: &mut Plan, (x, foot): At, words: &str) {
    let half = text_width(words, TEXT, false) / 2.0;
    let own = |y: f64| ((x - half, y - TEXT / 2.0), (x + half, y + TEXT / 2.0));
    let rows = (0..6).map(|row| foot - 7.0 - LABEL_STEP * f64::from(row));
    let texts = plan.text_boxes();
    let free: Vec<f64> = rows
        .filter(|y| !texts.iter().any(|(from, to, _)| meet(own(*y), (*from, *to))))
        .collect();
    let clear = free.iter().find(|y| !is_struck(plan, own(**y)));
    let Some(y) = clear.or(free.first()).copied() else {
        return;
    };
    plan.rectangle(((x - half, y - 5.0), (x + half, y + 5.0)), Some(WHITE), None);
    plan.label((x, y), words, (Anchor::Middle, INK));
}

/// Whether a line runs through a box: a line of the grid, which a white ground covers, is none.
fn is_struck(plan: &Plan, own: (At, At)) -> bool {
    plan.items.iter().any(|item| match item {
        Item::Line { through, stroke } if stroke.colour != HAIR => {
            through.windows(2).any(|pair| crosses((pair[0], pair[1]), own))
        }
        _ => false,
    })
}

pub(super) fn push_restarts(plan: &mut Plan, ground: &Ground) {
    for (at, _) in &ground.series.restarts {
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
    }
}

/// Centre and limits, one piece for each run of points that share a value, so that stepped limits step.
pub(super) fn push_lines(plan: &mut Plan, ground: &Ground) {
    if !ground.has_not_varied() {
        let mean = Stroke::solid(AVERAGE_LINE, INK_3);
        let median = Stroke::dashed(AVERAGE_LINE, INK_3, DOTS);
        let limit = Stroke::dashed(LIMIT_LINE, INK_3, LIMIT_DASH);
        push_level(plan, ground, (&|lines| lines.limits.map(|_| lines.centre), mean));
        push_level(
            plan,
            ground,
            (&|lines| lines.limits.is_none().then_some(lines.centre), median),
        );
        let told = |value: f64| ground.tells(value).then_some(value);
        push_level(
            plan,
            ground,
            (&|lines| lines.limits.and_then(|limits| told(limits.high)), limit),
        );
        push_level(
            plan,
            ground,
            (&|lines| lines.limits.and_then(|limits| told(limits.low)), limit),
        );
    }
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
        let starts_again = ground.starts_again(at);
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
pub(super) fn push_points(plan: &mut Plan, ground: &Ground) {
    let mut run: Vec<At> = Vec::new();
    let data_line = Stroke::solid(DATA_LINE, DARK_BLUE);
    let joined = drawn_points(ground.series) >= LINE_FROM;
    for (at, point) in ground.series.points.iter().enumerate() {
        let starts_again = ground.starts_again(at);
        let value = point.value.drawn();
        if starts_again || value.is_none() {
            plan.line(std::mem::take(&mut run), data_line);
        }
        run.extend(value.filter(|_| joined).map(|value| (ground.x(at), ground.y(value))));
    }
    plan.line(run, data_line);
    let holds_from = holds_from(ground.series);
    for (at, point) in ground.series.points.iter().enumerate() {
        if let Some(value) = point.value.drawn() {
            let is_over = at < holds_from && point.mark != PointMark::Usual;
            let scale = if is_over { PAST } else { 1.0 };
            mark::push(plan, point.mark, ((ground.x(at), ground.y(value)), scale));
        }
    }
}

/// From which point on the newest point's mark holds: marks of patterns that are over stand back.
fn holds_from(series: &ShownSeries) -> usize {
    let Some(newest) = series.points.last() else { return 0 };
    let same = series.points.iter().rev().take_while(|point| point.mark == newest.mark);
    series.points.len() - same.count()
}
