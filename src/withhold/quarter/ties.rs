//! Which areas add up to which in one quarter, as a reader would take it.

use std::collections::BTreeSet;

use crate::catalogue::Unit;
use crate::domain::{Observation, SeriesState};
use crate::withhold::audit;
use crate::withhold::cell::CLOSE;
use crate::withhold::model::{Fact, Model};
use crate::withhold::protect::LEAST_WITHHELD;
use crate::withhold::quarter::{Of, Quarter, base, counts, is_by_sender, key, model, numerator, standard};
use crate::withhold::yearly::{not_known_in, parts};

/// The sums of a quarter.
pub(super) struct Ties {
    /// Each whole is its parts. Where the figures say otherwise a part that nobody sees stands for what is missing.
    pub facts: Vec<Fact>,
    /// Sums that do not hold, as a reader believes them who does not know so: each with its areas.
    believed: Vec<(Fact, Vec<String>)>,
    /// Whether every figure of every sum is a known number.
    all_known: bool,
}

impl Ties {
    pub(super) fn of(quarter: &Quarter) -> Ties {
        let mut ties = Ties {
            facts: vec![],
            believed: vec![],
            all_known: true,
        };
        let unit = quarter.indicator.unit;
        let kinds: &[Of] = match unit == Unit::Count || unit.multiplier().is_some() {
            true => &[Of::Counted, Of::Base],
            // Means and medians do not add up.
            false => &[],
        };
        for &of in kinds {
            for parent in quarter.places.all() {
                let children = parts(quarter.places, &parent.id);
                let figures = Figures { quarter, of };
                if children.is_empty() || !children.iter().any(|child| figures.is_told(child)) {
                    continue;
                }
                ties.add(&figures, &parent.id, &children);
            }
        }
        ties
    }

    fn add(&mut self, figures: &Figures, parent: &str, children: &[String]) {
        let least: f64 = children.iter().map(|child| figures.least(child)).sum();
        let known: Option<f64> = children.iter().map(|child| figures.known(child)).sum();
        let whole = figures.known(parent);
        let adds_up = match (whole, known) {
            (Some(whole), Some(known)) => (whole - known).abs() < CLOSE,
            (Some(whole), None) => least <= whole + CLOSE,
            (None, _) => true,
        };
        self.all_known &= figures.own(parent).is_some() && children.iter().all(|child| figures.own(child).is_some());
        let sum = figures.sum(parent, children);
        if adds_up {
            self.facts.push(sum);
            return;
        }
        if whole.is_some_and(|whole| least <= whole) {
            let mut with_rest = sum.clone();
            let unknown = key(figures.quarter, (&not_known_in(parent), figures.measure()));
            with_rest.terms.push((unknown, 1.0));
            self.facts.push(with_rest);
        }
        let areas = children.iter().cloned().chain([parent.to_string()]);
        self.believed.push((sum, areas.collect()));
    }

    /// Whether the sums tell nothing besides their figures: all of these are known, and no reader believes anything else.
    pub(super) fn are_plain(&self) -> bool {
        self.all_known && self.believed.is_empty()
    }

    /// The areas of a sum that gives a small count away to a reader who believes it; `None` where there is none.
    pub(super) fn open_to_a_simple_reader(&self, quarter: &Quarter, protected: Option<&Model>) -> Option<Vec<String>> {
        self.believed.iter().find_map(|(sum, areas)| {
            let mut facts: Vec<Fact> = self
                .facts
                .iter()
                .filter(|fact| fact.name != sum.name)
                .cloned()
                .collect();
            facts.push(sum.clone());
            let mut read = model(quarter, &facts);
            for cell in &mut read.cells {
                let known = protected.and_then(|known| Some(&known.cells[known.find(&cell.key)?]));
                if let Some(known) = known {
                    (cell.seen, cell.sensitive) = (known.seen, known.sensitive);
                }
            }
            // Figures that contradict the belief tell the reader that the parts do not add up.
            let gives_away = audit::disclosed(&read, standard(quarter)).is_ok_and(|found| !found.is_empty());
            gives_away.then(|| areas.clone())
        })
    }
}

/// Whether every count, base and rest is a known number that is none or more than a small one: most quarters, seen at a glance.
pub(super) fn nothing_is_small(quarter: &Quarter) -> bool {
    let bound = f64::from(quarter.policy.withhold_up_to);
    let is_fine = |count: f64| count <= 0.0 || count > bound;
    quarter.figures.iter().all(|(_, one)| {
        let (counted, whole) = counts(one, quarter.indicator);
        let rest = counted.zip(whole).map(|(counted, whole)| whole - counted);
        let rest = rest.filter(|_| quarter.indicator.complement_sensitive);
        !is_by_sender(one) && counted.is_some_and(is_fine) && whole.is_none_or(is_fine) && rest.is_none_or(is_fine)
    })
}

/// One quantity at every area.
struct Figures<'a, 'b> {
    quarter: &'a Quarter<'b>,
    of: Of,
}

impl Figures<'_, '_> {
    fn measure(&self) -> &'static str {
        match self.of {
            Of::Counted => "counted",
            Of::Base => "base",
        }
    }

    fn at(&self, area: &str) -> Option<&Observation> {
        let mut all = self.quarter.figures.iter();
        all.find(|(own, _)| *own == area).map(|(_, one)| *one)
    }

    fn is_by_sender(&self, area: &str) -> bool {
        let state = self.at(area).map(|one| one.state);
        self.of == Of::Counted && matches!(state, Some(SeriesState::Suppressed | SeriesState::Range))
    }

    fn own(&self, area: &str) -> Option<f64> {
        let (counted, base) = counts(self.at(area)?, self.quarter.indicator);
        match self.of {
            Of::Counted => counted.filter(|_| !self.is_by_sender(area)),
            Of::Base => base,
        }
    }

    /// Whether a figure of the area, or of one inside it, is told.
    fn is_told(&self, area: &str) -> bool {
        let inside = || parts(self.quarter.places, area);
        self.own(area).is_some() || self.is_by_sender(area) || inside().iter().any(|part| self.is_told(part))
    }

    /// The area's figure, or that of all its parts together.
    fn known(&self, area: &str) -> Option<f64> {
        let own = self.own(area);
        if own.is_some() || self.is_by_sender(area) {
            return own;
        }
        let parts = parts(self.quarter.places, area);
        let sum = || parts.iter().map(|part| self.known(part)).sum();
        if parts.is_empty() { None } else { sum() }
    }

    /// The least that the area's figure can be.
    fn least(&self, area: &str) -> f64 {
        if let Some(own) = self.own(area) {
            return own;
        }
        if self.is_by_sender(area) {
            return LEAST_WITHHELD;
        }
        let parts = parts(self.quarter.places, area);
        parts.iter().map(|part| self.least(part)).sum()
    }

    fn sum(&self, parent: &str, children: &[String]) -> Fact {
        let of = |area: &str| match self.of {
            Of::Counted => numerator(self.quarter, area),
            Of::Base => base(self.quarter, area),
        };
        let parts: BTreeSet<&String> = children.iter().collect();
        Fact {
            name: format!("{} of {parent}", self.measure()),
            terms: parts
                .into_iter()
                .map(|part| (of(part), 1.0))
                .chain([(of(parent), -1.0)])
                .collect(),
            low: 0.0,
            high: 0.0,
        }
    }
}
