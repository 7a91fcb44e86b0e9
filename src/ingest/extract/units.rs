//! Headings that say that their figures are in thousands or millions.

use crate::catalogue::{Column, Holds};
use crate::domain::Reading;
use crate::ingest::choose::Role;
use crate::ingest::extract::Body;
use crate::ingest::remarks::Remark;
use crate::ingest::table::heads::Head;
use crate::ingest::words::tidy;

impl Body<'_, '_> {
    /// Finds the columns whose heading, or for sums of money a title, says what their figures are multiplied by, and says so.
    pub(super) fn find_factors(&mut self) {
        for (head, role) in self.table.heads.iter().zip(self.roles) {
            let Role::Number { column, .. } = role else { continue };
            let said = self
                .feed
                .column(column)
                .and_then(|declared| self.says_factor(declared, head));
            if let Some((factor, text)) = said {
                let at = (self.reading.sheet.name.as_str(), head.row, head.column);
                let remark = Remark::on_cell("figures-in-thousands", at, text);
                self.extract.remarks.push(remark.about(&self.feed.id));
                self.factors.insert(head.column, factor);
            }
        }
    }

    fn says_factor(&self, declared: &Column, head: &Head) -> Option<(f64, String)> {
        let said = |text: &str| factor_said(text).map(|factor| (factor, text.to_owned()));
        let mut over = head.senses().map(|(_, _, text)| text);
        let mut titles = self.table.titles.iter().map(|(_, _, text)| text.as_str());
        over.find_map(said).or_else(|| {
            let is_money = declared.holds == Holds::Money;
            titles.find_map(said).filter(|_| is_money)
        })
    }

    /// What the figures of a column are multiplied by.
    pub(super) fn factor(&self, head: &Head) -> Option<f64> {
        self.factors.get(&head.column).copied()
    }
}

/// A reading so many times as large; to the penny, because thousands of pounds have decimals.
pub(super) fn times(reading: Reading, factor: f64) -> Reading {
    let times = |number: f64| (number * factor * 100.0).round() / 100.0;
    Reading {
        number: reading.number.map(times),
        low: reading.low.map(times),
        high: reading.high.map(times),
        ..reading
    }
}

/// What a text says that figures are multiplied by: `Agreed (£000s)`, `Income (£k)`, `£'000`, `in thousands of pounds`, `£m`.
pub(super) fn factor_said(text: &str) -> Option<f64> {
    const THOUSANDS: [&str; 7] = [
        "£k",
        "£ k",
        "in thousands",
        "thousands of pounds",
        "£ thousand",
        "£thousand",
        "(thousands)",
    ];
    const MILLIONS: [&str; 4] = ["in millions", "millions of pounds", "£ million", "£million"];
    let lower = tidy(text).to_lowercase().replace(['\'', '’', '‘'], "");
    let noughts = lower.match_indices("000").any(|(at, found)| {
        let before = lower.get(..at).unwrap_or_default();
        let after = lower.get(at + found.len()..).unwrap_or_default().chars().next();
        let opens = before.is_empty() || before.ends_with([' ', '(', '£']);
        // `per 1 000 children` is a number.
        let is_number = before.trim_end().ends_with(|letter: char| letter.is_ascii_digit());
        opens && !is_number && matches!(after, None | Some(' ' | ')' | 's' | ','))
    });
    let says = |ways: &[&str]| ways.iter().any(|way| lower.contains(way));
    let in_millions = lower.ends_with("£m") || lower.contains("£m)") || lower.contains("£m ");
    match () {
        () if noughts || says(&THOUSANDS) => Some(1_000.0),
        () if in_millions || says(&MILLIONS) => Some(1_000_000.0),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::factor_said;

    #[test]
    fn headings_say_that_figures_are_in_thousands_or_millions() {
        for text in [
            "Agreed (£000s)",
            "Paid £'000",
            "Income (£k)",
            "Sums in thousands of pounds",
            "Reach (000s)",
        ] {
            assert_eq!(factor_said(text), Some(1_000.0), "{text}");
        }
        for text in ["Agreed (£m)", "Paid £m", "in millions of pounds"] {
            assert_eq!(factor_said(text), Some(1_000_000.0), "{text}");
        }
        for text in [
            "Agreed (£)",
            "Paid",
            "Rate per 10,000",
            "per 1 000 children",
            "£1,000 or more",
            "Kept",
        ] {
            assert_eq!(factor_said(text), None, "{text}");
        }
    }
}
