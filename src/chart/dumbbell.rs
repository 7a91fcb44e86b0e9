//! Pairs of values, before and after, into a plan.

use crate::chart::key::{self, Swatch};
use crate::chart::palette::*;
use crate::chart::plan::{Anchor, Item, Plan, Stroke};
use crate::chart::scale::{Scale, every, tick};
use crate::chart::text::{fitted, text_width, wrapped};
use crate::domain::{DumbbellDrawn, PairDrawn, Shown};

/// Whole width, in points.
pub const WIDTH: f64 = 507.0;
const STEP: f64 = 19.0;
/// The same where a name takes two lines.
const TALL_STEP: f64 = 25.0;
/// From one line of a name to the next.
const LINE: f64 = 11.0;
/// Room above for the key.
const ABOVE: f64 = 18.0;
/// Room below for ticks.
const BELOW: f64 = 18.0;
const GAP: f64 = 8.0;
const RADIUS: f64 = 4.2;
const LONGEST_NAME: f64 = 185.0;
/// Lines of a name on a narrow screen.
const LINES: usize = 4;
/// Least width of the drawing itself.
const LEAST_WIDTH: f64 = 120.0;
const LONGEST_BESIDE: f64 = 92.0;
const LONGEST_VALUE: f64 = 66.0;

struct Ground {
    scale: Scale,
    left: f64,
    right: f64,
}

impl Ground {
    fn x(&self, value: f64) -> f64 {
        self.left + self.scale.share(value).clamp(0.0, 1.0) * (self.right - self.left)
    }
}

/// Room that the words take: names, values and what stands at the right.
struct Room {
    names: f64,
    values: f64,
    beside: f64,
}

/// The pairs; `None` when there is none.
pub fn plan(drawn: &DumbbellDrawn) -> Option<Plan> {
    if drawn.pairs.is_empty() {
        return None;
    }
    let room = room(drawn);
    let scale = scale(drawn)?;
    let over = over(drawn, &scale);
    let ground = Ground {
        scale,
        left: room.names + GAP + over.0,
        right: WIDTH - room.beside - GAP - over.1,
    };
    let names: Vec<Vec<String>> = drawn
        .pairs
        .iter()
        .map(|pair| wrapped(&pair.name, room.names, (TEXT, 2)))
        .collect();
    let step = |lines: &Vec<String>| if lines.len() > 1 { TALL_STEP } else { STEP };
    let foot = ABOVE + names.iter().map(step).sum::<f64>();
    let mut plan = Plan::sized(WIDTH, foot + BELOW);
    push_frame(&mut plan, &ground, (drawn, foot, room.beside));
    let mut top = ABOVE;
    for (pair, lines) in drawn.pairs.iter().zip(&names) {
        let middle = top + step(lines) / 2.0;
        top += step(lines);
        let first = middle - LINE * (lines.len().max(1) - 1) as f64 / 2.0;
        for (nth, line) in lines.iter().enumerate() {
            plan.label(
                (room.names, first + LINE * nth as f64),
                line.clone(),
                (Anchor::End, INK),
            );
        }
        push_pair(&mut plan, &ground, (pair, middle));
        let words = fitted(&pair.beside, LONGEST_BESIDE, (TEXT, false));
        plan.label((WIDTH - room.beside, middle), words, (Anchor::Start, INK));
    }
    Some(plan)
}

/// The same for a narrow screen: each name above its pair, so that the drawing has the whole width.
pub fn narrow(drawn: &DumbbellDrawn) -> Option<Plan> {
    if drawn.pairs.is_empty() {
        return None;
    }
    let values = room(drawn).values;
    let ground = Ground {
        scale: scale(drawn)?,
        left: values + RADIUS + 6.0,
        right: NARROW - values - RADIUS - 6.0,
    };
    let worded = |pair: &PairDrawn| match pair.beside.as_str() {
        "" => pair.name.clone(),
        beside => format!("{}. {}: {beside}", pair.name, drawn.beside_words),
    };
    let names: Vec<Vec<String>> = drawn
        .pairs
        .iter()
        .map(|pair| wrapped(&worded(pair), NARROW, (TEXT, LINES)))
        .collect();
    let entries = [
        (Swatch::Open, drawn.ends.0.as_str()),
        (Swatch::Filled, drawn.ends.1.as_str()),
    ];
    let above = key::ROW * key::rows(&entries, NARROW) as f64 + 4.0;
    let step = |lines: &Vec<String>| LINE * lines.len() as f64 + STEP;
    let foot = above + names.iter().map(step).sum::<f64>();
    let mut plan = Plan::sized(NARROW, foot + BELOW);
    key::push(&mut plan, (0.0, 7.0), &entries, NARROW);
    let mut top = above;
    for (pair, lines) in drawn.pairs.iter().zip(&names) {
        for (nth, line) in lines.iter().enumerate() {
            let middle = top + LINE * (nth as f64 + 0.5);
            plan.label((0.0, middle), line.clone(), (Anchor::Start, INK));
        }
        let head = top + LINE * lines.len() as f64;
        for &at in &ground.scale.ticks {
            let x = ground.x(at);
            plan.line(vec![(x, head), (x, head + STEP - 3.0)], Stroke::solid(AXIS_LINE, HAIR));
        }
        push_pair(&mut plan, &ground, (pair, head + STEP / 2.0 - 1.0));
        top += step(lines);
    }
    push_ends(&mut plan, (&ground, drawn), foot);
    Some(plan)
}

/// The first and the last value of the axis of a narrow drawing, where both have room.
fn push_ends(plan: &mut Plan, (ground, drawn): (&Ground, &DumbbellDrawn), foot: f64) {
    let ends = [ground.scale.ticks.first(), ground.scale.ticks.last()]
        .into_iter()
        .flatten();
    let ends: Vec<(f64, String)> = ends.map(|at| (ground.x(*at), tick(*at, drawn.unit))).collect();
    let wide = ends
        .iter()
        .map(|(_, words)| text_width(words, TEXT, false))
        .fold(0.0, f64::max);
    let apart = |one: &(f64, String), other: &(f64, String)| other.0 - one.0 > wide + GAP;
    if let [first, last] = &ends[..]
        && apart(first, last)
        && wide / 2.0 <= ground.left.min(NARROW - ground.right)
    {
        for (x, words) in [first, last] {
            plan.label((*x, foot + 9.0), words.clone(), (Anchor::Middle, INK_2));
        }
    }
}

/// The axis as given, made wider where a value lies outside it.
fn scale(drawn: &DumbbellDrawn) -> Option<Scale> {
    let ends = drawn
        .pairs
        .iter()
        .flat_map(|pair| [pair.before.drawn(), pair.after.drawn()]);
    let low = ends.clone().flatten().fold(drawn.axis.0, f64::min);
    let high = ends.flatten().fold(drawn.axis.1, f64::max);
    let high = if high > low { high } else { low + 1.0 };
    let ticks = Scale::holding([low, high], drawn.unit)?.ticks;
    let ticks = ticks.into_iter().filter(|tick| (low..=high).contains(tick)).collect();
    Some(Scale { low, high, ticks })
}

fn room(drawn: &DumbbellDrawn) -> Room {
    let widest = |texts: &mut dyn Iterator<Item = String>, most: f64| {
        let widths = texts.map(|text| text_width(&text, TEXT, true));
        widths.fold(0.0, f64::max).min(most)
    };
    let pairs = || drawn.pairs.iter();
    let heads = std::iter::once(drawn.beside_words.clone());
    let values = widest(
        &mut pairs().flat_map(|pair| [later(pair), pair.before.to_string()]),
        LONGEST_VALUE,
    );
    let beside = widest(
        &mut pairs().map(|pair| pair.beside.clone()).chain(heads),
        LONGEST_BESIDE,
    );
    let left = WIDTH - beside - 2.0 * (GAP + values + RADIUS + 6.0) - LEAST_WIDTH;
    Room {
        names: widest(&mut pairs().map(|pair| pair.name.clone()), LONGEST_NAME.min(left)),
        values,
        beside,
    }
}

/// How far values reach over the left and the right end of a drawing of the least width: a wider one needs no more.
fn over(drawn: &DumbbellDrawn, scale: &Scale) -> (f64, f64) {
    let mut over = (RADIUS + 6.0, RADIUS + 6.0);
    for pair in &drawn.pairs {
        let (before, after) = (pair.before.drawn(), pair.after.drawn());
        let share = |value: Option<f64>| value.map_or(0.5, |value| scale.share(value).clamp(0.0, 1.0));
        let wide = |words: &str| text_width(words, TEXT, true).min(LONGEST_VALUE) + RADIUS + 6.0;
        let ends = [
            (share(before.or(after)), wide(&pair.before.to_string())),
            (share(after.or(before)), wide(&later(pair))),
        ];
        let falls = before.zip(after).is_some_and(|(before, after)| after < before);
        let [left, right] = if falls { [ends[1], ends[0]] } else { ends };
        over.0 = over.0.max(left.1 - left.0 * LEAST_WIDTH);
        over.1 = over.1.max(right.1 - (1.0 - right.0) * LEAST_WIDTH);
    }
    over
}

/// The later value with the change behind it.
fn later(pair: &PairDrawn) -> String {
    match pair.change.as_str() {
        "" => pair.after.to_string(),
        change => format!("{} ({change})", pair.after),
    }
}

fn push_frame(plan: &mut Plan, ground: &Ground, (drawn, foot, beside): (&DumbbellDrawn, f64, f64)) {
    let ticks = &ground.scale.ticks;
    let step = ticks
        .windows(2)
        .map(|pair| ground.x(pair[1]) - ground.x(pair[0]))
        .next();
    let labelled = every(ticks, (step.unwrap_or(WIDTH), drawn.unit));
    for (nth, &at) in ticks.iter().enumerate() {
        let x = ground.x(at);
        plan.line(vec![(x, ABOVE), (x, foot)], Stroke::solid(AXIS_LINE, HAIR));
        if nth.is_multiple_of(labelled) {
            plan.label((x, foot + 9.0), tick(at, drawn.unit), (Anchor::Middle, INK_2));
        }
    }
    let entries = [
        (Swatch::Open, drawn.ends.0.as_str()),
        (Swatch::Filled, drawn.ends.1.as_str()),
    ];
    let room = WIDTH - beside - GAP - ground.left;
    if key::rows(&entries, room) == 1 {
        key::push(plan, (ground.left, 7.0), &entries, room);
    } else {
        let halves = room / 2.0 - GAP;
        key::push(plan, (ground.left, 7.0), &entries[..1], halves);
        key::push(plan, (ground.left + room / 2.0, 7.0), &entries[1..], halves);
    }
    let words = fitted(&drawn.beside_words, LONGEST_BESIDE, (TEXT, true));
    plan.bold_label((WIDTH - beside, 7.0), words, (Anchor::Start, INK));
}

/// The pair's line, its two ends, and its values outside it. A fall is orange, and its values change places.
fn push_pair(plan: &mut Plan, ground: &Ground, (pair, middle): (&PairDrawn, f64)) {
    let (before, after) = (pair.before.drawn(), pair.after.drawn());
    let falls = before.zip(after).is_some_and(|(before, after)| after < before);
    if let Some((before, after)) = before.zip(after) {
        let colour = if falls { ORANGE } else { INK_2 };
        let stroke = match pair.tentative {
            true => Stroke::dashed(2.0, colour, BOX_DASH),
            false => Stroke::solid(2.0, colour),
        };
        plan.line(vec![(ground.x(before), middle), (ground.x(after), middle)], stroke);
    }
    let filled = if falls { ORANGE } else { DARK_BLUE };
    let edge = if falls || !pair.tentative { INK } else { DARK_BLUE };
    let ends = [
        (before, WHITE, INK_2),
        (after, if pair.tentative { WHITE } else { filled }, edge),
    ];
    for (value, fill, edge) in ends {
        plan.items.extend(value.map(|value| Item::Disc {
            at: (ground.x(value), middle),
            radius: RADIUS,
            fill,
            edge: Some(Stroke::solid(1.5, edge)),
        }));
    }
    push_values(plan, ground, (pair, middle, falls));
}

fn push_values(plan: &mut Plan, ground: &Ground, (pair, middle, falls): (&PairDrawn, f64, bool)) {
    let place = |value: &Shown, other: &Shown| value.drawn().or(other.drawn()).map(|value| ground.x(value));
    let (before, after) = (place(&pair.before, &pair.after), place(&pair.after, &pair.before));
    let centre = (ground.left + ground.right) / 2.0;
    let (at_left, at_right) = if falls { (after, before) } else { (before, after) };
    let left = (at_left.unwrap_or(centre) - RADIUS - 4.0, middle);
    let right = (at_right.unwrap_or(centre) + RADIUS + 4.0, middle);
    let (later, earlier) = (
        fitted(&later(pair), LONGEST_VALUE, (TEXT, true)),
        fitted(&pair.before.to_string(), LONGEST_VALUE, (TEXT, false)),
    );
    if falls {
        plan.bold_label(left, later, (Anchor::End, INK));
        plan.label(right, earlier, (Anchor::Start, INK_2));
    } else {
        plan.label(left, earlier, (Anchor::End, INK_2));
        plan.bold_label(right, later, (Anchor::Start, INK));
    }
}
