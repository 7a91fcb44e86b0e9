//! Answers into cycles, organisations and shares: who answered what.

use crate::domain::{Grade, Period, S11Answer};
use crate::sift::evidence::Evidence;
use std::collections::{BTreeMap, BTreeSet};

/// Which organisations belong together. Schools and settings are never averaged with agencies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// Partner agencies, voluntary and faith organisations among them.
    Agencies,
    /// Schools and colleges.
    Schools,
    /// Early-years settings.
    Settings,
}

impl Family {
    pub fn of(kind: &str) -> Family {
        match kind {
            "school" | "college" => Family::Schools,
            "early-years" => Family::Settings,
            _ => Family::Agencies,
        }
    }

    /// What its members are called.
    pub fn noun(self) -> &'static str {
        match self {
            Family::Agencies => "agency",
            Family::Schools => "school",
            Family::Settings => "setting",
        }
    }

    /// More than one of them.
    pub fn nouns(self) -> &'static str {
        match self {
            Family::Agencies => "agencies",
            Family::Schools => "schools",
            Family::Settings => "settings",
        }
    }
}

/// A column of the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    County,
    Health,
    Districts,
    Justice,
    Voluntary,
    Others,
    Schools,
    Settings,
}

impl Group {
    /// In the order of papers.
    pub const ALL: [Group; 8] = [
        Group::County,
        Group::Health,
        Group::Districts,
        Group::Justice,
        Group::Voluntary,
        Group::Others,
        Group::Schools,
        Group::Settings,
    ];

    /// The group of an organisation by its type and, of a member agency, by its kind.
    pub fn of(kind: &str, agency_kind: &str) -> Group {
        match (Family::of(kind), kind) {
            (Family::Schools, _) => return Group::Schools,
            (Family::Settings, _) => return Group::Settings,
            (Family::Agencies, "voluntary" | "faith") => return Group::Voluntary,
            (Family::Agencies, _) => (),
        }
        match agency_kind {
            "district_council" | "housing" => Group::Districts,
            "police" | "probation" | "youth_justice" | "fire" | "ambulance" | "cafcass" | "prison" => Group::Justice,
            "voluntary_sector" | "faith" => Group::Voluntary,
            kind if kind.starts_with("health") => Group::Health,
            kind if kind.starts_with("local_authority") => Group::County,
            "public_health" | "education" | "early_years" | "lado" | "adult_social_care" => Group::County,
            _ => Group::Others,
        }
    }

    pub fn title(self) -> &'static str {
        match self {
            Group::County => "County services",
            Group::Health => "Health",
            Group::Districts => "District councils",
            Group::Justice => "Justice and emergency",
            Group::Voluntary => "Voluntary and faith",
            Group::Others => "Other agencies",
            Group::Schools => "Schools and colleges",
            Group::Settings => "Early-years settings",
        }
    }

    pub fn family(self) -> Family {
        match self {
            Group::Schools => Family::Schools,
            Group::Settings => Family::Settings,
            _ => Family::Agencies,
        }
    }
}

/// One organisation in one cycle.
pub struct Organisation<'a> {
    /// A member agency's id, else its name.
    pub id: &'a str,
    /// Where a school or setting is, which tells two of one name apart; empty for agencies.
    pub area: &'a str,
    /// As printed.
    pub name: String,
    pub group: Group,
    /// By question.
    pub answers: BTreeMap<&'a str, &'a S11Answer>,
}

/// All answers of a family in one cycle.
pub struct Cycle<'a> {
    /// Such as `2026-27`.
    pub name: &'a str,
    /// By organisation and area, in that order.
    pub organisations: Vec<Organisation<'a>>,
}

/// The cycles of a family up to the paper's quarter, oldest first.
pub fn cycles<'a>(evidence: &Evidence<'a>, family: Family) -> Vec<Cycle<'a>> {
    put_together(evidence, family, answers(evidence, (family, evidence.period)))
}

/// The last two of them, the newest last, as they stood at the end of a quarter.
pub fn last_two<'a>(evidence: &Evidence<'a>, (family, until): (Family, Period)) -> Vec<Cycle<'a>> {
    let names: BTreeSet<&str> = answers(evidence, (family, until))
        .map(|answer| &*answer.cycle)
        .collect();
    let last: Vec<&str> = names.into_iter().rev().take(2).collect();
    let own = answers(evidence, (family, until));
    put_together(evidence, family, own.filter(|answer| last.contains(&&*answer.cycle)))
}

fn answers<'a>(
    evidence: &Evidence<'a>,
    (family, until): (Family, Period),
) -> impl Iterator<Item = &'a S11Answer> + use<'a> {
    let own = evidence.held.answers.iter();
    own.filter(move |answer| answer.from.folder <= until)
        .filter(move |answer| Family::of(&answer.kind) == family && !answer.cycle.is_empty())
}

fn put_together<'a>(
    evidence: &Evidence<'a>,
    family: Family,
    answers: impl Iterator<Item = &'a S11Answer>,
) -> Vec<Cycle<'a>> {
    type Who<'a> = (&'a str, &'a str);
    let mut by_cycle: BTreeMap<&str, BTreeMap<Who<'_>, Organisation<'_>>> = BTreeMap::new();
    for answer in answers {
        let area: &str = if family == Family::Agencies { "" } else { &answer.area };
        let who: Who<'_> = (&answer.organisation, area);
        let organisations = by_cycle.entry(&answer.cycle).or_default();
        let organisation = organisations.entry(who).or_insert_with(|| {
            let agency = evidence
                .agencies
                .iter()
                .find(|agency| agency.id == *answer.organisation);
            Organisation {
                id: &answer.organisation,
                area,
                name: agency.map_or_else(|| answer.organisation.to_string(), |agency| agency.name.clone()),
                group: Group::of(&answer.kind, agency.map_or("", |agency| &agency.kind)),
                answers: BTreeMap::new(),
            }
        });
        organisation.answers.insert(&answer.question, answer);
    }
    let cycle = |(name, organisations): (&'a str, BTreeMap<Who<'a>, Organisation<'a>>)| Cycle {
        name,
        organisations: organisations.into_values().collect(),
    };
    by_cycle.into_iter().map(cycle).collect()
}

impl Organisation<'_> {
    /// Whether it fully meets a standard: every question of it that applies is met. `None` where none applies or was asked.
    pub fn fully_meets(&self, standard: &str) -> Option<bool> {
        let mut asked = self
            .answers
            .values()
            .filter(|answer| &*answer.standard == standard && answer.grade() != Some(Grade::NotApplicable))
            .peekable();
        asked.peek()?;
        Some(asked.all(|answer| answer.grade() == Some(Grade::Met)))
    }

    /// Questions left blank.
    pub fn unanswered(&self) -> usize {
        self.answers.values().filter(|answer| answer.grade().is_none()).count()
    }
}

/// How many of a base say that a question is met. Not applicable leaves the base; blank stays in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    pub met: usize,
    pub base: usize,
    pub blank: usize,
}

impl Share {
    pub fn of(grades: impl Iterator<Item = Option<Grade>>) -> Share {
        grades.fold(Share::default(), |share, grade| match grade {
            Some(Grade::NotApplicable) => share,
            Some(Grade::Met) => Share {
                met: share.met + 1,
                base: share.base + 1,
                ..share
            },
            Some(Grade::PartlyMet | Grade::NotMet) => Share {
                base: share.base + 1,
                ..share
            },
            None => Share {
                base: share.base + 1,
                blank: share.blank + 1,
                ..share
            },
        })
    }

    /// 0 to 100; 0 without a base.
    pub fn percent(self) -> f64 {
        if self.base == 0 {
            return 0.0;
        }
        100.0 * self.met as f64 / self.base as f64
    }

    pub fn parts(self) -> (f64, f64) {
        (self.met as f64, self.base as f64)
    }
}

impl<'a> Cycle<'a> {
    /// Every answer.
    pub fn answers(&self) -> impl Iterator<Item = &'a S11Answer> {
        self.organisations
            .iter()
            .flat_map(|organisation| organisation.answers.values().copied())
    }

    /// Every question asked.
    pub fn questions(&self) -> BTreeSet<&'a str> {
        let asked = self
            .organisations
            .iter()
            .flat_map(|organisation| organisation.answers.keys());
        asked.copied().collect()
    }

    /// What its organisations say of a question.
    pub fn share(&self, question: &str) -> Share {
        let answers = self
            .organisations
            .iter()
            .filter_map(|organisation| organisation.answers.get(question));
        Share::of(answers.map(|answer| answer.grade()))
    }

    /// What all say of all questions.
    pub fn overall(&self) -> Share {
        Share::of(self.answers().map(S11Answer::grade))
    }
}
