//! Months beside their quarter, held against it; and months without one, which stand for it.

use crate::catalogue::{Indicator, Timing, Unit};
use crate::domain::Reading;
use crate::ingest::cells::{number_in, plain_number};
use crate::ingest::crosstab::body::Body;
use crate::ingest::crosstab::heads::Told;
use crate::ingest::crosstab::over::{Over, Sum};
use crate::ingest::crosstab::survey::is_blank;
use crate::ingest::crosstab::{Setting, times};
use crate::ingest::remarks::{Remark, Stretch};
use crate::ingest::rows::Row;
use crate::ingest::sheet::Cell;
use crate::ingest::words::periods::When;

/// Months of a quarter.
const MONTHS: usize = 3;

/// Three months side by side, and the columns of their quarter.
#[derive(Clone, Debug)]
pub(super) struct Months {
    /// The months in their order.
    pub(super) months: [usize; 3],
    /// The columns of their quarter.
    quarter: Vec<usize>,
}

/// The months of the return's quarter that stand side by side.
pub(super) fn months(overs: &[Over], parts: &[Told], setting: &Setting<'_, '_>) -> Vec<Months> {
    let own = setting.context.period();
    let is_quarter = |at: usize, months: &[usize; 3]| {
        let over = &overs[at];
        let when = match over.says.when.as_ref().map(|claim| &claim.value) {
            Some(When::Quarter(period)) => *period == own,
            Some(When::QuarterOnly(quarter)) => *quarter == own.quarter(),
            Some(_) => false,
            None => over.sum == Sum::No && over.key().is_plain(),
        };
        when && parts[at] != Told::Unread && over.key().is_of_the_same(&overs[months[0]].key())
    };
    times::of_quarter(overs, own)
        .into_iter()
        .map(|months| Months {
            quarter: (0..overs.len()).filter(|at| is_quarter(*at, &months)).collect(),
            months,
        })
        .collect()
}

impl Body<'_, '_, '_> {
    /// The months to which a column belongs, as one of them or as their quarter, where they stand for the quarter in a row: no column of
    /// the quarter holds a figure in it, and the months do. What is counted anew each month is added; of what is counted at the end
    /// the last month is that of the quarter.
    pub(super) fn standing_for_quarter(&self, row: u32, at: usize) -> Option<[usize; 3]> {
        let holds = |at: &usize| {
            let shown = self.setting.sheet.cell(row, self.overs[*at].at).shown();
            shown.contains(|letter: char| letter.is_ascii_digit() || letter == '*') || shown.trim() == "c"
        };
        let of = |months: &&Months| months.months.contains(&at) || months.quarter.contains(&at);
        let months = self.monthly.iter().find(of)?;
        let stands = !months.quarter.iter().any(holds) && months.months.iter().any(holds);
        stands.then_some(months.months)
    }

    /// Makes the figures of three months that of their quarter, and says so. A share cannot be made of three.
    #[expect(
        clippy::too_many_lines,
        reason = "the months, then each of the ways in which they make a quarter"
    )]
    pub(super) fn take_months(&mut self, built: &mut Row, indicator: &Indicator) {
        let Some((name, column, seen)) = built
            .numbers
            .iter()
            .find(|(_, figure)| figure.reading.number.is_some())
            .map(|(name, figure)| (name.clone(), figure.cell.1, figure.seen.clone()))
        else {
            return;
        };
        let row = built.at.0;
        let last = |months: &&Months| self.overs[months.months[2]].at == column;
        let Some(set) = self.monthly.iter().find(last).map(|months| months.months) else {
            return;
        };
        let place = (self.setting.sheet.name.as_str(), row, column);
        let at = Stretch {
            first_column: self.overs[set[0]].at,
            first_row: row,
            last_row: row,
            last_column: column,
        };
        let of_end = matches!(
            indicator.timing,
            Timing::Snapshot | Timing::Rolling12m | Timing::Rolling3y | Timing::Cycle
        );
        if of_end {
            let remark = Remark::on_cell("period-loose", place, seen).taken_as(built.word("period"));
            let remark = remark.noting("It is the last of three months.");
            self.extract.remarks.push(remark.about(&self.setting.feed.id));
            return;
        }
        let months = set
            .iter()
            .map(|&at| number_in(&self.setting.sheet.cell(row, self.overs[at].at)));
        let added = months.sum::<Option<f64>>();
        let adds = indicator.timing == Timing::Flow && indicator.unit == Unit::Count && built.numbers.len() == 1;
        let Some(figure) = built.numbers.get_mut(&name) else {
            return;
        };
        let (kind, taken) = match added.filter(|_| adds) {
            Some(added) => {
                figure.reading = Reading::number(added);
                (
                    "period-loose",
                    format!("{} (the sum of three months)", plain_number(added)),
                )
            }
            None => {
                built.numbers.clear();
                ("not-a-quarter", String::new())
            }
        };
        let remark = Remark {
            at: Some(at),
            ..Remark::on_sheet(kind, &self.setting.sheet.name, seen)
        };
        let remark = remark.taken_as(taken).noting("It is a month.");
        self.extract.remarks.push(remark.about(&self.setting.feed.id));
    }

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
            let cells = self.overs.iter().filter(is_month);
            let cells: Vec<Cell<'_>> = cells.map(|over| self.setting.sheet.cell(row, over.at)).collect();
            let months: Vec<Option<f64>> = cells.iter().map(number_in).collect();
            // A month without a figure is left out of the sum that stands beside it.
            let empty = empty_among(&cells);
            let told: Vec<f64> = months.iter().copied().flatten().collect();
            if told.len() + empty != months.len() {
                continue;
            }
            let added: f64 = told.iter().sum();
            let is_same = (added - total).abs() <= 0.5;
            let note = match told.len() {
                MONTHS if !is_same => "Its parts are the months beside it.",
                2 if is_same && total > 0.5 => "It is the sum of the two months beside it: the third is left out.",
                _ => continue,
            };
            let place = (self.setting.sheet.name.as_str(), row, column);
            let remark = Remark::on_cell("parts-disagree", place, plain_number(total));
            let remark = remark.taken_as(plain_number(added)).noting(note);
            self.extract.remarks.push(remark.about(&self.setting.feed.id));
        }
    }
}

/// How many of some cells hold nothing.
fn empty_among(cells: &[Cell<'_>]) -> usize {
    cells.iter().filter(|cell| is_blank(cell)).count()
}
