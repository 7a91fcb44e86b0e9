//! On which day a file counts as received: what the register says; else the date of the run. In the folder of an earlier quarter it
//! counts as received on the day on which that quarter's returns were due, unless an earlier run, or an edition that was issued,
//! looked into that folder and did not see it: then it came after that.

use crate::domain::{Period, Receipt, RegisterLine};
use crate::ingest::find::Found;
use crate::pipeline::{Session, edition};
use chrono::{Days, NaiveDate};
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;

/// The register's first and newest line about each content of a file.
type Lives<'l> = BTreeMap<(&'l str, &'l str), [&'l RegisterLine; 2]>;

/// What tells when files came.
pub(super) struct Came<'c> {
    session: &'c Session,
    lines: &'c [RegisterLine],
    lives: Lives<'c>,
    until: Period,
    /// For each folder the days on which it was looked into, gathered when first asked for.
    looks: RefCell<BTreeMap<Period, Vec<NaiveDate>>>,
    /// Quarter and day of every edition, read when first asked for.
    issued: OnceCell<Vec<(Period, NaiveDate)>>,
}

impl<'c> Came<'c> {
    /// From the register and the editions of a board, for a run up to a quarter.
    pub fn new(session: &'c Session, lines: &'c [RegisterLine], until: Period) -> Came<'c> {
        let mut lives = Lives::new();
        for line in lines {
            let file = (line.file.as_str(), line.sha256.as_str());
            lives.entry(file).or_insert([line; 2])[1] = line;
        }
        Came {
            session,
            lines,
            lives,
            until,
            looks: RefCell::default(),
            issued: OnceCell::new(),
        }
    }

    /// The receipt of a file of a folder. For a store made again the register tells that its day was assumed.
    pub fn receipt(&self, (found, file): (&Found, String), sha256: String, period: Period) -> Receipt {
        let known = self.lives.get(&(file.as_str(), sha256.as_str())).copied();
        let as_at = self.session.as_at;
        let (received, received_assumed) = match known {
            Some([first, newest]) => {
                let noted_later = !first.is_a_ruling() && first.received < first.since;
                let assumed = || self.assumed(period, first.since);
                let is_due = || newest.received == self.session.board.due_date(period);
                (
                    newest.received,
                    noted_later && (is_due() || newest.received == assumed()),
                )
            }
            None if period < self.until => {
                let assumed = self.assumed(period, as_at);
                (assumed, assumed < as_at)
            }
            None => (as_at, false),
        };
        Receipt {
            agency: found.agency.clone(),
            period,
            file,
            sha256,
            received,
            received_assumed,
            modified: String::new(),
        }
    }

    /// The day on which a file counts as received that a run on a day was the first to see: the day on which its returns were due,
    /// or the day after the last look into its folder that did not find it. Never later than it was seen.
    fn assumed(&self, period: Period, seen: NaiveDate) -> NaiveDate {
        let mut looks = self.looks.borrow_mut();
        let looks = looks.entry(period).or_insert_with(|| self.looks(period));
        let without_it = looks.iter().filter(|look| **look < seen).max();
        let after = without_it.and_then(|look| look.checked_add_days(Days::new(1)));
        let due = self.session.board.due_date(period);
        after.map_or(due, |after| due.max(after)).min(seen)
    }

    /// The days on which a folder was looked into, as register and editions tell. A folder of which nothing was held yet may be one of
    /// long ago that is put in later: looks into it tell nothing.
    fn looks(&self, period: Period) -> Vec<NaiveDate> {
        let noted = || self.lines.iter().filter(|line| line.notes_a_run());
        let of_folder = noted().filter(|line| line.period == period);
        let Some(first) = of_folder.map(|line| line.since).min() else {
            return Vec::new();
        };
        let runs = noted().filter(|line| line.period >= period && line.since >= first);
        let mut looks: Vec<NaiveDate> = runs.map(|line| line.since).collect();
        let issued = self.issued.get_or_init(|| edition::days_of_issue(self.session));
        looks.extend(issued.iter().filter(|(of, _)| *of >= period).map(|(_, day)| *day));
        looks
    }
}
