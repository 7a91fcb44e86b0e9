//! Bars lying one below the other from zero, with their likely ranges and targets, into a plan.

use crate::chart::key;
use crate::chart::palette::*;
use crate::chart::plan::{Anchor, Plan, Stroke};
use crate::chart::scale::Scale;
use crate::chart::text::{fitted, text_width};
use crate::domain::{BarDrawn, BarsDrawn, Shown, ShownUnit};

/// Whole width, in points.
pub const WIDTH: f64 = 507.0;
/// From one bar to the next.
const STEP: f64 = 24.0;
const THICK: f64 = 14.0;
/// Room above the bars for the target's words, and as much for a key.
const ABOVE: f64 = 14.0;
const LONGEST_NAME: f64 = 180.0;
const LONGEST_VALUE: f64 = 130.0;
/// Share of a narrow drawing that the words beside a name may have.
const MOST: f64 = 0.6;
/// Height of a line of words.
const LINE: f64 = 13.0;
const GAP: f64 = 8.0;
/// Length of the hatched piece that stands for a figure that is not drawn.
const STUB: f64 = 26.0;

struct Ground {
    scale: Scale,
    left: f64,
    right: f64,
    top: f64,
    foot: f64,
}

impl Ground {
    fn x(&self, value: f64) -> f64 {
        self.left + self.scale.share(value) * (self.right - self.left)
    }
}

/// The bars; `None` when there is none.
pub fn plan(drawn: &BarsDrawn) -> Option<Plan> {
    let scale = Scale::holding(std::iter::once(0.0).chain(values(drawn)), drawn.unit)?;
    let scale = rounded_up(scale, drawn.unit);
    let widest = |texts: Vec<String>, most: f64| {
        let widths = texts.iter().map(|text| text_width(text, TEXT, true));
        widths.fold(0.0, f64::max).min(most)
    };
    let names = widest(drawn.bars.iter().map(|bar| bar.name.clone()).collect(), LONGEST_NAME);
    let worded = widest(drawn.bars.iter().map(words).collect(), LONGEST_VALUE);
    let has_key = usize::from(drawn.target.is_some()) + usize::from(!drawn.before_words.is_empty());
    let top = 4.0 + ABOVE * has_key as f64;
    let foot = top + STEP * drawn.bars.len() as f64;
    let ground = Ground {
        scale,
        left: names + GAP + 1.0,
        right: WIDTH - worded - 2.0 * GAP,
        top,
        foot,
    };
    if drawn.bars.is_empty() {
        return None;
    }
    let mut plan = Plan::sized(WIDTH, foot + 4.0);
    push_key(&mut plan, &ground, drawn);
    for (nth, bar) in drawn.bars.iter().enumerate() {
        push_bar(&mut plan, &ground, (bar, top + (nth as f64 + 0.5) * STEP));
    }
    let axis = Stroke::solid(AXIS_LINE, INK_3);
    plan.line(vec![(ground.left, ground.top), (ground.left, ground.foot)], axis);
    if let Some((target, _)) = &drawn.target {
        let x = ground.x(*target);
        let stroke = Stroke::dashed(TARGET_LINE, DARK_PINK, DOTS);
        plan.line(vec![(x, ground.top - 2.0), (x, ground.foot)], stroke);
    }
    Some(plan)
}

/// The same for a narrow screen: the name and the words of each bar above it.
pub fn narrow(drawn: &BarsDrawn) -> Option<Plan> {
    plan(drawn)?;
    let scale = Scale::holding(std::iter::once(0.0).chain(values(drawn)), drawn.unit)?;
    let mut top = 4.0;
    let mut plan = Plan::sized(NARROW, 0.0);
    if let Some((_, words)) = &drawn.target {
        let words = fitted(&format!("Dotted: {words}"), NARROW, (TEXT, true));
        plan.bold_label((0.0, top + LINE / 2.0), words, (Anchor::Start, DARK_PINK));
        top += LINE;
    }
    if !drawn.before_words.is_empty() {
        let entries = [(key::Swatch::Tick, drawn.before_words.as_str())];
        key::push(&mut plan, (0.0, top + LINE / 2.0), &entries, NARROW);
        top += LINE;
    }
    let step = STEP + LINE;
    let ground = Ground {
        scale: rounded_up(scale, drawn.unit),
        left: 1.0,
        right: NARROW - GAP,
        top,
        foot: top + step * drawn.bars.len() as f64,
    };
    plan.height = ground.foot + 4.0;
    for (nth, bar) in drawn.bars.iter().enumerate() {
        let head = top + nth as f64 * step;
        let words = fitted(&words(bar), NARROW * MOST, (TEXT, true));
        let room = NARROW - text_width(&words, TEXT, true) - GAP;
        let name = fitted(&bar.name, room, (TEXT, false));
        plan.label((0.0, head + LINE / 2.0 + 2.0), name, (Anchor::Start, INK));
        plan.bold_label((NARROW, head + LINE / 2.0 + 2.0), words, (Anchor::End, INK));
        let middle = head + LINE + STEP / 2.0;
        push_shape(&mut plan, &ground, (bar, middle));
        if let Some((target, _)) = &drawn.target {
            let x = ground.x(*target);
            let stroke = Stroke::dashed(TARGET_LINE, DARK_PINK, DOTS);
            plan.line(
                vec![(x, middle - THICK / 2.0 - 3.0), (x, middle + THICK / 2.0 + 3.0)],
                stroke,
            );
        }
    }
    Some(plan)
}

/// Everything that must have a place on the scale.
fn values(drawn: &BarsDrawn) -> Vec<f64> {
    let mut values: Vec<f64> = drawn.target.iter().map(|(target, _)| *target).collect();
    for bar in &drawn.bars {
        match &bar.figure {
            Shown::Number { value, .. } => values.push(*value),
            Shown::Range { high, .. } => values.push(*high),
            Shown::Mark(_) => continue,
        }
        values.extend(bar.range.map(|range| range.1));
        values.extend(bar.target.into_iter().chain(bar.before));
    }
    values
}

/// Shares near a hundred get an axis to a hundred, so that a full bar is a full bar.
fn rounded_up(scale: Scale, unit: ShownUnit) -> Scale {
    if unit == ShownUnit::Percent && scale.high > 60.0 && scale.high < 100.0 {
        return Scale { high: 100.0, ..scale };
    }
    scale
}

fn words(bar: &BarDrawn) -> String {
    match bar.beside.as_str() {
        "" => bar.figure.to_string(),
        beside => format!("{} ({beside})", bar.figure),
    }
}

fn push_key(plan: &mut Plan, ground: &Ground, drawn: &BarsDrawn) {
    if let Some((target, words)) = &drawn.target {
        let words = fitted(words, WIDTH / 2.0, (TEXT, true));
        let half = text_width(&words, TEXT, true) / 2.0;
        let middle = ground.x(*target).clamp(ground.left + half, WIDTH - half);
        plan.bold_label((middle, ground.top - 8.0), words, (Anchor::Middle, DARK_PINK));
    }
    if !drawn.before_words.is_empty() {
        let entries = [(key::Swatch::Tick, drawn.before_words.as_str())];
        key::push(plan, (ground.left, 7.0), &entries, WIDTH - ground.left);
    }
}

fn push_bar(plan: &mut Plan, ground: &Ground, (bar, middle): (&BarDrawn, f64)) {
    let name = fitted(&bar.name, LONGEST_NAME, (TEXT, false));
    plan.label((ground.left - GAP, middle), name, (Anchor::End, INK));
    push_shape(plan, ground, (bar, middle));
    let words = fitted(&words(bar), LONGEST_VALUE, (TEXT, true));
    plan.bold_label((ground.right + GAP, middle), words, (Anchor::Start, INK));
}

/// The bar itself with its range, its target and its earlier figure.
fn push_shape(plan: &mut Plan, ground: &Ground, (bar, middle): (&BarDrawn, f64)) {
    let (head, foot) = (middle - THICK / 2.0, middle + THICK / 2.0);
    let edge = Stroke::solid(1.0, DARK_BLUE);
    match &bar.figure {
        Shown::Number { value, .. } if *value > 0.0 => {
            plan.rectangle(
                ((ground.left, head), (ground.x(*value), foot)),
                Some(LIGHT_BLUE),
                Some(edge),
            );
        }
        Shown::Range { low, high, .. } => {
            let corners = ((ground.x(*low), head), (ground.x(*high), foot));
            plan.hatch(corners);
            plan.rectangle(corners, None, Some(edge));
        }
        Shown::Number { .. } => (),
        Shown::Mark(_) => plan.hatch(((ground.left, head), (ground.left + STUB, foot))),
    }
    let known = bar.figure.drawn().is_some();
    if let Some(before) = bar.before.filter(|_| known) {
        let x = ground.x(before);
        let corners = ((x - 1.5, head - 2.0), (x + 1.5, foot + 2.0));
        plan.rectangle(corners, Some(ORANGE), Some(Stroke::solid(0.75, INK)));
    }
    if let Some((low, high)) = bar.range.filter(|_| known) {
        let (from, to) = (ground.x(low.max(0.0)), ground.x(high));
        let stroke = Stroke::solid(RANGE_LINE, INK);
        plan.line(vec![(from, middle), (to, middle)], stroke);
        for end in [from, to] {
            plan.line(
                vec![(end, middle - RANGE_END / 2.0), (end, middle + RANGE_END / 2.0)],
                stroke,
            );
        }
    }
    if let Some(target) = bar.target.filter(|_| known) {
        let x = ground.x(target);
        let stroke = Stroke::dashed(TARGET_LINE, DARK_PINK, DOTS);
        plan.line(vec![(x, head - 3.0), (x, foot + 3.0)], stroke);
    }
}
