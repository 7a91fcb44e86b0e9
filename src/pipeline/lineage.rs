//! From each exception to the cells that its figure comes from: the appendix of the workbook.

use crate::domain::{Briefing, PaperCell, PaperTable};
use crate::pipeline::Session;
use crate::pipeline::parts::{Parts, feeds_of};
use crate::store::{Store, Window};
use std::collections::BTreeSet;

/// One line for each row that the newest figure of an exception is made of.
///
/// # Errors
/// A store that cannot be read.
#[expect(clippy::too_many_lines, reason = "one column of the table a line")]
pub fn table(briefing: &Briefing, session: &Session, store: &Store) -> anyhow::Result<PaperTable> {
    let mut table = PaperTable::headed(
        "Where each exception's newest figure comes from",
        &[
            "No.",
            "Exception",
            "Indicator",
            "Sender",
            "Area",
            "What the row says",
            "File",
            "Sheet",
            "Cells",
            "Received",
            "Used",
        ],
    );
    table.notes.push(
        "Files are named from the inbox. A row that is not used was replaced by a later one, which is listed, too."
            .into(),
    );
    let indicators = briefing
        .exceptions
        .iter()
        .filter_map(|one| session.catalogue.indicator(&one.indicator));
    let feeds: BTreeSet<String> = indicators.flat_map(feeds_of).collect();
    let window = Window {
        from: Some(briefing.period),
        until: Some(briefing.period),
    };
    let parts = Parts::read_within(store, &session.catalogue, (&feeds, &window))?;
    for one in &briefing.exceptions {
        let Some(indicator) = session.catalogue.indicator(&one.indicator) else {
            continue;
        };
        for part in parts.of(indicator, briefing.period) {
            let says: Vec<String> = part.says.iter().map(|(name, text)| format!("{name} {text}")).collect();
            let row = [
                one.rank.map(|rank| rank.to_string()).unwrap_or_default(),
                one.row_name.clone(),
                one.indicator.clone(),
                part.sender.clone(),
                session.board.places.name(&part.area).to_string(),
                says.join(", "),
                part.file.clone(),
                part.sheet.clone(),
                part.cell.clone(),
                part.received.clone(),
                if part.superseded { "no" } else { "yes" }.to_string(),
            ];
            table.rows.push(row.into_iter().map(PaperCell::from).collect());
        }
    }
    Ok(table)
}
