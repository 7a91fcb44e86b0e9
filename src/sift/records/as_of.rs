//! Registers that did not come for the quarter: what is said of them is of an earlier one, and papers say of which.

use crate::domain::{Exception, Period};
use crate::sift::evidence::Evidence;
use crate::sift::number;

/// Feeds that are registers, as papers name them, and whether the name is of several.
const REGISTERS: [(&str, &str, bool); 4] = [
    ("actions", "the action trackers", true),
    ("risks", "the risk register", false),
    ("challenges", "the challenge log", false),
    ("business-plan", "the business plan", false),
];

/// The rules that read a register, with the feed of its rows.
const RULES: [(&str, &str); 6] = [
    ("risk-without-action", "risks"),
    ("new-risk-without-action", "risks"),
    ("review-action-not-done", "actions"),
    ("audit-action-overdue", "actions"),
    ("challenge-open-a-year", "challenges"),
    ("plan-past-its-date", "business-plan"),
];

/// The feed of the register that a rule reads; `None` for rules that read none.
pub fn register_of(rule: &str) -> Option<&'static str> {
    let found = RULES.iter().find(|(name, _)| *name == rule);
    found.map(|(_, feed)| *feed)
}

/// The feeds of the registers that rules read, each once.
pub fn registers() -> impl Iterator<Item = &'static str> {
    REGISTERS.iter().map(|(feed, _, _)| *feed)
}

/// Says of an exception that a register made how sure it is, and of which quarter the register is where that is an earlier one.
pub(super) fn say(made: &mut Exception, rule: &str, evidence: &Evidence<'_>) {
    let register = register_of(rule).unwrap_or_default();
    made.how_sure = match earlier(register, evidence) {
        Some(then) => format!("Certain for {then}: no newer records came."),
        None => "Certain: it is what the records say.".into(),
    };
    for words in told(&[register], evidence) {
        made.sentence = format!("{} {words}", made.sentence);
    }
}

/// The earlier quarter that a register is of; `None` where it came for this one or never, and for other feeds.
pub(in crate::sift) fn earlier(feed: &str, evidence: &Evidence<'_>) -> Option<Period> {
    let newest = evidence.held.newest_register(feed, evidence.period)?;
    (newest < evidence.period).then_some(newest)
}

/// One sentence for those of some registers that are of an earlier quarter; none where all came.
pub(in crate::sift) fn told(feeds: &[&str], evidence: &Evidence<'_>) -> Vec<String> {
    let of = |(feed, name, several): &(&str, &'static str, bool)| {
        let then = earlier(feed, evidence).filter(|_| feeds.contains(feed))?;
        let they = if *several { "they are" } else { "it is" };
        Some(format!(
            "{} did not come for {}; {they} shown as in {then}.",
            number::capitalised(name),
            evidence.period
        ))
    };
    REGISTERS.iter().filter_map(of).collect()
}
