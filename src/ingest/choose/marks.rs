//! Columns of ticks under the words of a list (`Met`, `Partly met`, `Not met`) into the column that those words answer.

use crate::catalogue::Feed;
use crate::ingest::choose::Role;
use crate::ingest::context::FileContext;
use crate::ingest::lexicon::code_list_of;
use crate::ingest::sheet::{Raw, Sheet};
use crate::ingest::table::Table;
use crate::ingest::words::tidy;
use std::collections::BTreeSet;

/// What a mark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tick {
    /// This one.
    Yes,
    /// This one, or not this one: a cross stands for both.
    Cross,
}

/// The mark in a cell; `None` for anything else.
pub fn tick(text: &str) -> Option<Tick> {
    match tidy(text).to_lowercase().as_str() {
        "✓" | "✔" | "√" | "☑" | "✅" | "🗸" | "y" | "yes" | "tick" | "•" | "●" | "■" | "*" | "ü" => {
            Some(Tick::Yes)
        }
        "x" | "×" | "✗" | "✘" | "☒" | "❌" | "✕" => Some(Tick::Cross),
        _ => None,
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
            .filter(|(_, head)| is_ticked(sheet, table, head.column))
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

/// Whether nothing but marks stands in a column. An empty one is ticked nowhere.
fn is_ticked(sheet: &Sheet, table: &Table, column: u32) -> bool {
    (table.first_row..table.end_row.min(table.first_row + ROWS)).all(|row| match sheet.cell(row, column).raw {
        Raw::Empty => true,
        Raw::Text(text) => text.trim().is_empty() || tick(text).is_some(),
        Raw::Number(_) | Raw::Bool(_) | Raw::Date(_) | Raw::Duration(_) | Raw::Error(_) | Raw::FormulaWithoutValue => {
            false
        }
    })
}
