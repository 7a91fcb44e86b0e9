//! Data exceptions, restatements, watch, closed, the grid and coverage into lines of tables.

use crate::domain::{
    AgencyCoverage, Briefing, Exception, ExceptionState, GridLine, ListTier, Note, PERSONAL_DATA, Restated,
    ReturnStatus,
};
use crate::report::exception_paper::blocks::{chip, ended};
use crate::report::exception_paper::model::{Changed, CoverageRow, DataRow, GridPart, GridRow, Small};
use crate::report::{drawing, words};

pub(super) fn data_row<'a>(exception: &'a Exception, briefing: &'a Briefing) -> DataRow<'a> {
    let named = briefing.coverage.iter().find(|line| line.agency == exception.agency);
    let since = match exception.state {
        ExceptionState::New => "New.".to_string(),
        _ => format!("{}.", words::quarters_open(exception.quarters_open)),
    };
    let acts = match named {
        _ if exception.rules.iter().any(|rule| rule == PERSONAL_DATA) => {
            "The data protection lead and the agency".to_string()
        }
        Some(line) if line.short_name == exception.owner => "The agency".to_string(),
        _ => exception.owner.clone(),
    };
    DataRow {
        agency: named.map_or(exception.owner.as_str(), |line| &line.short_name),
        wrong: named.map_or_else(
            || exception.sentence.clone(),
            |line| without_name(&exception.sentence, &line.name),
        ),
        treatment: &exception.treatment,
        since: format!("{since} {acts}"),
    }
}

/// The sentence beside the agency's name, which need not be said twice.
fn without_name(sentence: &str, name: &str) -> String {
    let Some(rest) = sentence.strip_prefix(name) else {
        return sentence.to_string();
    };
    match rest.strip_prefix("'s ") {
        Some(rest) => format!("The {rest}"),
        None => words::at_start(rest.trim_start()),
    }
}

/// Rows that say the same of the same agency as one, with how often.
pub(super) fn folded(rows: Vec<DataRow<'_>>) -> Vec<DataRow<'_>> {
    let mut kept: Vec<(DataRow<'_>, usize)> = Vec::new();
    for row in rows {
        let same = kept.iter_mut().find(|(other, _)| {
            other.agency == row.agency && other.wrong == row.wrong && other.treatment == row.treatment
        });
        match same {
            Some((_, times)) => *times += 1,
            None => kept.push((row, 1)),
        }
    }
    for (row, times) in kept.iter_mut().filter(|(_, times)| *times > 1) {
        row.wrong = format!("{} ({} returns.)", row.wrong, words::count_at_start(*times));
    }
    kept.into_iter().map(|(row, _)| row).collect()
}

pub(super) fn changed(restated: &Restated) -> Changed<'_> {
    Changed {
        name: &restated.row_name,
        period: restated.period.to_string(),
        was: restated.was.to_string(),
        now: restated.now.to_string(),
        changes: restated.verdict_changes,
        consequence: &restated.consequence,
    }
}

pub(super) fn small(exception: &Exception) -> anyhow::Result<Small<'_>> {
    let spark = drawing::spark(exception.series.as_ref(), crate::chart::sparkline::ROW)?;
    let closed = matches!(exception.state, ExceptionState::Closed | ExceptionState::AfterClosing);
    let chip = if closed { chip(exception.state) } else { String::new() };
    // What is on watch is told as on the front; what closed is told with its reason.
    let text = match exception.tier {
        ListTier::Watch => format!("{} {}", ended(&exception.row), exception.treatment),
        ListTier::Exception | ListTier::Closed => exception.sentence.clone(),
    };
    Ok(Small {
        name: &exception.row_name,
        text: text.trim_end().to_string(),
        spark,
        chip,
        state: exception.state.to_string(),
    })
}

pub(super) fn good(note: &Note) -> anyhow::Result<Small<'_>> {
    let spark = drawing::spark(Some(&note.series), crate::chart::sparkline::ROW)?;
    Ok(Small {
        name: &note.row_name,
        text: note.text.clone(),
        spark,
        chip: String::new(),
        state: String::new(),
    })
}

pub(super) fn grid(briefing: &Briefing) -> Vec<GridPart<'_>> {
    let tables = briefing.grid.iter();
    tables
        .map(|table| GridPart {
            priority: table.priority.trim_start_matches('P').to_string(),
            title: &table.title,
            lines: table.lines.iter().map(grid_row).collect(),
        })
        .collect()
}

fn grid_row(line: &GridLine) -> GridRow<'_> {
    GridRow {
        name: &line.short_name,
        now: line.now.to_string(),
        without: &line.without,
        movement: &line.movement,
        icon: &line.icon,
        target: &line.target,
        target_icon: match line.target.as_str() {
            "Met" => "target-met",
            "Varies" => "target-varies",
            "Missed" => "target-missed",
            _ => "",
        },
        strong: line.bold,
    }
}

/// `Every indicator at a glance: 103 are as usual`.
pub(super) fn grid_title(briefing: &Briefing) -> String {
    let usual = briefing.grid.iter().flat_map(|table| &table.lines);
    let usual = usual.filter(|line| line.movement == "Usual").count();
    let told = match usual {
        0 => "none is as usual".to_string(),
        some => format!("{} as usual", words::several(some, "is", "are")),
    };
    format!("Every indicator at a glance: {told}")
}

pub(super) fn coverage<'a>(line: &'a AgencyCoverage, briefing: &Briefing) -> CoverageRow<'a> {
    let status = line.history.last().copied().unwrap_or(ReturnStatus::NotDue);
    let missing = matches!(
        status,
        ReturnStatus::Missing | ReturnStatus::Held | ReturnStatus::WrongForm
    );
    let now = match status {
        ReturnStatus::OnTime | ReturnStatus::Nil | ReturnStatus::NotDue => status_words(status).to_string(),
        _ if line.days_late <= 0 || briefing.as_at <= briefing.due => status_words(status).to_string(),
        ReturnStatus::Late => words::days_late(line.days_late),
        _ => format!("{}, {}", status_words(status), words::days_late(line.days_late)),
    };
    let history = line
        .history
        .iter()
        .map(|status| (status.to_string(), status_words(*status)));
    CoverageRow {
        name: &line.short_name,
        history: history.collect(),
        now,
        indicators: if line.asked == 0 {
            "\u{2013}".to_string()
        } else {
            format!("{} of {}", line.received, line.asked)
        },
        usable: line
            .usable_percent
            .map_or("none".to_string(), |percent| format!("{percent}%")),
        missing,
    }
}

/// Every kind of return with its words, for the key of the coverage table.
pub(super) fn statuses(briefing: &Briefing) -> Vec<(&'static str, &'static str)> {
    let all = [
        (ReturnStatus::OnTime, "on-time"),
        (ReturnStatus::Late, "late"),
        (ReturnStatus::Partial, "partial"),
        (ReturnStatus::Nil, "nil"),
        (ReturnStatus::Missing, "missing"),
        (ReturnStatus::Held, "held"),
        (ReturnStatus::WrongForm, "wrong-form"),
        (ReturnStatus::NotDue, "not-due"),
    ];
    let used = |status: ReturnStatus| briefing.coverage.iter().any(|line| line.history.contains(&status));
    all.into_iter()
        .filter(|(status, _)| used(*status))
        .map(|(status, icon)| (icon, status_words(status)))
        .collect()
}

/// The status in the words of the coverage page.
pub fn status_words(status: ReturnStatus) -> &'static str {
    match status {
        ReturnStatus::OnTime => "On time",
        ReturnStatus::Late => "Late",
        ReturnStatus::Partial => "In part",
        ReturnStatus::Nil => "Nil return",
        ReturnStatus::Held => "Held",
        ReturnStatus::WrongForm => "Wrong form",
        ReturnStatus::Missing => "Not received",
        ReturnStatus::NotDue => "Not due",
    }
}
