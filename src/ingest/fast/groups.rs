//! The lines of a long file in the order of their keys: county figures against their districts, and what stands twice.

use crate::catalogue::{Timing, Unit};
use crate::domain::{CellState, Level, key_hash, shared_keys, word_hash};
use crate::ingest::check::{repeats, totals};
use crate::ingest::fast::judge::Judged;
use crate::ingest::fast::scan::{AREA, INDICATOR, PERIOD};
use std::collections::BTreeMap;

/// A line by its key: indicator and period, then area.
type Keyed = (u64, u32, u32);

impl Judged<'_, '_, '_> {
    /// Holds each county figure against its parts and leaves out what stands twice; `None` when the ordinary reader must read
    /// the file.
    pub(super) fn settle_groups(&mut self) -> Option<()> {
        let areas = self.area_numbers();
        let home = areas.get(self.context.known.places.home()).copied();
        let levels = self.levels(&areas);
        let nested = self.nested(&areas);
        self.keys = self.hashes();
        let left = self.keys.iter().zip(&self.dropped).filter(|(_, dropped)| !**dropped);
        let left: Vec<u64> = left.map(|(key, _)| *key).collect();
        // Without districts to add up and without two rows of one key there is nothing to be said of any group.
        if (home.is_none() || levels.is_empty()) && nested.is_empty() && shared_keys(&[&left]).is_empty() {
            return Some(());
        }
        let mut keyed = self.keyed();
        keyed.sort_unstable();
        let (mut wrong, mut twice): (Vec<usize>, Vec<usize>) = (vec![], vec![]);
        for group in keyed.chunk_by(|one, other| one.0 == other.0) {
            let double = group.windows(2).any(|pair| pair[0].1 == pair[1].1);
            let home_lines = group.iter().filter(|one| Some(one.1) == home);
            let level = levels
                .iter()
                .find(|level| level.iter().all(|area| place(group, *area).is_some()));
            let disagrees = |line: &Keyed| level.is_some_and(|level| double || self.disagrees(line.2, (group, level)));
            let disagree = |(area, parts): &(u32, Vec<u32>)| self.parts_disagree(*area, (group, parts, double));
            let of_parts = group.len() > 1 && nested.iter().any(disagree);
            if group.len() > 1 && home_lines.clone().any(disagrees) || of_parts {
                wrong.extend(group.iter().map(|one| one.2 as usize));
            }
            let same = |at: usize| group[at].1 == group[at.saturating_sub(1)].1 && at > 0;
            let repeated =
                (0..group.len()).filter(|at| double && (same(*at) || *at + 1 < group.len() && same(*at + 1)));
            twice.extend(repeated.map(|at| group[at].2 as usize));
        }
        if !wrong.is_empty() {
            wrong.sort_unstable();
            self.through(&wrong, totals::settle_county);
        }
        if !twice.is_empty() {
            twice.sort_unstable();
            let (rows, ()) = self.through(&twice, repeats::settle);
            self.keep_only(&twice, &rows);
        }
        Some(())
    }

    /// A hash of each line's key.
    fn hashes(&self) -> Vec<u64> {
        let hashes = [INDICATOR, AREA, PERIOD].map(|column| -> Vec<u64> {
            let words = self.meanings[column].iter();
            words
                .map(|word| word_hash(word.as_deref().unwrap_or_default()))
                .collect()
        });
        let hash = |line: usize| {
            let word = |column: usize| self.scanned.word[column].get(line).map_or(0, |word| *word as usize);
            key_hash([
                hashes[0][word(INDICATOR)],
                hashes[1][word(AREA)],
                hashes[2][word(PERIOD)],
            ])
        };
        (0..self.scanned.len()).map(hash).collect()
    }

    /// Every line that is left, by its key. Words that mean the same have one number.
    fn keyed(&self) -> Vec<Keyed> {
        let number = |column: usize| -> Vec<u32> {
            let mut known: BTreeMap<&str, u32> = BTreeMap::new();
            let words = self.meanings[column]
                .iter()
                .map(|word| word.as_deref().unwrap_or_default());
            words
                .enumerate()
                .map(|(at, word)| *known.entry(word).or_insert(at as u32))
                .collect()
        };
        let (indicators, areas, periods) = (number(INDICATOR), number(AREA), number(PERIOD));
        let lines = (0..self.scanned.len()).filter(|line| !self.dropped[*line]);
        let key = |line: usize| {
            let word = |column: usize| self.scanned.word[column].get(line).map_or(0, |word| *word as usize);
            let group = u64::from(indicators[word(INDICATOR)]) << 32 | u64::from(periods[word(PERIOD)]);
            (group, areas[word(AREA)], line as u32)
        };
        lines.map(key).collect()
    }

    /// The number of each area as [`Self::keyed`] has it.
    fn area_numbers(&self) -> BTreeMap<String, u32> {
        let mut numbers = BTreeMap::new();
        for (at, word) in self.meanings[AREA].iter().enumerate() {
            if let Some(word) = word {
                numbers.entry(word.clone()).or_insert(at as u32);
            }
        }
        numbers
    }

    /// The levels of which the file has every area inside the county, districts first.
    fn levels(&self, areas: &BTreeMap<String, u32>) -> Vec<Vec<u32>> {
        let places = self.context.known.places;
        let level = |level: Level| -> Option<Vec<u32>> {
            let inside = places
                .at_level(level)
                .filter(|area| places.contains(places.home(), &area.id));
            let all: Option<Vec<u32>> = inside.map(|area| areas.get(&area.id).copied()).collect();
            all.filter(|all| !all.is_empty())
        };
        [Level::District, Level::Quadrant]
            .into_iter()
            .filter_map(level)
            .collect()
    }

    /// The areas within the county of which the file has every part, with the parts.
    fn nested(&self, areas: &BTreeMap<String, u32>) -> Vec<(u32, Vec<u32>)> {
        let places = self.context.known.places;
        let within = areas
            .iter()
            .filter(|(id, _)| id.as_str() != places.home() && places.contains(places.home(), id));
        let parts =
            |id: &str| -> Option<Vec<u32>> { places.children(id).map(|part| areas.get(&part.id).copied()).collect() };
        within
            .filter_map(|(id, number)| Some((*number, parts(id)?)))
            .filter(|(_, parts)| !parts.is_empty())
            .collect()
    }

    /// Whether an area and all its parts are in a group, and the parts do not add to it.
    fn parts_disagree(&self, area: u32, (group, parts, double): (&[Keyed], &[u32], bool)) -> bool {
        let Some(at) = place(group, area).filter(|_| parts.iter().all(|part| place(group, *part).is_some())) else {
            return false;
        };
        double || self.disagrees(group[at].2, (group, parts))
    }

    /// Whether the parts of a county figure do not add to it.
    fn disagrees(&self, total: u32, (group, level): (&[Keyed], &[u32])) -> bool {
        let total = total as usize;
        let Some(indicator) = self.indicator(total) else {
            return true;
        };
        let columns: &[usize] = match indicator.unit {
            Unit::Count => &[0],
            Unit::Percent => &[0, 1],
            _ => &[],
        };
        let distinct = indicator.timing == Timing::FlowDistinct;
        columns.iter().any(|column| {
            let (Some(value), Some((low, high))) = (self.number(total, *column), self.sum((group, level), *column))
            else {
                return false;
            };
            value > high + 0.5 || !distinct && value < low - 0.5
        })
    }

    /// Between what the parts of a figure add to; `None` when one of them says nothing.
    fn sum(&self, (group, level): (&[Keyed], &[u32]), column: usize) -> Option<(f64, f64)> {
        let (mut low, mut high) = (0.0, 0.0);
        for area in level {
            let line = group[place(group, *area)?].2 as usize;
            let reading = self.figures.reading(self.scanned, (line, column))?;
            match reading.state {
                CellState::Number => {
                    let number = reading.number?;
                    (low, high) = (low + number, high + number);
                }
                CellState::Suppressed => {
                    low += reading.low.unwrap_or(0.0);
                    high += reading.high.unwrap_or(f64::INFINITY);
                }
                CellState::NotApplicable | CellState::NotAvailable | CellState::Blank | CellState::Unreadable => {
                    return None;
                }
            }
        }
        Some((low, high))
    }
}

/// Where in a group the first line of an area stands.
fn place(group: &[Keyed], area: u32) -> Option<usize> {
    let at = group.partition_point(|one| one.1 < area);
    (group.get(at)?.1 == area).then_some(at)
}
