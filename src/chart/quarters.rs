//! Published figures as a line over quarters. A withheld or missing quarter is a gap in the line with its mark at the foot;
//! nothing in the drawing is made from a number that the table beside it does not print.

use crate::chart::palette::{AXIS_LINE, DARK_BLUE, HAIR, INK_3};
use crate::chart::plan::{Anchor, At, Plan, Stroke};
use crate::chart::scale::{Scale, tick};
use crate::domain::{Public, ShownUnit};

/// One quarter.
#[derive(Clone, Debug, PartialEq)]
pub struct Quarter<'a> {
    /// As `2025-26 Q1`.
    pub label: String,
    /// The figure as the table prints it.
    pub figure: &'a Public,
}

const WIDTH: f64 = 560.0;
const HEIGHT: f64 = 220.0;
const GAP: f64 = 6.0;
const LINE: f64 = 2.0;
const DOT: f64 = 2.6;

/// The line; `None` when no figure may be drawn.
pub fn quarters(given: &[Quarter], unit: ShownUnit) -> Option<Plan> {
    let drawn = given.iter().filter_map(|quarter| quarter.figure.drawn());
    let highest = drawn.reduce(f64::max)?;
    let scale = Scale::holding([0.0, highest.max(1.0)], unit)?;
    let (left, right, top, foot) = (44.0, WIDTH - 52.0, 12.0, HEIGHT - 36.0);
    let y = |value: f64| foot - scale.share(value) * (foot - top);
    let step = (right - left) / given.len().max(1) as f64;
    let x = |nth: usize| left + (nth as f64 + 0.5) * step;
    let mut plan = Plan::sized(WIDTH, HEIGHT);
    for &at in &scale.ticks {
        plan.line(vec![(left, y(at)), (right, y(at))], Stroke::solid(AXIS_LINE, HAIR));
        plan.label((left - GAP, y(at)), tick(at, unit), (Anchor::End, INK_3));
    }
    plan.line(vec![(left, foot), (right, foot)], Stroke::solid(AXIS_LINE, INK_3));
    let points: Vec<Option<At>> = given
        .iter()
        .enumerate()
        .map(|(nth, quarter)| Some((x(nth), y(quarter.figure.drawn()?))))
        .collect();
    for run in points.split(Option::is_none) {
        let run: Vec<At> = run.iter().copied().flatten().collect();
        plan.line(run, Stroke::solid(LINE, DARK_BLUE));
    }
    for at in points.iter().flatten() {
        plan.items.push(crate::chart::plan::Item::Disc {
            at: *at,
            radius: DOT,
            fill: DARK_BLUE,
            edge: None,
        });
    }
    label_quarters(&mut plan, given, (&x, foot));
    let newest = given
        .iter()
        .zip(&points)
        .rev()
        .find_map(|(quarter, at)| Some((quarter, (*at)?)));
    if let Some((quarter, (x, y))) = newest {
        let words = match unit {
            ShownUnit::Percent => format!("{}%", quarter.figure),
            ShownUnit::Count | ShownUnit::Rate | ShownUnit::Days | ShownUnit::Score => quarter.figure.to_string(),
        };
        plan.bold_label((x + GAP, y), words, (Anchor::Start, INK_3));
    }
    Some(plan)
}

/// The quarter's number under each point, the year under its first quarter, and marks where there is no point.
fn label_quarters(plan: &mut Plan, given: &[Quarter], (x, foot): (&dyn Fn(usize) -> f64, f64)) {
    for (nth, quarter) in given.iter().enumerate() {
        let (year, number) = quarter.label.rsplit_once(' ').unwrap_or((&quarter.label, ""));
        plan.label((x(nth), foot + 11.0), number, (Anchor::Middle, INK_3));
        let is_first = nth == 0 || number == "Q1";
        if is_first {
            plan.label((x(nth) - 8.0, foot + 25.0), year, (Anchor::Start, INK_3));
        }
        if quarter.figure.drawn().is_none() {
            plan.label(
                (x(nth), foot - 8.0),
                quarter.figure.to_string(),
                (Anchor::Middle, INK_3),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::plan::Item;
    use crate::domain::{Missing, Shown};

    #[test]
    fn a_withheld_quarter_is_a_gap_in_the_line_with_its_mark() {
        let number = |value: f64| {
            Public::audited(Shown::Number {
                value,
                text: value.to_string(),
            })
        };
        let hidden = Public::audited(Shown::Mark(Missing::Withheld));
        let figures = [number(10.0), number(12.0), hidden, number(9.0), number(8.0)];
        let given: Vec<Quarter> = figures
            .iter()
            .enumerate()
            .map(|(nth, figure)| Quarter {
                label: format!("2025-26 Q{}", nth + 1),
                figure,
            })
            .collect();
        let plan = quarters(&given, ShownUnit::Count).unwrap();
        let lines = |item: &&Item| matches!(item, Item::Line { stroke, .. } if stroke.colour == DARK_BLUE);
        assert_eq!(plan.items.iter().filter(lines).count(), 2);
        let discs = |item: &&Item| matches!(item, Item::Disc { .. });
        assert_eq!(plan.items.iter().filter(discs).count(), 4);
        assert!(plan.text_boxes().iter().any(|(_, _, words)| *words == "[c]"));
        assert_eq!(quarters(&given[2..3], ShownUnit::Count), None);
    }
}
