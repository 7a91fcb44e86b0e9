//! What tables and charts are called and what they say, in words made from public figures.

use crate::domain::{Level, Missing, PublicPack, PublicRow, PublicTable, ShownUnit};

/// Every mark that may stand in a table, with its meaning.
pub const MARKS: [Missing; 3] = [Missing::Withheld, Missing::NotAvailable, Missing::NotApplicable];

/// A table's title: what, where, when.
pub fn title(table: &PublicTable, pack: &PublicPack) -> String {
    let first = table.years.first().map_or("", String::as_str);
    format!("{}, {}, {first} to {}", table.name, pack.home.1, pack.year)
}

/// The unit and base of a table in one line.
pub fn subtitle(table: &PublicTable) -> String {
    match &table.counted {
        (numerator, Some(base)) => format!("{}: {} out of {}", table.unit_words, lower(numerator), lower(base)),
        (numerator, None) => format!("{}: {}", table.unit_words, lower(numerator)),
    }
}

/// Where the figures come from.
pub fn source(pack: &PublicPack) -> String {
    format!("Source: {}. {}", pack.board, pack.source)
}

/// A figure with its unit as a sentence says it.
pub fn said(figure: &str, table: &PublicTable) -> String {
    match table.unit {
        ShownUnit::Percent => format!("{figure}%"),
        ShownUnit::Count | ShownUnit::Rate | ShownUnit::Days | ShownUnit::Score => figure.to_string(),
    }
}

/// The county's line.
pub fn county(table: &PublicTable) -> Option<&PublicRow> {
    table.rows.iter().find(|row| row.level == Some(Level::County))
}

/// The lines of a level, in the order of the table.
pub fn rows_at(table: &PublicTable, level: Level) -> impl Iterator<Item = &PublicRow> {
    table.rows.iter().filter(move |row| row.level == Some(level))
}

/// What the years show, for people who cannot see the chart and for the heading over it.
pub fn trend_sentence(table: &PublicTable, pack: &PublicPack) -> String {
    let Some(row) = county(table) else {
        return String::new();
    };
    let (Some(first), Some(last)) = (row.figures.first(), row.figures.last()) else {
        return String::new();
    };
    let (was, is) = (first.value.drawn(), last.value.drawn());
    let years = (table.years.first().map_or("", String::as_str), pack.year.as_str());
    let (from, to) = (
        said(&first.value.to_string(), table),
        said(&last.value.to_string(), table),
    );
    match was.zip(is) {
        Some((was, is)) if was < is => format!("Up from {from} in {} to {to} in {}.", years.0, years.1),
        Some((was, is)) if was > is => format!("Down from {from} in {} to {to} in {}.", years.0, years.1),
        Some(_) => format!("{to} in {}, as in {}.", years.1, years.0),
        None => format!("In {}: {to}. In {}: {from}.", years.1, years.0),
    }
}

/// Each line's newest figure in one sentence.
pub fn areas_sentence(table: &PublicTable, pack: &PublicPack) -> String {
    let parts = rows_at(table, Level::District).filter_map(|row| {
        Some(format!(
            "{} {}",
            row.name,
            said(&table.newest(row)?.value.to_string(), table)
        ))
    });
    format!(
        "By district in {}: {}.",
        pack.year,
        parts.collect::<Vec<String>>().join("; ")
    )
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next();
    let is_acronym = letters.clone().next().is_some_and(char::is_uppercase);
    match first {
        Some(first) if !is_acronym => first.to_lowercase().chain(letters).collect(),
        Some(_) | None => text.to_string(),
    }
}
