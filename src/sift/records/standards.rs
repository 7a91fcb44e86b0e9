//! Section 11: a standard that fell among the same questions and the same organisations.

use crate::catalogue::Priority;
use crate::domain::Period;
use crate::sift::evidence::Evidence;
use crate::sift::number;
use crate::sift::pages::section_11::compared::{self, LikeForLike};
use crate::sift::pages::section_11::cycle::{self, Family};
use crate::sift::records::Raised;
use crate::stats::{multiple, two_period};

/// Quarters for which the finding of an audit stays on the list.
const STAYS: i32 = 4;

pub(super) fn raised(evidence: &Evidence<'_>, period: Period) -> Vec<Raised> {
    let families = [
        (Family::Agencies, "agencies", "SA04"),
        (Family::Schools, "schools", ""),
        (Family::Settings, "settings", ""),
    ];
    let mut all = vec![];
    for (family, who, indicator) in families {
        let answers = evidence.held.answers.iter();
        let folders = answers
            .filter(|answer| Family::of(&answer.kind) == family && answer.from.folder <= period)
            .map(|answer| answer.from.folder);
        if folders
            .max()
            .is_some_and(|newest| period.index() - newest.index() < STAYS)
        {
            all.extend(fallen(evidence, (family, who, indicator), period));
        }
    }
    all
}

/// Standards in which more answers went down than up, and more than chance gives among all standards; answers down and up.
fn fell<'a>(compared: &LikeForLike<'a>, rate: f64) -> Vec<(&'a str, usize, usize)> {
    let moved: Vec<(&str, usize, usize)> = compared
        .moved
        .iter()
        .map(|(standard, (down, up))| (*standard, *down, *up))
        .filter(|(_, down, up)| down + up > 0)
        .collect();
    // As often down as up is what chance would give.
    let chance = |down: usize, up: usize| two_period::binomial_two_sided(down as f64, (down + up) as f64, (0.5, 0.5));
    let p: Vec<Option<f64>> = moved.iter().map(|(_, down, up)| Some(chance(*down, *up))).collect();
    let found = multiple::discoveries(&p, rate);
    let all = moved.into_iter().zip(found);
    all.filter(|((_, down, up), found)| *found && down > up)
        .map(|(one, _)| one)
        .collect()
}

/// The standards that fell, told as one: answers that went from met to less against those that went the other way.
fn fallen(
    evidence: &Evidence<'_>,
    (family, who, indicator): (Family, &str, &'static str),
    period: Period,
) -> Option<Raised> {
    let mut cycles = cycle::last_two(evidence, (family, period));
    let now = cycles.pop()?;
    let before = cycles.pop()?;
    let compared = compared::like_for_like(&before, &now, evidence.catalogue);
    let fell = fell(&compared, evidence.catalogue.policy().exception_q);
    let (_, down, up) = fell.iter().max_by_key(|(_, down, up)| down - up)?;
    let titles: Vec<String> = fell
        .iter()
        .map(|(standard, _, _)| {
            let known = evidence.catalogue.standard(standard);
            known.map_or_else(|| (*standard).to_string(), |known| known.title.to_lowercase())
        })
        .collect();
    let named = titles.join("; ");
    let row = format!("Section 11, {who}: fewer meet {named}");
    Some(Raised {
        key: format!("standards of {who}"),
        indicator,
        beside: "",
        theme: "",
        agency: String::new(),
        agencies: vec![],
        also: vec![],
        row_name: format!("Section 11 standards, {who}"),
        sentence: format!(
            "Fewer {who} meet {named} than in {}, among the same questions and the same {}.",
            before.name,
            paper_count(compared.organisations, who)
        ),
        row: row.chars().take(90).collect(),
        short: String::new(),
        rule: (
            "standard-fell",
            "A Section 11 standard fell, like for like, by more than chance gives",
        ),
        evidence: format!("{down} answers down, {up} up"),
        value: None,
        severity: (
            *down as f64 / (down + up) as f64,
            format!("{down} answers down, {up} up"),
        ),
        ..Raised::of(Priority::P5)
    })
}

fn paper_count(count: usize, who: &str) -> String {
    format!("{} {who}", number::decimal(count as f64, 0))
}
