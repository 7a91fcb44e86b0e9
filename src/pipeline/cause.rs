//! Why a figure moved since an edition: by comparing rows, declarations and tables of then and of now.

mod around;
mod comparators;
mod declarations;
mod expired;
mod files;
mod instead;
mod registers;
mod rows;

use crate::board::Register;
use crate::catalogue::Indicator;
use crate::domain::{FileState, Period};
use crate::measure::Cells;
use crate::pipeline::cause::expired::Gone;
use crate::pipeline::cause::files::FileChange;
use crate::pipeline::cause::instead::no_longer;
use crate::pipeline::cause::rows::{as_read_by, bears_on_figures, by_sender, differ, holds, of_whole};
use crate::pipeline::compare::{Stores, What};
use crate::pipeline::edition::{BOARD, Edition};
use crate::pipeline::parts::{Part, Parts, feeds_of};
use crate::pipeline::{Fault, Session};
use crate::sift::records::as_of::registers;
use crate::store::Held;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

pub use crate::pipeline::cause::comparators::Changed;
pub use crate::pipeline::cause::declarations::reads;
pub use crate::pipeline::cause::expired::was_there;

/// A figure that is no longer what it was: indicator, level, area, agency, period.
pub struct Moved {
    /// What tells it from every other figure.
    pub key: Vec<String>,
    /// What it was.
    pub was: String,
    /// What it is.
    pub is: String,
    /// What alone makes it other than it was.
    pub by: Vec<What>,
}

/// Then and now, side by side.
pub struct Causes<'a> {
    session: &'a Session,
    /// The quarter of the edition.
    period: Period,
    then: &'a Session,
    issued_as_at: NaiveDate,
    program: String,
    rows_then: Parts,
    rows_now: Parts,
    /// The files now held that the edition was not made from.
    new_files: BTreeSet<String>,
    /// The files of which people have decided something since.
    ruled_since: BTreeSet<String>,
    /// What has become of files that are out of use, in words.
    out_of_use: BTreeMap<String, (FileState, String)>,
    /// What the edition was made from and is no longer held.
    expired: Vec<Gone>,
    /// What has become of agencies' files since.
    files: Vec<FileChange>,
}

/// A sender, and its rows of then and of now.
type Differing = (String, Vec<Part>, Vec<Part>);

/// How many earlier quarters a figure may be made of besides its own.
const REACH: i32 = 7;

impl<'a> Causes<'a> {
    /// Gathers what the causes of some movements are found in.
    ///
    /// # Errors
    /// `Usage` when the edition's register cannot be read any more; `Unfinished` when the store cannot.
    pub fn new(
        (session, then): (&'a Session, &'a Session),
        (folder, edition, register): (&Path, &Edition, &Register),
        stores: Stores<'_>,
        (period, moved): (Period, &[Moved]),
    ) -> Result<Causes<'a>, Fault> {
        let store = stores.now;
        let indicators = moved
            .iter()
            .filter_map(|change| session.catalogue.indicator(&change.key[0]));
        let feeds: BTreeSet<String> = indicators
            .flat_map(feeds_of)
            .chain(registers().map(String::from))
            .collect();
        let rows_now = Parts::read(store, &session.catalogue, &feeds)?;
        let rows_then = Parts::read(stores.then, &session.catalogue, &feeds)?;
        let (issued_as_at, program) = (edition.as_at, edition.program.clone());
        let new = store
            .held()
            .filter(|held| !held.overwritten && !was_there(edition, &held.receipt));
        let new_files = new.map(|held| held.receipt.file.clone()).collect();
        let out = store
            .held()
            .filter(|held| held.state != FileState::Current && !held.overwritten);
        let state = |held: &Held| (held.receipt.file.clone(), (held.state, held.why.clone()));
        let known = Register::open(&folder.join(BOARD)).map_err(|faults| Fault::Usage(faults.into()))?;
        let expired = expired::gone(store, edition, (known.lines(), register.lines()));
        let ruled = register
            .lines()
            .iter()
            .filter(|line| line.is_a_ruling() && !known.lines().contains(line));
        let ruled_since = ruled.map(|line| line.file.clone()).collect();
        Ok(Causes {
            session,
            period,
            then,
            issued_as_at,
            program,
            rows_then,
            rows_now,
            new_files,
            ruled_since,
            out_of_use: out.map(state).collect(),
            expired,
            files: files::changes(edition, stores.then, store),
        })
    }

    /// The cause in a few words, and what there is to say of it.
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
        let mut causes: Vec<(&'static str, String)> = Vec::new();
        for what in &change.by {
            causes.extend(self.told(*what, change, now));
        }
        if causes.is_empty() {
            causes.extend(self.unproved(change, (then, now)));
        }
        let words =
            |part: fn(&(&'static str, String)) -> String| causes.iter().map(part).collect::<Vec<_>>().join("; ");
        (words(|(why, _)| why.to_string()), words(|(_, detail)| detail.clone()))
    }

    /// What there is to say of a thing that alone makes a figure other than it was.
    fn told(&self, what: What, change: &Moved, now: &Indicator) -> Vec<(&'static str, String)> {
        match what {
            What::Data => self.sent(change, now),
            What::Reading => self.reading(change, now),
            other => vec![self.of_declaration(other, &now.id)],
        }
    }

    /// What was sent or decided since then that moved a figure.
    fn sent(&self, change: &Moved, now: &Indicator) -> Vec<(&'static str, String)> {
        let mut told = self.data(change, now);
        if told.is_empty() {
            told.extend(self.expired(change, now));
        }
        if told.is_empty() {
            told.push(("related figures", "a figure that it is made from has moved".to_string()));
        }
        told
    }

    /// The causes of what was sent, without their details, joined.
    pub fn data_words(&self, change: &Moved) -> Option<String> {
        let now = self.session.catalogue.indicator(&change.key[0])?;
        let told = self.sent(change, now);
        Some(told.iter().map(|(why, _)| *why).collect::<Vec<_>>().join("; "))
    }

    /// What has become of an agency's files since then, whether or not a figure moved with it; `None` where nothing has.
    pub fn of_files(&self, agency: &str) -> Option<(String, String)> {
        files::of_agency(&self.files, agency)
    }

    /// Where no one thing makes the difference by itself: what has changed about a figure, or else around it.
    fn unproved(&self, change: &Moved, (then, now): (&Indicator, &Indicator)) -> Vec<(&'static str, String)> {
        let mut causes = Vec::new();
        if then != now {
            causes.push(self.of_declaration(What::Definition, &now.id));
        }
        causes.extend(self.data(change, now));
        if causes.is_empty() {
            causes.extend(self.expired(change, now));
        }
        if causes.is_empty() {
            causes.extend(self.around(now));
        }
        if causes.is_empty() {
            causes.push(("related figures", "a figure that it is made from has moved".to_string()));
        }
        causes
    }

    /// What was sent or decided since then, about the figure's own quarter or else an earlier one that it is made of: each cause once,
    /// with everyone whose rows it moved.
    fn data(&self, change: &Moved, indicator: &Indicator) -> Vec<(&'static str, String)> {
        let Ok(period) = change.key[4].parse::<Period>() else {
            return vec![];
        };
        let mut told: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
        for at in (0..=REACH).map(|back| period.back(back)) {
            let about = if at == period {
                String::new()
            } else {
                format!(" about {at}")
            };
            for both in self.differing(change, indicator, at) {
                let (why, detail) = self.of_sender(&both, &about);
                told.entry(why).or_default().push(detail);
            }
            if !told.is_empty() {
                break;
            }
        }
        told.into_iter()
            .map(|(why, details)| (why, details.join("; ")))
            .collect()
    }

    /// Why a sender's rows are not what they were: what came since, else what went, else what people decided.
    fn of_sender(&self, (sender, then, now): &Differing, about: &str) -> (&'static str, String) {
        let who = format!("{sender}{about}");
        let came = |part: &Part| format!("{who}: {} {}, received {}", part.file, part.cell, part.received);
        let come = now.iter().filter(|part| self.is_new(part) && !holds(then, part));
        let come: Vec<&Part> = come.collect();
        // A return that came again whole repeats most of what stood there: what it changed is the cause.
        let said = |part: &Part| {
            then.iter()
                .any(|other| bears_on_figures(other) == bears_on_figures(part))
        };
        let changed: Vec<&Part> = come.iter().copied().filter(|part| !said(part)).collect();
        let gone: Vec<Part> = then.iter().filter(|part| !holds(now, part)).cloned().collect();
        let new = match changed.is_empty() {
            // What no longer counts may be what came instead.
            true => self.in_place_of(&gone, now).map_or(come, |instead| vec![instead]),
            false => changed,
        };
        let is_aside = |part: &Part| {
            let state = self.out_of_use.get(&part.file).map(|(state, _)| *state);
            state.is_some_and(|state| !matches!(state, FileState::Superseded | FileState::Duplicate))
        };
        let is_ruled = |part: &Part| self.ruled_since.contains(&part.file);
        let newest = now.iter().max_by_key(|part| part.received.clone());
        match (last_come(&new), newest) {
            (Some((new, cells)), _) => {
                let why = match (then.is_empty() && !self.rows_then.has_sent(new), self.is_left_out(new)) {
                    (true, _) => "late return",
                    (false, true) => "restated in a later folder",
                    (false, false) => "restated by the agency",
                };
                (why, format!("{who}: {} {cells}, received {}", new.file, new.received))
            }
            (None, Some(newest)) if then.is_empty() => ("restored", came(newest)),
            (None, None) => match self.sent_instead(&gone) {
                Some((old, new)) => ("restated by the agency", no_longer(&who, old, new)),
                None => self.out_of_use(then, &who),
            },
            (None, Some(_)) if gone.iter().any(is_aside) => {
                let aside: Vec<Part> = gone.into_iter().filter(is_aside).collect();
                self.out_of_use(&aside, &who)
            }
            (None, Some(newest)) if now.iter().chain(then).any(is_ruled) => (
                "register",
                format!("{who}: by what register.csv says now, {} counts", newest.file),
            ),
            (None, Some(newest)) => match self.sent_instead(&gone) {
                Some((old, new)) => ("restated by the agency", no_longer(&who, old, new)),
                None => ("restated by the agency", came(newest)),
            },
        }
    }

    /// The row that came since with the key of one that is gone, and does not count any more.
    fn in_place_of(&self, gone: &[Part], now: &[Part]) -> Option<&Part> {
        let counts_no_more = |gone: &&Part| !now.iter().any(|part| bears_on_figures(part) == bears_on_figures(gone));
        let instead = |gone: &Part| {
            let key = &self.session.catalogue.feed(&gone.feed)?.key;
            let words = |part: &Part| -> Vec<Option<String>> {
                key.iter().map(|column| part.word(column).map(String::from)).collect()
            };
            let own = words(gone);
            let mut rows = self.rows_now.of_all(&gone.feed);
            rows.find(|part| !part.superseded && part.sender == gone.sender && self.is_new(part) && words(part) == own)
        };
        gone.iter().filter(counts_no_more).find_map(instead)
    }

    /// The senders whose rows about a period are not what they were, each with its rows of then and of now.
    fn differing(&self, change: &Moved, indicator: &Indicator, period: Period) -> Vec<Differing> {
        let agency = change.key[3].as_str();
        // An agency's own part may be made of rows of another sender that name it.
        let names = |part: &Part| {
            part.says
                .iter()
                .any(|(column, said)| column == "agency" && said == agency)
        };
        let (places, area) = (&self.session.board.places, change.key[2].as_str());
        let is_inside = |part: &Part| part.area.is_empty() || part.area == area || places.contains(area, &part.area);
        let relevant = |part: &&Part| {
            let is_its = agency.is_empty() || part.sender == agency || names(part);
            !part.superseded && is_its && is_inside(part)
        };
        let feeds = &self.session.catalogue;
        let key = |part: &Part| feeds.feed(&part.feed).map_or(&[][..], |feed| &feed.key);
        let read = |part: &Part| as_read_by(part, (indicator, key(part)));
        let then = self
            .rows_then
            .of(indicator, period)
            .into_iter()
            .filter(relevant)
            .map(read);
        let now = self
            .rows_now
            .of(indicator, period)
            .into_iter()
            .filter(relevant)
            .map(read);
        let both = by_sender(then.collect(), now.collect()).into_iter();
        let both = both.map(
            |(sender, then, now)| match (of_whole(&then, area), of_whole(&now, area)) {
                (Some(then), Some(now)) => (sender, then, now),
                _ => (sender, then, now),
            },
        );
        both.filter(differ).collect()
    }

    /// Whether a row's file came after the edition was made, whatever day is now said of it.
    fn is_new(&self, part: &Part) -> bool {
        part.received > self.issued_as_at.to_string() || self.new_files.contains(&part.file)
    }

    /// Why the rows of a sender are no longer in use.
    fn out_of_use(&self, then: &[Part], who: &str) -> (&'static str, String) {
        let mut files = then.iter().map(|part| &part.file);
        let found = files.find_map(|file| Some((file, self.out_of_use.get(file)?)));
        let Some((file, (state, why))) = found else {
            return ("withdrawn", format!("{who}: its rows are no longer in use"));
        };
        let said = match why.is_empty() {
            true => format!("{who}: {file} is {state}"),
            false => format!("{who}: {file} is {state}: {why}"),
        };
        match state {
            FileState::Held => ("set aside", said),
            FileState::Superseded | FileState::Duplicate => ("restated by the agency", said),
            FileState::Expired => ("expired", said),
            FileState::Withdrawn | FileState::Refused | FileState::Current => ("withdrawn", said),
        }
    }
}

/// The newest of rows that came, and where in its file it and those beside it stand.
fn last_come<'p>(come: &[&'p Part]) -> Option<(&'p Part, String)> {
    const MOST: usize = 3;
    let newest = come.iter().copied().max_by_key(|part| part.received.clone())?;
    let of_file = come.iter().filter(|part| part.file == newest.file);
    let mut cells: Vec<&str> = of_file.map(|part| part.cell.as_str()).collect();
    cells.sort_unstable();
    cells.dedup();
    let said = match cells.len() {
        0..=MOST => cells.join(", "),
        many => format!("{} and {} other places", newest.cell, many - 1),
    };
    Some((newest, said))
}
