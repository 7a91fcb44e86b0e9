//! A column of an agency's own references (`Our ref` CP01, CP02, …) that happen to be codes of other indicators than those named beside
//! them: the names decide, and the references are nothing.

use crate::catalogue::plain;
use crate::ingest::context::FileContext;
use crate::ingest::crosstab::blocks::Block;
use crate::ingest::crosstab::columns::{Column, Role, Side};
use crate::ingest::crosstab::label::Label;
use crate::ingest::sheet::Sheet;
use crate::ingest::table::header_text;

/// Rows that are looked at.
const SAMPLE: u32 = 200;
/// Rows in which code and name must contradict one another, and none may agree.
const LEAST: usize = 2;
/// Letters of the longest reference.
const LONGEST: usize = 10;

/// Takes the column of references out of what names the rows.
pub(super) fn without_own(columns: &mut [Column], (sheet, block): (&Sheet, &Block), context: &FileContext<'_>) {
    let is_name = |column: &Column| matches!(column.role, Role::Side(Side::Indicator | Side::Open));
    let names: Vec<u32> = columns
        .iter()
        .filter(|column| is_name(column))
        .map(|column| column.at)
        .collect();
    for column in columns.iter_mut().filter(|column| is_name(column)) {
        let headed = column.stack.last().is_some_and(|placed| heads_references(&placed.text));
        let others = || names.iter().copied().filter(|at| *at != column.at);
        if headed && contradicts((sheet, block), (column.at, &others), context) {
            column.role = Role::Nothing;
        }
    }
}

/// Whether a heading is that of references which are the agency's own. Under `Ref` alone a code could as well be the Board's, and its
/// name wrong.
fn heads_references(text: &str) -> bool {
    let simple = plain(text);
    let words: Vec<&str> = simple.split(' ').collect();
    let own = [
        "our", "own", "local", "internal", "agency", "trust", "force", "council", "service",
    ];
    let is_reference = matches!(
        words.last(),
        Some(&("ref" | "reference" | "code" | "id" | "no" | "number"))
    );
    is_reference && words.iter().any(|word| own.contains(word))
}

/// Whether the codes of a column name other indicators than the names beside them, in several rows and without one that agrees.
fn contradicts<I: Iterator<Item = u32>>(
    (sheet, block): (&Sheet, &Block),
    (codes, others): (u32, &impl Fn() -> I),
    context: &FileContext<'_>,
) -> bool {
    let label = |row: u32, column: u32| {
        let text = header_text(&sheet.cell_through_merges(row, column));
        (Label::of(&text, &context.known).indicator, text.chars().count())
    };
    let mut against = 0_usize;
    for row in block.first_row..block.end_row.min(block.first_row + SAMPLE) {
        let (Some(code), length) = label(row, codes) else {
            continue;
        };
        if length > LONGEST {
            return false;
        }
        let Some(name) = others().find_map(|column| label(row, column).0) else {
            continue;
        };
        if name.id == code.id {
            return false;
        }
        against += 1;
    }
    against >= LEAST
}

/// Whether a heading is that of numbers that count nothing: codes and references.
pub(super) fn heads_codes(text: &str) -> bool {
    let simple = crate::catalogue::plain(text);
    matches!(
        simple.rsplit(' ').next(),
        Some("code" | "codes" | "id" | "reference" | "key" | "order")
    )
}

/// Whether a heading is that of the numbers of lines: `No.`, `#`, `Ref`, `KPI no.`, `Line`. Over figures right of the names the same
/// words mean how many.
pub(super) fn heads_line_numbers(text: &str) -> bool {
    let simple = crate::catalogue::plain(text);
    let last = simple.rsplit(' ').next().unwrap_or_default();
    let is_number = matches!(
        last,
        "no" | "number"
            | "num"
            | "nr"
            | "ref"
            | "reference"
            | "id"
            | "line"
            | "row"
            | "item"
            | "code"
            | "order"
            | "index"
    );
    text.trim() == "#" || is_number && simple.split(' ').count() <= 3 || matches!(simple.as_str(), "sn" | "s no")
}

/// Whether a heading is that of what a form asks for: `What we were asked`, `Our question`.
pub(super) fn heads_questions(text: &str) -> bool {
    let simple = crate::catalogue::plain(text);
    simple
        .split(' ')
        .any(|word| matches!(word, "asked" | "question" | "questions" | "requested" | "request"))
}

/// Whether a heading is that of when a return was made or sent, which is no time of its figures: `Date sent`, `Extracted on`.
pub(super) fn heads_handling(text: &str) -> bool {
    const HANDLED: [&str; 10] = [
        "sent",
        "submitted",
        "extracted",
        "extract",
        "run",
        "received",
        "returned",
        "signed",
        "prepared",
        "updated",
    ];
    let simple = crate::catalogue::plain(text);
    let has = |words: &[&str]| simple.split(' ').any(|word| words.contains(&word));
    has(&HANDLED) && (has(&["date", "on", "day", "when"]) || simple.split(' ').count() == 1)
}
