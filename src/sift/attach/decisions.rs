//! What members are asked to decide of an exception, where they have not decided yet.

use crate::domain::{Concern, Exception, ExceptionState, HELD_BACK, LinkedAction, unanswered};
use crate::sift::number;

/// How a decision begins that is beyond the sub-committee.
pub const TO_THE_EXECUTIVE: &str = "Take to the Executive";

/// Rules of records whose actions have owners of their own.
const OF_ACTIONS: [&str; 2] = ["plan-past-its-date", "review-action-not-done"];

/// Members decide: a default is a question.
pub(super) fn default(exception: &Exception) -> String {
    match exception.state {
        _ if exception
            .actions
            .iter()
            .any(|one| one.days_overdue > 0 && one.owner.is_empty()) =>
        {
            "Name owners?".into()
        }
        ExceptionState::Improving => "Note, and keep on the list?".into(),
        ExceptionState::Closed | ExceptionState::AfterClosing => "Note?".into(),
        ExceptionState::New | ExceptionState::Continuing => of_open(exception),
    }
}

/// What is asked of an exception that is open: of the actions that stand beside it first, then of what was said.
fn of_open(exception: &Exception) -> String {
    let unanswered = unanswered(&exception.asked);
    let is_new = exception.state == ExceptionState::New;
    // Members who accepted a plan before do not accept it again: has it been enough?
    let mut asked = exception.asked.iter();
    let accepted = asked.any(|asked| asked.decision.to_lowercase().starts_with("accept the plan"));
    if unanswered == 0 && exception.rules.iter().any(|rule| OF_ACTIONS.contains(&rule.as_str())) {
        return "Ask each owner what stands in the way, and by when it will be done?".into();
    }
    if unanswered >= 2 && !is_new {
        let requests = number::capitalised(&number::in_words(unanswered));
        return format!("{TO_THE_EXECUTIVE}? {requests} requests are not answered.");
    }
    if let Some(question) = of_actions(&exception.actions) {
        return question;
    }
    match (is_new, speech(exception)) {
        (false, _) if accepted => "Is the plan that was accepted enough?",
        (_, Speech::HeldBack) => "Ask for words that can be printed?",
        (false, Speech::Plan) => "Accept the plan received?",
        (_, Speech::Plan | Speech::Reason) => "Accept the explanation received?",
        (false, Speech::None) if unanswered == 1 => "Ask again for an explanation?",
        (true, Speech::None) if exception.concern == Concern::Unusual => "Ask what members should know?",
        (_, Speech::None) => "Ask for an explanation?",
    }
    .into()
}

/// What is asked of the first action that is late, else of the first that is open: one that is not yet due is a plan that members know of.
fn of_actions(actions: &[LinkedAction]) -> Option<String> {
    let mut open = actions.iter().filter(|action| action.status != "complete");
    if let Some(late) = open.clone().find(|action| action.days_overdue > 0) {
        return Some(format!("Action {} is overdue: by when will it be done?", late.id));
    }
    let planned = open.find(|action| action.due.is_some())?;
    Some(format!("Is action {} enough, and on course?", planned.id))
}

/// What came of words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Speech {
    None,
    /// They may name a child, so that no paper prints them.
    HeldBack,
    /// They say why.
    Reason,
    /// They speak of a plan.
    Plan,
}

fn speech(exception: &Exception) -> Speech {
    let all = || std::iter::once(&exception.agency_says).chain(&exception.also_said);
    let mut printed = all().filter(|said| !said.text.is_empty() && said.text != HELD_BACK);
    match (printed.clone().next(), exception.agency_says.text.is_empty()) {
        (None, true) => Speech::None,
        (None, false) => Speech::HeldBack,
        (Some(_), _) if printed.any(|said| speaks_of_a_plan(&said.text)) => Speech::Plan,
        (Some(_), _) => Speech::Reason,
    }
}

/// Whether a text has a plan by its name, and does not say that there is none.
fn speaks_of_a_plan(text: &str) -> bool {
    let words: Vec<String> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .map(str::to_lowercase)
        .collect();
    let named = words.iter().position(|word| ["plan", "plans"].contains(&word.as_str()));
    let denies = |before: &[String]| {
        before
            .iter()
            .rev()
            .take(2)
            .any(|word| word == "no" || word == "without")
    };
    named.is_some_and(|at| !denies(&words[..at]))
}

#[cfg(test)]
mod tests {
    use super::{of_actions, speaks_of_a_plan};
    use crate::domain::LinkedAction;

    fn action(status: &str, days_overdue: i64) -> LinkedAction {
        LinkedAction {
            id: format!("A{days_overdue}"),
            text: String::new(),
            owner: "Head".into(),
            due: chrono::NaiveDate::from_ymd_opt(2026, 6, 30),
            status: status.into(),
            completed: None,
            days_overdue,
            afterwards: String::new(),
        }
    }

    #[test]
    fn a_plan_is_one_only_where_it_is_named() {
        assert!(speaks_of_a_plan("A plan is agreed."));
        assert!(!speaks_of_a_plan("There is no plan."));
        assert!(!speaks_of_a_plan("Four posts are empty in two teams."));
    }

    #[test]
    fn a_late_action_is_asked_about_before_one_on_course() {
        let asked = of_actions(&[action("in-progress", 0), action("in-progress", 9)]);
        assert_eq!(asked.as_deref(), Some("Action A9 is overdue: by when will it be done?"));
        let asked = of_actions(&[action("complete", 0), action("in-progress", 0)]);
        assert_eq!(asked.as_deref(), Some("Is action A0 enough, and on course?"));
        assert_eq!(of_actions(&[action("complete", 0)]), None);
    }
}
