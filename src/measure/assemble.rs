//! What was sent of an indicator into its series at every level, quarter by quarter without holes.

use crate::catalogue::{Indicator, Shape};
use crate::domain::{Level, Observation, Period, Series, SeriesState};
use crate::measure::Setting;
use crate::measure::book::{AreaSources, AtArea, Book, OfSender, adds_up};
use crate::measure::observe::observation;
use crate::measure::part::Figure;
use crate::measure::parts::Rules;
use crate::measure::population::population;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a series is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Subject {
    /// County, quadrant, district or other.
    pub level: Level,
    /// The area's id.
    pub area: String,
    /// One agency's own part.
    pub agency: Option<String>,
}

/// What all series of an indicator have in common.
pub(super) struct Ground<'s> {
    /// The first quarter of which anything was sent.
    first: Period,
    /// Every area of which anything was sent.
    areas: BTreeSet<&'s str>,
}

impl<'s> Ground<'s> {
    /// Of an indicator.
    pub fn of(indicator: &Indicator, setting: &Setting<'_>, book: &'s Book<'_>) -> Ground<'s> {
        Ground {
            first: book.first_period(indicator).unwrap_or(setting.until).min(setting.until),
            areas: book.areas(indicator),
        }
    }
}

/// Every subject of which an indicator has, or should have, a series: the home county always.
pub(super) fn subjects(
    indicator: &Indicator,
    ground: &Ground<'_>,
    (setting, book): (&Setting<'_>, &Book<'_>),
) -> Vec<Subject> {
    let home = setting.places.home();
    let areas = &ground.areas;
    let holds = |outer: &str| areas.iter().any(|sent| setting.places.contains(outer, sent));
    let mut subjects = vec![Subject {
        level: Level::County,
        area: home.to_string(),
        agency: None,
    }];
    for area in setting
        .places
        .all()
        .iter()
        .filter(|area| area.id != home && holds(&area.id))
    {
        subjects.push(Subject {
            level: area.level,
            area: area.id.clone(),
            agency: None,
        });
    }
    for agency in book.senders(indicator) {
        subjects.push(Subject {
            level: Level::County,
            area: home.to_string(),
            agency: Some(agency.to_string()),
        });
    }
    subjects
}

/// One series up to the quarter `last`, leaving out `excluding` in every quarter.
pub(super) fn series(
    indicator: &Indicator,
    subject: &Subject,
    (setting, book): (&Setting<'_>, &Book<'_>),
    (excluding, last): (&BTreeSet<String>, Period),
) -> Series {
    let ground = Ground::of(indicator, setting, book);
    series_on(&ground, (indicator, subject), (setting, book), (excluding, last))
}

/// The same on ground that was looked at before.
pub(super) fn series_on(
    ground: &Ground<'_>,
    (indicator, subject): (&Indicator, &Subject),
    (setting, book): (&Setting<'_>, &Book<'_>),
    (excluding, last): (&BTreeSet<String>, Period),
) -> Series {
    let rules = Rules {
        places: setting.places,
        additive: adds_up(indicator),
        excluding,
    };
    let area = subject.area.as_str();
    let mut source = Source {
        indicator,
        setting,
        book,
        sent: match &subject.agency {
            Some(agency) => Parts::Of(agency, book.of_sender((indicator, agency), area, &rules)),
            None => Parts::All(book.at_area(indicator, area, &rules)),
        },
        first: match &subject.agency {
            Some(agency) => book
                .first_of_sender((indicator, agency), area, &rules)
                .map(|sent| Parts::Of(agency, sent)),
            None => book.first_at_area(indicator, area, &rules).map(Parts::All),
        },
        areas: match (subject.level, &subject.agency) {
            (Level::County | Level::Other, _) | (_, Some(_)) => None,
            (Level::Quadrant | Level::District, None) => {
                Some(book.area_sources((indicator, &ground.areas), area, &rules))
            }
        },
    };
    let mut observations: Vec<Observation> = vec![];
    for period in ground.first.to(last) {
        let mut one = one(&mut source, (subject, period), (&rules, observations.last()));
        one.flags.broken = !observations.is_empty() && indicator.breaks.iter().any(|change| change.from == period);
        observations.push(one);
    }
    Series {
        indicator: indicator.id.clone(),
        level: subject.level,
        area: subject.area.clone(),
        agency: subject.agency.clone(),
        observations: observations.into(),
    }
}

/// What every quarter of a series is made of.
struct Source<'s> {
    indicator: &'s Indicator,
    setting: &'s Setting<'s>,
    book: &'s Book<'s>,
    sent: Parts<'s>,
    /// What was first sent of it, where anything of the indicator has been replaced.
    first: Option<Parts<'s>>,
    /// The areas that are its sources, where areas are.
    areas: Option<AreaSources<'s>>,
}

/// What was sent of the subject: by one agency, or by all.
enum Parts<'s> {
    Of(&'s str, OfSender<'s>),
    All(AtArea<'s>),
}

impl Parts<'_> {
    /// Who usually sends of the subject besides those who did.
    fn silent(&self, period: Period) -> Vec<&str> {
        match self {
            Parts::Of(..) => vec![],
            Parts::All(sent) => sent.silent(period),
        }
    }

    /// What they come to in a quarter, and who sent it.
    fn figure(&self, period: Period) -> (Option<Figure>, BTreeSet<&str>) {
        match self {
            Parts::Of(agency, sent) => {
                let figure = sent.figure(period);
                let reporting = figure.iter().map(|_| *agency).collect();
                (figure, reporting)
            }
            Parts::All(sent) => sent
                .figure(period)
                .map_or((None, BTreeSet::new()), |(figure, from)| (Some(figure), from)),
        }
    }
}

fn one(
    source: &mut Source<'_>,
    (subject, period): (&Subject, Period),
    (rules, before): (&Rules<'_>, Option<&Observation>),
) -> Observation {
    let (indicator, setting, book) = (source.indicator, source.setting, source.book);
    let (figure, reporting) = source.sent.figure(period);
    let asked = book.expected(indicator, period);
    let mut expected = Expected {
        asked: &asked,
        only: subject.agency.as_ref(),
        excluding: rules.excluding,
        reporting: Some(&reporting),
    };
    let figure = figure.map(|figure| match counts_the_silent(indicator) {
        true => figure,
        false => with_parts_missing(figure, missing(source, (subject, period), &expected)),
    });
    let observed = |figure: &Figure| {
        let base = indicator.population.as_ref();
        let base = base.and_then(|base| {
            population(
                (setting.populations, setting.places),
                (&subject.area, period),
                &base.column,
            )
        });
        observation(indicator, period, figure, base.as_ref())
    };
    let mut seen = match &figure {
        Some(figure) => observed(figure),
        None if nothing_was_due(book, (indicator, subject), period, &expected) => {
            expected.reporting = None;
            Observation::absent(period, SeriesState::NotDue)
        }
        None => Observation::absent(period, absence(indicator, period, (setting, !expected.is_empty()))),
    };
    seen.without = figure.into_iter().flat_map(|figure| figure.without).collect();
    let later = setting.until.index() - period.index();
    let is_told = seen.value.is_some() || seen.state == SeriesState::Range;
    seen.flags.provisional = is_told && (later < provisional(indicator, setting) || !seen.without.is_empty());
    // What was replaced may leave the figure as it was: a district's that the county's own row outweighs, or two that make up for
    // one another.
    let has_moved = || {
        let first = source.first.as_ref().and_then(|sent| sent.figure(period).0);
        first.is_none_or(|first| !says_the_same(&observed(&first), &seen))
    };
    seen.flags.restated =
        seen.state != SeriesState::NoReturn && book.has_replaced(indicator, subject, period) && has_moved();
    let (usual, came) = match source.areas.as_mut() {
        None => (expected.all(), reporting.iter().copied().collect()),
        Some(areas) => areas.of(period),
    };
    seen.expected_sources = list(usual, before.map(|before| &before.expected_sources));
    seen.reporting_sources = list(came, before.map(|before| &before.reporting_sources));
    seen
}

/// Who is asked for a figure, or has sent of it. There are many agencies, and below the county hardly anyone asks for all of them.
struct Expected<'s> {
    /// All who are asked.
    asked: &'s BTreeSet<String>,
    /// The one of them that matters, where a series is an agency's own.
    only: Option<&'s String>,
    /// Those who are left out unless they have sent.
    excluding: &'s BTreeSet<String>,
    /// Those who have sent; `None` where nobody is expected, because nothing was due.
    reporting: Option<&'s BTreeSet<&'s str>>,
}

impl<'s> Expected<'s> {
    /// Whether somebody is, asked or not.
    fn has(&self, id: &str) -> bool {
        self.reporting
            .is_some_and(|reporting| reporting.contains(id) || self.asks(id) && self.asked.contains(id))
    }

    /// Those who are asked and not left out, in order.
    fn asked(&self) -> impl Iterator<Item = &'s str> {
        // An agency's own series asks for one of many.
        let (one, all) = match self.only {
            Some(only) => (self.asked.get(only), None),
            None => (None, Some(self.asked)),
        };
        let asked = one.into_iter().chain(all.into_iter().flatten());
        let asked = asked.filter(|_| self.reporting.is_some());
        asked.map(String::as_str).filter(|id| !self.excluding.contains(*id))
    }

    fn asks(&self, id: &str) -> bool {
        self.only.is_none_or(|only| only == id) && !self.excluding.contains(id)
    }

    fn is_empty(&self) -> bool {
        self.reporting.is_none_or(BTreeSet::is_empty) && self.asked().next().is_none()
    }

    /// Those who are asked or have sent, in order.
    fn all(&self) -> Vec<&'s str> {
        let mut all: Vec<&str> = self.asked().collect();
        let asked = all.len();
        let reporting = self.reporting.into_iter().flatten().copied();
        all.extend(reporting.filter(|id| !self.asked.contains(*id) || !self.asks(id)));
        if asked > 0 && all.len() > asked {
            all.sort_unstable();
        }
        all
    }
}

/// Whether a figure's base holds those who sent nothing: a share of all who were asked lacks nobody's part.
fn counts_the_silent(indicator: &Indicator) -> bool {
    let shape = indicator.measured_from.as_ref().map(|made| &made.shape);
    matches!(shape, Some(Shape::Returns { .. }))
}

/// Whether a quarter without a figure asked for none: rows came, and none of them counts. Of a feed that is due in quarters of its
/// own, what others sent says nothing of an agency that was asked and is silent.
fn nothing_was_due(
    book: &Book<'_>,
    (indicator, subject): (&Indicator, &Subject),
    period: Period,
    expected: &Expected<'_>,
) -> bool {
    let is_silent = |agency: &String| {
        let is_asked = book.is_due_in_its_own_quarters(indicator) && expected.has(agency);
        is_asked && !book.came_from(indicator, agency, period)
    };
    book.came(indicator, period) && !subject.agency.as_ref().is_some_and(is_silent)
}

/// Those whose part belongs to a figure and is not in it: of who is asked for the whole; below it of whoever usually sends of that place.
fn missing<'s>(source: &'s Source<'_>, (subject, period): (&Subject, Period), expected: &Expected<'s>) -> Vec<&'s str> {
    let has_not = |id: &&str| expected.reporting.is_none_or(|reporting| !reporting.contains(id));
    match subject.level {
        Level::County => expected.asked().filter(has_not).collect(),
        Level::Quadrant | Level::District | Level::Other => {
            let silent = source.sent.silent(period).into_iter();
            silent.filter(|sender| expected.has(sender)).filter(has_not).collect()
        }
    }
}

/// Whether two observations show the same figure.
fn says_the_same(one: &Observation, other: &Observation) -> bool {
    let figures = |seen: &Observation| [seen.numerator, seen.denominator, seen.value, seen.low, seen.high];
    let close = |(one, other): (Option<f64>, Option<f64>)| match (one, other) {
        (Some(one), Some(other)) => (one - other).abs() <= 1e-9 * one.abs().max(1.0),
        (one, other) => one == other,
    };
    one.state == other.state && figures(one).into_iter().zip(figures(other)).all(close)
}

/// A list of sources. From quarter to quarter it is mostly the same, and then shared with the quarter before.
fn list(all: Vec<&str>, before: Option<&Arc<[String]>>) -> Arc<[String]> {
    match before.filter(|before| before.iter().eq(all.iter())) {
        Some(before) => Arc::clone(before),
        None => all.into_iter().map(String::from).collect(),
    }
}

/// The figure with every sender that should have been in it and is not.
fn with_parts_missing(mut figure: Figure, missing: Vec<&str>) -> Figure {
    figure.without.extend(missing.into_iter().map(String::from));
    figure
}

fn provisional(indicator: &Indicator, setting: &Setting<'_>) -> i32 {
    let declared = indicator.provisional_quarters.map(i32::from);
    declared.unwrap_or_else(|| i32::try_from(setting.catalogue.policy().provisional_quarters).unwrap_or(0))
}

/// Why there is no figure: nobody sent what was due, or nothing was due.
fn absence(indicator: &Indicator, period: Period, (setting, is_expected): (&Setting<'_>, bool)) -> SeriesState {
    let cycle = indicator
        .measured_from
        .as_ref()
        .and_then(|made| setting.due.get(&made.feed));
    let is_due = match cycle {
        Some(periods) => periods.contains(&period),
        None => indicator.due_quarters.contains(&period.quarter()),
    };
    if is_due || is_expected {
        SeriesState::NoReturn
    } else {
        SeriesState::NotDue
    }
}
