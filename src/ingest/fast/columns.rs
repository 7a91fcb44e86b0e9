//! The lines that were judged into the columns of the feed's table.

use crate::domain::{Body, CellState, Long, LongColumn, NO_WORD, key_hash, word_hash};
use crate::ingest::fast::judge::Judged;
use crate::ingest::fast::scan::{AREA, FIGURES, INDICATOR, PERIOD, Slot, WORDS};
use crate::ingest::rows::days_since_1970;
use crate::ingest::sheet::column_letters;
use std::collections::BTreeSet;

/// The rows of the lines that are left.
pub fn long(judged: &Judged<'_, '_, '_>) -> Long {
    let lines: Vec<usize> = (0..judged.scanned.len())
        .filter(|line| !judged.dropped[*line])
        .collect();
    let said = |column: usize| -> BTreeSet<u32> {
        let words = &judged.scanned.word[column];
        lines.iter().filter_map(|line| words.get(*line).copied()).collect()
    };
    let meaning = |column: usize, word: u32| judged.meanings[column][word as usize].clone();
    let own = judged.own_periods();
    let of_own: BTreeSet<u32> = lines
        .iter()
        .filter(|line| own[judged.scanned.word[PERIOD][**line] as usize])
        .map(|line| judged.scanned.word[INDICATOR][*line])
        .collect();
    Long {
        rows: lines.len(),
        keys: keys(judged, &lines),
        alone: false,
        about: said(PERIOD)
            .into_iter()
            .filter_map(|word| meaning(PERIOD, word))
            .collect(),
        indicators: of_own.into_iter().filter_map(|word| meaning(INDICATOR, word)).collect(),
        body: Body::Columns(columns(judged, &lines)),
    }
}

/// A hash of each row's key.
fn keys(judged: &Judged<'_, '_, '_>, lines: &[usize]) -> Vec<u64> {
    let hashes = [INDICATOR, AREA, PERIOD].map(|column| -> Vec<u64> {
        let words = judged.meanings[column].iter();
        words
            .map(|word| word_hash(word.as_deref().unwrap_or_default()))
            .collect()
    });
    let hash = |line: &usize| {
        let word = |column: usize| judged.scanned.word[column].get(*line).map_or(0, |word| *word as usize);
        key_hash([
            hashes[0][word(INDICATOR)],
            hashes[1][word(AREA)],
            hashes[2][word(PERIOD)],
        ])
    };
    lines.iter().map(hash).collect()
}

fn columns(judged: &Judged<'_, '_, '_>, lines: &[usize]) -> Vec<(String, LongColumn)> {
    let receipt = judged.context.receipt;
    let same = |word: &str| LongColumn::Same((!word.is_empty()).then(|| word.to_owned()));
    let mut columns = vec![("sender".to_owned(), same(&receipt.agency))];
    for column in &judged.feed.columns {
        let name = column.name.as_str();
        if let Some(place) = FIGURES.iter().position(|figure| *figure == name) {
            columns.extend(figures(judged, (lines, place), name));
        } else if let Some(at) = WORDS.iter().position(|word| *word == name) {
            columns.push((name.to_owned(), words(judged, (lines, at))));
        }
    }
    let named = |name: &str, column: LongColumn| (name.to_owned(), column);
    columns.push(named("source_file", same(&receipt.file)));
    columns.push(named("source_sheet", same("")));
    columns.push(named("source_cell", cells(judged, lines)));
    columns.push(named("received", LongColumn::Day(days_since_1970(receipt.received))));
    columns.push(named("superseded", LongColumn::Flag(false)));
    columns
}

/// A column of words; words that mean the same are one.
fn words(judged: &Judged<'_, '_, '_>, (lines, column): (&[usize], usize)) -> LongColumn {
    let mut all: Vec<String> = Vec::new();
    let number = |word: &Option<String>| match word {
        Some(word) if !word.is_empty() => {
            let known = all.iter().position(|known| known == word);
            known.unwrap_or_else(|| {
                all.push(word.clone());
                all.len() - 1
            }) as u32
        }
        _ => NO_WORD,
    };
    let numbers: Vec<u32> = judged.meanings[column].iter().map(number).collect();
    let words = &judged.scanned.word[column];
    let at = lines
        .iter()
        .map(|line| numbers[words.get(*line).map_or(0, |word| *word as usize)]);
    let at: Vec<u32> = at.collect();
    LongColumn::Words(all, at)
}

/// A figure's number, state and bounds.
fn figures(judged: &Judged<'_, '_, '_>, (lines, place): (&[usize], usize), name: &str) -> [(String, LongColumn); 4] {
    let (states, numbers) = (&judged.figures.state[place], &judged.scanned.number[place]);
    let all: Vec<String> = CellState::ALL.iter().map(|state| state.word().to_owned()).collect();
    let (mut at, mut values) = (Vec::with_capacity(lines.len()), Vec::with_capacity(lines.len()));
    let (mut low, mut high) = (vec![], vec![]);
    for (row, &line) in lines.iter().enumerate() {
        let state = states[line].unwrap_or(CellState::Blank);
        at.push(state as u32);
        if state == CellState::Number {
            values.push(judged.settled_number((line, place)).unwrap_or(numbers[line]));
            continue;
        }
        values.push(f64::NAN);
        if state == CellState::Suppressed {
            let bounds = judged.figures.bounds.get(&(line as u32, place as u8)).copied();
            let (least, most) = bounds.unwrap_or((Some(0.0), None));
            low.extend(least.map(|number| (row as u32, number)));
            high.extend(most.map(|number| (row as u32, number)));
        }
    }
    [
        (name.to_owned(), LongColumn::Numbers(values)),
        (format!("{name}_state"), LongColumn::Words(all, at)),
        (format!("{name}_low"), LongColumn::Few(low)),
        (format!("{name}_high"), LongColumn::Few(high)),
    ]
}

/// Where the figures of each row stand.
fn cells(judged: &Judged<'_, '_, '_>, lines: &[usize]) -> LongColumn {
    let mut places: Vec<(u32, usize)> = (0..FIGURES.len())
        .filter_map(|place| Some((judged.scanned.column(Slot::Figure(place))?, place)))
        .collect();
    places.sort_unstable();
    let letters: Vec<(String, usize)> = places
        .iter()
        .map(|(column, place)| (column_letters(*column), *place))
        .collect();
    let (mut text, mut ends) = (String::with_capacity(lines.len() * 10), Vec::with_capacity(lines.len()));
    let mut number = String::new();
    for &line in lines {
        write_number(line as u32 + 2, &mut number);
        match judged.settled.get(&(line as u32)) {
            Some(row) => text.push_str(&row.source_cells()),
            None => {
                let shown = |place: usize| judged.state(line, place).is_some_and(|state| state != CellState::Blank);
                let any = letters.iter().any(|(_, place)| shown(*place));
                let mut first = true;
                for (letters, place) in &letters {
                    if if any {
                        shown(*place)
                    } else {
                        judged.state(line, *place).is_some()
                    } {
                        if !std::mem::take(&mut first) {
                            text.push(';');
                        }
                        text.push_str(letters);
                        text.push_str(&number);
                    }
                }
            }
        }
        ends.push(text.len() as u32);
    }
    LongColumn::Texts(text, ends)
}

/// Writes a number anew, without the machinery of formatting: this is done for every row.
fn write_number(number: u32, text: &mut String) {
    text.clear();
    let mut power = 10_u32.pow(number.max(1).ilog10());
    while power > 0 {
        text.push(char::from(b'0' + (number / power % 10) as u8));
        power /= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::write_number;

    #[test]
    fn numbers_are_written_as_they_are_read() {
        let mut text = String::new();
        for number in [0, 7, 10, 99, 100, 1_048_576, u32::MAX] {
            write_number(number, &mut text);
            assert_eq!(text.parse(), Ok(number));
        }
    }
}
