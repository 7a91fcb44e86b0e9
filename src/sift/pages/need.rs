//! The need map: indicators by district and quadrant with their likely range, supply beside need.

mod places;

use crate::catalogue::{Counted, Indicator, Unit};
use crate::domain::{
    Area, Document, Interval, Level, Missing, Observation, PaperCell, PaperTable, Part, Section, Shown,
};
use crate::sift::evidence::{Evidence, Hidden};
use crate::sift::pages::paper;
use crate::sift::{lacking, number, withhold};
use crate::stats::intervals;
use std::collections::{BTreeMap, BTreeSet};

/// The paper; `None` where no district has figures. What is hidden is what the quadrant packs hide: a figure is shown in all
/// papers of a quarter or in none.
pub(super) fn document(evidence: &Evidence<'_>, hidden: &Hidden) -> Option<Document> {
    let mapped: Vec<Mapped<'_>> = evidence
        .catalogue
        .indicators()
        .iter()
        .filter_map(|indicator| Mapped::of(indicator, (evidence, hidden)))
        .collect();
    if mapped.is_empty() {
        return None;
    }
    let quadrants: Vec<&Area> = evidence.places.at_level(Level::Quadrant).collect();
    let sections = quadrants
        .iter()
        .map(|quadrant| paper::page(heading(quadrant, &mapped, evidence), parts(quadrant, &mapped, evidence)));
    let mut sections: Vec<Section> = sections.collect();
    if let Some(first) = sections.first_mut() {
        first.new_page = false;
    }
    let lead = vec![
        "Each quadrant’s share or rate stands beside its likely range. \u{201c}Higher\u{201d} and \u{201c}lower\u{201d} mean that the range leaves out the county's figure.".to_string(),
        "Districts are in the order of their names, never by value. Higher is not worse: it may be more need, or more found.".to_string(),
    ];
    Some(paper::document(
        ("need-map", "Need and supply by district"),
        "Need by district and quadrant, with supply beside it".into(),
        (lead, sections),
        evidence,
    ))
}

/// One indicator with a figure for at least half of the districts, or of the quadrants.
struct Mapped<'a> {
    indicator: &'a Indicator,
    /// What is known of each area this quarter.
    figures: BTreeMap<&'a str, &'a Observation>,
    /// Areas whose figure is withheld.
    withheld: BTreeSet<&'a str>,
    /// Whether any district's figure was sent.
    by_district: bool,
}

impl<'a> Mapped<'a> {
    fn of(indicator: &'a Indicator, (evidence, hidden): (&Evidence<'a>, &Hidden)) -> Option<Mapped<'a>> {
        // Applications, staff and the like are no need of children and families.
        if indicator.counts == Counted::Other && !indicator.supply {
            return None;
        }
        let now = evidence.period;
        let series = evidence.series.iter();
        let own = series.filter(|one| one.indicator == indicator.id && one.agency.is_none());
        let figures: BTreeMap<&str, &Observation> =
            own.filter_map(|one| Some((one.area.as_str(), one.at(now)?))).collect();
        let half_of = |level: Level| {
            let all = evidence.places.at_level(level).count();
            let known = evidence
                .places
                .at_level(level)
                .filter(|area| figures.get(area.id.as_str()).is_some_and(|one| one.was_sent()));
            all > 0 && 2 * known.count() >= all
        };
        // Help is often counted by quadrant only; a need that no district knows is no map.
        let is_known = half_of(Level::District) || (indicator.supply && half_of(Level::Quadrant));
        if !is_known {
            return None;
        }
        let mut districts = evidence.places.at_level(Level::District);
        let any_sent = districts.any(|area| figures.get(area.id.as_str()).is_some_and(|one| one.was_sent()));
        let is_hidden = |area: &str| hidden.contains(&(indicator.id.clone(), area.to_string(), now));
        // A pack shows the figure that is compared like for like: where that one is small, the whole figure is not shown either.
        let is_small_in_packs = |area: &str| {
            let judged = evidence
                .quarters
                .last()
                .and_then(|quarter| quarter.at(&indicator.id, area));
            let newest = judged.and_then(|one| one.series.at(now));
            newest.is_some_and(|one| withhold::is_small(one, indicator, evidence.catalogue.policy()))
        };
        let withheld = figures
            .keys()
            .copied()
            .filter(|area| is_hidden(area) || is_small_in_packs(area))
            .collect();
        Some(Mapped {
            indicator,
            by_district: any_sent,
            figures,
            withheld,
        })
    }

    fn is_supply(&self) -> bool {
        self.indicator.supply
    }

    fn shown(&self, area: &str, evidence: &Evidence<'_>) -> Shown {
        let is_district = |area: &str| evidence.places.at_level(Level::District).any(|one| one.id == area);
        match self.figures.get(area) {
            _ if !self.by_district && is_district(area) => Shown::Mark(Missing::NotApplicable),
            None => Shown::Mark(Missing::NotAvailable),
            // What nobody sent cannot be withheld: it is named as a gap.
            Some(one) if !one.was_sent() && !one.has_none() => {
                withhold::value(one, self.indicator, evidence.catalogue.policy())
            }
            Some(_) if self.withheld.contains(area) => Shown::Mark(Missing::Withheld),
            Some(one) => withhold::value(one, self.indicator, evidence.catalogue.policy()),
        }
    }

    /// The likely range of an area's figure; `None` for counts, whose size is mostly that of the area.
    fn range(&self, area: &str) -> Option<Interval> {
        let one = self.figures.get(area).filter(|_| !self.withheld.contains(area))?;
        let (part, base) = one.numerator.zip(one.denominator)?;
        match self.indicator.unit {
            Unit::Percent => intervals::wilson(part, base, 0.95).map(|range| plain(range, 100.0)),
            Unit::RatePer1000 | Unit::RatePer10000 | Unit::RatePer100000 => {
                // A quarter's rate may be told as a year's: the range is told the same way.
                let factor = one.value? * base / part;
                intervals::rate(part, base, 0.95)
                    .filter(|_| part > 0.0)
                    .map(|(range, _)| plain(range, factor))
            }
            Unit::Count | Unit::Ratio | Unit::Score | Unit::MedianDays => None,
        }
    }

    /// `Higher`, `Lower`, or nothing, against the county.
    fn standing(&self, area: &str, evidence: &Evidence<'_>) -> Option<&'static str> {
        let home = self.shown(evidence.places.home(), evidence).drawn()?;
        let range = self.range(area)?;
        match home {
            home if range.low > home => Some("higher"),
            home if range.high < home => Some("lower"),
            _ => Some("no clear difference"),
        }
    }
}

/// A range in the unit of the figure.
fn plain(range: intervals::Interval, factor: f64) -> Interval {
    Interval {
        low: range.lower * factor,
        high: range.upper * factor,
    }
}

/// Districts of a quadrant by name.
fn districts<'a>(quadrant: &'a Area, evidence: &Evidence<'a>) -> Vec<&'a Area> {
    let mut own: Vec<&Area> = evidence
        .places
        .at_level(Level::District)
        .filter(|area| evidence.places.contains(&quadrant.id, &area.id))
        .collect();
    own.sort_by(|one, other| one.name.cmp(&other.name));
    own
}

/// How many needs of the quadrant as a whole, then of each of its districts that has any, stand clearly above the county's.
fn heading(quadrant: &Area, mapped: &[Mapped<'_>], evidence: &Evidence<'_>) -> String {
    let higher = |area: &Area| {
        let needs = mapped.iter().filter(|one| !one.is_supply());
        needs
            .filter(|one| one.standing(&area.id, evidence) == Some("higher"))
            .count()
    };
    let whole = match higher(quadrant) {
        0 => "no need".to_string(),
        1 => "one need".to_string(),
        more => format!("{} needs", number::in_words(more)),
    };
    let of_districts = districts(quadrant, evidence).into_iter();
    let of_districts = of_districts
        .map(|area| (area, higher(area)))
        .filter(|(_, count)| *count > 0);
    let of_districts: Vec<String> = of_districts
        .map(|(area, count)| format!("{} {}", area.name, number::in_words(count)))
        .collect();
    let apart = match of_districts.is_empty() {
        true => String::new(),
        false => format!("; of its districts, {}", number::listed(&of_districts)),
    };
    format!(
        "{} as a whole: {whole} clearly above the county's{apart}",
        quadrant.name
    )
}

fn parts(quadrant: &Area, mapped: &[Mapped<'_>], evidence: &Evidence<'_>) -> Vec<Part> {
    let of = |supply: bool| -> Vec<&Mapped<'_>> { mapped.iter().filter(|one| one.is_supply() == supply).collect() };
    let mut parts = vec![Part::Table(table(("Need", quadrant), &of(false), evidence))];
    let supply = of(true);
    if supply.is_empty() {
        parts.push(paper::text("No supply is counted by district in what was sent."));
    } else {
        parts.push(Part::Table(table(("Supply", quadrant), &supply, evidence)));
    }
    parts.extend(places::table((quadrant, &districts(quadrant, evidence)), mapped, evidence).map(Part::Table));
    let gaps = gaps(quadrant, mapped, evidence);
    if !gaps.is_empty() {
        parts.push(paper::panel("Supply beside need", gaps));
    }
    parts
}

fn table((kind, quadrant): (&str, &Area), mapped: &[&Mapped<'_>], evidence: &Evidence<'_>) -> PaperTable {
    let own = districts(quadrant, evidence);
    let mut columns = vec!["Indicator"];
    columns.extend(own.iter().map(|area| area.name.as_str()));
    columns.push(&quadrant.name);
    columns.push(evidence.places.name(evidence.places.home()));
    columns.push("Quadrant, likely range");
    let rows = mapped.iter().map(|one| {
        let mut row: Vec<PaperCell> = vec![number::named_rate(one.indicator).into()];
        for area in own.iter().chain([&quadrant]) {
            row.push(cell(one, &area.id, evidence));
        }
        row.push(cell_without_standing(one, evidence.places.home(), evidence));
        row.push(range_words(one, &quadrant.id, evidence).into());
        row
    });
    paper::table(
        format!("{kind} in {}", quadrant.name),
        &columns,
        rows.collect(),
        &[&format!(
            "Figures of {}, none of an earlier quarter. [c]: small, would give away one that is, or withheld by its sender. [x]: not received. [z]: not due, none to assess, or sent for the whole quadrant only. A count has no range.",
            evidence.period
        )],
    )
}

fn cell(one: &Mapped<'_>, area: &str, evidence: &Evidence<'_>) -> PaperCell {
    let figure = one.shown(area, evidence);
    match one
        .standing(area, evidence)
        .filter(|word| *word != "no clear difference")
    {
        Some(word) if figure.drawn().is_some() => {
            let without = lacking::beside_figure(one.figures.get(area).copied(), evidence);
            let word = [word, &without].join(" ");
            PaperCell::Shaded {
                figure,
                word: word.trim_end().into(),
                shade: 1,
            }
        }
        Some(_) | None => cell_without_standing(one, area, evidence),
    }
}

fn cell_without_standing(one: &Mapped<'_>, area: &str, evidence: &Evidence<'_>) -> PaperCell {
    let figure = one.shown(area, evidence);
    lacking::told_figure(figure, one.figures.get(area).copied(), evidence)
}

fn range_words(one: &Mapped<'_>, area: &str, evidence: &Evidence<'_>) -> String {
    match (one.range(area), one.shown(area, evidence).drawn()) {
        // A county that lies outside must be seen to.
        (Some(range), Some(value)) => {
            let home = one.shown(evidence.places.home(), evidence).drawn();
            number::range(range, one.indicator, (home.unwrap_or(value), 0.0))
        }
        _ => "\u{2013}".into(),
    }
}

/// A quadrant's figure and the county's, where both may show and are whole, and the county's is no handful.
fn share_of_county(one: &Mapped<'_>, quadrant: &str, evidence: &Evidence<'_>) -> Option<(f64, f64)> {
    // Of a county that lacks a part every share would be too large.
    let is_whole = |area: &str| one.figures.get(area).is_some_and(|figure| figure.without.is_empty());
    let shown = |area: &str| one.shown(area, evidence).drawn().filter(|_| is_whole(area));
    let (own, all) = (shown(quadrant)?, shown(evidence.places.home())?);
    let enough = f64::from(evidence.catalogue.policy().decimals_from);
    (one.indicator.unit == Unit::Count && all >= enough).then_some((own, all))
}

/// Counted needs of which both figures are shown, and no share of the county is told.
fn not_in_full(quadrant: &Area, mapped: &[Mapped<'_>], evidence: &Evidence<'_>) -> Vec<String> {
    let is_shown = |one: &Mapped<'_>, area: &str| one.shown(area, evidence).drawn().is_some();
    let counted = mapped
        .iter()
        .filter(|one| !one.is_supply() && one.indicator.unit == Unit::Count);
    let shown = counted.filter(|one| is_shown(one, &quadrant.id) && is_shown(one, evidence.places.home()));
    let lacking = shown.filter(|one| share_of_county(one, &quadrant.id, evidence).is_none());
    lacking
        .map(|one| number::lower_first(&one.indicator.row_name))
        .collect()
}

/// What share of the county's counted need, and of its counted help, a quadrant has; where need is higher and help is not, a
/// question.
fn gaps(quadrant: &Area, mapped: &[Mapped<'_>], evidence: &Evidence<'_>) -> Vec<String> {
    let names = |supply: bool, wanted: &str| -> Vec<String> {
        let found = mapped
            .iter()
            .filter(|one| one.is_supply() == supply && one.standing(&quadrant.id, evidence) == Some(wanted));
        found.map(|one| number::lower_first(&one.indicator.row_name)).collect()
    };
    let shares = |supply: bool| -> Vec<(&Mapped<'_>, (f64, f64))> {
        let own = mapped.iter().filter(|one| one.is_supply() == supply);
        own.filter_map(|one| Some((one, share_of_county(one, &quadrant.id, evidence)?)))
            .collect()
    };
    let percent = |(own, all): (f64, f64)| 100.0 * own / all;
    let (need, less) = (names(false, "higher"), names(true, "lower"));
    let mut points = vec![];
    if !need.is_empty() {
        points.push(format!("Higher than the county: {}.", paper::joined(&need, "none")));
    }
    let needs: Vec<f64> = shares(false).into_iter().map(|(_, parts)| percent(parts)).collect();
    let (least, most) = (
        needs.iter().copied().fold(f64::INFINITY, f64::min),
        needs.iter().copied().fold(0.0, f64::max),
    );
    let mut asks = !need.is_empty() && !less.is_empty();
    for (one, parts) in shares(true).into_iter().filter(|_| !needs.is_empty()) {
        asks = asks || percent(parts) < least;
        points.push(format!(
            "{}: {} of the county's {} ({:.0}%). Of each need counted in full above, {} has {least:.0}% to {most:.0}%.",
            one.indicator.row_name,
            number::decimal(parts.0, 0),
            number::decimal(parts.1, 0),
            percent(parts),
            quadrant.name
        ));
    }
    let uncounted = not_in_full(quadrant, mapped, evidence);
    if !needs.is_empty() && !uncounted.is_empty() {
        points.push(format!(
            "Not among these, because the county's figure is small or lacks a part: {}.",
            number::listed(&uncounted)
        ));
    }
    if !less.is_empty() {
        points.push(format!("Lower than the county: {}.", paper::joined(&less, "none")));
    }
    if asks {
        points.push("Does help reach those who need it here?".into());
    }
    points
}
