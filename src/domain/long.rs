//! The rows of a long file, column by column, with each word held once: what a file of a million rows is between reading and storing.

use std::collections::BTreeSet;
use std::sync::Arc;

/// Rows of a long text file that was read at face value. Its columns are those of the feed's table.
#[derive(Clone, Debug, PartialEq)]
pub struct Long {
    /// How many rows.
    pub rows: usize,
    /// For each row a hash of what identifies it, sorted. Two rows of one key have one hash; two keys may share one.
    pub keys: Arc<Vec<u64>>,
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

impl Long {
    /// Whether any row of two files may be about the same thing. Never wrongly denied.
    pub fn may_share_rows(&self, other: &Long) -> bool {
        let (mut mine, mut theirs) = (self.keys.iter().peekable(), other.keys.iter().peekable());
        while let (Some(one), Some(another)) = (mine.peek(), theirs.peek()) {
            match one.cmp(another) {
                std::cmp::Ordering::Equal => return true,
                std::cmp::Ordering::Less => drop(mine.next()),
                std::cmp::Ordering::Greater => drop(theirs.next()),
            }
        }
        false
    }
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

    fn long(keys: &[&str]) -> Long {
        let mut keys: Vec<u64> = keys.iter().map(|key| key_hash([word_hash(key)])).collect();
        keys.sort_unstable();
        Long {
            rows: keys.len(),
            keys: Arc::new(keys),
            about: BTreeSet::new(),
            indicators: BTreeSet::new(),
            body: Body::Columns(vec![]),
        }
    }

    #[test]
    fn files_that_share_a_key_are_told_from_files_that_share_none() {
        assert!(long(&["a", "b"]).may_share_rows(&long(&["c", "b"])));
        assert!(!long(&["a", "b"]).may_share_rows(&long(&["c", "d"])));
        assert!(!long(&["a"]).may_share_rows(&long(&[])));
    }

    #[test]
    fn the_parts_of_a_key_do_not_run_together() {
        let hash = |words: [&str; 2]| key_hash(words.map(word_hash));
        assert_ne!(hash(["ab", "c"]), hash(["a", "bc"]));
        assert_ne!(hash(["a", "b"]), hash(["b", "a"]));
    }
}
