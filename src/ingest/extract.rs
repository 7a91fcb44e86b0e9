//! The body of a table into rows: names carried down, totals and notes told from rows, one row for each cell of a wide table.

use crate::catalogue::{Column, Feed, Holds, Unit};
use crate::domain::CellState;
use crate::ingest::cells::{self, Ask, Kind};
use crate::ingest::choose::{Chosen, Fixed, FixedValue, Role};
use crate::ingest::context::FileContext;
use crate::ingest::legend::Legend;
use crate::ingest::remarks::{Remark, Stretch};
use crate::ingest::resolve::{Resolver, Word};
use crate::ingest::rows::{Figure, Row};
use crate::ingest::scale::Scale;
use crate::ingest::sheet::{Cell, Raw, Sheet};
use crate::ingest::table::heads::Head;
use crate::ingest::table::sense::Senses;
use crate::ingest::table::{Table, header_text};
use crate::ingest::times;
use crate::ingest::titles::Titles;
use crate::ingest::words::names::Likeness;
use crate::ingest::words::periods::When;
use crate::ingest::words::{numbers, tidy};
use std::collections::BTreeMap;

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
    let mut extract = body.extract;
    extract.remarks.extend(body.resolver.remarks);
    extract
}

/// Number columns that belong to one row of the feed: those for which the header fixes the same.
fn groups(roles: &[Role]) -> Vec<Vec<usize>> {
    let mut groups: Vec<(Vec<FixedValue>, bool, Vec<usize>)> = Vec::new();
    for (at, role) in roles.iter().enumerate() {
        let Role::Number { fixed, total, .. } = role else {
            continue;
        };
        let values: Vec<FixedValue> = fixed.iter().map(|fixed| fixed.value.clone()).collect();
        match groups
            .iter_mut()
            .find(|(known, of_total, _)| *known == values && of_total == total)
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

    fn words_of(&mut self, row: u32) -> Words {
        let sheet = self.reading.sheet;
        let name = sheet.name.as_str();
        let mut out = Words::default();
        for (head, role) in self.table.heads.iter().zip(self.roles) {
            let cell = sheet.cell_through_merges(row, head.column);
            let spot = (name, row, head.column);
            match role {
                Role::Word(column) => {
                    let Some(column) = self.feed.column(column) else {
                        continue;
                    };
                    let mut word = self.resolver.word(column, &cell, spot);
                    let mut at = (row, head.column);
                    if word == Word::Empty
                        && let Some((carried, from)) = self.carry(column, row)
                    {
                        (word, at) = (carried, from);
                    } else if names(column) {
                        self.carried.insert(column.name.clone(), (word.clone(), at));
                    }
                    out.total |= word == Word::Total;
                    out.cells.insert(column.name.clone(), at);
                    out.words.insert(column.name.clone(), word);
                }
                Role::Sender => {
                    if let Some(named) = self.reading.context.known.lexicon.agency(&cell.shown()) {
                        out.sender = named.id;
                    }
                }
                Role::Unknown => {
                    if let Raw::Text(text) = cell.raw {
                        self.resolver.remark_active(text, spot);
                    }
                }
                Role::Number { .. } => {}
            }
        }
        out
    }

    /// The name that stands above an empty cell, for columns that name rows.
    fn carry(&mut self, column: &Column, row: u32) -> Option<(Word, (u32, u32))> {
        if !names(column) {
            return None;
        }
        let (word, from) = self.carried.get(&column.name)?.clone();
        let usable = matches!(word, Word::Is(_) | Word::Time(_) | Word::NotUnderstood);
        // A total closes what stands above it.
        (usable && row > from.0).then_some((word, from))
    }

    /// Totals that are not rows of the feed: all but those over areas, which are the county's row.
    fn total_is_no_row(&self, words: &Words) -> bool {
        words.words.iter().any(|(name, word)| {
            *word == Word::Total && self.feed.column(name).is_none_or(|column| column.holds != Holds::Area)
        })
    }

    fn keep_sums(&mut self, row: u32, words: &Words) {
        let of: BTreeMap<String, String> = words
            .words
            .iter()
            .filter_map(|(name, word)| match word {
                Word::Is(word) if self.feed.key.contains(name) && self.own_cell(words, name, row) => {
                    Some((name.clone(), word.clone()))
                }
                _ => None,
            })
            .collect();
        for (head, role) in self.table.heads.iter().zip(self.roles) {
            let Role::Number { column, fixed, total } = role else {
                continue;
            };
            let mut of = of.clone();
            of.extend(fixed.iter().filter_map(|fixed| match &fixed.value {
                FixedValue::Id(id, _) => Some((fixed.column.clone(), id.clone())),
                FixedValue::When(_) => None,
            }));
            let cell = self.reading.sheet.cell(row, head.column);
            if let (Some(value), false) = (cell.number_as_read(), *total) {
                self.extract.sums.push(Sum {
                    column: column.clone(),
                    cell: (row, head.column),
                    value,
                    of,
                });
            }
        }
    }

    fn own_cell(&self, words: &Words, name: &str, row: u32) -> bool {
        words.cells.get(name).is_some_and(|(at, _)| *at == row)
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

    /// Puts the words together; `false` when one that the row cannot do without is missing or not understood.
    fn fill_words(&mut self, built: &mut Row, words: &Words, fixed: &[Fixed]) -> bool {
        let (context, feed) = (self.reading.context, self.feed);
        let mut time: Option<(When, Option<(u32, u32)>)> = None;
        for column in &feed.columns {
            if column.holds.is_number() {
                continue;
            }
            let own = words.words.get(&column.name).cloned();
            let word = match fixed.iter().find(|fixed| fixed.column == column.name) {
                Some(Fixed {
                    value: FixedValue::Id(id, _),
                    ..
                }) => Word::Is(id.clone()),
                Some(Fixed {
                    value: FixedValue::When(when),
                    at,
                    ..
                }) => {
                    time = Some((when.clone(), Some(*at)));
                    continue;
                }
                None => match own.filter(|word| *word != Word::Empty) {
                    Some(word) => word,
                    None => self.elsewhere(column, built.total),
                },
            };
            match word {
                Word::Is(word) => {
                    if matches!(column.holds, Holds::Code(_) | Holds::Date)
                        && let Some(at) = words.cells.get(&column.name)
                    {
                        built.word_cells.push(*at);
                    }
                    built.words.insert(column.name.clone(), word);
                }
                Word::Time(when) => time = Some((when, words.cells.get(&column.name).copied())),
                Word::Total if column.holds == Holds::Area => {
                    built
                        .words
                        .insert(column.name.clone(), context.known.places.home().to_owned());
                }
                Word::NotUnderstood if feed.key.contains(&column.name) || column.required => return false,
                Word::Total | Word::NotUnderstood | Word::Empty => {}
            }
        }
        if !self.fill_period(built, time) {
            return false;
        }
        self.fill_defaults(built);
        let missing = feed
            .columns
            .iter()
            .find(|column| column.required && !column.holds.is_number() && built.word(&column.name).is_empty());
        match missing {
            Some(column) => {
                self.remark_missing(built, &column.name);
                false
            }
            None => true,
        }
    }

    /// A word that the row itself does not have.
    fn elsewhere(&self, column: &Column, total: bool) -> Word {
        if let Some(word) = self.section.get(&column.name) {
            return word.clone();
        }
        if let Some(word) = self.reading.given.get(&column.name) {
            return Word::Is(word.clone());
        }
        if total && column.holds == Holds::Area {
            return Word::Total;
        }
        Word::Empty
    }

    fn fill_period(&mut self, built: &mut Row, time: Option<(When, Option<(u32, u32)>)>) -> bool {
        let Some(column) = self.feed.columns.iter().find(|column| column.holds == Holds::Period) else {
            return true;
        };
        let (when, at, own) = match (time, &self.reading.titles.when) {
            (Some((when, at)), _) => (Some(when), at, true),
            (None, Some((when, at))) => (Some(when.clone()), *at, false),
            (None, None) => (None, None, false),
        };
        let indicator = self.reading.context.known.catalogue.indicator(built.word("indicator"));
        let settled = times::settle(when, (self.reading.context.period(), self.reading.titles), indicator);
        match settled {
            times::Settled::Is(period, remark) => {
                if let (Some((kind, note)), Some((row, column))) = (remark, at) {
                    let text = self.seen(row, column);
                    let remark = Remark::on_cell(kind, (&self.reading.sheet.name, row, column), text);
                    self.extract
                        .remarks
                        .push(remark.taken_as(period.to_string()).noting(note).about(&self.feed.id));
                }
                built.words.insert(column.name.clone(), period.to_string());
                true
            }
            times::Settled::Not(kind, note) => {
                let (row, column) = at.unwrap_or(built.at);
                let text = self.seen(row, column);
                let place = if own || at.is_some() { (row, column) } else { built.at };
                let remark = Remark::on_cell(kind, (&self.reading.sheet.name, place.0, place.1), text);
                self.extract.remarks.push(remark.noting(note).about(&self.feed.id));
                false
            }
        }
    }

    fn seen(&self, row: u32, column: u32) -> String {
        header_text(&self.reading.sheet.cell_through_merges(row, column))
    }

    fn fill_defaults(&self, built: &mut Row) {
        let home = self.reading.context.known.places.home();
        for column in &self.feed.columns {
            if !built.word(&column.name).is_empty() {
                continue;
            }
            let word = match &column.holds {
                Holds::Area if self.feed.area_defaults_to_home => home.to_owned(),
                Holds::Standard => built.word("question").split('.').next().unwrap_or_default().to_owned(),
                Holds::Year => match self.reading.titles.year {
                    Some(year) => crate::ingest::resolve::financial_year(year),
                    None => self.reading.context.period().financial_year(),
                },
                _ => continue,
            };
            if !word.is_empty() {
                built.words.insert(column.name.clone(), word);
            }
        }
    }

    fn remark_missing(&mut self, built: &Row, column: &str) {
        let row = built.at.0;
        let figures = self.table.heads.iter().zip(self.roles).any(|(head, role)| {
            matches!(role, Role::Number { .. }) && !blank(&self.reading.sheet.cell(row, head.column))
        });
        let answers = self.groups.iter().all(Vec::is_empty);
        if figures || answers {
            let remark = Remark::on_cell("row-without-name", (&self.reading.sheet.name, row, built.at.1), "");
            self.extract.remarks.push(remark.noting(column).about(&self.feed.id));
        }
    }

    fn fill_numbers(&mut self, built: &mut Row, row: u32, group: &[usize]) {
        for &at in group {
            let Role::Number { column, .. } = &self.roles[at] else {
                continue;
            };
            let Some(declared) = self.feed.column(column) else {
                continue;
            };
            let head = &self.table.heads[at];
            let cell = self.reading.sheet.cell(row, head.column);
            let ask = Ask {
                kind: self.kind_of(declared, built),
                text_file: self.reading.text_file,
                legend: self.reading.legend,
                habits: self.reading.context.habits(),
                catalogue: self.reading.context.known.catalogue,
            };
            let read = cells::read(&cell, &ask);
            let spot = (self.reading.sheet.name.as_str(), row, head.column);
            for (kind, treated_as) in &read.remarks {
                let remark = Remark::on_cell(kind, spot, tidy_end(&cell.shown())).taken_as(treated_as.as_str());
                self.extract.remarks.push(remark.about(&self.feed.id));
            }
            if let Some(out_of) = read.out_of.or_else(|| scale_of(head)) {
                self.note_scale(built, out_of, (row, head.column));
            }
            let reading = self.within_bounds(declared, &read, spot);
            let figure = Figure {
                reading,
                cell: (row, head.column),
                seen: cell.shown().into_owned(),
                marked_percent: read.marked_percent,
            };
            built.numbers.insert(column.clone(), figure);
        }
    }

    /// A number outside what its column can hold is not taken.
    fn within_bounds(
        &mut self,
        declared: &Column,
        read: &cells::CellReading,
        spot: (&str, u32, u32),
    ) -> crate::domain::Reading {
        let Some(number) = read.reading.number else {
            return read.reading;
        };
        let low = declared.least.is_some_and(|least| number < least);
        let high = declared.most.is_some_and(|most| number > most);
        if !low && !high {
            return read.reading;
        }
        let bounds = match (declared.least, declared.most) {
            (Some(least), Some(most)) => {
                format!("from {} to {}", cells::plain_number(least), cells::plain_number(most))
            }
            (Some(least), None) => format!("{} or more", cells::plain_number(least)),
            (None, Some(most)) => format!("{} or less", cells::plain_number(most)),
            (None, None) => String::new(),
        };
        let remark = Remark::on_cell("number-out-of-range", spot, cells::plain_number(number)).taken_as("unreadable");
        self.extract.remarks.push(remark.noting(bounds).about(&self.feed.id));
        crate::domain::Reading::without_number(CellState::Unreadable)
    }

    /// The top of the scale that a heading or a score gives, where the feed asks for it.
    fn note_scale(&self, built: &mut Row, out_of: f64, cell: (u32, u32)) {
        if self.feed.column("scale_max").is_some() && !built.numbers.contains_key("scale_max") {
            let reading = crate::domain::Reading::number(out_of);
            built.numbers.insert(
                "scale_max".to_owned(),
                Figure {
                    reading,
                    cell,
                    seen: String::new(),
                    marked_percent: false,
                },
            );
        }
    }

    fn kind_of(&self, column: &Column, row: &Row) -> Kind {
        match column.holds {
            Holds::Whole => Kind::Count,
            Holds::Money => Kind::Money,
            _ => match self.reading.context.known.catalogue.indicator(row.word("indicator")) {
                Some(indicator) => kind_for(indicator.unit, &column.name),
                None => Kind::Score,
            },
        }
    }

    /// Headings that were nearly another name, once for each heading.
    fn remark_headers(&mut self) {
        let context = self.reading.context;
        for role in self.roles {
            let Role::Number { fixed, .. } = role else { continue };
            for fixed in fixed {
                let FixedValue::Id(id, Likeness::Near) = &fixed.value else {
                    continue;
                };
                let is_area = self
                    .feed
                    .column(&fixed.column)
                    .is_some_and(|column| column.holds == Holds::Area);
                let (kind, name) = match (is_area, context.known.catalogue.indicator(id)) {
                    (true, _) => ("area-near-miss", context.known.places.name(id).to_owned()),
                    (false, Some(indicator)) => ("indicator-near-miss", format!("{id} {}", indicator.name)),
                    (false, None) => ("code-near-miss", id.clone()),
                };
                let remark = Remark::on_cell(kind, (&self.reading.sheet.name, fixed.at.0, fixed.at.1), &fixed.text);
                self.extract.remarks.push(remark.taken_as(name).about(&self.feed.id));
            }
        }
        self.remark_unknown_columns();
    }

    /// Columns of numbers that the feed does not have are said; columns of words are the agency's own affair.
    fn remark_unknown_columns(&mut self) {
        for (head, role) in self.table.heads.iter().zip(self.roles) {
            if *role != Role::Unknown || head.text.is_empty() && self.is_bare(head) {
                continue;
            }
            let numbers = crate::ingest::choose::holds_numbers(self.reading.sheet, self.table, head.column);
            // A figure whose area would be assumed may have it in the very column that was not understood.
            let could_be_place = self.assumes_area() && !self.is_bare(head);
            if numbers && !self.is_derived(head) || could_be_place {
                let remark = Remark::on_cell(
                    "heading-unknown",
                    (&self.reading.sheet.name, head.row, head.column),
                    &head.text,
                );
                self.extract.remarks.push(remark.about(&self.feed.id));
            }
        }
    }

    fn is_bare(&self, head: &Head) -> bool {
        (self.table.first_row..self.table.end_row).all(|row| blank(&self.reading.sheet.cell(row, head.column)))
    }

    /// Whether rows without an area are the county's, and these have no column of areas.
    fn assumes_area(&self) -> bool {
        let area = self.feed.columns.iter().find(|column| column.holds == Holds::Area);
        self.feed.area_defaults_to_home
            && area.is_some_and(|area| {
                !self.roles.iter().any(|role| match role {
                    Role::Word(name) => *name == area.name,
                    Role::Number { fixed, .. } => fixed.iter().any(|fixed| fixed.column == area.name),
                    Role::Sender | Role::Unknown => false,
                })
            })
    }

    /// A column whose every cell is a formula over its row repeats what other columns say.
    fn is_derived(&self, head: &Head) -> bool {
        let cells: Vec<Cell<'_>> = (self.table.first_row..self.table.end_row)
            .map(|row| self.reading.sheet.cell(row, head.column))
            .filter(|cell| !blank(cell))
            .collect();
        !cells.is_empty() && cells.iter().all(|cell| cell.formula)
    }

    fn remark_hidden(&mut self) {
        let sheet = self.reading.sheet;
        let (first, end) = (self.table.first_row, self.table.end_row);
        let hidden = |row: u32| sheet.row_is_hidden(row) && sheet.row(row).next().is_some();
        if let Some(top) = (first..end).find(|row| hidden(*row)) {
            let bottom = (first..end).rev().find(|row| hidden(*row)).unwrap_or(top);
            let (left, right) = (
                self.table.heads.first().map_or(0, |head| head.column),
                self.table.heads.last().map_or(0, |head| head.column),
            );
            let at = Stretch {
                first_column: left,
                first_row: top,
                last_row: bottom,
                last_column: right,
            };
            let remark = Remark {
                at: Some(at),
                ..Remark::on_sheet("hidden-rows", &sheet.name, "hidden rows")
            };
            self.extract.remarks.push(remark.about(&self.feed.id));
        }
        for column in (0..sheet.column_count()).filter(|column| sheet.column_is_hidden(*column)) {
            if (first..end).any(|row| !blank(&sheet.cell(row, column))) {
                let at = Stretch {
                    first_column: column,
                    first_row: self.table.header_row,
                    last_row: end.max(first + 1) - 1,
                    last_column: column,
                };
                let seen = header_text(&sheet.cell(self.table.header_row, column));
                let remark = Remark {
                    at: Some(at),
                    ..Remark::on_sheet("hidden-columns", &sheet.name, seen)
                };
                self.extract.remarks.push(remark.about(&self.feed.id));
            }
        }
    }
}

/// What a column of the dashboard asks of an indicator's unit.
pub fn kind_for(unit: Unit, column: &str) -> Kind {
    match (column, unit) {
        (_, Unit::Count) => Kind::Count,
        ("value", Unit::Percent) => Kind::Percent,
        ("value", Unit::MedianDays) => Kind::Days,
        ("value", Unit::Score) => Kind::Score,
        ("value", Unit::RatePer1000 | Unit::RatePer10000 | Unit::RatePer100000 | Unit::Ratio) => Kind::Rate,
        (_, Unit::Score) => Kind::Score,
        (
            _,
            Unit::Percent
            | Unit::MedianDays
            | Unit::RatePer1000
            | Unit::RatePer10000
            | Unit::RatePer100000
            | Unit::Ratio,
        ) => Kind::Part,
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

/// The maximum that a heading gives: `Confidence before (1-10)`, `Score out of 5`.
fn scale_of(head: &Head) -> Option<f64> {
    let text = tidy(&head.text).to_lowercase();
    let inside = text.split_once('(').map(|(_, rest)| rest.trim_end_matches(')'))?;
    match numbers::read(inside) {
        numbers::Written::Between(low, high) if low <= 1.0 && high <= 100.0 => Some(high),
        _ => inside
            .strip_prefix("out of ")
            .or_else(|| inside.strip_prefix("max "))
            .and_then(|rest| rest.trim().parse().ok()),
    }
}

fn blank(cell: &Cell<'_>) -> bool {
    match cell.raw {
        Raw::Empty => true,
        Raw::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}

/// A text as it stands, cut only where it would hide what is odd about it.
fn tidy_end(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ")
}
