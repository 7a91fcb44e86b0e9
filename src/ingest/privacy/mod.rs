//! A file as read into a verdict: may it be stored, must a person look at it, or does it hold personal data.
//! The text that was recognised is never part of the verdict.

mod named;
mod alone;
mod normal;
mod checks;
mod vocabulary;
mod people;
mod told;
mod free_text;
mod numbers;
mod birth;
mod headings;
mod values;
mod columns;
mod labels;
mod facts;
mod sheets;
mod public;

pub use public::may_be_public;

use std::collections::{BTreeMap, BTreeSet};

use crate::ingest::privacy::free_text::{Hit, Reader};
use crate::ingest::privacy::normal::{normalise, words_of};
use crate::ingest::read::ReadFile;
use crate::ingest::sheet::address;

/// What may happen to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Verdict {
    /// It may be stored.
    #[default]
    Pass,
    /// A person decides.
    Quarantine,
    /// It holds personal data: nothing of it is kept.
    Block,
}

/// What was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detector {
    /// NHS or CHI number.
    NhsNumber,
    /// Unique pupil number.
    PupilNumber,
    /// National Insurance number.
    NationalInsuranceNumber,
    /// A full postcode.
    Postcode,
    /// A date of birth.
    DateOfBirth,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// The name or initials of a person.
    PersonName,
    /// A person's number in a case system.
    CaseId,
    /// A learner's, teacher's or passport number.
    OtherNumber,
    /// A table with one row for each child.
    RowPerChild,
    /// A sentence that tells of one child.
    Narrative,
}

impl Detector {
    /// The detector's stable id.
    pub fn id(self) -> &'static str {
        match self {
            Detector::NhsNumber => "nhs-number",
            Detector::PupilNumber => "pupil-number",
            Detector::NationalInsuranceNumber => "national-insurance-number",
            Detector::Postcode => "postcode",
            Detector::DateOfBirth => "date-of-birth",
            Detector::Email => "email-address",
            Detector::Phone => "telephone-number",
            Detector::PersonName => "person-name",
            Detector::CaseId => "case-id",
            Detector::OtherNumber => "personal-number",
            Detector::RowPerChild => "row-per-child",
            Detector::Narrative => "narrative-of-one-child",
        }
    }

    /// What it looks for, in words for a reader: `NHS numbers`.
    pub fn in_words(self) -> &'static str {
        match self {
            Detector::NhsNumber => "NHS numbers",
            Detector::PupilNumber => "unique pupil numbers",
            Detector::NationalInsuranceNumber => "National Insurance numbers",
            Detector::Postcode => "full postcodes",
            Detector::DateOfBirth => "dates of birth",
            Detector::Email => "e-mail addresses",
            Detector::Phone => "telephone numbers",
            Detector::PersonName => "names of people",
            Detector::CaseId => "case numbers of people",
            Detector::OtherNumber => "personal numbers",
            Detector::RowPerChild => "one row for each child",
            Detector::Narrative => "a story of one child",
        }
    }
}

/// Why a file does not simply pass: where and what, never the text itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reason {
    /// The sheet's name; `sheet 2` where the name itself holds an identifier; empty for what belongs to no sheet.
    pub sheet: String,
    /// The cell, or the range from the first to the last of a column; else what it stands in (`comment`, `file name`).
    pub place: String,
    /// What was recognised.
    pub detector: Detector,
    /// What this reason alone makes of the file; `Pass` for a mere note.
    pub verdict: Verdict,
    /// How sure the detector is, 1 to 100.
    pub score: u8,
    /// How often it was seen there, at least 1.
    pub times: usize,
}

/// The verdict over a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GateOutcome {
    /// The gravest of the reasons; `Pass` without one.
    pub verdict: Verdict,
    /// Reasons, the gravest first. Those of verdict `Pass` are for information: a data officer's address in a title row.
    pub reasons: Vec<Reason>,
    /// The file's name holds an identifier, and must itself not be written anywhere.
    pub name_holds_identifier: bool,
}

/// Words that are no people, and addresses that may stand in a return.
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    /// Lower-case words of the names of places, agencies, courses, codes and roles.
    words: BTreeSet<String>,
    /// Whole lower-case phrases of the same.
    phrases: BTreeSet<String>,
    /// Names of areas alone, lower case.
    places: BTreeSet<String>,
    /// Headings, lower case with single spaces, whose columns a feed declares.
    declared: BTreeSet<String>,
    /// Postcodes of offices, in capitals without spaces.
    postcodes: BTreeSet<String>,
    /// Addresses, or domains beginning with `@`, in lower case.
    mailboxes: BTreeSet<String>,
}

impl Gazetteer {
    /// Adds names of agencies, courses, codes or roles.
    pub fn add_names<'n>(&mut self, names: impl IntoIterator<Item = &'n str>) {
        for name in names {
            let words = words_of(name);
            self.phrases.insert(words.join(" "));
            self.words.extend(words);
        }
    }

    /// Adds names of areas.
    pub fn add_places<'n>(&mut self, names: impl IntoIterator<Item = &'n str>) {
        for name in names {
            self.places.insert(words_of(name).join(" "));
            self.add_names([name]);
        }
    }

    /// Adds headings of columns that a feed declares: their cells are case references of an audit, owners of actions, dates of
    /// sessions, and not searched for what those could be elsewhere.
    pub fn add_declared_headings<'n>(&mut self, headings: impl IntoIterator<Item = &'n str>) {
        self.declared
            .extend(headings.into_iter().map(|heading| words_of(heading).join(" ")));
    }

    /// Adds postcodes of offices.
    pub fn add_postcodes<'n>(&mut self, postcodes: impl IntoIterator<Item = &'n str>) {
        self.postcodes.extend(
            postcodes
                .into_iter()
                .map(|postcode| postcode.replace(' ', "").to_ascii_uppercase()),
        );
    }

    /// Adds addresses of teams, or whole domains as `@example.org`.
    pub fn add_mailboxes<'n>(&mut self, mailboxes: impl IntoIterator<Item = &'n str>) {
        self.mailboxes.extend(mailboxes.into_iter().map(str::to_lowercase));
    }

    fn knows_word(&self, word: &str) -> bool {
        self.words.contains(word) || vocabulary::is_common(word)
    }

    fn knows_phrase(&self, phrase: &str) -> bool {
        self.phrases.contains(phrase)
    }

    fn is_place(&self, phrase: &str) -> bool {
        self.places.contains(phrase)
    }

    fn declares(&self, heading: &[String]) -> bool {
        !self.declared.is_empty() && self.declared.contains(&heading.join(" "))
    }

    fn allows_mailbox(&self, address: &str) -> bool {
        let domain = address.find('@').map(|at| &address[at..]);
        self.mailboxes.contains(address) || domain.is_some_and(|domain| self.mailboxes.contains(domain))
    }
}

/// Looks at everything in a file and at its name.
pub fn examine(file: &ReadFile, file_name: &str, gazetteer: &Gazetteer) -> GateOutcome {
    let reader = Reader::new(gazetteer);
    let mut reasons = Reasons::default();
    for part in file_name.split(['/', '\\']) {
        reasons.add_all("", "file name", reader.look_at_name(part));
    }
    let name_holds_identifier = !reasons.0.is_empty();
    for (index, sheet) in file.sheets.iter().chain(&file.unseen).enumerate() {
        let hits = reader.look_at_name(&sheet.name);
        let label = if hits.is_empty() {
            sheet.name.clone()
        } else {
            format!("sheet {}", index + 1)
        };
        reasons.add_all(&label, "sheet name", hits);
        sheets::examine(sheet, &label, &reader, &mut reasons);
        for comment in &sheet.comments {
            let place = format!("comment at {}", address(comment.row, comment.column));
            reasons.add_all(&label, &place, reader.look_at(&normalise(&comment.text)));
        }
    }
    let labels: BTreeMap<&str, String> = file
        .sheets
        .iter()
        .enumerate()
        .filter(|(_, sheet)| !reader.look_at_name(&sheet.name).is_empty())
        .map(|(index, sheet)| (sheet.name.as_str(), format!("sheet {}", index + 1)))
        .collect();
    for aside in &file.asides {
        let label = labels.get(aside.sheet.as_str()).unwrap_or(&aside.sheet);
        reasons.add_all(label, aside.place, reader.look_at_aside(&aside.text, aside.place));
    }
    for (_, text) in &file.properties.all {
        reasons.add_all("", "property", reader.look_at_name(text));
    }
    reasons.outcome(name_holds_identifier)
}

/// Whether a text that papers would quote holds an identifier or may name a child, so that it is held back.
pub fn may_name_a_child(text: &str, gazetteer: &Gazetteer) -> bool {
    let hits = Reader::new(gazetteer).look_at(&normalise(text));
    let who = |hit: &Hit| matches!(hit.detector, Detector::PersonName | Detector::Narrative);
    hits.iter()
        .any(|hit| hit.verdict == Verdict::Block || who(hit) && hit.verdict > Verdict::Pass && !hit.contact)
}

/// A path up to the first part that holds an identifier, ending in `/` there; the whole path where none does. `refused` says that
/// the file itself is not taken: then a part that may be no more than someone's name is left out too.
pub fn speakable(path: &str, refused: bool, gazetteer: &Gazetteer) -> String {
    let reader = Reader::new(gazetteer);
    let mut shown = String::with_capacity(path.len());
    for part in path.split_inclusive('/') {
        let name = part.trim_end_matches('/');
        if !reader.look_at_name(name).is_empty() || refused && people::may_name_someone(name, gazetteer) {
            break;
        }
        shown.push_str(part);
    }
    shown
}

/// Whether a text means nothing to the gate, wherever and however often it stands: it is no identifier, announces none, and
/// is no long number and no date, which only in company look like one.
pub fn is_inert(text: &str, gazetteer: &Gazetteer) -> bool {
    let facts = facts::find_facts(text, &Reader::new(gazetteer));
    let short = labels::plain_number(text).is_none_or(|number| number < 10_000.0);
    let alone = short && labels::parse_date(text).is_none();
    alone && !facts.quotes && facts.hits.is_empty() && facts.heading.is_none() && !facts.contact
}

/// Reasons on their way: one for each detector, place and verdict.
#[derive(Debug, Default)]
struct Reasons(Vec<Reason>);

impl Reasons {
    fn add_all(&mut self, sheet: &str, place: &str, hits: Vec<Hit>) {
        for hit in hits {
            let known = |reason: &&mut Reason| {
                reason.detector == hit.detector
                    && reason.verdict == hit.verdict
                    && reason.sheet == sheet
                    && reason.place == place
            };
            match self.0.iter_mut().rev().take(64).find(known) {
                Some(reason) => reason.times += 1,
                None => self.add(Reason {
                    sheet: sheet.to_owned(),
                    place: place.to_owned(),
                    detector: hit.detector,
                    verdict: hit.verdict,
                    score: hit.score,
                    times: 1,
                }),
            }
        }
    }

    fn add(&mut self, reason: Reason) {
        self.0.push(reason);
    }

    fn outcome(self, name_holds_identifier: bool) -> GateOutcome {
        let mut reasons = self.0;
        reasons.sort_by(|one, other| other.verdict.cmp(&one.verdict).then_with(|| one.cmp(other)));
        let verdict = reasons.first().map_or(Verdict::Pass, |reason| reason.verdict);
        GateOutcome {
            verdict,
            reasons,
            name_holds_identifier,
        }
    }
}
