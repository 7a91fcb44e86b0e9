//! Bars of up to four parts into a plan, lying or upright.

use crate::chart::key::{self, Swatch};
use crate::chart::palette::*;
use crate::chart::plan::{Anchor, At, Plan, Stroke};
use crate::chart::text::{fitted, text_width};
use crate::domain::{Shown, StackedBar, StackedDrawn};

/// Whole width, in points.
pub const WIDTH: f64 = 507.0;
/// Height of upright bars with their names.
pub const UPRIGHT: f64 = 180.0;
const STEP: f64 = 20.0;
const THICK: f64 = 14.0;
/// Share of a narrow drawing that the words beside a name may have.
const MOST: f64 = 0.6;
/// Height of a line of words.
const LINE: f64 = 13.0;
const GAP: f64 = 8.0;
const LONGEST_NAME: f64 = 160.0;
const LONGEST_BESIDE: f64 = 110.0;
/// Length of the hatched piece that stands for a part that is not drawn.
const STUB: f64 = 26.0;
/// A part's number needs this much room on both its sides together.
const AROUND: f64 = 4.0;

/// The bars; `None` when there is none or no part may be drawn.
pub fn plan(drawn: &StackedDrawn) -> Option<Plan> {
    let known = drawn
        .bars
        .iter()
        .flat_map(|bar| &bar.figures)
        .any(|part| part.drawn().is_some());
    if drawn.bars.is_empty() || !known {
        return None;
    }
    let shades = part_shades(drawn.parts.len());
    let entries: Vec<(Swatch, &str)> = shades
        .iter()
        .zip(&drawn.parts)
        .map(|(shade, part)| (Swatch::Fill(*shade), part.as_str()))
        .collect();
    if drawn.upright {
        Some(upright(drawn, &entries))
    } else {
        Some(lying(drawn, &entries))
    }
}

/// Size of the bar in a table's row.
const IN_A_ROW: (f64, f64) = (92.0, 11.0);

/// The first bar alone, for a table's row: as long as the room, the darkest part first, without words, which the row has.
/// `None` where a part may not be drawn or all are nothing.
pub fn in_a_row(drawn: &StackedDrawn) -> Option<Plan> {
    let bar = drawn.bars.first()?;
    let parts: Vec<f64> = bar.figures.iter().map(Shown::drawn).collect::<Option<_>>()?;
    let sum: f64 = parts.iter().sum();
    if sum <= 0.0 {
        return None;
    }
    let (width, height) = IN_A_ROW;
    let mut plan = Plan::sized(width, height);
    let mut along = 1.0;
    let shaded = parts.iter().zip(part_shades(drawn.parts.len())).rev();
    for (part, fill) in shaded.filter(|(part, _)| **part > 0.0) {
        let end = along + part * (width - 2.0) / sum;
        plan.rectangle(
            ((along, 1.0), (end, height - 1.0)),
            Some(*fill),
            Some(Stroke::solid(0.75, DARK_BLUE)),
        );
        along = end;
    }
    Some(plan)
}

/// Where a bar begins and how long a unit is; the head and foot of its thickness.
struct Track {
    start: f64,
    unit: f64,
    sides: (f64, f64),
    upright: bool,
}

impl Track {
    /// The box from one distance along the bar to another.
    fn between(&self, from: f64, to: f64) -> (At, At) {
        let (head, foot) = self.sides;
        if self.upright {
            ((head, self.start - to), (foot, self.start - from))
        } else {
            ((self.start + from, head), (self.start + to, foot))
        }
    }
}

fn lying(drawn: &StackedDrawn, entries: &[(Swatch, &str)]) -> Plan {
    let widest = |texts: &mut dyn Iterator<Item = &str>, most: f64| {
        texts
            .map(|text| text_width(text, TEXT, true))
            .fold(0.0, f64::max)
            .min(most)
    };
    let left = widest(&mut drawn.bars.iter().map(|bar| bar.name.as_str()), LONGEST_NAME) + GAP + 1.0;
    let mut beside = drawn
        .bars
        .iter()
        .map(|bar| bar.beside.as_str())
        .chain([drawn.beside_words.as_str()]);
    let beside = widest(&mut beside, LONGEST_BESIDE);
    let right = WIDTH - if beside > 0.0 { beside + 2.0 * GAP } else { 1.0 };
    let top = key::ROW * key::rows(entries, right - left) as f64 + 4.0;
    let mut plan = Plan::sized(WIDTH, top + STEP * drawn.bars.len() as f64 + 2.0);
    key::push(&mut plan, (left, 7.0), entries, right - left);
    let heading = fitted(&drawn.beside_words, LONGEST_BESIDE, (TEXT, true));
    plan.bold_label((WIDTH - 1.0, 7.0), heading, (Anchor::End, INK));
    for (nth, bar) in drawn.bars.iter().enumerate() {
        let middle = top + (nth as f64 + 0.5) * STEP;
        let name = fitted(&bar.name, LONGEST_NAME, (TEXT, false));
        plan.label((left - GAP, middle), name, (Anchor::End, INK));
        let track = Track {
            start: left,
            unit: unit(drawn, bar, right - left),
            sides: (middle - THICK / 2.0, middle + THICK / 2.0),
            upright: false,
        };
        push_parts(&mut plan, &track, (drawn, bar));
        let words = fitted(&bar.beside, LONGEST_BESIDE, (TEXT, true));
        plan.bold_label((WIDTH - 1.0, middle), words, (Anchor::End, INK));
    }
    plan
}

/// The words beside a bar with those of the whole column before them.
fn in_full(drawn: &StackedDrawn, bar: &StackedBar) -> String {
    match (drawn.beside_words.as_str(), bar.beside.as_str()) {
        (_, "") | ("", _) => bar.beside.clone(),
        (words, beside) => format!("{words}: {beside}"),
    }
}

/// Lying bars for a narrow screen: the name and the words of each above it. `None` for upright ones, and where nothing is drawn.
/// The words of the column stand over the bars where a name leaves no room for them.
pub fn narrow(drawn: &StackedDrawn) -> Option<Plan> {
    plan(drawn).filter(|_| !drawn.upright)?;
    let shades = part_shades(drawn.parts.len());
    let named = shades.iter().zip(&drawn.parts);
    let entries: Vec<(Swatch, &str)> = named
        .map(|(shade, part)| (Swatch::Fill(*shade), part.as_str()))
        .collect();
    let wide = |words: &str, bold| text_width(words, TEXT, bold);
    let is_long = |bar: &StackedBar| wide(&bar.name, false) + GAP + wide(&in_full(drawn, bar), true) > NARROW;
    let apart = !drawn.beside_words.is_empty() && drawn.bars.iter().any(is_long);
    let key_foot = key::ROW * key::rows(&entries, NARROW) as f64 + 4.0;
    let top = if apart { key_foot + LINE } else { key_foot };
    let step = STEP + LINE;
    let mut plan = Plan::sized(NARROW, top + step * drawn.bars.len() as f64 + 2.0);
    key::push(&mut plan, (0.0, 7.0), &entries, NARROW);
    if apart {
        let words = fitted(&drawn.beside_words, NARROW, (TEXT, true));
        plan.bold_label((NARROW, key_foot + LINE / 2.0), words, (Anchor::End, INK));
    }
    for (nth, bar) in drawn.bars.iter().enumerate() {
        let head = top + nth as f64 * step;
        let beside = if apart { bar.beside.clone() } else { in_full(drawn, bar) };
        let beside = fitted(&beside, NARROW * MOST, (TEXT, true));
        let room = NARROW - wide(&beside, true) - GAP;
        let name = fitted(&bar.name, room, (TEXT, false));
        plan.label((0.0, head + LINE / 2.0), name, (Anchor::Start, INK));
        plan.bold_label((NARROW, head + LINE / 2.0), beside, (Anchor::End, INK));
        let middle = head + LINE + STEP / 2.0;
        let track = Track {
            start: 1.0,
            unit: unit(drawn, bar, NARROW - 2.0),
            sides: (middle - THICK / 2.0, middle + THICK / 2.0),
            upright: false,
        };
        push_parts(&mut plan, &track, (drawn, bar));
    }
    Some(plan)
}

/// Share of the room for bars that counted parts have at least, however many parts are not drawn.
const LEAST: f64 = 0.3;

/// The room that the longest bar of parts that are not drawn needs, with what counted parts stand on it.
fn room_for_gaps(drawn: &StackedDrawn) -> f64 {
    let of_bar = |bar: &StackedBar| {
        let gaps = bar.figures.iter().filter(|part| part.drawn().is_none()).count();
        let gaps = STUB * if drawn.shares && gaps > 0 { 3.0 } else { gaps as f64 };
        let counted = bar.figures.iter().filter_map(Shown::drawn).any(|part| part > 0.0);
        gaps / if counted { 1.0 - LEAST } else { 1.0 }
    };
    drawn.bars.iter().map(of_bar).fold(0.0, f64::max)
}

/// Upright bars; higher than usual where a key of many rows would leave a bar no room below it.
fn upright(drawn: &StackedDrawn, entries: &[(Swatch, &str)]) -> Plan {
    const NAMES: f64 = 18.0;
    const KEY: f64 = WIDTH - 2.0;
    let top = key::ROW * key::rows(entries, KEY) as f64 + 16.0;
    let height = UPRIGHT.max(top + room_for_gaps(drawn) + NAMES);
    let mut plan = Plan::sized(WIDTH, height);
    key::push(&mut plan, (1.0, 7.0), entries, KEY);
    let foot = height - NAMES;
    let step = (WIDTH - 2.0) / drawn.bars.len() as f64;
    let thick = (step * 0.62).min(44.0);
    let widest = drawn
        .bars
        .iter()
        .map(|bar| text_width(&bar.name, TEXT, false))
        .fold(0.0, f64::max);
    let every = ((widest.min(80.0) + 4.0) / step).ceil().max(1.0) as usize;
    for (nth, bar) in drawn.bars.iter().enumerate() {
        let middle = 1.0 + (nth as f64 + 0.5) * step;
        let track = Track {
            start: foot,
            unit: unit(drawn, bar, foot - top),
            sides: (middle - thick / 2.0, middle + thick / 2.0),
            upright: true,
        };
        let end = push_parts(&mut plan, &track, (drawn, bar));
        let words = fitted(&bar.beside, step - 2.0, (TEXT, true));
        plan.bold_label((middle, foot - end - 7.0), words, (Anchor::Middle, INK));
        if (drawn.bars.len() - 1 - nth).is_multiple_of(every) {
            let room = step * every as f64 - 2.0;
            let half = (room / 2.0).min(middle - 0.5).min(WIDTH - middle - 0.5);
            let name = fitted(&bar.name, half * 2.0, (TEXT, false));
            plan.label((middle, foot + 10.0), name, (Anchor::Middle, INK_2));
        }
    }
    plan.line(vec![(1.0, foot), (WIDTH - 1.0, foot)], Stroke::solid(AXIS_LINE, INK_3));
    plan
}

/// Length of one counted unit: the longest bar fills the room; where shares are compared every bar does.
fn unit(drawn: &StackedDrawn, bar: &StackedBar, room: f64) -> f64 {
    let sum = |bar: &StackedBar| {
        bar.figures
            .iter()
            .filter_map(Shown::drawn)
            .map(|part| part.max(0.0))
            .sum::<f64>()
    };
    let gaps = |bar: &StackedBar| bar.figures.iter().filter(|part| part.drawn().is_none()).count();
    let longest = if drawn.shares {
        sum(bar)
    } else {
        drawn.bars.iter().map(sum).fold(0.0, f64::max)
    };
    let missing = if drawn.shares {
        0
    } else {
        drawn.bars.iter().map(gaps).max().unwrap_or(0)
    };
    (room - STUB * missing as f64).max(room * LEAST) / longest.max(1e-9)
}

/// Adds the parts and gives the length of the bar. A part that is not shown is a hatched piece of one length; where shares are
/// compared it hides the whole bar, because the others' lengths would tell its size.
fn push_parts(plan: &mut Plan, track: &Track, (drawn, bar): (&StackedDrawn, &StackedBar)) -> f64 {
    let missing = bar.figures.iter().find(|part| part.drawn().is_none());
    if let Some(part) = missing.filter(|_| drawn.shares) {
        push_unknown(plan, track.between(0.0, STUB * 3.0), &part.to_string());
        return STUB * 3.0;
    }
    let shades = part_shades(drawn.parts.len());
    let mut along = 0.0;
    for (part, fill) in bar.figures.iter().zip(shades) {
        let Some(value) = part.drawn() else {
            push_unknown(plan, track.between(along, along + STUB), &part.to_string());
            along += STUB;
            continue;
        };
        if value <= 0.0 {
            continue;
        }
        let length = value * track.unit;
        let corners = track.between(along, along + length);
        plan.rectangle(corners, Some(*fill), Some(Stroke::solid(1.0, DARK_BLUE)));
        let (from, to) = corners;
        let words = part.to_string();
        let fits = to.0 - from.0 >= text_width(&words, TEXT, false) + AROUND && to.1 - from.1 >= TEXT + 2.0;
        if fits {
            let middle = ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0);
            plan.label(middle, words, (Anchor::Middle, on(*fill)));
        }
        along += length;
    }
    along
}

fn push_unknown(plan: &mut Plan, (from, to): (At, At), words: &str) {
    plan.hatch((from, to));
    plan.rectangle((from, to), None, Some(Stroke::solid(AXIS_LINE, INK_3)));
    if to.0 - from.0 >= text_width(words, TEXT, false) {
        plan.label(
            ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0),
            words,
            (Anchor::Middle, INK),
        );
        plan.with_halo();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_of_parts_that_are_not_drawn_stays_below_a_key_of_four_rows() {
        let long = "A part with a name that takes a whole row of the key ".repeat(3);
        let bar = |figures| StackedBar {
            name: "Q1".into(),
            figures,
            beside: "0".into(),
        };
        let nought = Shown::Number {
            value: 0.0,
            text: "0".into(),
        };
        let unknown = Shown::Mark(crate::domain::Missing::Withheld);
        let drawn = StackedDrawn {
            parts: vec![long; 4],
            bars: vec![bar(vec![unknown; 4]), bar(vec![nought; 4])],
            upright: true,
            shares: false,
            beside_words: String::new(),
        };
        let plan = plan(&drawn).unwrap_or_default();
        let key_foot = key::ROW * 4.0;
        let beside = plan.text_boxes().into_iter().filter(|(_, _, words)| *words == "0");
        let heads: Vec<f64> = beside.map(|(from, _, _)| from.1).collect();
        assert_eq!(heads.len(), 2);
        assert!(heads.iter().all(|head| *head >= key_foot), "{heads:?}");
        assert!(plan.height > UPRIGHT);
    }

    #[test]
    fn the_key_of_upright_bars_stays_inside_the_chart() {
        for (narrow, wide) in (150..230).flat_map(|narrow| (0..6).map(move |wide| (narrow, wide))) {
            let drawn = StackedDrawn {
                parts: vec![format!("{}{}", "i".repeat(narrow), "W".repeat(wide))],
                bars: vec![StackedBar {
                    name: "Q1".into(),
                    figures: vec![Shown::Number {
                        value: 3.0,
                        text: "3".into(),
                    }],
                    beside: String::new(),
                }],
                upright: true,
                shares: false,
                beside_words: String::new(),
            };
            let plan = plan(&drawn).unwrap_or_default();
            let rightmost = plan.text_boxes().iter().map(|(_, to, _)| to.0).fold(0.0, f64::max);
            assert!(rightmost <= WIDTH, "{narrow} and {wide}: {rightmost}");
        }
    }
}
