//! The life of every exception, replayed quarter by quarter from the verdicts of each: new, continuing, improving, closed, on
//! watch after closing. Nothing is remembered that the figures do not say again.

use crate::catalogue::{Catalogue, Indicator, Polarity};
use crate::domain::{Comparator, Concern, ExceptionState, Interval, Judged, Key, Period, Side, TargetFact, Tier};
use crate::sift::score::{self, Weighed};
use crate::sift::{concern, faults, story};
use std::collections::BTreeMap;

/// Everything that was tested in one quarter.
#[derive(Clone, Debug)]
pub struct Quarter {
    /// The quarter.
    pub period: Period,
    /// Its series, each up to this quarter, with their verdicts.
    pub judged: Vec<Judged>,
    /// By indicator and area, where in `judged` the series of all senders together is.
    together: BTreeMap<(String, String), usize>,
}

impl Quarter {
    /// The series of a quarter with their verdicts.
    pub fn new(period: Period, judged: Vec<Judged>) -> Quarter {
        let mut together = BTreeMap::new();
        for (at, one) in judged.iter().enumerate().filter(|(_, one)| one.series.agency.is_none()) {
            let place = (one.series.indicator.clone(), one.series.area.clone());
            together.entry(place).or_insert(at);
        }
        Quarter {
            period,
            judged,
            together,
        }
    }

    /// The series of an indicator at an area, of all senders together.
    pub fn at(&self, indicator: &str, area: &str) -> Option<&Judged> {
        let place = (indicator.to_string(), area.to_string());
        self.together.get(&place).and_then(|at| self.judged.get(*at))
    }
}

/// Where an exception stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item {
    /// In its life.
    pub state: ExceptionState,
    /// Quarters on the list, this one included; for closed items, as many as it was on the list.
    pub quarters_open: usize,
    /// The direction when it was last raised.
    pub side: Option<Side>,
    /// The usual range when it was raised, against which "back" is held.
    usual: Option<Interval>,
    /// Quarters in a row in which it was back, or met its target.
    back: usize,
    /// Quarters since it closed.
    pub since_closing: usize,
}

impl Item {
    /// A first quarter.
    pub fn fresh(judged: &Judged) -> Item {
        Item {
            state: ExceptionState::New,
            quarters_open: 1,
            side: judged.verdict.side,
            usual: judged
                .verdict
                .lines
                .last()
                .copied()
                .flatten()
                .and_then(|lines| lines.limits),
            back: 0,
            since_closing: 0,
        }
    }

    /// Whether it is on the list of exceptions.
    pub fn is_open(&self) -> bool {
        match self.state {
            ExceptionState::New | ExceptionState::Continuing | ExceptionState::Improving => true,
            ExceptionState::Closed | ExceptionState::AfterClosing => false,
        }
    }
}

/// A distance that shrinks to this share within two quarters, 0 to 1, is no noise: the item is improving.
const NEARER: f64 = 0.75;

/// What the replay needs besides the quarters.
pub(super) struct Rules<'a> {
    pub catalogue: &'a Catalogue,
    pub comparators: &'a [Comparator],
}

/// Where every item stands in the last of the quarters, which are given oldest first.
pub(super) fn replay(quarters: &[Quarter], rules: &Rules<'_>) -> BTreeMap<Key, Item> {
    let mut items: BTreeMap<Key, Item> = BTreeMap::new();
    for quarter in quarters {
        items = step(&items, quarter, rules);
    }
    items
}

fn step(before: &BTreeMap<Key, Item>, quarter: &Quarter, rules: &Rules<'_>) -> BTreeMap<Key, Item> {
    let mut after = BTreeMap::new();
    let raised = raised(before, quarter, rules);
    for judged in &quarter.judged {
        let Some(indicator) = rules.catalogue.indicator(&judged.series.indicator) else {
            continue;
        };
        let key = judged.key();
        let is_raised = raised.contains(&key);
        let next = match before.get(&key) {
            Some(item) if item.is_open() => Some(lived_on(item, judged, (indicator, rules.catalogue), is_raised)),
            _ if is_raised => Some(Item::fresh(judged)),
            Some(item) => watched(item, rules.catalogue.policy().quarters_on_watch as usize),
            None => None,
        };
        if let Some(next) = next {
            after.insert(key, next);
        }
    }
    after
}

/// An open item one quarter later.
fn lived_on(item: &Item, judged: &Judged, (indicator, catalogue): (&Indicator, &Catalogue), is_raised: bool) -> Item {
    let newest = judged.series.newest();
    // Without a whole figure nothing can be said, neither back nor nearer: a part of it is lower than the whole was.
    let has_figure = newest.is_some_and(|one| one.value.is_some() && one.without.is_empty());
    let back = match (is_raised, has_figure) {
        (true, _) => 0,
        (false, false) => item.back,
        (false, true) if is_back(item, judged) => item.back + 1,
        (false, true) => 0,
    };
    if back >= catalogue.policy().quarters_to_close as usize {
        return Item {
            state: ExceptionState::Closed,
            back,
            ..item.clone()
        };
    }
    let nearer = has_figure && (is_nearer(item, judged, indicator) || back > 0);
    let state = if nearer {
        ExceptionState::Improving
    } else {
        ExceptionState::Continuing
    };
    Item {
        state,
        back,
        quarters_open: item.quarters_open + 1,
        ..item.clone()
    }
}

/// A closed item one quarter later: on watch, then gone.
fn watched(item: &Item, quarters_on_watch: usize) -> Option<Item> {
    let since_closing = item.since_closing + 1;
    (since_closing <= quarters_on_watch).then(|| Item {
        state: ExceptionState::AfterClosing,
        since_closing,
        ..item.clone()
    })
}

/// Whether the newest figure meets its target, or is back in the range that was usual when the item was raised.
fn is_back(item: &Item, judged: &Judged) -> bool {
    let verdict = &judged.verdict;
    if verdict
        .target
        .as_ref()
        .is_some_and(|target| target.fact == TargetFact::Met)
    {
        return true;
    }
    let marked = verdict.marks.last().is_some_and(|mark| mark.side.is_some());
    let value = judged.series.newest().and_then(|one| one.value);
    let inside = match (item.usual, value) {
        (Some(usual), Some(value)) => usual.low <= value && value <= usual.high,
        (None, _) | (_, None) => true,
    };
    let judged = !matches!(verdict.tier, Tier::CannotTell | Tier::NotJudged);
    judged && !marked && inside
}

/// Whether the newest two figures are both nearer to the target, else to the middle of the usual range, than the one before.
fn is_nearer(item: &Item, judged: &Judged, indicator: &Indicator) -> bool {
    let period = judged.series.newest().map(|one| one.period);
    let target = judged.verdict.target.as_ref().map(|target| target.target);
    let target = target.or_else(|| {
        period
            .and_then(|period| indicator.target_in(period))
            .map(|target| target.value)
    });
    let middle = item.usual.map(|usual| (usual.low + usual.high) / 2.0);
    let Some(aim) = target.or(middle) else { return false };
    // A figure that runs through its target the wrong way comes nearer to it at first, and is no better for it.
    let away = |value: f64| match indicator.polarity {
        Polarity::HigherBetter => (aim - value).max(0.0),
        Polarity::LowerBetter => (value - aim).max(0.0),
        Polarity::Neutral => (value - aim).abs(),
    };
    let mut newest = judged.series.observations.iter().rev().map(|one| one.value.map(away));
    match (
        newest.next().flatten(),
        newest.next().flatten(),
        newest.next().flatten(),
    ) {
        (Some(now), Some(last), Some(before)) => now <= NEARER * before && last < before,
        _ => false,
    }
}

/// The keys that the quarter's verdicts put on the list: one for each story.
fn raised(before: &BTreeMap<Key, Item>, quarter: &Quarter, rules: &Rules<'_>) -> Vec<Key> {
    let mut candidates: Vec<(Key, f64)> = vec![];
    for judged in quarter
        .judged
        .iter()
        .filter(|judged| judged.verdict.tier == Tier::Exception)
    {
        let Some(indicator) = rules.catalogue.indicator(&judged.series.indicator) else {
            continue;
        };
        let meaning = judged
            .verdict
            .side
            .map(|side| concern::concern(side, indicator.polarity));
        if meaning.is_none_or(|meaning| meaning == Concern::Better) || faults::is_sudden_zero(judged, rules.catalogue) {
            continue;
        }
        let key = judged.key();
        let quarters_open = before
            .get(&key)
            .filter(|item| item.is_open())
            .map_or(1, |item| item.quarters_open + 1);
        let weighed = Weighed {
            indicator,
            policy: rules.catalogue.policy(),
            comparators: rules.comparators,
            quarters_open,
        };
        candidates.push((key, score::total(&score::parts(judged, &weighed))));
    }
    candidates.sort_by(|one, other| other.1.total_cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    let is_open = |key: &Key| before.get(key).is_some_and(Item::is_open);
    story::leads(&candidates, rules.catalogue, is_open)
}
