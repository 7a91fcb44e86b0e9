//! Every name that the board and the catalogue know, ready to be looked up as agencies write it.

mod codes;
mod headings;
mod numbers;
mod places;
mod renamed;

use crate::catalogue::{Catalogue, CodeList, plain};
use crate::domain::{Agency, Places};
use crate::ingest::crosstab::label::Label;
use crate::ingest::crosstab::label_words::Own;
use crate::ingest::crosstab::survey::What;
use crate::ingest::extract::Worded;
use crate::ingest::gate::gazetteer;
use crate::ingest::lexicon::headings::Asked;
use crate::ingest::privacy::Gazetteer;
use crate::ingest::table::sense::Sense;
use crate::ingest::words::described::Described;
use crate::ingest::words::labels::is_part_of_another;
use crate::ingest::words::memory::Memory;
use crate::ingest::words::names::{Index, Likeness, words};
use crate::ingest::words::tidy;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

pub use crate::ingest::lexicon::codes::code_list_of;
pub use crate::ingest::lexicon::headings::{is_question, without_brackets};
pub use crate::ingest::words::totals::{is_average, is_total, without_total};

/// The names of indicators, areas, agencies, codes and columns.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    indicators: Index,
    indicator_ids: Vec<String>,
    /// Codes of indicators in small letters, with their place: ids that hold letters and digits.
    codes_of_indicators: BTreeMap<String, usize>,
    descriptions: Described,
    /// The words of numerators and denominators, with the indicators that call them so.
    numbers: numbers::Called,
    areas: Index,
    area_ids: Vec<String>,
    agencies: Index,
    agency_ids: Vec<String>,
    /// For each agency all that it is called, in plain words.
    agency_names: Vec<Vec<String>>,
    codes: BTreeMap<String, (Index, Vec<String>)>,
    headings: BTreeMap<String, Vec<(String, String)>>,
    columns: BTreeMap<String, (Index, Vec<String>)>,
    /// For each feed the words of all headings of each column.
    vocabularies: BTreeMap<String, BTreeMap<String, BTreeSet<String>>>,
    asked: Asked,
    /// The wordings of the declared questions, each with the number of the first question that has it.
    worded: BTreeMap<String, String>,
    gazetteer: Gazetteer,
    home: String,
    /// Texts, and the indicator that each names.
    indicators_named: Memory<Option<Named>>,
    /// Texts, and the area that each names.
    areas_named: Memory<Option<Named>>,
    /// Words, and the lists of codes that have them.
    lists_with: Memory<Arc<BTreeSet<String>>>,
    /// Headings that were read before, in whatever file.
    pub senses: Memory<Sense>,
    /// Labels that were read before, in whatever file.
    pub labels: Memory<Label>,
    /// The words of indicators that labels beside their codes are held against.
    pub own_words: Memory<Arc<Own>>,
    /// Kinds of agency with texts, and the indicator that such an agency paraphrases with it.
    pub guesses: Memory<Option<String>>,
    /// Numbers of questions with the words beside them, and what the words make of the number.
    pub questions: Memory<Worded>,
    /// What texts look like at first sight.
    pub looks: Memory<What>,
    /// What words of long canonical files were proved to mean.
    pub meanings: Memory<Option<String>>,
    /// Texts of long files, and whether they mean nothing to the privacy gate.
    pub inert: Memory<bool>,
}

/// A name that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The id of what it names.
    pub id: String,
    /// How sure.
    pub likeness: Likeness,
}

impl Lexicon {
    /// Everything that the board and the catalogue call by a name.
    pub fn new(catalogue: &Catalogue, agencies: &[Agency], places: &Places) -> Lexicon {
        let mut lexicon = Lexicon::default();
        let indicators = catalogue.indicators();
        lexicon.indicator_ids = indicators.iter().map(|indicator| indicator.id.clone()).collect();
        let names = indicators.iter().enumerate();
        lexicon.descriptions = Described::new(indicators.iter().map(|indicator| {
            let told = [
                &indicator.definition,
                &indicator.numerator,
                &indicator.noun,
                &indicator.verb_phrase,
            ];
            let told = told.into_iter().chain(&indicator.denominator).map(String::as_str);
            (indicator.ways_of_writing().skip(1).collect(), told.collect())
        }));
        lexicon.numbers = numbers::called(indicators);
        lexicon.codes_of_indicators = codes(&lexicon.indicator_ids);
        lexicon.indicators =
            Index::new(names.flat_map(|(at, indicator)| indicator.ways_of_writing().map(move |way| (way, at))));
        lexicon.area_ids = places.all().iter().map(|area| area.id.clone()).collect();
        let areas = places.all().iter().enumerate();
        lexicon.areas = Index::new(areas.flat_map(|(at, area)| {
            let names = [&area.id, &area.name].into_iter().chain(&area.aliases);
            names.map(move |name| (name.as_str(), at))
        }));
        lexicon.agency_ids = agencies.iter().map(|agency| agency.id.clone()).collect();
        lexicon.agency_names = renamed::names(agencies);
        let members = agencies.iter().enumerate();
        lexicon.agencies = Index::new(members.flat_map(|(at, agency)| {
            let names = [&agency.id, &agency.name].into_iter().chain(&agency.aliases);
            names.map(move |name| (name.as_str(), at))
        }));
        lexicon.codes = catalogue
            .code_lists()
            .iter()
            .map(|list| (list.id.clone(), index_codes(list)))
            .collect();
        lexicon.add_headings(catalogue);
        for question in catalogue.questions() {
            for wording in std::iter::once(&question.text).chain(&question.wordings) {
                lexicon
                    .worded
                    .entry(plain(wording))
                    .or_insert_with(|| question.id.clone());
            }
        }
        lexicon.home = places.home().to_owned();
        lexicon.gazetteer = gazetteer(catalogue, agencies, places);
        lexicon
    }

    /// All names, for the privacy gate: none of them is a person.
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    fn add_headings(&mut self, catalogue: &Catalogue) {
        for feed in catalogue.feeds() {
            let names: Vec<String> = feed.columns.iter().map(|column| column.name.clone()).collect();
            let ways = feed.columns.iter().enumerate().flat_map(|(at, column)| {
                std::iter::once(&column.name)
                    .chain(&column.headings)
                    .map(move |way| (way.as_str(), at))
            });
            let ways: Vec<(&str, usize)> = ways.collect();
            for (way, at) in &ways {
                let known = self.headings.entry(plain(way)).or_default();
                let pair = (feed.id.clone(), names[*at].clone());
                if !known.contains(&pair) {
                    known.push(pair);
                }
            }
            let is_survey = feed.key.iter().any(|column| column == "respondent");
            let vocabulary = self.vocabularies.entry(feed.id.clone()).or_default();
            for (way, at) in &ways {
                vocabulary.entry(names[*at].clone()).or_default().extend(words(way));
                if is_survey {
                    let alone = feed.columns.get(*at).is_some_and(|column| !column.holds.is_number());
                    self.asked.add(way, (feed.id.clone(), names[*at].clone()), alone);
                }
            }
            self.columns.insert(feed.id.clone(), (Index::new(ways), names));
        }
    }

    /// The indicator that a cell names, by its id at the start or by its name.
    pub fn indicator(&self, written: &str) -> Option<Named> {
        self.indicators_named.of(written, || self.indicator_meant(written))
    }

    fn indicator_meant(&self, written: &str) -> Option<Named> {
        let written = tidy(written);
        if let Some((id, rest)) = self.leading_id(&written) {
            // The id settles it; a name beside it that is another indicator's unsettles it again.
            let other = self.indicators.declared(&rest).map(|at| &self.indicator_ids[at]);
            let clear = other.is_none_or(|other| *other == id);
            return clear.then_some(Named {
                id,
                likeness: Likeness::Declared,
            });
        }
        let Some(found) = self.indicators.find(&written) else {
            return self.under_another_name(&written);
        };
        // `of which re-referrals` is a part of the row above it, however near a name it comes.
        if found.likeness != Likeness::Declared && is_part_of_another(&written) {
            return None;
        }
        Some(Named {
            id: self.indicator_ids[found.at].clone(),
            likeness: found.likeness,
        })
    }

    /// The indicator that a name without a code means, if it can mean only one.
    pub fn indicator_named(&self, written: &str) -> Option<Named> {
        let Some(found) = self.indicators.find(&tidy(written)) else {
            return self.under_another_name(written);
        };
        let is_part = found.likeness != Likeness::Declared && is_part_of_another(written);
        (!is_part).then(|| Named {
            id: self.indicator_ids[found.at].clone(),
            likeness: found.likeness,
        })
    }

    /// The indicator, among those that may be meant, that a text names in other words; `own` are the words of the agency's name, which
    /// it may leave out or add.
    pub fn described(&self, text: &str, own: &BTreeSet<String>, may_be: impl Fn(&str) -> bool) -> Option<&str> {
        let ids = &self.indicator_ids;
        let may = |at: usize| ids.get(at).is_some_and(|id| may_be(id));
        let at = self
            .named_and_described(text, may)
            .or_else(|| self.descriptions.find(text, own, may))?;
        ids.get(at).map(String::as_str)
    }

    /// The indicator, among those that may be meant, that a row names where it completes the title of its table, with the
    /// words of the title that it is called by.
    pub fn completed(
        &self,
        title: &str,
        text: &str,
        may_be: impl Fn(&str) -> bool,
    ) -> Option<(&str, BTreeSet<String>)> {
        let ids = &self.indicator_ids;
        let may = |at: usize| ids.get(at).is_some_and(|id| may_be(id));
        let (at, shared) = self.descriptions.completed(title, text, may)?;
        Some((ids.get(at)?.as_str(), shared))
    }

    /// The codes of indicators in a text, each with its place in bytes: `FD03`, `FD 03`, `fd-03`.
    pub fn codes_in(&self, text: &str) -> Vec<(String, Range<usize>)> {
        let mut words: Vec<Range<usize>> = Vec::new();
        for (at, letter) in text.char_indices() {
            let end = at + letter.len_utf8();
            match words.last_mut() {
                Some(word) if letter.is_alphanumeric() && word.end == at => word.end = end,
                _ if letter.is_alphanumeric() => words.push(at..end),
                _ => {}
            }
        }
        let known = |word: &str| {
            let at = self.codes_of_indicators.get(&word.to_lowercase())?;
            Some(self.indicator_ids[*at].clone())
        };
        let mut found = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let letters = &text[word.clone()];
            if let Some(id) = known(letters) {
                found.push((id, word.clone()));
                continue;
            }
            let Some(next) = words.get(at + 1) else { continue };
            let digits = &text[next.clone()];
            let apart = next.start - word.end == 1
                && letters.chars().all(|letter| letter.is_ascii_uppercase())
                && digits.bytes().all(|digit| digit.is_ascii_digit());
            if let Some(id) = known(&format!("{letters}{digits}")).filter(|_| apart) {
                found.push((id, word.start..next.end));
            }
        }
        found
    }

    /// Whether the name of any indicator or agency has a word, as it compares.
    pub fn has_word(&self, word: &str) -> bool {
        self.indicators.has_word(word) || self.agencies.has_word(word)
    }

    /// The indicator whose name is closest to one that was not understood.
    pub fn closest_indicator(&self, written: &str) -> Option<&str> {
        self.indicators
            .closest(written)
            .map(|at| self.indicator_ids[at].as_str())
    }

    /// `FD01 Contacts…`, `FD01: …`, `Contacts… (FD01)`: the id and the rest.
    fn leading_id(&self, written: &str) -> Option<(String, String)> {
        let is_edge = |letter: char| !letter.is_alphanumeric();
        let first = written.split(is_edge).next().unwrap_or_default();
        let last = written
            .trim_end_matches(is_edge)
            .rsplit(is_edge)
            .next()
            .unwrap_or_default();
        let known = |word: &str| {
            self.indicator_ids
                .iter()
                .find(|id| id.eq_ignore_ascii_case(word))
                .cloned()
        };
        if let Some(id) = known(first) {
            return Some((
                id,
                written
                    .get(first.len()..)
                    .unwrap_or_default()
                    .trim_matches(is_edge)
                    .to_owned(),
            ));
        }
        let id = known(last)?;
        let rest = written.trim_end_matches(is_edge);
        Some((
            id,
            rest.get(..rest.len() - last.len())
                .unwrap_or_default()
                .trim_matches(is_edge)
                .to_owned(),
        ))
    }

    /// The agency that a cell names as a whole.
    pub fn agency(&self, written: &str) -> Option<Named> {
        let found = self.agencies.find(&tidy(written))?;
        Some(Named {
            id: self.agency_ids[found.at].clone(),
            likeness: found.likeness,
        })
    }

    /// The number of the declared question that has exactly these words.
    pub fn question_worded(&self, written: &str) -> Option<&str> {
        self.worded.get(&plain(written)).map(String::as_str)
    }

    /// The agency that bears exactly a name.
    pub fn agency_declared(&self, written: &str) -> Option<&str> {
        self.agencies.declared(written).map(|at| self.agency_ids[at].as_str())
    }
}

fn index_codes(list: &CodeList) -> (Index, Vec<String>) {
    let names = list
        .codes
        .iter()
        .enumerate()
        .flat_map(|(at, code)| code.ways_of_writing().map(move |way| (way, at)));
    (
        Index::new(names),
        list.codes.iter().map(|code| code.code.clone()).collect(),
    )
}

fn codes(ids: &[String]) -> BTreeMap<String, usize> {
    let is_code =
        |id: &str| id.bytes().any(|byte| byte.is_ascii_digit()) && id.bytes().any(|byte| byte.is_ascii_alphabetic());
    let all = ids.iter().enumerate();
    all.filter(|(_, id)| is_code(id))
        .map(|(at, id)| (id.to_lowercase(), at))
        .collect()
}
