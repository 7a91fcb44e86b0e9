//! The words of one row of the sheet, of its header, titles and defaults into the words of a row of the feed.

use crate::catalogue::{Column, Holds, plain};
use crate::ingest::choose::{Fixed, FixedValue, Role, side_of, sided};
use crate::ingest::extract::{Body, Words, blank, names};
use crate::ingest::given::type_of;
use crate::ingest::lexicon::{code_list_of, is_total, without_total};
use crate::ingest::remarks::Remark;
use crate::ingest::resolve::Word;
use crate::ingest::rows::Row;
use crate::ingest::sheet::{Cell, Raw};
use crate::ingest::table::header_text;
use crate::ingest::times;
use crate::ingest::words::labels::financial_year;
use crate::ingest::words::periods::{self, When};

impl Body<'_, '_> {
    /// The words of a row of the sheet; notes the number that a word at its side names.
    pub(super) fn words_of(&mut self, row: u32) -> Words {
        let sheet = self.reading.sheet;
        let mut out = Words::default();
        let mut filled = Vec::new();
        let said = self.resolver.remarks.len();
        for (head, role) in self.table.heads.iter().zip(self.roles) {
            let cell = sheet.cell_through_merges(row, head.column);
            let spot = (sheet.name.as_str(), row, head.column);
            match role {
                Role::Word(column) => {
                    let Some(column) = self.feed.column(column) else {
                        continue;
                    };
                    let (word, at) = self.word_or_above(column, &cell, spot);
                    if at != (row, head.column) && blank(&cell) && sheet.merge_at(row, head.column).is_none() {
                        filled.push(((row, head.column), at));
                    }
                    out.total |= word == Word::Total;
                    out.cells.insert(column.name.clone(), at);
                    out.words.insert(column.name.clone(), word);
                }
                Role::Sender if is_total(&cell.shown()) => out.sum_whatever(),
                Role::Sender => {
                    if let Some(named) = self.reading.context.known.lexicon.agency(&cell.shown()) {
                        out.sender = named.id;
                    }
                }
                Role::Unknown => {
                    let Raw::Text(text) = cell.raw else { continue };
                    self.resolver.remark_active(text, spot);
                    // A total named in a column of the agency's own sums whatever stands above it.
                    if is_total(text) {
                        out.sum_whatever();
                    }
                }
                Role::Side => {
                    self.side = side_of(self.feed, &cell.shown(), self.reading.context.known.lexicon);
                }
                Role::Number { .. } | Role::Answer { .. } | Role::Mark(_) => {}
            }
        }
        self.ticked(row, &mut out);
        if self.sums_a_name(row, &out) {
            out.sum_whatever();
        }
        // A total is about nothing but its rows.
        if out.total && self.total_is_no_row(&out) {
            self.resolver.remarks.truncate(said);
        }
        for (at, from) in filled.into_iter().filter(|_| !out.total) {
            self.note_filled(at, from);
        }
        out
    }

    /// Whether a name with the word total in it sums a name of the row itself, or of the rows above: `Total T262-11`.
    fn sums_a_name(&self, row: u32, words: &Words) -> bool {
        for (head, role) in self.table.heads.iter().zip(self.roles) {
            let (Role::Word(column), Raw::Text(text)) = (role, self.reading.sheet.cell(row, head.column).raw) else {
                continue;
            };
            // What a list of codes itself calls a total is a code of it: `Total concluded`.
            let list = self.feed.column(column).and_then(|column| code_list_of(&column.holds));
            let lexicon = self.reading.context.known.lexicon;
            if list.is_some_and(|list| lexicon.code_exactly(list, text).is_some()) {
                continue;
            }
            let Some(rest) = without_total(text) else { continue };
            let is_it = |word: &Word| matches!(word, Word::Is(known) if plain(known) == rest);
            let above = self.carried.values().any(|(word, _)| is_it(word));
            let beside = words.words.iter().any(|(name, word)| name != column && is_it(word));
            if above || beside {
                return true;
            }
        }
        false
    }

    /// The name that stands above an empty cell, for columns that name rows.
    fn carry(&mut self, column: &Column, row: u32) -> Option<(Word, (u32, u32))> {
        if !names(column, self.feed) {
            return None;
        }
        let (word, from) = self.carried.get(&column.name)?.clone();
        let usable = matches!(word, Word::Is(_) | Word::Time(_) | Word::NotUnderstood);
        // A total closes what stands above it.
        (usable && row > from.0).then_some((word, from))
    }

    /// The word of a cell with its place; of an empty one below a name that name, with its own.
    fn word_or_above(&mut self, column: &Column, cell: &Cell<'_>, spot: (&str, u32, u32)) -> (Word, (u32, u32)) {
        let word = match self.sided_name(column, cell, spot) {
            Some(word) => word,
            None => self.resolver.word(column, cell, spot),
        };
        let month = self.monthly
            && column.holds == Holds::Period
            && matches!(cell.raw, Raw::Text(text) if periods::names_month(text));
        let word = if month {
            Word::Time(When::NoQuarter("a month"))
        } else {
            word
        };
        let at = (spot.1, spot.2);
        if word == Word::Empty
            && let Some(carried) = self.carry(column, spot.1)
        {
            return carried;
        }
        if names(column, self.feed) {
            self.carried.insert(column.name.clone(), (word.clone(), at));
        }
        (word, at)
    }

    /// The name in a cell that also says which number its row holds; empty where only that stands there.
    fn sided_name(&mut self, column: &Column, cell: &Cell<'_>, spot: (&str, u32, u32)) -> Option<Word> {
        let Raw::Text(text) = cell.raw else { return None };
        if column.holds != Holds::Indicator {
            return None;
        }
        let sided = sided(self.feed, text, self.reading.context.known.lexicon)?;
        self.side = Some(sided.column);
        if sided.name.is_empty() {
            return Some(Word::Empty);
        }
        Some(self.resolver.word(column, &cell.with_text(&sided.name), spot))
    }

    /// Puts the words together; `false` when one that the row cannot do without is missing or not understood.
    pub(super) fn fill_words(&mut self, built: &mut Row, words: &Words, fixed: &[Fixed]) -> bool {
        let feed = self.feed;
        let mut time: Option<(When, Option<(u32, u32)>)> = None;
        for column in &feed.columns {
            if column.holds.is_number() {
                continue;
            }
            let word = match fixed.iter().find(|fixed| fixed.column == column.name) {
                Some(fixed) => match &fixed.value {
                    FixedValue::Id(id, _) => Word::Is(id.clone()),
                    FixedValue::When(when) => {
                        time = Some((when.clone(), Some(fixed.at)));
                        continue;
                    }
                },
                None => match words.words.get(&column.name).filter(|word| **word != Word::Empty) {
                    Some(word) => word.clone(),
                    None => self.elsewhere(column, built.total),
                },
            };
            match word {
                Word::Is(word) => self.put_word(built, (column, word), (words, fixed)),
                Word::Time(when) => time = Some((when, words.cells.get(&column.name).copied())),
                Word::Total if column.holds == Holds::Area => {
                    let home = self.reading.context.known.places.home().to_owned();
                    built.words.insert(column.name.clone(), home);
                }
                Word::NotUnderstood if feed.key.contains(&column.name) || column.required => {
                    // A day that cannot be read is said to be left empty; here the whole row goes with it.
                    if column.holds == Holds::Date {
                        self.remark_missing(built, &column.name);
                    }
                    return false;
                }
                Word::Total | Word::NotUnderstood | Word::Empty => {
                    if let Some(at) = self.place_of(column, (words, fixed)) {
                        built.places.insert(column.name.clone(), at);
                    }
                }
            }
        }
        self.fill_period(built, time) && self.is_complete(built)
    }

    fn put_word(&mut self, built: &mut Row, (column, word): (&Column, String), (words, fixed): (&Words, &[Fixed])) {
        if matches!(column.holds, Holds::Code(_) | Holds::Date)
            && let Some(at) = words.cells.get(&column.name)
        {
            built.word_cells.push(*at);
        }
        if let Some(at) = self.place_of(column, (words, fixed)) {
            self.remark_other_year(column, &word, at);
            built.places.insert(column.name.clone(), at);
        }
        let word = match column.holds {
            Holds::Question => self.settle_question(built, word),
            _ => word,
        };
        built.words.insert(column.name.clone(), word);
    }

    /// A name that speaks of an academic year in a table of financial years.
    fn remark_other_year(&mut self, column: &Column, word: &str, (row, at): (u32, u32)) {
        let has_year = self.feed.columns.iter().any(|column| column.holds == Holds::Year);
        if column.holds != Holds::Label || !has_year {
            return;
        }
        let simple = plain(word);
        if ["academic year", "school year", "calendar year"]
            .iter()
            .any(|year| simple.contains(year))
        {
            let remark = Remark::on_cell("year-of-another-kind", (&self.reading.sheet.name, row, at), word);
            self.extract.remarks.push(remark.about(&self.feed.id));
        }
    }

    /// Where a word stands or would stand. The rows of a dashboard are many, and only their indicators are asked about.
    fn place_of(&self, column: &Column, (words, fixed): (&Words, &[Fixed])) -> Option<(u32, u32)> {
        if self.feed.id == "dashboard" && column.holds != Holds::Indicator {
            return None;
        }
        let fixed = fixed
            .iter()
            .find(|fixed| fixed.column == column.name)
            .map(|fixed| fixed.at);
        fixed.or_else(|| words.cells.get(&column.name).copied())
    }

    /// Fills in what is assumed; `false` when something is still lacking that the row cannot do without.
    fn is_complete(&mut self, built: &mut Row) -> bool {
        self.fill_defaults(built);
        let lacking =
            |column: &&Column| column.required && !column.holds.is_number() && built.word(&column.name).is_empty();
        match self.feed.columns.iter().find(lacking) {
            Some(column) => {
                self.remark_missing(built, &column.name);
                false
            }
            None => true,
        }
    }

    /// A word that the row itself does not have.
    pub(super) fn elsewhere(&self, column: &Column, total: bool) -> Word {
        let around = self.section.get(&column.name).filter(|word| **word != Word::Empty);
        if let Some(word) = around.or_else(|| self.titled.get(&column.name)) {
            return word.clone();
        }
        // What the workbook says of the one who filled it in is not true of each that a table names.
        let is_of_another = is_type(column) && self.roles.iter().any(|role| role.gives("organisation"));
        if let Some(word) = self.reading.given.get(&column.name).filter(|_| !is_of_another) {
            return Word::Is(word.clone());
        }
        if let Holds::Code(list) = &column.holds
            && column.required
            && let Some(code) = self
                .reading
                .context
                .known
                .lexicon
                .code_exactly(list, &self.reading.sheet.name)
        {
            return Word::Is(code.to_owned());
        }
        if total && column.holds == Holds::Area {
            return Word::Total;
        }
        Word::Empty
    }

    pub(super) fn fill_period(&mut self, built: &mut Row, time: Option<(When, Option<(u32, u32)>)>) -> bool {
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
                let noted = self
                    .reading
                    .titles
                    .noted
                    .filter(|_| matches!(kind, "year-to-date" | "window-differs"));
                let at = noted.or(at);
                let (row, column) = at.unwrap_or(built.at);
                let text = self.seen(row, column);
                let place = if own || at.is_some() { (row, column) } else { built.at };
                let remark = Remark::on_cell(kind, (&self.reading.sheet.name, place.0, place.1), text);
                self.extract.remarks.push(remark.noting(note).about(&self.feed.id));
                false
            }
        }
    }

    pub(super) fn seen(&self, row: u32, column: u32) -> String {
        header_text(&self.reading.sheet.cell_through_merges(row, column))
    }

    pub(super) fn fill_defaults(&self, built: &mut Row) {
        let home = self.reading.context.known.places.home();
        for column in &self.feed.columns {
            if !built.word(&column.name).is_empty() {
                continue;
            }
            let word = match &column.holds {
                Holds::Area if self.feed.area_defaults_to_home => home.to_owned(),
                Holds::Code(_) if is_type(column) => {
                    type_of(built.word("organisation"), self.reading.context).unwrap_or_default()
                }
                // `1a` is a part of the first as `1.1` is.
                Holds::Standard => built
                    .word("question")
                    .chars()
                    .take_while(char::is_ascii_digit)
                    .collect(),
                Holds::Year => match self.reading.titles.year {
                    Some(year) => financial_year(year),
                    None => self.reading.context.period().financial_year(),
                },
                _ => continue,
            };
            if !word.is_empty() {
                built.words.insert(column.name.clone(), word);
            }
        }
    }

    pub(super) fn remark_missing(&mut self, built: &Row, column: &str) {
        let row = built.at.0;
        let figures = self.table.heads.iter().zip(self.roles).any(|(head, role)| {
            matches!(role, Role::Number { .. } | Role::Answer { .. })
                && !blank(&self.reading.sheet.cell(row, head.column))
        });
        let answers = self.groups.iter().all(Vec::is_empty);
        if figures || answers {
            let (_, at) = built.places.get(column).copied().unwrap_or((row, built.at.1));
            let remark = Remark::on_cell("row-without-name", (&self.reading.sheet.name, row, at), "");
            self.extract.remarks.push(remark.noting(column).about(&self.feed.id));
        }
    }
}

/// Whether a column says of what type the organisation of its row is.
fn is_type(column: &Column) -> bool {
    matches!(&column.holds, Holds::Code(list) if list == "organisation-types")
}
