//! One text into the identifiers that stand in it.

use crate::ingest::privacy::normal::{Word, normalise, runs};
use crate::ingest::privacy::vocabulary::is_one_of;
use crate::ingest::privacy::{Detector, Gazetteer, Verdict, checks, people};

/// Something recognised in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// What it is.
    pub detector: Detector,
    /// What it alone makes of the file.
    pub verdict: Verdict,
    /// How sure that is, 1 to 100.
    pub score: u8,
    /// It may be how an adult who sent the file can be reached, if its place says so.
    pub contact: bool,
}

impl Hit {
    /// A hit that has nothing to do with contact details.
    pub fn new(detector: Detector, verdict: Verdict, score: u8) -> Hit {
        Hit {
            detector,
            verdict,
            score,
            contact: false,
        }
    }
}

/// Reads texts against one gazetteer.
pub struct Reader<'g> {
    /// The words that are no people.
    pub gazetteer: &'g Gazetteer,
}

impl<'g> Reader<'g> {
    /// A reader.
    pub fn new(gazetteer: &'g Gazetteer) -> Reader<'g> {
        Reader { gazetteer }
    }

    /// The hits in a normalised text: a cell, a comment, a text box.
    pub fn look_at(&self, text: &str) -> Vec<Hit> {
        let mut hits = Vec::new();
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        if text.contains('@') {
            hits.extend(self.email(text));
        }
        if digits >= 2 {
            let words = runs(text);
            hits.extend(insurance_number(text, &words));
            hits.extend(pupil_number(&words));
            hits.extend(self.postcode(text, &words));
            if digits >= 6 {
                hits.extend(nhs_number(text, &words));
                hits.extend(phone(text, &words));
                hits.extend(birth_date(text));
            }
        }
        if text.len() >= 10 && text.contains(' ') {
            if people::names_someone(text, self.gazetteer) {
                hits.push(Hit::new(Detector::PersonName, Verdict::Quarantine, 60));
            }
            if text.len() >= 25 && people::tells_of_one_child(text, self.gazetteer) {
                hits.push(Hit::new(Detector::Narrative, Verdict::Quarantine, 60));
            }
        }
        hits
    }

    /// The same for a name or a property, in which words are joined by dashes, and in which people's names are the senders'.
    pub fn look_at_name(&self, name: &str) -> Vec<Hit> {
        let text = normalise(name).replace('_', " ");
        let mut hits = self.look_at(&text);
        hits.retain(|hit| match hit.detector {
            Detector::Phone | Detector::Narrative => false,
            Detector::Email => !hit.contact,
            _ => true,
        });
        hits
    }

    /// The same for a text that stands in no cell.
    pub fn look_at_aside(&self, text: &str, place: &str) -> Vec<Hit> {
        let text = normalise(text);
        let mut hits = self.look_at(&text);
        // Numbers under a chart are figures, and names of authors are the senders'.
        let figure = text.trim().bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        hits.retain(|hit| match hit.detector {
            Detector::NhsNumber => !figure || text.trim().starts_with("999"),
            Detector::Phone => !figure || text.trim().starts_with('0'),
            Detector::Email => !(hit.contact && matches!(place, "link" | "header or footer" | "author of comments")),
            _ => true,
        });
        hits
    }

    fn email(&self, text: &str) -> Vec<Hit> {
        let mut hits = Vec::new();
        for (at, _) in text.match_indices('@') {
            let local_letter =
                |letter: &char| letter.is_alphanumeric() || matches!(letter, '.' | '_' | '-' | '+' | '%' | '\'');
            let local: usize = text[..at]
                .chars()
                .rev()
                .take_while(local_letter)
                .map(char::len_utf8)
                .sum();
            let domain_letter = |letter: &char| letter.is_alphanumeric() || matches!(letter, '.' | '-');
            let domain: usize = text[at + 1..]
                .chars()
                .take_while(domain_letter)
                .map(char::len_utf8)
                .sum();
            let address = text[at - local..at + 1 + domain].trim_matches('.').to_lowercase();
            let Some((user, host)) = address.split_once('@') else {
                continue;
            };
            let ending = host.rsplit_once('.').map_or("", |(_, ending)| ending);
            if user.is_empty()
                || ending.len() < 2
                || !ending.chars().all(char::is_alphabetic)
                || self.gazetteer.allows_mailbox(&address)
            {
                continue;
            }
            let professional = is_professional(host);
            let verdict = if professional {
                Verdict::Quarantine
            } else {
                Verdict::Block
            };
            hits.push(Hit {
                contact: professional || is_shared(user),
                ..Hit::new(Detector::Email, verdict, 90)
            });
        }
        hits
    }

    fn postcode(&self, text: &str, words: &[Word]) -> Vec<Hit> {
        let whole = words.len() <= 2;
        let mut hits = Vec::new();
        let mut add = |outward: &str, inward: &str| {
            let shown = outward
                .bytes()
                .chain(inward.bytes())
                .all(|byte| !byte.is_ascii_lowercase());
            let plain = format!("{outward}{inward}").to_ascii_uppercase();
            // Pseudo-postcodes say "abroad" or "of no fixed abode", not where a child lives; under a heading they count.
            let pseudo = plain.starts_with("ZZ99");
            if (shown || whole)
                && checks::is_postcode(outward, inward)
                && !pseudo
                && !self.gazetteer.postcodes.contains(&plain)
            {
                hits.push(Hit {
                    contact: true,
                    ..Hit::new(Detector::Postcode, Verdict::Quarantine, 70)
                });
            }
        };
        for word in words
            .iter()
            .filter(|word| (5..=7).contains(&word.text.len()) && word.text.is_ascii())
        {
            let (outward, inward) = word.text.split_at(word.text.len() - 3);
            add(outward, inward);
        }
        for pair in words
            .windows(2)
            .filter(|pair| pair[1].text.len() == 3 && adjacent(text, &pair[0], &pair[1]))
        {
            add(pair[0].text, pair[1].text);
        }
        hits
    }
}

/// Whether exactly one space, hyphen or dot stands between two words.
fn adjacent(text: &str, first: &Word, second: &Word) -> bool {
    second.start == first.end + 1 && matches!(text.as_bytes().get(first.end), Some(b' ' | b'-' | b'.'))
}

fn is_number(word: &Word) -> bool {
    word.text.bytes().all(|byte| byte.is_ascii_digit())
}

fn nhs_number(text: &str, words: &[Word]) -> Vec<Hit> {
    let mut hits = Vec::new();
    let lower = text.to_ascii_lowercase();
    let spoken = lower.contains("nhs") || lower.contains("chi ");
    for word in words.iter().filter(|word| word.text.len() == 10 && is_number(word)) {
        // Digits that go on after a point or a comma are an amount; digits after a pound sign are money.
        let part_of_amount = text[word.end..].starts_with([',', '.'])
            && text[word.end + 1..].starts_with(|letter: char| letter.is_ascii_digit())
            || text[..word.start].ends_with(['£', '$', '€', '.', ',']);
        if !part_of_amount && checks::is_nhs_number(word.text) && checks::is_issued(word.text) {
            let (verdict, score) = if spoken {
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

fn pupil_number(words: &[Word]) -> Vec<Hit> {
    let found = words
        .iter()
        .filter(|word| word.text.len() == 13 && checks::is_pupil_number(word.text));
    found
        .map(|_| Hit::new(Detector::PupilNumber, Verdict::Block, 95))
        .collect()
}

fn insurance_number(text: &str, words: &[Word]) -> Vec<Hit> {
    let mut hits = Vec::new();
    let lower = text.to_ascii_lowercase();
    let spoken = lower.contains("insurance") || lower.contains("nino") || lower.contains("ni n");
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
                _ if spoken => hits.push(Hit::new(Detector::NationalInsuranceNumber, Verdict::Block, 80)),
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

fn phone(text: &str, words: &[Word]) -> Vec<Hit> {
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
            let organisational = digits.starts_with("03") || digits.starts_with("08");
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

/// Whether digits are a telephone number: ten or eleven from the 0, or the same after the code of the country.
pub fn is_phone(digits: &str, plus: bool) -> bool {
    let national = match digits
        .strip_prefix("0044")
        .or_else(|| digits.strip_prefix("44").filter(|_| plus))
    {
        Some(rest) => format!("0{}", rest.trim_start_matches('0')),
        None => digits.to_owned(),
    };
    let bytes = national.as_bytes();
    matches!(bytes.len(), 10 | 11)
        && bytes[0] == b'0'
        && matches!(bytes[1], b'1' | b'2' | b'3' | b'7' | b'8')
        && !(bytes[1] == b'7' && bytes.len() == 10)
}

/// A full date within five words of a word of birth.
fn birth_date(text: &str) -> Option<Hit> {
    let lower = text.to_lowercase();
    if !["born", "dob", "d.o.b", "birth", "aged"]
        .iter()
        .any(|word| lower.contains(word))
    {
        return None;
    }
    let words: Vec<&str> = lower
        .split_whitespace()
        .map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric()))
        .collect();
    let born: Vec<usize> = (0..words.len())
        .filter(|at| is_birth_word(words[*at]) && !is_of_a_group(&words[*at..]))
        .collect();
    let dated = (0..words.len()).filter(|at| is_date(words[*at]) || is_spelt_date(&words[*at..]));
    let near = dated
        .into_iter()
        .any(|date| born.iter().any(|born| born.abs_diff(date) <= 5));
    near.then(|| Hit::new(Detector::DateOfBirth, Verdict::Block, 90))
}

/// "Aged 0 to 4" and "aged under 5" speak of a group, beside whose date no one was born.
fn is_of_a_group(words: &[&str]) -> bool {
    let word = |ahead: usize| words.get(ahead).copied().unwrap_or_default();
    let number = word(1).parse::<u32>().is_ok();
    word(0) == "aged" && !is_date(word(1)) && (!number || matches!(word(2), "to" | "and" | "or" | "plus"))
}

fn is_birth_word(word: &str) -> bool {
    matches!(
        word,
        "born" | "dob" | "d.o.b" | "birth" | "birthday" | "aged" | "birthdate"
    ) || word.starts_with("dob:")
        || word.starts_with("d.o.b.:")
}

/// `12/03/2014`, `12.3.14`, `2014-03-12`, also after `dob:`.
pub fn is_date(word: &str) -> bool {
    let word = word.rsplit(':').next().unwrap_or(word);
    let parts: Vec<&str> = word.split(['/', '-', '.']).collect();
    let [first, second, third] = parts[..] else {
        return false;
    };
    let number =
        |part: &str, most: u32| part.len() <= 2 && part.parse::<u32>().is_ok_and(|number| (1..=most).contains(&number));
    let year = |part: &str| matches!(part.len(), 2 | 4) && part.bytes().all(|byte| byte.is_ascii_digit());
    let month = |part: &str| number(part, 12) || is_month(part);
    number(first, 31) && month(second) && year(third)
        || first.len() == 4 && year(first) && month(second) && number(third, 31)
}

fn is_month(word: &str) -> bool {
    const MONTHS: &str = "jan feb mar apr may jun jul aug sep oct nov dec";
    word.get(..3).is_some_and(|start| is_one_of(MONTHS, start)) && word.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// `12th march 2014` at the start of the words.
fn is_spelt_date(words: &[&str]) -> bool {
    let [day, month, year, ..] = words else { return false };
    let day = day.trim_end_matches(|letter: char| letter.is_alphabetic());
    let numbered =
        |text: &str, from: u32, to: u32| text.parse::<u32>().is_ok_and(|number| (from..=to).contains(&number));
    numbered(day, 1, 31) && is_month(month) && numbered(year, 1900, 2100)
}

/// Domains of public bodies, whose staff send returns. Schools' domains are not among them: pupils have those.
fn is_professional(host: &str) -> bool {
    const ENDINGS: &str = ".gov.uk .nhs.uk nhs.net .police.uk .mod.uk .cjsm.net .parliament.uk";
    ENDINGS.split_ascii_whitespace().any(|ending| host.ends_with(ending))
}

/// Names of mailboxes that belong to a team.
fn is_shared(user: &str) -> bool {
    const SHARED: &str =
        "info enquiries enquiry admin office safeguarding lado performance data returns contact team board business";
    user.split(['.', '-', '_']).any(|part| is_one_of(SHARED, part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, Verdict)]) {
        let mut gazetteer = Gazetteer::default();
        gazetteer.add_postcodes(["CM1 1QH"]);
        gazetteer.add_mailboxes(["returns@example.org"]);
        gazetteer.add_places(["Harlow"]);
        let hits = Reader::new(&gazetteer).look_at(&normalise(text));
        let found: Vec<(&str, Verdict)> = hits.iter().map(|hit| (hit.detector.id(), hit.verdict)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn numbers_of_people_are_found_in_running_text() {
        check("child 999 691 2701 was seen", &[("nhs-number", Verdict::Block)]);
        check("NHS no 9996912701", &[("nhs-number", Verdict::Block)]);
        check("see 9996912701 in the list", &[("nhs-number", Verdict::Quarantine)]);
        check("UPN is R881904817976.", &[("pupil-number", Verdict::Block)]);
        check("NI QQ 12 34 56 C", &[("national-insurance-number", Verdict::Block)]);
        check("ref QQ123456C", &[("national-insurance-number", Verdict::Block)]);
        check("lives at CM2 6AB now", &[("postcode", Verdict::Quarantine)]);
        check(
            "ring 07700 900123 after six",
            &[("telephone-number", Verdict::Quarantine)],
        );
        check("+44 (0)7700 900 123", &[("telephone-number", Verdict::Quarantine)]);
        check("kit@example.com", &[("email-address", Verdict::Block)]);
        check(
            "he was born on 12 March 2014 there",
            &[("date-of-birth", Verdict::Block)],
        );
        check("DOB: 12/03/2014", &[("date-of-birth", Verdict::Block)]);
        check("dob:12.03.14", &[("date-of-birth", Verdict::Block)]);
    }

    #[test]
    fn what_returns_are_full_of_is_not_found() {
        for text in [
            "HO01 Homeless 16-17 year olds presenting",
            "1 July 2026 to 30 September 2026",
            "01-07-2026 30-09-2026",
            "E10000012 E07000070 urn 123456 laestab 8811234",
            "£9,996,912,701 and 9996912701.50 and £9996912701",
            "Return to CM1 1QH or returns@example.org",
            "@SUM(1+1)*cmd",
            "S11-2024-3.2 and T262-01, 2026-27 Q1 CP10",
            "Allegations reported to the LADO within one working day (%)",
            "Aged 0 to 4 at 30/09/2026, by district",
            "=HYPERLINK(\"http://example.invalid\",\"click\")",
            "0300 123 4567",
        ] {
            let gazetteer = {
                let mut gazetteer = Gazetteer::default();
                gazetteer.add_postcodes(["CM1 1QH"]);
                gazetteer.add_mailboxes(["returns@example.org"]);
                gazetteer
            };
            let hits = Reader::new(&gazetteer).look_at(&normalise(text));
            assert!(hits.iter().all(|hit| hit.verdict == Verdict::Pass), "{text}: {hits:?}");
        }
    }
}
