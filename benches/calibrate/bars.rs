//! Scores → the table of bars: what was reached, beside the rules of thumb, the floor and the goal.

use crate::monthly;
use crate::portfolio::{Change, HISTORY, STABLE, World};
use crate::rules::Rule;
use crate::score::{Score, score};

/// One line of the table.
pub struct Bar {
    pub name: &'static str,
    pub ours: f64,
    pub mdc: Option<f64>,
    pub ten_percent: Option<f64>,
    pub floor: f64,
    pub goal: f64,
    /// Whether more is better.
    pub more: bool,
}

impl Bar {
    /// "goal", "floor" or "BELOW".
    pub fn reached(&self) -> &'static str {
        let at_least = |bar: f64| if self.more { self.ours >= bar } else { self.ours <= bar };
        if at_least(self.goal) {
            "goal"
        } else if at_least(self.floor) {
            "floor"
        } else {
            "BELOW"
        }
    }
}

pub fn step(size: f64, seasonal: f64) -> World {
    World {
        change: Change::Step { size, from: HISTORY },
        changed: 0.1,
        seasonal,
        ..STABLE
    }
}

/// Draws everything that the bars need and measures them.
pub fn measure(seed: u64, portfolios: u64) -> Vec<Bar> {
    let drawn = |world: World, stream: u64| score(&world, seed.wrapping_add(stream << 32), portfolios);
    let stable = drawn(STABLE, 1);
    let seasonal = drawn(
        World {
            seasonal: 0.6,
            ..STABLE
        },
        2,
    );
    let carried = drawn(World { carried: 0.4, ..STABLE }, 3);
    let [one, two, three] = [1.0, 2.0, 3.0].map(|size| drawn(step(size, 0.0), 3 + size as u64));
    let two_seasonal = drawn(step(2.0, 0.6), 7);
    let august = monthly::flagged(7, 1.0, (seed ^ 0xa0, portfolios));
    let mut bars = false_alarms(&stable, &seasonal, &carried);
    bars.extend(detection(&one, &two, &three));
    bars.extend([
        less(
            "power lost to season, 2 sd within 4",
            within(&two, &two_seasonal, Rule::Exception),
            (0.06, 0.03),
        )
        .beside(Some(within(&two, &two_seasonal, Rule::MdcNewest)), None),
        less("ordinary August flagged (exception)", august.exception, (0.005, 0.003)).beside(Some(august.mdc), None),
        less("the same, judged alone by p<0.003", august.strict, (0.005, 0.003)).beside(Some(august.mdc), None),
        less(
            "worst sort and direction, p<0.01 over nominal",
            stable.worst_sort(),
            (1.5, 1.2),
        ),
    ]);
    bars
}

fn within(plain: &Score, seasonal: &Score, rule: Rule) -> f64 {
    plain.found_within(rule, 4) - seasonal.found_within(rule, 4)
}

fn false_alarms(stable: &Score, seasonal: &Score, carried: &Score) -> Vec<Bar> {
    let line = |name, score: &Score, rule, bars| {
        let [mdc, thumb] = [Rule::MdcNewest, Rule::TenPercent].map(|rule| Some(score.false_a_quarter(rule)));
        less(name, score.false_a_quarter(rule), bars).beside(mdc, thumb)
    };
    vec![
        line(
            "false exceptions a quarter, stable",
            stable,
            Rule::Exception,
            (0.3, 0.15),
        ),
        line(
            "false exceptions a quarter, seasonal",
            seasonal,
            Rule::Exception,
            (0.3, 0.15),
        ),
        line(
            "false exceptions a quarter, autocorrelated",
            carried,
            Rule::Exception,
            (1.0, 0.4),
        ),
        less(
            "the same with false good news, stable",
            stable.either_direction().0,
            (0.3, 0.15),
        ),
        less(
            "the same with false good news, seasonal",
            seasonal.either_direction().0,
            (0.3, 0.15),
        ),
        line("false watches a quarter, stable", stable, Rule::Watch, (2.3, 1.5)),
    ]
}

fn detection(one: &Score, two: &Score, three: &Score) -> Vec<Bar> {
    let found = |name, (score, rule, quarters): (&Score, Rule, usize), (floor, goal)| Bar {
        name,
        ours: score.found_within(rule, quarters),
        mdc: Some(score.found_within(Rule::MdcNewest, quarters)),
        ten_percent: Some(score.found_within(Rule::TenPercent, quarters)),
        floor,
        goal,
        more: true,
    };
    let share = |name, score: &Score| {
        let [mdc, thumb] = [Rule::MdcNewest, Rule::TenPercent].map(|rule| Some(score.false_share(rule)));
        less(name, score.false_share(Rule::Exception), (0.12, 0.10)).beside(mdc, thumb)
    };
    vec![
        share("false share of exceptions, 2 sd", two),
        share("false share of exceptions, 3 sd", three),
        found(
            "exception: 2 sd found within 4",
            (two, Rule::Exception, 4),
            (0.60, 0.75),
        ),
        found(
            "exception: 2 sd found within 8",
            (two, Rule::Exception, 8),
            (0.88, 0.95),
        ),
        found(
            "exception: 3 sd found within 2",
            (three, Rule::Exception, 2),
            (0.70, 0.80),
        ),
        found("watch: 1 sd found within 8", (one, Rule::Watch, 8), (0.42, 0.55)),
        found("watch: 2 sd found within 2", (two, Rule::Watch, 2), (0.40, 0.50)),
    ]
}

fn less(name: &'static str, ours: f64, (floor, goal): (f64, f64)) -> Bar {
    Bar {
        name,
        ours,
        mdc: None,
        ten_percent: None,
        floor,
        goal,
        more: false,
    }
}

impl Bar {
    fn beside(self, mdc: Option<f64>, ten_percent: Option<f64>) -> Bar {
        Bar {
            mdc,
            ten_percent,
            ..self
        }
    }
}
