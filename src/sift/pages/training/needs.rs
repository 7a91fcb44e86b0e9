//! Needs analysis: a grid of theme by source of evidence, each cell a word on what that source says.

use crate::catalogue::Link;
use crate::domain::{Briefing, Missing, PaperCell, Part, Shown};
use crate::sift::evidence::Evidence;
use crate::sift::listed;
use crate::sift::pages::assurance::newest_judgements;
use crate::sift::pages::paper;
use crate::sift::pages::section_11::{self, cycle::Family};
use crate::sift::pages::training::courses;
use crate::sift::withhold::counts;

/// Quarters over which sources are read together.
const YEAR: i32 = 4;

pub(super) fn parts(evidence: &Evidence<'_>, lists: &Briefing) -> Vec<Part> {
    let agencies = section_11::newest(evidence, Family::Agencies);
    let rows = evidence.catalogue.links().iter().map(|link| {
        let s11 = agencies.as_ref().map(|pair| {
            let shares = link.questions.iter().map(|question| pair.now.share(question));
            shares.fold((0.0, 0.0), |sum, share| {
                (sum.0 + (share.base - share.met) as f64, sum.1 + share.base as f64)
            })
        });
        vec![
            PaperCell::from(link.title.clone()),
            of(s11.filter(|sum| sum.1 > 0.0)),
            audits(link, evidence),
            actions(link, evidence),
            exceptions(link, lists),
            attended(link, evidence),
        ]
    });
    vec![Part::Table(paper::table(
        "Needs analysis: what each source says of a theme",
        &[
            "Theme",
            "Section 11 answers not fully met",
            "Audit judgements below good",
            "Open actions",
            "Indicators with an exception",
            "Came to a course, one year",
        ],
        rows.collect(),
        &[
            "Much: half or over. Some: a quarter or over. Little: a tenth or over. A dash: the source says nothing of the theme. [c]: so few cases that no number is given.",
            "Inspections, feedback and emerging issues are not among the returns; members add them.",
        ],
    ))]
}

/// A share of what is not as it should be, with its shade.
fn of(found: Option<(f64, f64)>) -> PaperCell {
    let Some((part, base)) = found else {
        return "\u{2013}".into();
    };
    let (word, shade) = match part / base {
        share if share >= 0.5 => ("much", 4),
        share if share >= 0.25 => ("some", 2),
        share if share >= 0.1 => ("little", 1),
        _ => ("hardly any", 0),
    };
    PaperCell::Shaded {
        figure: counts::whole_percent((part, base)),
        word: word.into(),
        shade,
    }
}

/// Judgements below good in the newest audits of the theme.
fn audits(link: &Link, evidence: &Evidence<'_>) -> PaperCell {
    let is_of = |theme: &str| {
        let known = link.audit_themes.iter().chain(&link.course_themes);
        known.into_iter().any(|one| one.eq_ignore_ascii_case(theme))
    };
    match newest_judgements(evidence, is_of) {
        Some(found) if found.few => paper::cell(Shown::Mark(Missing::Withheld)),
        found => of(found.map(|found| ((found.graded - found.good) as f64, found.graded as f64))),
    }
}

/// Actions that name a question, an indicator or the theme in their reference and are still open.
pub(in crate::sift::pages) fn is_about(link: &Link, action: &crate::domain::Action) -> bool {
    if action.reference.is_empty() {
        return false;
    }
    let words: Vec<&str> = action
        .reference
        .split(|letter: char| !(letter.is_alphanumeric() || letter == '.'))
        .collect();
    let names = |id: &String| words.iter().any(|word| word.eq_ignore_ascii_case(id));
    (action.source == "s11" && link.questions.iter().any(names))
        || link.indicators.iter().any(names)
        || (action.source == "case-audit" && {
            let reference = action.reference.to_lowercase();
            let mut themes = link.audit_themes.iter();
            themes.any(|theme| reference.contains(&theme.to_lowercase()))
        })
}

fn actions(link: &Link, evidence: &Evidence<'_>) -> PaperCell {
    let open = evidence
        .actions
        .iter()
        .filter(|action| action.status != "complete" && is_about(link, action));
    match open.count() {
        0 => "\u{2013}".into(),
        some => paper::cell(counts::things(some as f64)),
    }
}

fn exceptions(link: &Link, lists: &Briefing) -> PaperCell {
    let out = link.indicators.iter().filter(|id| listed::is_exception(lists, id));
    let names: Vec<String> = out.cloned().collect();
    paper::joined(&names, "\u{2013}").into()
}

fn attended(link: &Link, evidence: &Evidence<'_>) -> PaperCell {
    if link.course_themes.is_empty() {
        return "\u{2013}".into();
    }
    let quarters = paper::last_quarters(evidence.period, YEAR);
    let came: f64 = quarters
        .into_iter()
        .flat_map(|period| courses::of_quarter(evidence, period, false))
        .filter(|session| link.course_themes.contains(&session.theme))
        .map(|session| session.people[1])
        .sum();
    paper::cell(counts::things(came))
}
