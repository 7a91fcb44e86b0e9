//! The rows of a long file, column by column, with each word held once: what a file of a million rows is between reading and storing.

use std::collections::BTreeSet;
use std::sync::Arc;

/// Rows of a long text file that was read at face value. Its columns are those of the feed's table.
#[derive(Clone, Debug, PartialEq)]
pub struct Long {
    /// How many rows.
    pub rows: usize,
    /// For each row a hash of what identifies it, until the files of its folder have been compared. Two rows of one key have
    /// one hash; two keys may share one.
    pub keys: Vec<u64>,
    /// Whether no other file of its folder has a row about the same thing.
    pub alone: bool,
    /// The periods that rows are about, as `2026-27 Q2`.
    pub about: BTreeSet<String>,
    /// The indicators of which there is a row about the folder's own period.
    pub indicators: BTreeSet<String>,
    /// The rows themselves.
    pub body: Body,
}

/// The rows, before and after they are packed.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// As read: name and content of each column, in the order of the table.
    Columns(Vec<(String, LongColumn)>),
    /// As the store keeps them: the bytes of a Parquet file.
    Packed(Arc<Vec<u8>>),
}

/// Marks a row that has no word in [`LongColumn::Words`].
pub const NO_WORD: u32 = u32::MAX;

/// One column.
#[derive(Clone, Debug, PartialEq)]
pub enum LongColumn {
    /// The same word, or nothing, in every row.
    Same(Option<String>),
    /// The same day in every row, counted from 1970.
    Day(i32),
    /// The same truth in every row.
    Flag(bool),
    /// A few words, and which of them stands in each row.
    Words(Vec<String>, Vec<u32>),
    /// Different texts: all of them in one, and where each ends.
    Texts(String, Vec<u32>),
    /// Numbers; nothing where it is not a number.
    Numbers(Vec<f64>),
    /// Few numbers: rows, in order, and their numbers.
    Few(Vec<(u32, f64)>),
}

/// The hashes that stand more than once among several lists.
pub fn shared_keys(lists: &[&[u64]]) -> BTreeSet<u64> {
    /// Hashes that are held at a time.
    const AT_A_TIME: usize = 2_000_000;
    let count: usize = lists.iter().map(|list| list.len()).sum();
    let passes = count as u64 / AT_A_TIME as u64 + 1;
    let mut shared = BTreeSet::new();
    for pass in 0..passes {
        // An open table at most half full; 0 is free, so the hash 0 counts as 1.
        let mut table = vec![0_u64; (2 * count.min(2 * AT_A_TIME) + 2).next_power_of_two()];
        let mask = table.len() - 1;
        for &key in lists.iter().flat_map(|list| list.iter()) {
            if passes > 1 && (key >> 32) % passes != pass {
                continue;
            }
            let mut at = key as usize & mask;
            while table[at] != 0 && table[at] != key.max(1) {
                at = (at + 1) & mask;
            }
            if table[at] != 0 {
                shared.insert(key);
            }
            table[at] = key.max(1);
        }
    }
    shared
}

/// A hash of one word.
pub fn word_hash(word: &str) -> u64 {
    // FNV-1a over the bytes.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in word.as_bytes() {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash
}

/// A hash of what identifies a row, from the hashes of the words of its key columns in the feed's order.
pub fn key_hash(words: impl IntoIterator<Item = u64>) -> u64 {
    // Mixed after each word as in SplitMix64, so that the parts of a key do not run together.
    words.into_iter().fold(0, |hash, word| {
        let mut mixed = (hash ^ word).wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_that_stand_twice_are_told() {
        let many: Vec<u64> = (0..1_000).map(|number| key_hash([number])).collect();
        assert_eq!(
            shared_keys(&[&many, &[many[7], 5, 0], &[0]]),
            BTreeSet::from([0, many[7]])
        );
        assert_eq!(shared_keys(&[&many, &[]]), BTreeSet::new());
    }

    #[test]
    fn the_parts_of_a_key_do_not_run_together() {
        let hash = |words: [&str; 2]| key_hash(words.map(word_hash));
        assert_ne!(hash(["ab", "c"]), hash(["a", "bc"]));
        assert_ne!(hash(["a", "b"]), hash(["b", "a"]));
    }
}
