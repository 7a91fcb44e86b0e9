//! Everything sent of every indicator, with what may stand in for a missing part and who should have sent it.

use crate::catalogue::{Catalogue, Indicator, Shape, Timing, Unit};
use crate::domain::{Level, Period};
use crate::measure::Setting;
use crate::measure::assemble::Subject;
use crate::measure::expectation::Expectation;
use crate::measure::part::{Figure, Part};
use crate::measure::parts::{Branch, Gathered, Rules, Sent};
use crate::measure::side_by_side::{self, Doer};
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
    /// What was sent, as it was first received, of the indicators of which something has been replaced since.
    first_received: Arc<BTreeMap<String, Sent>>,
    pub setting: &'a Setting<'a>,
    pub catalogue: &'a Catalogue,
}

impl<'a> Book<'a> {
    /// Everything sent, by indicator.
    pub fn new(
        doer: Doer<'_>,
        sent: BTreeMap<String, Sent>,
        (expectation, setting): (Expectation<'a>, &'a Setting<'a>),
    ) -> Book<'a> {
        let first_received = sent
            .iter()
            .filter(|(_, sent)| !sent.replaced.is_empty())
            .map(|(id, sent)| (id.clone(), sent.as_first_received()));
        let mut book = Book {
            first_received: Arc::new(first_received.collect()),
            sent,
            expectation: Arc::new(expectation),
            expected: Arc::default(),
            setting,
            catalogue: setting.catalogue,
        };
        let first = book.sent.values().filter_map(Sent::first_period).min();
        let quarters: Vec<Period> = first.into_iter().flat_map(|first| first.to(setting.until)).collect();
        let indicators = setting.catalogue.indicators();
        let of = |at: usize| {
            let by_quarter = quarters
                .iter()
                .map(|quarter| (*quarter, book.asked(&indicators[at], *quarter)));
            (indicators[at].id.clone(), by_quarter.collect())
        };
        let expected = side_by_side::each(indicators.len(), doer, of);
        book.expected = Arc::new(expected.into_iter().collect());
        book
    }

    /// The same book with other figures of what was sent.
    pub fn with(&self, sent: BTreeMap<String, Sent>) -> Book<'a> {
        Book {
            sent,
            expectation: Arc::clone(&self.expectation),
            expected: Arc::clone(&self.expected),
            first_received: Arc::clone(&self.first_received),
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

    /// What a sender sent of an area.
    pub fn of_sender<'s>(
        &'s self,
        (indicator, sender): (&Indicator, &str),
        area: &'s str,
        rules: &Rules<'s>,
    ) -> OfSender<'s> {
        let branch = |id: &str| self.sent.get(id)?.of_sender(sender, area, rules);
        OfSender {
            named: self.sent.get(&indicator.id).and_then(|sent| sent.by_agency.get(sender)),
            own: branch(&indicator.id),
            numerator: indicator.numerator_is.as_deref().and_then(branch),
            denominator: indicator.denominator_is.as_deref().and_then(branch),
        }
    }

    /// What a sender first sent of an area, where something of it has been replaced; what stands in for a part as it is now.
    pub fn first_of_sender<'s>(
        &'s self,
        (indicator, sender): (&Indicator, &str),
        area: &'s str,
        rules: &Rules<'s>,
    ) -> Option<OfSender<'s>> {
        let first = self.first_received.get(&indicator.id)?;
        let now = self.of_sender((indicator, sender), area, rules);
        Some(OfSender {
            own: first.of_sender(sender, area, rules),
            ..now
        })
    }

    /// What all senders first sent of an area, where something of it has been replaced; what stands in for a part as it is now.
    pub fn first_at_area<'s>(&'s self, indicator: &Indicator, area: &'s str, rules: &Rules<'s>) -> Option<AtArea<'s>> {
        let first = self.first_received.get(&indicator.id)?;
        let now = self.at_area(indicator, area, rules);
        Some(AtArea {
            own: Some(first.at(area, rules)),
            ..now
        })
    }

    /// What all senders sent of an area.
    pub fn at_area<'s>(&'s self, indicator: &Indicator, area: &'s str, rules: &Rules<'s>) -> AtArea<'s> {
        let gathered = |id: &str| self.sent.get(id).map(|sent| sent.at(area, rules));
        AtArea {
            is_rate: indicator.unit.is_rate(),
            own: gathered(&indicator.id),
            numerator: indicator.numerator_is.as_deref().and_then(gathered),
            denominator: indicator.denominator_is.as_deref().and_then(gathered),
        }
    }

    /// Whether rows that it is measured from came for a quarter. Where none of them counts, nothing that it counts was due.
    pub fn came(&self, indicator: &Indicator, period: Period) -> bool {
        self.sent
            .get(&indicator.id)
            .is_some_and(|sent| sent.came.contains_key(&period))
    }

    /// Whether a sender's rows were among them.
    pub fn came_from(&self, indicator: &Indicator, sender: &str, period: Period) -> bool {
        let came = self.sent.get(&indicator.id).and_then(|sent| sent.came.get(&period));
        came.is_some_and(|senders| senders.contains(sender))
    }

    /// Whether it is measured from a feed that is not due every quarter.
    pub fn is_due_in_its_own_quarters(&self, indicator: &Indicator) -> bool {
        let made = indicator.measured_from.as_ref();
        made.is_some_and(|made| self.setting.due.contains_key(&made.feed))
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
        // Where rows of a feed that nobody is asked for took the place of totals, no total is missing.
        let is_of_rows = self
            .sent
            .get(&indicator.id)
            .is_some_and(|sent| sent.came.contains_key(&period));
        if is_of_rows && indicator.measured_from.is_some() {
            return BTreeSet::new();
        }
        let stand_in = indicator.numerator_is.as_ref().filter(|_| indicator.unit.is_rate());
        let sent_as = stand_in
            .and_then(|id| self.catalogue.indicator(id))
            .unwrap_or(indicator);
        self.expectation.senders(sent_as, period)
    }

    /// Below the county, sources are areas: those within an area, of all `areas` of which anything was sent, or itself.
    pub fn area_sources<'s>(
        &'s self,
        (indicator, areas): (&Indicator, &BTreeSet<&str>),
        area: &'s str,
        rules: &Rules<'s>,
    ) -> AreaSources<'s> {
        static NOBODY: BTreeSet<String> = BTreeSet::new();
        let all = Rules {
            excluding: &NOBODY,
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
        let parts = parts.into_iter();
        AreaSources::new(parts.map(|id| (id, self.at_area(indicator, id, &all))).collect())
    }

    /// Whether anything that was sent of a subject in a quarter has been replaced by something else; the figure that it goes into may
    /// still be what it was.
    pub fn has_replaced(&self, indicator: &Indicator, subject: &Subject, period: Period) -> bool {
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

/// What a sender sent of an area, with what may stand in for a missing part.
pub(super) struct OfSender<'s> {
    /// Its own part where rows name agencies besides their sender.
    named: Option<&'s BTreeMap<Period, Part>>,
    own: Option<Branch<'s>>,
    numerator: Option<Branch<'s>>,
    denominator: Option<Branch<'s>>,
}

impl OfSender<'_> {
    /// What it comes to.
    pub fn figure(&self, period: Period) -> Option<Figure> {
        if let Some(by_period) = self.named {
            return by_period.get(&period).map(Figure::of);
        }
        let of = |branch: &Option<Branch<'_>>| branch.as_ref().and_then(|branch| branch.figure(period));
        of(&self.own).map(|own| filled(own, of(&self.numerator), of(&self.denominator)))
    }
}

/// What all senders sent of an area, with what may stand in for a missing part.
pub(super) struct AtArea<'s> {
    is_rate: bool,
    own: Option<Gathered<'s>>,
    numerator: Option<Gathered<'s>>,
    denominator: Option<Gathered<'s>>,
}

impl<'s> AtArea<'s> {
    /// What it comes to, and who sent it. A missing numerator or denominator is taken from the count that equals it; a rate needs
    /// no row of its own, because its base is the population.
    pub fn figure(&self, period: Period) -> Option<(Figure, BTreeSet<&'s str>)> {
        let of = |gathered: &Option<Gathered<'s>>| gathered.as_ref().and_then(|gathered| gathered.figure(period));
        let (numerator, denominator) = (of(&self.numerator), of(&self.denominator));
        match of(&self.own) {
            Some((own, senders)) => {
                let parts = (numerator.map(|found| found.0), denominator.map(|found| found.0));
                Some((filled(own, parts.0, parts.1), senders))
            }
            None => {
                let (above, senders) = numerator?;
                let below = denominator.and_then(|found| found.0.numerator);
                let whole = self.is_rate || below.is_some();
                let figure = Figure {
                    denominator: below,
                    value: None,
                    ..above
                };
                whole.then_some((figure, senders))
            }
        }
    }

    /// Senders who usually send a part of it and sent none for a quarter.
    pub fn silent(&self, period: Period) -> Vec<&'s str> {
        let parts = self.own.as_ref().or(self.numerator.as_ref());
        parts.map(|sent| sent.silent(period).collect()).unwrap_or_default()
    }

    fn comes(&self, period: Period) -> bool {
        // One sender is enough to know, and there may be many.
        self.own.as_ref().is_some_and(|own| own.comes(period)) || self.figure(period).is_some()
    }
}

/// The areas that are the sources of another, in the order of their names.
pub(super) struct AreaSources<'s> {
    areas: Vec<(&'s str, AtArea<'s>)>,
    /// Which of them came in the quarters that were looked at: each quarter is looked at for those after it too.
    came: BTreeMap<Period, Vec<bool>>,
}

impl<'s> AreaSources<'s> {
    fn new(mut areas: Vec<(&'s str, AtArea<'s>)>) -> AreaSources<'s> {
        areas.sort_by_key(|(id, _)| *id);
        let came = BTreeMap::new();
        AreaSources { areas, came }
    }

    /// Those that usually report, and those that did.
    pub fn of(&mut self, period: Period) -> (Vec<&'s str>, Vec<&'s str>) {
        for quarter in period.back(4).to(period) {
            let areas = &self.areas;
            let look = || areas.iter().map(|(_, at)| at.comes(quarter)).collect();
            self.came.entry(quarter).or_insert_with(look);
        }
        let listed = |from: Period| {
            let quarters = || self.came.range(from..=period);
            let reports = |at: usize| quarters().any(|(_, came)| came[at]);
            let areas = self.areas.iter().enumerate();
            areas.filter(|(at, _)| reports(*at)).map(|(_, (id, _))| *id).collect()
        };
        (listed(period.back(4)), listed(period))
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
