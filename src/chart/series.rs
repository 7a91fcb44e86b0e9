//! A series as shown into its chart, or into the box of words that takes the chart's place and size.

use crate::chart::palette::*;
use crate::chart::plan::{Anchor, Plan, Stroke};
use crate::chart::spc::{self, Frame};
use crate::chart::text::wrapped;
use crate::domain::{InPlace, ShownSeries};

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
    let drawn = match series.in_place() {
        None => spc::plan(series, frame),
        Some(_) => None,
    };
    let silence = || series.in_place().unwrap_or_else(|| series.silence());
    drawn.unwrap_or_else(|| boxed(&in_words(silence(), series), frame))
}

/// Why no chart of this series is drawn; `None` where one is.
pub fn instead(series: &ShownSeries) -> Option<Instead> {
    series.in_place().map(|why| in_words(why, series))
}

/// What the box says.
fn in_words(why: InPlace<'_>, series: &ShownSeries) -> Instead {
    let quarters = series.points.len();
    let (words, below) = match why {
        InPlace::Withheld => ("Withheld: small numbers".to_string(), ""),
        InPlace::TooFew(below) => ("Too few to judge".to_string(), below),
        InPlace::NotDue => ("Not due in these quarters".to_string(), ""),
        InPlace::NoReturn => (format!("No return, {quarters} of {quarters} quarters"), ""),
        InPlace::NotDueOrNoReturn => ("Not due, or no return, in these quarters".to_string(), ""),
    };
    Instead {
        words,
        below: below.to_string(),
        missing: !matches!(why, InPlace::TooFew(_) | InPlace::NotDue),
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
