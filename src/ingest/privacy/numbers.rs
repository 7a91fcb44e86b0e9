//! The runs of digits in a text into the numbers of people that they are.

use crate::ingest::privacy::free_text::Hit;
use crate::ingest::privacy::normal::Word;
use crate::ingest::privacy::{Detector, Verdict, checks};

/// Whether exactly one space, hyphen or dot stands between two words.
pub fn adjacent(text: &str, first: &Word, second: &Word) -> bool {
    second.start == first.end + 1 && matches!(text.as_bytes().get(first.end), Some(b' ' | b'-' | b'.'))
}

fn is_number(word: &Word) -> bool {
    word.text.bytes().all(|byte| byte.is_ascii_digit())
}

/// NHS numbers, parted 3-3-4 or whole.
pub fn nhs_number(text: &str, words: &[Word]) -> Vec<Hit> {
    let mut hits = Vec::new();
    let spoken = || {
        let lower = text.to_ascii_lowercase();
        lower.contains("nhs") || lower.contains("chi ")
    };
    for word in words.iter().filter(|word| word.text.len() == 10 && is_number(word)) {
        // Digits that go on after a point or a comma are an amount; digits after a pound sign are money.
        let part_of_amount = text[word.end..].starts_with([',', '.'])
            && text[word.end + 1..].starts_with(|letter: char| letter.is_ascii_digit())
            || text[..word.start].ends_with(['£', '$', '€', '.', ',']);
        if !part_of_amount && checks::is_nhs_number(word.text) && checks::is_issued(word.text) {
            let (verdict, score) = if spoken() {
                (Verdict::Block, 95)
            } else {
                (Verdict::Quarantine, 60)
            };
            hits.push(Hit::new(Detector::NhsNumber, verdict, score));
        }
    }
    for three in words.windows(3) {
        let lengths = [three[0].text.len(), three[1].text.len(), three[2].text.len()];
        let together = adjacent(text, &three[0], &three[1]) && adjacent(text, &three[1], &three[2]);
        if lengths == [3, 3, 4] && together && three.iter().all(is_number) {
            let digits: String = three.iter().map(|word| word.text).collect();
            if checks::is_nhs_number(&digits) && checks::is_issued(&digits) {
                hits.push(Hit::new(Detector::NhsNumber, Verdict::Block, 95));
            }
        }
    }
    hits
}

/// Unique pupil numbers.
pub fn pupil_number(words: &[Word]) -> Vec<Hit> {
    let found = words
        .iter()
        .filter(|word| word.text.len() == 13 && checks::is_pupil_number(word.text));
    found
        .map(|_| Hit::new(Detector::PupilNumber, Verdict::Block, 95))
        .collect()
}

/// A National Insurance number, whole or in pairs.
pub fn insurance_number(text: &str, words: &[Word]) -> Vec<Hit> {
    let mut hits = Vec::new();
    let spoken = || {
        let lower = text.to_ascii_lowercase();
        lower.contains("insurance") || lower.contains("nino") || lower.contains("ni n")
    };
    for (at, first) in words.iter().enumerate() {
        if !first
            .text
            .as_bytes()
            .get(..2)
            .is_some_and(|two| two.iter().all(u8::is_ascii_alphabetic))
        {
            continue;
        }
        let mut joined = String::new();
        let mut before: Option<&Word> = None;
        for word in words[at..].iter().take(5) {
            if before.is_some_and(|before| !adjacent(text, before, word)) || joined.len() + word.text.len() > 9 {
                break;
            }
            joined.push_str(word.text);
            let parted = before.is_some();
            before = Some(word);
            // Parted by spaces it must be in capitals, or "in 12 34 56 a" would be one.
            let written = !parted || joined.bytes().all(|byte| !byte.is_ascii_lowercase());
            if !joined.is_ascii() || !checks::is_insurance_number(&joined) || !written {
                continue;
            }
            match joined.len() {
                9 => hits.push(Hit::new(Detector::NationalInsuranceNumber, Verdict::Block, 90)),
                _ if spoken() => hits.push(Hit::new(Detector::NationalInsuranceNumber, Verdict::Block, 80)),
                // Without its suffix it looks like any reference, unless it is written in pairs.
                _ if parted && joined.len() == 8 && words[at..].len() >= 4 && word.text.len() == 2 => {
                    hits.push(Hit::new(Detector::NationalInsuranceNumber, Verdict::Quarantine, 40));
                }
                _ => {}
            }
        }
    }
    // The eight characters before a suffix are one number with it.
    hits.sort_by_key(|hit| std::cmp::Reverse(hit.verdict));
    hits.truncate(1);
    hits
}

/// Telephone numbers, however they are parted. `of_a_desk` says that the text speaks of nobody, so that a landline is an office's.
pub fn phone(text: &str, words: &[Word], of_a_desk: bool) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut skip_to = 0;
    for (at, first) in words.iter().enumerate() {
        if at < skip_to || !is_number(first) || first.text.len() > 14 {
            continue;
        }
        let plus = text[..first.start].ends_with('+');
        let (mut digits, mut end) = (String::new(), at);
        for word in &words[at..] {
            let close = end == at || linked(text, &words[end - 1], word);
            if !close || !is_number(word) || digits.len() + word.text.len() > 14 {
                break;
            }
            digits.push_str(word.text);
            end += 1;
        }
        let area_is_whole = first.text.len() >= 3 || plus;
        if area_is_whole && is_phone(&digits, plus) {
            let starts = |with: &[&str]| with.iter().any(|with| national(&digits).starts_with(with));
            let organisational = starts(&["03", "08"]) || of_a_desk && starts(&["01", "02"]);
            let verdict = if organisational {
                Verdict::Pass
            } else {
                Verdict::Quarantine
            };
            hits.push(Hit {
                contact: true,
                ..Hit::new(Detector::Phone, verdict, 65)
            });
            skip_to = end;
        }
    }
    hits
}

/// Whether two groups of digits are one number: a space, hyphen, dot or bracket or two between them.
fn linked(text: &str, first: &Word, second: &Word) -> bool {
    let between = text.get(first.end..second.start).unwrap_or("\n");
    between.len() <= 3 && between.bytes().all(|byte| matches!(byte, b' ' | b'-' | b'(' | b')'))
}

/// The digits of a telephone number from its 0 on.
fn national(digits: &str) -> String {
    match digits.strip_prefix("0044") {
        Some(rest) => format!("0{}", rest.trim_start_matches('0')),
        None => digits.to_owned(),
    }
}

/// Whether digits are a telephone number: ten or eleven from the 0, or the same after the code of the country.
pub fn is_phone(digits: &str, plus: bool) -> bool {
    let national = match plus && digits.starts_with("44") {
        true => national(&format!("00{digits}")),
        false => national(digits),
    };
    let bytes = national.as_bytes();
    matches!(bytes.len(), 10 | 11)
        && bytes[0] == b'0'
        && matches!(bytes[1], b'1' | b'2' | b'3' | b'7' | b'8')
        && !(bytes[1] == b'7' && bytes.len() == 10)
}
