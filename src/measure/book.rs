//! Everything sent of every indicator, with what may stand in for a missing part and who should have sent it.

use crate::catalogue::{Catalogue, Indicator, Shape, Timing, Unit};
use crate::domain::{Level, Period};
use crate::measure::Setting;
use crate::measure::assemble::Subject;
use crate::measure::expectation::Expectation;
use crate::measure::part::Figure;
use crate::measure::parts::{Rules, Sent};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Everything sent, by indicator, as the series are made of it.
pub(super) struct Book<'a> {
    /// By indicator.
    pub sent: BTreeMap<String, Sent>,
    /// Who is expected to send what.
    pub expectation: Arc<Expectation<'a>>,
    /// Who should have sent each indicator, quarter by quarter from the first of which anything came.
    expected: Arc<BTreeMap<String, BTreeMap<Period, BTreeSet<String>>>>,
    pub setting: &'a Setting<'a>,
    pub catalogue: &'a Catalogue,
}

impl<'a> Book<'a> {
    /// Everything sent, by indicator.
    pub fn new(sent: BTreeMap<String, Sent>, expectation: Expectation<'a>, setting: &'a Setting<'a>) -> Book<'a> {
        let mut book = Book {
            sent,
            expectation: Arc::new(expectation),
            expected: Arc::default(),
            setting,
            catalogue: setting.catalogue,
        };
        let first = book.sent.values().filter_map(Sent::first_period).min();
        let quarters: Vec<Period> = first.into_iter().flat_map(|first| first.to(setting.until)).collect();
        let of = |indicator: &Indicator| {
            let by_quarter = quarters.iter().map(|at| (*at, book.asked(indicator, *at)));
            (indicator.id.clone(), by_quarter.collect())
        };
        book.expected = Arc::new(setting.catalogue.indicators().iter().map(of).collect());
        book
    }

    /// The same book with other figures of what was sent.
    pub fn with(&self, sent: BTreeMap<String, Sent>) -> Book<'a> {
        Book {
            sent,
            expectation: Arc::clone(&self.expectation),
            expected: Arc::clone(&self.expected),
            setting: self.setting,
            catalogue: self.catalogue,
        }
    }
}

impl Book<'_> {
    /// What an indicator's own rows, and those of the count that equals its numerator, hold.
    fn sources(&self, indicator: &Indicator) -> impl Iterator<Item = &Sent> {
        let ids = std::iter::once(&indicator.id).chain(&indicator.numerator_is);
        ids.filter_map(|id| self.sent.get(id))
    }

    /// Every area of which anything was sent.
    pub fn areas(&self, indicator: &Indicator) -> BTreeSet<&str> {
        self.sources(indicator).flat_map(Sent::areas).collect()
    }

    /// The agencies that have a part of their own: those that rows name, else who ever sent the indicator itself.
    pub fn senders(&self, indicator: &Indicator) -> Vec<&str> {
        let Some(own) = self.sent.get(&indicator.id) else {
            return vec![];
        };
        match own.by_agency.is_empty() {
            true => own.by_sender.keys().map(String::as_str).collect(),
            false => own.by_agency.keys().map(String::as_str).collect(),
        }
    }

    /// The first quarter of which anything was sent.
    pub fn first_period(&self, indicator: &Indicator) -> Option<Period> {
        self.sources(indicator).filter_map(Sent::first_period).min()
    }

    /// What a sender sent comes to at an area.
    pub fn of_sender(
        &self,
        (indicator, sender): (&Indicator, &str),
        at: (&str, Period),
        rules: &Rules<'_>,
    ) -> Option<Figure> {
        let sent = self.sent.get(&indicator.id)?;
        if let Some(by_period) = sent.by_agency.get(sender) {
            return by_period.get(&at.1).map(Figure::of);
        }
        let own = sent.of_sender(sender, at, rules);
        let other = |id: &Option<String>| {
            let sent = id.as_ref().and_then(|id| self.sent.get(id));
            sent.and_then(|sent| sent.of_sender(sender, at, rules))
        };
        own.map(|own| filled(own, other(&indicator.numerator_is), other(&indicator.denominator_is)))
    }

    /// What all senders sent comes to at an area, and who they are. A missing numerator or denominator is taken from the count
    /// that equals it; a rate needs no row of its own, because its base is the population.
    pub fn at_area<'s>(
        &'s self,
        indicator: &Indicator,
        at: (&str, Period),
        rules: &Rules<'_>,
    ) -> Option<(Figure, BTreeSet<&'s str>)> {
        let own = self.sent.get(&indicator.id).and_then(|sent| sent.at_area(at, rules));
        let other = |id: &Option<String>| {
            let sent = id.as_ref().and_then(|id| self.sent.get(id));
            sent.and_then(|sent| sent.at_area(at, rules))
        };
        let (numerator, denominator) = (other(&indicator.numerator_is), other(&indicator.denominator_is));
        match own {
            Some((own, senders)) => {
                let parts = (numerator.map(|found| found.0), denominator.map(|found| found.0));
                Some((filled(own, parts.0, parts.1), senders))
            }
            None => {
                let (above, senders) = numerator?;
                let below = denominator.and_then(|found| found.0.numerator);
                let whole = indicator.unit.is_rate() || below.is_some();
                let figure = Figure {
                    denominator: below,
                    value: None,
                    ..above
                };
                whole.then_some((figure, senders))
            }
        }
    }

    /// Whether rows that it is measured from came for a quarter. Where none of them counts, nothing that it counts was due.
    pub fn came(&self, indicator: &Indicator, period: Period) -> bool {
        self.sent
            .get(&indicator.id)
            .is_some_and(|sent| sent.came.contains(&period))
    }

    /// Who should have sent it for a quarter, itself or the count that it is made of.
    pub fn expected(&self, indicator: &Indicator, period: Period) -> Cow<'_, BTreeSet<String>> {
        let known = self.expected.get(&indicator.id).and_then(|at| at.get(&period));
        known.map_or_else(|| Cow::Owned(self.asked(indicator, period)), Cow::Borrowed)
    }

    fn asked(&self, indicator: &Indicator, period: Period) -> BTreeSet<String> {
        if let Some(made) = &indicator.measured_from
            && let Some(due) = self.setting.due.get(&made.feed)
        {
            let asked = self
                .setting
                .agencies
                .iter()
                .filter(|agency| agency.sends(&made.feed) && agency.existed(period.first_day(), period.last_day()));
            return asked
                .filter(|_| due.contains(&period))
                .map(|agency| agency.id.clone())
                .collect();
        }
        let stand_in = indicator.numerator_is.as_ref().filter(|_| indicator.unit.is_rate());
        let sent_as = stand_in
            .and_then(|id| self.catalogue.indicator(id))
            .unwrap_or(indicator);
        self.expectation.senders(sent_as, period)
    }

    /// Below the county, sources are areas, of all `areas` of which anything was sent: those that usually report and those
    /// that did.
    pub fn area_sources(
        &self,
        (indicator, areas): (&Indicator, &BTreeSet<&str>),
        at: (&str, Period),
        rules: &Rules<'_>,
    ) -> (Vec<String>, Vec<String>) {
        let (area, period) = at;
        let nobody = BTreeSet::new();
        let all = Rules {
            excluding: &nobody,
            ..*rules
        };
        let within = |outer: &str| areas.iter().any(|sent| rules.places.contains(outer, sent));
        let mut parts: Vec<&str> = rules
            .places
            .children(area)
            .map(|child| child.id.as_str())
            .filter(|id| within(id))
            .collect();
        if parts.is_empty() {
            parts.push(area);
        }
        let own = self.sent.get(&indicator.id);
        let came = |id: &str, at: Period| {
            // One sender is enough to know, and there may be many.
            own.is_some_and(|own| own.comes((id, at), &all)) || self.at_area(indicator, (id, at), &all).is_some()
        };
        let usual = |id: &&str| period.back(4).to(period).any(|at| came(id, at));
        let listed = |found: Vec<&str>| {
            let mut found: Vec<String> = found.into_iter().map(String::from).collect();
            found.sort();
            found
        };
        let reporting = parts.iter().copied().filter(|id| came(id, period)).collect();
        (listed(parts.iter().copied().filter(usual).collect()), listed(reporting))
    }

    /// Whether a figure at a subject has been restated in a quarter.
    pub fn is_restated(&self, indicator: &Indicator, subject: &Subject, period: Period) -> bool {
        let Some(sent) = self.sent.get(&indicator.id) else {
            return false;
        };
        let covers = |area: &String| match subject.level {
            Level::Other => area == &subject.area,
            Level::County | Level::Quadrant | Level::District => self.setting.places.contains(&subject.area, area),
        };
        sent.replaced.keys().any(|(sender, area, at)| {
            let is_sender = || subject.agency.as_ref().is_none_or(|agency| agency == sender);
            *at == period && is_sender() && covers(area)
        })
    }
}

/// Whether areas and senders may be added up: people told apart and medians may not.
pub(super) fn adds_up(indicator: &Indicator) -> bool {
    let told_apart = indicator.timing == Timing::FlowDistinct || indicator.unit == Unit::MedianDays;
    let shape = indicator.measured_from.as_ref().map(|made| &made.shape);
    !told_apart
        && !matches!(
            shape,
            Some(Shape::Distinct { .. } | Shape::Median { .. } | Shape::Largest { .. })
        )
}

/// The figure with its missing numerator or denominator taken from counts that equal them.
fn filled(own: Figure, numerator: Option<Figure>, denominator: Option<Figure>) -> Figure {
    let above = numerator.and_then(|figure| figure.numerator);
    let below = denominator.and_then(|figure| figure.numerator);
    Figure {
        numerator: own.numerator.or(above),
        denominator: own.denominator.or(below),
        ..own
    }
}
