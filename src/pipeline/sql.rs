//! `sql`: indicators → the portable texts that measure them over the tables of the store.

use crate::cli::Format;
use crate::domain::{Entry, Table, day_in_words};
use crate::measure;
use crate::pipeline::assess::{setting, wrong_forms};
use crate::pipeline::quarter::store_folder;
use crate::pipeline::queries::{self, known_indicator};
use crate::pipeline::{Fault, Outcome, Session};
use crate::store::Store;

/// What whoever runs the texts is told while a command that was cut off has not been taken back.
const AT_VERSIONS: &str = "Until the next run, open each table at the version that the table `runs` gives for it.";

/// One text for each indicator named, or for all of them: as they stand, each ended by a semicolon, or as a list.
///
/// # Errors
/// `Usage` for an unknown indicator, for a day before the newest receipt, and where nothing is held yet; `Unfinished` for a store that cannot be read.
pub fn sql(session: &Session, indicators: &[String], formats: &[Format]) -> Result<Outcome, Fault> {
    for id in indicators {
        known_indicator(session, id)?;
    }
    let store = queries::as_it_is(session)?;
    if store.knows_more_than(session.as_at, queries::register(session)?.lines()) {
        let day = day_in_words(session.as_at);
        return Err(Fault::usage(format!(
            "the text measures what the tables hold now, and more has come than by {day}. Leave out --as-at, or see the figures of then with `paqa series --as-at {}`",
            session.as_at
        )));
    }
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
            let mut outcome = Outcome::text(texts.join("\n"));
            // Its folders may hold more than is in use.
            if Store::cut_off(&store_folder(session))?.is_some_and(|found| !found.is_stored) {
                outcome.notes.push(AT_VERSIONS.into());
            }
            Ok(outcome)
        }
    }
}
