//! Tables about every indicator and every agency, for the workbook.

use crate::domain::{Briefing, GridTable, PaperCell, PaperTable, ReturnStatus};
use crate::sift::papers::sheets::{agency, text};
use crate::sift::papers::words;

pub(super) fn grid(grid: &GridTable) -> PaperTable {
    let mut table = PaperTable::headed(
        format!("{}: {}", grid.priority, grid.title),
        &["Indicator", "Name", "Now", "Movement", "Target", "How judged", "Why so"],
    );
    for line in &grid.lines {
        table.rows.push(vec![
            text(&line.indicator),
            text(&line.short_name),
            PaperCell::Figure(line.now.clone()),
            text(match line.without.as_str() {
                "" => line.movement.clone(),
                without => format!("{}; {without}", line.movement),
            }),
            text(&line.target),
            text(&line.judged_by),
            text(&line.why),
        ]);
    }
    table
}

pub(super) fn next_due(briefing: &Briefing) -> PaperTable {
    let mut table = PaperTable::headed(
        "Measures that are not due this quarter",
        &["Indicator", "Name", "Next due"],
    );
    for next in &briefing.next_due {
        table.rows.push(vec![
            text(&next.indicator),
            text(&next.row_name),
            text(next.period.to_string()),
        ]);
    }
    table
}

pub(super) fn coverage(briefing: &Briefing) -> PaperTable {
    let quarters: Vec<String> = briefing
        .period
        .back(7)
        .to(briefing.period)
        .map(|one| one.to_string())
        .collect();
    let mut heads = vec!["Agency"];
    heads.extend(quarters.iter().map(String::as_str));
    heads.extend(["Indicators received of asked", "Share of numbers usable"]);
    let mut table = PaperTable::headed("Returns by agency and quarter", &heads);
    for line in &briefing.coverage {
        let mut row = vec![text(&line.name)];
        let mut history = line.history.clone();
        while history.len() < quarters.len() {
            history.insert(0, ReturnStatus::NotDue);
        }
        row.extend(history.iter().map(|status| text(words::status(*status))));
        row.push(text(format!("{} of {}", line.received, line.asked)));
        row.push(text(
            line.usable_percent
                .map_or("none".to_string(), |percent| format!("{percent}%")),
        ));
        table.rows.push(row);
    }
    table
}

pub(super) fn returns(briefing: &Briefing) -> PaperTable {
    let mut table = PaperTable::headed(
        format!("Returns of {}", briefing.period),
        &[
            "Agency",
            "Feed",
            "Status",
            "Received",
            "Days late",
            "Indicators received of expected",
            "Note",
        ],
    );
    for line in &briefing.returns {
        let indicators = match (line.indicators_received, line.indicators_expected) {
            (Some(received), Some(expected)) => format!("{received} of {expected}"),
            _ => String::new(),
        };
        table.rows.push(vec![
            text(agency(&line.agency, briefing)),
            text(line.feed.replace('-', " ")),
            text(words::status(line.status)),
            text(line.received.map(words::day).unwrap_or_else(|| "\u{2013}".into())),
            text(line.days_late.to_string()),
            text(indicators),
            text(&line.note),
        ]);
    }
    table
}
