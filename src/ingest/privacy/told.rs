//! What running text tells of a person besides names after titles: who says they are called so, where they live, whose number it is.

use crate::ingest::privacy::Gazetteer;
use crate::ingest::privacy::normal::Word;
use crate::ingest::privacy::people::is_capitalised;
use crate::ingest::privacy::vocabulary::is_one_of;

/// Whether somebody is said to be called by a name: `My name is …`, `her name was …`. Where nobody's name is spoken of, mostly common
/// words are those of a group or a course: `The name is Stay Safe Group`.
pub fn gives_a_name(words: &[Word], gazetteer: &Gazetteer) -> bool {
    const OWNERS: &str = "my his her their your our whose s full first last own real";
    let is_known = |word: &Word| gazetteer.knows_word(&word.text.to_lowercase());
    words.windows(3).enumerate().any(|(at, three)| {
        let [name, is, called] = three else { return false };
        let announced = matches!(name.text.to_lowercase().as_str(), "name" | "names" | "surname")
            && matches!(is.text.to_lowercase().as_str(), "is" | "was" | "s" | "are");
        if !announced || !is_capitalised(called.text) || is_known(called) {
            return false;
        }
        let owner = at.checked_sub(1).and_then(|before| words.get(before));
        let whole: Vec<&Word> = words
            .iter()
            .skip(at + 2)
            .take_while(|word| is_capitalised(word.text))
            .collect();
        let known = whole.iter().filter(|word| is_known(word)).count();
        owner.is_some_and(|word| is_one_of(OWNERS, &word.text.to_lowercase())) || known * 2 <= whole.len()
    })
}

/// Whether a house is said to be where someone lives: `lives at 4 Mill Row`.
pub fn gives_an_address(words: &[Word]) -> bool {
    const LIVING: &str = "live lives living lived stay stays staying moved home address resides";
    const STREETS: &str = "road rd street st lane row avenue ave close drive way court crescent gardens place terrace hill walk mews square grove";
    (0..words.len()).any(|at| {
        let word = |ahead: usize| words.get(at + ahead).map_or("", |word| word.text);
        let lower = |ahead: usize| word(ahead).to_lowercase();
        let house = word(2).starts_with(|letter: char| letter.is_ascii_digit()) && word(2).len() <= 4;
        let street = is_capitalised(word(3)) && !is_month(word(3));
        let placed = match lower(1).as_str() {
            "at" => true,
            "is" | "was" | "to" | "in" | "on" => (4..7).any(|ahead| is_one_of(STREETS, &lower(ahead))),
            _ => false,
        };
        is_one_of(LIVING, &lower(0)) && house && street && placed
    })
}

fn is_month(word: &str) -> bool {
    const MONTHS: &str = "january february march april may june july august september october november december";
    let lower = word.to_lowercase();
    lower.len() >= 3 && MONTHS.split(' ').any(|month| month.starts_with(&lower))
}

/// Whether a text speaks of somebody at home, so that a landline in it may be theirs. `Call the duty desk on …` does not.
pub fn speaks_of_someone(words: &[Word]) -> bool {
    const SOMEONE: &str = "i my me mine mum mummy mother dad daddy father gran nan grandma grandad brother sister son daughter child childs he she his her him hers their carer foster family home lives live boy girl pupil yp uncle aunt cousin";
    words.iter().any(|word| is_one_of(SOMEONE, &word.text.to_lowercase()))
}

/// Whether whoever is named after a title is the one who sends: `Completed by: Mrs …` with no word of a child or of kin in it.
pub fn names_the_sender(words: &[Word], contact: bool) -> bool {
    const TITLES: &str = "mr mrs ms miss dr prof";
    contact && !speaks_of_someone(words) && words.iter().any(|word| is_one_of(TITLES, &word.text.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::privacy::normal::runs;

    #[test]
    fn people_say_what_they_are_called_and_where_they_live() {
        let gazetteer = Gazetteer::default();
        for (text, named, housed) in [
            ("My name is Orla and I like the park", true, false),
            ("her name was Nell Sallow", true, false),
            ("The name is Stay Safe Group", false, false),
            ("The child's name is Orla May Green", true, false),
            ("The name is Orla May", true, false),
            ("name of the course is Neglect", false, false),
            ("I live at 4 Mill Row", false, true),
            ("he moved to 12b Sallow Lane", false, true),
            ("moved to 12 November", false, false),
            ("children living in 3 Districts", false, false),
            ("support at home is 24 hours", false, false),
        ] {
            let words = runs(text);
            assert_eq!(gives_a_name(&words, &gazetteer), named, "{text}");
            assert_eq!(gives_an_address(&words), housed, "{text}");
        }
    }

    #[test]
    fn a_desk_is_nobody() {
        assert!(!speaks_of_someone(&runs("call the duty desk on 01632 960123")));
        assert!(speaks_of_someone(&runs("ring my mum on 01632 960123")));
    }
}
