//! The population that a rate of a quarter is of, by the convention of the Department for Education.

use crate::domain::{Headcount, Period, Places, Populations};

/// The population of an area for a quarter: a year ending in March Y uses the mid-year of Y − 1, which is the calendar year in
/// which the financial year starts (Department for Education; referrals of 2016-17 are over mid-2016). An area without a line
/// of its own is the sum of the areas within it, if all of those have one.
pub(super) fn population(
    (populations, places): (&Populations, &Places),
    (area, period): (&str, Period),
    column: &str,
) -> Option<Headcount> {
    if let Some(found) = populations.at(area, column, period.year()) {
        return Some(found.clone());
    }
    let within = places.children(area);
    let parts: Vec<Option<&Headcount>> = within
        .map(|child| populations.at(&child.id, column, period.year()))
        .collect();
    let parts: Vec<&Headcount> = parts.into_iter().collect::<Option<_>>()?;
    let first = parts.first()?;
    let people = parts.iter().map(|part| part.people).sum();
    Some(Headcount {
        people,
        vintage: first.vintage.clone(),
        year: first.year,
    })
}
