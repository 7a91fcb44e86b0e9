//! One declared entry to everything that is said of it.

use crate::catalogue::print::table::Table;
use crate::catalogue::print::{Form, RuleText};
use crate::catalogue::{Catalogue, Code, CodeList, Column, Feed, FindingKind, Holds, Indicator, Measurement, Target};
use serde::Serialize;

/// The word by which a value of a closed list is written in TOML.
pub(super) fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(other) => other.to_string(),
        Err(_) => String::new(),
    }
}

/// The whole entry as JSON.
fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_value(value)
        .map(|value| format!("{value:#}\n"))
        .unwrap_or_default()
}

/// Lines of names and texts; as CSV two columns.
struct Lines {
    table: Table,
    text: String,
}

impl Lines {
    fn new(title: &str) -> Lines {
        Lines {
            table: Table::new(&["key", "value"]),
            text: format!("{title}\n"),
        }
    }

    /// Adds a line, unless there is nothing to say.
    fn say(&mut self, key: &str, value: impl Into<String>) {
        let value = value.into();
        if !value.is_empty() {
            self.text.push_str(&format!("  {:<22}{value}\n", format!("{key}:")));
            self.table.add(vec![key.to_string(), value]);
        }
    }

    fn written(self, form: Form, json: impl FnOnce() -> String) -> String {
        match form {
            Form::Text => self.text,
            Form::Csv => self.table.written(Form::Csv),
            Form::Json => json(),
        }
    }
}

pub(super) fn feed(feed: &Feed, form: Form) -> String {
    let mut lines = Lines::new(&format!("{}: {}", feed.id, feed.title));
    lines.say("A row is", &feed.grain);
    lines.say("Due", word(&feed.cadence));
    lines.say("Identified by", format!("sender, {}", feed.key.join(", ")));
    lines.say("Held for", &feed.purpose);
    lines.say("Kept", format!("{} years after its period", feed.keep_years));
    for column in &feed.columns {
        lines.say(
            &format!("{}{}", column.name, if column.required { "*" } else { "" }),
            column_text(column),
        );
    }
    lines.written(form, || json(feed))
}

fn column_text(column: &Column) -> String {
    let mut parts = vec![format!("{} Holds: {}.", column.means, holds_text(&column.holds))];
    if let Some(from) = column.from {
        parts.push(format!("From {from}."));
    }
    if let Some(until) = column.until {
        parts.push(format!("Until {until}."));
    }
    if !column.headings.is_empty() {
        parts.push(format!("Headings: {}.", column.headings.join("; ")));
    }
    parts.join(" ")
}

fn holds_text(holds: &Holds) -> String {
    match holds {
        Holds::Code(list) => format!("a word of {list}"),
        Holds::Label => "a short name".into(),
        Holds::Text => "text".into(),
        Holds::Whole => "a whole number".into(),
        Holds::Number => "a number".into(),
        Holds::Money => "pounds".into(),
        Holds::Period => "a quarter such as 2026-27 Q2".into(),
        Holds::Year => "a financial year such as 2026-27".into(),
        Holds::Date => "a day".into(),
        Holds::Area => "an area".into(),
        Holds::Organisation => "an agency or organisation".into(),
        Holds::Indicator => "an indicator".into(),
        Holds::Standard => "a Section 11 standard".into(),
        Holds::Question => "a Section 11 question".into(),
    }
}

pub(super) fn indicator(indicator: &Indicator, catalogue: &Catalogue, form: Form) -> String {
    let mut lines = Lines::new(&format!("{}: {}", indicator.id, indicator.name));
    say_what_it_is(indicator, catalogue, &mut lines);
    say_how_it_is_read(indicator, &mut lines);
    lines.say("Row name", &indicator.row_name);
    lines.say("Short name", &indicator.short_name);
    lines.say("Also written", indicator.spellings.join("; "));
    lines.written(form, || json(indicator))
}

fn say_what_it_is(indicator: &Indicator, catalogue: &Catalogue, lines: &mut Lines) {
    lines.say("Means", &indicator.definition);
    lines.say("Numerator", &indicator.numerator);
    lines.say("Denominator", indicator.denominator.clone().unwrap_or_default());
    lines.say("Unit", indicator.unit.word());
    lines.say("Better", &indicator.better);
    lines.say("Bear in mind", &indicator.context);
    let theme = catalogue
        .theme(&indicator.theme)
        .map_or(&indicator.theme, |theme| &theme.title);
    lines.say("Theme", theme);
    lines.say(
        "Priority",
        format!("{}, {}", word(&indicator.priority), indicator.priority.title()),
    );
    lines.say("Tier", word(&indicator.tier));
    lines.say("Reported", due_text(indicator));
    lines.say("Sent by", indicator.agency_kinds.join(", "));
}

fn say_how_it_is_read(indicator: &Indicator, lines: &mut Lines) {
    lines.say("Quarters combine as", word(&indicator.timing));
    for target in &indicator.targets {
        lines.say("Target", target_text(target));
    }
    for change in &indicator.breaks {
        lines.say("Not compared before", format!("{}: {}", change.from, change.note));
    }
    if let Some(population) = &indicator.population {
        lines.say("Population", format!("{} ({})", population.words, population.column));
    }
    lines.say("Small numbers", word(&indicator.small_number_risk));
    lines.say("Counts", word(&indicator.counts));
    let compared = match indicator.comparator {
        Some(_) => "published figures, where comparators.csv has them",
        None => "no national figure is published",
    };
    lines.say("Compared with", compared);
    let measured = indicator.measured_from.as_ref().map(measured_text);
    lines.say(
        "Measured from",
        measured.unwrap_or_else(|| "the agency's own figure in the dashboard".into()),
    );
}

fn due_text(indicator: &Indicator) -> String {
    let quarters: Vec<String> = indicator
        .due_quarters
        .iter()
        .map(|quarter| format!("Q{quarter}"))
        .collect();
    let due = if quarters.is_empty() {
        String::from("never missing")
    } else {
        format!("due in {}", quarters.join(", "))
    };
    format!("{}, {due}", word(&indicator.frequency))
}

fn target_text(target: &Target) -> String {
    let years = match (target.from, target.until) {
        (None, None) => String::new(),
        (Some(from), None) => format!(" from {from}"),
        (None, Some(until)) => format!(" until {until}"),
        (Some(from), Some(until)) => format!(" from {from} until {until}"),
    };
    format!("{}{years} ({}). {}", target.value, word(&target.status), target.words)
}

fn measured_text(measured: &Measurement) -> String {
    let dated = match (&measured.dated_by, &measured.dated_through) {
        (Some(column), _) => format!("dated by {column}"),
        (None, Some(through)) => format!("dated by {} of {} through {}", through.column, through.feed, through.by),
        (None, None) => "dated by the quarter in which it came".into(),
    };
    format!(
        "The rows of {}, {dated}, beside the agency's own figure: {}",
        measured.feed,
        word(&measured.shape)
    )
}

pub(super) fn finding(kind: &FindingKind, form: Form) -> String {
    let mut lines = Lines::new(&format!("{}: {}", kind.id, kind.title));
    lines.say("Severity", kind.severity.to_string());
    lines.say("Who acts", kind.responsibility.to_string());
    lines.say("Says of one", &kind.one);
    lines.say("Says of many", &kind.many);
    lines.say("What to do", &kind.what_to_do);
    lines.say(
        "Enforced from",
        kind.enforce_from.map(|from| from.to_string()).unwrap_or_default(),
    );
    lines.written(form, || json(kind))
}

pub(super) fn codes(list: &CodeList, form: Form) -> String {
    let mut table = Table::new(&["code", "label", "meaning", "in use", "also written"]);
    for code in &list.codes {
        let meaning = code.means.clone().unwrap_or_default();
        table.add(vec![
            code.code.clone(),
            code.label.clone(),
            meaning,
            in_use(code),
            code.spellings.join("; "),
        ]);
    }
    match form {
        Form::Text => format!("{}: {}\n{}", list.id, list.title, table.written(Form::Text)),
        Form::Csv => table.written(Form::Csv),
        Form::Json => json(list),
    }
}

fn in_use(code: &Code) -> String {
    match (code.from, code.until) {
        (None, None) => "always".into(),
        (Some(from), None) => format!("from {from}"),
        (None, Some(until)) => format!("until {until}"),
        (Some(from), Some(until)) => format!("{from} to {until}"),
    }
}

pub(super) fn rule(rule: &RuleText, form: Form) -> String {
    let mut lines = Lines::new(&format!("{}: {}", rule.id, rule.title));
    lines.say("Why", &rule.why);
    lines.say("Points needed", &rule.points_needed);
    lines.say("Source", &rule.source);
    lines.written(form, || json(rule))
}
