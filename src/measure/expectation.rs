//! Who is expected to send what: an agency sends what its kind supplies and it sent in the last four quarters.

use crate::catalogue::{Catalogue, Frequency, Indicator};
use crate::domain::{Agency, Period};
use crate::measure::parts::Sent;
use std::collections::{BTreeMap, BTreeSet};

/// The feed in which indicators are sent ready-made.
pub(super) const DASHBOARD: &str = "dashboard";

/// Quarters in which anything came from a sender, and by indicator the quarters in which it came.
type Came = (BTreeSet<Period>, BTreeMap<String, BTreeSet<Period>>);

/// What was sent before, and what is expected because of it.
pub struct Expectation<'a> {
    agencies: &'a [Agency],
    /// By sender.
    history: BTreeMap<String, Came>,
    quarters: i32,
}

/// Whether an indicator is made of rows that an agency sends in another feed, so that its dashboard need not repeat it.
fn measures_itself(agency: &Agency, indicator: &Indicator) -> bool {
    let made = indicator.measured_from.as_ref();
    made.is_some_and(|made| made.feed != DASHBOARD && agency.sends(&made.feed))
}

impl<'a> Expectation<'a> {
    /// From what the dashboards held; policy says how many quarters of history count.
    pub(super) fn new(agencies: &'a [Agency], catalogue: &Catalogue, sent: &BTreeMap<String, Sent>) -> Expectation<'a> {
        let mut history: BTreeMap<String, Came> = BTreeMap::new();
        for (indicator, of_indicator) in sent {
            for (sender, areas) in &of_indicator.by_sender {
                let (any, by_indicator) = history.entry(sender.clone()).or_default();
                let periods = by_indicator.entry(indicator.clone()).or_default();
                for period in areas.values().flat_map(BTreeMap::keys) {
                    any.insert(*period);
                    periods.insert(*period);
                }
            }
        }
        let quarters = i32::try_from(catalogue.policy().quarters_of_expectation).unwrap_or(4);
        Expectation {
            agencies,
            history,
            quarters,
        }
    }

    /// Whether an agency is expected to send an indicator in its dashboard of a quarter.
    pub fn expects(&self, agency: &Agency, indicator: &Indicator, period: Period) -> bool {
        let due = indicator.due_quarters.contains(&period.quarter());
        let its_own = agency.sends(DASHBOARD) && indicator.agency_kinds.contains(&agency.kind);
        // A rate is made of the count that the agency sends anyway, so its own row is never missing.
        let is_made = indicator.unit.is_rate() && indicator.numerator_is.is_some();
        if !due || !its_own || is_made || !agency.existed(period.first_day(), period.last_day()) {
            return false;
        }
        let window = period.back(self.quarters)..period;
        match self.history.get(&agency.id) {
            Some((any, by_indicator)) if any.range(window.clone()).next().is_some() => by_indicator
                .get(&indicator.id)
                .is_some_and(|sent| sent.range(window).next().is_some()),
            Some(_) | None => indicator.frequency == Frequency::Quarterly && !measures_itself(agency, indicator),
        }
    }

    /// The agencies that are expected to send an indicator for a quarter.
    pub fn senders(&self, indicator: &Indicator, period: Period) -> BTreeSet<String> {
        let expected = self
            .agencies
            .iter()
            .filter(|agency| self.expects(agency, indicator, period));
        expected.map(|agency| agency.id.clone()).collect()
    }

    /// Whether an agency sent an indicator for a quarter.
    pub fn came(&self, agency: &str, indicator: &str, period: Period) -> bool {
        let periods = self
            .history
            .get(agency)
            .and_then(|(_, by_indicator)| by_indicator.get(indicator));
        periods.is_some_and(|periods| periods.contains(&period))
    }
}
