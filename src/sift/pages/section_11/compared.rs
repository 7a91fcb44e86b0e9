//! Two cycles of the audit into what moved: the same questions and the same organisations, each graded by the same side.

use crate::catalogue::Catalogue;
use crate::domain::{Grade, S11Answer};
use crate::sift::pages::section_11::cycle::{Cycle, Organisation, Share};
use std::collections::{BTreeMap, BTreeSet};

/// Two cycles, the same questions and the same organisations.
pub struct LikeForLike<'a> {
    /// Organisations that answered in both.
    pub organisations: usize,
    /// Organisations that answered in one only.
    pub one_cycle_only: Vec<String>,
    /// Each question asked in the same words in both: before, now.
    pub questions: BTreeMap<&'a str, (Share, Share)>,
    /// Questions that are new, reworded, split or no longer asked.
    pub not_compared: BTreeSet<&'a str>,
    /// All compared answers: before, now.
    pub overall: (Share, Share),
    /// Answers that moved from met to less, and from less to met, by standard.
    pub moved: BTreeMap<&'a str, (usize, usize)>,
    /// Organisations whose answers are all the same as last time.
    pub copied: Vec<String>,
    /// Whether the panel has graded answers of one cycle and not of the other, so that organisations' own grades were compared.
    pub own_grades: bool,
}

/// Answers of one organisation that must at least be there to call them copied.
const ENOUGH_TO_COPY: usize = 5;

pub fn like_for_like<'a>(before: &Cycle<'a>, now: &Cycle<'a>, catalogue: &Catalogue) -> LikeForLike<'a> {
    let (asked_before, asked_now) = (before.questions(), now.questions());
    let is_same = |question: &str| {
        let split = |part: &str| catalogue.question(part).and_then(|part| part.split_from.as_deref());
        let was_split = asked_now.iter().any(|part| split(part) == Some(question));
        let is_part = split(question).is_some_and(|whole| asked_before.contains(whole));
        !was_split && !is_part
    };
    let same: BTreeSet<&str> = asked_before
        .intersection(&asked_now)
        .copied()
        .filter(|question| is_same(question))
        .collect();
    let asked = asked_before.union(&asked_now).copied();
    let not_compared = asked.filter(|question| !same.contains(question)).collect();
    let earlier: BTreeMap<(&str, &str), &Organisation<'_>> = before
        .organisations
        .iter()
        .map(|one| ((one.id, one.area), one))
        .collect();
    let mut found = LikeForLike {
        organisations: 0,
        one_cycle_only: vec![],
        questions: same.iter().map(|question| (*question, Default::default())).collect(),
        not_compared,
        overall: Default::default(),
        moved: BTreeMap::new(),
        copied: vec![],
        own_grades: false,
    };
    let mut seen = BTreeSet::new();
    for organisation in &now.organisations {
        match earlier.get(&(organisation.id, organisation.area)) {
            Some(then) => {
                seen.insert((organisation.id, organisation.area));
                found.add((then, organisation), &same);
            }
            None => found.one_cycle_only.push(organisation.name.clone()),
        }
    }
    let gone = before
        .organisations
        .iter()
        .filter(|one| !seen.contains(&(one.id, one.area)));
    found.one_cycle_only.extend(gone.map(|one| one.name.clone()));
    found
}

impl<'a> LikeForLike<'a> {
    fn add(&mut self, (then, now): (&Organisation<'a>, &Organisation<'a>), same: &BTreeSet<&'a str>) {
        self.organisations += 1;
        let pairs: Vec<(&'a str, &S11Answer, &S11Answer)> = same
            .iter()
            .filter_map(|question| Some((*question, *then.answers.get(question)?, *now.answers.get(question)?)))
            .collect();
        let is_copy = |pair: &(&str, &S11Answer, &S11Answer)| pair.1.own.is_some() && pair.1.own == pair.2.own;
        if pairs.len() >= ENOUGH_TO_COPY && pairs.iter().all(is_copy) {
            self.copied.push(now.name.clone());
        }
        for (question, was, is) in pairs {
            self.own_grades |= was.moderated.is_some() != is.moderated.is_some();
            let (was_grade, is_grade) = of_one_kind(was, is);
            if [was_grade, is_grade].contains(&Some(Grade::NotApplicable)) {
                continue;
            }
            for (sum, grade) in [(0, was_grade), (1, is_grade)] {
                let one = Share::of(std::iter::once(grade));
                let of_question = self.questions.entry(question).or_default();
                let shares = match sum {
                    0 => [&mut of_question.0, &mut self.overall.0],
                    _ => [&mut of_question.1, &mut self.overall.1],
                };
                for share in shares {
                    share.met += one.met;
                    share.base += one.base;
                    share.blank += one.blank;
                }
            }
            let moved = same_standard(&mut self.moved, now, question);
            match (was_grade == Some(Grade::Met), is_grade == Some(Grade::Met)) {
                (true, false) => moved.0 += 1,
                (false, true) => moved.1 += 1,
                (true, true) | (false, false) => (),
            }
        }
    }
}

/// The panel's grades of both cycles, else the organisation's own of both: a panel's beside an organisation's own would show what the panel
/// did, not what moved.
fn of_one_kind(was: &S11Answer, is: &S11Answer) -> (Option<Grade>, Option<Grade>) {
    let panel = was.moderated.zip(is.moderated);
    let own = || was.own.zip(is.own);
    match panel.or_else(own) {
        Some((was, is)) => (Some(was), Some(is)),
        None => (was.grade(), is.grade()),
    }
}

fn same_standard<'a, 'm>(
    moved: &'m mut BTreeMap<&'a str, (usize, usize)>,
    now: &Organisation<'a>,
    question: &str,
) -> &'m mut (usize, usize) {
    let standard = now.answers.get(question).map_or("", |answer| &*answer.standard);
    moved.entry(standard).or_default()
}
