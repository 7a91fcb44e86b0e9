//! Units by their base, with limits round a common level, into a plan.

use crate::chart::labels::{self, EndLabel, Keep, Near};
use crate::chart::mark;
use crate::chart::palette::*;
use crate::chart::plan::{Anchor, At, Plan, Stroke};
use crate::chart::scale::{Scale, every, tick};
use crate::chart::text::{fitted, text_width};
use crate::domain::{FunnelDrawn, FunnelUnit, PointMark, ShownUnit, Standing};

/// Wide and high, in points.
pub const SIZE: (f64, f64) = (252.0, 216.0);
const LEFT: f64 = 34.0;
/// Room at the right for the names of the lines.
const RIGHT: f64 = 74.0;
const TOP: f64 = 8.0;
/// Room below for ticks and the base's words.
const BELOW: f64 = 32.0;
/// Longest name inside the plot.
const NAME: f64 = 110.0;

/// What names keep clear of.
#[derive(Clone, Copy)]
struct Around<'a> {
    marks: &'a [(At, At)],
    /// The common level, and the names of the lines.
    walls: &'a [(At, At)],
    /// The pieces of the limits.
    lines: &'a [(At, At)],
    bounds: (At, At),
}

struct Ground {
    across: Scale,
    up: Scale,
}

impl Ground {
    fn x(&self, base: f64) -> f64 {
        LEFT + self.across.share(base) * (SIZE.0 - RIGHT - LEFT)
    }

    fn y(&self, value: f64) -> f64 {
        let foot = SIZE.1 - BELOW;
        foot - self.up.share(value) * (foot - TOP)
    }

    fn place(&self, (base, value): (f64, f64)) -> At {
        (self.x(base), self.y(value))
    }
}

/// The funnel; `None` when no unit may be drawn.
pub fn plan(funnel: &FunnelDrawn) -> Option<Plan> {
    let units: Vec<(&FunnelUnit, f64, f64)> = funnel
        .units
        .iter()
        .filter_map(|unit| Some((unit, unit.base.drawn()?, unit.figure.drawn()?)))
        .collect();
    let largest = units.iter().map(|(_, base, _)| *base).reduce(f64::max)?;
    let across = Scale::holding([0.0, largest], ShownUnit::Count)?;
    let ground = Ground {
        across,
        up: upright(funnel, &units, largest)?,
    };
    let mut plan = Plan::sized(SIZE.0, SIZE.1);
    push_axes(&mut plan, &ground, funnel);
    let lines = push_lines(&mut plan, &ground, funnel);
    let places: Vec<(PointMark, At)> = units
        .iter()
        .map(|(unit, base, value)| (point_mark(unit.standing), ground.place((*base, *value))))
        .collect();
    for (standing, at) in &places {
        mark::push(&mut plan, *standing, (*at, 1.0));
    }
    let marks: Vec<(At, At)> = places.iter().map(|(standing, at)| around(*standing, *at)).collect();
    let (centre, right) = (ground.y(funnel.centre), SIZE.0 - RIGHT);
    // The names of the lines keep their place; what is left of the margin is for names of units.
    let ends = plan.text_boxes().into_iter().filter(|(from, _, _)| from.0 > right);
    let ends = ends.map(|(from, to, _)| ((right, from.1), to));
    let walls: Vec<(At, At)> = ends.chain([((LEFT, centre - 1.0), (right, centre + 1.0))]).collect();
    let clear = Around {
        marks: &marks,
        walls: &walls,
        lines: &lines,
        bounds: ((LEFT + 1.0, 0.0), (SIZE.0 - 2.0, SIZE.1 - BELOW - 1.0)),
    };
    push_names(&mut plan, &units, clear);
    Some(plan)
}

/// The room that a mark takes: a disc less than the others.
fn around(standing: PointMark, (x, y): At) -> (At, At) {
    let half = if standing == PointMark::Usual { 3.0 } else { 4.5 };
    ((x - half, y - half), (x + half, y + half))
}

/// The group's own units and those outside whose names found no room in the plan of their funnel.
pub fn unnamed<'f>(funnel: &'f FunnelDrawn, plan: &Plan) -> Vec<&'f str> {
    let written: Vec<&str> = plan.text_boxes().into_iter().map(|(_, _, words)| words).collect();
    let is_drawn = |unit: &&FunnelUnit| unit.base.drawn().is_some() && unit.figure.drawn().is_some();
    let named = funnel.units.iter().filter(|unit| is_named(unit)).filter(is_drawn);
    named
        .filter(|unit| !written.contains(&label_of(unit).as_str()))
        .map(|unit| unit.name.as_str())
        .collect()
}

fn is_named(unit: &FunnelUnit) -> bool {
    unit.own || unit.standing != Standing::Inside
}

/// `Basildon 236.2`.
fn label_of(unit: &FunnelUnit) -> String {
    format!("{} {}", fitted(&unit.name, NAME, (TEXT, true)), unit.figure)
}

/// The names: first of the group's own units, bold and beside their marks, those without room there with leaders, in whichever order
/// leaves them nearest to their marks; then of the others outside the limits, each where there is room beside its mark.
fn push_names(plan: &mut Plan, units: &[(&FunnelUnit, f64, f64)], around: Around<'_>) {
    let named: Vec<usize> = (0..units.len()).filter(|nth| is_named(units[*nth].0)).collect();
    let (own, others): (Vec<usize>, Vec<usize>) = named.into_iter().partition(|nth| units[*nth].0.own);
    let tried = orders(&own).into_iter().map(|order| {
        let mut plan = plan.clone();
        let (worse, leaders) = push_own(&mut plan, (units, &order), around);
        (worse, plan, leaders)
    });
    // The first of the best.
    let Some((_, best, leaders)) = tried.min_by(|one, other| one.0.total_cmp(&other.0)) else {
        return;
    };
    *plan = best;
    for nth in others {
        labels::push_beside(plan, &label_of(units[nth].0), &near(around, (nth, &leaders), false));
    }
}

/// As much worse is a name that found no room.
const UNNAMED: f64 = 1000.0;

/// The names of the group's own units in an order; gives how much worse they stand than beside their marks, and the leaders.
fn push_own(
    plan: &mut Plan,
    (units, order): (&[(&FunnelUnit, f64, f64)], &[usize]),
    around: Around<'_>,
) -> (f64, Vec<(At, At)>) {
    let (mut all, mut leaders): (f64, Vec<(At, At)>) = (0.0, Vec::new());
    for nth in order {
        let words = label_of(units[*nth].0);
        let near = near(around, (*nth, &leaders), true);
        let beside = labels::push_beside(plan, &words, &near).map(|worse| (worse, None));
        let led = |(worse, leader)| (worse, Some(leader));
        let placed = beside.or_else(|| labels::push_led(plan, &words, &near).map(led));
        let (worse, leader) = placed.unwrap_or((UNNAMED, None));
        all += worse;
        leaders.extend(leader);
    }
    (all, leaders)
}

/// Most units of which more than one order is tried: of more, every order leaves some without room.
const MOST: usize = 4;

/// The order of a few with each of them first; of many their own order.
fn orders(own: &[usize]) -> Vec<Vec<usize>> {
    let turned = |at: usize| [&own[at..], &own[..at]].concat();
    match own.len() {
        2..=MOST => (0..own.len()).map(turned).collect(),
        _ => vec![own.to_vec()],
    }
}

fn near<'a>(around: Around<'a>, (own, leaders): (usize, &'a [(At, At)]), bold: bool) -> Near<'a> {
    Near {
        marks: around.marks,
        own,
        leaders,
        walls: around.walls,
        lines: around.lines,
        bounds: around.bounds,
        bold,
    }
}

/// The upright scale: every unit, the common level, and the limits where units are likely to stand.
fn upright(funnel: &FunnelDrawn, units: &[(&FunnelUnit, f64, f64)], largest: f64) -> Option<Scale> {
    let smallest = units.iter().map(|(_, base, _)| *base).fold(largest, f64::min);
    let from = smallest.max(largest * 0.2);
    let possible = |value: &f64| *value >= 0.0 && (funnel.unit != ShownUnit::Percent || *value <= 100.0);
    let limits = funnel
        .limits
        .iter()
        .filter(|line| line[0] >= from && line[0] <= largest);
    let values = units.iter().map(|(_, _, value)| *value);
    let lines = limits.flat_map(|line| [line[3], line[4]]).chain([funnel.centre]);
    Scale::close_round(values.chain(lines.filter(possible)), funnel.unit)
}

fn push_axes(plan: &mut Plan, ground: &Ground, funnel: &FunnelDrawn) {
    let (right, foot) = (SIZE.0 - RIGHT, SIZE.1 - BELOW);
    for &at in &ground.up.ticks {
        let y = ground.y(at);
        plan.line(vec![(LEFT, y), (right, y)], Stroke::solid(AXIS_LINE, HAIR));
        let words = tick(at, funnel.unit);
        // A long figure comes nearer to its axis before it leaves the chart.
        let end = (LEFT - 4.0).max(text_width(&words, TEXT, false));
        plan.label((end, y), words, (Anchor::End, INK_2));
    }
    let axis = Stroke::solid(AXIS_LINE, INK_3);
    plan.line(vec![(LEFT, foot), (right, foot)], axis);
    let ticks = &ground.across.ticks;
    let step = ticks.get(1).map_or(right, |at| ground.x(*at)) - LEFT;
    for &at in ticks {
        plan.line(vec![(ground.x(at), foot), (ground.x(at), foot + 3.0)], axis);
    }
    for &at in ticks.iter().step_by(every(ticks, (step, ShownUnit::Count))) {
        plan.label(
            (ground.x(at), foot + 10.0),
            tick(at, ShownUnit::Count),
            (Anchor::Middle, INK_2),
        );
    }
    let words = fitted(&funnel.base_words, right - LEFT + 40.0, (TEXT, false));
    plan.label(((LEFT + right) / 2.0, foot + 23.0), words, (Anchor::Middle, INK_2));
}

/// The common level and the four limits, cut off at the frame, with their names at the right; gives the pieces of the limits.
fn push_lines(plan: &mut Plan, ground: &Ground, funnel: &FunnelDrawn) -> Vec<(At, At)> {
    let right = SIZE.0 - RIGHT;
    let centre = ground.y(funnel.centre);
    plan.line(
        vec![(LEFT, centre), (right, centre)],
        Stroke::solid(AVERAGE_LINE, INK_3),
    );
    let room = RIGHT - 12.0;
    let name = fitted(&funnel.centre_words, room, (TEXT, false));
    let mut ends = vec![EndLabel::plain(name, centre, Keep::Always)];
    let near = Stroke::dashed(LIMIT_LINE, INK_3, NEAR_LIMIT_DASH);
    let far = Stroke::dashed(LIMIT_LINE, INK_3, LIMIT_DASH);
    let levels = [
        (4, far, "99.8% limit", Keep::Second),
        (2, near, "95% limit", Keep::Third),
        (1, near, "95% limit", Keep::Third),
        (3, far, "99.8% limit", Keep::Fourth),
    ];
    let mut drawn = Vec::new();
    let last = funnel.limits.last().map_or(right, |line| ground.x(line[0]).min(right));
    for (column, stroke, words, keep) in levels {
        let line: Vec<(f64, f64)> = funnel.limits.iter().map(|limits| (limits[0], limits[column])).collect();
        for piece in within(&line, ground) {
            drawn.extend(piece.windows(2).map(|pair| (pair[0], pair[1])));
            let end = piece.last().copied().filter(|end| end.0 > last - 1.0);
            plan.line(piece, stroke);
            // Limits end with the largest unit; a thin line leads on to their names.
            if let Some(end) = end.filter(|end| end.0 < right - 1.0) {
                plan.line(
                    vec![(end.0 + 2.0, end.1), (right, end.1)],
                    Stroke::solid(AXIS_LINE, RULE),
                );
            }
            ends.extend(end.map(|end| EndLabel::plain(words.to_string(), end.1, keep)));
        }
    }
    let margin = labels::Margin {
        from: right,
        text: right + 10.0,
        top: TOP,
        foot: SIZE.1 - BELOW,
    };
    labels::push(plan, ends, &margin);
    drawn
}

/// The pieces of a line that lie in the frame, cut where it crosses the frame's head or foot.
fn within(line: &[(f64, f64)], ground: &Ground) -> Vec<Vec<At>> {
    let mut pieces: Vec<Vec<At>> = vec![Vec::new()];
    for pair in line.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let shares = inside(from.1, to.1, (ground.up.low, ground.up.high));
        let along = inside(from.0, to.0, (ground.across.low, ground.across.high));
        let span = shares.zip(along).map(|(a, b)| (a.0.max(b.0), a.1.min(b.1)));
        let Some((start, end)) = span.filter(|(start, end)| start < end) else {
            pieces.push(Vec::new());
            continue;
        };
        let at = |share: f64| ground.place((from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share));
        if let Some(piece) = pieces.last_mut() {
            if piece.is_empty() {
                piece.push(at(start));
            }
            piece.push(at(end));
        }
        if end < 1.0 {
            pieces.push(Vec::new());
        }
    }
    pieces.retain(|piece| piece.len() > 1);
    pieces
}

/// The stretch of a way from one value to another that lies between two bounds, as shares of the way.
fn inside(from: f64, to: f64, (low, high): (f64, f64)) -> Option<(f64, f64)> {
    if !(from.is_finite() && to.is_finite()) {
        return None;
    }
    if from == to {
        return (from >= low && from <= high).then_some((0.0, 1.0));
    }
    let (a, b) = ((low - from) / (to - from), (high - from) / (to - from));
    let (start, end) = (a.min(b).max(0.0), a.max(b).min(1.0));
    (start < end).then_some((start, end))
}

fn point_mark(standing: Standing) -> PointMark {
    match standing {
        Standing::Inside => PointMark::Usual,
        Standing::HighWorse => PointMark::WorseHigh,
        Standing::LowWorse => PointMark::WorseLow,
        Standing::Better => PointMark::Better,
        Standing::Unusual => PointMark::Unusual,
    }
}
