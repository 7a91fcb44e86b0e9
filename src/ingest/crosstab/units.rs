//! Units of time that the labels of a figure give, other than the days that are asked for.

use crate::catalogue::{Unit, plain};
use crate::ingest::crosstab::Setting;
use crate::ingest::crosstab::body::Body;
use crate::ingest::crosstab::columns::{Column, Panel, Role, Side};
use crate::ingest::crosstab::parts::{per, per_of};
use crate::ingest::table::header_text;
use crate::ingest::words::changes::is_average;

/// Rows of a column that are looked at to tell whether it gives units.
const SAMPLE: u32 = 60;

/// What a unit that is written beside a figure says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Said {
    /// So many of something.
    Count,
    /// A percentage.
    Percent,
    /// A rate, of so many where it says.
    Rate(Option<f64>),
    /// Days, or weeks that are made days.
    Days,
    /// Another stretch of time, money, staff by their hours, so many hundreds or thousands.
    Else,
    /// An average or a ratio.
    Average,
    /// A score.
    Score,
}

/// The unit that a text is; `None` where it is none that is known.
pub(super) fn unit_said(text: &str) -> Option<Said> {
    const COUNTS: &str = "number numbers no nos num n count counts integer volume total headcount children people cases referrals \
        episodes incidents contacts plans assessments persons individuals cyp pupils crimes offences attendances admissions visits \
        meetings enquiries deaths notifications presentations";
    const ELSE: &str = "months month hours hrs minutes mins years yrs 000s 000 thousands thousand hundreds millions k £ gbp pounds £k \
        fte wte £000s";
    let simple = plain(text);
    let is_of = |list: &str| list.split(' ').any(|one| one == simple);
    let share = ["%", "percentage", "percent", "per cent", "proportion", "share", "pct"];
    if let Some(per) = per(text) {
        return Some(Said::Rate(Some(per)));
    }
    match () {
        () if text.trim() == "#" || is_of(COUNTS) || simple == "whole number" || simple == "young people" => {
            Some(Said::Count)
        }
        () if share
            .iter()
            .any(|one| simple == *one || simple.starts_with(&format!("{one} of "))) =>
        {
            Some(Said::Percent)
        }
        () if matches!(simple.as_str(), "rate" | "rates") => Some(Said::Rate(None)),
        () if simple.ends_with("days") || simple.ends_with("weeks") || simple == "wks" || simple == "median" => {
            Some(Said::Days)
        }
        () if is_of(ELSE) || simple.starts_with("in thousand") || simple.starts_with("in hundred") => Some(Said::Else),
        () if is_average(text) || simple == "ratio" => Some(Said::Average),
        () if matches!(simple.as_str(), "score" | "points" | "mean score" | "average score") => Some(Said::Score),
        () => None,
    }
}

/// Whether a figure in that unit can be one of an indicator.
pub(super) fn fits(said: Said, unit: Unit) -> bool {
    match unit {
        Unit::Count => said == Said::Count,
        Unit::Percent => matches!(said, Said::Percent | Said::Count | Said::Rate(None)),
        Unit::RatePer1000 | Unit::RatePer10000 | Unit::RatePer100000 => match said {
            Said::Count => true,
            Said::Rate(per) => per.is_none_or(|per| per_of(unit) == Some(per)),
            _ => false,
        },
        Unit::MedianDays => said == Said::Days,
        Unit::Ratio | Unit::Score => said != Said::Else && said != Said::Days,
    }
}

/// The column beside the figures that gives their units: it is called so, or every word of it is one.
pub(super) fn column_of_units(panel: &Panel, setting: &Setting<'_, '_>) -> Option<u32> {
    const CALLED: [&str; 9] = [
        "unit",
        "units",
        "uom",
        "unit of measure",
        "unit of measurement",
        "measured in",
        "measure type",
        "value type",
        "data type",
    ];
    let is_called = |column: &Column| {
        column
            .head()
            .is_some_and(|head| CALLED.contains(&plain(&head.text).as_str()))
    };
    let holds_units = |column: &Column| {
        let rows = panel.block.first_row..panel.block.end_row.min(panel.block.first_row + SAMPLE);
        let texts = rows.map(|row| header_text(&setting.sheet.cell(row, column.at)));
        let mut filled = texts.filter(|text| !text.is_empty()).peekable();
        filled.peek().is_some() && filled.all(|text| unit_said(&text).is_some())
    };
    let is_side = |column: &&Column| {
        !matches!(
            column.role,
            Role::Figures | Role::Side(Side::Note | Side::Area | Side::Period)
        )
    };
    let mut sides = panel.columns.iter().filter(is_side);
    let is_open = |column: &Column| matches!(column.role, Role::Side(Side::Open) | Role::Nothing);
    sides
        .find(|column| is_called(column) || is_open(column) && holds_units(column))
        .map(|column| column.at)
}

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

    /// The unit that the column of units gives a row, where no figure of such an indicator can be in it.
    pub(super) fn unit_against(&self, row: u32, unit: Unit) -> Option<String> {
        let column = self.hindrances.units?;
        let text = header_text(&self.setting.sheet.cell_through_merges(row, column));
        let said = unit_said(&text)?;
        (!fits(said, unit)).then_some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::{Said, fits, unit_said};
    use crate::catalogue::Unit;

    #[test]
    fn a_unit_beside_a_figure_may_be_another_than_is_asked_for() {
        for text in ["Number", "#", "No.", "children", "Count"] {
            assert!(unit_said(text).is_some_and(|said| fits(said, Unit::Count)), "{text}");
        }
        for text in [
            "000s",
            "% of population",
            "weeks",
            "per 10,000",
            "FTE",
            "per month",
            "£",
            "rate",
            "hundreds",
        ] {
            assert!(unit_said(text).is_some_and(|said| !fits(said, Unit::Count)), "{text}");
        }
        assert_eq!(unit_said("per 1,000 children"), Some(Said::Rate(Some(1_000.0))));
        assert!(fits(Said::Rate(Some(1e5)), Unit::RatePer100000) && !fits(Said::Rate(Some(1e3)), Unit::RatePer100000));
        assert_eq!(unit_said("families"), None);
    }
}
