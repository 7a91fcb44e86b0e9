//! The body of a table into rows: names carried down, totals and notes told from rows, one row for each cell of a wide table.

mod answers;
mod day;
mod direction;
mod figures;
mod habits;
mod headers;
mod labelled;
mod products;
mod questions;
mod seats;
mod sections;
mod steps;
mod sums;
mod together;
mod units;
mod unread;
mod words;

pub use crate::ingest::extract::figures::{kind_for, tidy_end};
pub use crate::ingest::extract::questions::Worded;
pub use crate::ingest::extract::together::{join_lines, join_sides};

use crate::catalogue::{Column, Feed, Holds};
use crate::domain::CellState;
use crate::ingest::choose::{Chosen, Fixed, FixedValue, Role};
use crate::ingest::context::FileContext;
use crate::ingest::extract::habits::{is_monthly, separates};
use crate::ingest::legend::Legend;
use crate::ingest::printed::Printed;
use crate::ingest::remarks::Remark;
use crate::ingest::resolve::{Resolver, Word};
use crate::ingest::rows::Row;
use crate::ingest::scale::Scale;
use crate::ingest::sheet::{Cell, Raw, Sheet};
use crate::ingest::table::Table;
use crate::ingest::table::sense::Senses;
use crate::ingest::titles::Titles;
use crate::ingest::words::periods::When;
use std::collections::{BTreeMap, BTreeSet};

/// What a table is read with.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a, 'c> {
    /// The board and the file.
    pub context: &'c FileContext<'a>,
    /// The sheet.
    pub sheet: &'c Sheet,
    /// Its place among the file's sheets.
    pub sheet_at: usize,
    /// The table's place among the file's tables.
    pub table_at: usize,
    /// Whether the file is an export that writes its numbers out.
    pub text_file: bool,
    /// What stands over the table, on the tab and elsewhere in the file.
    pub titles: &'c Titles,
    /// What symbols stand for.
    pub legend: &'c Legend,
    /// What the file's own keys say of its words.
    pub printed: &'c Printed,
    /// What graded answers mean.
    pub scale: &'c Scale,
    /// Whether the workbook counts its days from 1904.
    pub since_1904: bool,
    /// Whether its headings stand at the side in the file, as on a form.
    pub from_form: bool,
    /// Words that the titles give to every row: cycle, organisation.
    pub given: &'c BTreeMap<String, String>,
}

/// The rows of a table and what is to be said of them.
#[derive(Debug, Default)]
pub struct Extract {
    /// The rows, in the order of the file.
    pub rows: Vec<Row>,
    /// Sums that the table itself gives under other feeds' rules than rows: cell, column and value.
    pub sums: Vec<Sum>,
    /// What was read otherwise than at face value.
    pub remarks: Vec<Remark>,
    /// Rows of the sheet that are parts of another row, which is the one that is taken.
    pub parts: Vec<u32>,
}

/// A total that is not a row of the feed, to be compared with the rows that it sums.
#[derive(Clone, Debug, PartialEq)]
pub struct Sum {
    /// The canonical column that is summed.
    pub column: String,
    /// Row and column.
    pub cell: (u32, u32),
    /// The sum as the file has it.
    pub value: f64,
    /// What all summed rows have in common, by column.
    pub of: BTreeMap<String, String>,
}

/// Reads the body of a table.
pub fn extract(table: &Table, chosen: &Chosen<'_>, reading: Reading<'_, '_>) -> Extract {
    let (roles, unread) = unread::hold_back(&chosen.roles, (chosen.feed, reading.sheet, table));
    if !unread.is_empty() && !roles.iter().any(|role| matches!(role, Role::Number { .. })) {
        let remarks = chosen.remarks.iter().cloned().chain(unread).collect();
        return Extract {
            remarks,
            ..Extract::default()
        };
    }
    let roles = sums::with_sums(roles, (reading.sheet, table));
    let mut body = Body::new(table, (chosen, &roles), reading);
    body.wordings = body.column_of_wordings();
    body.find_own_words();
    body.learn_orders();
    body.take_area_of_titles();
    body.take_labelled_titles();
    body.take_name_of_titles();
    body.take_line_over();
    body.take_agency_of_titles();
    body.find_sectioned();
    body.find_factors();
    body.remark_headers();
    body.find_reversed();
    for row in table.first_row..table.end_row {
        body.read_row(row);
    }
    body.remark_products();
    body.remark_hidden();
    body.remark_filled();
    let mut extract = body.extract;
    together::join_sides(&mut extract.rows, chosen.feed);
    extract.remarks.extend(body.resolver.remarks);
    extract.remarks.extend(unread);
    extract
}

/// Columns of numbers and answers that belong to one row of the feed: those for which the header fixes the same.
/// What the rows of one thing share belongs to each of them.
fn groups(roles: &[Role], feed: &Feed) -> Vec<Vec<usize>> {
    let mut groups: Vec<(Vec<FixedValue>, bool, Vec<usize>)> = Vec::new();
    let mut shared: Vec<usize> = Vec::new();
    let across = roles.iter().any(|role| !role.fixed().is_empty());
    for (at, role) in roles.iter().enumerate() {
        let (fixed, total) = match role {
            Role::Number { column, fixed, .. }
                if across && fixed.is_empty() && feed.column(column).is_some_and(|column| column.shared) =>
            {
                shared.push(at);
                continue;
            }
            Role::Number { fixed, total, .. } => (fixed, total),
            Role::Answer { fixed, .. } => (fixed, &false),
            Role::Word(_) | Role::Mark(_) | Role::Sender | Role::Side | Role::Unknown => continue,
        };
        let values: Vec<FixedValue> = fixed.iter().map(|fixed| fixed.value.clone()).collect();
        // Months are no parts of one row, and each is said for itself.
        let is_no_quarter = values
            .iter()
            .any(|value| matches!(value, FixedValue::When(When::NoQuarter(_))));
        let same = |known: &Vec<FixedValue>| !is_no_quarter && *known == values;
        match groups
            .iter_mut()
            .find(|(known, of_total, _)| same(known) && of_total == total)
        {
            Some((_, _, columns)) => columns.push(at),
            None => groups.push((values, *total, vec![at])),
        }
    }
    if groups.is_empty() {
        return vec![shared];
    }
    let with_shared = |(_, of_total, columns): (_, bool, Vec<usize>)| match of_total {
        true => columns,
        false => columns.into_iter().chain(shared.iter().copied()).collect(),
    };
    groups.into_iter().map(with_shared).collect()
}

struct Body<'a, 'c> {
    reading: Reading<'a, 'c>,
    table: &'c Table,
    feed: &'a Feed,
    roles: &'c [Role],
    groups: Vec<Vec<usize>>,
    resolver: Resolver<'a, 'c>,
    /// The last name of each naming column, with the cell where it stood.
    carried: BTreeMap<String, (Word, (u32, u32))>,
    /// What a heading inside the table gives to the rows below it.
    section: BTreeMap<String, Word>,
    /// What the titles and the tab give to all rows.
    titled: BTreeMap<String, Word>,
    /// The column of names that headings inside the table fill.
    sectioned: Option<String>,
    /// The column with the words of questions whose numbers stand in another.
    wordings: Option<u32>,
    /// Whether its questions have their own words throughout, so that their numbers are followed.
    in_own_words: bool,
    /// The number that the row holds, by a word at its side.
    side: Option<String>,
    /// Whether its periods are months, so that none of them is a quarter.
    monthly: bool,
    /// For each naming column the empty cells that were read as the name above them: first row, last row, how many, first name.
    filled: BTreeMap<u32, (u32, u32, usize, String)>,
    /// Whether the table is an export that parts thousands throughout, so that no figure of it is written oddly.
    separates: bool,
    /// Columns of scores whose key says that the lowest number is the best.
    reversed: BTreeSet<u32>,
    /// Whether somebody answers with the middle of a scale in words, once it was asked.
    shows_the_middle: Option<bool>,
    /// By column what its figures are multiplied by.
    factors: BTreeMap<u32, f64>,
    senses: Senses,
    extract: Extract,
}

impl<'a, 'c> Body<'a, 'c> {
    /// Ready for the first row.
    fn new(table: &'c Table, (chosen, roles): (&Chosen<'a>, &'c [Role]), reading: Reading<'a, 'c>) -> Body<'a, 'c> {
        let mut resolver = Resolver::new(
            reading.context,
            &chosen.feed.id,
            (reading.scale, reading.printed, reading.since_1904),
        );
        let titles = table.titles.iter().map(|(_, _, text)| text.as_str());
        let heads = table.heads.iter().map(|head| head.text.as_str());
        resolver.around = titles.chain(heads).collect::<Vec<_>>().join(" ");
        Body {
            reading,
            table,
            feed: chosen.feed,
            roles,
            groups: groups(roles, chosen.feed),
            resolver,
            carried: BTreeMap::new(),
            section: BTreeMap::new(),
            titled: BTreeMap::new(),
            sectioned: None,
            wordings: None,
            in_own_words: false,
            side: None,
            monthly: is_monthly(table, (chosen.feed, roles), reading.sheet),
            filled: BTreeMap::new(),
            separates: reading.text_file && separates(table, roles, reading.sheet),
            reversed: BTreeSet::new(),
            shows_the_middle: None,
            factors: BTreeMap::new(),
            senses: Senses::default(),
            extract: Extract {
                remarks: chosen.remarks.clone(),
                ..Extract::default()
            },
        }
    }
}

/// The words of one row of the sheet.
#[derive(Default)]
struct Words {
    words: BTreeMap<String, Word>,
    cells: BTreeMap<String, (u32, u32)>,
    sender: String,
    total: bool,
}

impl Words {
    /// These and the answers of one group of columns.
    fn and(&self, answers: Words) -> Words {
        let mut all = Words {
            words: self.words.clone(),
            cells: self.cells.clone(),
            sender: self.sender.clone(),
            total: self.total,
        };
        all.words.extend(answers.words);
        all.cells.extend(answers.cells);
        all
    }

    fn says_nothing(&self) -> bool {
        self.words.values().all(|word| *word == Word::Empty)
    }

    /// Notes that the row is the sum of whatever stands above it.
    fn sum_whatever(&mut self) {
        self.words.insert(String::new(), Word::Total);
        self.total = true;
    }
}

impl Body<'_, '_> {
    fn read_row(&mut self, row: u32) {
        let sheet = self.reading.sheet;
        if sheet.row_is_hidden(row) {
            return;
        }
        let filled: Vec<usize> = (0..self.table.heads.len())
            .filter(|&at| !blank(&sheet.cell(row, self.table.heads[at].column)))
            .collect();
        if filled.is_empty() || self.is_note(row, &filled) {
            return;
        }
        self.side = None;
        let said = self.resolver.remarks.len();
        let words = self.words_of(row);
        self.reach_figures(row, said);
        if words.total && self.total_is_no_row(&words) {
            self.keep_sums(row, &words);
            return;
        }
        for group in self.groups.clone() {
            self.read_group(row, &words, &group);
        }
    }

    /// Totals that are not rows of the feed: all but those over areas, which are the county's row.
    pub(super) fn total_is_no_row(&self, words: &Words) -> bool {
        words.words.iter().any(|(name, word)| {
            *word == Word::Total && self.feed.column(name).is_none_or(|column| column.holds != Holds::Area)
        })
    }

    fn read_group(&mut self, row: u32, words: &Words, group: &[usize]) {
        let of_total = group
            .iter()
            .any(|&at| matches!(self.roles[at], Role::Number { total: true, .. }));
        let mut built = Row {
            sender: words.sender.clone(),
            sheet: self.reading.sheet_at,
            table: self.reading.table_at,
            at: (row, self.table.heads.first().map_or(0, |head| head.column)),
            total: words.total || of_total,
            ..Row::default()
        };
        let fixed: &[Fixed] = group.first().map_or(&[], |&at| self.roles[at].fixed());
        let answered = self.answers_of(row, group);
        if answered.as_ref().is_some_and(Words::says_nothing) && !self.expects_answers(group) {
            return;
        }
        let with_answers = answered.map(|answered| words.and(answered));
        let words = with_answers.as_ref().unwrap_or(words);
        built.named = fixed.iter().any(|fixed| {
            self.feed
                .column(&fixed.column)
                .is_some_and(|column| column.holds == Holds::Area)
        });
        if of_total && !self.sums_over_areas(fixed, words) {
            self.keep_sum_beside(row, words, group);
            return;
        }
        if !self.fill_words(&mut built, words, fixed) {
            return;
        }
        self.fill_numbers(&mut built, row, group);
        let empty = built
            .numbers
            .values()
            .all(|figure| figure.reading.state == CellState::Blank);
        let is_figures = group.iter().any(|&at| matches!(self.roles[at], Role::Number { .. }));
        if is_figures && empty && !self.expects(&built) {
            return;
        }
        self.extract.rows.push(built);
    }

    /// Whether a total column sums the areas that its neighbours stand for.
    fn sums_over_areas(&self, fixed: &[Fixed], words: &Words) -> bool {
        let area = self.feed.columns.iter().find(|column| column.holds == Holds::Area);
        area.is_some_and(|area| {
            let across = self.roles.iter().any(|role| matches!(role, Role::Number { fixed, .. } if fixed.iter().any(|fixed| fixed.column == area.name)));
            (across || fixed.iter().any(|fixed| fixed.column == area.name)) && !words.words.contains_key(&area.name)
        })
    }

    /// An empty cell is said where a figure is expected: in the folder's own quarter.
    fn expects(&self, row: &Row) -> bool {
        let about = self.feed.about.as_deref().unwrap_or_default();
        row.word(about).is_empty() || row.word(about) == self.reading.context.period().to_string()
    }
}

/// Columns that name what a row is about: an empty cell below a name means the same again.
fn names(column: &Column, feed: &Feed) -> bool {
    match column.holds {
        Holds::Indicator | Holds::Period | Holds::Standard | Holds::Year => true,
        Holds::Label | Holds::Code(_) | Holds::Organisation => column.required && feed.key.contains(&column.name),
        Holds::Text | Holds::Whole | Holds::Number | Holds::Money | Holds::Date | Holds::Area | Holds::Question => {
            false
        }
    }
}

fn blank(cell: &Cell<'_>) -> bool {
    match cell.raw {
        Raw::Empty => true,
        Raw::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}
