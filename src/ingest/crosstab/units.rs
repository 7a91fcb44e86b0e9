//! Units of time that the labels of a figure give, other than the days that are asked for.

use crate::catalogue::plain;
use crate::ingest::crosstab::body::Body;
use crate::ingest::crosstab::columns::{Column, Role, Side};
use crate::ingest::table::header_text;

impl Body<'_, '_, '_> {
    /// Whether the labels over a figure or beside it say that it counts weeks: `Median wait (weeks)`, or `weeks` in a column of units.
    pub(super) fn counts_weeks(&self, (row, column): (u32, u32)) -> bool {
        self.labels_of((row, column)).iter().any(|text| {
            let simple = plain(text);
            let words: Vec<&str> = simple.split(' ').collect();
            let is_number = |at: usize| words[at].bytes().all(|digit| digit.is_ascii_digit());
            // `within 12 weeks` is a name's.
            (0..words.len()).any(|at| matches!(words[at], "weeks" | "wks") && (at == 0 || !is_number(at - 1)))
        }) || self.titles_count_weeks()
    }

    /// Whether a title says so of all figures below it: `waits are in weeks`.
    fn titles_count_weeks(&self) -> bool {
        let titles = self.panel.block.titles.iter();
        titles.map(|(_, _, text)| format!(" {} ", plain(text))).any(|text| {
            let says = |unit: &str| text.contains(&format!(" in {unit} ")) || text.contains(&format!(" {unit} only "));
            says("weeks") && !text.contains(" not in ") && !says("days")
        })
    }

    /// The unit, another than days and weeks, that a column of units gives for a row.
    pub(super) fn unit_of_time(&self, row: u32) -> Option<&'static str> {
        const UNITS: [&str; 6] = ["months", "hours", "minutes", "mins", "hrs", "years"];
        let labels = self.names_of(row);
        let in_plain: Vec<String> = labels.iter().map(|text| plain(text)).collect();
        UNITS.into_iter().find(|unit| in_plain.iter().any(|text| text == unit))
    }

    /// The texts over a figure and those beside it.
    fn labels_of(&self, (row, column): (u32, u32)) -> Vec<String> {
        let own = |one: &&Column| one.at == column;
        let over = self.panel.columns.iter().filter(own).flat_map(|one| &one.stack);
        over.map(|placed| placed.text.clone())
            .chain(self.names_of(row))
            .collect()
    }

    /// The texts beside the figures of a row, its remarks apart.
    fn names_of(&self, row: u32) -> Vec<String> {
        let is_name = |role: Role| !matches!(role, Role::Figures | Role::Side(Side::Note));
        let names = self.panel.columns.iter().filter(|one| is_name(one.role));
        let text = |one: &Column| header_text(&self.setting.sheet.cell_through_merges(row, one.at));
        names.map(text).filter(|text| text.chars().count() <= 80).collect()
    }
}
