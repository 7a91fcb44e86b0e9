//! `explain`: from a figure or sentence in a paper to the indicator, the rule, the rows and the cells that made it.

use crate::catalogue::Indicator;
use crate::domain::{Exception, FileState, Finding, Judged, Level, Observation, Period, SeriesState, plain_number};
use crate::pipeline::assess::{self, Around, Assessed};
use crate::pipeline::parts::{Part, Parts, feeds_of};
use crate::pipeline::quarter::every_exception;
use crate::pipeline::queries::{self, known_indicator};
use crate::pipeline::restated_since::{in_lines, restated_since};
use crate::pipeline::{Fault, Outcome, Session, Watch};
use crate::sift::{self, Spoken};
use crate::store::{Held, Store, sha256};
use serde_json::{Value, json};

/// What is asked for.
pub struct Question<'a> {
    /// The indicator's id.
    pub indicator: &'a str,
    /// An area's id or name; `None` for the home county.
    pub area: Option<&'a str>,
    /// The quarter.
    pub period: Period,
    /// The answer as JSON, else as text.
    pub as_json: bool,
}

/// The figure asked about, the verdict on it, and all else that was made of the quarter.
#[derive(Clone, Copy)]
struct Found<'a> {
    assessed: &'a Assessed,
    judged: Option<&'a Judged>,
    observation: &'a Observation,
}

/// How a figure and its verdict came about.
///
/// # Errors
/// `Usage` for an unknown indicator or area, or a figure that is not measured there; `Unfinished` for a damaged store.
pub fn explain(session: &Session, question: &Question, watch: &dyn Watch) -> Result<Outcome, Fault> {
    known_indicator(session, question.indicator)?;
    let area = area(session, question.area)?;
    let whole = queries::open(session)?;
    let store = whole.up_to(question.period)?;
    let around = Around {
        run_id: "",
        edition: "",
        watch,
    };
    let (level, id) = area;
    let of_it = |judged: &&Judged| {
        judged.series.indicator == question.indicator && judged.series.area == id && judged.series.agency.is_none()
    };
    let (assessed, judged, spoken) = assess::look(&store, session, (question.period, &around), |evidence| {
        let judged = evidence.judged().iter().find(of_it);
        let assessed = Assessed::of(evidence);
        let spoken = judged.and_then(|judged| sift::spoken(judged, evidence, &assessed.briefing));
        (assessed, judged.cloned(), spoken)
    })?;
    let series = assessed.series.iter().find(|series| {
        series.indicator == question.indicator && series.area == id && series.level == level && series.agency.is_none()
    });
    let Some(observation) = series.and_then(|series| series.at(question.period)) else {
        let said = format!(
            "{} is not measured for {} in {}",
            question.indicator,
            session.board.places.name(&id),
            question.period
        );
        return Err(Fault::usage(said));
    };
    let found = Found {
        assessed: &assessed,
        judged: judged.as_ref(),
        observation,
    };
    let mut answer = answer(session, &store, (question, (&id, level)), &found)?;
    if let Some(indicator) = session.catalogue.indicator(question.indicator) {
        answer["restated_since"] = restated_since(session, &whole, (indicator, question.period), (&id, level))?;
    }
    answer["in_words"] = spoken.as_ref().map_or(Value::Null, in_plain_words);
    let text = if question.as_json {
        format!("{answer:#}\n")
    } else {
        in_words(&answer)
    };
    Ok(Outcome::text(text))
}

/// The level and id of the area asked for, by id, name or alias.
fn area(session: &Session, asked: Option<&str>) -> Result<(Level, String), Fault> {
    let places = &session.board.places;
    let asked = asked.unwrap_or(places.home());
    let plain = asked.to_lowercase();
    let found = places.all().iter().find(|area| {
        area.id == asked
            || area.name.to_lowercase() == plain
            || area.aliases.iter().any(|alias| alias.to_lowercase() == plain)
    });
    found
        .map(|area| (area.level, area.id.clone()))
        .ok_or_else(|| Fault::usage(format!("no area `{asked}` is in areas.csv")))
}

fn answer(
    session: &Session,
    store: &Store,
    (question, (area, level)): (&Question, (&str, Level)),
    found: &Found<'_>,
) -> Result<Value, Fault> {
    let Some(indicator) = session.catalogue.indicator(question.indicator) else {
        return Err(Fault::usage(format!(
            "no indicator `{}` is declared",
            question.indicator
        )));
    };
    let Found {
        assessed,
        judged,
        observation,
    } = *found;
    let parts = Parts::read(store, &session.catalogue, &feeds_of(indicator))?;
    let concerns = |part: &&&Part| is_part_of(session, part, (area, level));
    let all = parts.of(indicator, question.period);
    let rows: Vec<Value> = all
        .iter()
        .filter(concerns)
        .map(|part| row(store, part, &assessed.briefing.findings))
        .collect();
    let exceptions = every_exception(&assessed.briefing)
        .filter(|one| one.indicator == indicator.id && (one.area == area || one.area.is_empty()));
    Ok(json!({
        "indicator": {
            "id": indicator.id, "name": indicator.name, "definition": indicator.definition,
            "numerator": indicator.numerator, "denominator": indicator.denominator, "unit": indicator.unit,
            "declaration": declaration(indicator),
            "measured_from": feeds_of(indicator), "measured_by": indicator.measured_from,
        },
        "figure": {
            "area": area, "area_name": session.board.places.name(area), "level": level.word(), "period": question.period.to_string(),
            "numerator": observation.numerator, "denominator": observation.denominator, "value": observation.value,
            "low": observation.low, "high": observation.high, "state": observation.state.to_string(),
            "flags": observation.flags.words(), "vintage": observation.vintage,
            "expected_sources": observation.expected_sources.to_vec(), "reporting_sources": observation.reporting_sources.to_vec(),
        },
        "verdict": judged.map(verdict),
        "exceptions": exceptions.map(exception).collect::<Vec<_>>(),
        "rows": rows,
        "made_by": {
            "program": env!("CARGO_PKG_VERSION"), "catalogue": session.catalogue.hash(), "as_at": session.as_at.to_string(),
            "rows": store.rows_hash(),
        },
    }))
}

/// Whether a row bears on an area: one in it, around it, or of no area.
pub(super) fn is_part_of(session: &Session, part: &Part, (area, level): (&str, Level)) -> bool {
    let places = &session.board.places;
    part.area.is_empty()
        || part.area == area
        || places.contains(area, &part.area)
        || (level != Level::County && places.contains(&part.area, area) && part.feed != "dashboard")
}

fn row(store: &Store, part: &Part, findings: &[Finding]) -> Value {
    let held = store
        .held()
        .find(|held| held.receipt.file == part.file && held.feed == part.feed && !held.overwritten);
    let cells: Vec<&str> = part.cell.split(';').collect();
    let about = |finding: &&Finding| {
        finding.place.file == part.file
            && cells.iter().any(|cell| {
                covers(&finding.place.cell, cell)
                    // An agreed reading may have named the row, in a cell beside its numbers.
                    || finding.kind == "patch-used" && row_number(&finding.place.cell) == row_number(cell)
            })
            && (finding.place.sheet.is_empty() || finding.place.sheet == part.sheet)
    };
    let notes = findings.iter().filter(about).map(|finding| {
        json!({ "kind": finding.kind, "cell": finding.place.cell, "seen": finding.seen, "treated_as": finding.treated_as, "message": finding.message })
    });
    json!({
        "feed": part.feed, "sender": part.sender, "file": part.file, "sheet": part.sheet, "cell": part.cell, "received": part.received,
        "sha256": held.map(|held| held.receipt.sha256.clone()),
        "in_use": !part.superseded,
        "out_of_use": part.superseded.then(|| why_out_of_use(held)),
        "says": part.says.iter().map(|(name, text)| (name.clone(), Value::from(text.clone()))).collect::<serde_json::Map<_, _>>(),
        "findings": notes.collect::<Vec<_>>(),
    })
}

/// Why a row is not in use, as it stands behind it: its whole file is not, or a later row took its place.
fn why_out_of_use(held: Option<&Held>) -> String {
    match held.filter(|held| !matches!(held.state, FileState::Current | FileState::Superseded)) {
        Some(held) if held.why.is_empty() => format!(" (not in use: the file is {})", held.state),
        Some(held) => format!(" (not in use: the file is {}: {})", held.state, held.why),
        None => " (replaced by a later row)".to_string(),
    }
}

/// Whether a place such as `C7` or `C7:C19` names a cell.
pub(super) fn covers(place: &str, cell: &str) -> bool {
    let split = |cell: &str| -> Option<(String, u64)> {
        let letters: String = cell.chars().take_while(char::is_ascii_alphabetic).collect();
        let row = cell.get(letters.len()..)?.parse().ok()?;
        Some((letters, row))
    };
    match place.split_once(':') {
        None => place == cell,
        Some((from, to)) => match (split(from), split(to), split(cell)) {
            (Some(from), Some(to), Some(cell)) => {
                let wide = |column: &str| (column.len(), column.to_string());
                (from.1..=to.1).contains(&cell.1) && (wide(&from.0)..=wide(&to.0)).contains(&wide(&cell.0))
            }
            _ => false,
        },
    }
}

/// The row of a cell such as `C7`.
fn row_number(cell: &str) -> &str {
    cell.trim_start_matches(|letter: char| letter.is_ascii_alphabetic())
}

fn verdict(judged: &Judged) -> Value {
    let verdict = &judged.verdict;
    // Levels of a history of which parts are withheld depend on where in their ranges the figures lie.
    let from = verdict.restarts.last().map_or(0, |(at, _)| *at);
    let mut held_against = judged.series.observations.iter().skip(from);
    let has_ranges = held_against.any(|one| one.state == SeriesState::Range);
    let lines = verdict
        .lines
        .last()
        .and_then(|lines| lines.as_ref())
        .filter(|_| !has_ranges);
    let rules = verdict.marks.last().map(|mark| mark.rules.clone()).unwrap_or_default();
    let starts: Vec<String> = verdict
        .restarts
        .iter()
        .filter_map(|(at, why)| Some(format!("{}: {why}", judged.series.observations.get(*at)?.period)))
        .collect();
    json!({
        "method": verdict.method, "why_this_method": verdict.rung_reason, "points": verdict.points, "rules": rules,
        "side": verdict.side.map(|side| side.word()), "p": verdict.p, "q": verdict.q, "tier": verdict.tier.to_string(),
        "centre": lines.map(|lines| lines.centre),
        "limits": lines.and_then(|lines| lines.limits).filter(|limits| limits.low < limits.high).map(|limits| [limits.low, limits.high]),
        "target": verdict.target.as_ref().map(|target| target.target),
        "limits_start_again": (!starts.is_empty()).then_some(starts),
    })
}

fn exception(one: &Exception) -> Value {
    json!({
        "kind": one.kind.to_string(), "tier": one.tier.to_string(), "rank": one.rank, "sentence": one.sentence,
        "evidence": one.evidence, "rules": one.rules, "method": one.method,
    })
}

/// What a person would say of the figure; JSON keeps the same sentences.
fn in_plain_words(spoken: &Spoken) -> Value {
    json!({
        "what_happened": spoken.happened, "how_unusual": spoken.unusual, "how_sure": spoken.sure,
        "which_rule": spoken.rule, "compared_with": spoken.compared,
        "care": (!spoken.care.is_empty()).then_some(&spoken.care),
    })
}

/// Twelve hexadecimal digits that tell a version of an indicator's declaration from every other.
pub(super) fn declaration(indicator: &Indicator) -> String {
    let text = serde_json::to_string(indicator).unwrap_or_default();
    sha256(text.as_bytes()).get(..12).unwrap_or_default().to_string()
}

/// The same answer to be read from top to bottom.
#[expect(clippy::too_many_lines, reason = "one line of the answer after the other")]
fn in_words(answer: &Value) -> String {
    let text = |value: &Value| match value {
        Value::Null => "-".to_string(),
        Value::String(text) if text.is_empty() => "-".to_string(),
        Value::String(text) => text.clone(),
        Value::Number(number) => number.as_f64().map(plain_number).unwrap_or_default(),
        Value::Array(words) => words
            .iter()
            .map(|word| word.as_str().map_or_else(|| word.to_string(), String::from))
            .collect::<Vec<_>>()
            .join(", "),
        other => other.to_string(),
    };
    let mut lines = Vec::new();
    let parts = [
        ("In words", "in_words"),
        ("Indicator", "indicator"),
        ("Figure", "figure"),
        ("Verdict", "verdict"),
    ];
    for (title, part) in parts {
        lines.push(title.to_string());
        let fields = answer[part].as_object();
        lines.extend(
            fields
                .into_iter()
                .flatten()
                .filter(|(_, value)| !value.is_null())
                .map(|(name, value)| format!("  {}: {}", name.replace('_', " "), text(value))),
        );
        if fields.is_none() {
            lines.push("  not judged".to_string());
        }
    }
    for one in answer["exceptions"].as_array().into_iter().flatten() {
        lines.push(format!("{} ({})", text(&one["sentence"]), text(&one["tier"])));
    }
    lines.push("Rows".to_string());
    for row in answer["rows"].as_array().into_iter().flatten() {
        let used = if row["in_use"] == Value::Bool(true) {
            ""
        } else {
            row["out_of_use"].as_str().unwrap_or(" (not in use)")
        };
        let sheet = row["sheet"]
            .as_str()
            .filter(|sheet| !sheet.is_empty())
            .map(|sheet| format!(", sheet {sheet}"))
            .unwrap_or_default();
        lines.push(format!(
            "  {}{sheet}, cells {}, received {}{used}",
            text(&row["file"]),
            text(&row["cell"]),
            text(&row["received"])
        ));
        let says = row["says"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, value)| format!("{name} {}", text(value)));
        lines.push(format!(
            "    {}: {}",
            text(&row["sender"]),
            says.collect::<Vec<_>>().join(", ")
        ));
        for finding in row["findings"].as_array().into_iter().flatten() {
            lines.push(format!("    {}", text(&finding["message"])));
        }
    }
    lines.extend(in_lines(&answer["restated_since"], text));
    let by = &answer["made_by"];
    lines.push(format!(
        "Made by version {} with catalogue {} from what had been received by {}.",
        text(&by["program"]),
        text(&by["catalogue"]),
        text(&by["as_at"])
    ));
    format!("{}\n", lines.join("\n"))
}
