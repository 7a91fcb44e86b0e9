//! Why a figure moved since an edition: by comparing rows, declarations and tables of then and of now.

mod comparators;
mod declarations;
mod expired;
mod registers;
mod rows;

use crate::board::Register;
use crate::catalogue::Indicator;
use crate::domain::{FileState, Period};
use crate::pipeline::cause::declarations::{lists, reads, tables_changed, what_differs};
use crate::pipeline::cause::expired::{Gone, was_there};
use crate::pipeline::cause::rows::{bears_on_figures, by_sender, differ, holds, of_whole};
use crate::pipeline::edition::{BOARD, Edition, board_then, session_then};
use crate::pipeline::parts::{Part, Parts, feeds_of};
use crate::pipeline::quarter::take_into;
use crate::pipeline::{Fault, Session, Watch};
use crate::sift::records::as_of::registers;
use crate::store::{Held, Store};
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
    /// Whether its base is not what it was.
    pub rebased: bool,
}

/// Then and now, side by side.
pub struct Causes<'a> {
    session: &'a Session,
    /// The quarter of the edition.
    period: Period,
    then: Session,
    issued_as_at: NaiveDate,
    program: String,
    rows_then: Parts,
    rows_now: Parts,
    /// The files now held that the edition was not made from.
    new_files: BTreeSet<String>,
    /// The files of which people have decided something since.
    ruled_since: BTreeSet<String>,
    /// Whether the rows of then are read under other declarations than those of now.
    read_otherwise: bool,
    /// What has become of files that are out of use, in words.
    out_of_use: BTreeMap<String, (FileState, String)>,
    /// What the edition was made from and is no longer held.
    expired: Vec<Gone>,
}

/// A sender, and its rows of then and of now.
type Differing = (String, Vec<Part>, Vec<Part>);

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
        let then = board_then(&session.board.root, (folder, edition))?;
        let indicators = moved
            .iter()
            .filter_map(|change| session.catalogue.indicator(&change.key[0]));
        let feeds: BTreeSet<String> = indicators
            .flat_map(feeds_of)
            .chain(registers().map(String::from))
            .collect();
        let rows_now = Parts::read(store, &session.catalogue, &feeds)?;
        let read_alike = then.catalogue.hash() == session.catalogue.hash() && reads(&then) == reads(session);
        let rows_then = if read_alike {
            // What came later but is now said to have come before was not there all the same.
            let then = store.as_at(edition.as_at, register.lines())?;
            let then = then.without(|held| !was_there(edition, &held.receipt))?;
            Parts::read(&then, &session.catalogue, &feeds)?
        } else {
            // Read under the declarations of then, so that a changed spelling is not taken for a restatement.
            let world = crate::pipeline::issue::then(&session.board.root, (folder, edition))?;
            let again = session_then(world.path(), folder, edition.as_at)?;
            let taken = take_into(&world.path().join("store"), &again, (period, watch))?;
            Parts::read(taken.then(), &again.catalogue, &feeds)?
        };
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
            read_otherwise: !read_alike,
            out_of_use: out.map(state).collect(),
            expired,
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
        let mut causes = Vec::new();
        if then != now {
            causes.push(("definition", format!("declared otherwise: {}", what_differs(then, now))));
        }
        causes.extend(self.data(change, now));
        // A rate moves with its population, too.
        let rebased = change.rebased && now.population.is_some() && !causes.is_empty();
        if rebased && self.then.board.populations != self.session.board.populations {
            causes.push(("population", "populations.csv has changed".to_string()));
        }
        if causes.is_empty() {
            causes.extend(self.expired(change, now));
        }
        // Beside another cause only the figure's own quarter tells whether it is read otherwise, too.
        let reach = if causes.is_empty() { REACH } else { 0 };
        if self.is_read_otherwise(change, now, reach) {
            causes.extend(self.reading());
        }
        if causes.is_empty() {
            causes.extend(self.around(now));
        }
        if causes.is_empty() {
            causes.push(("related figures", "a figure that it is made from has moved".to_string()));
        }
        let words =
            |part: fn(&(&'static str, String)) -> String| causes.iter().map(part).collect::<Vec<_>>().join("; ");
        (words(|(why, _)| why.to_string()), words(|(_, detail)| detail.clone()))
    }

    /// What is declared otherwise of an indicator than then, or of what it is compared with.
    pub fn declared(&self, id: &str) -> Option<(String, String)> {
        let (then, now) = (self.then.catalogue.indicator(id), self.session.catalogue.indicator(id));
        if let (Some(then), Some(now)) = (then, now)
            && then != now
        {
            let detail = format!("declared otherwise: {}", what_differs(then, now));
            return Some(("definition".to_string(), detail));
        }
        if self.comparators().iter().any(|one| one.0 == id) {
            return Some(("comparator".to_string(), "comparators.csv has changed".to_string()));
        }
        None
    }

    /// What has changed around an indicator that is declared as it was.
    pub fn around_it(&self, id: &str) -> Option<(String, String)> {
        // That something is declared otherwise somewhere is no cause of what is said of this one.
        let around = self.surroundings(self.session.catalogue.indicator(id)?);
        around.map(|(why, detail)| (why.to_string(), detail))
    }

    /// What has changed around a declaration that stands as it was, or else somewhere in the catalogue.
    fn around(&self, now: &Indicator) -> Option<(&'static str, String)> {
        let changed = self.then.catalogue.hash() != self.session.catalogue.hash();
        let anywhere = || changed.then(|| ("definition", "the catalogue has changed".to_string()));
        self.surroundings(now).or_else(anywhere)
    }

    /// Populations, codes, policy, tables or the program, where one of them has changed.
    fn surroundings(&self, now: &Indicator) -> Option<(&'static str, String)> {
        let (then, session) = (&self.then, self.session);
        if now.population.is_some() && then.board.populations != session.board.populations {
            return Some(("population", "populations.csv has changed".to_string()));
        }
        if lists(then) != lists(session) {
            return Some(("code list", "a list of codes has changed".to_string()));
        }
        let policy = |session: &Session| format!("{:?}", session.catalogue.policy());
        if policy(then) != policy(session) {
            return Some(("policy", "a number of the policy has changed".to_string()));
        }
        if reads(then) != reads(session) {
            return Some(("board tables", tables_changed(then, session)));
        }
        let program = env!("CARGO_PKG_VERSION");
        (self.program != program).then(|| {
            let said = format!("made with version {} of the program, now {program}", self.program);
            ("program", said)
        })
    }

    /// What has changed of all that decides how a file is read.
    fn reading(&self) -> Option<(&'static str, String)> {
        let (then, session) = (&self.then, self.session);
        if lists(then) != lists(session) {
            return Some(("code list", "a list of codes has changed".to_string()));
        }
        (reads(then) != reads(session)).then(|| ("board tables", tables_changed(then, session)))
    }

    /// Whether files that are what they were yield other rows for a figure than then, because the board reads them otherwise.
    fn is_read_otherwise(&self, change: &Moved, indicator: &Indicator, reach: i32) -> bool {
        let period = change.key[4].parse::<Period>();
        let differs = |period: Period| {
            let mut both = self.differing(change, indicator, period).into_iter();
            both.any(|both| !self.is_sent(&both))
        };
        self.read_otherwise && period.is_ok_and(|period| (0..=reach).any(|back| differs(period.back(back))))
    }

    /// What was sent or decided since then, about the figure's own quarter or else an earlier one that it is made of: each cause once,
    /// with everyone whose rows it moved.
    fn data(&self, change: &Moved, indicator: &Indicator) -> Vec<(&'static str, String)> {
        let Ok(period) = change.key[4].parse::<Period>() else {
            return vec![];
        };
        let mut told: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
        for at in (0..=REACH).map(|back| period.back(back)) {
            let sent = |both: &Differing| !self.read_otherwise || self.is_sent(both);
            let about = if at == period {
                String::new()
            } else {
                format!(" about {at}")
            };
            for both in self.differing(change, indicator, at).into_iter().filter(sent) {
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
        let new = if changed.is_empty() { come } else { changed };
        let gone: Vec<Part> = then.iter().filter(|part| !holds(now, part)).cloned().collect();
        let is_aside = |part: &Part| {
            let state = self.out_of_use.get(&part.file).map(|(state, _)| *state);
            state.is_some_and(|state| !matches!(state, FileState::Superseded | FileState::Duplicate))
        };
        let is_ruled = |part: &Part| self.ruled_since.contains(&part.file);
        let newest = now.iter().max_by_key(|part| part.received.clone());
        match (new.into_iter().max_by_key(|part| part.received.clone()), newest) {
            (Some(new), _) if then.is_empty() && !self.rows_then.has_sent(new) => ("late return", came(new)),
            (Some(new), _) => ("restated by the agency", came(new)),
            (None, Some(newest)) if then.is_empty() => ("restored", came(newest)),
            (None, None) => self.out_of_use(then, &who),
            (None, Some(_)) if gone.iter().any(is_aside) => {
                let aside: Vec<Part> = gone.into_iter().filter(is_aside).collect();
                self.out_of_use(&aside, &who)
            }
            (None, Some(newest)) if now.iter().chain(then).any(is_ruled) => (
                "register",
                format!("{who}: by what register.csv says now, {} counts", newest.file),
            ),
            (None, Some(newest)) => ("restated by the agency", came(newest)),
        }
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
        let then = self.rows_then.of(indicator, period).into_iter().filter(relevant);
        let now = self.rows_now.of(indicator, period).into_iter().filter(relevant);
        let both = by_sender(then.collect(), now.collect()).into_iter();
        let both = both.map(
            |(sender, then, now)| match (of_whole(&then, area), of_whole(&now, area)) {
                (Some(then), Some(now)) => (sender, then, now),
                _ => (sender, then, now),
            },
        );
        both.filter(differ).collect()
    }

    /// Whether rows that differ do so because something came, went or was decided since, not because the same files are read otherwise.
    fn is_sent(&self, (_, then, now): &Differing) -> bool {
        let is_decided = |part: &Part| self.ruled_since.contains(&part.file);
        let is_gone = |part: &Part| self.out_of_use.contains_key(&part.file) || self.new_files.contains(&part.file);
        let gone = |part: &Part| !holds(now, part) && (is_gone(part) || is_decided(part));
        let come = |part: &Part| !holds(then, part) && (self.is_new(part) || is_decided(part));
        then.iter().any(gone) || now.iter().any(come)
    }

    /// Whether a row's file came after the edition was made, whatever day is now said of it.
    fn is_new(&self, part: &Part) -> bool {
        part.received > self.issued_as_at.to_string() || self.new_files.contains(&part.file)
    }

    /// What the figure was made of and is no longer held: of that there are no rows of then either. The quarter's own files come first.
    fn expired(&self, change: &Moved, indicator: &Indicator) -> Option<(&'static str, String)> {
        let period: Period = change.key[4].parse().ok()?;
        let (feeds, agency) = (feeds_of(indicator), change.key[3].as_str());
        let about = |period: Period| {
            let bears = move |gone: &&Gone| {
                let of_agency = agency.is_empty() || gone.sender == agency;
                of_agency && gone.about.contains(&period.to_string())
            };
            let mut gone = self.expired.iter().filter(|gone| feeds.contains(&gone.feed));
            gone.find(bears)
        };
        let found = (0..=REACH).find_map(|back| about(period.back(back)))?;
        Some(("expired", found.said.clone()))
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
