//! The lines of a long file in which a word first stands, read the ordinary way, into what each word means.
//!
//! The ordinary reader stays the judge: if it makes anything but canonical rows of these lines, or has anything to say of
//! them, the whole file is left to it.

use crate::domain::{FileState, Period};
use crate::ingest::check::senders;
use crate::ingest::context::FileContext;
use crate::ingest::fast::scan::{AREA, FIGURES, ODD, PERIOD, Scanned, Slot, WORDS};
use crate::ingest::file::read_sheets;
use crate::ingest::gate;
use crate::ingest::legend::Legend;
use crate::ingest::privacy::is_inert;
use crate::ingest::read::{ReadFile, read_file};
use crate::ingest::rows::Row;
use crate::ingest::words::periods::{self, When};
use std::collections::BTreeSet;

/// More lines than this are no sample.
const MOST_LINES: usize = 20_000;
/// As many lines the ordinary reader sees in any case, to recognise the table by.
const FIRST_LINES: usize = 16;

/// For each column of words, in the order of [`WORDS`], what each word of the file means; `None` for nothing.
pub type Meanings = [Vec<Option<String>>; 4];

/// What the words of a file mean; `None` when the ordinary reader must read it all.
pub fn meanings(scanned: &Scanned<'_>, context: &FileContext<'_>) -> Option<Meanings> {
    if !is_harmless(scanned, context) {
        return None;
    }
    let proved = Proved::new(scanned, context);
    let known = |column: usize| -> Vec<Option<Option<String>>> {
        let words = scanned.words[column].all.iter();
        words
            .map(|word| context.known.lexicon.meanings.known(&proved.key(column, word)))
            .collect()
    };
    let mut meanings: [Vec<Option<Option<String>>>; 4] = std::array::from_fn(known);
    let (lines, unproved) = lines_to_read(scanned, &meanings)?;
    let is_known = !unproved && context.known.lexicon.meanings.known(&proved.table).is_some();
    let rows = match is_known {
        true => passes_gate(scanned, &[], context).map(|_| rows_of(scanned, &lines, &meanings))?,
        false => read(scanned, &lines, context)?,
    };
    if !is_from_its_sender(&rows, context) {
        return None;
    }
    if !is_known {
        context.known.lexicon.meanings.keep(&proved.table, &None);
    }
    for row in &rows {
        let line = *lines.get((row.at.0 as usize).checked_sub(1)?)?;
        for (column, name) in WORDS.iter().enumerate() {
            let word = scanned.word[column].get(line).map_or(0, |word| *word as usize);
            let meaning = row.words.get(*name).cloned();
            match &meanings[column][word] {
                Some(known) if *known != meaning => return None,
                Some(_) => {}
                None => {
                    let key = proved.key(column, scanned.words[column].all[word]);
                    context.known.lexicon.meanings.keep(&key, &meaning);
                    meanings[column][word] = Some(meaning);
                }
            }
        }
    }
    // Every word must have been met; nothing at all only where a line has no word.
    let all_met = meanings.iter().all(|column| column.iter().skip(1).all(Option::is_some));
    let meanings = meanings.map(|column| column.into_iter().map(Option::flatten).collect::<Vec<_>>());
    let is_quarter = |(text, meaning): (&&str, &Option<String>)| {
        let quarter = meaning.as_ref().and_then(|word| word.parse::<Period>().ok());
        quarter.is_some() && periods::read(text) == quarter.map(When::Quarter)
    };
    let mut quarters = scanned.words[PERIOD].all.iter().zip(&meanings[PERIOD]).skip(1);
    (all_met && quarters.all(is_quarter) && !is_of_one_place(&meanings, context)).then_some(meanings)
}

/// What decides, besides the word itself, what a word of a file means.
struct Proved {
    around: String,
    /// Under which it is noted that a table with these headings was recognised.
    table: String,
}

impl Proved {
    fn new(scanned: &Scanned<'_>, context: &FileContext<'_>) -> Proved {
        // What was learnt of an agency concerns its files alone.
        let agency = context.habits().map_or("", |_| context.receipt.agency.as_str());
        let head = scanned.text.lines().next().unwrap_or_default();
        let around = format!("{agency}\u{1f}{}\u{1f}{head}", context.period());
        // Which agency's folder it is bears on a table only by the agency's kind.
        let kind = context.folder_agency().map_or("", |agency| agency.kind.as_str());
        Proved {
            table: format!("table\u{1f}{kind}\u{1f}{around}"),
            around,
        }
    }

    fn key(&self, column: usize, word: &str) -> String {
        format!("{word}\u{1f}{column}\u{1f}{}", self.around)
    }
}

/// Whether every row is about one place that is not the county: then the place may be another sender's.
fn is_of_one_place(meanings: &Meanings, context: &FileContext<'_>) -> bool {
    let places: BTreeSet<&str> = meanings[AREA].iter().flatten().map(String::as_str).collect();
    places.len() == 1 && !places.contains(context.known.places.home())
}

/// Whether no text of the file can mean anything to the privacy gate, wherever and however often it stands. The figures that
/// are plainly written cannot: they are too short.
fn is_harmless(scanned: &Scanned<'_>, context: &FileContext<'_>) -> bool {
    let gazetteer = context.known.lexicon.gazetteer();
    let inert = &context.known.lexicon.inert;
    let words = scanned.words.iter().flat_map(|words| words.all.iter().skip(1));
    // A heading among the figures of the first line may make a second line of headings of it; further down none can begin,
    // because every row above is full.
    let first = scanned.code.iter().filter_map(|codes| codes.first()?.checked_sub(ODD));
    let mut first = first.filter_map(|odd| scanned.odd.all.get(usize::from(odd)));
    let headless = first.all(|text| context.known.lexicon.heading(text).is_empty());
    headless
        && words
            .chain(&scanned.odd.all)
            .all(|text| inert.of(text, || is_inert(text, gazetteer)))
}

/// The first lines in which a word stands for the first time, and every later one whose word is not proved yet; and whether
/// there is any such word.
fn lines_to_read(scanned: &Scanned<'_>, meanings: &[Vec<Option<Option<String>>>; 4]) -> Option<(Vec<usize>, bool)> {
    let mut met: [Vec<bool>; 4] = std::array::from_fn(|column| vec![false; scanned.words[column].all.len()]);
    let (mut lines, mut any) = (Vec::new(), false);
    for line in 0..scanned.len() {
        let (mut first, mut unproved) = (false, false);
        for (column, words) in scanned.word.iter().enumerate() {
            let word = words.get(line).map_or(0, |word| *word as usize);
            if !std::mem::replace(&mut met[column][word], true) {
                first = true;
                unproved |= meanings[column][word].is_none();
            }
        }
        any |= unproved;
        if unproved || first && lines.len() < FIRST_LINES {
            lines.push(line);
        }
    }
    (lines.len() <= MOST_LINES).then_some((lines, any))
}

/// The rows of some lines whose words are all known.
fn rows_of(scanned: &Scanned<'_>, lines: &[usize], meanings: &[Vec<Option<Option<String>>>; 4]) -> Vec<Row> {
    let row = |(at, line): (u32, &usize)| {
        let mut row = Row {
            at: (at, 0),
            ..Row::default()
        };
        for (column, name) in WORDS.iter().enumerate() {
            let word = scanned.word[column].get(*line).map_or(0, |word| *word as usize);
            if let Some(Some(meaning)) = &meanings[column][word] {
                row.words.insert((*name).to_owned(), meaning.clone());
            }
        }
        row
    };
    (1..).zip(lines).map(row).collect()
}

/// Whether nothing speaks against the file being its folder's agency's.
fn is_from_its_sender(rows: &[Row], context: &FileContext<'_>) -> bool {
    let sender = senders::decide(context, &[], &rows.iter().collect::<Vec<_>>());
    sender.id == context.receipt.agency && sender.remarks.is_empty()
}

/// The headings and some lines, with a plain figure in place of whatever stands there, as the ordinary reader sees them;
/// `None` when they or the name of the file are anything to the privacy gate.
fn passes_gate(scanned: &Scanned<'_>, lines: &[usize], context: &FileContext<'_>) -> Option<ReadFile> {
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
    let passes = file.refused.is_none() && gate.state == FileState::Current && gate.remarks.is_empty();
    passes.then_some(file)
}

/// The rows that the ordinary reader makes of some lines.
fn read(scanned: &Scanned<'_>, lines: &[usize], context: &FileContext<'_>) -> Option<Vec<Row>> {
    let mut read = read_sheets(&passes_gate(scanned, lines, context)?, context);
    let silent = read.remarks.is_empty() && read.texts.is_empty() && read.heard.is_empty() && !read.nil;
    let dashboard = read.feeds.remove("dashboard")?;
    let alone = read.feeds.is_empty() && read.legend == Legend::default() && read.names == [""];
    let clean = dashboard.remarks.is_empty() && dashboard.sums.iter().all(|table| table.sums.is_empty());
    let plain =
        |row: &Row| row.sender.is_empty() && row.table == 0 && !row.total && !row.named && has_figures(scanned, row);
    (silent && alone && clean && dashboard.rows.iter().all(plain)).then_some(dashboard.rows)
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
