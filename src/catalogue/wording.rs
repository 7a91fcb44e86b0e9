//! Two wordings of a question to whether they can be the same question: slips of spelling can, other words cannot.

use crate::catalogue::spelling::plain;
use std::collections::BTreeSet;

/// The share of the words that two wordings must have in common to be one question.
const SAME: f64 = 0.5;

/// Words that carry no meaning of their own.
const SMALL: &str = " a an the of to in on at by for with from and or as is are was were be been being has have had do does \
                     did it its that this these those there their they them who which when where how what we our you your \
                     any all every each can may will ";

/// Whether two wordings have so many words in common that they can be the same question.
pub fn is_alike(one: &str, other: &str) -> bool {
    likeness(one, other) >= SAME
}

/// The share of the words of two wordings that they have in common, 0 to 1; slips of spelling and endings do not count.
pub fn likeness(one: &str, other: &str) -> f64 {
    let (plain_one, plain_other) = (plain(one), plain(other));
    if plain_one == plain_other {
        return 1.0;
    }
    let (one, other) = (carrying(&plain_one), carrying(&plain_other));
    if one.is_empty() || other.is_empty() {
        return 0.0;
    }
    let common = one
        .iter()
        .filter(|word| other.iter().any(|there| is_same_word(word, there)))
        .count();
    2.0 * common as f64 / (one.len() + other.len()) as f64
}

/// How many different words of a text carry its meaning.
pub fn weight(text: &str) -> usize {
    carrying(&plain(text)).len()
}

/// The words that carry the meaning, without the commonest endings.
fn carrying(plain: &str) -> BTreeSet<&str> {
    let is_small = |word: &&str| SMALL.contains(&format!(" {word} "));
    let stem = |word| {
        ["ing", "ed", "es", "s", "d"]
            .iter()
            .find_map(|end| stem_of(word, end))
            .unwrap_or(word)
    };
    plain.split(' ').filter(|word| !is_small(word)).map(stem).collect()
}

/// A word without an ending, where enough is left of it.
fn stem_of<'w>(word: &'w str, end: &str) -> Option<&'w str> {
    word.strip_suffix(end).filter(|stem| stem.chars().count() >= 4)
}

fn is_same_word(one: &str, other: &str) -> bool {
    let slips = match one.chars().count().max(other.chars().count()) {
        0..=4 => 0,
        5..=7 => 1,
        _ => 2,
    };
    one == other || strsim::damerau_levenshtein(one, other) <= slips
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_and_small_changes_leave_a_question_the_same_and_other_words_do_not() {
        let lado = "Managers know how to refer to the LADO.";
        for (other, same) in [
            ("Manegers know how to refer to LADO", true),
            ("Our managers knew how they refer to the LADO", true),
            (
                "Managers know how to refer to the Local Authority Designated Officer",
                true,
            ),
            ("Every volunteer has shadowed the designated officer for a week", false),
            ("Every member of staff has shadowed the designated officer", false),
            ("Someone trained in safer recruitment sits on every panel.", false),
            ("", false),
        ] {
            assert_eq!(is_alike(lado, other), same, "{other}");
        }
    }
}
