//! Sheets of figures into rows of the dashboard. Every figure is about whatever the labels say that govern it: the headings over
//! it, the words beside it, the heading of its section, the titles, the tab. What they leave open or contradict is said, never
//! guessed.

pub mod asides;
pub mod label;
pub mod label_words;
mod title_words;
mod peeling;
mod fillers;
mod numbered;
mod allowed;
pub mod parts;
pub mod places;
pub mod survey;
pub mod blocks;
mod cards;
mod sites;
mod stacks;
mod says;
mod families;
mod guess;
mod columns;
mod over;
mod neighbours;
mod nouns;
mod beside;
mod cells;
mod around;
mod solve;
pub mod tabs;
mod tails;
mod titles;
mod twins;
mod figures;
mod doubt;
mod footnotes;
mod lone;
mod times;
mod units;
mod unread_words;
mod rates;
mod reach;
mod references;
mod sections;
mod shares;
mod body;
mod join;
mod months;
mod months_down;
mod heads;
mod hindrances;
mod remarks;
mod said;
mod rows;
mod wholes;

use crate::catalogue::Feed;
use crate::ingest::context::FileContext;
use crate::ingest::crosstab::blocks::{Block, Text, blocks};
use crate::ingest::extract::Extract;
use crate::ingest::legend::Legend;
use crate::ingest::lexicon::Named;
use crate::ingest::printed::Printed;
use crate::ingest::remarks::Stretch;
use crate::ingest::sheet::Sheet;
use crate::ingest::titles::Titles;
use crate::ingest::words::periods::{When, month_named, names_month};

/// What a sheet is read with.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'s, 'a> {
    /// The board and the file.
    pub context: &'s FileContext<'a>,
    /// The dashboard's feed.
    pub feed: &'a Feed,
    /// The sheet.
    pub sheet: &'s Sheet,
    /// Its place among the file's sheets.
    pub sheet_at: usize,
    /// Whether the file is an export that writes its numbers out.
    pub text_file: bool,
    /// What other sheets of the file say of time.
    pub titles: &'s Titles,
    /// What symbols stand for.
    pub legend: &'s Legend,
    /// What the file's own keys say of its words.
    pub printed: &'s Printed,
    /// Texts of the sheet that can be notes.
    pub notes: &'s [Text],
    /// The area by which the sheet's name differs from those of other sheets.
    pub tab_area: &'s Option<Named>,
}

/// One table of figures as read.
#[derive(Debug)]
pub struct Crosstab {
    /// From its topmost heading to its last row.
    pub at: Stretch,
    /// Figures in it, and those whose indicator is known beyond doubt by a label of the table itself.
    pub figures: usize,
    /// Of these, figures whose indicator a label of the table names.
    pub named: usize,
    /// Rows with figures.
    pub lines: usize,
    /// Whether only a title says what is counted, and that nearly.
    pub guessed: bool,
    /// Whether any label of the table is a heading of the dashboard's or names an indicator.
    pub is_known: bool,
    /// Its rows, and what is to be said.
    pub extract: Extract,
}

/// The month that a title is, with its year, and where it stands.
type Titled = ((i32, u32), (u32, u32));

fn titled(block: &Block) -> Option<Titled> {
    let titles = block.titles.iter().rev().filter(|(_, _, text)| names_month(text));
    titles
        .filter_map(|(row, column, text)| Some((month_named(text)?, (*row, *column))))
        .next()
}

/// The time of a table whose title is a month: no quarter, unless it is the last of one and no table beside it is another's.
fn of_month(number: usize, months: &[Option<Titled>]) -> Option<(When, Option<(u32, u32)>)> {
    let ((year, month), at) = (*months.get(number)?)?;
    let beside =
        |other: &Titled| other.0 != (year, month) && other.0.0 == year && (other.0.1 - 1) / 3 == (month - 1) / 3;
    let is_month = month % 3 != 0 || months.iter().flatten().any(beside);
    is_month.then_some((When::NoQuarter("a month"), Some(at)))
}

/// Reads every table of figures of a sheet. Tables count on from `table`.
pub fn read(setting: &Setting<'_, '_>, table: usize) -> Vec<Crosstab> {
    let found: Vec<Block> = blocks(setting.sheet, &setting.context.known);
    let months: Vec<Option<Titled>> = found.iter().map(titled).collect();
    let mut read = Vec::new();
    for (number, block) in found.iter().enumerate() {
        let mut is_said = false;
        for panel in columns::panels(setting.sheet, block, setting.context) {
            let above = found.first().filter(|_| number > 0);
            let mut around = around::around((&panel.block, above), setting);
            around.titles.when = of_month(number, &months).or(around.titles.when);
            let at = table + read.len();
            let mut table = body::read(&panel, &around, (setting, at));
            if !is_said && !table.extract.rows.is_empty() {
                let rows = table.extract.rows.as_slice();
                let said = title_words::of_titles((block, &panel), rows, setting);
                table.extract.remarks.extend(said);
                is_said = true;
            }
            read.push(table);
        }
    }
    let below = found.first().map_or(0, |block| block.first_row);
    if let Some(table) = read
        .iter_mut()
        .find(|table: &&mut Crosstab| !table.extract.rows.is_empty())
    {
        table.extract.remarks.extend(footnotes::on_all(setting, below));
    }
    read
}
