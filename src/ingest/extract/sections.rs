//! What stands around and between the rows of a table: titles, headings inside it, notes.

use crate::catalogue::{Column, Holds};
use crate::ingest::choose::{Role, names_sections, opens_with_a_section};
use crate::ingest::extract::{Body, blank};
use crate::ingest::remarks::Remark;
use crate::ingest::resolve::{Word, label};
use crate::ingest::sheet::Raw;
use crate::ingest::table::header_text;
use crate::ingest::words::days;
use crate::ingest::words::labels::leading_number;
use crate::ingest::words::{numbers, tidy};
use std::collections::BTreeSet;

/// Letters of the longest heading inside a table; longer texts are notes.
const MOST_OF_A_HEADING: usize = 60;

impl Body<'_, '_> {
    /// The one place that titles and tab speak of is that of every row, where rows without a place would be the county's.
    pub(super) fn take_area_of_titles(&mut self) {
        if !self.assumes_area() || self.feed.id == "dashboard" {
            return;
        }
        let lexicon = self.reading.context.known.lexicon;
        let texts = self.table.titles.iter().map(|(_, _, text)| text.as_str());
        let said: BTreeSet<String> = texts
            .chain([self.reading.sheet.name.as_str()])
            .flat_map(|text| {
                text.split([',', ':', '(', ')', '|', ';', '–', '—', '/'])
                    .flat_map(|part| part.split(" - "))
            })
            .filter(|part| part.trim().chars().count() > 2)
            .filter_map(|part| lexicon.area(part).map(|named| named.id))
            .collect();
        let column = self.feed.columns.iter().find(|column| column.holds == Holds::Area);
        if let (Some(column), [area]) = (column, &said.into_iter().collect::<Vec<_>>()[..]) {
            self.titled.insert(column.name.clone(), Word::Is(area.clone()));
        }
    }

    /// The audit or meeting that every row is about, where no column names it and a title does.
    pub(super) fn take_name_of_titles(&mut self) {
        let named = |column: &&Column| {
            column.required
                && matches!(column.name.as_str(), "audit" | "meeting")
                && !self.roles.iter().any(|role| role.gives(&column.name))
                && !self.titled.contains_key(&column.name)
        };
        let Some(column) = self.feed.columns.iter().find(named) else {
            return;
        };
        let named_column = column.name.clone();
        let own = self.own_titles();
        let lexicon = self.reading.context.known.lexicon;
        let of_another = |text: &str| {
            let label = text.split_once(':').map_or("", |(label, _)| label);
            let headings = lexicon.heading_exactly(label);
            headings
                .iter()
                .any(|(feed, name)| *feed == self.feed.id && *name != named_column)
        };
        let titles = own.into_iter().chain(self.top_of_sheet());
        let mut titles = titles.filter(|(_, _, text)| !of_another(text));
        let Some((at, name)) = titles
            .find_map(|(row, column, text)| Some(((row, column), name_in(&days::without_day(&text), &named_column)?)))
        else {
            return;
        };
        let remark = Remark::on_cell(
            "name-from-title",
            (&self.reading.sheet.name, at.0, at.1),
            self.seen(at.0, at.1),
        );
        self.extract
            .remarks
            .push(remark.taken_as(name.as_str()).about(&self.feed.id));
        self.titled.insert(column.name.clone(), Word::Is(name));
    }

    /// The titles of the table itself, without what stands among the rows of the table above it.
    pub(super) fn own_titles(&self) -> Vec<(u32, u32, String)> {
        let top = self
            .table
            .heads
            .iter()
            .map(|head| head.top_row)
            .min()
            .unwrap_or(self.table.header_row);
        let filled = |row: &u32| self.reading.sheet.row(*row).filter(|(_, cell)| !blank(cell)).count() >= 3;
        let above = (0..top).rev().find(filled);
        let own = |title: &&(u32, u32, String)| above.is_none_or(|above| title.0 > above);
        self.table.titles.iter().filter(own).cloned().collect()
    }

    /// The texts that stand alone at the top of the sheet: over the first of its tables, and so over all of them.
    fn top_of_sheet(&self) -> Vec<(u32, u32, String)> {
        const TOP: u32 = 4;
        let sheet = self.reading.sheet;
        let mut texts = Vec::new();
        for row in 0..TOP.min(self.table.header_row) {
            let mut cells = sheet.row(row).filter(|(_, cell)| !blank(cell));
            if let (Some((column, cell)), None) = (cells.next(), cells.next()) {
                texts.push((row, column, header_text(&cell)));
            }
        }
        texts
    }

    /// The agency that every row is of, where no column names it and the lowest title does, under its heading: `Agency: Essex Police`.
    pub(super) fn take_agency_of_titles(&mut self) {
        let open = |column: &&Column| {
            column.holds == Holds::Organisation
                && !column.required
                && self.feed.key.contains(&column.name)
                && !self.roles.iter().any(|role| role.gives(&column.name))
        };
        let Some(column) = self.feed.columns.iter().find(open) else {
            return;
        };
        let lexicon = self.reading.context.known.lexicon;
        let named = self.own_titles().into_iter().rev().find_map(|(_, _, text)| {
            let (label, value) = text.split_once(':')?;
            let headings = lexicon.heading_exactly(label);
            let heads = headings
                .iter()
                .any(|(feed, name)| *feed == self.feed.id && *name == column.name);
            heads.then(|| lexicon.agency(value)).flatten()
        });
        if let Some(named) = named {
            self.titled.insert(column.name.clone(), Word::Is(named.id));
        }
    }

    /// Looks at all texts of each column of days for their order.
    pub(super) fn learn_orders(&mut self) {
        let (sheet, rows) = (self.reading.sheet, self.table.first_row..self.table.end_row);
        for (head, role) in self.table.heads.iter().zip(self.roles) {
            let Role::Word(name) = role else { continue };
            if self.feed.column(name).is_none_or(|column| column.holds != Holds::Date) {
                continue;
            }
            let texts = rows.clone().filter_map(|row| match sheet.cell(row, head.column).raw {
                Raw::Text(text) => Some(text),
                _ => None,
            });
            self.resolver.learn_order(head.column, texts);
        }
    }

    /// A row with nothing but one text in it is a note, or a heading for the rows below.
    pub(super) fn is_note(&mut self, row: u32, filled: &[usize]) -> bool {
        let [only] = filled else { return false };
        if self.table.heads.len() < 2 {
            return false;
        }
        let head = &self.table.heads[*only];
        let cell = self.reading.sheet.cell(row, head.column);
        let Raw::Text(text) = cell.raw else { return false };
        if let Role::Answer { .. } | Role::Mark(_) = self.roles[*only] {
            return false;
        }
        if let Role::Number { .. } = self.roles[*only] {
            // Alone among empty cells, a number is still a number; prose is not.
            return numbers::read(text) == numbers::Written::Not && text.split_whitespace().count() > 3;
        }
        if self.sectioned.is_some() && self.is_heading_of_rows(row, text) {
            self.open_section(text, (row, head.column));
            return true;
        }
        if let Role::Word(column) = &self.roles[*only]
            && !self.names_a_row(column, text)
        {
            self.open_section(text, (row, head.column));
            return true;
        }
        !matches!(self.roles[*only], Role::Word(_))
    }

    /// Whether a lone text names the rows below it, in a table whose first row does: one that no row follows is a note.
    fn is_heading_of_rows(&self, row: u32, text: &str) -> bool {
        let sheet = self.reading.sheet;
        let filled = |row: u32| {
            let cells = self.table.heads.iter().map(|head| sheet.cell(row, head.column));
            cells.filter(|cell| !blank(cell)).count()
        };
        let next = (row + 1..self.table.end_row).map(filled).find(|count| *count > 0);
        text.chars().any(char::is_alphabetic) && next.is_some_and(|count| count > 1)
    }

    /// The column that the headings inside the table fill, where no heading over it does and the first row below is one of them.
    pub(super) fn find_sectioned(&mut self) {
        let given = |name: &str| self.roles.iter().any(|role| role.gives(name));
        let open = |column: &&Column| names_sections(self.feed, column) && !given(&column.name);
        let column = self.feed.columns.iter().find(open);
        self.sectioned = column
            .filter(|_| opens_with_a_section(self.reading.sheet, self.table))
            .map(|column| column.name.clone());
    }

    /// Whether a lone text in a naming column is the name of a row whose figures are all empty.
    pub(super) fn names_a_row(&self, column: &str, text: &str) -> bool {
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

    /// What a heading inside the table gives to the rows below it.
    pub(super) fn open_section(&mut self, text: &str, at: (u32, u32)) {
        let context = self.reading.context;
        let sense = self.senses.of(text, &context.known).clone();
        let given = |column: &Column| self.roles.iter().any(|role| role.gives(&column.name));
        let mut understood = false;
        for column in self.feed.columns.iter().filter(|column| !given(column)) {
            let word = match &column.holds {
                Holds::Area => sense.area.as_ref().map(|named| Word::Is(named.id.clone())),
                Holds::Indicator => sense.indicator.as_ref().map(|named| Word::Is(named.id.clone())),
                Holds::Period => sense.when.clone().map(Word::Time),
                Holds::Code(list) => context
                    .known
                    .lexicon
                    .code_exactly(list, text)
                    .map(|code| Word::Is(code.to_owned())),
                Holds::Standard => leading_number(text)
                    .filter(|number| is_titled(text, number))
                    .map(Word::Is),
                Holds::Label if self.sectioned.as_ref() == Some(&column.name) => Some(label(text)),
                _ => None,
            };
            if let Some(word) = word {
                understood = true;
                self.section.insert(column.name.clone(), word);
            }
        }
        if !understood && self.looks_like_a_heading(text, at) {
            self.leave_section(text, at);
        }
    }

    /// A heading is longer than a reference, or set apart from the cells of its column.
    fn looks_like_a_heading(&self, text: &str, (row, column): (u32, u32)) -> bool {
        let sheet = self.reading.sheet;
        let is_wide = sheet
            .merge_at(row, column)
            .is_some_and(|area| area.last_column > area.first_column);
        let apart = is_wide || sheet.cell(row, column).style.bold || text.trim().contains(' ');
        apart && text.chars().count() <= MOST_OF_A_HEADING && !text.starts_with(['*', '('])
    }

    /// A word that is not taken takes the figures of its row with it: they are named too.
    pub(super) fn reach_figures(&mut self, row: u32, said: usize) {
        let sheet = self.reading.sheet;
        let figures = self
            .table
            .heads
            .iter()
            .zip(self.roles)
            .filter(|(_, role)| matches!(role, Role::Number { .. }));
        let last = figures
            .map(|(head, _)| head.column)
            .filter(|column| !blank(&sheet.cell(row, *column)))
            .max();
        for remark in self
            .resolver
            .remarks
            .iter_mut()
            .skip(said)
            .filter(|remark| remark.kind == "code-not-taken")
        {
            if let (Some(at), Some(last)) = (remark.at.as_mut(), last) {
                at.last_column = at.last_column.max(last);
            }
        }
    }

    /// Below a heading that is not understood nothing of the one before it holds.
    pub(super) fn leave_section(&mut self, text: &str, (row, column): (u32, u32)) {
        let mut lost = false;
        for (name, word) in &mut self.section {
            // The number of a question says its standard too.
            let is_standard = self
                .feed
                .column(name)
                .is_some_and(|column| column.holds == Holds::Standard);
            lost |= !is_standard && *word != Word::NotUnderstood;
            *word = if is_standard { Word::Empty } else { Word::NotUnderstood };
        }
        if lost {
            let remark = Remark::on_cell("section-unknown", (&self.reading.sheet.name, row, column), text);
            self.extract.remarks.push(remark.about(&self.feed.id));
        }
    }
}

/// `Standard 3: Whistleblowing`, not the number of a question that stands alone.
fn is_titled(text: &str, number: &str) -> bool {
    number.bytes().all(|digit| digit.is_ascii_digit())
        && text.chars().filter(|letter| letter.is_alphabetic()).count() > 2
}

/// The name in a title: what follows its colon, without what else the title says; `None` for a key or a sentence.
fn name_in(title: &str, column: &str) -> Option<String> {
    const MEET: [&str; 9] = [
        "committee",
        "board",
        "group",
        "subgroup",
        "panel",
        "forum",
        "meeting",
        "partnership",
        "executive",
    ];
    let title = tidy(title);
    let first = title.split(['.', ';', '(']).next().unwrap_or_default();
    let meets = |part: &str| {
        crate::catalogue::plain(part)
            .split(' ')
            .any(|word| MEET.contains(&word))
    };
    let name = match first.split_once(": ") {
        Some((name, rest)) if column == "meeting" && meets(name) && !meets(rest) => name,
        Some((_, name)) => name,
        None => first,
    };
    let name = name.trim();
    let lower = name.to_lowercase();
    let lead = [
        "attendance at the ",
        "attendance at ",
        "attendance of the ",
        "attendance - ",
        "attendance, ",
    ]
    .into_iter()
    .find(|lead| lower.starts_with(lead));
    let name = name.get(lead.map_or(0, str::len)..)?.trim();
    let fits =
        !name.contains('=') && (1..=10).contains(&name.split(' ').count()) && name.chars().any(char::is_alphabetic);
    fits.then(|| name.to_owned())
}
