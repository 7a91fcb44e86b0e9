//! A quarter's figures of every area, protected as a publication is: for packs of quadrants and any paper marked public.

use crate::domain::{Period, PublicFigure, PublicTable, Series};
use crate::pipeline::publish::{Measured, What, ledger, made};
use crate::pipeline::{Fault, Session};

/// The protected figures of one quarter.
pub struct QuarterFigures {
    /// One table an indicator, each with one column; areas without any figure have no row.
    pub tables: Vec<PublicTable>,
}

impl QuarterFigures {
    /// The figure of an indicator at an area; `None` where nothing is held of it.
    pub fn figure(&self, indicator: &str, area: &str) -> Option<&PublicFigure> {
        let table = self.tables.iter().find(|table| table.indicator == indicator)?;
        table.rows.iter().find(|row| row.area == area)?.figures.first()
    }
}

/// Every area's figures of a quarter, withheld so that no small count can be worked out from the others, from sums over
/// areas, or from anything in the release ledger. The ledger is read, not written: what is handed out through
/// `paqa publish --quarter` is kept there.
///
/// # Errors
/// `Usage` when the ledger cannot be read; `Unfinished` when the audit fails.
pub fn figures(session: &Session, series: &[Series], period: Period) -> Result<QuarterFigures, Fault> {
    let what = What::quarter(period);
    let earlier = ledger(&session.board.root)?;
    let measured = Measured {
        series: series.to_vec(),
        breakdowns: Vec::new(),
    };
    let found = made(session, &measured, (&what.scope, &earlier))?;
    Ok(QuarterFigures { tables: found.tables })
}
