//! Why a figure moved since an edition: by comparing rows, declarations and tables of then and of now.

use crate::board::Register;
use crate::catalogue::Indicator;
use crate::domain::{Comparator, Period};
use crate::pipeline::edition::{BOARD, Edition, session_then};
use crate::pipeline::parts::{Part, Parts, feeds_of};
use crate::pipeline::quarter::take_into;
use crate::pipeline::{Fault, Session, Watch};
use crate::store::Store;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A figure that is no longer what it was: indicator, level, area, agency, period.
pub struct Moved {
    /// What tells it from every other figure.
    pub key: Vec<String>,
    /// What it was.
    pub was: String,
    /// What it is.
    pub is: String,
}

/// Then and now, side by side.
pub struct Causes<'a> {
    session: &'a Session,
    then: Session,
    issued_as_at: NaiveDate,
    program: String,
    rows_then: Parts,
    rows_now: Parts,
}

/// How many earlier quarters a figure may be made of besides its own.
const REACH: i32 = 7;

impl<'a> Causes<'a> {
    /// Gathers what the causes of some movements are found in.
    ///
    /// # Errors
    /// `Usage` when the edition's tables cannot be read any more; `Unfinished` when the store cannot.
    #[expect(clippy::too_many_arguments, reason = "the two worlds that are compared")]
    pub fn new(
        session: &'a Session,
        (folder, edition): (&Path, &Edition),
        (store, register): (&Store, &Register),
        (period, watch): (Period, &dyn Watch),
        moved: &[Moved],
    ) -> Result<Causes<'a>, Fault> {
        let then = session_then(&folder.join(BOARD), folder, edition.as_at)?;
        let indicators = moved
            .iter()
            .filter_map(|change| session.catalogue.indicator(&change.key[0]));
        let feeds: BTreeSet<String> = indicators.flat_map(feeds_of).collect();
        let rows_now = Parts::read(store, &session.catalogue, &feeds)?;
        let read_alike = then.catalogue.hash() == session.catalogue.hash() && reads(&then) == reads(session);
        let rows_then = if read_alike {
            Parts::read(
                &store.as_at(edition.as_at, register.lines())?,
                &session.catalogue,
                &feeds,
            )?
        } else {
            // Read under the declarations of then, so that a changed spelling is not taken for a restatement.
            let world = crate::pipeline::issue::then(session, (folder, edition))?;
            let again = session_then(world.path(), folder, edition.as_at)?;
            let taken = take_into(&world.path().join("store"), &again, (period, watch))?;
            Parts::read(taken.then(), &again.catalogue, &feeds)?
        };
        let (issued_as_at, program) = (edition.as_at, edition.program.clone());
        Ok(Causes {
            session,
            then,
            issued_as_at,
            program,
            rows_then,
            rows_now,
        })
    }

    /// The cause in a few words, and what there is to say of it.
    #[expect(clippy::too_many_lines, reason = "one cause after the other, in order of precedence")]
    pub fn of(&self, change: &Moved) -> (String, String) {
        let id = change.key[0].as_str();
        let (then, now) = (self.then.catalogue.indicator(id), self.session.catalogue.indicator(id));
        let (Some(then), Some(now)) = (then, now) else {
            let said = if now.is_some() {
                "the indicator was not declared then"
            } else {
                "the indicator is no longer declared"
            };
            return ("definition".to_string(), said.to_string());
        };
        let mut causes = Vec::new();
        if then != now {
            causes.push(("definition", format!("declared otherwise: {}", what_differs(then, now))));
        }
        if let Some(data) = self.data(change, now) {
            causes.push(data);
        }
        if causes.is_empty()
            && now.population.is_some()
            && self.then.board.populations != self.session.board.populations
        {
            causes.push(("population", "populations.csv has changed".to_string()));
        }
        if causes.is_empty()
            && format!("{:?}", self.then.catalogue.code_lists()) != format!("{:?}", self.session.catalogue.code_lists())
        {
            causes.push(("code list", "a list of codes has changed".to_string()));
        }
        if causes.is_empty() && reads(&self.then) != reads(self.session) {
            causes.push((
                "definition",
                "agencies, areas or mappings of the board have changed".to_string(),
            ));
        }
        if causes.is_empty() && self.program != env!("CARGO_PKG_VERSION") {
            causes.push((
                "program",
                format!(
                    "made with version {} of the program, now {}",
                    self.program,
                    env!("CARGO_PKG_VERSION")
                ),
            ));
        }
        if causes.is_empty() && self.then.catalogue.hash() != self.session.catalogue.hash() {
            causes.push(("definition", "the catalogue has changed".to_string()));
        }
        if causes.is_empty() {
            causes.push(("related figures", "a figure that it is made from has moved".to_string()));
        }
        let words =
            |part: fn(&(&'static str, String)) -> String| causes.iter().map(part).collect::<Vec<_>>().join("; ");
        (words(|(why, _)| why.to_string()), words(|(_, detail)| detail.clone()))
    }

    /// What agencies sent since then, about the figure's own quarter or else an earlier one that it is made of.
    fn data(&self, change: &Moved, indicator: &Indicator) -> Option<(&'static str, String)> {
        let period: Period = change.key[4].parse().ok()?;
        (0..=REACH).find_map(|back| self.data_about(change, indicator, period.back(back)))
    }

    fn data_about(&self, change: &Moved, indicator: &Indicator, period: Period) -> Option<(&'static str, String)> {
        let agency = change.key[3].as_str();
        // An agency's own part may be made of rows of another sender that name it.
        let names = |part: &Part| {
            part.says
                .iter()
                .any(|(column, said)| column == "agency" && said == agency)
        };
        let relevant = |part: &&Part| !part.superseded && (agency.is_empty() || part.sender == agency || names(part));
        let by_sender = |parts: &Parts| -> BTreeMap<String, Vec<Part>> {
            let mut by: BTreeMap<String, Vec<Part>> = BTreeMap::new();
            for part in parts.of(indicator, period).into_iter().filter(relevant) {
                by.entry(part.sender.clone()).or_default().push(part.clone());
            }
            by.values_mut()
                .for_each(|parts| parts.sort_by(|one, other| one.says.cmp(&other.says)));
            by
        };
        let (then, now) = (by_sender(&self.rows_then), by_sender(&self.rows_now));
        let says = |parts: Option<&Vec<Part>>| {
            parts.map(|parts| parts.iter().map(|part| part.says.clone()).collect::<Vec<_>>())
        };
        let senders: BTreeSet<&String> = then.keys().chain(now.keys()).collect();
        let sender = senders
            .into_iter()
            .find(|sender| says(then.get(*sender)) != says(now.get(*sender)))?;
        let newest = now
            .get(sender)
            .and_then(|parts| parts.iter().max_by_key(|part| part.received.clone()));
        let about = if period.to_string() == change.key[4] {
            String::new()
        } else {
            format!(" about {period}")
        };
        Some(match (then.contains_key(sender), newest) {
            (true, Some(part)) => (
                "restated by the agency",
                format!(
                    "{sender}{about}: {} {}, received {}",
                    part.file, part.cell, part.received
                ),
            ),
            (false, Some(part)) if part.received > self.issued_as_at.to_string() => (
                "late return",
                format!("{sender}{about}: {}, received {}", part.file, part.received),
            ),
            (false, Some(part)) => (
                "restored",
                format!("{sender}{about}: {}, received {}", part.file, part.received),
            ),
            (_, None) => ("withdrawn", format!("{sender}{about}: its rows are no longer in use")),
        })
    }

    /// Published figures that are no longer what they were: indicator, was, is, which.
    pub fn comparators(&self) -> Vec<(String, String, String, String)> {
        let key = |one: &Comparator| (one.indicator.clone(), one.group.clone(), one.year.clone());
        let values = |all: &[Comparator]| -> BTreeMap<(String, String, String), f64> {
            all.iter().map(|one| (key(one), one.value)).collect()
        };
        let (then, now) = (
            values(&self.then.board.comparators),
            values(&self.session.board.comparators),
        );
        let keys: BTreeSet<_> = then.keys().chain(now.keys()).cloned().collect();
        let text = |value: Option<&f64>| {
            value
                .map(|value| crate::domain::plain_number(*value))
                .unwrap_or_default()
        };
        keys.into_iter()
            .filter(|key| then.get(key) != now.get(key))
            .map(|key| {
                let detail = format!("{}, {}", key.1, key.2);
                (key.0.clone(), text(then.get(&key)), text(now.get(&key)), detail)
            })
            .collect()
    }
}

/// What decides, besides the catalogue, how a board's files are read and added up.
fn reads(session: &Session) -> String {
    let board = &session.board;
    format!("{:?}{:?}{:?}", board.agencies, board.places, board.mappings)
}

/// The first lines in which two declarations differ, as they are written in `schemas/`.
fn what_differs(then: &Indicator, now: &Indicator) -> String {
    let fields = |indicator: &Indicator| -> BTreeMap<String, String> {
        let value = serde_json::to_value(indicator).unwrap_or_default();
        let fields = value.as_object().cloned().unwrap_or_default();
        fields
            .into_iter()
            .map(|(name, value)| (name, value.to_string()))
            .collect()
    };
    let (then, now) = (fields(then), fields(now));
    let names: BTreeSet<&String> = then.keys().chain(now.keys()).collect();
    let differing: Vec<&str> = names
        .into_iter()
        .filter(|name| then.get(*name) != now.get(*name))
        .map(String::as_str)
        .collect();
    differing.join(", ")
}
