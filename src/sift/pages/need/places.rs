//! Where a district may stand among all districts: the span of places that its likely range leaves open, never one place.

use crate::domain::{Area, Level, Missing, PaperCell, PaperTable, Shown};
use crate::sift::evidence::Evidence;
use crate::sift::pages::need::Mapped;
use crate::sift::pages::paper;

/// The first and last place from the highest that a range leaves open among others: districts whose whole range lies above
/// come first for sure, those whose whole range lies below come after.
fn span(own: (f64, f64), others: &[(f64, f64)]) -> (usize, usize) {
    let above = others.iter().filter(|other| other.0 > own.1).count();
    let below = others.iter().filter(|other| other.1 < own.0).count();
    (above + 1, others.len() + 1 - below)
}

/// Shares and rates of a quadrant's districts as spans of places; `None` where no range is known for most districts.
pub(super) fn table(
    (quadrant, own): (&Area, &[&Area]),
    mapped: &[Mapped<'_>],
    evidence: &Evidence<'_>,
) -> Option<PaperTable> {
    let districts: Vec<&Area> = evidence.places.at_level(Level::District).collect();
    let rows: Vec<Vec<PaperCell>> = mapped.iter().filter_map(|one| row(one, (own, &districts))).collect();
    if rows.is_empty() {
        return None;
    }
    let mut columns = vec!["Indicator"];
    columns.extend(own.iter().map(|area| area.name.as_str()));
    columns.push("Districts placed");
    Some(paper::table(
        format!("Where the districts of {} may stand, from the highest", quadrant.name),
        &columns,
        rows,
        &[
            "The likely ranges leave open every place in the span; a wide one means that the figures cannot tell. A district may be clearly above the county and still not apart from the others, whose ranges are wide as well. First is highest, not worst. [c]: withheld.",
        ],
    ))
}

fn row(one: &Mapped<'_>, (own, districts): (&[&Area], &[&Area])) -> Option<Vec<PaperCell>> {
    let range = |area: &Area| one.range(&area.id).map(|range| (range.low, range.high));
    let placed = districts.iter().filter(|area| range(area).is_some()).count();
    if 2 * placed < districts.len() {
        return None;
    }
    let mut row: Vec<PaperCell> = vec![one.indicator.row_name.clone().into()];
    for area in own {
        let others = districts.iter().filter(|other| other.id != area.id);
        let others: Vec<(f64, f64)> = others.filter_map(|other| range(other)).collect();
        row.push(match range(area) {
            Some(range) => match span(range, &others) {
                (first, last) if first == last => format!("{first}").into(),
                (first, last) => format!("{first} to {last}").into(),
            },
            None if one.withheld.contains(area.id.as_str()) => paper::cell(Shown::Mark(Missing::Withheld)),
            None => paper::cell(Shown::Mark(Missing::NotAvailable)),
        });
    }
    row.push(placed.to_string().into());
    Some(row)
}

#[cfg(test)]
mod tests {
    use super::span;

    #[test]
    fn a_place_is_as_wide_as_the_ranges_overlap() {
        let others = [(30.0, 40.0), (12.0, 18.0), (1.0, 5.0)];
        assert_eq!(
            span((10.0, 20.0), &others),
            (2, 3),
            "one is above, one below, one cannot be told"
        );
        assert_eq!(span((0.0, 100.0), &others), (1, 4), "a range over all says nothing");
        assert_eq!(span((50.0, 60.0), &others), (1, 1));
        assert_eq!(span((50.0, 60.0), &[]), (1, 1));
    }
}
