//! Many portfolios of one world → how often each rule is right, wrong and late.

use crate::portfolio::{self, HISTORY, INDICATORS, Indicator, MONITORED, Sort, World};
use crate::random::Random;
use crate::rules::{self, RULES, Rule};
use paqa::stats::multiple;
use rayon::prelude::*;

/// False-discovery rates of the exception tier and of good news, and the level of the watch tier, as in `schemas/policy.toml`.
pub const EXCEPTION_RATE: f64 = 0.10;
const GOOD_NEWS_RATE: f64 = 0.05;
pub const WATCH_LEVEL: f64 = 0.01;

/// Counts over all portfolios.
#[derive(Debug, Clone, Default)]
pub struct Score {
    /// Quarters of indicators that did not change.
    pub unchanged: f64,
    /// By rule: raised where nothing changed, and where something did.
    pub false_raised: [f64; RULES.len()],
    pub true_raised: [f64; RULES.len()],
    /// By rule: first monitored quarter, from 1, in which each changed indicator was raised; 99 for never.
    pub first_raised: [Vec<usize>; RULES.len()],
    /// By sort: unchanged quarters, and those with p below the watch level.
    pub sorts: [(f64, f64); 3],
    /// By sort: unchanged quarters whose p for the better is below the watch level.
    pub better: [f64; 3],
    /// Quarters of whole portfolios, and the exceptions for the better that they raised, all of them false.
    pub quarters: f64,
    pub false_good_news: f64,
    /// The same by sort at a tenth of the level, where exceptions are decided.
    pub deep: [f64; 3],
}

/// Draws `portfolios` portfolios of `world` and scores all rules.
pub fn score(world: &World, seed: u64, portfolios: u64) -> Score {
    (0..portfolios)
        .into_par_iter()
        .map(|at| one(world, &mut Random::new(seed, at)))
        .reduce(Score::default, Score::plus)
}

fn one(world: &World, random: &mut Random) -> Score {
    let indicators = portfolio::draw(random, world);
    let mut score = Score::default();
    let mut first = [[99; RULES.len()]; INDICATORS];
    for quarter in HISTORY..HISTORY + MONITORED {
        let both: Vec<Option<(f64, f64)>> = indicators
            .iter()
            .map(|indicator| rules::p_values(indicator, quarter))
            .collect();
        // Each direction is a family of its own, as in a meeting. Everything here changes for the worse, if it changes.
        let p: Vec<Option<f64>> = both.iter().map(|both| both.map(|(worse, _)| worse)).collect();
        let better: Vec<Option<f64>> = both.iter().map(|both| both.map(|(_, better)| better)).collect();
        let good_news = multiple::discoveries(&better, GOOD_NEWS_RATE);
        score.false_good_news += good_news.iter().filter(|&&raised| raised).count() as f64;
        score.quarters += 1.0;
        let exceptions = multiple::discoveries(&p, EXCEPTION_RATE);
        for (at, indicator) in indicators.iter().enumerate() {
            let raised = raised(indicator, quarter, (exceptions[at], p[at]));
            score.count(indicator, (p[at], better[at]), raised);
            for (first, raised) in first[at].iter_mut().zip(raised) {
                if raised && *first == 99 {
                    *first = quarter + 1 - HISTORY;
                }
            }
        }
    }
    for (indicator, first) in indicators.iter().zip(&first) {
        if indicator.changed {
            score
                .first_raised
                .iter_mut()
                .zip(first)
                .for_each(|(all, &first)| all.push(first));
        }
    }
    score
}

fn raised(indicator: &Indicator, quarter: usize, (exception, p): (bool, Option<f64>)) -> [bool; RULES.len()] {
    RULES.map(|rule| match rule {
        Rule::Exception => exception,
        // An exception is at least a watch: a reader of either tier has been told.
        Rule::Watch => exception || p.is_some_and(|p| p < WATCH_LEVEL),
        Rule::MdcNewest => rules::mdc_concern(indicator, quarter, false),
        Rule::MdcFrozen => rules::mdc_concern(indicator, quarter, true),
        Rule::TenPercent => rules::ten_percent_worse(indicator, quarter),
    })
}

impl Score {
    fn count(&mut self, indicator: &Indicator, (p, better): (Option<f64>, Option<f64>), raised: [bool; RULES.len()]) {
        let tally = if indicator.changed {
            &mut self.true_raised
        } else {
            &mut self.false_raised
        };
        tally
            .iter_mut()
            .zip(raised)
            .for_each(|(tally, raised)| *tally += f64::from(raised));
        if indicator.changed {
            return;
        }
        self.unchanged += 1.0;
        let sort = match indicator.sort {
            Sort::LargeCount => 0,
            Sort::SmallCount => 1,
            Sort::Percentage => 2,
        };
        self.sorts[sort].0 += 1.0;
        self.sorts[sort].1 += f64::from(p.is_some_and(|p| p < WATCH_LEVEL));
        self.better[sort] += f64::from(better.is_some_and(|p| p < WATCH_LEVEL));
        self.deep[sort] += f64::from(p.is_some_and(|p| p < WATCH_LEVEL / 10.0));
    }

    fn plus(mut self, other: Score) -> Score {
        self.unchanged += other.unchanged;
        self.quarters += other.quarters;
        self.false_good_news += other.false_good_news;
        for rule in 0..RULES.len() {
            self.false_raised[rule] += other.false_raised[rule];
            self.true_raised[rule] += other.true_raised[rule];
            self.first_raised[rule].extend(&other.first_raised[rule]);
        }
        for sort in 0..3 {
            self.sorts[sort].0 += other.sorts[sort].0;
            self.sorts[sort].1 += other.sorts[sort].1;
            self.better[sort] += other.better[sort];
            self.deep[sort] += other.deep[sort];
        }
        self
    }

    /// False alarms a quarter among 200 unchanged indicators. A false watch is one that is not an exception.
    pub fn false_a_quarter(&self, rule: Rule) -> f64 {
        let exceptions = self.false_raised[Rule::Exception as usize];
        let raised = self.false_raised[rule as usize] - if rule == Rule::Watch { exceptions } else { 0.0 };
        raised / self.unchanged * INDICATORS as f64
    }

    /// Share of the changed indicators raised within so many monitored quarters.
    pub fn found_within(&self, rule: Rule, quarters: usize) -> f64 {
        let all = &self.first_raised[rule as usize];
        all.iter().filter(|&&first| first <= quarters).count() as f64 / all.len().max(1) as f64
    }

    /// Share of all that was raised where nothing had changed.
    pub fn false_share(&self, rule: Rule) -> f64 {
        let (wrong, right) = (self.false_raised[rule as usize], self.true_raised[rule as usize]);
        wrong / (wrong + right).max(1.0)
    }

    /// False exceptions of either direction a quarter, and their share of all exceptions of either direction.
    pub fn either_direction(&self) -> (f64, f64) {
        let at = Rule::Exception as usize;
        let (wrong, right) = (self.false_raised[at] + self.false_good_news, self.true_raised[at]);
        (wrong / self.quarters, wrong / (wrong + right).max(1.0))
    }

    /// The worst sort's rate of p below the watch level, over that level, in the direction in which it is the higher.
    pub fn worst_sort(&self) -> f64 {
        let rates = self.sorts.iter().zip(&self.better);
        rates
            .map(|((all, worse), better)| worse.max(*better) / all.max(1.0) / WATCH_LEVEL)
            .fold(0.0, f64::max)
    }
}
