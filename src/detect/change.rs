//! The newest figure against an earlier quarter.

use crate::catalogue::{Indicator, Timing};
use crate::detect::likely::{difference, likely};
use crate::detect::material::{Figure, Material};
use crate::domain::{Interval, Side, VerdictChange};

/// Earlier changes that one must exceed to stand out.
const EARLIER_CHANGES: usize = 3;
/// With fewer, how many times the width of its interval it must be.
const FAR: f64 = 3.0;
/// Quarters from one yearly figure to the next.
const YEAR: i32 = 4;

/// The change against the figure `quarters` before; `None` where either is missing, or a restart lies between them.
/// `range` is the likely range of the newest figure.
pub(super) fn since(
    (indicator, material): (&Indicator, &Material),
    range: Option<Interval>,
    quarters: i32,
) -> Option<VerdictChange> {
    let newest = material.figures.len().checked_sub(1)?;
    let earlier = material.periods[newest].back(quarters);
    let before = material.periods.iter().position(|period| *period == earlier)?;
    between((indicator, material), range, (before, newest), quarters)
}

/// The change against a year before; of figures that come in rounds, against the round before. `None` as in [`since`].
pub(super) fn since_a_year(
    (indicator, material): (&Indicator, &Material),
    range: Option<Interval>,
) -> Option<VerdictChange> {
    match indicator.frequency.span() {
        "round" => since_the_round_before((indicator, material), range),
        _ => since((indicator, material), range, YEAR),
    }
}

fn since_the_round_before(
    (indicator, material): (&Indicator, &Material),
    range: Option<Interval>,
) -> Option<VerdictChange> {
    let newest = material.figures.len().checked_sub(1)?;
    let before = material.figures[..newest].iter().rposition(Option::is_some)?;
    let quarters = material.periods[newest].index() - material.periods[before].index();
    between((indicator, material), range, (before, newest), quarters)
}

fn between(
    (indicator, material): (&Indicator, &Material),
    range: Option<Interval>,
    (before, newest): (usize, usize),
    quarters: i32,
) -> Option<VerdictChange> {
    let (now, then) =
        material.figures[newest].zip(material.figures[before].filter(|_| before >= material.comparable_from))?;
    // Spans that have quarters in common are no two samples.
    let apart = match indicator.timing {
        Timing::Rolling12m => quarters >= YEAR,
        Timing::Rolling3y => quarters >= 3 * YEAR,
        _ => true,
    };
    let ranges = range.zip(likely(then, indicator, material.scale)).filter(|_| apart);
    Some(VerdictChange {
        from: material.periods[before],
        was: then.value,
        difference: now.value - then.value,
        interval: ranges.map(|(now_range, then_range)| difference((now.value, now_range), (then.value, then_range))),
    })
}

/// The direction of the newest change of a yearly series that is too short for a chart, where it stands out: it is larger than
/// every change before it, and its interval, by chance alone, leaves out that nothing changed; where there are fewer than three
/// earlier changes to hold it against, by three times its width. So few years tell that something happened, and not whether it is
/// better or worse.
pub(super) fn stands_out(indicator: &Indicator, material: &Material) -> Option<Side> {
    let from = material.last_start();
    let periods = &material.periods[from..];
    let yearly = periods.windows(2).all(|pair| pair[1].index() - pair[0].index() == YEAR);
    let figures: Option<Vec<Figure>> = material.last_stretch().iter().copied().collect();
    let figures = figures.filter(|_| yearly)?;
    let changes: Vec<f64> = figures.windows(2).map(|pair| pair[1].value - pair[0].value).collect();
    let (newest, earlier) = changes.split_last()?;
    let [.., then, now] = figures.as_slice() else {
        return None;
    };
    let range = |figure: &Figure| Some((figure.value, likely(*figure, indicator, material.scale)?));
    let interval = difference(range(now)?, range(then)?);
    let largest = earlier.iter().all(|change| change.abs() < newest.abs());
    let widths = if earlier.len() >= EARLIER_CHANGES { 1.0 } else { FAR };
    let (below, above) = (newest - interval.low, interval.high - newest);
    match (*newest > widths * below, -newest > widths * above) {
        (true, _) if largest => Some(Side::High),
        (_, true) if largest => Some(Side::Low),
        (_, _) => None,
    }
}
