//! One cell into one of the six states, with every way in which it was not read at face value.

use crate::catalogue::{Becomes, Catalogue};
use crate::domain::{CellState, Reading};
use crate::ingest::context::Habits;
use crate::ingest::legend::Legend;
use crate::ingest::sheet::{Cell, Raw};
use crate::ingest::words::numbers::{self, Way, Written};
use crate::ingest::words::{is_blank, tidy};

/// What a numeric cell should hold, and how its file may write it.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    /// What is being asked for.
    pub kind: Kind,
    /// Whether the file is a text file, in which every number is written out.
    pub text_file: bool,
    /// Whether it is an export that parts thousands throughout.
    pub separates: bool,
    /// What symbols stand for.
    pub legend: &'a Legend,
    /// What was agreed with the agency.
    pub habits: Option<&'a Habits>,
    /// What symbols stand for by default.
    pub catalogue: &'a Catalogue,
}

/// What is being asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A whole number, 0 or more.
    Count,
    /// A part of a percentage: any number, 0 or more.
    Part,
    /// A percentage on 0 to 100.
    Percent,
    /// A number of days.
    Days,
    /// A rate or ratio, 0 or more.
    Rate,
    /// A score, which may be negative or given out of a maximum.
    Score,
    /// Pounds.
    Money,
}

/// A numeric cell as read.
#[derive(Clone, Debug, PartialEq)]
pub struct CellReading {
    /// State and number.
    pub reading: Reading,
    /// Kinds of finding, each with what the cell was taken for.
    pub remarks: Vec<(&'static str, String)>,
    /// Whether the cell itself says that it is a percentage, by its format or a sign.
    pub marked_percent: bool,
    /// The maximum, where a score says it.
    pub out_of: Option<f64>,
}

impl CellReading {
    fn silent(reading: Reading) -> CellReading {
        CellReading {
            reading,
            remarks: vec![],
            marked_percent: false,
            out_of: None,
        }
    }

    fn with(reading: Reading, kind: &'static str) -> CellReading {
        CellReading {
            remarks: vec![(kind, told(&reading))],
            ..CellReading::silent(reading)
        }
    }

    fn unreadable(kind: &'static str) -> CellReading {
        CellReading::with(Reading::without_number(CellState::Unreadable), kind)
    }
}

/// A reading in words, for the column `treated_as`.
pub fn told(reading: &Reading) -> String {
    match (reading.state, reading.number) {
        (CellState::Number, Some(number)) => plain_number(number),
        (CellState::Suppressed, _) => match (reading.low, reading.high) {
            (Some(low), Some(high)) => format!("suppressed, {} to {}", plain_number(low), plain_number(high)),
            (Some(low), None) if low > 0.0 => format!("suppressed, {} or more", plain_number(low)),
            _ => "suppressed, bounds not known".to_owned(),
        },
        (state, _) => state.word().to_owned(),
    }
}

/// A number without needless decimals.
pub fn plain_number(number: f64) -> String {
    let text = format!("{number:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The number that a cell holds and nothing beside it; a text file writes its numbers out.
pub fn number_in(cell: &Cell<'_>) -> Option<f64> {
    match cell.raw {
        Raw::Text(text) => match numbers::read(text) {
            Written::Number(number, _) => Some(number),
            Written::Below { .. }
            | Written::Above { .. }
            | Written::Between(..)
            | Written::OutOf(..)
            | Written::Not => None,
        },
        _ => cell.number_as_read(),
    }
}

/// Reads a cell.
pub fn read(cell: &Cell<'_>, ask: &Ask<'_>) -> CellReading {
    // What is struck out was withdrawn, and what nobody sees was sent by nobody.
    if (cell.style.struck || cell.struck) && !cell.is_empty() {
        return CellReading::unreadable("figure-struck-out");
    }
    if cell.style.unseen && !cell.is_empty() {
        return CellReading::unreadable("figure-unseen");
    }
    match cell.raw {
        Raw::Empty => CellReading::silent(Reading::without_number(CellState::Blank)),
        Raw::Number(_) => {
            let number = cell.number_as_read().unwrap_or_default();
            // A format may show `<5` where 3 is stored.
            if let Written::Below { .. } | Written::Above { .. } | Written::Between(..) = numbers::read(&cell.shown()) {
                let read = read_text(&cell.shown(), ask);
                return CellReading {
                    remarks: vec![("figure-shown-otherwise", told(&read.reading))],
                    ..read
                };
            }
            let marked = cell.percent_format();
            let mut read = fit(number, ask.kind, vec![]);
            read.marked_percent = marked;
            if marked && ask.kind == Kind::Count && read.reading.number.is_some() {
                return CellReading::unreadable("percent-in-count");
            }
            read
        }
        Raw::Text(text) => read_text(text, ask),
        Raw::Date(_) => CellReading::unreadable("date-where-number"),
        Raw::Bool(_) | Raw::Duration(_) => CellReading::unreadable("number-unreadable"),
        Raw::Error(_) => CellReading::unreadable("formula-error"),
        Raw::FormulaWithoutValue => CellReading::unreadable("formula-without-value"),
    }
}

/// Reads a text that stands where a number should.
#[expect(clippy::too_many_lines, reason = "a step for each way of writing a figure")]
pub fn read_text(text: &str, ask: &Ask<'_>) -> CellReading {
    if is_blank(text) {
        return CellReading::silent(Reading::without_number(CellState::Blank));
    }
    if let Some(read) = read_symbol(text, ask) {
        return read;
    }
    // A text file has the errors of a workbook in words.
    if is_error(text) {
        return CellReading::unreadable("formula-error");
    }
    // `+1.8` is how a gain is written.
    if let (Kind::Score, Some(rest)) = (ask.kind, tidy(text).strip_prefix('+'))
        && let Written::Number(number, ways) = numbers::read(rest)
        && ways.is_empty()
        && number >= 0.0
    {
        return CellReading::with(Reading::number(number), "symbol-read");
    }
    // A spreadsheet shows `="9"` as 9.
    if let Some(inside) = as_formula(text) {
        let mut read = read_text(inside, ask);
        read.remarks.push(("text-as-formula", told(&read.reading)));
        return read;
    }
    match numbers::read(text) {
        Written::Number(number, ways) => {
            let read = with_noughts(text, dressed(number, ways, ask), ask.kind);
            with_space(text, read, ask)
        }
        Written::Below {
            bound,
            inclusive,
            in_words,
        } => below(bound, inclusive, (in_words, ask.kind)),
        Written::Above { bound, inclusive } => {
            let low = if inclusive || ask.kind != Kind::Count {
                bound
            } else {
                bound + 1.0
            };
            CellReading::with(Reading::suppressed(low, None), "above-a-bound")
        }
        // From 1 to something is how small numbers are hidden; any other range is a number that was not counted.
        Written::Between(low, high) if low <= 1.0 => {
            CellReading::with(Reading::suppressed(low, Some(high)), "bound-in-words")
        }
        Written::Between(low, high) => CellReading::with(Reading::suppressed(low, Some(high)), "range-for-number"),
        Written::OutOf(part, whole) if ask.kind == Kind::Score && part <= whole => {
            let read = CellReading::with(Reading::number(part), "score-out-of");
            CellReading {
                out_of: Some(whole),
                ..read
            }
        }
        Written::Not if is_symbol(text) => CellReading::unreadable("symbol-unknown"),
        Written::OutOf(..) | Written::Not => CellReading::unreadable("number-unreadable"),
    }
}

/// Reads a symbol that stands for a figure; `None` for any other text.
fn read_symbol(text: &str, ask: &Ask<'_>) -> Option<CellReading> {
    let understood = ask.legend.symbol(text, (ask.habits, ask.catalogue))?;
    let stands = understood.stands;
    let (reading, kind) = match stands.becomes {
        Becomes::Suppressed => (Reading::suppressed(stands.low, stands.high), "symbol-read"),
        Becomes::NotApplicable => (Reading::without_number(CellState::NotApplicable), "symbol-read"),
        Becomes::NotAvailable if is_dash(text) && !understood.explained => {
            (Reading::without_number(CellState::NotAvailable), "dash-unclear")
        }
        Becomes::NotAvailable => (Reading::without_number(CellState::NotAvailable), "symbol-read"),
        Becomes::Zero => (Reading::number(0.0), "word-read-as-zero"),
        Becomes::Unreadable => (Reading::without_number(CellState::Unreadable), "number-unreadable"),
    };
    Some(if understood.at_face_value {
        CellReading::silent(reading)
    } else {
        CellReading::with(reading, kind)
    })
}

/// A number that a workbook holds as text with a space beside it is said: it is no number to the workbook's own sums.
fn with_space(text: &str, mut read: CellReading, ask: &Ask<'_>) -> CellReading {
    if !ask.text_file && text.trim() != text && read.remarks.is_empty() && read.reading.number.is_some() {
        read.remarks.push(("odd-space", told(&read.reading)));
    }
    read
}

/// Three noughts after a point may be thousands: a count that is written so is said.
fn with_noughts(text: &str, mut read: CellReading, kind: Kind) -> CellReading {
    let is_some = read.reading.number.is_some_and(|number| number > 0.0);
    if kind == Kind::Count && is_some && read.remarks.is_empty() && tidy(text).ends_with(".000") {
        read.remarks.push(("thousands-separator", told(&read.reading)));
    }
    // `2.719` beside a percentage may be a count of thousands.
    if kind == Kind::Part && is_some && read.remarks.is_empty() && has_three_decimals(text) {
        return CellReading::unreadable("decimal-in-count");
    }
    read
}

fn has_three_decimals(text: &str) -> bool {
    tidy(text).split_once('.').is_some_and(|(whole, rest)| {
        (1..=3).contains(&whole.len()) && rest.len() == 3 && rest.bytes().all(|digit| digit.is_ascii_digit())
    })
}

/// Whether a text is the error that a workbook shows where a formula has no value.
pub fn is_error(text: &str) -> bool {
    const ERRORS: [&str; 8] = [
        "#n/a", "#div/0!", "#ref!", "#value!", "#name?", "#num!", "#null!", "#spill!",
    ];
    ERRORS.contains(&tidy(text).to_lowercase().as_str())
}

/// The text that a formula of nothing but a text shows.
fn as_formula(text: &str) -> Option<&str> {
    let inside = text.trim().strip_prefix("=\"")?.strip_suffix('"')?;
    (!inside.contains('"')).then_some(inside)
}

/// Whether a text is nothing but dashes.
fn is_dash(text: &str) -> bool {
    tidy(text)
        .chars()
        .all(|letter| matches!(letter, '-' | '–' | '—' | '−' | '‐' | '‑'))
}

/// Whether a text is a sign of some kind, not words or digits that went wrong.
fn is_symbol(text: &str) -> bool {
    let text = tidy(text);
    text.chars().count() <= 3 && !text.chars().any(char::is_alphanumeric)
}

fn below(bound: f64, inclusive: bool, (in_words, kind): (bool, Kind)) -> CellReading {
    let whole = matches!(kind, Kind::Count | Kind::Part);
    let high = if inclusive || !whole { bound } else { bound - 1.0 };
    let low = if whole { 1.0 } else { 0.0 };
    if high < low {
        return CellReading::unreadable("number-unreadable");
    }
    let reading = Reading::suppressed(low, Some(high));
    if in_words {
        CellReading::with(reading, "bound-in-words")
    } else {
        CellReading::silent(reading)
    }
}

/// A number with what was written around it.
fn dressed(number: f64, ways: Vec<Way>, ask: &Ask<'_>) -> CellReading {
    let mut number = number;
    let mut kinds: Vec<&'static str> = Vec::new();
    let mut marked_percent = false;
    for way in &ways {
        match way {
            Way::ThousandsComma if ask.separates || ask.text_file && ask.kind == Kind::Money => {}
            Way::ThousandsComma | Way::ThousandsSpace => kinds.push("thousands-separator"),
            // A no-break space between thousands is said as their separator.
            Way::OddSpace if ways.contains(&Way::ThousandsSpace) => {}
            Way::OddSpace => kinds.push("odd-space"),
            Way::OddDigits => kinds.push("odd-digits"),
            Way::Pounds if ask.kind == Kind::Money && ask.text_file => {}
            // In a workbook a sum of money is a number; one that was typed as text is said, once.
            Way::Pounds if ask.kind == Kind::Money => {
                if !ways.contains(&Way::ThousandsComma) {
                    kinds.push("thousands-separator");
                }
            }
            Way::Pounds => return CellReading::unreadable("number-unreadable"),
            Way::Percent if ask.kind == Kind::Percent => marked_percent = true,
            Way::Percent => return CellReading::unreadable("percent-in-count"),
            // A raised digit may be a mark or a digit of the number.
            Way::Marker(mark) if mark.chars().any(char::is_numeric) => kinds.push("number-with-words"),
            Way::Marker(_) => kinds.push("marker-after-number"),
            Way::Bracket(inside) if inside.contains('%') && ask.kind == Kind::Percent => {
                return CellReading::unreadable("number-unreadable");
            }
            Way::Bracket(_) => kinds.push("number-with-words"),
            Way::Approximate => kinds.push("number-with-words"),
            Way::Abbreviated => kinds.push("number-shortened"),
            Way::DecimalComma if ask.kind == Kind::Count || ask.kind == Kind::Part => {
                return CellReading::unreadable("decimal-comma");
            }
            Way::DecimalComma => kinds.push("decimal-comma"),
            Way::InWords => kinds.push("number-with-words"),
            Way::PercentInWords => kinds.push("symbol-read"),
            Way::Words(words) | Way::Named(words) if ask.kind == Kind::Days && words.starts_with("week") => {
                number *= 7.0;
                kinds.push("unit-differs");
            }
            Way::Words(words) | Way::Named(words) if ask.kind == Kind::Days && !words.starts_with("day") => {
                return CellReading::unreadable("unit-differs");
            }
            Way::Named(_) if ask.kind == Kind::Score => kinds.push("score-with-word"),
            Way::Words(_) | Way::Named(_) => kinds.push("number-with-words"),
        }
    }
    let read = fit(number, ask.kind, without_small_things(kinds));
    CellReading { marked_percent, ..read }
}

/// Beside words, the ways in which the number itself is written need not be said.
fn without_small_things(mut kinds: Vec<&'static str>) -> Vec<&'static str> {
    let tells_words = |kind: &&str| matches!(*kind, "number-with-words" | "number-shortened");
    if kinds.iter().any(tells_words) {
        kinds.retain(|kind| !matches!(*kind, "thousands-separator" | "odd-space"));
    }
    kinds
}

/// Whether a number can be what is asked for.
fn fit(number: f64, kind: Kind, kinds: Vec<&'static str>) -> CellReading {
    let fault = match kind {
        Kind::Score | Kind::Money => (!number.is_finite()).then_some("number-unreadable"),
        _ if !number.is_finite() => Some("number-unreadable"),
        _ if number < 0.0 => Some("negative-number"),
        Kind::Count if number.fract().abs() > 1e-9 => Some("decimal-in-count"),
        Kind::Count | Kind::Part | Kind::Percent | Kind::Days | Kind::Rate => None,
    };
    if let Some(fault) = fault {
        return CellReading::unreadable(fault);
    }
    // A minus before nothing is a zero like any other.
    let reading = Reading::number(if number == 0.0 { 0.0 } else { number });
    let told = told(&reading);
    CellReading {
        remarks: kinds.into_iter().map(|kind| (kind, told.clone())).collect(),
        ..CellReading::silent(reading)
    }
}
