//! The columns of a block into what each holds: names beside the figures, or figures with the labels over them.

use crate::ingest::context::FileContext;
use crate::ingest::crosstab::blocks::{Block, Text};
use crate::ingest::crosstab::guess::guess;
use crate::ingest::crosstab::label::Label;
use crate::ingest::crosstab::numbered::{quarters_beside_months, without_row_numbers};
use crate::ingest::crosstab::references::{self, heads_codes, heads_handling, heads_questions};
use crate::ingest::crosstab::stacks::{Placed, stacks};
use crate::ingest::crosstab::survey::{is_blank, says_nil};
use crate::ingest::sheet::{Raw, Sheet};
use crate::ingest::table::header_text;
use crate::ingest::words::bounds::read_share;
use crate::ingest::words::numbers::{self, Written};
use crate::ingest::words::periods;
use std::collections::BTreeSet;

/// What the words of a column beside the figures are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Indicators.
    Indicator,
    /// Areas.
    Area,
    /// Times.
    Period,
    /// Agencies whose figures these are.
    Sender,
    /// What is said of the figures.
    Note,
    /// Nobody said; each cell says for itself.
    Open,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Words beside figures.
    Side(Side),
    /// Figures.
    Figures,
    /// Nothing that is read.
    Nothing,
}

/// One column with what stands over it.
#[derive(Clone, Debug)]
pub struct Column {
    /// The column.
    pub at: u32,
    /// What it holds.
    pub role: Role,
    /// The labels over it, from top to bottom.
    pub stack: Vec<Placed>,
}

impl Column {
    /// The lowest label over it.
    pub fn head(&self) -> Option<&Placed> {
        self.stack.last()
    }
}

/// One table of a block: names and the figures to the right of them.
#[derive(Clone, Debug)]
pub struct Panel {
    /// The block.
    pub block: Block,
    /// Its columns from left to right.
    pub columns: Vec<Column>,
}

/// Rows that are looked at to tell what a column holds.
const SAMPLE: u32 = 400;
/// Numbers in their order that are no chance, whatever stands between them.
const MANY: usize = 5;
/// Different words that are looked at.
const WORDS: usize = 24;

/// What stands in the cells of a column.
#[derive(Clone, Debug, Default)]
pub(super) struct Contents {
    pub(super) figures: usize,
    pub(super) words: usize,
    /// Whether every cell is the next whole number: a column that numbers its rows.
    pub(super) counts_up: bool,
    /// Whether every number is higher than the one above it.
    pub(super) rises: bool,
    pub(super) texts: BTreeSet<String>,
}

/// The tables of a block from left to right.
pub fn panels(sheet: &Sheet, block: &Block, context: &FileContext<'_>) -> Vec<Panel> {
    let known = &context.known;
    let contents: Vec<Contents> = (0..sheet.column_count())
        .map(|column| contents(sheet, block, column))
        .collect();
    let figures: Vec<bool> = contents
        .iter()
        .map(|one| one.figures > 0 && one.figures >= one.words)
        .collect();
    let stacks = stacks(sheet, (&block.band, &figures), known);
    let mut columns: Vec<Column> = Vec::new();
    for (at, stack) in stacks.into_iter().enumerate() {
        let role = if sheet.column_is_hidden(at as u32) {
            Role::Nothing
        } else {
            role(&stack, &contents[at], context)
        };
        columns.push(Column {
            at: at as u32,
            role,
            stack,
        });
    }
    without_row_numbers(&mut columns, &contents);
    quarters_beside_months(&mut columns, &contents);
    open_second_names(&mut columns, &contents, context);
    references::without_own(&mut columns, (sheet, block), context);
    let mut panels = Vec::new();
    for columns in parted(columns, &contents, context) {
        if columns.iter().any(|column| column.role == Role::Figures) {
            let mut block = block.clone();
            block.titles.extend(titles_over(&columns));
            panels.push(Panel { block, columns });
        }
    }
    panels
}

/// Texts over the names of a table, above their heading: its title, where it has neighbours.
fn titles_over(columns: &[Column]) -> Vec<Text> {
    let sides = columns.iter().filter(|column| matches!(column.role, Role::Side(_)));
    // A heading over areas that names an indicator says what is counted in them.
    let names_all = |column: &&Column| {
        let label = column.head().map(|head| &head.label);
        column.role == Role::Side(Side::Area) && label.is_some_and(|label| label.is_certain() && !label.is_heading())
    };
    let corners = columns.iter().filter(names_all).filter_map(Column::head);
    sides
        .flat_map(|column| column.stack.iter().rev().skip(1))
        .chain(corners)
        .map(|placed| (placed.at.0, placed.at.1, placed.text.clone()))
        .collect()
}

fn contents(sheet: &Sheet, block: &Block, column: u32) -> Contents {
    let mut contents = Contents::default();
    let (mut before, mut up, mut higher) = (None, 0_usize, 0_usize);
    for row in block.first_row..block.end_row.min(block.first_row + SAMPLE) {
        let cell = sheet.cell(row, column);
        if is_blank(&cell) || sheet.row_is_hidden(row) {
            continue;
        }
        let number = match cell.raw {
            Raw::Number(number) => Some(number),
            Raw::Text(text) if says_nil(text) => Some(f64::NAN),
            Raw::Text(text) if periods::read(text).is_none() => match numbers::read(text) {
                Written::Number(number, _) => Some(number),
                Written::Not => read_share(text).map(|_| f64::NAN),
                Written::Below { .. } | Written::Above { .. } | Written::Between(..) | Written::OutOf(..) => {
                    Some(f64::NAN)
                }
            },
            Raw::Error(_) | Raw::FormulaWithoutValue | Raw::Duration(_) => Some(f64::NAN),
            Raw::Text(_) | Raw::Date(_) | Raw::Bool(_) | Raw::Empty => None,
        };
        if let Some(number) = number {
            contents.figures += 1;
            up += usize::from(before.map_or(number == 1.0, |before: f64| number == before + 1.0));
            higher += usize::from(before.is_none_or(|before: f64| number > before));
            before = Some(number);
        } else {
            contents.words += 1;
            let text = header_text(&cell);
            // A long text in a column of names is a note.
            if contents.texts.len() < WORDS && text.chars().count() <= 120 {
                contents.texts.insert(text);
            }
        }
    }
    // Among many numbers in their order a heading of a section may stand.
    let numbers_alone = contents.words == 0 || contents.figures >= MANY && contents.words < contents.figures;
    contents.counts_up = contents.figures >= 2 && up == contents.figures && numbers_alone;
    contents.rises = contents.figures >= 2 && higher == contents.figures && numbers_alone;
    contents
}

fn role(stack: &[Placed], contents: &Contents, context: &FileContext<'_>) -> Role {
    let head = stack.last().map(|placed| &placed.label);
    if let Some(habit) = by_habit(stack, context) {
        return habit;
    }
    if let Some(label) = head {
        let named = label.column.as_deref().and_then(side_named);
        let named = named.or(label.heads_senders.then_some(Side::Sender));
        if let Some(side) = named {
            // Figures under `Measure` are no names; a time may be written in digits.
            let fits = contents.figures <= contents.words || matches!(side, Side::Period | Side::Note);
            return if fits { Role::Side(side) } else { Role::Figures };
        }
        let expects = label.part.is_some() || label.fixes() || label.total;
        if contents.figures == 0 && contents.words == 0 {
            return if expects { Role::Figures } else { Role::Nothing };
        }
        // Below the very name of a number stand numbers, and in place of some of them words of excuse.
        if label.part.is_some()
            && contents.figures > 0
            && !heads_codes(&stack.last().map(|one| one.text.clone()).unwrap_or_default())
        {
            return Role::Figures;
        }
        if expects && contents.words > 0 && contents.texts.iter().all(|text| stands_for_figure(text, context)) {
            return Role::Figures;
        }
    }
    if contents.figures > 0 && contents.figures * 2 >= contents.words {
        return if head.is_some_and(Label::says_something)
            || !stack.last().is_some_and(|placed| heads_codes(&placed.text))
        {
            Role::Figures
        } else {
            Role::Nothing
        };
    }
    if contents.words == 0 || stack.last().is_some_and(|head| heads_handling(&head.text)) {
        return Role::Nothing;
    }
    let asks = stack.last().is_some_and(|head| heads_questions(&head.text));
    match by_contents(contents, context) {
        Side::Open if asks => Role::Side(Side::Indicator),
        side => Role::Side(side),
    }
}

/// What was agreed with the agency that a heading stands for.
fn by_habit(stack: &[Placed], context: &FileContext<'_>) -> Option<Role> {
    let headings = context.habits()?.headings.get("dashboard")?;
    let column = headings.get(&stack.last()?.text)?;
    Some(side_named(column).map_or(Role::Figures, Role::Side))
}

fn side_named(column: &str) -> Option<Side> {
    match column {
        "indicator" => Some(Side::Indicator),
        "area" => Some(Side::Area),
        "period" => Some(Side::Period),
        "note" => Some(Side::Note),
        _ => None,
    }
}

/// Whether a word in a column of figures is one of those that stand for a figure, or a few words of excuse.
fn stands_for_figure(text: &str, context: &FileContext<'_>) -> bool {
    let symbol = context
        .known
        .catalogue
        .symbol_written(&crate::ingest::words::tidy(text).to_lowercase());
    let most = if text.starts_with(|first: char| first.is_ascii_digit()) {
        4
    } else {
        3
    };
    symbol.is_some() || !Label::of(text, &context.known).says_something() && text.split(' ').count() <= most
}

/// Words under an unknown heading that are nearly all of one kind are of that kind.
fn by_contents(contents: &Contents, context: &FileContext<'_>) -> Side {
    let known = &context.known;
    let texts = &contents.texts;
    let count = |is: &dyn Fn(&str) -> bool| texts.iter().filter(|text| is(text)).count();
    let agencies = count(&|text| known.lexicon.agency_declared(text).is_some());
    if agencies > 0 && agencies == texts.len() {
        return Side::Sender;
    }
    let of = |is: &dyn Fn(&Label) -> bool| count(&|text| is(&Label::of(text, known)));
    // One name in four may be misspelt beyond recognition; it is said where it stands.
    let most = |found: usize| found > 0 && found * 4 >= texts.len() * 3;
    let only_area = |label: &Label| (label.area.is_some() || label.total) && label.indicator.is_none();
    match () {
        () if most(of(&only_area)) && of(&|label: &Label| label.area.is_some()) > 0 => Side::Area,
        () if most(count(&|text| names_indicator(text, context))) => Side::Indicator,
        () if most(of(&|label: &Label| {
            label.when.is_some() && label.indicator.is_none() && !label.unexplained
        })) =>
        {
            Side::Period
        }
        () => Side::Open,
    }
}

/// Whether a text names an indicator, in the catalogue's words or in its own.
fn names_indicator(text: &str, context: &FileContext<'_>) -> bool {
    let label = Label::of(text, &context.known);
    let is_other = label.area.is_some() || label.when.is_some() || label.part.is_some() || label.aside.is_some();
    label.is_certain() && label.part.is_none() || !is_other && guess(text, context).is_some()
}

/// Of several columns that are headed as indicators those without any name say something else: `Item`, over `Number` and `%`.
fn open_second_names(columns: &mut [Column], contents: &[Contents], context: &FileContext<'_>) {
    let known = |contents: &Contents| {
        let named = |text: &&String| Label::of(text, &context.known).indicator.is_some();
        contents.texts.iter().filter(named).count()
    };
    let headed: Vec<usize> = (0..columns.len())
        .filter(|at| columns[*at].role == Role::Side(Side::Indicator))
        .collect();
    if !headed.iter().any(|at| known(&contents[*at]) > 0) {
        return;
    }
    for at in headed {
        if known(&contents[at]) == 0 {
            columns[at].role = Role::Side(Side::Open);
        }
    }
}

/// Tables beside one another: names to the right of figures begin another table where they name what the first names name.
fn parted(columns: Vec<Column>, contents: &[Contents], context: &FileContext<'_>) -> Vec<Vec<Column>> {
    let mut tables: Vec<Vec<Column>> = vec![vec![]];
    let mut gap = false;
    for column in columns {
        let empty =
            contents[column.at as usize].figures + contents[column.at as usize].words == 0 && column.stack.is_empty();
        if empty {
            gap = true;
            continue;
        }
        let begins = match column.role {
            Role::Side(side) => {
                let table = tables.last().map(Vec::as_slice).unwrap_or_default();
                begins_anew((table, &column, side), (&contents[column.at as usize], gap), context)
            }
            Role::Figures | Role::Nothing => false,
        };
        if begins {
            tables.push(vec![]);
        }
        gap = false;
        if let Some(table) = tables.last_mut() {
            table.push(column);
        }
    }
    tables
}

fn begins_anew(
    (table, column, side): (&[Column], &Column, Side),
    (contents, gap): (&Contents, bool),
    context: &FileContext<'_>,
) -> bool {
    if !table.iter().any(|column| column.role == Role::Figures) {
        return false;
    }
    let head = column.head().map(|placed| placed.text.as_str()).unwrap_or_default();
    let same_side = table.iter().any(|earlier| earlier.role == Role::Side(side));
    let same_head = !head.is_empty()
        && table
            .iter()
            .any(|earlier| earlier.head().is_some_and(|placed| placed.text == head));
    let names = contents
        .texts
        .iter()
        .filter(|text| Label::of(text, &context.known).indicator.is_some())
        .count();
    let names_indicators = names > 0 && names * 2 >= contents.texts.len();
    let named_before = table
        .iter()
        .any(|earlier| matches!(earlier.role, Role::Side(Side::Indicator | Side::Open)));
    match side {
        Side::Indicator => same_side || gap && named_before,
        Side::Area | Side::Period => same_side && (gap || same_head),
        Side::Open => gap && names_indicators && named_before || same_head,
        Side::Sender | Side::Note => false,
    }
}
