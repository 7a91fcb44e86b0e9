//! The text or number of a cell of days into a day. Day first, as everybody writes it here, unless its column shows otherwise.

use crate::ingest::remarks::Remark;
use crate::ingest::resolve::{Resolver, Spot, Word};
use crate::ingest::sheet::{Cell, Raw};
use crate::ingest::words::{days, tidy};
use chrono::{Datelike, NaiveDate};

/// Which orders of day and month the days of a column show beyond doubt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order {
    day_first: bool,
    month_first: bool,
}

impl Order {
    /// Notes what one text shows.
    pub fn learn(&mut self, text: &str) {
        match days::read(text) {
            // A month in words or a year at the start shows nothing of the order of two numbers.
            Some(day) => self.day_first |= !day.order_matters && is_in_numbers(text),
            None => self.month_first |= days::has_month_first(text),
        }
    }
}

fn is_in_numbers(text: &str) -> bool {
    let text = tidy(text);
    let parts: Vec<&str> = text.split(['/', '-', '.']).map(str::trim).collect();
    let [first, second, _] = parts[..] else { return false };
    let number = |part: &str| part.parse::<u32>().is_ok();
    // `05/05/2026` could be either, and shows nothing.
    first.len() <= 2 && number(first) && number(second) && first != second
}

impl Resolver<'_, '_> {
    /// Notes which order of day and month a column of the sheet shows, from all of its texts.
    pub fn learn_order<'t>(&mut self, column: u32, texts: impl Iterator<Item = &'t str>) {
        let mut order = Order::default();
        texts.for_each(|text| order.learn(text));
        if order.month_first {
            self.orders.insert(column, order);
        }
    }

    /// The day of a cell.
    pub(super) fn day(&mut self, cell: &Cell<'_>, spot: Spot<'_>) -> Word {
        let day = match cell.raw {
            Raw::Date(when) => Some(when.date()),
            Raw::Text(text) => {
                let text = tidy(text);
                if text.is_empty() || matches!(text.as_str(), "-" | "n/a" | "N/A" | "none" | "None") {
                    return Word::Empty;
                }
                match text.parse::<f64>() {
                    Ok(number) => self.serial_day(number, spot),
                    Err(_) => self.written_day(&text, spot),
                }
            }
            Raw::Number(number) => self.serial_day(number, spot),
            Raw::Empty | Raw::Bool(_) | Raw::Duration(_) | Raw::Error(_) | Raw::FormulaWithoutValue => None,
        };
        match day {
            Some(day) => Word::Is(day.to_string()),
            None => {
                self.remarks
                    .push(Remark::on_cell("date-unreadable", spot, cell.shown()).about(self.feed));
                Word::NotUnderstood
            }
        }
    }

    /// A day in words or digits. In a column that shows the month first elsewhere a day that could be read two ways is read so
    /// too, and said; where the column shows both orders it is not read.
    fn written_day(&mut self, text: &str, spot: Spot<'_>) -> Option<NaiveDate> {
        let order = self.orders.get(&spot.2).copied().unwrap_or_default();
        let read = days::read(text);
        let (kind, date) = match read {
            Some(day) if day.order_matters && order.month_first => {
                if order.day_first {
                    return None;
                }
                let swapped = NaiveDate::from_ymd_opt(day.date.year(), day.date.day(), day.date.month())?;
                ("date-order-guessed", swapped)
            }
            Some(day) => return Some(day.date),
            None => ("date-month-first", days::read_month_first(text)?),
        };
        let remark = Remark::on_cell(kind, spot, text).taken_as(date.to_string());
        self.remarks.push(remark.about(self.feed));
        Some(date)
    }

    /// A day that lost its format: the number of days since 1900, within living memory.
    fn serial_day(&mut self, number: f64, spot: Spot<'_>) -> Option<NaiveDate> {
        if self.since_1904 || !(25_000.0..80_000.0).contains(&number) {
            return None;
        }
        let day = crate::ingest::sheet::grid::serial_to_date(number)?.date();
        let remark = Remark::on_cell("date-as-serial", spot, number.to_string()).taken_as(day.to_string());
        self.remarks.push(remark.about(self.feed));
        Some(day)
    }
}

#[cfg(test)]
mod tests {
    use super::Order;

    #[test]
    fn a_column_shows_its_order_by_days_that_can_be_read_one_way() {
        let learned = |texts: &[&str]| {
            let mut order = Order::default();
            texts.iter().for_each(|text| order.learn(text));
            (order.day_first, order.month_first)
        };
        assert_eq!(learned(&["07/14/2026", "08/09/2026"]), (false, true));
        assert_eq!(learned(&["14/07/2026", "08/09/2026"]), (true, false));
        assert_eq!(learned(&["14/07/2026", "07/28/2026"]), (true, true));
        assert_eq!(learned(&["5/5/2026", "14 July 2026", "2026-07-14"]), (false, false));
    }
}
