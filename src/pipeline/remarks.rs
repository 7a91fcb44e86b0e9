//! What people wrote in commentary, as papers may print it: a text that may name a child is held back.

use crate::board::read_commentary;
use crate::domain::{HELD_BACK, Period, Remark};
use crate::ingest::Lexicon;
use crate::ingest::privacy::may_name_a_child;
use crate::pipeline::Session;
use chrono::NaiveDate;

/// The texts of a remark that papers quote, by the column they stand in.
fn texts(remark: &mut Remark) -> [(&'static str, &mut String); 4] {
    [
        ("said", &mut remark.said),
        ("asked", &mut remark.asked),
        ("answer", &mut remark.answer),
        ("decision", &mut remark.decision),
    ]
}

/// Holds back what may name a child; gives the columns in which that stood.
fn hold_back(lexicon: &Lexicon, remark: &mut Remark) -> Vec<&'static str> {
    let mut held = vec![];
    for (column, text) in texts(remark) {
        if may_name_a_child(text, lexicon.gazetteer()) {
            *text = HELD_BACK.into();
            held.push(column);
        }
    }
    held
}

fn lexicon(session: &Session) -> Lexicon {
    Lexicon::new(&session.catalogue, &session.board.agencies, &session.board.places)
}

/// The commentary of the quarters from one to another, oldest first.
pub fn remarks(session: &Session, quarters: (Period, Period)) -> Vec<Remark> {
    let all = quarters.0.to(quarters.1);
    let mut all: Vec<Remark> = all
        .flat_map(|at| read_commentary(&session.board.root, at).remarks)
        .collect();
    let is_empty = |remark: &mut Remark| texts(remark).iter().all(|(_, text)| text.trim().is_empty());
    if !all.iter_mut().all(is_empty) {
        let lexicon = lexicon(session);
        for remark in &mut all {
            hold_back(&lexicon, remark);
        }
    }
    all
}

/// What is held back of the commentary of a quarter, in words that repeat nothing of it.
pub fn held_back(session: &Session, period: Period) -> Vec<String> {
    let mut written = read_commentary(&session.board.root, period).remarks;
    written.retain_mut(|remark| texts(remark).iter().any(|(_, text)| !text.trim().is_empty()));
    if written.is_empty() {
        return vec![];
    }
    let lexicon = lexicon(session);
    let mut told = vec![];
    for remark in &mut written {
        for column in hold_back(&lexicon, remark) {
            told.push(format!(
                "`{column}` of the line for {} may name a child; its words stand in no paper",
                if remark.indicator.is_empty() {
                    "no indicator"
                } else {
                    &remark.indicator
                }
            ));
        }
    }
    told
}

/// What is said of lines of a quarter that were said after the day of the run.
pub fn dated_ahead(session: &Session, period: Period) -> Vec<String> {
    let written = read_commentary(&session.board.root, period).remarks;
    let is_ahead = |remark: &&Remark| remark.said_on.parse().is_ok_and(|day: NaiveDate| day > session.as_at);
    let ahead = written.iter().filter(is_ahead);
    let named = ahead.map(|remark| match remark.indicator.as_str() {
        "" => "no indicator",
        indicator => indicator,
    });
    named
        .map(|named| format!("`said_on` of the line for {named} lies after the day of the run"))
        .collect()
}
