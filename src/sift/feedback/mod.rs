//! The findings and figures of one agency into what it is told: a page, a covering note, and the lines of a workbook.

mod figures;
pub(in crate::sift) mod lines;
mod note;
mod page;
mod proposals;
pub(in crate::sift) mod words;

use crate::domain::{Briefing, Feedback, FeedbackLine, Finding, Period, ReturnLine, ReturnStatus, Severity};
use crate::sift::{Evidence, coverage, unusable};
use chrono::{Days, NaiveDate};
use std::collections::BTreeSet;

/// Days within which an agency is asked to answer.
const TO_ANSWER: u64 = 14;
/// Days within which corrections still reach the next meeting's papers.
const TO_CORRECT: u64 = 42;

/// What is known of one agency's return.
struct Case<'a> {
    evidence: &'a Evidence<'a>,
    briefing: &'a Briefing,
    id: &'a str,
    name: String,
    /// What was due of it, and what came.
    returns: Vec<&'a ReturnLine>,
    /// What was found, questions first.
    lines: Vec<FeedbackLine>,
    /// Figures read as written, and all that were sent.
    figures: (usize, usize),
    /// Things raised last time that do not come up again, and all that were raised.
    put_right: (usize, usize),
}

/// What each agency is told, in the order of the board's table: each of which anything was due or came.
pub fn feedback(evidence: &Evidence<'_>, briefing: &Briefing) -> Vec<Feedback> {
    let told = evidence.agencies.iter().filter_map(|agency| {
        let returns: Vec<&ReturnLine> = briefing
            .returns
            .iter()
            .filter(|line| line.agency == agency.id)
            .collect();
        let came = briefing.findings.iter().any(|finding| finding.agency == agency.id);
        let is_due = returns.iter().any(|line| line.status != ReturnStatus::NotDue);
        (is_due || came).then(|| {
            let own: Vec<&Finding> = briefing.findings.iter().filter(|one| one.agency == agency.id).collect();
            let case = Case {
                evidence,
                briefing,
                id: &agency.id,
                name: agency.name.clone(),
                returns,
                lines: lines::lines(evidence, &agency.id, &own),
                figures: read_as_written(evidence, &agency.id, &own),
                put_right: put_right(&agency.id, (evidence.earlier, briefing)),
            };
            case.told(&own)
        })
    });
    told.collect()
}

impl Case<'_> {
    fn told(&self, own: &[&Finding]) -> Feedback {
        Feedback {
            agency: self.id.to_string(),
            name: self.name.clone(),
            page: page::page(self),
            note: note::note(self),
            summary: note::summary(self),
            lines: self.lines.clone(),
            proposals: proposals::proposals(self.evidence, self.id, own),
        }
    }

    fn period(&self) -> Period {
        self.briefing.period
    }

    fn questions(&self) -> impl Iterator<Item = &FeedbackLine> {
        self.lines.iter().filter(|line| line.is_question)
    }

    /// Returns that are due by now and of which nothing came.
    fn missing(&self) -> Vec<&ReturnLine> {
        let missing = |line: &&&ReturnLine| line.status == ReturnStatus::Missing && line.files.is_empty();
        self.returns.iter().filter(missing).copied().collect()
    }

    /// How many returns did not come, and figures that came for a wider area alone.
    fn lacking(&self) -> usize {
        self.missing().len() + unusable::for_wider_areas(self.id, self.evidence).len()
    }

    /// The day on which the newest file came, if any did.
    fn received(&self) -> Option<NaiveDate> {
        self.returns.iter().filter_map(|line| line.received).max()
    }

    fn answer_by(&self) -> NaiveDate {
        later(self.briefing.as_at, TO_ANSWER)
    }

    fn correct_by(&self) -> NaiveDate {
        later(self.briefing.as_at, TO_CORRECT)
    }
}

fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

/// Whether the agency is asked to answer it. That nothing came is said apart.
fn is_question(finding: &Finding) -> bool {
    let asks = finding.responsibility == crate::domain::Responsibility::Agency;
    asks && finding.severity < Severity::Info && finding.kind != "return-missing"
}

/// Of the figures that an agency sent, those of which no finding speaks; and all of them.
fn read_as_written(evidence: &Evidence<'_>, agency: &str, own: &[&Finding]) -> (usize, usize) {
    let (_, sent) = coverage::numeric_cells(evidence, agency);
    let names = [
        "heading-",
        "area-",
        "agency-",
        "indicator-",
        "code-",
        "period-",
        "mapping-",
        "total-",
        "hidden-",
    ];
    let of_figures = own
        .iter()
        .filter(|one| !names.iter().any(|name| one.kind.starts_with(name)));
    let cells: BTreeSet<(&str, &str, &str)> = of_figures
        .filter(|one| !one.place.cell.is_empty() && !one.place.cell.contains(':'))
        .map(|one| {
            (
                one.place.file.as_str(),
                one.place.sheet.as_str(),
                one.place.cell.as_str(),
            )
        })
        .collect();
    (sent.saturating_sub(cells.len()), sent)
}

/// Of the questions of the quarter before, those that do not come up again; and all of them. Nothing is put right by silence.
fn put_right(agency: &str, (earlier, briefing): (&[Finding], &Briefing)) -> (usize, usize) {
    let asked = |findings: &[Finding]| -> BTreeSet<(String, String)> {
        let own = findings.iter().filter(|one| one.agency == agency && is_question(one));
        own.map(|one| (one.kind.clone(), one.feed.clone())).collect()
    };
    let (then, now) = (asked(earlier), asked(&briefing.findings));
    let sent = briefing
        .returns
        .iter()
        .any(|line| line.agency == agency && line.received.is_some());
    let mended = then.difference(&now).count();
    (if sent { mended } else { 0 }, then.len())
}
