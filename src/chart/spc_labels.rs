//! What is written on the chart of a series: levels at the right end, restarts above, values where there are few points.

use crate::chart::labels::{self, EndLabel, Keep, meet};
use crate::chart::palette::*;
use crate::chart::plan::{Anchor, Plan};
use crate::chart::scale::written;
use crate::chart::spc::{Frame, Ground};
use crate::chart::spc_marks::{LINE_FROM, drawn_points};
use crate::chart::text::{fitted, text_width};
use crate::domain::Shown;

/// From the end of the plot to the labels behind it.
const LEADER: f64 = 10.0;
/// Most room that labels at the right may take, as a share of the width.
const MOST_ROOM: f64 = 0.42;

/// The labels of the newest value, the target and the lines.
pub(super) fn ends(ground: &Ground) -> Vec<EndLabel> {
    let unit = ground.series.unit;
    let mut ends = Vec::new();
    match ground.series.points.last().map(|point| &point.value) {
        Some(Shown::Number { value, text }) => {
            ends.push(EndLabel::bold(format!("Now {text}"), ground.y(*value), Keep::Always));
        }
        Some(Shown::Range { low, high, .. }) => {
            for (value, words) in [(high, "at most"), (low, "at least")] {
                let words = format!("{} {words}", written(*value, unit));
                ends.push(EndLabel::bold(words, ground.y(*value), Keep::Always));
            }
        }
        Some(Shown::Mark(_)) | None => (),
    }
    let target = ground
        .series
        .target
        .as_ref()
        .filter(|target| ground.scale.holds(target.value));
    ends.extend(target.map(|target| EndLabel {
        colour: DARK_PINK,
        ..EndLabel::bold(target.label.clone(), ground.y(target.value), Keep::Always)
    }));
    ends.extend(level_labels(ground));
    ends
}

fn level_labels(ground: &Ground) -> Vec<EndLabel> {
    let newest = ground.series.points.iter().rev();
    if ground.has_not_varied() {
        let level = newest.filter_map(|point| point.value.drawn()).next();
        let label = |value| EndLabel::plain("Has not varied".into(), ground.y(value), Keep::Second);
        return level.map(label).into_iter().collect();
    }
    let Some(lines) = newest.filter_map(|point| point.lines).next() else {
        return Vec::new();
    };
    let name = if lines.limits.is_none() { "Median" } else { "Average" };
    let unit = ground.series.unit;
    let plain = |value: f64| written(value, unit);
    let told = ground.series.levels.as_ref();
    let centre = told.map_or_else(|| plain(lines.centre), |words| words.centre.clone());
    let limits = lines.limits.map(|limits| {
        let ends = told.and_then(|words| words.limits.clone());
        let (low, high) = ends.unwrap_or_else(|| (plain(limits.low), plain(limits.high)));
        [
            ("Upper limit", limits.high, high, Keep::Third),
            ("Lower limit", limits.low, low, Keep::Fourth),
        ]
    });
    let levels = std::iter::once((name, lines.centre, centre, Keep::Second)).chain(limits.into_iter().flatten());
    levels
        .filter(|(_, value, _, keep)| match keep {
            Keep::Third | Keep::Fourth => ground.tells(*value),
            Keep::Always | Keep::Second => ground.scale.holds(*value),
        })
        .map(|(name, value, words, keep)| EndLabel::plain(format!("{name} {words}"), ground.y(value), keep))
        .collect()
}

/// The room at the right that the labels need: the frame's, or more for long words, but never most of the chart.
pub(super) fn room(ends: &[EndLabel], frame: Frame) -> f64 {
    let widths = ends.iter().map(|end| text_width(&end.words, TEXT, end.bold));
    let widest = widths.fold(0.0, f64::max) + LEADER + 1.0;
    widest.clamp(frame.right, (frame.width * MOST_ROOM).max(frame.right))
}

/// Writes the labels at the right end.
pub(super) fn push_ends(plan: &mut Plan, (ground, frame): (&Ground, Frame), mut ends: Vec<EndLabel>) {
    let room = frame.width - ground.right - LEADER;
    for end in &mut ends {
        end.words = fitted(&end.words, room, (TEXT, end.bold));
    }
    let margin = labels::Margin {
        from: ground.right,
        text: ground.right + LEADER,
        top: ground.top.max(TEXT / 2.0),
        foot: ground.foot,
    };
    labels::push(plan, ends, &margin);
}

/// Writes why limits start again, and that a series is too short, above the plot; what has no room is in the source line.
pub(super) fn push_above(plan: &mut Plan, (ground, frame): (&Ground, Frame)) {
    let y = ground.top - 9.0;
    if let Some(words) = &ground.series.too_short {
        let words = fitted(words, frame.width - ground.left, (TEXT, true));
        plan.bold_label((ground.left, y), words, (Anchor::Start, INK));
    }
    for (at, why) in ground.series.restarts.iter().rev() {
        let x = ground.left + *at as f64 * ground.step();
        let long = format!("Limits start again: {why}");
        let tried = [
            (Anchor::Start, long.as_str()),
            (Anchor::End, long.as_str()),
            (Anchor::Start, why.as_str()),
            (Anchor::End, why.as_str()),
        ];
        let fits = tried.into_iter().find(|(anchor, words)| {
            let wide = text_width(words, TEXT, false);
            let (from, to) = match anchor {
                Anchor::Start | Anchor::Middle => (x + 5.0, x + 5.0 + wide),
                Anchor::End => (x - 5.0 - wide, x - 5.0),
            };
            let own = ((from, y - TEXT / 2.0), (to, y + TEXT / 2.0));
            let taken = plan.text_boxes().into_iter().any(|(from, to, _)| meet(own, (from, to)));
            from >= 0.0 && to <= frame.width && !taken
        });
        if let Some((anchor, words)) = fits {
            let shift = if anchor == Anchor::Start { 5.0 } else { -5.0 };
            plan.label((x + shift, y), words, (anchor, INK_2));
        }
    }
}

/// Writes the values beside their dots where the points are too few for a line; the newest has its label at the right.
pub(super) fn push_values(plan: &mut Plan, ground: &Ground) {
    let points = &ground.series.points;
    if drawn_points(ground.series) >= LINE_FROM || ground.has_not_varied() {
        return;
    }
    for (at, point) in points.iter().enumerate().take(points.len() - 1) {
        let Some(value) = point.value.drawn() else { continue };
        let words = point.value.to_string();
        let half = text_width(&words, TEXT, false) / 2.0;
        let (x, y) = (ground.x(at), ground.y(value));
        let free = [y - 9.0, y + 9.0].into_iter().find(|&y| {
            let own = ((x - half, y - TEXT / 2.0), (x + half, y + TEXT / 2.0));
            let taken = plan.text_boxes().into_iter().any(|(from, to, _)| meet(own, (from, to)));
            !taken && own.0.1 >= 0.0 && own.1.1 <= ground.foot && own.0.0 >= ground.left && own.1.0 <= ground.right
        });
        if let Some(y) = free {
            plan.label((x, y), words, (Anchor::Middle, INK_2));
            plan.with_halo();
        }
    }
}
