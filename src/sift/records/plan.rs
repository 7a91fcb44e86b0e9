//! The business plan: what is red or amber past its date is a challenge.

use crate::catalogue::Priority;
use crate::domain::{Period, PlanLine, Waiting, day_in_words, in_force};
use crate::sift::evidence::Evidence;
use crate::sift::phrase;
use crate::sift::records::Raised;
use crate::sift::records::reviews::days_late;
use chrono::NaiveDate;

/// The one exception that the plan can make.
pub(super) const KEY: &str = "business plan";

/// The plan at the end of a quarter.
pub fn newest<'a>(evidence: &Evidence<'a>, period: Period) -> Vec<&'a PlanLine> {
    in_force(&evidence.held.plan, |line| &line.from, period)
}

/// Whether an action was due before the last day of a quarter and is not completed: what is due on that very day is not late yet, in
/// this paper as in all others.
pub fn is_past(line: &PlanLine, period: Period) -> bool {
    line.rag != "green" && line.due.is_some_and(|due| due < period.last_day())
}

pub(super) fn raised(evidence: &Evidence<'_>, period: Period) -> Option<Raised> {
    let plan = newest(evidence, period);
    let past: Vec<&PlanLine> = plan.iter().copied().filter(|line| is_past(line, period)).collect();
    if past.is_empty() {
        return None;
    }
    let red = past.iter().filter(|line| line.rag == "red").count();
    let is = if past.len() == 1 {
        "is past its date"
    } else {
        "are past their dates"
    };
    let done = crate::sift::records::share(evidence, "BP01", period).map(|share| format!("{share} completed; "));
    let row = format!(
        "{}{} of {} actions of the plan {is}",
        done.unwrap_or_default(),
        past.len(),
        plan.len()
    );
    let lead = past.first().map(|line| line.lead.clone()).unwrap_or_default();
    let one_lead = past.iter().all(|line| line.lead == lead);
    Some(Raised {
        key: KEY.into(),
        indicator: "BP01",
        agency: if one_lead { lead } else { String::new() },
        agencies: past.iter().map(|line| line.lead.clone()).collect(),
        row_name: "Business plan past its dates".into(),
        sentence: format!(
            "Business plan: {} of {} actions {is} and not completed{}.",
            past.len(),
            plan.len(),
            rated(red, past.len() - red)
        ),
        row,
        rule: (
            "plan-past-its-date",
            "An action of the plan is red or amber after its due date",
        ),
        evidence: format!("{} of {} actions", past.len(), plan.len()),
        severity: (
            past.len() as f64 / plan.len() as f64,
            format!("{} of {} actions", past.len(), plan.len()),
        ),
        related: past.iter().map(|line| of_line(line, evidence)).collect(),
        waiting: past
            .iter()
            .map(|line| waiting(line, period.last_day(), evidence))
            .collect(),
        ..Raised::of(Priority::P5)
    })
}

fn waiting(line: &PlanLine, end: NaiveDate, evidence: &Evidence<'_>) -> Waiting {
    let due = line.due.map(|due| format!("due {}", day_in_words(due)));
    Waiting {
        what: line.action.clone(),
        whose: evidence.agency_short(&line.lead),
        when: due.unwrap_or_default(),
        stands: days_late(line.due, end),
    }
}

/// What their leads say of them.
fn rated(red: usize, amber: usize) -> String {
    match (red, amber) {
        (0, 0) => String::new(),
        (0, amber) => format!("; {amber} rated amber"),
        (red, 0) => format!("; {red} rated red"),
        (red, amber) => format!("; {red} rated red, {amber} amber"),
    }
}

/// One action in a sentence.
fn of_line(line: &PlanLine, evidence: &Evidence<'_>) -> String {
    let rated = format!("rated {} by its lead", line.rag);
    let words = match line.due {
        Some(due) => format!("due {}, {rated}", day_in_words(due)),
        None => rated,
    };
    phrase::named(&[&line.action, &evidence.agency_name_owned(&line.lead)], &words)
}
