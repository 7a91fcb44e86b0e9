//! A series as shown into its chart, or into the box of words that takes the chart's place and size.

use crate::chart::palette::*;
use crate::chart::plan::{Anchor, Plan, Stroke};
use crate::chart::spc::{self, Frame};
use crate::chart::text::wrapped;
use crate::domain::{Missing, Shown, ShownPoint, ShownSeries};

/// Room between a box and the chart's edge.
const INSET: f64 = 8.0;

/// Why no chart is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instead {
    /// What the box says first.
    pub words: String,
    /// What it says below; may be empty.
    pub below: String,
    /// Whether figures are missing or withheld, which hatches the box; else its frame is dashed.
    pub missing: bool,
}

/// The chart, or the box in its place.
pub fn plan(series: &ShownSeries, frame: Frame) -> Plan {
    let drawn = match instead(series) {
        None => spc::plan(series, frame),
        Some(_) => None,
    };
    drawn.unwrap_or_else(|| boxed(&instead(series).unwrap_or_else(|| no_return(series)), frame))
}

/// Why no chart of this series is drawn; `None` where one is.
pub fn instead(series: &ShownSeries) -> Option<Instead> {
    if series.is_withheld() {
        return Some(Instead {
            words: "Withheld: small numbers".into(),
            below: String::new(),
            missing: true,
        });
    }
    if let Some(below) = &series.too_few {
        return Some(Instead {
            words: "Too few to judge".into(),
            below: below.clone(),
            missing: false,
        });
    }
    let drawn = |value: &Shown| !matches!(value, Shown::Mark(_));
    (!series.points.iter().any(|point| drawn(&point.value))).then(|| no_return(series))
}

/// The words where no quarter has a figure.
fn no_return(series: &ShownSeries) -> Instead {
    let quarters = series.points.len();
    let is_not_due = |point: &&ShownPoint| matches!(point.value, Shown::Mark(Missing::NotApplicable));
    let not_due = series.points.iter().filter(is_not_due).count();
    Instead {
        words: match not_due {
            0 => format!("No return, {quarters} of {quarters} quarters"),
            all if all == quarters => "Not due in these quarters".into(),
            _ => "Not due, or no return, in these quarters".into(),
        },
        below: String::new(),
        missing: not_due < quarters,
    }
}

fn boxed(instead: &Instead, frame: Frame) -> Plan {
    let mut plan = Plan::sized(frame.width, frame.height);
    let corners = ((INSET, INSET), (frame.width - INSET, frame.height - INSET));
    if instead.missing {
        plan.hatch(corners);
        plan.rectangle(corners, None, Some(Stroke::solid(1.0, INK_3)));
    } else {
        plan.rectangle(corners, None, Some(Stroke::dashed(1.0, INK_3, BOX_DASH)));
    }
    let room = frame.width - 4.0 * INSET;
    let below = wrapped(&instead.below, room, (TEXT, 3));
    let (middle, centre) = (frame.width / 2.0, frame.height / 2.0);
    let first = centre - below.len() as f64 * LABEL_STEP * 0.6;
    plan.write(
        (middle, first),
        instead.words.as_str(),
        (Anchor::Middle, INK, (TEXT + 1.0, true)),
    );
    plan.with_halo();
    for (nth, line) in below.iter().enumerate() {
        let y = first + (nth as f64 + 1.0) * LABEL_STEP * 1.2;
        plan.label((middle, y), line.as_str(), (Anchor::Middle, INK_2));
        plan.with_halo();
    }
    plan
}
