//! Whether what people wrote for a restricted paper may stand where anybody reads it: it names nobody and holds no number.

use crate::ingest::privacy::Gazetteer;
use crate::ingest::privacy::free_text::Reader;
use crate::ingest::privacy::named::is_given_name;
use crate::ingest::privacy::normal::{Word, normalise, runs};
use crate::ingest::privacy::people::is_capitalised;
use crate::ingest::privacy::vocabulary::is_one_of;

/// Words that say how many, or which of several.
const NUMBERS: &str = "nil zero one ones two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions dozen dozens couple pair pairs twin twins triplet triplets trio both single sole once twice thrice double triple treble half first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth";

/// Words that say how few, or whether any, without a number.
const FEW: &str = "only few fewer fewest several handful score scores none nobody";
/// Words for a single person, and for what befalls one.
const SOMEBODY: &str = "child girl boy baby infant toddler teenager youngster youth adolescent pupil sibling brother sister mother father mum dad parent stepfather stepmother grandmother grandfather uncle aunt man woman he she him her his hers died dies dead death deaths killed suicide stabbed pregnant";
/// Subjects that are named for one child and tell of none.
const SUBJECTS: [&str; 7] = [
    "child protection",
    "child sexual",
    "child criminal",
    "child in need",
    "child death overview",
    "child safety",
    "parent forum",
];

/// Whether a text may be public as it stands. Where it may name somebody it may not: a text left out harms nobody.
pub fn may_be_public(text: &str, gazetteer: &Gazetteer) -> bool {
    let text = normalise(text);
    let words = runs(&text);
    let lower: Vec<String> = words.iter().map(|word| word.text.to_lowercase()).collect();
    let numbered = text.chars().any(char::is_numeric) || lower.iter().any(|word| is_one_of(NUMBERS, word));
    let plain = SUBJECTS
        .iter()
        .fold(lower.join(" "), |text, subject| text.replace(subject, ""));
    let singled = plain
        .split_whitespace()
        .any(|word| is_one_of(FEW, word) || is_one_of(SOMEBODY, word));
    let singled = singled || plain.contains("quarter of") || plain.contains("quarters of");
    let named = (0..words.len()).any(|at| may_be_a_name(&text, &words, (at, &lower[at], gazetteer)));
    !numbered && !singled && !named && Reader::new(gazetteer).look_at(&text).is_empty()
}

/// A first name anywhere, or inside a sentence a word with a capital that is no place, body or common word.
fn may_be_a_name(text: &str, words: &[Word], (at, lower, gazetteer): (usize, &str, &Gazetteer)) -> bool {
    let word = &words[at];
    // June is a month unless a surname follows.
    let is_month = lower == "june" && !words.get(at + 1).is_some_and(|next| is_capitalised(next.text));
    if is_given_name(lower) && !is_month {
        return true;
    }
    let before = text[..word.start].trim_end();
    let opens = before.is_empty() || before.ends_with(['.', '!', '?', ':', ';']);
    const CALENDAR: &str = "january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday easter christmas i";
    let known = gazetteer.knows_word(lower) || is_one_of(CALENDAR, lower);
    let follows_capital = words.get(at + 1).is_some_and(|next| {
        is_capitalised(next.text) && next.start == word.end + 1 && !gazetteer.knows_word(&next.text.to_lowercase())
    });
    is_capitalised(word.text) && !known && (!opens || follows_capital)
}

#[cfg(test)]
mod tests {
    use super::may_be_public;
    use crate::ingest::privacy::Gazetteer;

    #[test]
    fn names_and_numbers_in_digits_or_words_are_not_for_the_public() {
        let mut gazetteer = Gazetteer::default();
        gazetteer.add_places(["Maldon", "Epping Forest"]);
        gazetteer.add_names(["Essex Police"]);
        for (text, expected) in [
            ("Ask Essex Police to report on the delays in Maldon", true),
            ("The Executive asks for a plan by June.", true),
            ("Ask about the three girls in Maldon, one of them Kayleigh Smith", false),
            ("Ask about the girls in Maldon", true),
            ("Ask about Kayleigh", false),
            ("Orla Sallowfield was moved", false),
            ("Ask why Orla was moved", false),
            ("Ask about kayleigh smith", false),
            ("Ask about the third girl in Maldon", false),
            ("Ask about the twins", false),
            ("Ask about twenty-one children", false),
            ("Ask about 3 girls", false),
            ("Ask about ③ girls", false),
            ("Ask about child protection plans in Maldon next quarter", true),
            ("Ask about the child in Maldon who died", false),
            ("The only girl in Maldon waited", false),
            ("No child in Maldon was seen", false),
            ("A handful of girls in Maldon, ask why", false),
            ("A score of children", false),
            ("A quarter of the children in Maldon", false),
        ] {
            assert_eq!(may_be_public(text, &gazetteer), expected, "{text}");
        }
    }
}
