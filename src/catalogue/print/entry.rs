//! One declared entry to everything that is said of it.

use crate::catalogue::print::measured::measured_in_words;
use crate::catalogue::print::policy::PolicyText;
use crate::catalogue::print::{Form, RuleText};
use crate::catalogue::{Catalogue, Code, CodeList, Column, Feed, FindingKind, Holds, Indicator, Target};
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

/// Names and texts, one a line.
struct Lines {
    title: String,
    lines: Vec<(String, String)>,
}

impl Lines {
    fn new(title: &str) -> Lines {
        Lines {
            title: title.to_string(),
            lines: vec![],
        }
    }

    /// Adds a line, unless there is nothing to say.
    fn say(&mut self, name: &str, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.lines.push((name.to_string(), text));
        }
    }

    fn written(self, form: Form, json: impl FnOnce() -> String) -> String {
        match form {
            Form::Text => {
                let line = |(name, text): &(String, String)| format!("  {:<21} {text}\n", format!("{name}:"));
                format!("{}\n{}", self.title, self.lines.iter().map(line).collect::<String>())
            }
            Form::Csv => {
                let line = |(name, text): &(String, String)| format!("{},{}\n", quoted(name), quoted(text));
                format!("name,text\n{}", self.lines.iter().map(line).collect::<String>())
            }
            Form::Json => json(),
        }
    }
}

/// A cell as CSV writes it.
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_string()
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
    for rebase in &indicator.rebases {
        lines.say("Limits start again", format!("{}: {}", rebase.from, rebase.in_words()));
    }
    if let Some(baseline) = &indicator.baseline {
        lines.say(
            "Limits held",
            format!("from the first {} quarters: {}", baseline.quarters, baseline.in_words()),
        );
    }
    if let Some(chosen) = &indicator.chosen {
        lines.say(
            "Method chosen",
            format!("{}: {}", word(&chosen.method), chosen.in_words()),
        );
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
    if let Some(measured) = &indicator.measured_from {
        lines.say("Measured from", measured_in_words(measured));
    }
    if !indicator.sent_as_total.is_empty() {
        lines.say(
            "Measured from",
            format!("a total in the agency's dashboard. {}", indicator.sent_as_total),
        );
    }
    if indicator.supply {
        lines.say("On the need map", "help that is given");
    }
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
    let mut lines = Lines::new(&format!("{}: {}", list.id, list.title));
    for code in &list.codes {
        let label = (code.label != code.code).then(|| format!("{}.", code.label));
        let written = (!code.spellings.is_empty()).then(|| format!("Also written: {}.", code.spellings.join("; ")));
        let parts = [label, code.means.clone(), in_use(code), written];
        lines.say(&code.code, parts.into_iter().flatten().collect::<Vec<_>>().join(" "));
    }
    lines.written(form, || json(list))
}

/// The periods in which a code was in use; nothing for one that always was.
fn in_use(code: &Code) -> Option<String> {
    match (code.from, code.until) {
        (None, None) => None,
        (Some(from), None) => Some(format!("From {from}.")),
        (None, Some(until)) => Some(format!("Until {until}.")),
        (Some(from), Some(until)) => Some(format!("From {from} until {until}.")),
    }
}

pub(super) fn rule(rule: &RuleText, form: Form) -> String {
    let mut lines = Lines::new(&format!("{}: {}", rule.id, rule.title));
    lines.say("Why", &rule.why);
    lines.say("Points needed", &rule.points_needed);
    lines.say("Source", &rule.source);
    lines.written(form, || json(rule))
}

pub(super) fn policy(text: &PolicyText, form: Form) -> String {
    let mut lines = Lines::new(&format!("{}: {}", text.id, text.value));
    lines.say("Means", &text.means);
    lines.say("Overridden", "under [policy] in board.toml");
    lines.written(form, || json(text))
}
