//! Names of people, and sentences that tell of one child, in running text.

use crate::ingest::privacy::Gazetteer;
use crate::ingest::privacy::normal::{Word, runs};
use crate::ingest::privacy::vocabulary::is_one_of;

/// Words after which a capitalised pair is a person.
const BEFORE_NAMES: &str = "mr mrs ms miss master mstr child mother mum mom father dad parent carer brother sister sibling son daughter aunt uncle nan grandmother grandfather stepfather stepmother stepdad stepmum boy girl baby twin pupil student client patient victim cousin partner boyfriend girlfriend named called yp";

/// Whether a text, cut into its words, names a person after a title or a word of kinship.
pub fn names_someone(text: &str, words: &[Word], gazetteer: &Gazetteer) -> bool {
    // "Client Satisfaction Questionnaire" is a title; "Client Kit Winterbarn rang" is not.
    let in_capitals = words
        .iter()
        .all(|word| word.text.starts_with(|letter: char| !letter.is_lowercase()));
    words.windows(3).any(|three| {
        let [before, first, second] = three else { return false };
        is_capitalised(first.text)
            && is_capitalised(second.text)
            && is_before_names(before.text, in_capitals)
            && joined(text, before, first)
            && joined(text, first, second)
            && !gazetteer.knows_word(&first.text.to_lowercase())
            && !gazetteer.knows_word(&second.text.to_lowercase())
    })
}

/// Words of kinship and titles announce a name everywhere, words for people in a service only in running text.
fn is_before_names(word: &str, in_capitals: bool) -> bool {
    const SERVED: &str = "child parent carer pupil student client patient victim partner baby boy girl twin";
    let lower = word.to_lowercase();
    is_one_of(BEFORE_NAMES, &lower) && !(in_capitals && is_one_of(SERVED, &lower))
}

/// Whether two words belong together: nothing but a space, a colon or a dot between them.
fn joined(text: &str, first: &Word, second: &Word) -> bool {
    let between = text.get(first.end..second.start).unwrap_or("\n");
    between.len() <= 3
        && between
            .bytes()
            .all(|byte| matches!(byte, b' ' | b'.' | b':' | b'-' | b'\'' | b',' | b'('))
}

/// One capital, then small or capital letters and nothing else.
pub fn is_capitalised(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && word.chars().count() > 1 && letters.all(char::is_alphabetic)
}

/// How a text looks as the name of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NameShape {
    /// It does not.
    #[default]
    Not,
    /// One capitalised word that is not known.
    Single,
    /// Two or three, at least one of them not known and none a word of organisations.
    Full,
}

/// Whether two capitalised words that nobody knows stand side by side in the name of a file. Schools are called so as well as people,
/// so that it says nothing of the file; it only tells which name had better not be repeated.
pub fn may_name_someone(name: &str, gazetteer: &Gazetteer) -> bool {
    let parted = name.replace(['_', '-', '.', ','], " ");
    let words = runs(&parted);
    let is_unknown = |word: &Word| {
        is_capitalised(word.text) && !is_month(word.text) && !gazetteer.knows_word(&word.text.to_lowercase())
    };
    words
        .windows(2)
        .any(|pair| is_unknown(&pair[0]) && is_unknown(&pair[1]))
}

/// Looks at a whole cell.
pub fn name_shape(text: &str, gazetteer: &Gazetteer) -> NameShape {
    let text = text.trim();
    let is_letter = |letter: char| letter.is_alphabetic() || matches!(letter, ' ' | '\'' | '-' | '.' | ',');
    if text.len() < 2 || text.len() > 40 || !text.chars().all(is_letter) {
        return NameShape::Not;
    }
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let shaped = |word: &&str| {
        word.split(['-', '\'', '.'])
            .all(|part| part.is_empty() || part.chars().next().is_some_and(char::is_uppercase))
    };
    if words.is_empty()
        || words.len() > 3
        || !words.iter().all(shaped)
        || words.iter().all(|word| word.chars().count() < 3)
    {
        return NameShape::Not;
    }
    // Capitals throughout are codes and headings, unless they are long.
    let shouted = words
        .iter()
        .all(|word| word.chars().all(|letter| !letter.is_lowercase()));
    let known = words
        .iter()
        .filter(|word| gazetteer.knows_word(&word.to_lowercase().replace('\'', "")))
        .count();
    match (words.len(), known) {
        _ if gazetteer.knows_phrase(&text.to_lowercase()) => NameShape::Not,
        (1, 0) if !shouted || text.len() > 5 => NameShape::Single,
        (2 | 3, 0) => NameShape::Full,
        _ => NameShape::Not,
    }
}

/// Whether one sentence has an age, a sex and a place: enough to single a child out.
pub fn tells_of_one_child(text: &str, gazetteer: &Gazetteer) -> bool {
    // Every way of giving an age has one of these in it.
    if !["old", "aged", "Aged", "OLD", "AGED", "yo", "YO", "yrs"]
        .iter()
        .any(|part| text.contains(part))
    {
        return false;
    }
    text.split_inclusive(['.', '!', '?', '\n', ';']).any(|sentence| {
        let words = runs(sentence);
        words.len() > 5 && has_age(&words) && has_sex(&words) && has_place(&words, gazetteer)
    })
}

fn has_age(words: &[Word]) -> bool {
    let lower: Vec<String> = words.iter().map(|word| word.text.to_lowercase()).collect();
    let age = |word: &str| word.len() <= 2 && word.parse::<u8>().is_ok_and(|age| age < 20);
    let spelt = |word: &str| {
        const SPELT: &str = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen";
        is_one_of(SPELT, word)
    };
    (0..lower.len()).any(|at| {
        let word = |ahead: usize| lower.get(at + ahead).map_or("", String::as_str);
        let number = age(word(0)) || spelt(word(0));
        let years_old = matches!(word(1), "year" | "yr" | "month" | "week") && word(2) == "old"
            || matches!(word(1), "years" | "yrs" | "months") && word(2) == "old";
        // "16 to 17 year old" is a group.
        let ranged =
            at > 0 && (age(&lower[at - 1]) || matches!(lower[at - 1].as_str(), "to" | "and" | "under" | "over"));
        let aged = word(0) == "aged"
            && (age(word(1)) || spelt(word(1)))
            && !matches!(word(2), "to" | "and" | "or")
            && !age(word(2));
        let short = word(0).strip_suffix("yo").is_some_and(age) || age(word(0)) && matches!(word(1), "yo" | "yrs");
        number && years_old && !ranged || aged || short
    })
}

fn has_sex(words: &[Word]) -> bool {
    const SEX: &str =
        "girl boy female male daughter son she he her his sister brother mother him young woman man schoolgirl";
    words
        .iter()
        .any(|word| word.text != "young" && is_one_of(SEX, &word.text.to_lowercase()))
}

fn has_place(words: &[Word], gazetteer: &Gazetteer) -> bool {
    let pairs = words
        .windows(2)
        .map(|pair| format!("{} {}", pair[0].text, pair[1].text));
    let named = words
        .iter()
        .map(|word| word.text.to_owned())
        .chain(pairs)
        .any(|phrase| gazetteer.is_place(&phrase.to_lowercase()));
    let after = words.windows(2).any(|pair| {
        matches!(
            pair[0].text.to_lowercase().as_str(),
            "in" | "at" | "from" | "near" | "of"
        ) && is_capitalised(pair[1].text)
            && !is_month(pair[1].text)
    });
    named || after
}

fn is_month(word: &str) -> bool {
    const MONTHS: &str = "jan feb mar apr may jun jul aug sep oct nov dec";
    word.get(..3)
        .is_some_and(|start| is_one_of(MONTHS, &start.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gazetteer() -> Gazetteer {
        let mut gazetteer = Gazetteer::default();
        gazetteer.add_places(["Harlow", "Epping Forest"]);
        gazetteer.add_names(["Essex Police", "Head of Public Protection"]);
        gazetteer
    }

    #[test]
    fn a_pair_after_a_word_of_kinship_is_a_name() {
        for (text, expected) in [
            ("Spoke to mother Orla Sallowfield about it", true),
            ("Mr. Kit Winterbarn rang", true),
            ("the child, Nell Sallow, was seen", true),
            ("Child Protection Plans rose", false),
            ("Mother and baby units", false),
            ("Client Rewarding Questionnaires", false),
            ("girls in Epping Forest", false),
            ("Partner agencies: Essex Police", false),
        ] {
            assert_eq!(names_someone(text, &runs(text), &gazetteer()), expected, "{text}");
        }
    }

    #[test]
    fn a_sentence_with_age_sex_and_place_tells_of_one_child() {
        for (text, expected) in [
            ("A 14-year-old girl in Harlow was found with an older man.", true),
            ("One boy aged 9 from Epping Forest went missing twice in June.", true),
            ("HO01 Homeless 16-17 year olds presenting", false),
            ("Males aged 10 to 17 in Harlow fell by three in the quarter.", false),
            (
                "The rise of 14 is in Harlow. Girls are more often referred than boys.",
                false,
            ),
        ] {
            assert_eq!(tells_of_one_child(text, &gazetteer()), expected, "{text}");
        }
    }

    #[test]
    fn names_are_told_from_roles_places_and_measures() {
        for (text, shape) in [
            ("Kit Winterbarn", NameShape::Full),
            ("Winterbarn, Kit", NameShape::Full),
            ("Sallowfield", NameShape::Single),
            ("Harlow", NameShape::Not),
            ("Head of Quality", NameShape::Not),
            ("Missing Episodes", NameShape::Not),
            ("Epping Forest", NameShape::Not),
            ("R2", NameShape::Not),
            ("N/A", NameShape::Not),
        ] {
            assert_eq!(name_shape(text, &gazetteer()), shape, "{text}");
        }
    }
}
