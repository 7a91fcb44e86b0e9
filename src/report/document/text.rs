//! A paper into plain text, for a terminal or a message.

use crate::domain::{Document, PaperTable, Part};
use crate::report::document::kept;

/// The paper; drawings are left out, their titles and tables stay.
pub fn text(document: &Document) -> String {
    let mut lines = vec![document.marking.clone(), document.title.clone(), document.of.clone()];
    lines.extend(document.lead.iter().cloned());
    for section in &document.sections {
        lines.push(String::new());
        lines.push(section.heading.clone());
        lines.push("-".repeat(section.heading.chars().count()));
        push_parts(&section.parts, &mut lines);
    }
    lines.push(String::new());
    lines.push(document.foot.clone());
    let cleaned: Vec<String> = lines
        .iter()
        .map(|line| kept::plain(line).trim_end().to_string())
        .collect();
    format!("{}\n", cleaned.join("\n"))
}

fn push_parts(parts: &[Part], lines: &mut Vec<String>) {
    for part in parts {
        match part {
            Part::Heading(text) | Part::Text(text) => lines.push(text.clone()),
            Part::Points(points) => lines.extend(points.iter().map(|point| format!("* {point}"))),
            Part::Quote { words, by } => lines.push(format!("\u{201C}{words}\u{201D} {by}")),
            Part::Counts(counts) => lines.extend(counts.iter().map(|(count, words)| format!("{count} {words}"))),
            Part::Panel { heading, points } => {
                lines.push(format!("{heading}:"));
                lines.extend(points.iter().map(|point| format!("* {point}")));
            }
            Part::Items(items) => {
                for item in items {
                    lines.push(format!("{} {}: {} {}", item.number, item.name, item.words, item.ask));
                }
            }
            Part::Table(table) => push_table(table, lines),
            Part::Figure(figure) => {
                lines.push(format!("{} ({})", figure.title, figure.subtitle));
                lines.push(figure.alt.clone());
                push_table(&figure.table, lines);
            }
            Part::Beside(columns) => columns.iter().for_each(|column| push_parts(column, lines)),
        }
    }
}

fn push_table(table: &PaperTable, lines: &mut Vec<String>) {
    lines.push(format!("{}:", table.caption));
    lines.extend(Some(&table.key).filter(|key| !key.is_empty()).cloned());
    lines.push(table.columns.join(" | "));
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(|cell| cell.plain()).collect();
        lines.push(cells.join(" | "));
    }
    lines.extend(table.notes.iter().cloned());
}
