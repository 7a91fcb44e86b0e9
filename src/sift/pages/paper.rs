//! Words and figures into the parts of papers: tables, panels, notes, and the furniture that every paper shares.

use crate::domain::{
    BarDrawn, Document, DrawnChart, Figure, PaperCell, PaperTable, Part, Period, Section, Shown, StackedBar,
    StackedDrawn,
};
use crate::sift::evidence::Evidence;
use crate::sift::number;
use chrono::NaiveDate;

/// A paper with the furniture of the run.
pub(super) fn document(
    (name, of): (&str, &str),
    title: String,
    (lead, sections): (Vec<String>, Vec<Section>),
    evidence: &Evidence<'_>,
) -> Document {
    Document {
        name: name.into(),
        title,
        of: format!("{of}, {}", evidence.period),
        marking: evidence.catalogue.policy().marking_restricted.clone(),
        lead,
        sections,
        foot: foot(evidence),
        one_page: false,
    }
}

fn foot(evidence: &Evidence<'_>) -> String {
    format!(
        "{} · data received to {} · run {}",
        evidence.edition,
        day(evidence.as_at),
        evidence.run_id
    )
}

/// `30 September 2026`.
pub(super) use crate::domain::day_in_words as day;

/// The same, or a dash where there is none.
pub(super) fn day_or_dash(found: Option<NaiveDate>) -> String {
    found.map_or_else(|| "\u{2013}".into(), day)
}

/// A section on the same page as the one before.
pub(super) fn section(heading: impl Into<String>, parts: Vec<Part>) -> Section {
    Section {
        heading: heading.into(),
        parts,
        new_page: false,
    }
}

/// A section that begins a page in print.
pub(super) fn page(heading: impl Into<String>, parts: Vec<Part>) -> Section {
    Section {
        new_page: true,
        ..section(heading, parts)
    }
}

/// A table with rows and notes.
pub(super) fn table(
    caption: impl Into<String>,
    columns: &[&str],
    rows: Vec<Vec<PaperCell>>,
    notes: &[&str],
) -> PaperTable {
    PaperTable {
        rows,
        notes: notes.iter().map(|note| (*note).to_string()).collect(),
        ..PaperTable::headed(caption, columns)
    }
}

/// A paragraph.
pub(super) fn text(words: impl Into<String>) -> Part {
    Part::Text(words.into())
}

/// A framed panel.
pub(super) fn panel(heading: &str, points: Vec<String>) -> Part {
    Part::Panel {
        heading: heading.into(),
        points,
    }
}

/// A figure as a cell.
pub(super) fn cell(shown: Shown) -> PaperCell {
    PaperCell::Figure(shown)
}

/// A bar without a range, a target or an earlier figure.
pub(super) fn bar(name: &str, figure: Shown, beside: String) -> BarDrawn {
    BarDrawn {
        name: name.into(),
        figure,
        beside,
        range: None,
        target: None,
        before: None,
    }
}

/// Bars of parts lying one below the other, each with words at its end.
pub(super) fn stacked(parts: &[&str], bars: Vec<(String, Vec<Shown>, String)>, beside_words: &str) -> DrawnChart {
    DrawnChart::Stacked(StackedDrawn {
        parts: parts.iter().map(|part| (*part).to_string()).collect(),
        bars: bars
            .into_iter()
            .map(|(name, figures, beside)| StackedBar { name, figures, beside })
            .collect(),
        upright: false,
        shares: false,
        beside_words: beside_words.into(),
    })
}

/// One bar of parts for a table's row, drawn with the last part first; the row's figures say the same.
pub(super) fn row_bar(parts: &[&str], figures: Vec<Shown>) -> PaperCell {
    let bars = vec![(String::new(), figures, String::new())];
    PaperCell::Sparkline(Box::new(stacked(parts, bars, "")))
}

/// What a figure needs besides its drawing and its table.
pub(super) struct Captioned {
    pub id: &'static str,
    pub title: String,
    pub subtitle: String,
    pub alt: String,
}

/// A chart with its words and its figures.
pub(super) fn figure(words: Captioned, chart: DrawnChart, table: PaperTable, evidence: &Evidence<'_>) -> Part {
    Part::Figure(Box::new(Figure {
        id: words.id.into(),
        title: words.title,
        subtitle: words.subtitle,
        // Whoever hears it is told where the figures are.
        alt: match words.alt.contains("Figures in the table") {
            true => words.alt,
            false => format!("{} Figures in the table.", words.alt),
        },
        source: format!(
            "Source: returns to the Board. Data received to {}. Run {}.",
            day(evidence.as_at),
            evidence.run_id
        ),
        chart,
        table,
    }))
}

/// A number, or `none`.
pub(in crate::sift) fn or_none(number: usize) -> String {
    match number {
        0 => "none".into(),
        some => number::decimal(some as f64, 0),
    }
}

/// `one action`, `three actions`, with the noun's plural made by an s.
pub(in crate::sift) fn counted(count: usize, noun: &str) -> String {
    let plural = match noun.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o'])) {
        Some(stem) => format!("{stem}ies"),
        None => format!("{noun}s"),
    };
    format!(
        "{} {}",
        number::in_words(count),
        if count == 1 { noun.to_string() } else { plural }
    )
}

/// The same at the start of a sentence.
pub(in crate::sift) fn counted_first(count: usize, noun: &str) -> String {
    number::capitalised(&counted(count, noun))
}

/// `is` or `are`.
pub(in crate::sift) fn be(count: usize) -> &'static str {
    if count == 1 { "is" } else { "are" }
}

/// Names joined as in a sentence, an empty list as the word given.
pub(in crate::sift) fn joined(names: &[String], none: &str) -> String {
    match names {
        [] => none.into(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The last quarters up to and with one, oldest first.
pub(super) fn last_quarters(until: Period, count: i32) -> Vec<Period> {
    until.back(count - 1).to(until).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_are_counted_in_words() {
        assert_eq!(counted(1, "action"), "one action");
        assert_eq!(counted(3, "agency"), "three agencies");
        assert_eq!(counted(2, "day"), "two days");
        assert_eq!(counted_first(12, "action"), "12 actions");
        assert_eq!(joined(&["A".into(), "B".into(), "C".into()], "none"), "A, B and C");
    }
}
