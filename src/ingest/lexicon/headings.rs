//! Headings as agencies write them into the columns of feeds: by their words, by how a reference is called, by the question that they ask.

use crate::catalogue::plain;
use crate::ingest::lexicon::{Lexicon, Named};
use crate::ingest::words::names::{Likeness, words};
use crate::ingest::words::tidy;
use std::collections::{BTreeMap, BTreeSet};

impl Lexicon {
    /// The feeds and columns that give a heading as theirs, by its exact words, or as a survey asks for them.
    pub fn heading(&self, written: &str) -> Vec<&(String, String)> {
        let written = tidy(written);
        let bare = || without_brackets(&written);
        let found = self.headings.get(&plain(&written));
        let found = found.or_else(|| self.headings.get(&plain(&bare())));
        let found = found.or_else(|| self.headings.get(&plain(&words_apart(&written)?)));
        let found = found.or_else(|| self.headings.get(&plain(without_unit(&written)?)));
        let found = found.or_else(|| self.called_otherwise(&bare()));
        match found {
            Some(pairs) => pairs.iter().collect(),
            None => self.asked.find(&written).into_iter().collect(),
        }
    }

    /// The feeds and columns that give a heading as theirs, what stands in brackets included.
    pub fn heading_exactly(&self, written: &str) -> &[(String, String)] {
        let found = self.headings.get(&plain(&tidy(written)));
        found.map(Vec::as_slice).unwrap_or_default()
    }

    /// The column of one feed that a heading is nearest to, if it can mean only one.
    pub fn heading_near(&self, feed: &str, written: &str) -> Option<Named> {
        let (index, names) = self.columns.get(feed)?;
        let found = index
            .find(&tidy(written))
            .or_else(|| index.find(&without_brackets(written)));
        match found {
            Some(found) => Some(Named {
                id: names[found.at].clone(),
                likeness: found.likeness,
            }),
            None => self.composed(feed, written),
        }
    }

    /// `Response no` is `Response number`: whatever a reference ends in, it is the same column's.
    fn called_otherwise(&self, written: &str) -> Option<&Vec<(String, String)>> {
        const ENDS: [&str; 7] = ["number", "no", "id", "ref", "reference", "code", "num"];
        let simple = plain(written);
        let (start, end) = simple.rsplit_once(' ')?;
        if !ENDS.contains(&end) && !matches!(end, "nr" | "nbr") {
            return None;
        }
        ENDS.iter().find_map(|end| self.headings.get(&format!("{start} {end}")))
    }

    /// The column whose headings, taken together, have every word of a text, where no other column's have: `Came without booking`.
    fn composed(&self, feed: &str, written: &str) -> Option<Named> {
        let own = words(&without_brackets(written));
        if own.len() < 2 {
            return None;
        }
        let vocabularies = self.vocabularies.get(feed)?;
        let mut having = vocabularies.iter().filter(|(_, known)| own.is_subset(known));
        let (Some((column, _)), None) = (having.next(), having.next()) else {
            return None;
        };
        let elsewhere = |word: &String| {
            vocabularies
                .iter()
                .any(|(other, known)| other != column && known.contains(word))
        };
        let has_its_own = own.iter().any(|word| !elsewhere(word));
        has_its_own.then(|| Named {
            id: column.clone(),
            likeness: Likeness::Near,
        })
    }
}

/// A heading without the unit of money behind it: `Agreed £'000`, `Received to date £k`.
fn without_unit(written: &str) -> Option<&str> {
    let (name, unit) = written.split_once('£')?;
    let short = unit.chars().count() <= 6 && !name.trim().is_empty();
    short.then(|| name.trim_end_matches([' ', '(', '-', ',', '/']))
}

/// Whether a heading is a question or a sentence, as survey tools print them.
pub fn is_question(text: &str) -> bool {
    text.contains('?') || text.split_whitespace().count() >= 5
}

/// The headings of surveys, ready to be found in the questions that ask for them.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The roots of each heading's words, with the feed and the column.
    ways: Vec<(BTreeSet<String>, (String, String))>,
}

/// Letters of the shortest word that alone tells a column.
const TELLING: usize = 5;
/// How a question begins that asks for a name, so that one word tells which.
const ASKS_FOR_A_NAME: [&str; 5] = [
    "which ",
    "what is your ",
    "what was your ",
    "name of ",
    "please select your ",
];

impl Asked {
    /// One more heading; `alone`: whether one word can be enough.
    pub fn add(&mut self, way: &str, of: (String, String), alone: bool) {
        let own = roots(way);
        if own.len() >= 2 || alone && own.iter().all(|word| word.len() >= TELLING) && !own.is_empty() {
            self.ways.push((own, of));
        }
    }

    /// The column that a question asks for: of whose headings it has the most words. Between two nothing is chosen.
    fn find(&self, text: &str) -> Option<&(String, String)> {
        if !is_question(text) || self.ways.is_empty() {
            return None;
        }
        let asked = roots(&without_brackets(text));
        let mut met: BTreeMap<&(String, String), BTreeSet<&str>> = BTreeMap::new();
        let simple = plain(text);
        let asks_for_a_name = ASKS_FOR_A_NAME.iter().any(|start| simple.starts_with(start));
        let fits = |own: &BTreeSet<String>| own.is_subset(&asked) && (own.len() >= 2 || asks_for_a_name);
        for (own, of) in self.ways.iter().filter(|(own, _)| fits(own)) {
            met.entry(of).or_default().extend(own.iter().map(String::as_str));
        }
        let most = met.values().map(BTreeSet::len).max()?;
        let mut best = met.into_iter().filter(|(_, words)| words.len() == most);
        match (best.next(), best.next()) {
            (Some((of, _)), None) => Some(of),
            _ => None,
        }
    }
}

/// The words of a text by their roots (`confident` and `confidence` are one), what surveys call a course and its ends by one name each.
fn roots(text: &str) -> BTreeSet<String> {
    const ENDINGS: [&str; 8] = ["enc", "ent", "anc", "ant", "act", "ing", "e", "i"];
    let said = plain(text);
    let said = said.split(' ').map(|word| match word {
        "prior" | "pre" => "before",
        "following" | "afterwards" | "post" => "after",
        "beginning" => "start",
        "session" | "workshop" | "event" | "webinar" | "training" => "course",
        other => other,
    });
    let root = |word: String| {
        let rest = ENDINGS.iter().find_map(|ending| word.strip_suffix(ending));
        rest.filter(|rest| rest.len() >= 3).map(str::to_owned).unwrap_or(word)
    };
    words(&said.collect::<Vec<_>>().join(" "))
        .into_iter()
        .map(root)
        .collect()
}

/// `CourseID` is `Course ID`, as programs write their headings; `None` where nothing is joined so.
fn words_apart(written: &str) -> Option<String> {
    let letters: Vec<char> = written.chars().collect();
    let mut apart = String::with_capacity(written.len() + 4);
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        if letter.is_uppercase() && before.is_some_and(|before| before.is_lowercase()) {
            apart.push(' ');
        }
        apart.push(*letter);
    }
    (apart.len() > written.len()).then_some(apart)
}

/// A heading without what stands in brackets: `Confidence before (1-10)`.
pub fn without_brackets(written: &str) -> String {
    let mut out = String::with_capacity(written.len());
    let mut depth = 0_u32;
    for letter in written.chars() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            letter if depth == 0 => out.push(letter),
            _ => {}
        }
    }
    tidy(&out)
}

#[cfg(test)]
mod tests {
    use super::Asked;

    #[test]
    fn a_question_asks_for_the_column_of_whose_headings_it_has_the_most_words() {
        let mut asked = Asked::default();
        for (way, column, alone) in [
            ("Confidence before", "before", false),
            ("Before training", "before", false),
            ("Knowledge before", "before", false),
            ("Confidence after", "after", false),
            ("After course", "after", false),
            ("3 months later", "follow_up", false),
            ("Overall rating", "satisfaction", false),
            ("Course rating", "satisfaction", false),
            ("Has your practice changed?", "practice_change", true),
            ("Organisation", "agency", true),
        ] {
            asked.add(way, ("evaluations".to_owned(), column.to_owned()), alone);
        }
        for (question, column) in [
            ("How confident did you feel before the session?", Some("before")),
            ("After the webinar, how confident are you now?", Some("after")),
            ("Prior to the event, how would you rate your knowledge?", Some("before")),
            ("How would you rate the course overall?", Some("satisfaction")),
            (
                "Three months later, has your practice changed?",
                Some("practice_change"),
            ),
            ("Which organisation do you work for?", Some("agency")),
            ("Are you more confident after the course than before the course?", None),
            ("What would you like to see next?", None),
            ("Was the organisation of the day helpful to you?", None),
            ("Organisation chart", None),
        ] {
            let found = asked.find(question).map(|(_, column)| column.as_str());
            assert_eq!(found, column, "{question}");
        }
    }
}
