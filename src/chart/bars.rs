//! Published figures as columns over years, or as bars side by side for areas. A withheld figure is a gap with its mark:
//! nothing in the drawing is made from a number that the table beside it does not print.

use crate::chart::palette::{AXIS_LINE, DARK_BLUE, HAIR, INK_3, LIGHT_BLUE, TEXT};
use crate::chart::plan::{Anchor, Plan, Stroke, text_width};
use crate::chart::scale::{Scale, tick};
use crate::domain::{Public, ShownUnit};

/// One column or bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar<'a> {
    /// The year or the area.
    pub label: String,
    /// The figure as the table prints it.
    pub figure: &'a Public,
}

const WIDTH: f64 = 480.0;
const COLUMNS_HEIGHT: f64 = 220.0;
const BAR_STEP: f64 = 20.0;
const GAP: f64 = 6.0;

/// Columns from zero, one a year; `None` when no figure may be drawn.
pub fn columns(bars: &[Bar], unit: ShownUnit) -> Option<Plan> {
    let scale = scale(bars, unit)?;
    let (left, right) = (44.0, WIDTH - 8.0);
    let (top, foot) = (18.0, COLUMNS_HEIGHT - 22.0);
    let y = |value: f64| foot - scale.share(value) * (foot - top);
    let mut plan = Plan::sized(WIDTH, COLUMNS_HEIGHT);
    for &at in &scale.ticks {
        plan.line(vec![(left, y(at)), (right, y(at))], Stroke::solid(AXIS_LINE, HAIR));
        plan.label((left - GAP, y(at)), tick(at, unit), (Anchor::End, INK_3));
    }
    let step = (right - left) / bars.len().max(1) as f64;
    for (nth, bar) in bars.iter().enumerate() {
        let middle = left + (nth as f64 + 0.5) * step;
        let wide = (step * 0.62).min(64.0);
        let head = bar.figure.drawn().map_or(foot, y);
        if head < foot {
            let corners = ((middle - wide / 2.0, head), (middle + wide / 2.0, foot));
            plan.rectangle(corners, Some(LIGHT_BLUE), Some(Stroke::solid(1.0, DARK_BLUE)));
        }
        plan.bold_label((middle, head - 8.0), printed(bar, unit), (Anchor::Middle, INK_3));
        plan.label((middle, foot + 12.0), bar.label.clone(), (Anchor::Middle, INK_3));
    }
    plan.line(vec![(left, foot), (right, foot)], Stroke::solid(AXIS_LINE, INK_3));
    Some(plan)
}

/// Horizontal bars from zero, one an area, in the order given; `None` when no figure may be drawn.
pub fn bars(bars: &[Bar], unit: ShownUnit) -> Option<Plan> {
    let scale = scale(bars, unit)?;
    let names = bars
        .iter()
        .map(|bar| text_width(&bar.label, TEXT, false))
        .fold(0.0, f64::max);
    let (left, right) = (names + 2.0 * GAP, WIDTH - 48.0);
    let height = BAR_STEP * bars.len() as f64 + 8.0;
    let mut plan = Plan::sized(WIDTH, height);
    for (nth, bar) in bars.iter().enumerate() {
        let middle = 4.0 + (nth as f64 + 0.5) * BAR_STEP;
        plan.label((left - GAP, middle), bar.label.clone(), (Anchor::End, INK_3));
        let end = left
            + bar
                .figure
                .drawn()
                .map_or(0.0, |value| scale.share(value) * (right - left));
        if end > left {
            let corners = ((left, middle - BAR_STEP * 0.34), (end, middle + BAR_STEP * 0.34));
            plan.rectangle(corners, Some(LIGHT_BLUE), Some(Stroke::solid(1.0, DARK_BLUE)));
        }
        plan.label((end + GAP, middle), printed(bar, unit), (Anchor::Start, INK_3));
    }
    plan.line(vec![(left, 0.0), (left, height)], Stroke::solid(AXIS_LINE, INK_3));
    Some(plan)
}

fn scale(bars: &[Bar], unit: ShownUnit) -> Option<Scale> {
    let drawn: Vec<f64> = bars.iter().filter_map(|bar| bar.figure.drawn()).collect();
    if drawn.is_empty() {
        return None;
    }
    let highest = drawn.iter().copied().fold(1.0, f64::max);
    Scale::holding([0.0, highest], unit)
}

fn printed(bar: &Bar, unit: ShownUnit) -> String {
    match (bar.figure.drawn(), unit) {
        (Some(_), ShownUnit::Percent) => format!("{}%", bar.figure),
        (_, _) => bar.figure.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::plan::Item;
    use crate::domain::{Missing, Shown};

    fn number(value: f64) -> Public {
        Public::audited(Shown::Number {
            value,
            text: value.to_string(),
        })
    }

    #[test]
    fn a_withheld_figure_is_a_gap_with_its_mark() {
        let (shown, hidden) = (number(30.0), Public::audited(Shown::Mark(Missing::Withheld)));
        let given = [
            Bar {
                label: "2024-25".into(),
                figure: &shown,
            },
            Bar {
                label: "2025-26".into(),
                figure: &hidden,
            },
        ];
        for plan in [
            columns(&given, ShownUnit::Count).unwrap(),
            bars(&given, ShownUnit::Count).unwrap(),
        ] {
            let shapes = plan
                .items
                .iter()
                .filter(|item| matches!(item, Item::Shape { .. }))
                .count();
            assert_eq!(shapes, 1);
            assert!(plan.text_boxes().iter().any(|(_, _, words)| *words == "[c]"));
        }
        assert_eq!(columns(&given[1..], ShownUnit::Count), None);
    }
}
