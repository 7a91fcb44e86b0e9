//! Counts by age band → a directly standardised rate with Dobson's interval.
//!
//! Source: Dobson and others 1991, as PHEindicatormethods 2.1.0 applies it.

use crate::stats::intervals::{self, Interval};

/// One age band.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// Events; a missing count is 0, as the source has it.
    pub events: f64,
    /// Population of the band; must be above 0.
    pub population: f64,
    /// Standard population of the band.
    pub standard: f64,
}

/// A directly standardised rate, per one person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StandardisedRate {
    /// Events in all.
    pub events: f64,
    /// Population in all.
    pub population: f64,
    /// Σ w·x/n / Σ w; `None` with fewer than ten events.
    pub value: Option<f64>,
    /// Σ x(w/n)² / (Σ w)².
    pub variance: f64,
}

/// Fewer events in all than this, and the rate is not to be given.
pub const FEWEST_EVENTS: f64 = 10.0;

/// The rate of `bands`. `None` where there is no band, or a band without people.
pub fn rate(bands: &[Band]) -> Option<StandardisedRate> {
    let events: f64 = bands.iter().map(|band| band.events).sum();
    if bands.is_empty() || !bands.iter().all(|band| band.population > 0.0) {
        return None;
    }
    let weight: f64 = bands.iter().map(|band| band.standard).sum();
    let weighted: f64 = bands
        .iter()
        .map(|band| band.standard * band.events / band.population)
        .sum();
    let spread: f64 = bands
        .iter()
        .map(|band| band.events * (band.standard / band.population) * (band.standard / band.population))
        .sum();
    Some(StandardisedRate {
        events,
        population: bands.iter().map(|band| band.population).sum(),
        value: (events >= FEWEST_EVENTS).then_some(weighted / weight),
        variance: spread / (weight * weight),
    })
}

impl StandardisedRate {
    /// Dobson's interval: value + √(variance / X)·(Byar bound of X − X). `None` with fewer than ten events.
    pub fn interval(&self, confidence: f64) -> Option<Interval> {
        let value = self.value?;
        let scale = (self.variance / self.events).sqrt();
        let lower = intervals::byar_lower(self.events, confidence)?;
        let upper = intervals::byar_upper(self.events, confidence);
        Some(Interval {
            lower: value + scale * (lower - self.events),
            upper: value + scale * (upper - self.events),
        })
    }
}
