//! The newest figure against an earlier quarter.

use crate::catalogue::Indicator;
use crate::detect::likely::{difference, likely};
use crate::detect::material::Material;
use crate::domain::{Interval, VerdictChange};

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
    let (now, then) =
        material.figures[newest].zip(material.figures[before].filter(|_| before >= material.last_start()))?;
    let ranges = range.zip(likely(then, indicator, material.scale));
    Some(VerdictChange {
        from: earlier,
        was: then.value,
        difference: now.value - then.value,
        interval: ranges.map(|(now_range, then_range)| difference((now.value, now_range), (then.value, then_range))),
    })
}
