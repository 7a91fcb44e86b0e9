//! A paper into what its templates name: plain values, with the drawings ready.

use crate::domain::{Document, Figure, PaperCell, PaperItem, PaperTable, Part, Section};
use crate::report::abbreviations;
use crate::report::document::{Press, drawn};
use serde::Serialize;

/// A paper as the templates see it.
#[derive(Serialize)]
pub struct Paper<'a> {
    board: &'a str,
    title: &'a str,
    draft: bool,
    one_page: bool,
    of: &'a str,
    marking: &'a str,
    lead: &'a [String],
    foot: &'a str,
    sections: Vec<SectionShown<'a>>,
    /// Tables behind the charts, which print has at its end.
    annex: Vec<Behind<'a>>,
    /// Abbreviations in the words above, with what they are short for; none on a paper that must be one page.
    abbreviations: Vec<(&'static str, &'static str)>,
}

#[derive(Serialize)]
struct SectionShown<'a> {
    id: String,
    heading: &'a str,
    new_page: bool,
    parts: Vec<PartShown<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum PartShown<'a> {
    Heading { text: &'a str },
    Text { text: &'a str },
    Points { points: &'a [String] },
    Quote { words: &'a str, by: &'a str },
    Counts { counts: &'a [(String, String)] },
    Panel { heading: &'a str, points: &'a [String] },
    Table(TableShown<'a>),
    Figure(FigureShown<'a>),
    Items { items: Vec<ItemShown<'a>> },
    Beside { columns: Vec<Vec<PartShown<'a>>> },
}

#[derive(Serialize)]
struct ItemShown<'a> {
    number: &'a str,
    name: &'a str,
    words: &'a str,
    ask: &'a str,
    svg: String,
}

#[derive(Serialize)]
struct TableShown<'a> {
    id: String,
    caption: &'a str,
    columns: Vec<ColumnShown<'a>>,
    rows: Vec<Vec<CellShown<'a>>>,
    key: &'a str,
    notes: &'a [String],
}

#[derive(Serialize)]
struct ColumnShown<'a> {
    name: &'a str,
    /// Figures stand at the right.
    number: bool,
    /// Share of the width in print; 0 takes what its words need.
    share: f64,
}

#[derive(Default, Serialize)]
struct CellShown<'a> {
    strong: &'a str,
    text: String,
    number: bool,
    shade: u8,
    svg: String,
    /// `long` for a sentence, which needs a column of some width; `short` for what is not broken over two lines.
    length: &'static str,
}

#[derive(Serialize)]
struct FigureShown<'a> {
    id: &'a str,
    title: &'a str,
    subtitle: &'a str,
    alt: &'a str,
    source: String,
    svg: String,
    narrow: String,
    width: f64,
    instead: String,
    table: TableShown<'a>,
    /// The place of its figures in the annex of the print.
    behind: String,
}

/// The figures behind a chart, in the annex of the print.
#[derive(Serialize)]
struct Behind<'a> {
    behind: String,
    #[serde(flatten)]
    table: TableShown<'a>,
}

/// Numbers the tables and the charts, so that each has a name of its own in the paper.
#[derive(Default)]
struct Numbered {
    tables: usize,
    figures: usize,
}

/// The place of the figures behind a chart, by its number in the paper.
fn behind(figure: usize) -> String {
    format!("behind-{figure}")
}

/// The whole paper.
///
/// # Errors
/// When a chart cannot be drawn, which is a fault of the program.
pub fn paper<'a>(document: &'a Document, press: &Press<'a>) -> anyhow::Result<Paper<'a>> {
    let mut numbered = Numbered::default();
    let mut sections = Vec::with_capacity(document.sections.len());
    for (nth, section) in document.sections.iter().enumerate() {
        sections.push(shown_section((nth, section), &mut numbered)?);
    }
    let figures = document.sections.iter().flat_map(|section| figures(&section.parts));
    let mut annex = Vec::new();
    for (nth, figure) in figures.enumerate() {
        annex.push(Behind {
            behind: behind(nth + 1),
            table: shown_table(&figure.table, &mut numbered)?,
        });
    }
    let mut paper = Paper {
        board: press.board,
        title: &document.title,
        draft: document.foot.starts_with("Draft"),
        one_page: document.one_page,
        of: &document.of,
        marking: &document.marking,
        lead: &document.lead,
        foot: &document.foot,
        sections,
        annex,
        abbreviations: vec![],
    };
    if !document.one_page {
        paper.abbreviations = abbreviations::used_in(&paper)?;
    }
    Ok(paper)
}

fn figures(parts: &[Part]) -> Vec<&Figure> {
    let mut found = Vec::new();
    for part in parts {
        match part {
            Part::Figure(figure) => found.push(figure.as_ref()),
            Part::Beside(columns) => found.extend(columns.iter().flat_map(|column| figures(column))),
            _ => (),
        }
    }
    found
}

fn shown_section<'a>(
    (nth, section): (usize, &'a Section),
    numbered: &mut Numbered,
) -> anyhow::Result<SectionShown<'a>> {
    Ok(SectionShown {
        id: format!("part-{}", nth + 1),
        heading: &section.heading,
        new_page: section.new_page,
        parts: shown_parts(&section.parts, numbered)?,
    })
}

fn shown_parts<'a>(parts: &'a [Part], numbered: &mut Numbered) -> anyhow::Result<Vec<PartShown<'a>>> {
    parts.iter().map(|part| shown_part(part, numbered)).collect()
}

fn shown_part<'a>(part: &'a Part, numbered: &mut Numbered) -> anyhow::Result<PartShown<'a>> {
    Ok(match part {
        Part::Heading(text) => PartShown::Heading { text },
        Part::Text(text) => PartShown::Text { text },
        Part::Points(points) => PartShown::Points { points },
        Part::Quote { words, by } => PartShown::Quote { words, by },
        Part::Counts(counts) => PartShown::Counts { counts },
        Part::Panel { heading, points } => PartShown::Panel { heading, points },
        Part::Table(table) => PartShown::Table(shown_table(table, numbered)?),
        Part::Figure(figure) => PartShown::Figure(shown_figure(figure, numbered)?),
        Part::Items(items) => PartShown::Items {
            items: items.iter().map(shown_item).collect::<anyhow::Result<_>>()?,
        },
        Part::Beside(columns) => PartShown::Beside {
            columns: columns
                .iter()
                .map(|column| shown_parts(column, numbered))
                .collect::<anyhow::Result<_>>()?,
        },
    })
}

fn shown_item(item: &PaperItem) -> anyhow::Result<ItemShown<'_>> {
    Ok(ItemShown {
        number: &item.number,
        name: &item.name,
        words: &item.words,
        ask: &item.ask,
        svg: item.chart.as_deref().map(drawn::spark).transpose()?.unwrap_or_default(),
    })
}

fn shown_figure<'a>(figure: &'a Figure, numbered: &mut Numbered) -> anyhow::Result<FigureShown<'a>> {
    let drawn = drawn::figure(figure)?;
    numbered.figures += 1;
    Ok(FigureShown {
        behind: behind(numbered.figures),
        id: &figure.id,
        title: &figure.title,
        subtitle: &figure.subtitle,
        alt: &figure.alt,
        source: drawn.source,
        svg: drawn.svg,
        narrow: drawn.narrow,
        width: drawn.width,
        instead: drawn.instead,
        table: shown_table(&figure.table, numbered)?,
    })
}

fn shown_table<'a>(table: &'a PaperTable, numbered: &mut Numbered) -> anyhow::Result<TableShown<'a>> {
    numbered.tables += 1;
    let rows: Vec<Vec<CellShown>> = table
        .rows
        .iter()
        .map(|row| row.iter().map(shown_cell).collect::<anyhow::Result<_>>())
        .collect::<anyhow::Result<_>>()?;
    let is_number = |at: usize| at > 0 && rows.iter().any(|row| row.get(at).is_some_and(|cell| cell.number));
    // Where no column's words need the room, a long heading would spread a narrow table over the page.
    let any_long = (0..table.columns.len()).any(|at| share(&rows, at, is_number(at)) > 0.0);
    let column = |(at, name): (usize, &'a String)| {
        let number = is_number(at);
        let head = if any_long { share_of_head(name) } else { 0.0 };
        ColumnShown {
            name,
            number,
            share: share(&rows, at, number).max(head),
        }
    };
    Ok(TableShown {
        id: format!("table-{}", numbered.tables),
        caption: &table.caption,
        columns: table.columns.iter().enumerate().map(column).collect(),
        rows,
        key: &table.key,
        notes: &table.notes,
    })
}

/// Words this long or shorter take the width they need.
const SHORT: usize = 14;
/// Longer columns share the rest by the root of their length, within these bounds.
const SHARES: (f64, f64) = (3.5, 12.0);

/// A long heading wraps as well, else it would take the room of the first column.
fn share_of_head(name: &str) -> f64 {
    if name.chars().count() > SHORT { SHARES.0 } else { 0.0 }
}

fn share(rows: &[Vec<CellShown>], at: usize, number: bool) -> f64 {
    if number {
        return 0.0;
    }
    let lengths = rows.iter().filter_map(|row| row.get(at)).map(|cell| {
        if cell.svg.is_empty() {
            cell.strong.chars().count().max(cell.text.chars().count())
        } else {
            0
        }
    });
    match lengths.max() {
        Some(longest) if longest > SHORT => (longest as f64).sqrt().clamp(SHARES.0, SHARES.1),
        _ => 0.0,
    }
}

/// From this many letters on a cell is a sentence.
const SENTENCE: usize = 28;
/// Up to this many letters a cell is not broken over two lines: `14 of 23`, `2026-27 Q2`.
const UNBROKEN: usize = 12;

fn shown_cell(cell: &PaperCell) -> anyhow::Result<CellShown<'_>> {
    let made = of_cell(cell)?;
    let letters = made.strong.chars().count().max(made.text.chars().count());
    let length = match letters {
        _ if !made.svg.is_empty() => "",
        ..=UNBROKEN if made.text.starts_with(|letter: char| letter.is_ascii_digit()) => "short",
        SENTENCE.. => "long",
        _ => "",
    };
    Ok(CellShown { length, ..made })
}

fn of_cell(cell: &PaperCell) -> anyhow::Result<CellShown<'_>> {
    Ok(match cell {
        PaperCell::Words(words) => CellShown {
            text: words.clone(),
            ..CellShown::default()
        },
        PaperCell::Named { name, words } => CellShown {
            strong: name,
            text: words.clone(),
            ..CellShown::default()
        },
        PaperCell::Figure(figure) => CellShown {
            text: figure.to_string(),
            number: true,
            ..CellShown::default()
        },
        PaperCell::Shaded { figure, word, shade } => CellShown {
            text: format!("{figure} {word}"),
            shade: (*shade).min(4),
            ..CellShown::default()
        },
        PaperCell::Sparkline(chart) => CellShown {
            svg: drawn::spark(chart)?,
            ..CellShown::default()
        },
    })
}
