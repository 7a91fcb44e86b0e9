//! Everything that the exception paper prints, as the templates name it.

use crate::report::drawing::Drawing;
use serde::Serialize;
use std::collections::BTreeMap;

/// Everything that the template prints.
#[derive(Serialize)]
pub(super) struct Paper<'a> {
    pub board: &'a str,
    pub home: &'a str,
    pub period: String,
    pub months: String,
    pub marking: &'a str,
    pub edition: &'a str,
    pub draft: bool,
    pub data_to: String,
    pub due: String,
    pub run_id: &'a str,
    pub title: String,
    /// Whether nothing came, so that there is nothing to look at behind the front page.
    pub front_only: bool,
    pub nothing: String,
    pub in_short: &'a [String],
    pub returns: Returns,
    pub counts: Vec<(String, String)>,
    pub rows: Vec<Row<'a>>,
    pub blocks: Vec<Block<'a>>,
    pub data: Vec<DataRow<'a>>,
    pub restated: Vec<Changed<'a>>,
    pub watch: Vec<Small<'a>>,
    pub watch_note: String,
    /// What is said where the list of watches is empty.
    pub unwatched: String,
    pub closed: Vec<Small<'a>>,
    pub good_news: Vec<Small<'a>>,
    pub too_few: String,
    pub too_few_count: usize,
    pub grid: Vec<GridPart<'a>>,
    /// Titles of the grid and of the list of what is not due.
    pub grid_title: String,
    pub quarters: Vec<String>,
    pub coverage: Vec<CoverageRow<'a>>,
    pub next_due: Vec<(String, String, String)>,
    pub tested: usize,
    /// All indicators that were tested one by one.
    pub tested_alone: usize,
    /// Abbreviations that stand in the rows of the front page, with what they are short for.
    pub front_abbreviations: Vec<(&'static str, &'static str)>,
    /// Abbreviations that stand in the texts above, with what they are short for.
    pub abbreviations: Vec<(&'static str, &'static str)>,
    /// Kinds of returns that the coverage table shows, with their words.
    pub statuses: Vec<(&'static str, &'static str)>,
    /// The small drawings by name, as print needs them.
    pub icons: BTreeMap<String, String>,
}

#[derive(Serialize)]
pub(super) struct Returns {
    pub lead: String,
    pub rest: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct Row<'a> {
    pub rank: String,
    pub id: String,
    pub name: &'a str,
    pub what: String,
    pub spark: String,
    /// What the mark of the drawing says: worse, better, unusual.
    pub concern: &'static str,
    pub state: String,
    pub chip: String,
    pub quarters: String,
    pub owner: &'a str,
    pub decision: &'a str,
    /// The same on paper, where a long text ends with where the rest stands.
    pub short_decision: String,
    /// The decision as far as a row of the front page has room for it.
    pub front_decision: String,
}

#[derive(Serialize)]
pub(super) struct Block<'a> {
    pub id: String,
    pub row: Row<'a>,
    pub exception: Telling<'a>,
    pub chart: Option<Drawing>,
    pub then: Vec<(&'a str, String, &'a str)>,
    pub actions: Vec<ActionLine>,
}

/// The texts of an exception.
#[derive(Serialize)]
pub(super) struct Telling<'a> {
    pub identity: &'a str,
    pub title: &'a str,
    pub sentence: &'a str,
    pub which_rule: &'a str,
    pub how_sure: &'a str,
    pub compared_with: &'a str,
    /// What else belongs to the story, where no table of records says it.
    pub related: &'a [String],
    /// What, whose, when, how it stands.
    pub waiting: Vec<[&'a str; 4]>,
    /// What the figures now and before count, where no chart of them says it.
    pub counted: &'a str,
    pub source: &'a str,
    pub says: &'a str,
    pub says_by: String,
    /// What else was said this quarter, each with by whom and when.
    pub also_says: Vec<(&'a str, String)>,
    pub said_before: &'a str,
    pub said_before_by: String,
    pub said_before_in: &'a str,
    pub asked: Vec<[&'a str; 5]>,
    pub score: Vec<(&'a str, String, &'a str)>,
    pub total: String,
}

#[derive(Serialize)]
pub(super) struct ActionLine {
    pub text: String,
    pub overdue: String,
}

#[derive(Serialize)]
pub(super) struct DataRow<'a> {
    pub agency: &'a str,
    pub wrong: String,
    pub treatment: &'a str,
    pub since: String,
}

#[derive(Serialize)]
pub(super) struct Changed<'a> {
    pub name: &'a str,
    pub period: String,
    pub was: String,
    pub now: String,
    pub changes: bool,
    pub consequence: &'a str,
}

#[derive(Serialize)]
pub(super) struct Small<'a> {
    pub name: &'a str,
    pub text: String,
    pub spark: String,
    pub chip: String,
    pub state: String,
}

#[derive(Serialize)]
pub(super) struct GridPart<'a> {
    pub priority: String,
    pub title: &'a str,
    pub lines: Vec<GridRow<'a>>,
}

#[derive(Serialize)]
pub(super) struct GridRow<'a> {
    pub name: &'a str,
    pub now: String,
    pub without: &'a str,
    pub movement: &'a str,
    pub icon: &'a str,
    pub target: &'a str,
    /// Empty where no drawing goes with the word.
    pub target_icon: &'static str,
    pub strong: bool,
}

#[derive(Serialize)]
pub(super) struct CoverageRow<'a> {
    pub name: &'a str,
    /// Drawing and word of each quarter, oldest first.
    pub history: Vec<(String, &'static str)>,
    /// This quarter in words, with the days.
    pub now: String,
    pub indicators: String,
    pub usable: String,
    pub missing: bool,
}
