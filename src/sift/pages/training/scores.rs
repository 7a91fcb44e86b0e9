//! Evaluation forms into matched pairs by course, and follow-up by the quarter of the course.

use crate::domain::{DrawnChart, DumbbellDrawn, Form, PairDrawn, PaperCell, Part, Period, Session, ShownUnit};
use crate::sift::evidence::Evidence;
use crate::sift::number;
use crate::sift::pages::paper::{self, Captioned};
use crate::sift::pages::training::{courses, follow_up_ends};
use crate::sift::withhold::counts;
use std::collections::{BTreeMap, BTreeSet};

/// Share of the scale above which there is little room left to rise.
const CEILING: f64 = 0.8;
/// Quarters of the follow-up table.
const QUARTERS: i32 = 4;
/// Twice the standard error on each side: about 95 of 100 such ranges hold the mean.
const REACH: f64 = 1.96;

/// The pairs of one course.
#[derive(Default)]
struct Pairs {
    before: Vec<f64>,
    after: Vec<f64>,
    scale: f64,
    attended: f64,
    forms: usize,
}

impl Pairs {
    fn add(&mut self, form: &Form) {
        self.forms += 1;
        self.scale = self.scale.max(form.scale_max.unwrap_or(0.0));
        if let Some((before, after)) = form.before.zip(form.after) {
            self.before.push(before);
            self.after.push(after);
        }
    }

    /// Means before and after; `None` without a pair.
    fn means(&self) -> Option<(f64, f64)> {
        let mean = |of: &Vec<f64>| crate::stats::centre::mean(of.iter().copied());
        Some((mean(&self.before)?, mean(&self.after)?))
    }

    /// The mean change of the pairs with its likely range; `None` under two pairs.
    fn range(&self) -> Option<(f64, f64)> {
        let changes: Vec<f64> = self
            .before
            .iter()
            .zip(&self.after)
            .map(|(before, after)| after - before)
            .collect();
        let n = changes.len() as f64;
        let mean = crate::stats::centre::mean(changes.iter().copied()).filter(|_| n >= 2.0)?;
        let spread = changes.iter().map(|change| (change - mean).powi(2)).sum::<f64>() / (n - 1.0);
        let reach = REACH * (spread / n).sqrt();
        Some((mean - reach, mean + reach))
    }
}

/// Sessions by id, one row each.
fn sessions<'a>(evidence: &Evidence<'a>) -> BTreeMap<&'a str, &'a Session> {
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
    let scale = courses.values().map(|pairs| pairs.scale).fold(0.0, f64::max).max(1.0);
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
    let chart = DrawnChart::Dumbbell(DumbbellDrawn {
        unit: ShownUnit::Score,
        ends: ("before".into(), "after".into()),
        axis: (1.0_f64.min(scale), scale),
        beside_words: "Paired, of attended".into(),
        pairs: pairs.collect(),
    });
    let words = Captioned {
        id: "training-pairs",
        title: "Confidence before and after, the same people".into(),
        subtitle: format!(
            "Mean confidence, 1 to {}; only forms that can be paired",
            number::decimal(scale, 0)
        ),
        alt: "Before and after by course. The table that follows has the means and how many are paired.".into(),
    };
    let mut parts = vec![paper::figure(words, chart, pairs_table(&courses, least), evidence)];
    parts.extend(ceiling(&courses).map(Part::Text));
    parts.push(paper::text(
        "Satisfaction is not charted: it is nearly always over 90%, whatever the course, and tells members little.",
    ));
    parts
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
        .filter(|(_, pairs)| {
            pairs
                .means()
                .is_some_and(|(before, _)| pairs.scale > 0.0 && before >= CEILING * pairs.scale)
        })
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

pub(super) fn follow_up(evidence: &Evidence<'_>) -> Vec<Part> {
    let known = sessions(evidence);
    let mut rows: Vec<Vec<PaperCell>> = vec![];
    let mut bars = vec![];
    for period in paper::last_quarters(evidence.period, QUARTERS) {
        let of_quarter = courses::of_quarter(evidence, period, false);
        let ids: BTreeSet<&str> = of_quarter.iter().map(|row| row.session.as_str()).collect();
        let forms: Vec<&Form> = evidence
            .held
            .forms
            .iter()
            .filter(|form| ids.contains(form.session.as_str()) && known.contains_key(form.session.as_str()))
            .collect();
        let attended = courses::People::sum(&of_quarter).attended;
        let replied = forms.iter().filter(|form| form.replied).count() as f64;
        let changed = forms.iter().filter(|form| form.changed).count() as f64;
        rows.push(line(
            (period, evidence.period),
            (attended, forms.len() as f64),
            (replied, changed),
        ));
        let parts = [attended - replied, replied - changed, changed].map(|count| counts::things(count.max(0.0)));
        let beside = format!("{} of {}", number::decimal(replied, 0), number::decimal(attended, 0));
        bars.push((period.to_string(), parts.to_vec(), beside));
    }
    let table = paper::table(
        "Follow-up by the quarter of the course",
        &[
            "Course quarter",
            "Attended",
            "Forms",
            "Replied",
            "Gave an example of a change",
            "Standing",
        ],
        rows,
        &[
            "A follow-up belongs to the quarter of its course, so the figure of an old quarter changes while replies come.",
            "Those who reply are not those who came: this is no share of all who attended.",
        ],
    );
    let parts = ["no reply yet", "replied", "gave an example of a change"];
    let chart = paper::stacked(&parts, bars, "Replied, of attended");
    let words = Captioned {
        id: "training-follow-up",
        title: "Replies three months later".into(),
        subtitle: "People who attended, by the quarter of the course".into(),
        alt: "Bar chart. Of those who attended, how many replied and how many gave an example of a change.".into(),
    };
    let figure = paper::figure(words, chart, paper::narrowed(&table, &[0, 1, 3]), evidence);
    vec![figure, Part::Table(table)]
}

/// One quarter: `n of n returned so far` while replies can still come, [z] before any is due.
fn line(
    (course, now): (Period, Period),
    (attended, forms): (f64, f64),
    (replied, changed): (f64, f64),
) -> Vec<PaperCell> {
    let not_due = course == now && replied <= 0.0;
    let open = follow_up_ends(course) > now;
    let count = |count: f64| match not_due {
        true => paper::cell(crate::domain::Shown::Mark(crate::domain::Missing::NotApplicable)),
        false => paper::cell(counts::things(count)),
    };
    let number = |count: f64| number::decimal(count, 0);
    let standing = match (not_due, open) {
        (true, _) => "not due yet".to_string(),
        (false, true) => format!("{} of {} returned so far", number(replied), number(forms)),
        (false, false) => format!("complete: {} of {} returned", number(replied), number(forms)),
    };
    let changed_of: PaperCell = match not_due {
        true => count(changed),
        false => format!("{} of {}", number(changed), number(replied)).into(),
    };
    vec![
        course.to_string().into(),
        paper::cell(counts::things(attended)),
        paper::cell(counts::things(forms)),
        count(replied),
        changed_of,
        standing.into(),
    ]
}
