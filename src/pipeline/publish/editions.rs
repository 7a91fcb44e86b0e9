//! The pack's quarters against the issued editions: which county figures are not those of the papers, and why.

use crate::domain::{Period, PublicPack, Series};
use crate::pipeline::assess::Around;
use crate::pipeline::cause::Moved;
use crate::pipeline::compare::{Beside, FIGURE, Lines, Said, moved, of_file, of_table};
use crate::pipeline::{Fault, Session, Silent, edition, lists};

/// One line for each figure that is not that of the newest edition of its quarter, with its cause, and one for each
/// quarter without an edition. No figure is named: editions are restricted papers.
///
/// # Errors
/// `Unfinished` when an edition is not as it was issued or cannot be read; `Usage` when its declarations cannot.
pub fn differences(
    session: &Session,
    series: &[Series],
    (quarters, pack): (&[Period], &PublicPack),
) -> Result<Vec<String>, Fault> {
    let now = of_table(&lists::series(series), &FIGURE);
    let around = Around {
        run_id: "",
        edition: "",
        watch: &Silent,
    };
    let mut lines = Vec::new();
    let mut without = Vec::new();
    for &period in quarters {
        if edition::numbers(&edition::shelf(&session.board.root, period)).is_empty() {
            without.push(period.to_string());
            continue;
        }
        let (folder, card) = edition::open(&session.board.root, period, None)?;
        let was = of_file(&folder, "series", &FIGURE)?;
        let mut changed = moved(&was, &now, period);
        changed.retain(|change| is_published(change, period, pack));
        if changed.is_empty() {
            continue;
        }
        let said = Said {
            series: now.clone(),
            exceptions: Lines::new(),
        };
        let number = card.number;
        let beside = Beside::open(session, (folder, card))?;
        let causes = beside.causes((period, &around), said, (&mut changed, &mut []))?;
        for change in &changed {
            let table = pack.tables.iter().find(|table| table.indicator == change.key[0]);
            let name = table.map_or(change.key[0].as_str(), |table| table.name.as_str());
            let (why, _) = causes.of(change);
            lines.push(format!(
                "{name} ({}), {period}: not the figure of edition {} of {period}. Cause: {why}.",
                change.key[0], number
            ));
        }
    }
    if !without.is_empty() {
        lines.push(format!(
            "No edition was issued of {}: figures of these quarters are those held when the pack was made.",
            without.join(", ")
        ));
    }
    Ok(lines)
}

/// Whether a figure is the county's, of the quarter, and of an indicator that the pack holds.
fn is_published(change: &Moved, period: Period, pack: &PublicPack) -> bool {
    change.key[2] == pack.home.0
        && change.key[3].is_empty()
        && change.key[4] == period.to_string()
        && pack.tables.iter().any(|table| table.indicator == change.key[0])
}
