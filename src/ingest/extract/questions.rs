//! The number of a question and the words beside it into what the question is: the words decide where the two disagree.

use crate::catalogue::{Question, is_alike, likeness, weight};
use crate::ingest::choose::Role;
use crate::ingest::extract::Body;
use crate::ingest::remarks::{Remark, Stretch};
use crate::ingest::rows::Row;
use crate::ingest::words::labels::leading_number;
use crate::ingest::words::tidy;

/// The column of questions.
const QUESTION: &str = "question";
/// A text with fewer words that carry meaning is too short to be told from a shortened question.
const LEAST_WORDS: usize = 3;
/// So many questions in other words, and so large a share of all, are a questionnaire in its own words: its numbers are followed.
const OWN_WORDS: usize = 3;
const OWN_WORDS_SHARE: usize = 4;
/// From this likeness on, words under another number are that other question.
const SURELY: f64 = 0.8;

/// What the words of a question make of its number.
#[derive(Clone, Debug)]
pub enum Worded {
    /// The question of that number.
    Same,
    /// A declared question that has another number.
    Moved(String),
    /// No declared question: it is kept by its words.
    Other(String),
}

impl Body<'_, '_> {
    /// A second column of questions, which holds their words where the first holds their numbers.
    pub(super) fn column_of_wordings(&self) -> Option<u32> {
        self.roles
            .iter()
            .position(|role| *role == Role::Word(QUESTION.to_owned()))?;
        let is_second = |(head, role): &(&crate::ingest::table::heads::Head, &Role)| {
            **role == Role::Unknown && head.sense.column(&self.feed.id) == Some(QUESTION)
        };
        let (head, _) = self.table.heads.iter().zip(self.roles).find(is_second)?;
        Some(head.column)
    }

    /// The question that a row is about: by its number, unless its words are clearly another's.
    pub(super) fn settle_question(&mut self, built: &Row, id: String) -> String {
        let row = built.at.0;
        let at = built.places.get(QUESTION).copied().unwrap_or(built.at);
        if at.0 != row {
            return id;
        }
        let Some((_, words)) = self.numbered(row, at.1) else {
            return id;
        };
        let said = |kind| Remark::on_cell(kind, (&self.reading.sheet.name, row, at.1), words.clone());
        let (question, remark) = match self.worded(&id, &words) {
            Worded::Same => return id,
            Worded::Moved(other) => (other.clone(), said("question-renumbered").taken_as(other).noting(id)),
            Worded::Other(_) if self.in_own_words => return id,
            Worded::Other(own) => (own, said("question-reworded").noting(id)),
        };
        self.extract.remarks.push(remark.about(&self.feed.id));
        question
    }

    /// The number of the question that a row asks, and its words.
    fn numbered(&self, row: u32, column: u32) -> Option<(String, String)> {
        let text = self.seen(row, column);
        let beside = self.wordings.map(|column| tidy(&self.seen(row, column)));
        let words = beside.unwrap_or_else(|| without_number(&text));
        let number = leading_number(&text)?;
        (weight(&words) >= LEAST_WORDS).then_some((number, words))
    }

    /// Finds whether the questionnaire has its own words throughout. Its numbers are followed then, and that is said once.
    pub(super) fn find_own_words(&mut self) {
        let is_question = |role: &Role| *role == Role::Word(QUESTION.to_owned());
        let Some(at) = self.roles.iter().position(is_question) else {
            return;
        };
        let column = self.table.heads[at].column;
        let numbered: Vec<(u32, (String, String))> = (self.table.first_row..self.table.end_row)
            .filter_map(|row| Some((row, self.numbered(row, column)?)))
            .collect();
        let is_other = |(_, (id, words)): &&(u32, (String, String))| matches!(self.worded(id, words), Worded::Other(_));
        let others: Vec<&(u32, (String, String))> = numbered.iter().filter(is_other).collect();
        if others.len() < OWN_WORDS || others.len() * OWN_WORDS_SHARE < numbered.len() {
            return;
        }
        let (Some((first, (_, words))), Some((last, _))) = (others.first(), others.last()) else {
            return;
        };
        let mut remark = Remark::on_cell(
            "questions-in-own-words",
            (&self.reading.sheet.name, *first, column),
            words.clone(),
        );
        remark.at = Some(Stretch {
            first_column: column,
            first_row: *first,
            last_row: *last,
            last_column: column,
        });
        let remark = remark
            .noting(format!("{} of {}", others.len(), numbered.len()))
            .about(&self.feed.id);
        self.in_own_words = true;
        self.extract.remarks.push(remark);
    }

    /// What the words of a question make of its number; worked out once, because every workbook of a form asks the same.
    fn worded(&self, id: &str, words: &str) -> Worded {
        let known = &self.reading.context.known.lexicon.questions;
        known.of(&format!("{id} {words}"), || self.worded_now(id, words))
    }

    fn worded_now(&self, id: &str, words: &str) -> Worded {
        let catalogue = self.reading.context.known.catalogue;
        let like = |question: &Question| {
            let wordings = std::iter::once(&question.text).chain(&question.wordings);
            wordings.map(|wording| likeness(wording, words)).fold(0.0, f64::max)
        };
        let Some(own) = catalogue.question(id) else {
            return Worded::Same;
        };
        let wordings = std::iter::once(&own.text).chain(&own.wordings);
        let others = catalogue.questions().iter().filter(|other| other.id != own.id);
        let nearest = others
            .map(|other| (like(other), other))
            .max_by(|one, other| one.0.total_cmp(&other.0));
        match nearest {
            Some((near, other)) if near >= SURELY && near > like(own) => Worded::Moved(other.id.clone()),
            _ if wordings.into_iter().any(|wording| is_alike(wording, words)) => Worded::Same,
            _ => Worded::Other(format!("{id} {words}")),
        }
    }
}

/// What stands behind the number in one cell: `Q6.1 Managers know …`.
fn without_number(text: &str) -> String {
    let rest = text.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    let rest = rest.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
    tidy(rest.trim_start_matches([' ', ':', '-', '\u{2013}', ')', '.']))
}
