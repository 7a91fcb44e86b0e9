//! The word of a cell into a code of its list: as agreed, as the file's own key says, as the list says; else kept as sent and said.

use crate::catalogue::plain;
use crate::ingest::lexicon::{is_total, without_total};
use crate::ingest::printed::Pair;
use crate::ingest::remarks::Remark;
use crate::ingest::resolve::{Resolver, Word};
use crate::ingest::words::names::Likeness;
use crate::ingest::words::tidy;

impl Resolver<'_, '_> {
    /// The code that a text stands for.
    pub(super) fn code(&mut self, list: &str, text: &str) -> (Word, Option<Remark>) {
        if let Some(grade) = self.scale.grade(list, text) {
            return (Word::Is(grade.to_owned()), None);
        }
        if self.is_total_of(list, text) {
            return (Word::Total, None);
        }
        if let Some(code) = self
            .context
            .habits()
            .and_then(|habits| habits.codes.get(list)?.get(text))
        {
            return self.by_habit(code, text);
        }
        if self.scale.must_know(list) && !crate::ingest::scale::is_plain_answer(text) {
            if !self.scale.is_known() {
                // Said once for the sheet.
                return (Word::NotUnderstood, None);
            }
            return (Word::NotUnderstood, Some(self.say("grade-unknown", text)));
        }
        match self.by_key(list, text) {
            Some(found) => found,
            None => self.by_list(list, text),
        }
    }

    /// A word such as "Overall" may be a code of its list, and the row then no total; `Education total` sums one, `All North` a place.
    fn is_total_of(&self, list: &str, text: &str) -> bool {
        let lexicon = self.context.known.lexicon;
        if lexicon
            .code(list, text)
            .is_some_and(|found| found.likeness == Likeness::Declared)
        {
            return false;
        }
        let is_part = |rest: String| lexicon.code_exactly(list, &rest).is_some() || lexicon.area(&rest).is_some();
        is_total(text) || without_total(text).is_some_and(is_part)
    }

    /// What a key that the file prints makes of the word. Where that is another code than the list's the key holds, and it is said.
    fn by_key(&mut self, list: &str, text: &str) -> Option<(Word, Option<Remark>)> {
        let (lexicon, printed) = (self.context.known.lexicon, self.printed);
        let pair = printed.of(text)?;
        let first = pair.meaning.split([',', ';', '(', '.']).next().unwrap_or_default();
        let meant = lexicon
            .code_exactly(list, &pair.meaning)
            .or_else(|| lexicon.code_exactly(list, first));
        let listed = lexicon.code_exactly(list, text);
        match (meant, listed) {
            (Some(meant), Some(listed)) if meant != listed => {
                self.remark_key(pair, meant);
                let remark = self.say("code-by-key", text).taken_as(meant);
                Some((Word::Is(meant.to_owned()), Some(remark.noting(pair.meaning.clone()))))
            }
            // A word of its own in a key that is not the Board's.
            (Some(meant), None) if self.contradicts(list, pair) => {
                let remark = self.say("code-by-key", text).taken_as(meant);
                Some((Word::Is(meant.to_owned()), Some(remark.noting(pair.meaning.clone()))))
            }
            (Some(meant), _) => Some((Word::Is(meant.to_owned()), None)),
            // The key gives a word of the list a meaning that the list does not know: neither may be guessed.
            (None, Some(listed)) if !self.means_the_same(list, (listed, pair.meaning.as_str())) => {
                let remark = self.say("code-unknown", text).taken_as(tidy(text));
                Some((Word::Is(tidy(text)), Some(remark.noting(pair.meaning.clone()))))
            }
            (None, _) => None,
        }
    }

    /// Whether a key gives any word another meaning than its list.
    fn contradicts(&self, list: &str, of: &Pair) -> bool {
        let lexicon = self.context.known.lexicon;
        let code = |text: &str| lexicon.code_exactly(list, text);
        let pairs = self.printed.pairs().iter();
        let mut same = pairs.filter(|pair| (&pair.sheet, pair.at) == (&of.sheet, of.at));
        same.any(|pair| match (code(&pair.written), code(&pair.meaning)) {
            (Some(listed), Some(meant)) => listed != meant,
            _ => false,
        })
    }

    /// Says once of a key that it gives words another meaning than their list.
    fn remark_key(&mut self, pair: &Pair, meant: &str) {
        let place = (pair.sheet.as_str(), pair.at.0, pair.at.1);
        let remark = Remark::on_cell("key-differs", place, format!("{} = {}", pair.written, pair.meaning));
        let is_said = |known: &Remark| (known.kind, &known.sheet, known.at) == (remark.kind, &remark.sheet, remark.at);
        if !self.remarks.iter().any(is_said) {
            self.remarks.push(remark.taken_as(meant).about(self.feed));
        }
    }

    /// Whether a meaning says what the list itself says of a code, if it says anything.
    fn means_the_same(&self, list: &str, (code, meaning): (&str, &str)) -> bool {
        let declared = self
            .context
            .known
            .catalogue
            .code_list(list)
            .and_then(|list| list.code(code));
        let own = declared.and_then(|code| code.means.as_deref()).unwrap_or_default();
        let words = |text: &str| crate::ingest::words::names::words(text);
        let (own, theirs) = (words(own), words(meaning));
        !theirs.is_empty() && theirs.intersection(&own).count() * 2 >= theirs.len()
    }

    /// What the list makes of the word.
    fn by_list(&self, list: &str, text: &str) -> (Word, Option<Remark>) {
        let lexicon = self.context.known.lexicon;
        let as_sent = || {
            let remark = self.say("code-unknown", text).taken_as(tidy(text));
            (Word::Is(tidy(text)), Some(remark))
        };
        // `Complete?` asks, and does not say.
        if text.contains('?') {
            return as_sent();
        }
        if lexicon.code_exactly(list, text).is_none()
            && let Some(code) = self.in_parts(list, text)
        {
            let remark = self.say("code-near-miss", text).taken_as(code.as_str());
            return (Word::Is(code), Some(remark));
        }
        match lexicon.code(list, text) {
            Some(found) if self.is_of_others(&found.id, text) => {
                (Word::NotUnderstood, Some(self.say("code-not-taken", text)))
            }
            Some(found) => {
                let name = found.id.clone();
                self.named(found, text, ("code-near-miss", name))
            }
            None if self.is_closed(list) && is_beside_the_count(text) => (Word::NotUnderstood, None),
            None if self.is_closed(list) => (Word::NotUnderstood, Some(self.say("code-not-taken", text))),
            None => as_sent(),
        }
    }

    /// Whether a word that does not say of itself that it counts what is open stands below a title that speaks of what was closed:
    /// `Over 12 months` under `Time taken to close cases` is a band of the closed.
    fn is_of_others(&self, code: &str, text: &str) -> bool {
        let has = |text: &str, starts: &[&str]| {
            let simple = plain(text);
            simple
                .split(' ')
                .any(|word| starts.iter().any(|start| word.starts_with(start)))
        };
        const OPEN: [&str; 4] = ["open", "ongoing", "outstanding", "still"];
        code.starts_with("open_")
            && !has(text, &OPEN)
            && !has(&self.around, &OPEN)
            && has(&self.around, &["clos", "conclu", "complet", "finish", "resol"])
    }

    fn is_closed(&self, list: &str) -> bool {
        self.context
            .known
            .catalogue
            .code_list(list)
            .is_some_and(|list| list.closed)
    }

    /// The code of `Complete - evidence seen` or `Green (completed)`: of its parts at least one is a code, all that are say the
    /// same, and no other takes it back.
    fn in_parts(&self, list: &str, text: &str) -> Option<String> {
        let lexicon = self.context.known.lexicon;
        let text = tidy(text).replace(['–', '—'], "-");
        let parts: Vec<&str> = [" - ", ": ", " (", ", ", "; "]
            .iter()
            .fold(vec![text.as_str()], |parts, joint| {
                parts.into_iter().flat_map(|part| part.split(joint)).collect()
            });
        let mut found: Option<String> = None;
        for part in parts
            .into_iter()
            .map(|part| part.trim_matches(|letter: char| letter == ')' || letter == ' '))
        {
            match lexicon.code_exactly(list, part) {
                Some(code) if found.as_deref().is_some_and(|known| known != code) => return None,
                Some(code) => found = Some(code.to_owned()),
                None if takes_back(part) => return None,
                None => {}
            }
        }
        found
    }
}

/// Whether a name in a list of counts is of something that is none: an average, a share.
fn is_beside_the_count(text: &str) -> bool {
    let simple = plain(text);
    text.contains('%')
        || simple.split(' ').any(|word| {
            [
                "average",
                "mean",
                "median",
                "percent",
                "percentage",
                "proportion",
                "rate",
            ]
            .contains(&word)
        })
}

/// Whether words beside a code leave it in doubt.
fn takes_back(words: &str) -> bool {
    const DOUBT: [&str; 34] = [
        "not",
        "no",
        "partly",
        "partially",
        "partial",
        "part",
        "nearly",
        "almost",
        "mostly",
        "some",
        "but",
        "except",
        "awaiting",
        "pending",
        "half",
        "until",
        "if",
        "subject",
        "maybe",
        "possibly",
        "probably",
        "unclear",
        "disputed",
        "delayed",
        "overdue",
        "hold",
        "stopped",
        "behind",
        "outstanding",
        "incomplete",
        "unless",
        "yet",
        "was",
        "should",
    ];
    let simple = plain(words);
    words.contains(['?', '%']) || simple.split(' ').any(|word| DOUBT.contains(&word))
}
