//! The lines of a long file in which a word first stands, read the ordinary way, into what each word means.
//!
//! The ordinary reader stays the judge: if it makes anything but canonical rows of these lines, or has anything to say of
//! them, the whole file is left to it.

use crate::domain::{FileState, Period};
use crate::ingest::check::senders;
use crate::ingest::context::FileContext;
use crate::ingest::fast::scan::{FIGURES, PERIOD, Scanned, Slot, WORDS};
use crate::ingest::file::read_sheets;
use crate::ingest::gate;
use crate::ingest::legend::Legend;
use crate::ingest::privacy::is_inert;
use crate::ingest::read::read_file;
use crate::ingest::rows::Row;
use crate::ingest::words::periods::{self, When};

/// More lines than this are no sample.
const MOST_LINES: usize = 20_000;

/// For each column of words, in the order of [`WORDS`], what each word of the file means; `None` for nothing.
pub type Meanings = [Vec<Option<String>>; 4];

/// What the words of a file mean; `None` when the ordinary reader must read it all.
pub fn meanings(scanned: &Scanned<'_>, context: &FileContext<'_>) -> Option<Meanings> {
    if !is_harmless(scanned, context) {
        return None;
    }
    let lines = first_lines(scanned)?;
    let rows = read(scanned, &lines, context)?;
    let mut meanings: Meanings = std::array::from_fn(|column| vec![None; scanned.words[column].all.len()]);
    let mut met: [Vec<bool>; 4] = std::array::from_fn(|column| vec![false; scanned.words[column].all.len()]);
    for row in &rows {
        let line = *lines.get((row.at.0 as usize).checked_sub(1)?)?;
        for (column, name) in WORDS.iter().enumerate() {
            let word = scanned.word[column].get(line).map_or(0, |word| *word as usize);
            let meaning = row.words.get(*name).cloned();
            if std::mem::replace(&mut met[column][word], true) && meanings[column][word] != meaning {
                return None;
            }
            meanings[column][word] = meaning;
        }
    }
    let is_quarter = |(text, meaning): (&&str, &Option<String>)| {
        let quarter = meaning.as_ref().and_then(|word| word.parse::<Period>().ok());
        quarter.is_some() && periods::read(text) == quarter.map(When::Quarter)
    };
    let said = |column: usize| scanned.words[column].all.iter().zip(&meanings[column]).skip(1);
    // Nothing stands for number 0 unless a line has no word there, and every other word must have been met.
    let all_met = met.iter().all(|met| met.iter().skip(1).all(|met| *met));
    (all_met && said(PERIOD).all(is_quarter)).then_some(meanings)
}

/// Whether no text of the file can mean anything to the privacy gate, wherever and however often it stands. The figures that
/// are plainly written cannot: they are too short.
fn is_harmless(scanned: &Scanned<'_>, context: &FileContext<'_>) -> bool {
    let gazetteer = context.known.lexicon.gazetteer();
    let words = scanned.words.iter().flat_map(|words| words.all.iter().skip(1));
    // A heading among the figures may begin another table.
    let headless = scanned
        .odd
        .all
        .iter()
        .all(|text| context.known.lexicon.heading(text).is_empty());
    headless && words.chain(&scanned.odd.all).all(|text| is_inert(text, gazetteer))
}

/// The lines in which a word stands for the first time.
fn first_lines(scanned: &Scanned<'_>) -> Option<Vec<usize>> {
    let mut met: [Vec<bool>; 4] = std::array::from_fn(|column| vec![false; scanned.words[column].all.len()]);
    let mut lines = Vec::new();
    for line in 0..scanned.len() {
        let mut first = false;
        for (met, words) in met.iter_mut().zip(&scanned.word) {
            if let Some(word) = words.get(line) {
                first |= !std::mem::replace(&mut met[*word as usize], true);
            }
        }
        if first {
            lines.push(line);
        }
    }
    (lines.len() <= MOST_LINES).then_some(lines)
}

/// The rows that the ordinary reader makes of some lines, with a plain figure in place of whatever stands there.
fn read(scanned: &Scanned<'_>, lines: &[usize], context: &FileContext<'_>) -> Option<Vec<Row>> {
    let mut text = scanned.text.lines().next()?.to_owned();
    for &line in lines {
        text.push('\n');
        for (at, slot) in scanned.slots.iter().enumerate() {
            if at > 0 {
                text.push(',');
            }
            match slot {
                Slot::Word(_) => text.push_str(scanned.cell(line, at as u32)),
                Slot::Figure(_) => text.push('7'),
            }
        }
    }
    let name = context.receipt.file.rsplit('/').next().unwrap_or_default();
    let file = read_file(text.as_bytes(), name);
    let gate = gate::judge(&file, context);
    if file.refused.is_some() || gate.state != FileState::Current || !gate.remarks.is_empty() {
        return None;
    }
    let mut read = read_sheets(&file, context);
    let silent = read.remarks.is_empty() && read.texts.is_empty() && read.heard.is_empty() && !read.nil;
    let dashboard = read.feeds.remove("dashboard")?;
    let alone = read.feeds.is_empty() && read.legend == Legend::default() && read.names == [""];
    let clean = dashboard.remarks.is_empty() && dashboard.sums.iter().all(|table| table.sums.is_empty());
    let rows: Vec<&Row> = dashboard.rows.iter().collect();
    let sender = senders::decide(context, &read.heard, &rows);
    let own = sender.id == context.receipt.agency && sender.remarks.is_empty();
    let plain =
        |row: &Row| row.sender.is_empty() && row.table == 0 && !row.total && !row.named && has_figures(scanned, row);
    (silent && alone && clean && own && dashboard.rows.iter().all(plain)).then_some(dashboard.rows)
}

/// Whether a row has the figures of the file's columns, each where it stands, and no others.
fn has_figures(scanned: &Scanned<'_>, row: &Row) -> bool {
    let columns = FIGURES.iter().enumerate();
    let mut wanted = columns.filter_map(|(at, name)| Some((*name, scanned.column(Slot::Figure(at))?)));
    let count = scanned
        .slots
        .iter()
        .filter(|slot| matches!(slot, Slot::Figure(_)))
        .count();
    row.numbers.len() == count
        && wanted.all(|(name, column)| row.numbers.get(name).is_some_and(|figure| figure.cell.1 == column))
}
