//! One text into the identifiers that stand in it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::ingest::privacy::birth::birth_date;
use crate::ingest::privacy::labels::says_contact;
use crate::ingest::privacy::normal::{Word, normalise, runs, words_of};
use crate::ingest::privacy::numbers::{adjacent, insurance_number, nhs_number, phone, pupil_number};
use crate::ingest::privacy::vocabulary::is_one_of;
use crate::ingest::privacy::{Detector, Gazetteer, Verdict, alone, checks, named, people, told};

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
        let spaced = text.len() >= 10 && text.contains(' ');
        let words = if digits >= 2 || spaced { runs(text) } else { Vec::new() };
        if digits >= 2 {
            hits.extend(insurance_number(text, &words));
            hits.extend(pupil_number(&words));
            hits.extend(self.postcode(text, &words));
        }
        if digits >= 4 {
            hits.extend(birth_date(text));
        }
        if digits >= 6 {
            hits.extend(nhs_number(text, &words));
            let of_a_desk = words.len() > 4 && !told::speaks_of_someone(&words);
            hits.extend(phone(text, &words, of_a_desk));
        }
        if spaced && people::names_someone(text, &words, self.gazetteer) {
            let sender = told::names_the_sender(&words, says_contact(&words_of(text), text.contains(':')));
            hits.push(Hit {
                contact: sender,
                ..Hit::new(Detector::PersonName, Verdict::Quarantine, 60)
            });
        } else if spaced && told::gives_a_name(&words, self.gazetteer) {
            hits.push(Hit::new(Detector::PersonName, Verdict::Quarantine, 70));
        } else if spaced
            && (named::names_a_child(text, &words, self.gazetteer)
                || alone::names_one_by_first_name(text, &words, self.gazetteer))
        {
            hits.push(Hit::new(Detector::PersonName, Verdict::Quarantine, 60));
        }
        let one_child = text.len() >= 25 && people::tells_of_one_child(text, self.gazetteer);
        if one_child || spaced && told::gives_an_address(&words) {
            hits.push(Hit::new(Detector::Narrative, Verdict::Quarantine, 60));
        }
        together(hits)
    }

    /// The same for a name or a property, in which words are joined by dashes, and in which people's names are the senders'.
    pub fn look_at_name(&self, name: &str) -> Vec<Hit> {
        let text = normalise(name).replace('_', " ");
        let mut hits = self.look_at(&text);
        if let Cow::Owned(parted) = numbers_apart(&text) {
            let joined = self.look_at(&parted).into_iter();
            hits.extend(joined.filter(|hit| hit.detector == Detector::NhsNumber));
        }
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

/// What is weak alone is strong together: who somebody is and where or how they are reached, in one text.
fn together(mut hits: Vec<Hit>) -> Vec<Hit> {
    let strong =
        |hit: &&Hit| hit.verdict >= Verdict::Quarantine && !(hit.contact && hit.detector == Detector::PersonName);
    let who = |hit: &Hit| matches!(hit.detector, Detector::PersonName | Detector::Narrative);
    let kinds: BTreeSet<Detector> = hits.iter().filter(strong).map(|hit| hit.detector).collect();
    if kinds.len() >= 2 && hits.iter().filter(strong).any(who) {
        for hit in hits.iter_mut().filter(|hit| hit.verdict == Verdict::Quarantine) {
            (hit.verdict, hit.contact) = (Verdict::Block, false);
        }
    }
    hits
}

/// Long numbers parted from the letters that they are written together with; the same where there are none.
fn numbers_apart(name: &str) -> Cow<'_, str> {
    let letters: Vec<char> = name.chars().collect();
    let meet = |pair: &[char]| {
        pair[0].is_alphabetic() && pair[1].is_ascii_digit() || pair[0].is_ascii_digit() && pair[1].is_alphabetic()
    };
    if name.bytes().filter(u8::is_ascii_digit).count() < 10 || !letters.windows(2).any(meet) {
        return Cow::Borrowed(name);
    }
    let mut parted = String::with_capacity(name.len() + 8);
    for (at, letter) in letters.iter().enumerate() {
        if at > 0 && meet(&letters[at - 1..=at]) {
            parted.push(' ');
        }
        parted.push(*letter);
    }
    Cow::Owned(parted)
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
