//! Rows of the feeds that the Board's own team keeps into plain things.

use crate::domain::{Action, AuditRow, Campaign, Challenge, Contribution, Origin, Period, PlanLine, Risk, Seat, Voice};
use crate::measure::held::Feeds;
use std::collections::BTreeMap;

const ACTIONS: [&str; 10] = [
    "action",
    "source",
    "reference",
    "agency",
    "text",
    "owner",
    "due",
    "status",
    "completed",
    "impact",
];

/// Gives rows without words the words of the last earlier version that had any: a later list may leave them out.
fn fill_words<Row>(rows: &mut [Row], key: impl Fn(&Row) -> (Origin, String), words: impl Fn(&mut Row) -> &mut String) {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|&at| key(&rows[at]).0.folder);
    let mut told: BTreeMap<(String, String), String> = BTreeMap::new();
    for at in order {
        let (from, id) = key(&rows[at]);
        let text = words(&mut rows[at]);
        match told.get(&(from.sender.to_string(), id.clone())) {
            Some(earlier) if text.is_empty() => text.clone_from(earlier),
            _ if !text.is_empty() => drop(told.insert((from.sender.to_string(), id), text.clone())),
            _ => (),
        }
    }
}

pub(super) fn actions(feeds: &Feeds<'_>) -> Vec<(Origin, Action)> {
    let mut all = feeds.each(("actions", &ACTIONS), |sheet, row, from| {
        let text = |column: &str| sheet.text(column, row);
        let action = Action {
            id: text("action"),
            source: text("source"),
            reference: text("reference"),
            agency: text("agency"),
            text: text("text"),
            owner: text("owner"),
            due: sheet.table.day("due", row),
            status: text("status"),
            completed: sheet.table.day("completed", row),
            impact: text("impact"),
        };
        Some((from, action))
    });
    fill_words(&mut all, |row| (row.0.clone(), row.1.id.clone()), |row| &mut row.1.text);
    all
}

const AUDITS: [&str; 7] = ["audit", "theme", "case", "agency", "domain", "grade", "moderated_grade"];

pub(super) fn audits(feeds: &Feeds<'_>) -> Vec<AuditRow> {
    feeds.each(("case-audits", &AUDITS), |sheet, row, from| {
        let text = |column: &str| sheet.text(column, row);
        Some(AuditRow {
            audit: text("audit"),
            theme: text("theme"),
            case: text("case"),
            agency: text("agency"),
            domain: text("domain"),
            grade: text("grade"),
            moderated: text("moderated_grade"),
            from,
        })
    })
}

const RISKS: [&str; 7] = ["risk", "text", "likelihood", "impact", "target", "owner", "reviewed"];

pub(super) fn risks(feeds: &Feeds<'_>) -> Vec<Risk> {
    let mut all = feeds.each(("risks", &RISKS), |sheet, row, from| {
        let number = |column: &str| sheet.table.number(column, row);
        Some(Risk {
            risk: sheet.text("risk", row),
            text: sheet.text("text", row),
            likelihood: number("likelihood"),
            impact: number("impact"),
            target: number("target"),
            owner: sheet.text("owner", row),
            reviewed: sheet.table.day("reviewed", row),
            from,
        })
    });
    fill_words(
        &mut all,
        |row| (row.from.clone(), row.risk.clone()),
        |row| &mut row.text,
    );
    all
}

const CHALLENGES: [&str; 7] = ["challenge", "raised", "about", "issue", "response", "outcome", "closed"];

pub(super) fn challenges(feeds: &Feeds<'_>) -> Vec<Challenge> {
    feeds.each(("challenges", &CHALLENGES), |sheet, row, from| {
        let text = |column: &str| sheet.text(column, row);
        Some(Challenge {
            challenge: text("challenge"),
            raised: sheet.table.day("raised", row),
            about: text("about"),
            issue: text("issue"),
            response: text("response"),
            outcome: text("outcome"),
            closed: sheet.table.day("closed", row),
            from,
        })
    })
}

pub(super) fn campaigns(feeds: &Feeds<'_>) -> Vec<Campaign> {
    let columns = ["campaign", "channel", "period", "reach", "clicks"];
    let all = feeds.each(("communications", &columns), |sheet, row, from| {
        let period = sheet.period("period", row).filter(|period| *period <= feeds.until)?;
        let campaign = Campaign {
            period,
            campaign: sheet.text("campaign", row),
            channel: sheet.text("channel", row),
            reach: sheet.table.number("reach", row),
            clicks: sheet.table.number("clicks", row),
        };
        Some((from.folder, campaign))
    });
    let mut newest: BTreeMap<(Period, String, String), (Period, Campaign)> = BTreeMap::new();
    for (folder, one) in all {
        let key = (one.period, one.campaign.clone(), one.channel.clone());
        if newest.get(&key).is_none_or(|held| held.0 <= folder) {
            newest.insert(key, (folder, one));
        }
    }
    newest.into_values().map(|(_, one)| one).collect()
}

pub(super) fn contributions(feeds: &Feeds<'_>) -> Vec<Contribution> {
    feeds.each(
        ("funding", &["partner", "year", "pledged", "paid"]),
        |sheet, row, from| {
            Some(Contribution {
                partner: sheet.text("partner", row),
                year: sheet.text("year", row),
                pledged: sheet.table.number("pledged", row),
                paid: sheet.table.number("paid", row),
                from,
            })
        },
    )
}

const PLAN: [&str; 6] = ["priority", "action", "lead", "progress", "rag", "due"];

pub(super) fn plan(feeds: &Feeds<'_>) -> Vec<PlanLine> {
    feeds.each(("business-plan", &PLAN), |sheet, row, from| {
        let text = |column: &str| sheet.text(column, row);
        Some(PlanLine {
            priority: text("priority"),
            action: text("action"),
            lead: text("lead"),
            progress: text("progress"),
            rag: text("rag"),
            due: sheet.table.day("due", row),
            from,
        })
    })
}

const VOICE: [&str; 7] = ["group", "date", "young_people", "topic", "method", "said", "changed"];

pub(super) fn voice(feeds: &Feeds<'_>) -> Vec<Voice> {
    let all = feeds.each(("voice", &VOICE), |sheet, row, _| {
        let text = |column: &str| sheet.text(column, row);
        Some(Voice {
            group: text("group"),
            date: sheet.table.day("date", row)?,
            young_people: sheet.table.number("young_people", row),
            topic: text("topic"),
            method: text("method"),
            said: text("said"),
            changed: text("changed"),
        })
    });
    let key = |one: &Voice| (one.date, one.group.clone(), one.topic.clone());
    let newest: BTreeMap<_, Voice> = all.into_iter().map(|one| (key(&one), one)).collect();
    newest.into_values().collect()
}

const SEATS: [&str; 6] = ["meeting", "date", "agency", "invited", "attended", "represented"];

pub(super) fn seats(feeds: &Feeds<'_>) -> Vec<Seat> {
    let all = feeds.each(("attendance", &SEATS), |sheet, row, _| {
        let number = |column: &str| sheet.table.number(column, row).unwrap_or(0.0);
        Some(Seat {
            meeting: sheet.text("meeting", row),
            date: sheet.table.day("date", row)?,
            agency: sheet.text("agency", row),
            counts: ["invited", "attended", "represented"].map(number),
        })
    });
    let key = |one: &Seat| (one.date, one.meeting.clone(), one.agency.clone());
    let newest: BTreeMap<_, Seat> = all.into_iter().map(|one| (key(&one), one)).collect();
    newest.into_values().collect()
}
