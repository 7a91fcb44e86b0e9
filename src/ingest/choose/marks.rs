//! Columns of ticks under the words of a list (`Met`, `Partly met`, `Not met`) into the column that those words answer.

use crate::catalogue::Feed;
use crate::ingest::choose::Role;
use crate::ingest::context::FileContext;
use crate::ingest::lexicon::code_list_of;
use crate::ingest::sheet::{Cell, Raw, Sheet};
use crate::ingest::table::Table;
use crate::ingest::words::tidy;
use std::collections::BTreeSet;

/// What a mark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tick {
    /// This one.
    Yes,
    /// This one, or not this one: a cross stands for both, and so does a sign that nobody knows.
    Cross,
    /// Not this one: an empty box.
    No,
}

/// The mark in a cell; `None` for anything else. Letters as fonts of signs show them are marks too.
pub fn tick(cell: &Cell<'_>) -> Option<Tick> {
    match cell.raw {
        Raw::Text(text) => tick_written(text),
        Raw::Bool(true) => Some(Tick::Yes),
        Raw::Bool(false) => Some(Tick::No),
        Raw::Number(1.0) => Some(Tick::Yes),
        Raw::Number(0.0) => Some(Tick::No),
        _ => None,
    }
}

fn tick_written(text: &str) -> Option<Tick> {
    let text = tidy(text).to_lowercase();
    let inner = ["[]", "()", "{}"].iter().find_map(|pair| {
        let mut ends = pair.chars();
        text.strip_prefix(ends.next()?)?.strip_suffix(ends.next()?)
    });
    if inner.is_some_and(|inner| inner.trim().is_empty()) {
        return Some(Tick::No);
    }
    // Signs are often followed by one that asks for them in colour.
    let sign = inner.unwrap_or(&text).trim().trim_end_matches('\u{fe0f}');
    match sign {
        "✓" | "✔" | "√" | "☑" | "✅" | "🗸" | "🗹" | "y" | "yes" | "tick" | "ticked" | "true" | "1" | "•" | "●" | "◉"
        | "⬤" | "■" | "*" | "ü" | "þ" | "v" => Some(Tick::Yes),
        "x" | "×" | "✗" | "✘" | "☒" | "❌" | "✕" | "✖" | "🗷" | "û" | "ý" => Some(Tick::Cross),
        "☐" | "□" | "▢" | "❏" | "❑" | "⬜" | "◻" | "◯" | "○" | "⚪" | "n" | "no" | "false" | "0" | "-" | "–" | "—"
        | "¨" | "o" => Some(Tick::No),
        _ => {
            let mut letters = sign.chars();
            let alone = letters.next().filter(|_| letters.next().is_none());
            alone
                .filter(|letter| !letter.is_alphanumeric() && !letter.is_whitespace())
                .map(|_| Tick::Cross)
        }
    }
}

/// Rows that are looked at.
const ROWS: u32 = 400;

/// Marks the heads that are words of one list over columns of ticks, at least two of them.
pub(super) fn take(roles: &mut [Role], (feed, sheet, table): (&Feed, &Sheet, &Table), context: &FileContext<'_>) {
    for column in &feed.columns {
        let Some(list) = code_list_of(&column.holds) else {
            continue;
        };
        let code = |text: &str| context.known.lexicon.code_exactly(list, text).map(str::to_owned);
        let heads: Vec<(usize, String)> = table
            .heads
            .iter()
            .enumerate()
            .filter(|(_, head)| is_ticked((feed, sheet, table), head.column))
            .filter_map(|(at, head)| Some((at, code(&head.text)?)))
            .collect();
        let codes: BTreeSet<&str> = heads.iter().map(|(_, code)| code.as_str()).collect();
        let elsewhere =
            |(at, role): (usize, &Role)| role.gives(&column.name) && heads.iter().all(|(head, _)| *head != at);
        if codes.len() < 2 || codes.len() != heads.len() || roles.iter().enumerate().any(elsewhere) {
            continue;
        }
        for (at, _) in heads {
            roles[at] = Role::Mark(column.name.clone());
        }
        return;
    }
}

/// Whether nothing but marks stands in a column. An empty one is ticked nowhere. Numbers are marks only where a feed counts nothing.
fn is_ticked((feed, sheet, table): (&Feed, &Sheet, &Table), column: u32) -> bool {
    let counts = feed.columns.iter().any(|column| column.holds.is_number());
    (table.first_row..table.end_row.min(table.first_row + ROWS)).all(|row| {
        let cell = sheet.cell(row, column);
        match cell.raw {
            Raw::Empty => true,
            Raw::Text(text) if text.trim().is_empty() => true,
            Raw::Text(text) if counts && text.trim().parse::<f64>().is_ok() => false,
            Raw::Number(_) if counts => false,
            _ => tick(&cell).is_some(),
        }
    })
}

/// Whether a column holds marks, at least one of them a yes.
pub fn is_column_of_ticks((feed, sheet, table): (&Feed, &Sheet, &Table), column: u32) -> bool {
    let yes = |row: u32| matches!(tick(&sheet.cell(row, column)), Some(Tick::Yes | Tick::Cross));
    is_ticked((feed, sheet, table), column) && (table.first_row..table.end_row).any(yes)
}
