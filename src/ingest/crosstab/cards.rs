//! Figures that stand alone with their name above or below them, as on a board of cards.

use crate::ingest::context::Known;
use crate::ingest::crosstab::label::Label;
use crate::ingest::crosstab::survey::{Line, Seen, What, says_nil};
use crate::ingest::sheet::Sheet;
use crate::ingest::table::header_text;

/// Whether the text of a row is the name of an indicator beyond doubt, alone over the one column in which a stretch of rows holds
/// anything: the next card below one that is done.
pub(super) fn names_next(
    (sheet, known): (&Sheet, &Known<'_>),
    (line, column): (&Line, u32),
    mut above: std::ops::Range<u32>,
) -> bool {
    let [only] = line.cells[..] else { return false };
    let alone = |row: u32| {
        let line = Line::of(sheet, row, known);
        line.cells.iter().all(|seen| seen.column == column)
    };
    only.column == column && is_name((sheet, known), (line.row, column)) && above.all(alone)
}

/// Whether the row below a row of nothing but figures names each of them and nothing else, and nothing above does: the names of
/// cards stand below their figures.
pub(super) fn named_below((sheet, known): (&Sheet, &Known<'_>), line: &Line) -> bool {
    let below = Line::of(sheet, line.row + 1, known);
    let columns = |line: &Line| line.cells.iter().map(|seen| seen.column).collect::<Vec<_>>();
    let are_names = |line: &Line| {
        let mut cells = line.cells.iter();
        !line.is_empty() && cells.all(|seen| is_name((sheet, known), (line.row, seen.column)))
    };
    let above = line.row.checked_sub(1).map(|row| Line::of(sheet, row, known));
    line.cells.iter().all(|seen| seen.what == What::Figure)
        && columns(line) == columns(&below)
        && are_names(&below)
        && above.is_none_or(|above| !are_names(&above))
        && Line::of(sheet, line.row + 2, known).is_empty()
}

fn is_name((sheet, known): (&Sheet, &Known<'_>), (row, column): (u32, u32)) -> bool {
    let label = Label::of(&header_text(&sheet.cell(row, column)), known);
    label.is_certain() && !label.is_heading()
}

/// Whether a row names an indicator and says of it that there is nothing to return: `Child deaths notified | NIL RETURN`. It needs no
/// headings.
pub(super) fn is_named_nil((sheet, known): (&Sheet, &Known<'_>), line: &Line) -> bool {
    let [name, said] = line.cells.as_slice() else {
        return false;
    };
    let text = |seen: &Seen| header_text(&sheet.cell(line.row, seen.column));
    (name.what, said.what) == (What::Text, What::Mark)
        && says_nil(&text(said))
        && is_name((sheet, known), (line.row, name.column))
}
