//! Whatever the program says of any indicator, in any situation, is plain English: short sentences, everyday words, the right
//! number, and none of the words that papers never say.

use crate::situations::everything_said;
use paqa::catalogue::{Catalogue, Indicator};
use paqa::domain::Exception;

/// Most words of a sentence.
const LONGEST: usize = 25;
/// Flesch-Kincaid grade that the computed text may reach: a reading age of 13 to 14.
const GRADE: f64 = 8.0;

/// Never said, whole words: causes, blame, alarm, ranks, and comfort where nothing is known.
const NEVER: [&str; 29] = [
    "because of",
    "due to",
    "driven by",
    "as a result",
    "led to",
    "failed",
    "failing",
    "poor",
    "alarming",
    "alarmingly",
    "significant",
    "significantly",
    "plummeted",
    "plunged",
    "soared",
    "deteriorated",
    "trend",
    "no concerns",
    "all is well",
    "assured",
    "best",
    "worst",
    "just",
    "only case",
    "one fewer",
    "victim",
    "abuser",
    "unacceptable",
    "disappointing",
];

/// Jargon that a lay member is not to meet, whole words. The method's own line for analysts may hold its name.
const JARGON: [&str; 22] = [
    "numerator",
    "denominator",
    "sigma",
    "standard deviation",
    "p-value",
    "percentile",
    "quantile",
    "confidence interval",
    "outlier",
    "statistically",
    "null",
    "regression",
    "variance",
    "suppressed",
    "cohort",
    "dataset",
    "metric",
    "kpi",
    "rag",
    "yoy",
    "ytd",
    "delta",
];

/// A text in its sentences. A stop within a number or an abbreviation ends none.
fn sentences(text: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let last = all.last_mut().unwrap();
        if !last.is_empty() {
            last.push(' ');
        }
        last.push_str(word);
        let capital = words
            .peek()
            .is_some_and(|next| next.starts_with(|letter: char| !letter.is_lowercase()));
        if word.ends_with(['.', '?', '!', ':']) && capital {
            all.push(String::new());
        }
    }
    all.retain(|sentence| !sentence.is_empty());
    all
}

fn holds(text: &str, words: &str) -> bool {
    let plain = |text: &str| -> String {
        let kept = text.to_lowercase();
        let kept: String = kept
            .chars()
            .map(|letter| {
                if letter.is_alphanumeric() || letter == '-' {
                    letter
                } else {
                    ' '
                }
            })
            .collect();
        format!(" {} ", kept.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    plain(text).contains(&plain(words))
}

/// The text without the indicator's names; what it counts and what is said of that stays.
fn without_names(text: &str, indicator: &Indicator) -> String {
    let names = [&indicator.name, &indicator.row_name];
    names
        .into_iter()
        .filter(|name| !name.is_empty())
        .fold(text.to_string(), |text, name| text.replace(name.as_str(), "it"))
}

/// Every text of an exception that members read; the rule's line is the analyst's.
fn texts(exception: &Exception) -> Vec<&str> {
    let mut all = vec![
        exception.row.as_str(),
        &exception.title,
        &exception.sentence,
        &exception.how_sure,
        &exception.compared_with,
        &exception.alt,
        &exception.decision,
        &exception.treatment,
        &exception.source,
    ];
    all.extend(
        exception
            .series
            .iter()
            .flat_map(|series| series.too_few.as_deref().into_iter().chain(series.too_short.as_deref())),
    );
    all.retain(|text| !text.is_empty());
    all
}

/// Syllables as the usual count has them: groups of vowels, a silent e at the end apart.
fn syllables(word: &str) -> usize {
    let letters: Vec<char> = word
        .to_lowercase()
        .chars()
        .filter(|letter| letter.is_alphabetic())
        .collect();
    let vowel = |letter: &char| "aeiouy".contains(*letter);
    let groups = letters
        .iter()
        .enumerate()
        .filter(|(at, letter)| vowel(letter) && (*at == 0 || !vowel(&letters[at - 1])))
        .count();
    let silent = letters.len() > 2 && letters.ends_with(&['e']) && !letters.ends_with(&['l', 'e']);
    let silent_ed =
        letters.len() > 3 && letters.ends_with(&['e', 'd']) && !matches!(letters[letters.len() - 3], 't' | 'd');
    groups.saturating_sub(usize::from(silent || silent_ed)).max(1)
}

/// Flesch-Kincaid grade of sentences: 0.39 words a sentence, 11.8 syllables a word, less 15.59.
fn grade(sentences: &[String]) -> f64 {
    let words: Vec<&str> = sentences
        .iter()
        .flat_map(|sentence| sentence.split_whitespace())
        .collect();
    let spoken = words.iter().filter(|word| word.chars().any(char::is_alphanumeric));
    let count = spoken.clone().count() as f64;
    let syllables: usize = spoken.map(|word| syllables(word)).sum();
    0.39 * count / sentences.len() as f64 + 11.8 * syllables as f64 / count - 15.59
}

#[test]
fn every_sentence_about_every_indicator_in_every_situation_is_short_and_plain() {
    let catalogue = Catalogue::built_in().unwrap();
    let mut faults: Vec<String> = Vec::new();
    let mut all: Vec<String> = Vec::new();
    for (about, exception) in everything_said() {
        let indicator = catalogue.indicator(&exception.indicator).unwrap();
        for text in texts(exception) {
            for sentence in sentences(text) {
                let count = sentence.split_whitespace().count();
                if count > LONGEST {
                    faults.push(format!("{about}: {count} words: {sentence}"));
                }
                let bare = without_names(&sentence, indicator);
                for word in NEVER.iter().chain(&JARGON).filter(|word| holds(&bare, word)) {
                    faults.push(format!("{about}: says `{word}`: {sentence}"));
                }
                all.push(bare);
            }
        }
    }
    faults.sort_by_key(|fault| fault.split_once(": ").map(|(_, rest)| rest.to_string()));
    faults.dedup_by_key(|fault| fault.split_once(": ").map(|(_, rest)| rest.to_string()));
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    let grade = grade(&all);
    println!("{} sentences, grade {grade:.1}", all.len());
    assert!(grade <= GRADE, "grade {grade:.1} of {} sentences", all.len());
}

#[test]
fn one_takes_the_singular_and_more_take_the_plural() {
    let catalogue = Catalogue::built_in().unwrap();
    let mut faults = Vec::new();
    for (about, exception) in everything_said() {
        let indicator = catalogue.indicator(&exception.indicator).unwrap();
        for text in texts(exception) {
            let singular = [" 1 ", " One ", " one "]
                .iter()
                .any(|one| format!(" {text}").contains(&format!("{one}{} ", indicator.noun)));
            if singular && indicator.noun != indicator.noun_one {
                faults.push(format!("{about}: {text}"));
            }
            for wrong in [
                " one quarters",
                " 1 quarters",
                " one points",
                "1 days ",
                " two quarter ",
                " one others",
            ] {
                if format!(" {text} ").contains(wrong) {
                    faults.push(format!("{about}: `{wrong}`: {text}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_measure_of_reading_knows_easy_from_hard() {
    let easy = sentences("It has risen nine quarters in a row. The target is 90%.");
    let hard = sentences(
        "Multidisciplinary organisational considerations necessitate proportionate retrospective reconciliation.",
    );
    assert_eq!(easy.len(), 2);
    assert!(grade(&easy) < 4.0, "{}", grade(&easy));
    assert!(grade(&hard) > 20.0);
    assert_eq!(
        ["rate", "children", "quarter", "missed", "table"].map(syllables),
        [1, 2, 2, 1, 2]
    );
    assert!(holds("It is due to rain.", "due to") && !holds("overdue to-day", "due to"));
}
