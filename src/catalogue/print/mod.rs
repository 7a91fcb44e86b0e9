//! A catalogue to the text of `paqa catalogue`: lists and single entries, as text, CSV or JSON.

mod entry;
mod measured;
mod policy;

pub use measured::measured_in_words;

use crate::catalogue::fault::nearest;
use crate::catalogue::{Catalogue, CodeList, Feed, FindingKind, Indicator};
use crate::domain::{Entry, Table};
use policy::policy_texts;

/// What `paqa catalogue` may list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// The tables that agencies send.
    Feeds,
    /// What is measured.
    Indicators,
    /// The rules by which series are judged, and the numbers that the board may decide.
    Rules,
    /// The kinds of trouble that returns have.
    Findings,
    /// The words that columns may hold.
    Codes,
}

/// How it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// For a person.
    Text,
    /// For a spreadsheet.
    Csv,
    /// For a program.
    Json,
}

/// A rule of detection, as far as it is printed here; `detect` declares rules, and the caller hands them over.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct RuleText {
    /// Kebab-case.
    pub id: String,
    /// A few words.
    pub title: String,
    /// Why it is a signal.
    pub why: String,
    /// Where it comes from.
    pub source: String,
    /// The points that it needs; empty when that depends.
    pub points_needed: String,
}

/// An id that is not declared.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{id}` is not declared among the {section}{hint}")]
pub struct UnknownId {
    id: String,
    section: &'static str,
    hint: String,
}

impl Section {
    /// Every section, in the order in which they are printed.
    pub const ALL: [Section; 5] = [
        Section::Feeds,
        Section::Indicators,
        Section::Rules,
        Section::Findings,
        Section::Codes,
    ];

    /// The section of a word on the command line.
    pub fn of(word: &str) -> Option<Section> {
        Section::ALL.into_iter().find(|section| section.word() == word)
    }

    /// The word on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Section::Feeds => "feeds",
            Section::Indicators => "indicators",
            Section::Rules => "rules",
            Section::Findings => "findings",
            Section::Codes => "codes",
        }
    }
}

/// One entry with everything that is said of it, as text that ends in a line break.
///
/// # Errors
/// An id that is not declared, with the nearest that is.
pub fn print_entry(
    (catalogue, rules): (&Catalogue, &[RuleText]),
    (section, id): (Section, &str),
    form: Form,
) -> Result<String, UnknownId> {
    let found = match section {
        Section::Feeds => catalogue.feed(id).map(|feed| entry::feed(feed, form)),
        // An indicator is found by any of its names, because people know it by those.
        Section::Indicators => {
            let indicator = catalogue.indicator(id).or_else(|| catalogue.indicator_written(id));
            indicator.map(|indicator| entry::indicator(indicator, catalogue, form))
        }
        Section::Findings => catalogue.finding_kind(id).map(|kind| entry::finding(kind, form)),
        Section::Codes => catalogue.code_list(id).map(|list| entry::codes(list, form)),
        Section::Rules => {
            let rule = rules
                .iter()
                .find(|rule| rule.id == id)
                .map(|rule| entry::rule(rule, form));
            let policy = || policy_texts(catalogue.policy()).into_iter().find(|text| text.id == id);
            rule.or_else(|| policy().map(|text| entry::policy(&text, form)))
        }
    };
    found.ok_or_else(|| {
        let ids: Vec<String> = list_section(catalogue, section, rules)
            .rows
            .iter()
            .map(|row| row[0].flat())
            .collect();
        let near = nearest(id, ids.iter().map(String::as_str));
        let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        UnknownId {
            id: id.to_string(),
            section: section.word(),
            hint,
        }
    })
}

/// How much of each section is declared.
pub fn overview(catalogue: &Catalogue, rules: &[RuleText]) -> Table {
    let lines = [
        (Section::Feeds, catalogue.feeds().len(), "the tables that agencies send"),
        (Section::Indicators, catalogue.indicators().len(), "what is measured"),
        (
            Section::Rules,
            rules.len() + policy_texts(catalogue.policy()).len(),
            "by what a series is judged, and what the board may decide",
        ),
        (
            Section::Findings,
            catalogue.finding_kinds().len(),
            "the kinds of trouble that returns have",
        ),
        (
            Section::Codes,
            catalogue.code_lists().len(),
            "the words that columns may hold",
        ),
    ];
    let row = |(section, declared, holds): &(Section, usize, &str)| {
        vec![section.word().to_string(), declared.to_string(), holds.to_string()]
    };
    table(&["section", "declared", "holds"], &lines, row)
}

/// A row of words for each item.
fn table<T>(columns: &[&str], items: &[T], row: impl Fn(&T) -> Vec<String>) -> Table {
    let rows = items
        .iter()
        .map(|item| row(item).into_iter().map(Entry::from).collect())
        .collect();
    Table {
        rows,
        ..Table::with_columns(columns)
    }
}

/// Every entry of a section, one a line.
pub fn list_section(catalogue: &Catalogue, section: Section, rules: &[RuleText]) -> Table {
    match section {
        Section::Feeds => {
            let row = |feed: &Feed| {
                let (id, title, grain) = (feed.id.clone(), feed.title.clone(), feed.grain.clone());
                vec![id, title, entry::word(&feed.cadence), grain, feed.key.join(";")]
            };
            table(&["id", "title", "cadence", "a_row_is", "key"], catalogue.feeds(), row)
        }
        Section::Indicators => {
            let headings = [
                "id",
                "name",
                "unit",
                "better",
                "frequency",
                "priority",
                "theme",
                "sent_by",
            ];
            table(&headings, catalogue.indicators(), indicator_row)
        }
        Section::Findings => {
            let row = |kind: &FindingKind| {
                let (severity, who) = (kind.severity.to_string(), kind.responsibility.to_string());
                vec![kind.id.clone(), severity, who, kind.title.clone()]
            };
            table(&["id", "severity", "who_acts", "title"], catalogue.finding_kinds(), row)
        }
        Section::Codes => {
            let row = |list: &CodeList| {
                let codes: Vec<&str> = list.codes.iter().map(|code| code.code.as_str()).collect();
                vec![list.id.clone(), list.title.clone(), codes.join(";")]
            };
            table(&["id", "title", "codes"], catalogue.code_lists(), row)
        }
        Section::Rules => {
            let charts = rules.iter().map(|rule| {
                let (id, needed) = (rule.id.clone(), format!("from {} points", rule.points_needed));
                vec![id, "chart".into(), needed, rule.title.clone()]
            });
            let policy = policy_texts(catalogue.policy()).into_iter();
            let policy = policy.map(|text| vec![text.id, "policy".into(), text.value, text.means]);
            table(
                &["id", "kind", "value", "means"],
                &charts.chain(policy).collect::<Vec<_>>(),
                Vec::clone,
            )
        }
    }
}

fn indicator_row(indicator: &Indicator) -> Vec<String> {
    vec![
        indicator.id.clone(),
        indicator.row_name.clone(),
        indicator.unit.word().to_string(),
        indicator.better.clone(),
        entry::word(&indicator.frequency),
        entry::word(&indicator.priority),
        indicator.theme.clone(),
        indicator.agency_kinds.join(";"),
    ]
}

#[cfg(test)]
mod tests;
