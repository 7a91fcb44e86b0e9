//! Follow-up by the quarter of the course: who replied, who gave an example, and what the same people's confidence came to.

use crate::domain::{Form, Missing, PaperCell, Part, Period, Shown};
use crate::sift::evidence::Evidence;
use crate::sift::number;
use crate::sift::pages::paper;
use crate::sift::pages::training::scores::{mean_with_range, of_ten, sessions};
use crate::sift::pages::training::{courses, follow_up_ends};
use crate::sift::withhold::counts;
use std::collections::BTreeSet;

/// Quarters of the tables.
const QUARTERS: i32 = 4;

/// The courses of one quarter and what came back.
struct Followed<'a> {
    course: Period,
    attended: f64,
    forms: Vec<&'a Form>,
}

impl<'a> Followed<'a> {
    fn of(course: Period, evidence: &Evidence<'a>) -> Followed<'a> {
        let rows = courses::of_quarter(evidence, course, false);
        let known = sessions(evidence);
        let ids: BTreeSet<&str> = rows.iter().map(|row| row.session.as_str()).collect();
        let is_its = |form: &&Form| ids.contains(form.session.as_str()) && known.contains_key(form.session.as_str());
        Followed {
            course,
            attended: courses::People::sum(&rows).attended,
            forms: evidence.held.forms.iter().filter(is_its).collect(),
        }
    }

    fn count(&self, that: impl Fn(&Form) -> bool) -> f64 {
        self.forms.iter().filter(|form| that(form)).count() as f64
    }

    fn replied(&self) -> f64 {
        self.count(|form| form.replied)
    }

    fn changed(&self) -> f64 {
        self.count(|form| form.changed)
    }

    /// Nothing can have come yet: the courses are of this quarter, and nothing came.
    fn is_not_due(&self, now: Period) -> bool {
        self.course == now && self.replied() <= 0.0
    }

    fn is_open(&self, now: Period) -> bool {
        follow_up_ends(self.course) > now
    }

    /// Before, after and later, of the people who gave all three.
    fn all_three(&self) -> Vec<[f64; 3]> {
        let marks = self.forms.iter().filter_map(|form| {
            let marks = [form.before?, form.after?, form.later?];
            Some(marks.map(|mark| of_ten(mark, form)))
        });
        marks.collect()
    }
}

fn quarters<'a>(evidence: &Evidence<'a>) -> Vec<Followed<'a>> {
    let quarters = paper::last_quarters(evidence.period, QUARTERS).into_iter();
    quarters.map(|course| Followed::of(course, evidence)).collect()
}

/// What the newest quarter that is complete came to, else that none is.
pub(super) fn heading(evidence: &Evidence<'_>) -> String {
    let followed = quarters(evidence);
    let complete = followed
        .iter()
        .rev()
        .find(|one| !one.is_open(evidence.period) && one.replied() > 0.0);
    match complete {
        Some(one) => format!(
            "Three months later: {} of {} who replied gave an example of a change ({})",
            number::decimal(one.changed(), 0),
            number::decimal(one.replied(), 0),
            one.course
        ),
        None => "Three months later: no quarter is complete yet".into(),
    }
}

pub(super) fn parts(evidence: &Evidence<'_>) -> Vec<Part> {
    let followed = quarters(evidence);
    let rows = followed.iter().map(|one| line(one, evidence.period)).collect();
    let bar = match followed.iter().any(|one| one.is_not_due(evidence.period)) {
        true => "In the bar: dark gave an example, lighter replied without one, white did not reply. [z]: not due yet.",
        false => "In the bar: dark gave an example, lighter replied without one, white did not reply.",
    };
    let table = paper::table(
        "Follow-up by the quarter of the course",
        &[
            "Course quarter",
            "Of those who attended",
            "Attended",
            "Forms",
            "Replied",
            "Gave an example of a change",
            "Standing",
        ],
        rows,
        &[
            "A follow-up belongs to the quarter of its course, so the figure of an old quarter changes while replies come. Those who reply are not those who came: this is no share of all who attended.",
        ],
    )
    .keyed(bar);
    vec![Part::Table(table), Part::Table(kept(&followed, evidence))]
}

/// One quarter: `n of n returned so far` while replies can still come, [z] before any is due.
fn line(one: &Followed<'_>, now: Period) -> Vec<PaperCell> {
    let (replied, changed, forms) = (one.replied(), one.changed(), one.forms.len() as f64);
    let not_due = one.is_not_due(now);
    let count = |count: f64| match not_due {
        true => Shown::Mark(Missing::NotApplicable),
        false => counts::things(count),
    };
    let number = |count: f64| number::decimal(count, 0);
    let standing = match (not_due, one.is_open(now)) {
        (true, _) => "not due yet".to_string(),
        (false, true) => format!("{} of {} returned so far", number(replied), number(forms)),
        (false, false) => format!("complete: {} of {} returned", number(replied), number(forms)),
    };
    let changed_of: PaperCell = match not_due {
        true => paper::cell(count(changed)),
        false => format!("{} of {}", number(changed), number(replied)).into(),
    };
    let parts = [one.attended - replied, replied - changed, changed].map(|part| counts::things(part.max(0.0)));
    vec![
        one.course.to_string().into(),
        paper::row_bar(&["did not reply", "replied", "gave an example"], parts.to_vec()),
        paper::cell(counts::things(one.attended)),
        paper::cell(counts::things(forms)),
        paper::cell(count(replied)),
        changed_of,
        standing.into(),
    ]
}

/// Confidence of the people who gave all three marks, and whether what they gained is still there.
fn kept(followed: &[Followed<'_>], evidence: &Evidence<'_>) -> crate::domain::PaperTable {
    let least = evidence.catalogue.policy().least_pairs as usize;
    let mean = |marks: &[[f64; 3]], at: usize| crate::stats::centre::mean(marks.iter().map(|three| three[at]));
    let rows = followed.iter().filter_map(|one| {
        let marks = one.all_three();
        let means = [mean(&marks, 0)?, mean(&marks, 1)?, mean(&marks, 2)?];
        let changes: Vec<f64> = marks.iter().map(|three| three[2] - three[0]).collect();
        let range = mean_with_range(&changes).filter(|_| marks.len() >= least);
        let mut row: Vec<PaperCell> = vec![one.course.to_string().into()];
        row.extend(means.map(|mean| paper::cell(counts::score(mean))));
        row.push(range.map_or("too few".into(), |(_, low, high)| {
            format!("{low:+.1} to {high:+.1}").into()
        }));
        row.push(format!("{} of {}", marks.len(), number::decimal(one.attended, 0)).into());
        Some(row)
    });
    paper::table(
        "Confidence of the same people before, after and three months later",
        &[
            "Course quarter",
            "Before",
            "After",
            "Three months later",
            "Later less before, likely range",
            "All three, of attended",
        ],
        rows.collect(),
        &["On a scale of ten. Those who answer all three times are few of those who came, and may be the keenest."],
    )
}
