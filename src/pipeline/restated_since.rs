//! What became of a quarter's figure in the folders of later quarters, which the papers of the quarter do not use.

use crate::catalogue::Indicator;
use crate::domain::{Level, Period};
use crate::pipeline::explain::is_part_of;
use crate::pipeline::parts::{Part, Parts, feeds_of, folder_of};
use crate::pipeline::{Session, assess};
use crate::store::Store;
use serde_json::{Value, json};

/// The figure as it stands now and the cells that later folders give for it; null where none does.
///
/// # Errors
/// A store that cannot be read.
pub fn restated_since(
    session: &Session,
    whole: &Store,
    (indicator, period): (&Indicator, Period),
    (area, level): (&str, Level),
) -> anyhow::Result<Value> {
    let parts = Parts::read(whole, &session.catalogue, &feeds_of(indicator))?;
    let is_later = |part: &&Part| !part.superseded && folder_of(&part.file).is_some_and(|folder| folder > period);
    let all = parts.of(indicator, period);
    let bears = |part: &&Part| is_part_of(session, part, (area, level));
    let later: Vec<&Part> = all.iter().copied().filter(is_later).filter(bears).collect();
    if later.is_empty() {
        return Ok(Value::Null);
    }
    let newest = whole.held().map(|held| held.receipt.period).max().unwrap_or(period);
    let series = assess::figures(whole, session, newest)?;
    let own = series.iter().find(|series| {
        series.indicator == indicator.id && series.area == area && series.level == level && series.agency.is_none()
    });
    let now = own.and_then(|series| series.at(period));
    let cells = later.iter().map(|part| {
        json!({ "sender": part.sender, "file": part.file, "sheet": part.sheet, "cell": part.cell, "received": part.received })
    });
    Ok(json!({
        "value": now.and_then(|now| now.value), "numerator": now.and_then(|now| now.numerator),
        "denominator": now.and_then(|now| now.denominator), "cells": cells.collect::<Vec<_>>(),
    }))
}

/// The same in lines of text; none where nothing was restated.
pub fn in_lines(since: &Value, text: impl Fn(&Value) -> String) -> Vec<String> {
    if since.is_null() {
        return vec![];
    }
    let parts = match since["denominator"].is_null() {
        true => String::new(),
        false => format!(" ({} of {})", text(&since["numerator"]), text(&since["denominator"])),
    };
    let mut lines = vec![
        "Restated since".to_string(),
        format!(
            "  It stands at {}{parts} now. The quarter's own papers keep what had come in its folder; later papers use this.",
            text(&since["value"])
        ),
    ];
    for one in since["cells"].as_array().into_iter().flatten() {
        let sheet = one["sheet"].as_str().filter(|sheet| !sheet.is_empty());
        let sheet = sheet.map(|sheet| format!(", sheet {sheet}")).unwrap_or_default();
        lines.push(format!(
            "  {}{sheet}, cells {}, received {}",
            text(&one["file"]),
            text(&one["cell"]),
            text(&one["received"])
        ));
    }
    lines
}
