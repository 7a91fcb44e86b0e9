//! `sql`: indicators → the portable texts that measure them over the tables of the store.

use crate::cli::Format;
use crate::domain::{Entry, Table};
use crate::measure;
use crate::pipeline::assess::{setting, wrong_forms};
use crate::pipeline::queries::{self, known_indicator};
use crate::pipeline::{Fault, Outcome, Session};

/// One text for each indicator named, or for all of them: as they stand, each ended by a semicolon, or as a list.
///
/// # Errors
/// `Usage` for an unknown indicator, and where nothing is held yet; `Unfinished` for a store that cannot be read.
pub fn sql(session: &Session, indicators: &[String], formats: &[Format]) -> Result<Outcome, Fault> {
    for id in indicators {
        known_indicator(session, id)?;
    }
    let store = queries::open(session)?;
    let until = queries::newest_held(&store)?;
    let wrong = wrong_forms(&store, until)?;
    let setting = setting(session, (until, &wrong));
    let all = session.catalogue.indicators().iter();
    let named = all.filter(|indicator| indicators.is_empty() || indicators.contains(&indicator.id));
    let texts = named.map(|indicator| (indicator.id.as_str(), measure::sql(indicator, &setting)));
    match formats.first() {
        Some(Format::Csv | Format::Json) => {
            let mut table = Table::with_columns(&["indicator", "sql"]);
            table.rows = texts
                .map(|(id, text)| vec![Entry::from(id), Entry::from(text)])
                .collect();
            Ok(Outcome::list(table))
        }
        Some(Format::Text | Format::Svg | Format::Png) | None => {
            let texts: Vec<String> = texts.map(|(_, text)| format!("{text};\n")).collect();
            Ok(Outcome::text(texts.join("\n")))
        }
    }
}
