//! The counts and the two panels of the front page.

use crate::domain::{Briefing, ExceptionState, ReturnLine, ReturnStatus};
use crate::report::exception_paper::model::Returns;
use crate::report::words;

/// What is said in place of the front table when nothing stands out.
pub(super) fn nothing(briefing: &Briefing) -> String {
    let counts = &briefing.counts;
    let unreported = counts.due.saturating_sub(counts.reported);
    let gap = if unreported == 0 {
        String::new()
    } else {
        format!(
            " {} not reported.",
            words::several(unreported, "indicator was", "indicators were")
        )
    };
    format!(
        "Nothing stands out among the {} indicators reported.{gap}",
        counts.reported
    )
}

pub(super) fn watch_note(briefing: &Briefing) -> String {
    let expected = briefing.counts.expected_watch.round() as usize;
    format!(
        "Unusual, but with {} indicators tested about {} such would turn up by chance.",
        briefing.counts.tested,
        words::count(expected)
    )
}

pub(super) fn counts(briefing: &Briefing, new: usize) -> Vec<(String, String)> {
    let raised = briefing.exceptions.len();
    let improving = briefing
        .exceptions
        .iter()
        .filter(|exception| exception.state == ExceptionState::Improving)
        .count();
    let closed = briefing
        .closed
        .iter()
        .filter(|exception| exception.state == ExceptionState::Closed)
        .count();
    let before = match improving {
        0 => "from before".to_string(),
        some => format!("from before ({some} improving)"),
    };
    let chance = format!("on watch; about {:.0} by chance", briefing.counts.expected_watch);
    vec![
        (
            format!("{} of {}", briefing.counts.reported, briefing.counts.due),
            "due indicators reported".into(),
        ),
        (raised.to_string(), "with an exception".into()),
        (new.to_string(), "new".into()),
        ((raised - new).to_string(), before),
        (closed.to_string(), "closed".into()),
        (briefing.watch.len().to_string(), chance),
    ]
}

/// Most names in one line of the first panel; the coverage table has the rest.
const MOST_NAMES: usize = 5;

/// The first panel: how many returns came, then who did not send, what is held, what came in part or late.
pub(super) fn returns(briefing: &Briefing) -> Returns {
    let counts = &briefing.counts;
    let lines = |wanted: ReturnStatus| briefing.returns.iter().filter(move |line| line.status == wanted);
    let named = |wanted: ReturnStatus| -> Vec<String> {
        let mut names: Vec<String> = lines(wanted)
            .take(MOST_NAMES)
            .map(|line| lost(line, briefing))
            .collect();
        let more = lines(wanted).count().saturating_sub(MOST_NAMES);
        if more > 0 {
            names.push(format!("{} more", words::count(more)));
        }
        names
    };
    let said = [
        ("Not received", named(ReturnStatus::Missing)),
        ("Not the form that was asked for", named(ReturnStatus::WrongForm)),
        ("Held for checking", named(ReturnStatus::Held)),
    ];
    let listed = said.into_iter().filter(|(_, names)| !names.is_empty());
    let mut rest: Vec<String> = listed
        .map(|(what, names)| format!("{what}: {}.", words::list(&names)))
        .collect();
    let counted = [("In part", ReturnStatus::Partial), ("Late but in", ReturnStatus::Late)];
    for (what, status) in counted {
        let number = lines(status).count();
        if number > 0 {
            rest.push(format!("{what}: {}.", words::several(number, "return", "returns")));
        }
    }
    Returns {
        lead: format!("{} of {} returns came.", counts.returns_received, counts.returns_due),
        rest,
    }
}

/// An agency with what its return takes away, and how late it is.
fn lost(line: &ReturnLine, briefing: &Briefing) -> String {
    let name = briefing
        .coverage
        .iter()
        .find(|agency| agency.agency == line.agency)
        .map_or(line.agency.as_str(), |agency| &agency.name);
    let feed = if line.feed == "dashboard" {
        String::new()
    } else {
        format!(", {}", line.feed.replace('-', " ").replace("s11", "Section 11"))
    };
    let missing = match (line.indicators_expected, line.indicators_received) {
        (Some(expected), received) if expected > received.unwrap_or(0) => {
            let gone = expected - received.unwrap_or(0);
            format!("{gone} {}", if gone == 1 { "indicator" } else { "indicators" })
        }
        _ => String::new(),
    };
    let late = match line.days_late {
        days if days > 0 => format!("{days} {} late", if days == 1 { "day" } else { "days" }),
        _ => String::new(),
    };
    let inside = [missing, late]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ");
    if inside.is_empty() {
        format!("{name}{feed}")
    } else {
        format!("{name}{feed} ({inside})")
    }
}
