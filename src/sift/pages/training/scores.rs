//! Evaluation forms into matched pairs by course, every scale brought to ten.

use crate::domain::{DrawnChart, DumbbellDrawn, Form, PairDrawn, PaperCell, Part, Period, Session, ShownUnit};
use crate::sift::evidence::Evidence;
use crate::sift::number;
use crate::sift::pages::paper::{self, Captioned};
use crate::sift::pages::training::courses;
use crate::sift::withhold::counts;
use std::collections::BTreeMap;

/// Share of the scale above which there is little room left to rise.
const CEILING: f64 = 0.8;
/// Twice the standard error on each side: about 95 of 100 such ranges hold the mean.
const REACH: f64 = 1.96;

/// The marks to which every scale is brought, as the indicator of confidence does.
const SCALE: f64 = 10.0;

/// The pairs of one course.
#[derive(Default)]
struct Pairs {
    before: Vec<f64>,
    after: Vec<f64>,
    attended: f64,
    forms: usize,
}

/// A mark on a scale of ten.
pub(super) fn of_ten(mark: f64, form: &Form) -> f64 {
    match form.scale_max {
        Some(scale) if scale > 0.0 => mark * SCALE / scale,
        Some(_) | None => mark,
    }
}

/// The mean of changes with its likely range; `None` under two.
pub(super) fn mean_with_range(changes: &[f64]) -> Option<(f64, f64, f64)> {
    let n = changes.len() as f64;
    let mean = crate::stats::centre::mean(changes.iter().copied()).filter(|_| n >= 2.0)?;
    let spread = changes.iter().map(|change| (change - mean).powi(2)).sum::<f64>() / (n - 1.0);
    let reach = REACH * (spread / n).sqrt();
    Some((mean, mean - reach, mean + reach))
}

impl Pairs {
    fn add(&mut self, form: &Form) {
        self.forms += 1;
        if let Some((before, after)) = form.before.zip(form.after) {
            self.before.push(of_ten(before, form));
            self.after.push(of_ten(after, form));
        }
    }

    /// Means before and after; `None` without a pair.
    fn means(&self) -> Option<(f64, f64)> {
        let mean = |of: &Vec<f64>| crate::stats::centre::mean(of.iter().copied());
        Some((mean(&self.before)?, mean(&self.after)?))
    }

    /// The likely range of the mean change of the pairs; `None` under two pairs.
    fn range(&self) -> Option<(f64, f64)> {
        let changes = self
            .before
            .iter()
            .zip(&self.after)
            .map(|(before, after)| after - before);
        mean_with_range(&changes.collect::<Vec<f64>>()).map(|(_, low, high)| (low, high))
    }
}

/// Sessions by id, one row each.
pub(super) fn sessions<'a>(evidence: &Evidence<'a>) -> BTreeMap<&'a str, &'a Session> {
    let all = evidence.held.sessions.iter();
    all.filter(|session| !courses::is_conference(session))
        .map(|session| (session.session.as_str(), session))
        .collect()
}

fn by_course(evidence: &Evidence<'_>) -> BTreeMap<String, Pairs> {
    let known = sessions(evidence);
    let rows = courses::of_quarter(evidence, evidence.period, false);
    let mut found: BTreeMap<String, Pairs> = BTreeMap::new();
    for row in &rows {
        found.entry(row.course.clone()).or_default().attended += row.people[1];
    }
    for form in &evidence.held.forms {
        let Some(session) = known.get(form.session.as_str()) else {
            continue;
        };
        if session.date.is_some_and(|day| Period::of(day) == evidence.period) {
            found.entry(session.course.clone()).or_default().add(form);
        }
    }
    found
}

/// Kind, how many courses, which way they went, the greatest change; the table has every course.
fn alt(pairs: &[PairDrawn]) -> String {
    let moved = |pair: &PairDrawn| Some(pair.after.drawn()? - pair.before.drawn()?);
    let enough: Vec<(&PairDrawn, f64)> = pairs
        .iter()
        .filter(|pair| !pair.tentative)
        .filter_map(|pair| Some((pair, moved(pair)?)))
        .collect();
    let risen = enough.iter().filter(|(_, by)| *by > 0.0).count();
    let most = enough
        .iter()
        .filter(|(_, by)| *by > 0.0)
        .max_by(|one, other| one.1.total_cmp(&other.1));
    let few = pairs.len() - enough.len();
    let mut said = vec![format!(
        "Before and after. {}.",
        paper::counted_first(pairs.len(), "course")
    )];
    if !enough.is_empty() {
        let of = match risen == enough.len() {
            true => "every course with enough forms".to_string(),
            false => format!(
                "{} of {} with enough forms",
                number::in_words(risen),
                number::in_words(enough.len())
            ),
        };
        let most = most.map(|(pair, _)| format!("; most in {}, from {} to {}", pair.name, pair.before, pair.after));
        said.push(format!("Mean confidence rose in {of}{}.", most.unwrap_or_default()));
    }
    match few {
        0 => (),
        1 => said.push("One course has too few forms.".into()),
        more => said.push(format!(
            "{} courses have too few forms.",
            number::capitalised(&number::in_words(more))
        )),
    }
    said.push("Figures in the table that follows.".into());
    said.join(" ")
}

pub(super) fn parts(evidence: &Evidence<'_>) -> Vec<Part> {
    let courses: BTreeMap<String, Pairs> = by_course(evidence)
        .into_iter()
        .filter(|(_, pairs)| !pairs.before.is_empty())
        .collect();
    if courses.is_empty() {
        return vec![paper::text(
            "No form could be paired this quarter, so no change can be shown.",
        )];
    }
    let least = evidence.catalogue.policy().least_pairs as usize;
    let pairs = courses.iter().filter_map(|(course, pairs)| {
        let (before, after) = pairs.means()?;
        let few = pairs.before.len() < least;
        Some(PairDrawn {
            name: course.clone(),
            before: counts::score(before),
            after: counts::score(after),
            change: format!("{:+.1}", number::rounded(after, 1) - number::rounded(before, 1)),
            beside: format!(
                "{} of {}{}",
                pairs.before.len(),
                number::decimal(pairs.attended, 0),
                if few { "; too few" } else { "" }
            ),
            tentative: few,
        })
    });
    let pairs: Vec<PairDrawn> = pairs.collect();
    let alt = alt(&pairs);
    let subtitle = subtitle(&pairs);
    let chart = DrawnChart::Dumbbell(DumbbellDrawn {
        unit: ShownUnit::Score,
        ends: ("before".into(), "after".into()),
        axis: (1.0, SCALE),
        beside_words: "Paired, of attended".into(),
        pairs,
    });
    let words = Captioned {
        id: "training-pairs",
        title: "Confidence before and after, the same people".into(),
        subtitle,
        alt,
    };
    let mut parts = vec![paper::figure(words, chart, pairs_table(&courses, least), evidence)];
    parts.extend(ceiling(&courses).map(Part::Text));
    parts.extend(satisfaction(evidence).map(paper::text));
    parts
}

/// What the drawing shows, with the looks that are in it.
fn subtitle(pairs: &[PairDrawn]) -> String {
    let falls = |pair: &PairDrawn| pair.change.starts_with('-');
    let looks = [
        (
            pairs.iter().any(falls),
            " Orange: a fall, with the later figure at the left.",
        ),
        (pairs.iter().any(|pair| pair.tentative), " Dashed: too few forms."),
    ];
    let said: String = looks
        .into_iter()
        .filter(|(is_in, _)| *is_in)
        .map(|(_, words)| words)
        .collect();
    format!(
        "Mean confidence on a scale of ten, of the same people before and after. Only forms that can be paired are used.{said}"
    )
}

/// Quarters of satisfaction that are told.
const QUARTERS: usize = 8;

/// Why satisfaction is not charted, with what it came to.
fn satisfaction(evidence: &Evidence<'_>) -> Option<String> {
    let indicator = evidence.catalogue.indicator("TR05")?;
    let newest = evidence.main("TR05")?.series.observations.iter().rev();
    let told = newest.filter(|one| one.period <= evidence.period).take(QUARTERS);
    let told: Vec<_> = told.filter(|one| one.value.is_some()).collect();
    let by = |one: &&&crate::domain::Observation, other: &&&crate::domain::Observation| {
        let value = |of: &crate::domain::Observation| of.value.unwrap_or(0.0);
        value(one).total_cmp(&value(other))
    };
    let (least, most) = (told.iter().min_by(by)?, told.iter().max_by(by)?);
    let shown = |one| crate::sift::withhold::value(one, indicator, evidence.catalogue.policy());
    Some(format!(
        "Satisfaction is not charted: it says how people felt on the day. Of the forms {} to {} rated the course good or better in {}.",
        shown(least),
        shown(most),
        match told.len() {
            1 => "the one quarter that is known".to_string(),
            quarters => format!("the last {} that are known", paper::counted(quarters, "quarter")),
        }
    ))
}

fn pairs_table(courses: &BTreeMap<String, Pairs>, least: usize) -> crate::domain::PaperTable {
    let rows = courses.iter().filter_map(|(course, pairs)| {
        let (before, after) = pairs.means()?;
        let few = pairs.before.len() < least;
        let range = pairs.range().filter(|_| !few);
        Some(vec![
            PaperCell::from(course.clone()),
            paper::cell(counts::score(before)),
            paper::cell(counts::score(after)),
            range
                .map_or("too few pairs".into(), |(low, high)| format!("{low:+.1} to {high:+.1}"))
                .into(),
            paper::cell(counts::things(pairs.before.len() as f64)),
            paper::cell(counts::things(pairs.forms as f64)),
            paper::cell(counts::things(pairs.attended)),
        ])
    });
    let under = format!("Under {least} pairs a change is drawn dashed and is not judged.");
    paper::table(
        "Before and after by course",
        &[
            "Course",
            "Before",
            "After",
            "Likely change",
            "Paired",
            "Forms",
            "Attended",
        ],
        rows.collect(),
        &[
            "Those who attended but sent no form, or left a mark out, are not in the means.",
            &under,
        ],
    )
}

/// Courses where people began so high that there was little room to rise.
fn ceiling(courses: &BTreeMap<String, Pairs>) -> Option<String> {
    let high: Vec<String> = courses
        .iter()
        .filter(|(_, pairs)| pairs.means().is_some_and(|(before, _)| before >= CEILING * SCALE))
        .map(|(course, _)| course.clone())
        .collect();
    Some(match high.is_empty() {
        true => "Where people start high there is less room to rise; no course started that high this quarter.".into(),
        false => format!(
            "People started high on {}. There was little room to rise, so a small change says little.",
            paper::joined(&high, "")
        ),
    })
}
