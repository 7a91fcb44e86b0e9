//! Findings, returns, series and exceptions as the lists that interface and papers name.

use crate::domain::{Entry, Exception, Finding, Missing, ReturnLine, Series, Shown, Table};
use serde_json::json;

/// The findings in the order given.
pub fn findings(findings: &[Finding]) -> Table {
    let mut table = Table::with_columns(&[
        "agency",
        "feed",
        "period",
        "file",
        "sheet",
        "cell",
        "kind",
        "severity",
        "responsibility",
        "seen",
        "treated_as",
        "message",
    ]);
    for finding in findings {
        let text = |text: &str| Entry::from(text);
        table.rows.push(vec![
            text(&finding.agency),
            text(&finding.feed),
            text(&finding.period),
            text(&finding.place.file),
            text(&finding.place.sheet),
            text(&finding.place.cell),
            text(&finding.kind),
            Entry::from(finding.severity.to_string()),
            Entry::from(finding.responsibility.to_string()),
            text(&finding.seen),
            text(&finding.treated_as),
            text(&finding.message),
        ]);
    }
    table
}

/// Who sent what.
pub fn returns(lines: &[ReturnLine]) -> Table {
    let mut table = Table::with_columns(&[
        "agency",
        "feed",
        "period",
        "status",
        "received",
        "days_late",
        "indicators_expected",
        "indicators_received",
        "files",
        "note",
    ]);
    for line in lines {
        table.rows.push(vec![
            Entry::from(line.agency.as_str()),
            Entry::from(line.feed.as_str()),
            Entry::from(line.period.to_string()),
            Entry::from(line.status.to_string()),
            Entry::from(line.received.map(|day| day.to_string()).unwrap_or_default()),
            Entry::Number(line.days_late as f64),
            Entry::from(line.indicators_expected),
            Entry::from(line.indicators_received),
            Entry::List(line.files.clone()),
            Entry::from(line.note.as_str()),
        ]);
    }
    table
}

/// The series as measured, one line a quarter.
pub fn series<'a>(all: impl IntoIterator<Item = &'a Series>) -> Table {
    let mut table = Table::with_columns(&[
        "indicator",
        "level",
        "area",
        "agency",
        "period",
        "numerator",
        "denominator",
        "value",
        "low",
        "high",
        "state",
        "flags",
        "expected_sources",
        "reporting_sources",
        "vintage",
    ]);
    for series in all {
        for at in &series.observations {
            table.rows.push(vec![
                Entry::from(series.indicator.as_str()),
                Entry::from(series.level.word()),
                Entry::from(series.area.as_str()),
                Entry::from(series.agency.clone().unwrap_or_default()),
                Entry::from(at.period.to_string()),
                Entry::from(at.numerator),
                Entry::from(at.denominator),
                Entry::from(at.value),
                Entry::from(at.low),
                Entry::from(at.high),
                Entry::from(at.state.to_string()),
                Entry::List(
                    at.flags
                        .words()
                        .split(';')
                        .filter(|word| !word.is_empty())
                        .map(String::from)
                        .collect(),
                ),
                Entry::List(at.expected_sources.to_vec()),
                Entry::List(at.reporting_sources.to_vec()),
                Entry::from(at.vintage.clone().unwrap_or_default()),
            ]);
        }
    }
    table
}

/// The exceptions in the order of the paper. `value` is the analyst's unprotected figure.
pub fn exceptions<'a>(all: impl IntoIterator<Item = &'a Exception>) -> Table {
    list_exceptions(all, |exception| Entry::from(exception.analyst_value))
}

/// The same for `reports/`: `value` is the figure as the paper shows it, or its mark.
pub fn shown_exceptions<'a>(all: impl IntoIterator<Item = &'a Exception>) -> Table {
    list_exceptions(all, |exception| match &exception.value {
        Shown::Number { value, .. } => Entry::Number(*value),
        Shown::Range { text, .. } => Entry::from(text.as_str()),
        // What is about no figure lacks none.
        Shown::Mark(Missing::NotAvailable) if exception.series.is_none() => Entry::from(""),
        Shown::Mark(missing) => Entry::from(missing.mark()),
    })
}

fn list_exceptions<'a>(all: impl IntoIterator<Item = &'a Exception>, value: impl Fn(&Exception) -> Entry) -> Table {
    let mut table = Table::with_columns(&[
        "rank",
        "tier",
        "kind",
        "indicator",
        "area",
        "agency",
        "period",
        "value",
        "direction",
        "concern",
        "rules",
        "evidence",
        "method",
        "points",
        "quarters_open",
        "state",
        "sentence",
        "score",
    ]);
    for exception in all {
        let score = exception
            .score
            .iter()
            .map(|part| json!({"part": part.name, "points": part.points, "why": part.reason}));
        table.rows.push(vec![
            Entry::from(exception.rank),
            Entry::from(exception.tier.to_string()),
            Entry::from(exception.kind.to_string()),
            Entry::from(exception.indicator.as_str()),
            Entry::from(exception.area.as_str()),
            Entry::from(exception.agency.as_str()),
            Entry::from(exception.period.to_string()),
            value(exception),
            Entry::from(exception.direction.map(|side| side.to_string()).unwrap_or_default()),
            Entry::from(exception.concern.to_string()),
            Entry::List(exception.rules.clone()),
            Entry::from(exception.evidence.as_str()),
            Entry::from(exception.method.as_str()),
            Entry::from(exception.points),
            Entry::from(exception.quarters_open),
            Entry::from(exception.state.to_string()),
            Entry::from(exception.sentence.as_str()),
            Entry::Nested(serde_json::Value::Array(score.collect())),
        ]);
    }
    table
}
