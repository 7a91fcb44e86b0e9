//! Which numbers each part of a pack may hold: those of its own indicator, and none of another's.

use crate::chart::scale::{Scale, tick};
use crate::domain::{Public, PublicPack, PublicTable};
use crate::report::pack::slug;
use crate::withhold::Allowed;

/// Looks up what may stand where.
pub struct May<'a> {
    /// The pack whose parts are asked about.
    pub pack: &'a PublicPack,
}

impl May<'_> {
    /// What every part may say: the board, the year and where the figures come from.
    pub fn anywhere(&self) -> Allowed {
        let pack = self.pack;
        let mut allowed = Allowed::default();
        let words = [&pack.board, &pack.year, &pack.source, &pack.home.1];
        words.into_iter().for_each(|text| allowed.text(text));
        allowed
    }

    /// What tells of many indicators without a figure: their names, definitions, areas and times, and which counts are small.
    pub fn words(&self) -> Allowed {
        let mut allowed = self.anywhere();
        self.pack.tables.iter().for_each(|table| words(&mut allowed, table));
        allowed
    }

    /// What the rule of protection says: from 1 to the largest count that is small.
    pub fn rule(&self) -> Allowed {
        let mut allowed = self.anywhere();
        allowed.text(&format!("1 {}", self.pack.withheld_up_to));
        self.pack
            .rounded_to
            .iter()
            .for_each(|base| allowed.number(f64::from(*base)));
        allowed
    }

    /// What may be said of one indicator.
    pub fn table(&self, table: &PublicTable) -> Allowed {
        let mut allowed = self.anywhere();
        words(&mut allowed, table);
        for figure in figures(table) {
            allowed.text(&figure.to_string());
            allowed.number(figure.drawn().unwrap_or_default());
        }
        allowed
    }

    /// Whatever any part may say, with the numbers of all notes: for what cannot be told by its place whose it is.
    pub fn whole(&self) -> Allowed {
        let mut allowed = self.words();
        allowed.all_of(&self.rule());
        allowed.text("3.0");
        let tables = &self.pack.tables;
        tables.iter().for_each(|table| allowed.all_of(&self.table(table)));
        let notes = tables.iter().map(notes_of).sum();
        (1..=notes).for_each(|note: u32| allowed.number(f64::from(note)));
        allowed
    }

    /// What a drawing may say: the figures of its indicator, and the ticks of any axis that holds them.
    pub fn drawing(&self, name: &str) -> Allowed {
        let Some(table) = self.owner(name) else {
            return self.anywhere();
        };
        let mut allowed = self.table(table);
        let highest = figures(table).filter_map(Public::drawn).fold(1.0, f64::max);
        for top in figures(table).filter_map(Public::drawn).chain([highest]) {
            let scale = Scale::holding([0.0, top.max(1.0)], table.unit);
            let ticks = scale.iter().flat_map(|scale| &scale.ticks);
            ticks.for_each(|at| allowed.text(&tick(*at, table.unit)));
        }
        allowed
    }

    /// What a file may say: that of its indicator where it is named for one, else the words of all.
    pub fn file(&self, name: &str) -> Allowed {
        match self.owner(name) {
            Some(table) => self.table(table),
            None if name == "open-data/LICENCE.txt" => {
                let mut allowed = self.anywhere();
                // The version of the licence.
                allowed.text("3");
                allowed
            }
            None => self.words(),
        }
    }

    /// What a column of a file of data may say.
    pub fn column(&self, name: &str, heading: &str) -> Allowed {
        match self.pack.tables.iter().find(|table| is_named_for(heading, table)) {
            Some(table) => self.table(table),
            None => self.file(name),
        }
    }

    /// The indicator that a file's or a heading's name begins with.
    pub fn owner(&self, name: &str) -> Option<&PublicTable> {
        let file = name.rsplit('/').next().unwrap_or(name);
        self.pack.tables.iter().find(|table| is_named_for(file, table))
    }
}

/// How many notes of the workbook are a table's.
pub fn notes_of(table: &PublicTable) -> u32 {
    table.notes.len() as u32 + u32::from(table.counts_events)
}

fn is_named_for(name: &str, table: &PublicTable) -> bool {
    name.strip_prefix(&slug(&table.indicator))
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['_', '.']))
}

/// The words of a table, which hold no figures.
fn words(allowed: &mut Allowed, table: &PublicTable) {
    let words = [
        &table.name,
        &table.theme_title,
        &table.definition,
        &table.counted.0,
        &table.unit_words,
    ];
    let splits = table.splits.iter();
    let parts = splits
        .clone()
        .flat_map(|split| split.parts.iter().map(|(words, _)| words));
    words
        .into_iter()
        .chain(&table.counted.1)
        .chain(&table.notes)
        .chain(&table.years)
        .chain(&table.quarters)
        .chain(table.comparators.iter().flat_map(|other| [&other.group, &other.source]))
        .chain(splits.map(|split| &split.means))
        .chain(parts)
        .chain(table.rows.iter().map(|row| &row.name))
        .for_each(|text| allowed.text(text));
}

/// Every figure of a table that is or could be shown.
fn figures(table: &PublicTable) -> impl Iterator<Item = &Public> {
    let all = table.rows.iter().flat_map(|row| &row.figures).chain(&table.by_quarter);
    let others = table.comparators.iter().flat_map(|other| &other.figures);
    let splits = table.splits.iter().flat_map(|split| &split.parts);
    let numbers = all.flat_map(|figure| {
        let both = [
            Some(&figure.value),
            Some(&figure.numerator),
            figure.denominator.as_ref(),
        ];
        both.into_iter().flatten()
    });
    numbers.chain(splits.flat_map(|(_, figures)| figures)).chain(others)
}
