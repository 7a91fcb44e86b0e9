//! The board's own tables: agencies, areas, populations, comparators, mappings, register, commentary.

mod commentary;
mod mapping;
mod proposed;
mod register;
mod settings;
mod table;
mod tables;

pub use commentary::{Commentary, read_commentary, with_lines_added};
pub use mapping::{Mapping, Meaning, Patch};
pub use proposed::{NAME as PROPOSED, Proposals, accepted_words};
pub use register::Register;

use crate::catalogue::{Cadence, Catalogue, Fault, Faults};
use crate::domain::{Agency, Comparator, Period, Places, Populations};
use chrono::{Days, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// One board: what its tables say. The register and the commentary are read apart, because runs add to them.
#[derive(Clone, Debug, Default)]
pub struct Board {
    /// The board's folder.
    pub root: PathBuf,
    /// The board's name, as papers print it.
    pub name: String,
    /// Returns are due this many days after the quarter ends.
    pub due_days: u32,
    /// For feeds that are not due every quarter: the quarters in which they are, earliest first.
    pub due: BTreeMap<String, Vec<Period>>,
    /// Member agencies in the order of the table.
    pub agencies: Vec<Agency>,
    /// Areas in the order of the table, with the home county.
    pub places: Places,
    /// Mid-year estimates.
    pub populations: Populations,
    /// Published figures of elsewhere, in the order of the table.
    pub comparators: Vec<Comparator>,
    /// Habits by agency.
    pub mappings: BTreeMap<String, Mapping>,
}

impl Board {
    /// Reads every table of the board folder.
    ///
    /// # Errors
    /// Every fault of every table: file, line, what is wrong, which words are allowed. Nothing is done then.
    pub fn open(root: &Path, catalogue: &Catalogue) -> Result<Board, Faults> {
        let mut faults: Vec<Fault> = Vec::new();
        let settings = settings::read(root, catalogue, &mut faults);
        let places = tables::places(root, settings.home.as_ref(), &mut faults);
        let mut board = Board {
            root: root.to_path_buf(),
            name: settings.name,
            due_days: settings.due_days,
            due: settings.due,
            agencies: tables::agencies(root, catalogue, &mut faults),
            populations: tables::populations(root, &places, &mut faults),
            comparators: tables::comparators(root, catalogue, &mut faults),
            places,
            mappings: BTreeMap::new(),
        };
        board.mappings = mapping::read(root, &board, catalogue, &mut faults);
        Faults::none_in(faults)?;
        Ok(board)
    }

    /// The agency with an id.
    pub fn agency(&self, id: &str) -> Option<&Agency> {
        self.agencies.iter().find(|agency| agency.id == id)
    }

    /// The name of an agency, or the id itself where it is unknown.
    pub fn agency_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.agency(id).map_or(id, |agency| &agency.name)
    }

    /// The folder of one period's inbox.
    pub fn inbox(&self, period: Period) -> PathBuf {
        self.root.join("inbox").join(period.slug())
    }

    /// The day on which returns of a period are due.
    pub fn due_date(&self, period: Period) -> NaiveDate {
        let end = period.last_day();
        end.checked_add_days(Days::new(u64::from(self.due_days))).unwrap_or(end)
    }

    /// Whether a feed is due in a period at all.
    pub fn is_due(&self, feed: &str, period: Period, catalogue: &Catalogue) -> bool {
        match (self.due.get(feed), catalogue.feed(feed).map(|feed| feed.cadence)) {
            (Some(quarters), _) => quarters.contains(&period),
            (None, Some(Cadence::Quarterly)) => true,
            (None, Some(Cadence::Cycle | Cadence::Occasional) | None) => false,
        }
    }

    /// Agencies and feeds from which a return is expected in a period, in the order of the tables. An agency that was
    /// a member on no day of the quarter is not asked.
    pub fn expected(&self, period: Period, catalogue: &Catalogue) -> Vec<(&Agency, String)> {
        let members = self
            .agencies
            .iter()
            .filter(|agency| agency.existed(period.first_day(), period.last_day()));
        let pairs = members.flat_map(|agency| agency.feeds.iter().map(move |feed| (agency, feed.clone())));
        pairs.filter(|(_, feed)| self.is_due(feed, period, catalogue)).collect()
    }

    /// Names that several agencies claim, in their plain form, with the ids of those agencies.
    pub fn shared_names(&self) -> BTreeMap<String, BTreeSet<String>> {
        tables::shared_names(&self.agencies)
    }

    /// The habits of an agency; `None` when nothing was learnt yet.
    pub fn mapping(&self, agency: &str) -> Option<&Mapping> {
        self.mappings.get(agency)
    }
}
