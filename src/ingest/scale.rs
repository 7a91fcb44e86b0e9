//! The key that a Section 11 workbook prints, or the version that it is, into what its answers mean.

use crate::catalogue::{Catalogue, Family, Workbook, plain};
use crate::ingest::choose::{Chosen, Role};
use crate::ingest::sheet::Sheet;
use crate::ingest::table::{Table, header_text};
use crate::ingest::words::tidy;
use std::collections::BTreeMap;

/// The list of codes that graded answers come from.
pub const GRADES: &str = "s11-grades";

/// What the answers of one workbook mean.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scale {
    answers: BTreeMap<String, String>,
    /// Numbers of this version that stand for questions of another number.
    renumbered: BTreeMap<String, String>,
    /// Whether the file is a Section 11 workbook at all.
    graded: bool,
    /// Whom the workbook is for, if that is known.
    pub family: Option<Family>,
}

impl Scale {
    /// The scale of a workbook, from its texts. `grades` are answers found in it; without a key of either kind words that
    /// say themselves what they mean are still read.
    pub fn of_workbook(texts: &[String], catalogue: &Catalogue) -> Scale {
        let mut scale = Scale {
            graded: true,
            ..Scale::default()
        };
        let known = version(texts, catalogue);
        scale.family = known.map(|workbook| workbook.family).or_else(|| family_said(texts));
        scale.renumbered = known
            .iter()
            .flat_map(|workbook| &workbook.renumbered)
            .map(|other| (other.number.clone(), other.question.clone()))
            .collect();
        scale.read_key(texts, catalogue);
        if scale.answers.len() < 2 {
            scale.answers.clear();
            if let Some(workbook) = known {
                scale.answers = workbook
                    .scale
                    .iter()
                    .map(|answer| (plain(&answer.written), answer.grade.clone()))
                    .collect();
            }
        }
        scale
    }

    /// The question that a number of this workbook stands for: its own, unless the version declares another.
    pub fn question(&self, number: String) -> String {
        self.renumbered.get(&number).cloned().unwrap_or(number)
    }

    /// The grade of an answer in the list of grades, if the workbook declares it.
    pub fn grade(&self, list: &str, written: &str) -> Option<&str> {
        if list != GRADES {
            return None;
        }
        self.answers.get(&plain(&tidy(written))).map(String::as_str)
    }

    /// Whether answers of a list may only be read by a key, or when they say themselves what they mean: nobody can tell which
    /// way round numbers or colours run.
    pub fn must_know(&self, list: &str) -> bool {
        self.graded && list == GRADES
    }

    /// Whether every answer of a table says itself what it means (`Partly met`), so that no key is needed. Colours, numbers and
    /// letters do not.
    pub fn speaks_for_itself(&self, sheet: &Sheet, table: &Table, chosen: &Chosen<'_>) -> bool {
        let graded = |role: &Role| matches!(role, Role::Word(column) if column.ends_with("_grade"));
        let columns = table
            .heads
            .iter()
            .zip(&chosen.roles)
            .filter(|(_, role)| graded(role))
            .map(|(head, _)| head.column);
        let mut answers = columns.flat_map(|column| (table.first_row..table.end_row).map(move |row| (row, column)));
        answers.all(|(row, column)| {
            let text = header_text(&sheet.cell(row, column));
            text.is_empty() || is_plain_answer(&text)
        })
    }

    /// Whether the workbook's key or version was found.
    pub fn is_known(&self) -> bool {
        !self.answers.is_empty()
    }

    /// Reads `Green = standard met; Amber = partly met`, and the same line by line.
    fn read_key(&mut self, texts: &[String], catalogue: &Catalogue) {
        for text in texts {
            let text = tidy(text);
            // `Scoring: Green = …` begins with a word for the key itself.
            let body = match text.split_once(": ") {
                Some((lead, rest)) if !lead.contains('=') && rest.contains('=') => rest,
                _ => text.as_str(),
            };
            let listed = body.matches('=').count() >= 2 && !body.contains(';');
            for part in body.split(|letter| matches!(letter, ';' | '|' | '\n') || listed && letter == ',') {
                let pair = part
                    .split_once('=')
                    .or_else(|| part.split_once(" - "))
                    .or_else(|| part.split_once(": "));
                let Some((written, words)) = pair else { continue };
                let written = plain(written);
                if written.is_empty() || written.split(' ').count() > 3 {
                    continue;
                }
                if let Some(grade) = grade_of(words, catalogue) {
                    self.answers.entry(written).or_insert(grade);
                }
            }
        }
    }
}

/// Whether an answer means what it says without a key.
pub fn is_plain_answer(written: &str) -> bool {
    let words = format!(" {} ", plain(written));
    [
        " met ",
        "applicable",
        " n a ",
        " na ",
        "complian",
        "achieved",
        "in place",
        "unmet",
        "meets",
    ]
    .iter()
    .any(|word| words.contains(word))
}

/// The grade that the words of a key describe.
fn grade_of(words: &str, catalogue: &Catalogue) -> Option<String> {
    let list = catalogue.code_list(GRADES)?;
    if let Some(code) = list.read(words) {
        return Some(code.code.clone());
    }
    let words = format!(" {} ", plain(words));
    let has = |wanted: &[&str]| wanted.iter().any(|word| words.contains(word));
    let grade = if has(&["not applicable", "does not apply", "n a "]) {
        "not-applicable"
    } else if has(&[
        "partly",
        "partial",
        "some ",
        "mostly",
        "in progress",
        "developing",
        "working towards",
    ]) {
        "partly-met"
    } else if has(&[" not ", "no evidence", "unmet", "inadequate"]) {
        "not-met"
    } else if has(&[" met ", "fully", "in place", "achieved", "embedded"]) {
        "met"
    } else {
        return None;
    };
    list.code(grade).map(|code| code.code.clone())
}

/// The declared version whose printed words all stand in the workbook, the newest first.
fn version<'c>(texts: &[String], catalogue: &'c Catalogue) -> Option<&'c Workbook> {
    let all = plain(&texts.join(" | "));
    catalogue
        .workbooks()
        .iter()
        .filter(|workbook| !workbook.recognise_by.is_empty())
        .filter(|workbook| workbook.recognise_by.iter().all(|words| all.contains(&plain(words))))
        .max_by(|one, other| {
            (one.recognise_by.len(), &one.from_cycle).cmp(&(other.recognise_by.len(), &other.from_cycle))
        })
}

/// Whom the workbook says it is for.
fn family_said(texts: &[String]) -> Option<Family> {
    texts.iter().take(12).find_map(|text| {
        let text = plain(text);
        if text.contains("workbook") || text.contains("audit") || text.contains("self assessment") {
            if text.contains("early years") || text.contains("nurser") {
                return Some(Family::EarlyYears);
            }
            if text.contains("school") || text.contains("college") {
                return Some(Family::Schools);
            }
            if text.contains("agency") || text.contains("agencies") || text.contains("partner") {
                return Some(Family::Agencies);
            }
        }
        None
    })
}
