//! Keys that say that the lowest number of a scale is the best: scores under them run the other way, and are not taken.

use crate::catalogue::{Column, plain};
use crate::ingest::choose::Role;
use crate::ingest::extract::{Body, blank};
use crate::ingest::printed::Pair;
use crate::ingest::remarks::Remark;
use crate::ingest::table::heads::Head;
use std::collections::BTreeMap;

/// The top of the longest scale on which a column without a scale of its own is scored.
const LONGEST: f64 = 25.0;

impl Body<'_, '_> {
    /// Notes the columns of scores whose key runs the other way, and says of each once what becomes of its figures.
    pub(super) fn find_reversed(&mut self) {
        let around = self.key_around();
        for (head, role) in self.table.heads.iter().zip(self.roles) {
            let Role::Number { column, .. } = role else { continue };
            let Some(column) = self.feed.column(column).filter(|column| self.is_score(column)) else {
                continue;
            };
            let Some(key) = own_key(head, self.reading.printed.pairs(), &self.reading.sheet.name).or(around.clone())
            else {
                continue;
            };
            if key.runs == Runs::Up {
                continue;
            }
            let sheet = self.reading.sheet;
            let rows = self.table.first_row..self.table.end_row;
            let filled: Vec<u32> = rows.filter(|row| !blank(&sheet.cell(*row, head.column))).collect();
            let (Some(first), Some(last)) = (filled.first(), filled.last()) else {
                continue;
            };
            let mut remark = Remark::on_cell("scale-reversed", (&sheet.name, *first, head.column), key.says.as_str());
            if let Some(at) = remark.at.as_mut() {
                at.last_row = *last;
            }
            let remark = remark.taken_as("unreadable").noting(column.name.clone());
            self.extract.remarks.push(remark.about(&self.feed.id));
            self.reversed.insert(head.column);
        }
    }

    fn is_score(&self, column: &Column) -> bool {
        let on_short_scale = column.least.is_some() && column.most.is_some_and(|most| most <= LONGEST);
        column.name != "scale_max" && (on_short_scale || self.feed.column("scale_max").is_some())
    }

    /// What the keys of the file say that stand in no heading of the table. Of several the one that runs the other way counts:
    /// nothing tells which column each is for.
    fn key_around(&self) -> Option<Key> {
        let name = &self.reading.sheet.name;
        let in_heads =
            |pair: &Pair| pair.sheet == *name && self.table.heads.iter().any(|head| pair.at == (head.row, head.column));
        let mut texts: BTreeMap<(&str, u32, Option<u32>), Vec<&Pair>> = BTreeMap::new();
        let pairs: Vec<&Pair> = self
            .reading
            .printed
            .pairs()
            .iter()
            .filter(|pair| !in_heads(pair))
            .collect();
        for pair in &pairs {
            // A key of one entry a row is a small table.
            let alone = pairs
                .iter()
                .filter(|other| (&other.sheet, other.at) == (&pair.sheet, pair.at))
                .count()
                == 1;
            let row = (!alone).then_some(pair.at.0);
            texts.entry((&pair.sheet, pair.at.1, row)).or_default().push(pair);
        }
        let keys: Vec<Key> = texts.values().filter_map(|pairs| key(pairs)).collect();
        let down = keys.iter().find(|key| key.runs == Runs::Down);
        down.or(keys.first()).cloned()
    }
}

/// Which way the numbers of a key run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Runs {
    /// More is more.
    Up,
    /// The lowest number is the most.
    Down,
}

#[derive(Clone, Debug)]
struct Key {
    runs: Runs,
    says: String,
}

fn own_key(head: &Head, pairs: &[Pair], sheet: &str) -> Option<Key> {
    let own: Vec<&Pair> = pairs
        .iter()
        .filter(|pair| pair.sheet == sheet && pair.at == (head.row, head.column))
        .collect();
    key(&own)
}

/// The key of some numbers, if the words of its lowest and its highest tell which way it runs.
fn key(pairs: &[&Pair]) -> Option<Key> {
    let mut numbers: Vec<(f64, &Pair)> = pairs
        .iter()
        .filter_map(|pair| Some((pair.written.trim().parse().ok()?, *pair)))
        .collect();
    numbers.sort_by(|one, other| one.0.total_cmp(&other.0));
    let [(low, first), .., (high, last)] = &numbers[..] else {
        return None;
    };
    let runs = match (is_much(&first.meaning)?, is_much(&last.meaning)?) {
        (false, true) => Runs::Up,
        (true, false) => Runs::Down,
        (true, true) | (false, false) => return None,
    };
    let says = format!("{low} = {}; {high} = {}", first.meaning, last.meaning);
    Some(Key { runs, says })
}

/// Whether words stand for the upper end of a scale or for the lower; `None` where they stand for neither.
fn is_much(words: &str) -> Option<bool> {
    const LITTLE: &str = "not no none never poor poorly low lowest little least rare rarely unlikely negligible minor insignificant \
        disagree dissatisfied unsatisfied unconfident weak bad worst nothing minimal unhelpful remote";
    const MUCH: &str = "very confident excellent good great high highest most best full fully strong strongly agree extremely \
        completely certain likely catastrophic severe major critical always expert satisfied helpful outstanding lot";
    let simple = plain(words);
    let has = |list: &str| {
        simple
            .split(' ')
            .any(|word| list.split_whitespace().any(|known| known == word))
    };
    match (has(LITTLE), has(MUCH)) {
        (true, _) => Some(false),
        (false, true) => Some(true),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_at_the_ends_of_a_key_tell_which_way_it_runs() {
        for (low, high, expected) in [
            ("not confident", "very confident", Some(Runs::Up)),
            ("Excellent", "Very poor", Some(Runs::Down)),
            ("strongly agree", "strongly disagree", Some(Runs::Down)),
            ("rare", "almost certain", Some(Runs::Up)),
            ("red", "green", None),
            ("confident", "very confident", None),
        ] {
            let pair = |written: &str, meaning: &str| Pair {
                written: written.to_owned(),
                meaning: meaning.to_owned(),
                sheet: String::new(),
                at: (0, 0),
            };
            let (one, other) = (pair("1", low), pair("5", high));
            assert_eq!(key(&[&other, &one]).map(|key| key.runs), expected, "{low} to {high}");
        }
    }
}
