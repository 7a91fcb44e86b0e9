//! The lines that were judged into the columns of the feed's table.

use crate::domain::{Body, CellState, Long, LongColumn, NO_WORD};
use crate::ingest::fast::judge::Judged;
use crate::ingest::fast::scan::{FIGURES, INDICATOR, PERIOD, Slot, WORDS};
use crate::ingest::rows::days_since_1970;
use crate::ingest::sheet::column_letters;
use std::collections::{BTreeMap, BTreeSet};

/// The rows of the lines that are left.
pub fn long(judged: &Judged<'_, '_, '_>) -> Long {
    let lines: Vec<usize> = (0..judged.scanned.len())
        .filter(|line| !judged.dropped[*line])
        .collect();
    let own = judged.own_periods();
    let (mut periods, mut of_own) = (vec![false; own.len()], vec![false; judged.indicators.len()]);
    for &line in &lines {
        let period = judged.scanned.word[PERIOD][line] as usize;
        periods[period] = true;
        of_own[judged.scanned.word[INDICATOR][line] as usize] |= own[period];
    }
    let said = |column: usize, said: &[bool]| -> BTreeSet<String> {
        let meanings = judged.meanings[column].iter().zip(said);
        meanings
            .filter(|(_, said)| **said)
            .filter_map(|(meaning, _)| meaning.clone())
            .collect()
    };
    Long {
        rows: lines.len(),
        keys: lines.iter().map(|line| judged.keys[*line]).collect(),
        alone: false,
        about: said(PERIOD, &periods),
        indicators: said(INDICATOR, &of_own),
        body: Body::Columns(columns(judged, &lines)),
    }
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
fn words<'w>(judged: &'w Judged<'_, '_, '_>, (lines, column): (&[usize], usize)) -> LongColumn {
    let (mut all, mut known): (Vec<String>, BTreeMap<&str, u32>) = (Vec::new(), BTreeMap::new());
    let number = |word: &'w Option<String>| match word {
        Some(word) if !word.is_empty() => *known.entry(word).or_insert_with(|| {
            all.push(word.clone());
            all.len() as u32 - 1
        }),
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
    let (mut text, mut ends) = (String::with_capacity(lines.len() * 20), Vec::with_capacity(lines.len()));
    for &line in lines {
        if let Some(row) = &judged.settled[line] {
            text.push_str(&row.source_cells());
        } else {
            let mut buffer = [0; 10];
            let number = written(line as u32 + 2, &mut buffer);
            let shown = |place: usize| judged.state(line, place).is_some_and(|state| state != CellState::Blank);
            let any = letters.iter().any(|(_, place)| shown(*place));
            let from = text.len();
            for (letters, place) in &letters {
                if shown(*place) || !any && judged.state(line, *place).is_some() {
                    if text.len() > from {
                        text.push(';');
                    }
                    text.push_str(letters);
                    text.push_str(number);
                }
            }
        }
        ends.push(text.len() as u32);
    }
    LongColumn::Texts(text, ends)
}

/// A number as it is written, without the machinery of formatting: this is done for every row.
fn written(mut number: u32, buffer: &mut [u8; 10]) -> &str {
    let mut at = buffer.len();
    loop {
        at -= 1;
        buffer[at] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            return std::str::from_utf8(&buffer[at..]).unwrap_or_default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn numbers_are_written_as_they_are_read() {
        for number in [0, 7, 10, 99, 100, 1_048_576, u32::MAX] {
            assert_eq!(written(number, &mut [0; 10]), number.to_string());
        }
    }
}
