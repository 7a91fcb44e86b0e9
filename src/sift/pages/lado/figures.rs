//! The LADO's quarterly measures into what came in, went out and stays, each known exactly or between two numbers.

use crate::catalogue::Policy;
use crate::domain::{Missing, Period, Shown};
use crate::sift::evidence::Evidence;
use crate::sift::withhold::counts;

/// Least and greatest.
pub type Bounds = (f64, f64);

/// The number, where it is known exactly.
#[expect(clippy::float_cmp, reason = "the bounds of an exact count are copies of one number")]
pub fn exact((low, high): Bounds) -> Option<f64> {
    (low == high).then_some(low)
}

/// One quarter of cases.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Flow {
    pub open_before: Option<Bounds>,
    /// Referrals that met the threshold.
    pub met: Option<Bounds>,
    pub closed: Option<Bounds>,
    /// Of these, within one, three and twelve months.
    pub in_time: [Option<Bounds>; 3],
    pub open: Option<Bounds>,
    pub over_3: Option<Bounds>,
    pub over_12: Option<Bounds>,
}

impl Flow {
    pub fn of(evidence: &Evidence<'_>, period: Period) -> Flow {
        let at = |period: Period, measure: &str| evidence.held.speed.get(&(period, measure.to_string())).copied();
        let mut met = evidence
            .held
            .referrals
            .iter()
            .filter(|cell| cell.period == period && cell.threshold == "Met")
            .peekable();
        let any = met.peek().is_some();
        let sum = met.fold((0.0, 0.0), |sum, cell| (sum.0 + cell.count.0, sum.1 + cell.count.1));
        Flow {
            open_before: at(period.previous(), "open_at_end"),
            met: any.then_some(sum),
            closed: at(period, "concluded"),
            in_time: ["concluded_1_month", "concluded_3_months", "concluded_12_months"]
                .map(|measure| at(period, measure)),
            open: at(period, "open_at_end"),
            over_3: at(period, "open_over_3_months"),
            over_12: at(period, "open_over_12_months"),
        }
    }

    /// Start plus new less closed less end; `None` unless all four are known exactly.
    pub fn imbalance(&self) -> Option<f64> {
        let known = |bounds: Option<Bounds>| bounds.and_then(exact);
        Some(known(self.open_before)? + known(self.met)? - known(self.closed)? - known(self.open)?)
    }

    /// Open cases by age band, oldest last; the two oldest are one where `joined`. `None` when the total is not known.
    fn by_age(&self, joined: bool) -> Option<Vec<f64>> {
        let (open, over_3) = (self.open.and_then(exact)?, self.over_3.and_then(exact)?);
        let over_12 = self.over_12.and_then(exact);
        Some(match over_12.filter(|_| !joined) {
            Some(over_12) => vec![open - over_3, over_3 - over_12, over_12],
            None => vec![open - over_3, over_3],
        })
    }
}

/// Open cases by age at the end of each of several quarters.
pub struct Ages {
    /// Names of the bands.
    pub bands: Vec<String>,
    /// Quarter, its flow, and the bands as shown.
    pub quarters: Vec<(Period, Flow, Vec<Shown>)>,
}

impl Ages {
    /// The bands of the quarters that are known. Where the oldest band is small in any of them it is joined to the next one in all.
    pub fn of(evidence: &Evidence<'_>, quarters: Vec<Period>, policy: &Policy) -> Ages {
        let flows: Vec<(Period, Flow)> = quarters
            .into_iter()
            .map(|period| (period, Flow::of(evidence, period)))
            .collect();
        let is_small = |count: &f64| counts::is_small(*count, policy);
        let three = |flow: &Flow| flow.by_age(false).filter(|bands| bands.len() == 3);
        let joined = flows.iter().any(|(_, flow)| {
            flow.by_age(true).is_some() && three(flow).is_none_or(|bands| bands.iter().any(&is_small))
        });
        let shown = |bands: Vec<f64>| -> Vec<Shown> {
            let small = bands.iter().any(&is_small);
            bands
                .into_iter()
                .map(|count| match small {
                    true => Shown::Mark(Missing::Withheld),
                    false => counts::things(count),
                })
                .collect()
        };
        let bands: &[&str] = match joined {
            true => &["under 3 months", "over 3 months"],
            false => &["under 3 months", "3 to 12 months", "over 12 months"],
        };
        Ages {
            bands: bands.iter().map(|band| (*band).to_string()).collect(),
            quarters: flows
                .into_iter()
                .filter_map(|(period, flow)| Some((period, flow, shown(flow.by_age(joined)?))))
                .collect(),
        }
    }
}
