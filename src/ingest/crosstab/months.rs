//! Months beside their quarter, held against it.

use crate::catalogue::{Indicator, Timing, Unit};
use crate::ingest::cells::{number_in, plain_number};
use crate::ingest::crosstab::body::Body;
use crate::ingest::crosstab::over::Over;
use crate::ingest::remarks::Remark;
use crate::ingest::rows::Row;
use crate::ingest::words::periods::When;

/// Months of a quarter.
const MONTHS: usize = 3;

impl Body<'_, '_, '_> {
    /// Says where the three months beside a number do not add to it. Only what is counted anew each month adds.
    pub(super) fn compare_months(&mut self, built: &Row, indicator: &Indicator) {
        if indicator.timing != Timing::Flow || !matches!(indicator.unit, Unit::Count | Unit::Percent) {
            return;
        }
        for (part, figure) in &built.numbers {
            let Some(total) = figure.reading.number else { continue };
            if part != "numerator" && part != "denominator" && indicator.unit != Unit::Count {
                continue;
            }
            let (row, column) = figure.cell;
            let Some(own) = self.overs.iter().find(|over| over.at == column) else {
                continue;
            };
            let is_month = |over: &&Over| {
                over.says.when.as_ref().map(|claim| &claim.value) == Some(&When::NoQuarter("a month"))
                    && over.part() == own.part()
                    && own.key().is_of_the_same(&over.key())
            };
            let cells = self
                .overs
                .iter()
                .filter(is_month)
                .map(|over| self.setting.sheet.cell(row, over.at));
            let months: Vec<Option<f64>> = cells.map(|cell| number_in(&cell)).collect();
            let Some(added) = months
                .iter()
                .copied()
                .sum::<Option<f64>>()
                .filter(|_| months.len() == MONTHS)
            else {
                continue;
            };
            if (added - total).abs() > 0.5 {
                let place = (self.setting.sheet.name.as_str(), row, column);
                let remark = Remark::on_cell("parts-disagree", place, plain_number(total));
                let remark = remark
                    .taken_as(plain_number(added))
                    .noting("Its parts are the months beside it.");
                self.extract.remarks.push(remark.about(&self.setting.feed.id));
            }
        }
    }
}
