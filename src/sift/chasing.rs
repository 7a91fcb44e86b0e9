//! Returns that have not come into reminders for their agencies and a list for the chair.

mod texts;

use crate::domain::{AgencyCoverage, Briefing, ReturnLine, ReturnStatus};
use crate::sift::feedback::words;
use chrono::NaiveDate;
use std::collections::BTreeMap;

pub use texts::built_in;

/// Days overdue from which the chair is told; an agency that missed the quarter before as well is told of at once.
const TO_THE_CHAIR: i64 = 14;

/// When a reminder is sent, by the days that are left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// 21 to 15 days before the due date.
    ThreeWeeks,
    /// 14 to 8 days before.
    TwoWeeks,
    /// 7 days to one day before.
    OneWeek,
    /// On the day.
    Today,
    /// Afterwards.
    Overdue,
}

impl Stage {
    /// Every stage, the earliest first.
    pub const ALL: [Stage; 5] = [
        Stage::ThreeWeeks,
        Stage::TwoWeeks,
        Stage::OneWeek,
        Stage::Today,
        Stage::Overdue,
    ];

    /// Its word in lists and in the names of a board's own texts.
    pub fn word(self) -> &'static str {
        match self {
            Stage::ThreeWeeks => "21-days",
            Stage::TwoWeeks => "14-days",
            Stage::OneWeek => "7-days",
            Stage::Today => "0-days",
            Stage::Overdue => "overdue",
        }
    }

    /// The stage with so many days left; `None` while it is too early to remind anyone.
    pub fn at(days_left: i64) -> Option<Stage> {
        match days_left {
            22.. => None,
            15..=21 => Some(Stage::ThreeWeeks),
            8..=14 => Some(Stage::TwoWeeks),
            1..=7 => Some(Stage::OneWeek),
            0 => Some(Stage::Today),
            ..0 => Some(Stage::Overdue),
        }
    }
}

/// What one agency still owes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// The agency's id.
    pub agency: String,
    /// Its name.
    pub name: String,
    /// Which reminder is due now.
    pub stage: Stage,
    /// What has not come, as feeds are called.
    pub feeds: Vec<String>,
    /// Days to the due date; below 0 when it has passed.
    pub days_left: i64,
    /// Indicators that cannot be reported without it.
    pub indicators: usize,
    /// Of the last eight quarters, this one apart, those of which nothing came.
    pub missed_before: usize,
    /// Whether nothing came of the quarter before either.
    pub missed_last: bool,
    /// The message.
    pub text: String,
}

impl Reminder {
    /// Whether the chair should hear of it.
    pub fn is_for_the_chair(&self) -> bool {
        self.days_left <= -TO_THE_CHAIR || self.days_left < 0 && self.missed_last
    }
}

/// A reminder for each agency that owes something and is to be reminded by now. `texts` are the messages by stage, and
/// `called` says what a feed is called.
///
/// # Errors
/// A message that names something in braces which is not known.
pub fn reminders(
    briefing: &Briefing,
    texts: &BTreeMap<Stage, String>,
    called: impl Fn(&str) -> String,
) -> Result<Vec<Reminder>, String> {
    let days_left = (briefing.due - briefing.as_at).num_days();
    let Some(stage) = Stage::at(days_left) else {
        return Ok(vec![]);
    };
    let mut owed: Vec<(&str, Vec<&ReturnLine>)> = Vec::new();
    for line in briefing.returns.iter().filter(|line| owes(line)) {
        match owed.iter_mut().find(|(agency, _)| *agency == line.agency) {
            Some((_, lines)) => lines.push(line),
            None => owed.push((&line.agency, vec![line])),
        }
    }
    let mut reminders = Vec::new();
    for (agency, lines) in owed {
        let covered = briefing.coverage.iter().find(|one| one.agency == agency);
        let before = missed_before(briefing, agency);
        let mut reminder = Reminder {
            agency: agency.to_string(),
            name: covered.map_or_else(|| agency.to_string(), |one| one.name.clone()),
            stage,
            feeds: lines.iter().map(|line| called(&line.feed)).collect(),
            days_left,
            indicators: lines.iter().filter_map(|line| line.indicators_expected).sum(),
            missed_before: before.iter().filter(|missed| **missed).count(),
            missed_last: before.last().copied().unwrap_or(false),
            text: String::new(),
        };
        let text = texts.get(&stage).map(String::as_str).unwrap_or_default();
        reminder.text = filled(text, &reminder, briefing)?;
        reminders.push(reminder);
    }
    Ok(reminders)
}

/// For each quarter before this one whether an agency sent nothing. Quarters of which nothing is held at all, such as those
/// before the board's first, count for nobody.
fn missed_before(briefing: &Briefing, agency: &str) -> Vec<bool> {
    let history = |one: &AgencyCoverage| {
        one.history
            .split_last()
            .map(|(_, before)| before.to_vec())
            .unwrap_or_default()
    };
    let all: Vec<Vec<ReturnStatus>> = briefing.coverage.iter().map(history).collect();
    let came =
        |status: Option<&ReturnStatus>| !matches!(status, Some(ReturnStatus::Missing | ReturnStatus::NotDue) | None);
    let anyone = |at: usize| all.iter().any(|history| came(history.get(at)));
    let own = briefing
        .coverage
        .iter()
        .find(|one| one.agency == agency)
        .map(history)
        .unwrap_or_default();
    let missed = own
        .iter()
        .enumerate()
        .map(|(at, status)| *status == ReturnStatus::Missing && anyone(at));
    missed.collect()
}

/// Whether nothing usable came. What is held waits for an answer that was asked for elsewhere.
fn owes(line: &ReturnLine) -> bool {
    match line.status {
        ReturnStatus::Missing => true,
        ReturnStatus::NotDue => line.received.is_none(),
        ReturnStatus::OnTime
        | ReturnStatus::Late
        | ReturnStatus::Partial
        | ReturnStatus::Nil
        | ReturnStatus::Held
        | ReturnStatus::WrongForm => false,
    }
}

/// The message with what stands in braces put in: `{agency}` is the agency's name.
fn filled(text: &str, reminder: &Reminder, briefing: &Briefing) -> Result<String, String> {
    let days = usize::try_from(reminder.days_left.abs()).unwrap_or(0);
    let indicators = match reminder.indicators {
        0 => "its figures".to_string(),
        some => words::several(some, "indicator", "indicators"),
    };
    let values = [
        ("agency", reminder.name.clone()),
        ("board", briefing.board.clone()),
        ("period", briefing.period.to_string()),
        ("months", briefing.period.months()),
        ("due", words::day(briefing.due)),
        ("days", words::several(days, "day", "days")),
        ("feeds", words::list(&reminder.feeds)),
        ("indicators", indicators),
    ];
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (name, tail) = after.split_once('}').ok_or("a `{` is never closed")?;
        let value = values.iter().find(|(known, _)| *known == name);
        let (_, value) = value.ok_or_else(|| {
            let known = values.each_ref().map(|(known, _)| format!("{{{known}}}"));
            format!("`{{{name}}}` is not known; use {}", known.join(", "))
        })?;
        out.push_str(value);
        rest = tail;
    }
    out.push_str(rest);
    Ok(out)
}

/// How many returns were expected and what became of them, in two sentences.
pub fn returns_in_words(lines: &[ReturnLine]) -> String {
    let asked: Vec<&ReturnLine> = lines.iter().filter(|line| line.note != "not asked for").collect();
    let count = |wanted: &[ReturnStatus]| asked.iter().filter(|line| wanted.contains(&line.status)).count();
    let came = || asked.iter().filter(|line| line.status.has_come());
    let received = came().count();
    let in_time = came().filter(|line| line.days_late == 0).count();
    let not_due = count(&[ReturnStatus::NotDue]);
    let due = asked.len() - not_due;
    let rate = (received * 100)
        .checked_div(due)
        .map_or("-".to_string(), |rate| format!("{rate}%"));
    format!(
        "{due} {} expected, {received} received: {in_time} on time, {} late; {} of them in part, {} nil. {} missing, {} held, {} on the wrong form, {} not yet due. Return rate {rate}.",
        if due == 1 { "return" } else { "returns" },
        received - in_time,
        count(&[ReturnStatus::Partial]),
        count(&[ReturnStatus::Nil]),
        count(&[ReturnStatus::Missing]),
        count(&[ReturnStatus::Held]),
        count(&[ReturnStatus::WrongForm]),
        not_due,
    )
}

/// The list for the chair; empty when there is nobody to speak to.
pub fn for_the_chair(reminders: &[Reminder], briefing: &Briefing) -> String {
    let listed: Vec<&Reminder> = reminders.iter().filter(|one| one.is_for_the_chair()).collect();
    if listed.is_empty() {
        return String::new();
    }
    let mut text = vec![
        format!("For the chair: returns for {} that have not come", briefing.period),
        format!(
            "As at {}. They were due on {}.",
            words::day(briefing.as_at),
            words::day(briefing.due)
        ),
        String::new(),
        returns_in_words(&briefing.returns),
        String::new(),
        "Please speak to:".to_string(),
    ];
    for one in &listed {
        let days = usize::try_from(-one.days_left).unwrap_or(0);
        let lost = match one.indicators {
            0 => String::new(),
            some => format!(
                "; {} cannot be reported",
                words::several(some, "indicator", "indicators")
            ),
        };
        let before = match (one.missed_before, one.missed_last) {
            (0, _) => "; nothing was missing in the seven quarters before".to_string(),
            (some, true) => {
                format!("; nothing came last quarter either ({some} of the seven quarters before were missed)")
            }
            (some, false) => format!("; {some} of the seven quarters before were missed"),
        };
        let overdue = words::several(days, "day", "days");
        text.push(format!(
            "- {}: {}; {overdue} overdue{lost}{before}.",
            one.name,
            words::list(&one.feeds)
        ));
    }
    let others: Vec<String> = reminders
        .iter()
        .filter(|one| !one.is_for_the_chair())
        .map(|one| one.name.clone())
        .collect();
    if !others.is_empty() {
        text.push(String::new());
        text.push(format!("Reminded, and not for you yet: {}.", words::list(&others)));
    }
    format!("{}\n", text.join("\n"))
}

/// The day from which a quarter's agencies are reminded.
pub fn first_reminder(due: NaiveDate) -> NaiveDate {
    due.checked_sub_days(chrono::Days::new(21)).unwrap_or(due)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_day_has_its_stage() {
        let stages: Vec<Option<Stage>> = [30, 21, 15, 14, 8, 7, 1, 0, -1, -60].map(Stage::at).to_vec();
        assert_eq!(
            stages,
            [
                None,
                Some(Stage::ThreeWeeks),
                Some(Stage::ThreeWeeks),
                Some(Stage::TwoWeeks),
                Some(Stage::TwoWeeks),
                Some(Stage::OneWeek),
                Some(Stage::OneWeek),
                Some(Stage::Today),
                Some(Stage::Overdue),
                Some(Stage::Overdue)
            ]
        );
    }
}
