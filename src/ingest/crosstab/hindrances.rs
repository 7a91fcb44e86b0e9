//! What keeps a figure from being what its labels seem to say: thousands, rates by title, cells merged over several names.

use crate::catalogue::plain;
use crate::ingest::crosstab::Setting;
use crate::ingest::crosstab::body::Body;
use crate::ingest::crosstab::columns::{Panel, Role, Side};
use crate::ingest::crosstab::over::Over;
use crate::ingest::crosstab::parts::per;
use crate::ingest::crosstab::survey::is_blank;
use crate::ingest::crosstab::units;
use crate::ingest::words::periods::When;

/// What a whole table says against what its labels seem to say.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hindrances {
    /// So many people as a title says that all figures are rates per.
    pub rates_per: Option<f64>,
    /// Whether bare quarters over the columns run on past the folder's.
    pub runs_on: bool,
    /// The column that gives the unit of each row's figures.
    pub units: Option<u32>,
}

impl Hindrances {
    pub fn of((panel, overs): (&Panel, &[Over]), setting: &Setting<'_, '_>) -> Hindrances {
        Hindrances {
            rates_per: title_says_rates(panel, setting),
            runs_on: quarters_run_on(overs, setting),
            units: units::column_of_units(panel, setting),
        }
    }
}

/// Whether bare quarters over the columns run on from the folder's or an earlier one to a later one.
fn quarters_run_on(overs: &[Over], setting: &Setting<'_, '_>) -> bool {
    let own = setting.context.period().quarter();
    let bare = overs.iter().filter_map(|over| match over.says.when.as_ref()?.value {
        When::QuarterOnly(quarter) => Some(quarter),
        _ => None,
    });
    let mut after_own = bare.skip_while(|quarter| *quarter > own);
    after_own.any(|quarter| quarter > own)
}

/// So many people as a title of the table or its tab says that all figures are rates per: `Rates per 10,000 children`.
fn title_says_rates(panel: &Panel, setting: &Setting<'_, '_>) -> Option<f64> {
    let titles = panel.block.titles.iter().map(|(_, _, text)| text.as_str());
    let rates = |text: &str| {
        let simple = plain(text);
        let has = |words: &[&str]| simple.split(' ').any(|word| words.contains(&word));
        let of_all = has(&["all"]) && has(&["figures", "values", "data"]) || simple.starts_with("figures ");
        let only = has(&["rate", "rates"]) && !has(&["number", "numbers", "count", "counts", "and"]) || of_all;
        per(text).filter(|_| only)
    };
    let notes = setting.notes.iter().map(|(_, _, text)| text.as_str());
    let said = titles.chain([setting.sheet.name.as_str()]).find_map(rates);
    said.or_else(|| {
        notes
            .filter(|text| plain(text).starts_with("figures ") || plain(text).starts_with("all figures "))
            .find_map(rates)
    })
}

impl Body<'_, '_, '_> {
    /// Whether the labels over a column say that its figures are thousands: `Number (000s)`.
    pub(super) fn says_thousands(&self, column: u32) -> bool {
        let over = self
            .panel
            .columns
            .iter()
            .filter(|one| one.at == column)
            .flat_map(|one| &one.stack);
        let titles = self.panel.block.titles.iter().map(|(_, _, text)| text.as_str());
        over.map(|placed| placed.text.as_str()).chain(titles).any(|text| {
            let lower = text.to_lowercase();
            let says = ["000s", "'000", "(000", "thousands"]
                .iter()
                .any(|sign| lower.contains(sign));
            says && !lower.contains("per 1")
        })
    }

    /// Whether a cell is merged over several columns of figures that have headings of their own.
    pub(super) fn spans_heads(&self, row: u32, column: u32) -> bool {
        let area = self.setting.sheet.merge_at(row, column);
        let Some(area) = area.filter(|area| area.last_column > area.first_column) else {
            return false;
        };
        let within = |over: &&Over| (area.first_column..=area.last_column).contains(&over.at);
        self.overs
            .iter()
            .filter(within)
            .filter(|over| over.head.is_some())
            .count()
            > 1
    }

    /// Whether a cell is merged over several rows that have names of their own, so that nothing tells which it is about.
    pub(super) fn panel_spans_names(&self, row: u32, column: u32) -> bool {
        let sheet = self.setting.sheet;
        let Some(area) = sheet
            .merge_at(row, column)
            .filter(|area| area.last_row > area.first_row)
        else {
            return false;
        };
        let sides = self
            .panel
            .columns
            .iter()
            .filter(|column| matches!(column.role, Role::Side(side) if side != Side::Note));
        sides
            .map(|column| column.at)
            .any(|column| (area.first_row + 1..=area.last_row).any(|below| !is_blank(&sheet.cell(below, column))))
    }
}
