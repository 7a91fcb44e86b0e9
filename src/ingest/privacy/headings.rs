//! The words of a heading into what stands below it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::ingest::privacy::Detector;
use crate::ingest::privacy::vocabulary::is_one_of;

/// What a heading announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heading {
    /// Identifiers of one kind.
    Identifier(Detector),
    /// A word such as `Child` or `Name`, which announces names only if names follow.
    PerhapsName,
    /// A quality of a person by which, with others, a child is singled out.
    Quality(Quality),
}

/// A quality of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quality {
    Age,
    Sex,
    Ethnicity,
    School,
    Ward,
    Disability,
    Religion,
    Language,
}

/// Reads the words of a heading; `None` for one that announces nothing personal.
pub fn read(words: &[String]) -> Option<Heading> {
    if words.is_empty() || words.len() > 7 || !words.iter().any(|word| TELLING_WORDS.contains(word.as_str())) {
        return None;
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let identifier = numbered(&words)
        .or_else(|| dated(&words))
        .or_else(|| reached(&words))
        .or_else(|| named(&words))
        .or_else(|| cased(&words));
    identifier
        .map(Heading::Identifier)
        .or_else(|| perhaps_name(&words))
        .or_else(|| quality(&words).map(Heading::Quality))
}

/// The words without one of which a heading announces nothing: most headings are done with after a look at these.
static TELLING_WORDS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    let lists = [PEOPLE, OWNERS, CASE_WORDS, ALONE, QUALITIES, OTHERS];
    lists.into_iter().flat_map(str::split_ascii_whitespace).collect()
});

const OTHERS: &str = "
nhs nhsno nhsnumber nhsnum nhsid chi upn upns unique nino national ni uln trn learner teacher passport dob dobs edd birthdate
birthday dateofbirth born birth delivery d postcode postcodes zip post email emails e phone telephone mobile tel name initials
fullname forename forenames surname surnames firstname lastname caseholder first last family given middle maiden full holder
preferred known young service";

const PEOPLE: &str = "
child childs children pupil pupils client clients mother mothers father fathers parent parents carer carers
sibling siblings patient patients student students yp victim subject suspect offender perpetrator person
persons user users";

const OWNERS: &str = "
person client child childs case pupil patient workflow mosaic lcs ll ehm ics liquidlogic carefirst uasc
subject user hospital record athena crime systmone emis";

const CASE_WORDS: &str = "
pid mrn caseid personid clientid childid caseref mosaicid lcsid ehmid liquidlogic carefirst";

const ALONE: &str = "
name names child mother father carer sibling siblings pupil client patient student yp victim parent subject";

const IDS: &str = "
id ids ref refs reference no number num identifier";

const QUALITIES: &str = "
age ages sex gender ethnicity ethnic school nursery college ward village town street address disability disabled sen religion
language nationality";

fn has(words: &[&str], any: &str) -> bool {
    words.iter().any(|word| is_one_of(any, word))
}

/// Whether a phrase stands in the words.
fn says(words: &[&str], phrase: &str) -> bool {
    let phrase: Vec<&str> = phrase.split(' ').collect();
    words.windows(phrase.len()).any(|window| window == phrase)
}

const NUMBER_WORDS: &str = "no number num id nr ids numbers nos";

fn numbered(words: &[&str]) -> Option<Detector> {
    match () {
        () if has(words, "nhs") && has(words, NUMBER_WORDS)
            || has(words, "nhsno nhsnumber nhsnum nhsid")
            || words == ["nhs"] =>
        {
            Some(Detector::NhsNumber)
        }
        () if has(words, "chi") && (words.len() == 1 || has(words, NUMBER_WORDS)) => Some(Detector::NhsNumber),
        () if has(words, "upn upns") || says(words, "unique pupil number") || says(words, "pupil number") => {
            Some(Detector::PupilNumber)
        }
        () if has(words, "nino")
            || says(words, "national insurance")
            || says(words, "ni number")
            || says(words, "ni no") =>
        {
            Some(Detector::NationalInsuranceNumber)
        }
        () if has(words, "uln trn") || says(words, "learner number") || says(words, "teacher reference") => {
            Some(Detector::OtherNumber)
        }
        () if has(words, "passport") && words.len() <= 3 => Some(Detector::OtherNumber),
        () => None,
    }
}

fn dated(words: &[&str]) -> Option<Detector> {
    let birth = has(words, "dob dobs edd birthdate birthday dateofbirth born")
        || says(words, "d o b")
        || says(words, "date of birth")
        || says(words, "birth date")
        || says(words, "expected date of delivery");
    birth.then_some(Detector::DateOfBirth)
}

fn reached(words: &[&str]) -> Option<Detector> {
    match () {
        () if has(words, "postcode postcodes zip") || says(words, "post code") => Some(Detector::Postcode),
        () if has(words, "email emails") || says(words, "e mail") => Some(Detector::Email),
        () if has(words, "phone telephone mobile tel") && words.len() <= 3 => Some(Detector::Phone),
        () => None,
    }
}

/// Words of those who fill a form in or answer for it: their names stand on it as a matter of course.
const SENDERS: &str = "
completing completed submitting submitted compiling compiled preparing prepared returning reporting contact lead officer
author head headteacher principal manager director signed signing responsible designated safeguarding dsl moderator auditor chair";

fn named(words: &[&str]) -> Option<Detector> {
    let name_word = has(words, "name names initials fullname");
    let own = has(
        words,
        "forename forenames surname surnames firstname lastname caseholder",
    ) || [
        "first name",
        "last name",
        "family name",
        "given name",
        "middle name",
        "maiden name",
        "full name",
        "case holder",
        "preferred name",
        "known as",
    ]
    .iter()
    .any(|phrase| says(words, phrase))
        || words == ["initials"];
    (own || name_word && has(words, PEOPLE) && !has(words, SENDERS)).then_some(Detector::PersonName)
}

fn cased(words: &[&str]) -> Option<Detector> {
    let pair = words
        .windows(2)
        .any(|pair| is_one_of(OWNERS, pair[0]) && is_one_of(IDS, pair[1]));
    let single = words.len() <= 2 && has(words, CASE_WORDS);
    (pair || single).then_some(Detector::CaseId)
}

fn perhaps_name(words: &[&str]) -> Option<Heading> {
    let words: Vec<&&str> = words
        .iter()
        .filter(|word| word.parse::<u32>().is_err() && !matches!(**word, "the" | "of" | "s"))
        .collect();
    let lone = matches!(words[..], [word] if is_one_of(ALONE, word))
        || matches!(words[..], [&"young", &"person"] | [&"service", &"user"]);
    lone.then_some(Heading::PerhapsName)
}

fn quality(words: &[&str]) -> Option<Quality> {
    let short = words.len() <= 3;
    match () {
        () if !short => None,
        () if has(words, "age ages") => Some(Quality::Age),
        () if has(words, "sex gender") => Some(Quality::Sex),
        () if has(words, "ethnicity ethnic") => Some(Quality::Ethnicity),
        () if has(words, "school nursery college") && !has(words, "type") => Some(Quality::School),
        () if has(words, "ward village town street address") => Some(Quality::Ward),
        () if has(words, "disability disabled sen") => Some(Quality::Disability),
        () if has(words, "religion") => Some(Quality::Religion),
        () if has(words, "language nationality") => Some(Quality::Language),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::privacy::normal::words_of;

    #[test]
    fn headings_announce_what_stands_below() {
        let identifier = |detector| Some(Heading::Identifier(detector));
        for (text, expected) in [
            ("NHS No", identifier(Detector::NhsNumber)),
            ("NHS Number:", identifier(Detector::NhsNumber)),
            ("UPN", identifier(Detector::PupilNumber)),
            ("D.O.B.", identifier(Detector::DateOfBirth)),
            ("Child’s date of birth", identifier(Detector::DateOfBirth)),
            ("Child's name", identifier(Detector::PersonName)),
            ("Surname", identifier(Detector::PersonName)),
            ("Mosaic ID", identifier(Detector::CaseId)),
            ("Case ref.", identifier(Detector::CaseId)),
            ("Home postcode", identifier(Detector::Postcode)),
            ("Name", Some(Heading::PerhapsName)),
            ("Child 1", Some(Heading::PerhapsName)),
            ("Age", Some(Heading::Quality(Quality::Age))),
        ] {
            assert_eq!(read(&words_of(text)), expected, "{text}");
        }
    }

    #[test]
    fn headings_of_returns_announce_nothing() {
        for text in [
            "Indicator",
            "Course name",
            "NHS trust",
            "Number of children",
            "Children looked after",
            "Child protection plans",
            "Referrals from schools (%)",
            "Initial health assessments",
            "Pupils on roll",
            "Agency",
            "Organisation name",
            "Action no.",
            "Response ID",
            "Carer assessments",
            "Number",
            "Contacts",
            "Young carers",
            "Numerator",
            "Case",
            "Name of person completing this form",
            "Employment sector",
        ] {
            assert_eq!(read(&words_of(text)), None, "{text}");
        }
    }
}
