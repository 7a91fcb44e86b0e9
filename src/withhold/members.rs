//! What members know from the papers of their quarters, laid beside a release: the world must not learn from both together what
//! neither tells.

use crate::withhold::annual::{Annual, quarters_of};
use crate::withhold::cell::{Key, Seen};
use crate::withhold::model::{Publication, Sighting};
use crate::withhold::protect::LEAST_WITHHELD;
use crate::withhold::publish::Request;
use crate::withhold::scope::Time;
use crate::withhold::yearly::Yearly;

/// How the papers of a quarter have a quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::withhold) enum InPapers {
    /// Not at all, or no reader needs it.
    Nowhere,
    /// As a number.
    Shown,
    /// Withheld.
    Withheld,
}

/// How the papers have an area's quantities, what was counted and its base, in one column.
pub(in crate::withhold) fn in_papers(yearly: &Yearly, (area, nth): (&str, usize), request: &Request) -> [InPapers; 2] {
    let of = |measure: Option<&String>| measure.map_or(InPapers::Nowhere, |one| at(yearly, (one, area, nth), request));
    [of(Some(&yearly.numerator)), of(yearly.base.as_ref())]
}

fn at(yearly: &Yearly, (measure, area, nth): (&str, &str, usize), request: &Request) -> InPapers {
    let Some(withheld) = request.papers.filter(|_| yearly.indicator.is_sensitive()) else {
        return InPapers::Nowhere;
    };
    let is_place = request.places.area(area).is_some();
    let known = yearly.areas.iter().find(|(own, _)| own == area);
    let is_known = known.is_some_and(|(_, figures)| matches!(figures[nth], Annual::Known { .. }));
    let Some(Time::Quarter(period)) = request.scope.times().get(nth).copied().filter(|_| is_place && is_known) else {
        return InPapers::Nowhere;
    };
    if withheld.has(measure, (area, period)) {
        return InPapers::Withheld;
    }
    // A year that is the sum of quarters, or the position at the end of one, gives away the one that is withheld.
    let is_of_the_year = request.scope.is_annual() && quarters_of(yearly.indicator, period.year()).contains(&period);
    match is_of_the_year && withheld.has_in_year(measure, period.year()) {
        true => InPapers::Shown,
        false => InPapers::Nowhere,
    }
}

/// Adds what the papers tell. What they withhold no release shows; what they show is known, and is
/// withheld in vain.
pub(in crate::withhold) fn sight_in_papers(
    publication: &mut Publication,
    (key, value): (Key, Option<f64>),
    told: InPapers,
) {
    let Some(value) = value else { return };
    // True zeros are shown.
    match told {
        InPapers::Withheld if value >= LEAST_WITHHELD => {
            if let Some(cell) = publication.cell_mut(&key) {
                cell.seen = Seen::Withheld {
                    low: LEAST_WITHHELD,
                    high: f64::INFINITY,
                };
            }
        }
        InPapers::Withheld | InPapers::Shown => {
            let cell = publication.sight(Sighting {
                key,
                seen: Seen::Number(value),
                truth: Some(value),
                place: "the papers of the quarter".to_string(),
            });
            cell.fixed = true;
        }
        InPapers::Nowhere => (),
    }
}
