//! The rows of the feeds besides the dashboard as plain things: answers, sessions, cases, actions, risks and the rest.

use crate::domain::{Action, Origin, Period};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A grade of Section 11.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// The organisation meets it.
    Met,
    /// Some of it is in place.
    PartlyMet,
    /// It is not in place.
    NotMet,
    /// It does not apply, and leaves the base.
    NotApplicable,
}

/// One answer of one organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct S11Answer {
    /// Where it came from.
    pub from: Origin,
    /// The audit cycle, such as `2024-25`.
    pub cycle: Arc<str>,
    /// A member agency's id, else the name as sent.
    pub organisation: Arc<str>,
    /// Code of the list `organisation-types`; empty when not said.
    pub kind: Arc<str>,
    /// The area's id; empty when not said.
    pub area: Arc<str>,
    /// The standard's id.
    pub standard: Arc<str>,
    /// The question's id.
    pub question: Arc<str>,
    /// What the organisation says of itself; `None`: unanswered.
    pub own: Option<Grade>,
    /// What the panel says; `None`: not moderated.
    pub moderated: Option<Grade>,
    /// Whether anything is named as evidence.
    pub has_evidence: bool,
}

impl S11Answer {
    /// The panel's grade, else the organisation's own.
    pub fn grade(&self) -> Option<Grade> {
        self.moderated.or(self.own)
    }
}

/// One session of a course and one agency that sent people.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    /// The session's id.
    pub session: String,
    /// The course's title.
    pub course: String,
    /// Code of the list `course-themes`.
    pub theme: String,
    /// The day; `None` when none could be read.
    pub date: Option<NaiveDate>,
    /// Code of the list `training-modes`.
    pub mode: String,
    /// Places of the whole session.
    pub capacity: Option<f64>,
    /// The agency that sent people.
    pub agency: String,
    /// Registered, attended, cancelled, no-shows, walk-ins of this agency; 0 where nothing was sent.
    pub people: [f64; 5],
}

/// One evaluation form.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// The session's id.
    pub session: String,
    /// The person's agency.
    pub agency: String,
    /// Confidence before the course.
    pub before: Option<f64>,
    /// Confidence just after it.
    pub after: Option<f64>,
    /// Confidence some months later.
    pub later: Option<f64>,
    /// Whether the follow-up has come back.
    pub replied: bool,
    /// Whether the person gave an example of changed practice.
    pub changed: bool,
    /// The greatest mark of the scale.
    pub scale_max: Option<f64>,
    /// How satisfied, on the scale.
    pub satisfaction: Option<f64>,
}

/// One cell of the table of referrals to the LADO.
#[derive(Clone, Debug, PartialEq)]
pub struct LadoCell {
    /// The quarter.
    pub period: Period,
    /// Who referred.
    pub referrer: String,
    /// Where the adult works.
    pub sector: String,
    /// What it is about.
    pub concern: String,
    /// `Met`, `Not met`, or empty.
    pub threshold: String,
    /// Code of the list `lado-outcomes`, or empty.
    pub outcome: String,
    /// Least and greatest count; the same where nothing is suppressed.
    pub count: (f64, f64),
}

/// One domain of one audited case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// Where it came from.
    pub from: Origin,
    /// The audit.
    pub audit: String,
    /// Its theme.
    pub theme: String,
    /// The case; means nothing outside the audit.
    pub case: String,
    /// The agency judged.
    pub agency: String,
    /// Code of the list `audit-domains`.
    pub domain: String,
    /// The agency's grade; empty when none.
    pub grade: String,
    /// The panel's; empty when none.
    pub moderated: String,
}

/// One line of the risk register.
#[derive(Clone, Debug, PartialEq)]
pub struct Risk {
    /// Where it came from.
    pub from: Origin,
    /// The risk's id.
    pub risk: String,
    /// What may happen.
    pub text: String,
    /// 1 to 5.
    pub likelihood: Option<f64>,
    /// 1 to 5.
    pub impact: Option<f64>,
    /// The score that is aimed at, 1 to 25.
    pub target: Option<f64>,
    /// Who owns it, as a role; empty when nobody.
    pub owner: String,
    /// When it was last looked at.
    pub reviewed: Option<NaiveDate>,
}

impl Risk {
    /// Likelihood times impact, 1 to 25; `None` unless both are known.
    pub fn score(&self) -> Option<f64> {
        Some(self.likelihood? * self.impact?)
    }
}

/// One line of the challenge log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// Where it came from.
    pub from: Origin,
    /// Its id.
    pub challenge: String,
    /// When.
    pub raised: Option<NaiveDate>,
    /// About which organisation.
    pub about: String,
    /// What.
    pub issue: String,
    /// What was answered.
    pub response: String,
    /// What came of it.
    pub outcome: String,
    /// When it was closed; `None` while it is open.
    pub closed: Option<NaiveDate>,
}

/// One campaign and channel in one quarter.
#[derive(Clone, Debug, PartialEq)]
pub struct Campaign {
    /// The quarter.
    pub period: Period,
    /// The campaign.
    pub campaign: String,
    /// The channel.
    pub channel: String,
    /// People reached on this channel.
    pub reach: Option<f64>,
    /// Clicks.
    pub clicks: Option<f64>,
}

/// One partner's contribution.
#[derive(Clone, Debug, PartialEq)]
pub struct Contribution {
    /// Where it came from.
    pub from: Origin,
    /// The partner; may be a row named as a total.
    pub partner: String,
    /// The financial year.
    pub year: String,
    /// Pounds.
    pub pledged: Option<f64>,
    /// Pounds.
    pub paid: Option<f64>,
}

/// One action of the business plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanLine {
    /// Where it came from.
    pub from: Origin,
    /// The priority, as sent.
    pub priority: String,
    /// The action.
    pub action: String,
    /// Who leads.
    pub lead: String,
    /// How far it is, in words.
    pub progress: String,
    /// The Board's own key: red, amber, green; empty when not said.
    pub rag: String,
    /// By when.
    pub due: Option<NaiveDate>,
}

/// One piece of engagement.
#[derive(Clone, Debug, PartialEq)]
pub struct Voice {
    /// The group.
    pub group: String,
    /// The day.
    pub date: NaiveDate,
    /// How many young people.
    pub young_people: Option<f64>,
    /// What about.
    pub topic: String,
    /// How.
    pub method: String,
    /// You said.
    pub said: String,
    /// We did; empty when nothing is said to have changed.
    pub changed: String,
}

/// One member agency at one meeting.
#[derive(Clone, Debug, PartialEq)]
pub struct Seat {
    /// The meeting.
    pub meeting: String,
    /// The day.
    pub date: NaiveDate,
    /// The member agency.
    pub agency: String,
    /// Invited, attended, represented; 0 where nothing was sent.
    pub counts: [f64; 3],
}

/// Everything that is held of these feeds up to a quarter, in use, each row once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Held {
    /// Section 11, the newest answer of each organisation to each question of each cycle.
    pub answers: Vec<S11Answer>,
    /// Answers of organisations in cycles in which they were not asked: kept, and counted in nothing.
    pub unasked: Vec<S11Answer>,
    /// Training sessions.
    pub sessions: Vec<Session>,
    /// Evaluation forms, the newest version of each.
    pub forms: Vec<Form>,
    /// LADO referrals.
    pub referrals: Vec<LadoCell>,
    /// How long LADO cases take: by quarter and measure, least and greatest count.
    pub speed: BTreeMap<(Period, String), (f64, f64)>,
    /// Every version of every action, with the folder that it came in.
    pub actions: Vec<(Origin, Action)>,
    /// Case audits.
    pub audits: Vec<AuditRow>,
    /// Every version of every risk.
    pub risks: Vec<Risk>,
    /// Every version of every challenge.
    pub challenges: Vec<Challenge>,
    /// Campaigns.
    pub campaigns: Vec<Campaign>,
    /// Contributions.
    pub contributions: Vec<Contribution>,
    /// Every version of the business plan.
    pub plan: Vec<PlanLine>,
    /// Engagement.
    pub voice: Vec<Voice>,
    /// Attendance.
    pub seats: Vec<Seat>,
}

impl Held {
    /// The newest version of every action, by sender and id: that of the last folder, and in it the last row.
    pub fn newest_actions(&self) -> Vec<Action> {
        let mut newest: BTreeMap<(&str, &str), &(Origin, Action)> = BTreeMap::new();
        for one in self.actions.iter().filter(|(_, action)| !action.id.is_empty()) {
            let (from, action) = one;
            let held = newest.entry((&from.sender, &action.id)).or_insert(one);
            if held.0.folder <= from.folder {
                *held = one;
            }
        }
        newest.into_values().map(|(_, action)| action.clone()).collect()
    }

    /// The newest inbox folder, up to a quarter, in which rows of a register came; `None` where none did and for other feeds.
    pub fn newest_register(&self, feed: &str, until: Period) -> Option<Period> {
        let folders: Vec<Period> = match feed {
            "actions" => self.actions.iter().map(|(from, _)| from.folder).collect(),
            "risks" => self.risks.iter().map(|risk| risk.from.folder).collect(),
            "challenges" => self.challenges.iter().map(|one| one.from.folder).collect(),
            "business-plan" => self.plan.iter().map(|line| line.from.folder).collect(),
            _ => return None,
        };
        folders.into_iter().filter(|folder| *folder <= until).max()
    }
}

impl AuditRow {
    /// The grade that stands: the panel's, else the agency's; empty when neither gave one.
    pub fn standing_grade(&self) -> &str {
        if self.moderated.is_empty() {
            &self.grade
        } else {
            &self.moderated
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_an_action_sent_twice_the_later_one_stands_and_senders_do_not_mix() {
        let sent = |sender: &str, quarter: u8, status: &str| {
            let from = Origin {
                sender: sender.into(),
                folder: Period::new(2026, quarter).unwrap(),
                received: None,
                file: "".into(),
            };
            let action = Action {
                id: "A1".into(),
                status: status.into(),
                ..Action::default()
            };
            (from, action)
        };
        let held = Held {
            actions: vec![
                sent("one", 2, "complete"),
                sent("one", 1, "not-started"),
                sent("two", 1, "in-progress"),
            ],
            ..Held::default()
        };
        let statuses: Vec<String> = held.newest_actions().into_iter().map(|one| one.status).collect();
        assert_eq!(statuses, ["complete", "in-progress"]);
    }
}
