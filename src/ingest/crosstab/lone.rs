//! Figures of one month of a quarter, and of a day on which the quarter was not over yet.

use crate::catalogue::{Frequency, Indicator, Timing};
use crate::domain::Period;
use crate::ingest::crosstab::body::Body;
use crate::ingest::crosstab::columns::{Role, Side};
use crate::ingest::crosstab::says::Says;
use crate::ingest::titles::Titles;
use crate::ingest::words::lone::{Lone, lone};
use crate::ingest::words::periods::month_named;
use std::collections::BTreeSet;

/// Days before the end of a quarter on which what is open is as good as at its end.
const NEARLY_OVER: i64 = 7;
/// Rows of which the times are looked at.
const SAMPLE: u32 = 60;

impl Body<'_, '_, '_> {
    /// Whether the time of a figure is a month of the quarter and what it counts is counted over the whole quarter, or a day long before
    /// its end and what it counts is counted at the end.
    pub(super) fn is_less_than_a_quarter(
        &self,
        of: (&Says, &Titles),
        (period, indicator): (Period, &Indicator),
    ) -> bool {
        if indicator.frequency != Frequency::Quarterly {
            return false;
        }
        let of_end = matches!(
            indicator.timing,
            Timing::Snapshot | Timing::Rolling12m | Timing::Rolling3y | Timing::Cycle
        );
        match self.lone_time(of) {
            Some(Lone::Month(..)) => !of_end && !self.times_are_quarter_ends(),
            Some(Lone::Day(day)) => {
                let left = (period.last_day() - day).num_days();
                indicator.timing == Timing::Snapshot && left > NEARLY_OVER && day > period.first_day()
            }
            None => false,
        }
    }

    /// The same in words.
    pub(super) fn less_than_a_quarter(&self, of: (&Says, &Titles)) -> String {
        match self.lone_time(of) {
            Some(Lone::Day(_)) => "It is a day before the end of the quarter.".to_owned(),
            Some(Lone::Month(..)) | None => "It is a month.".to_owned(),
        }
    }

    fn lone_time(&self, (says, titles): (&Says, &Titles)) -> Option<Lone> {
        match &says.when {
            Some(claim) => lone(&claim.text),
            None => titles.lone.filter(|_| titles.when.is_some()),
        }
    }

    /// Whether the months that a table names are the last ones of several quarters: `Jun-26`, `Sep-26` are a row of quarters. In a column
    /// of periods one is enough: that is how senders write the quarter there.
    fn times_are_quarter_ends(&self) -> bool {
        let sheet = self.setting.sheet;
        let block = &self.panel.block;
        let heads = self.panel.columns.iter().flat_map(|column| &column.stack);
        let mut months: BTreeSet<(i32, u32)> = heads.filter_map(|placed| month_named(&placed.text)).collect();
        let columns = self.panel.columns.iter();
        let periods: Vec<u32> = columns
            .filter(|column| column.role == Role::Side(Side::Period))
            .map(|column| column.at)
            .collect();
        for &at in &periods {
            let rows = block.first_row..block.end_row.min(block.first_row + SAMPLE);
            months.extend(rows.filter_map(|row| month_named(&sheet.cell(row, at).shown())));
        }
        let enough = if periods.is_empty() { 2 } else { 1 };
        months.len() >= enough && months.iter().all(|(_, month)| month % 3 == 0)
    }
}
