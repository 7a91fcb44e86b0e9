//! The county's published figures over the years beside those of other places, as lines with their names at the right. A figure
//! that is withheld or not available is a gap.

use crate::chart::palette::{AXIS_LINE, Colour, DARK_BLUE, DOTS, HAIR, INK_3, LABEL_STEP, LIMIT_DASH, ORANGE};
use crate::chart::plan::{Anchor, At, Item, Plan, Stroke};
use crate::chart::scale::{Scale, tick};
use crate::domain::{Public, ShownUnit};

/// One place.
#[derive(Clone, Debug, PartialEq)]
pub struct Place<'a> {
    /// Its name.
    pub name: String,
    /// A figure for each year.
    pub figures: Vec<&'a Public>,
}

const WIDTH: f64 = 560.0;
const HEIGHT: f64 = 220.0;
const NAMES: f64 = 150.0;
const GAP: f64 = 6.0;
const DOT: f64 = 3.0;
/// Width, colour and dash of a line.
type Line = (f64, Colour, Option<(f64, f64)>);

/// Widest first: the county's line is solid and thick, the others differ by dash as well as by colour.
const LINES: [Line; 3] = [
    (2.6, DARK_BLUE, None),
    (2.0, ORANGE, Some(LIMIT_DASH)),
    (2.0, INK_3, Some(DOTS)),
];

/// The lines, the county's first, at most three; `None` when the county has no figure that may be drawn.
pub fn compared(years: &[String], places: &[Place], unit: ShownUnit) -> Option<Plan> {
    places.first()?.figures.iter().find_map(|figure| figure.drawn())?;
    let drawn = places.iter().flat_map(|place| &place.figures);
    let highest = drawn.filter_map(|figure| figure.drawn()).fold(1.0, f64::max);
    let scale = Scale::holding([0.0, highest], unit)?;
    let (left, right, top, foot) = (44.0, WIDTH - NAMES, 12.0, HEIGHT - 22.0);
    let y = |value: f64| foot - scale.share(value) * (foot - top);
    let step = (right - left) / years.len().max(1) as f64;
    let x = |nth: usize| left + (nth as f64 + 0.5) * step;
    let mut plan = Plan::sized(WIDTH, HEIGHT);
    for &at in &scale.ticks {
        plan.line(vec![(left, y(at)), (right, y(at))], Stroke::solid(AXIS_LINE, HAIR));
        plan.label((left - GAP, y(at)), tick(at, unit), (Anchor::End, INK_3));
    }
    plan.line(vec![(left, foot), (right, foot)], Stroke::solid(AXIS_LINE, INK_3));
    for (nth, year) in years.iter().enumerate() {
        plan.label((x(nth), foot + 12.0), year.clone(), (Anchor::Middle, INK_3));
    }
    let mut ends: Vec<(At, String, bool)> = Vec::new();
    for (place, line) in places.iter().zip(LINES) {
        let points: Vec<Option<At>> = (0..years.len())
            .map(|nth| Some((x(nth), y(place.figures.get(nth)?.drawn()?))))
            .collect();
        draw(&mut plan, &points, line);
        let newest = points
            .iter()
            .enumerate()
            .rev()
            .find_map(|(nth, at)| Some((nth, (*at)?)));
        if let Some((nth, at)) = newest {
            let percent = if unit == ShownUnit::Percent { "%" } else { "" };
            let words = format!("{} {}{percent}", place.name, place.figures[nth]);
            ends.push((at, words, line.1 == DARK_BLUE));
        }
    }
    name_lines(&mut plan, ends, right);
    Some(plan)
}

fn draw(plan: &mut Plan, points: &[Option<At>], (width, colour, dash): Line) {
    for run in points.split(Option::is_none) {
        let run: Vec<At> = run.iter().copied().flatten().collect();
        plan.line(run, Stroke { width, colour, dash });
    }
    for at in points.iter().flatten() {
        plan.items.push(Item::Disc {
            at: *at,
            radius: DOT,
            fill: colour,
            edge: None,
        });
    }
}

/// Names at the right, moved apart where lines end close together, each with a leader to its line.
fn name_lines(plan: &mut Plan, mut ends: Vec<(At, String, bool)>, right: f64) {
    ends.sort_by(|one, other| one.0.1.total_cmp(&other.0.1));
    let mut lowest = f64::NEG_INFINITY;
    for ((x, y), words, is_county) in ends {
        let at = y.max(lowest + LABEL_STEP);
        lowest = at;
        plan.line(
            vec![(x + DOT, y), (right + 2.0 * GAP, at)],
            Stroke::solid(AXIS_LINE, HAIR),
        );
        let place = (right + 3.0 * GAP, at);
        match is_county {
            true => plan.bold_label(place, words, (Anchor::Start, INK_3)),
            false => plan.label(place, words, (Anchor::Start, INK_3)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Missing, Shown};

    #[test]
    fn every_place_has_its_name_at_the_right_and_no_two_touch() {
        let number = |value: f64| {
            Public::audited(Shown::Number {
                value,
                text: value.to_string(),
            })
        };
        let hidden = Public::audited(Shown::Mark(Missing::Withheld));
        let (one, other) = (number(2.3), number(2.1));
        let places = [
            Place {
                name: "Essex".into(),
                figures: vec![&one, &hidden],
            },
            Place {
                name: "England".into(),
                figures: vec![&other, &other],
            },
            Place {
                name: "Similar areas".into(),
                figures: vec![&other, &other],
            },
        ];
        let years = ["2024-25".to_string(), "2025-26".to_string()];
        let plan = compared(&years, &places, ShownUnit::Percent).unwrap();
        let boxes = plan.text_boxes();
        let named = |name: &str| {
            boxes
                .iter()
                .find(|(_, _, words)| words.starts_with(name))
                .map(|(from, _, _)| from.1)
        };
        let [county, england, similar] = ["Essex", "England", "Similar areas"].map(|name| named(name).unwrap());
        assert!(
            (england - similar).abs() >= LABEL_STEP - 0.01 && county < england,
            "{boxes:?}"
        );
        assert_eq!(
            compared(
                &years[1..],
                &[Place {
                    name: "Essex".into(),
                    figures: vec![&hidden]
                }],
                ShownUnit::Count
            ),
            None
        );
    }
}
