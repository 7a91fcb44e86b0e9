//! The body of a table into rows: names carried down, totals and notes told from rows, one row for each cell of a wide table.

mod figures;
mod headers;
mod sums;
mod together;
mod words;

pub use crate::ingest::extract::figures::{kind_for, tidy_end};
pub use crate::ingest::extract::together::join_sides;

use crate::catalogue::{Column, Feed, Holds};
use crate::domain::CellState;
use crate::ingest::choose::{Chosen, Fixed, FixedValue, Role};
use crate::ingest::context::FileContext;
use crate::ingest::legend::Legend;
use crate::ingest::remarks::Remark;
use crate::ingest::resolve::{Resolver, Word};
use crate::ingest::rows::Row;
use crate::ingest::scale::Scale;
use crate::ingest::sheet::{Cell, Raw, Sheet};
use crate::ingest::table::Table;
use crate::ingest::table::sense::Senses;
use crate::ingest::titles::Titles;
use crate::ingest::words::numbers;
use crate::ingest::words::periods::{self, When};
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
    /// What graded answers mean.
    pub scale: &'c Scale,
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
    let resolver = Resolver::new(reading.context, &chosen.feed.id, reading.scale);
    let mut body = Body {
        reading,
        table,
        feed: chosen.feed,
        roles: &chosen.roles,
        groups: groups(&chosen.roles),
        resolver,
        carried: BTreeMap::new(),
        section: BTreeMap::new(),
        side: None,
        monthly: is_monthly(table, (chosen.feed, &chosen.roles), reading.sheet),
        filled: BTreeMap::new(),
        senses: Senses::default(),
        extract: Extract {
            remarks: chosen.remarks.clone(),
            ..Extract::default()
        },
    };
    body.remark_headers();
    for row in table.first_row..table.end_row {
        body.read_row(row);
    }
    body.remark_hidden();
    body.remark_filled();
    let mut extract = body.extract;
    together::join_sides(&mut extract.rows, chosen.feed);
    extract.remarks.extend(body.resolver.into_remarks());
    extract
}

/// Whether the column of periods holds months that end no quarter.
fn is_monthly(table: &Table, (feed, roles): (&Feed, &[Role]), sheet: &Sheet) -> bool {
    let is_period = |role: &Role| match role {
        Role::Word(name) => feed.column(name).is_some_and(|column| column.holds == Holds::Period),
        Role::Number { .. } | Role::Sender | Role::Side | Role::Unknown => false,
    };
    let Some((head, _)) = table.heads.iter().zip(roles).find(|(_, role)| is_period(role)) else {
        return false;
    };
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    (table.first_row..table.end_row).any(|row| match sheet.cell(row, head.column).raw {
        Raw::Text(text) => {
            seen.insert(text) && periods::names_month(text) && matches!(periods::read(text), Some(When::NoQuarter(_)))
        }
        _ => false,
    })
}

/// Number columns that belong to one row of the feed: those for which the header fixes the same.
fn groups(roles: &[Role]) -> Vec<Vec<usize>> {
    let mut groups: Vec<(Vec<FixedValue>, bool, Vec<usize>)> = Vec::new();
    for (at, role) in roles.iter().enumerate() {
        let Role::Number { fixed, total, .. } = role else {
            continue;
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
        vec![vec![]]
    } else {
        groups.into_iter().map(|(_, _, columns)| columns).collect()
    }
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
    /// The number that the row holds, by a word at its side.
    side: Option<String>,
    /// Whether its periods are months, so that none of them is a quarter.
    monthly: bool,
    /// For each naming column the empty cells that were read as the name above them: first row, last row, how many, first name.
    filled: BTreeMap<u32, (u32, u32, usize, String)>,
    senses: Senses,
    extract: Extract,
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
    /// Notes that the row is the sum of whatever stands above it.
    fn sum_whatever(&mut self) {
        self.words.insert(String::new(), Word::Total);
        self.total = true;
    }
}

impl<'a, 'c> Body<'a, 'c> {
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
        let words = self.words_of(row);
        if words.total && self.total_is_no_row(&words) {
            self.keep_sums(row, &words);
            return;
        }
        for group in self.groups.clone() {
            self.read_group(row, &words, &group);
        }
    }

    /// A row with nothing but one text in it is a note, or a heading for the rows below.
    fn is_note(&mut self, row: u32, filled: &[usize]) -> bool {
        let [only] = filled else { return false };
        if self.table.heads.len() < 2 {
            return false;
        }
        let head = &self.table.heads[*only];
        let cell = self.reading.sheet.cell(row, head.column);
        let Raw::Text(text) = cell.raw else { return false };
        if let Role::Number { .. } = self.roles[*only] {
            // Alone among empty cells, a number is still a number; prose is not.
            return numbers::read(text) == numbers::Written::Not && text.split_whitespace().count() > 3;
        }
        if let Role::Word(column) = &self.roles[*only]
            && !self.names_a_row(column, text)
        {
            self.open_section(text);
            return true;
        }
        !matches!(self.roles[*only], Role::Word(_))
    }

    /// Whether a lone text in a naming column is the name of a row whose figures are all empty.
    fn names_a_row(&self, column: &str, text: &str) -> bool {
        let lexicon = self.reading.context.known.lexicon;
        match self.feed.column(column).map(|column| &column.holds) {
            Some(Holds::Area) => {
                lexicon.area(text).is_some()
                    && self.roles.iter().filter(|role| matches!(role, Role::Word(_))).count() == 1
            }
            Some(Holds::Indicator) => {
                lexicon.indicator(text).is_some() && self.groups.iter().all(|group| !group.is_empty())
            }
            _ => false,
        }
    }

    fn open_section(&mut self, text: &str) {
        let context = self.reading.context;
        let sense = self.senses.of(text, &context.known).clone();
        let given = |column: &Column| {
            self.roles
                .iter()
                .any(|role| matches!(role, Role::Word(name) if *name == column.name))
        };
        for column in self.feed.columns.iter().filter(|column| !given(column)) {
            let word = match &column.holds {
                Holds::Area => sense.area.as_ref().map(|named| Word::Is(named.id.clone())),
                Holds::Indicator => sense.indicator.as_ref().map(|named| Word::Is(named.id.clone())),
                Holds::Period => sense.when.clone().map(Word::Time),
                _ => None,
            };
            if let Some(word) = word {
                self.section.insert(column.name.clone(), word);
            }
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
        let fixed: &[Fixed] = match group.first().map(|&at| &self.roles[at]) {
            Some(Role::Number { fixed, .. }) => fixed,
            _ => &[],
        };
        built.named = fixed.iter().any(|fixed| {
            self.feed
                .column(&fixed.column)
                .is_some_and(|column| column.holds == Holds::Area)
        });
        if of_total && !self.sums_over_areas(fixed, words) {
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
        if !group.is_empty() && empty && !self.expects(&built) {
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
fn names(column: &Column) -> bool {
    match column.holds {
        Holds::Indicator | Holds::Period | Holds::Standard | Holds::Year => true,
        Holds::Label | Holds::Code(_) | Holds::Organisation => column.required,
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
