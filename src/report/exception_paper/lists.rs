//! Data exceptions, restatements, watch, closed, the grid and coverage into lines of tables.

use crate::domain::{AgencyCoverage, Briefing, Exception, ExceptionState, Note, Restated, ReturnStatus};
use crate::report::exception_paper::blocks::chip;
use crate::report::exception_paper::model::{Changed, CoverageRow, DataRow, GridPart, Small};
use crate::report::{drawing, words};

pub(super) fn data_row<'a>(exception: &'a Exception, briefing: &'a Briefing) -> DataRow<'a> {
    let named = briefing.coverage.iter().find(|line| line.agency == exception.agency);
    let since = match exception.state {
        ExceptionState::New => "New.".to_string(),
        _ => format!("{} quarter.", words::ordinal(exception.quarters_open)),
    };
    DataRow {
        agency: named.map_or(exception.owner.as_str(), |line| &line.name),
        wrong: exception.sentence.clone(),
        treatment: &exception.treatment,
        since: format!("{since} {}", exception.owner),
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
    Ok(Small {
        name: &exception.row_name,
        text: &exception.sentence,
        spark,
        chip,
        state: exception.state.to_string(),
    })
}

pub(super) fn good(note: &Note) -> anyhow::Result<Small<'_>> {
    let spark = drawing::spark(Some(&note.series), crate::chart::sparkline::ROW)?;
    Ok(Small {
        name: &note.row_name,
        text: &note.text,
        spark,
        chip: String::new(),
        state: String::new(),
    })
}

pub(super) fn grid(briefing: &Briefing) -> Vec<GridPart<'_>> {
    let line = |line: &crate::domain::GridLine| {
        let bold = if line.bold { "strong" } else { "" };
        [
            line.indicator.clone(),
            line.short_name.clone(),
            line.now.to_string(),
            line.movement.clone(),
            line.target.clone(),
            bold.to_string(),
            line.icon.clone(),
        ]
    };
    let tables = briefing.grid.iter();
    tables
        .map(|table| GridPart {
            priority: &table.priority,
            title: &table.title,
            lines: table.lines.iter().map(line).collect(),
        })
        .collect()
}

pub(super) fn coverage<'a>(line: &'a AgencyCoverage, briefing: &Briefing) -> CoverageRow<'a> {
    let status = line.history.last().copied().unwrap_or(ReturnStatus::NotDue);
    let missing = matches!(
        status,
        ReturnStatus::Missing | ReturnStatus::Held | ReturnStatus::WrongForm
    );
    let late = if line.days_late > 0 && briefing.as_at > briefing.due {
        format!(", {} days late", line.days_late)
    } else {
        String::new()
    };
    let mut history: Vec<String> = line
        .history
        .iter()
        .map(|status| status_words(*status).to_string())
        .collect();
    if let Some(now) = history.last_mut() {
        now.push_str(&late);
    }
    CoverageRow {
        name: &line.name,
        history,
        indicators: if line.asked == 0 {
            String::new()
        } else {
            format!("{} of {}", line.received, line.asked)
        },
        usable: line
            .usable_percent
            .map_or("none".to_string(), |percent| format!("{percent}%")),
        missing,
    }
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
