//! A list into text for people, CSV or JSON.

use crate::domain::{Entry, Table, harmless, inert};
use serde_json::{Map, Number, Value};

/// Wider cells are wrapped on a terminal, so that a long message does not push the columns apart.
const WIDEST_CELL: usize = 60;

/// The list as CSV with a header line; lines end in `\n`.
///
/// # Errors
/// When a row has another length than the header, which is a fault of the program.
pub fn csv(table: &Table) -> anyhow::Result<String> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::Any(b'\n'))
        .from_writer(Vec::new());
    writer.write_record(&table.columns)?;
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(cell).collect();
        writer.write_record(&cells)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|fault| anyhow::anyhow!("cannot finish a list: {fault}"))?;
    Ok(String::from_utf8(bytes)?)
}

/// An entry as a cell: what others wrote runs in no spreadsheet, and numbers stay numbers.
fn cell(entry: &Entry) -> String {
    let flat = entry.flat();
    match entry {
        Entry::Number(_) | Entry::Truth(_) | Entry::Empty => flat,
        Entry::Text(_) | Entry::List(_) | Entry::Nested(_) => inert(&flat).into_owned(),
    }
}

/// The list as a JSON array of objects, one a line; empty entries are `null`.
///
/// # Errors
/// When a value cannot be written as JSON, which is a fault of the program.
pub fn json(table: &Table) -> anyhow::Result<String> {
    let mut lines = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let fields = table.columns.iter().zip(row);
        let object: Map<String, Value> = fields.map(|(name, entry)| (name.clone(), value(entry))).collect();
        lines.push(serde_json::to_string(&object)?);
    }
    Ok(if lines.is_empty() {
        "[]\n".to_string()
    } else {
        format!("[\n{}\n]\n", lines.join(",\n"))
    })
}

fn value(entry: &Entry) -> Value {
    match entry {
        Entry::Empty => Value::Null,
        Entry::Text(text) => Value::String(text.clone()),
        Entry::Number(number) => whole(*number)
            .or_else(|| Number::from_f64(*number))
            .map_or(Value::Null, Value::Number),
        Entry::Truth(truth) => Value::Bool(*truth),
        Entry::List(words) => Value::Array(words.iter().cloned().map(Value::String).collect()),
        Entry::Nested(inside) => inside.clone(),
    }
}

/// A whole number that JSON can hold without a point.
fn whole(number: f64) -> Option<Number> {
    (number.fract() == 0.0 && number.abs() < 9e15).then(|| Number::from(number as i64))
}

/// The list for people: columns side by side, numbers to the right, long text wrapped. `None` for an empty list.
pub fn text(table: &Table) -> Option<String> {
    if table.rows.is_empty() {
        return None;
    }
    let shown: Vec<usize> = (0..table.columns.len())
        .filter(|&at| !wholly_empty(table, at))
        .collect();
    let widths: Vec<usize> = shown.iter().map(|&at| width(table, at)).collect();
    let numeric: Vec<bool> = shown
        .iter()
        .map(|&at| table.rows.iter().all(|row| is_number(&row[at])))
        .collect();
    let mut out = String::new();
    let header: Vec<Vec<String>> = shown
        .iter()
        .zip(&widths)
        .map(|(&at, &wide)| wrap(&table.columns[at].replace('_', " "), wide))
        .collect();
    push_row(&mut out, &header, (&widths, &numeric));
    let rule: Vec<Vec<String>> = widths.iter().map(|&wide| vec!["-".repeat(wide)]).collect();
    push_row(&mut out, &rule, (&widths, &numeric));
    for row in &table.rows {
        let cells: Vec<Vec<String>> = shown
            .iter()
            .zip(&widths)
            .map(|(&at, &wide)| wrap(&readable(&row[at]), wide))
            .collect();
        push_row(&mut out, &cells, (&widths, &numeric));
    }
    Some(out)
}

fn wholly_empty(table: &Table, at: usize) -> bool {
    table.rows.iter().all(|row| row[at].flat().is_empty())
}

fn is_number(entry: &Entry) -> bool {
    matches!(entry, Entry::Number(_) | Entry::Empty)
}

/// For people a number has at most two decimals, and what agencies wrote does nothing to the terminal.
fn readable(entry: &Entry) -> String {
    match entry {
        Entry::Number(number) if number.fract() != 0.0 => format!("{number:.2}"),
        other => harmless(&other.flat()).into_owned(),
    }
}

fn width(table: &Table, at: usize) -> usize {
    let longest = table
        .rows
        .iter()
        .map(|row| readable(&row[at]).chars().count())
        .max()
        .unwrap_or(0);
    let heading = table.columns[at]
        .split('_')
        .map(|word| word.chars().count())
        .max()
        .unwrap_or(0);
    longest.min(WIDEST_CELL).max(heading)
}

/// Words into lines of at most `wide` characters; a longer word is cut into pieces, never lost.
fn wrap(text: &str, wide: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let mut rest: Vec<char> = word.chars().collect();
        let used = lines.last().map_or(0, |line| line.chars().count());
        if used > 0 && used + 1 + rest.len() > wide {
            lines.push(String::new());
        } else if used > 0 {
            lines.last_mut().into_iter().for_each(|line| line.push(' '));
        }
        while rest.len() > wide {
            let tail = rest.split_off(wide);
            lines.last_mut().into_iter().for_each(|line| line.extend(&rest));
            lines.push(String::new());
            rest = tail;
        }
        lines.last_mut().into_iter().for_each(|line| line.extend(&rest));
    }
    lines
}

fn push_row(out: &mut String, cells: &[Vec<String>], (widths, numeric): (&[usize], &[bool])) {
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    for line in 0..height {
        let mut pieces = Vec::with_capacity(cells.len());
        for (at, cell) in cells.iter().enumerate() {
            let piece = cell.get(line).map_or("", String::as_str);
            let wide = widths[at];
            pieces.push(if numeric[at] {
                format!("{piece:>wide$}")
            } else {
                format!("{piece:<wide$}")
            });
        }
        out.push_str(pieces.join("  ").trim_end());
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Table {
        let mut table = Table::with_columns(&["agency", "days_late", "note", "files"]);
        table.rows.push(vec![
            "essex-fire".into(),
            3usize.into(),
            "a, \"b\"".into(),
            vec!["x".to_string(), "y".to_string()].into(),
        ]);
        table
            .rows
            .push(vec!["eput".into(), Entry::Empty, Entry::Empty, Entry::List(vec![])]);
        table
    }

    #[test]
    fn csv_quotes_what_needs_it_and_joins_lists() {
        assert_eq!(
            csv(&sample()).unwrap(),
            "agency,days_late,note,files\nessex-fire,3,\"a, \"\"b\"\"\",x;y\neput,,,\n"
        );
    }

    #[test]
    fn json_keeps_the_order_of_columns_and_says_null() {
        let text = json(&sample()).unwrap();
        assert!(text.starts_with(
            "[\n{\"agency\":\"essex-fire\",\"days_late\":3,\"note\":\"a, \\\"b\\\"\",\"files\":[\"x\",\"y\"]},\n"
        ));
        assert!(text.contains("\"days_late\":null"));
        assert_eq!(json(&Table::with_columns(&["a"])).unwrap(), "[]\n");
    }

    #[test]
    fn text_lines_up_and_wraps() {
        let mut table = sample();
        table.rows[1][2] = Entry::Text("word ".repeat(30).trim().to_string());
        let text = text(&table).unwrap();
        assert!(text.lines().all(|line| line.chars().count() < 100), "{text}");
        assert!(text.lines().next().unwrap().starts_with("agency"));
        assert!(super::text(&Table::with_columns(&["a"])).is_none());
    }

    #[test]
    fn a_word_longer_than_its_column_is_cut_not_lost() {
        assert_eq!(wrap("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
    }
}
