//! A stream of draws → 200 indicators as a safeguarding board has them, stable or changed.

use crate::random::Random;

/// Quarters before monitoring.
pub const HISTORY: usize = 20;
/// Monitored quarters.
pub const MONITORED: usize = 8;
/// Indicators in a portfolio.
pub const INDICATORS: usize = 200;

/// What an indicator is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    LargeCount,
    SmallCount,
    Percentage,
}

/// What happens to the indicators that change, in multiples of their own standard deviation, always for the worse.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Change {
    None,
    /// From the quarter on, for good.
    Step {
        size: f64,
        from: usize,
    },
    /// Grows by so much each quarter from the first monitored one.
    Drift {
        each: f64,
    },
    /// One quarter only.
    Spike {
        size: f64,
        at: usize,
    },
}

/// How the world behaves.
#[derive(Debug, Clone, Copy)]
pub struct World {
    /// Share of counts that are seasonal.
    pub seasonal: f64,
    /// First-order autocorrelation of the part that carries over.
    pub carried: f64,
    pub change: Change,
    /// Share of indicators that change.
    pub changed: f64,
    /// All that change belong to one agency: indicators are in blocks of twenty, and the first block changes.
    pub one_agency: bool,
    /// Share of the usual large counts and percentages that are small counts instead.
    pub smaller: f64,
}

/// The world of the bars: as the history goes, so it goes on.
pub const STABLE: World = World {
    seasonal: 0.0,
    carried: 0.0,
    change: Change::None,
    changed: 0.0,
    one_agency: false,
    smaller: 0.0,
};

pub struct Indicator {
    pub sort: Sort,
    pub changed: bool,
    mean: f64,
    ratio: f64,
    share: f64,
    trials: f64,
    extra: f64,
    season: [f64; 4],
    pub deviation: f64,
    /// (numerator, denominator) of each quarter; a count has denominator 0.
    pub quarters: Vec<(f64, f64)>,
}

impl Indicator {
    /// Level of a percentage or mean of a count, as charts show it (percent).
    pub fn value(&self, quarter: usize) -> f64 {
        let (x, n) = self.quarters[quarter];
        if self.sort == Sort::Percentage {
            100.0 * x / n
        } else {
            x
        }
    }

    /// 1 when high is worse, −1 when low is.
    pub fn worse(&self) -> f64 {
        if self.sort == Sort::Percentage { -1.0 } else { 1.0 }
    }
}

/// One portfolio with its quarters drawn.
pub fn draw(random: &mut Random, world: &World) -> Vec<Indicator> {
    (0..INDICATORS).map(|at| indicator(random, world, at)).collect()
}

fn indicator(random: &mut Random, world: &World, at: usize) -> Indicator {
    let mut made = character(random, world, at);
    let mut carried = 0.0;
    for quarter in 0..HISTORY + MONITORED {
        let fresh = random.normal();
        let kept = if quarter == 0 { 0.0 } else { world.carried };
        carried = kept * carried + (1.0 - kept * kept).sqrt() * fresh;
        let shift = if made.changed {
            shift(world.change, quarter)
        } else {
            0.0
        };
        let drawn = quarter_of(
            random,
            &made,
            (quarter, shift),
            (world.carried > 0.0).then_some(carried),
        );
        made.quarters.push(drawn);
    }
    made
}

/// What the indicator is like, before any quarter is drawn.
fn character(random: &mut Random, world: &World, at: usize) -> Indicator {
    let swapped = world.smaller > 0.0 && random.unit() < world.smaller;
    let sort = match at % 20 {
        _ if swapped => Sort::SmallCount,
        0..7 => Sort::LargeCount,
        7..10 => Sort::SmallCount,
        _ => Sort::Percentage,
    };
    let (means, ratios) = match sort {
        Sort::LargeCount => ((60.0, 600.0), (1.0, 3.0)),
        Sort::SmallCount | Sort::Percentage => ((0.5, 8.0), (1.0, 1.3)),
    };
    let (mean, ratio) = (random.log_between(means.0, means.1), random.between(ratios.0, ratios.1));
    let (share, trials) = (random.between(0.6, 0.98), random.log_between(20.0, 400.0));
    let extra = random.between(0.0, 0.35);
    let seasonal = sort != Sort::Percentage && random.unit() < world.seasonal;
    let amplitude = random.between(0.08, 0.22);
    let season = [0.25, 0.45, -1.0, 0.30].map(|part| if seasonal { 1.0 + amplitude * part } else { 1.0 });
    let spread = share * (1.0 - share);
    let deviation = match sort {
        Sort::Percentage => (spread / trials + (spread * extra).powi(2)).sqrt(),
        Sort::LargeCount | Sort::SmallCount => (mean * ratio).sqrt(),
    };
    let lot = random.unit();
    let changed = if world.one_agency { at < 20 } else { lot < world.changed };
    Indicator {
        sort,
        changed,
        mean,
        ratio,
        share,
        trials,
        extra,
        season,
        deviation,
        quarters: Vec::new(),
    }
}

fn shift(change: Change, quarter: usize) -> f64 {
    match change {
        Change::None => 0.0,
        Change::Step { size, from } => {
            if quarter >= from {
                size
            } else {
                0.0
            }
        }
        Change::Drift { each } => each * (quarter + 1).saturating_sub(HISTORY) as f64,
        Change::Spike { size, at } => {
            if quarter == at {
                size
            } else {
                0.0
            }
        }
    }
}

fn quarter_of(random: &mut Random, of: &Indicator, (quarter, shift): (usize, f64), carried: Option<f64>) -> (f64, f64) {
    if of.sort == Sort::Percentage {
        let trials = (of.trials * random.between(0.85, 1.15)).round().max(5.0);
        let mut logit = (of.share / (1.0 - of.share)).ln() + random.normal() * of.extra;
        logit += carried.unwrap_or(0.0) * 0.5 * of.deviation / (of.share * (1.0 - of.share));
        let chance = (1.0 / (1.0 + (-logit).exp()) - shift * of.deviation).clamp(0.01, 0.999);
        return (random.binomial(trials as u64, chance) as f64, trials);
    }
    let mut mean = ((of.mean + shift * of.deviation) * of.season[quarter % 4]).max(0.02);
    let mut ratio = of.ratio;
    if let Some(carried) = carried {
        mean = (mean + carried * (of.mean * of.ratio).sqrt() * 0.7).max(0.02);
        ratio *= 0.51;
    }
    let beyond = (ratio - 1.0).max(0.0001);
    let level = random.gamma(mean / beyond) * beyond;
    (random.poisson(level) as f64, 0.0)
}
