//! The rows behind a figure, each with its file, sheet and cell.

use crate::catalogue::{Catalogue, Indicator};
use crate::domain::{Period, Table, table_of};
use crate::measure::{Cells, bears};
use crate::store::{Store, Window};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// The feed of ready-made figures.
pub const DASHBOARD: &str = "dashboard";

/// One row of a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The feed.
    pub feed: String,
    /// The member agency whose return it is.
    pub sender: String,
    /// The area's id; empty when the row names none.
    pub area: String,
    /// What the row says: its columns that are not empty, in the order of the feed.
    pub says: Vec<(String, String)>,
    /// The file, relative to the inbox.
    pub file: String,
    /// The sheet; empty for text files.
    pub sheet: String,
    /// The cells, such as `D8;E8`.
    pub cell: String,
    /// The day received.
    pub received: String,
    /// Whether a later row took its place.
    pub superseded: bool,
}

/// Rows by feed, indicator (the dashboard's rows only) and period.
#[derive(Debug, Default)]
pub struct Parts {
    by: BTreeMap<(String, String, String), Vec<Part>>,
}

impl Cells for Part {
    fn is_filled(&self, column: &str) -> bool {
        self.word(column).is_some()
    }

    fn word(&self, column: &str) -> Option<&str> {
        if column == "sender" {
            return Some(&self.sender);
        }
        let mut says = self.says.iter();
        says.find(|(name, _)| name == column).map(|(_, word)| word.as_str())
    }

    fn number(&self, column: &str) -> Option<f64> {
        self.word(column)?.parse().ok()
    }

    fn day(&self, column: &str) -> Option<NaiveDate> {
        self.word(column)?.parse().ok()
    }
}

impl Parts {
    /// The rows of some feeds, whichever inbox folder they came in.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn read(store: &Store, catalogue: &Catalogue, feeds: &BTreeSet<String>) -> anyhow::Result<Parts> {
        Parts::read_within(store, catalogue, (feeds, &Window::default()))
    }

    /// The same of some inbox folders only.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn read_within(
        store: &Store,
        catalogue: &Catalogue,
        (feeds, window): (&BTreeSet<String>, &Window),
    ) -> anyhow::Result<Parts> {
        let mut parts = Parts::default();
        for feed in catalogue.feeds().iter().filter(|feed| feeds.contains(&feed.id)) {
            let table = table_of(&store.rows(&feed.id, window)?);
            let columns = Columns::of(&table, feed.about.as_deref());
            for row in 0..table.rows.len() {
                let (indicator, period, part) = columns.part(&table, row, &feed.id);
                parts
                    .by
                    .entry((feed.id.clone(), indicator, period))
                    .or_default()
                    .push(part);
            }
        }
        Ok(parts)
    }

    /// The rows of some feeds that are about some periods; only the shelves that are concerned are read.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn about(
        store: &Store,
        catalogue: &Catalogue,
        (feeds, periods): (&BTreeSet<String>, &[Period]),
    ) -> anyhow::Result<Parts> {
        let mut parts = Parts::default();
        for feed in catalogue.feeds().iter().filter(|feed| feeds.contains(&feed.id)) {
            for period in periods {
                let table = table_of(&store.rows_about(&feed.id, *period)?);
                let columns = Columns::of(&table, feed.about.as_deref());
                let printed = period.to_string();
                for row in (0..table.rows.len()).filter(|row| columns.period(&table, *row) == printed) {
                    let (indicator, about, part) = columns.part(&table, row, &feed.id);
                    parts
                        .by
                        .entry((feed.id.clone(), indicator, about))
                        .or_default()
                        .push(part);
                }
            }
        }
        Ok(parts)
    }

    /// Whether a sender had sent rows of a feed in an inbox folder, whatever they are about.
    pub fn has_sent(&self, part: &Part) -> bool {
        let folder = |file: &str| file.split('/').next().map(String::from);
        let same = |other: &Part| {
            other.feed == part.feed && other.sender == part.sender && folder(&other.file) == folder(&part.file)
        };
        self.by.values().flatten().any(same)
    }

    /// Every row of a feed about a period, superseded ones among them.
    pub fn of_feed(&self, feed: &str, period: Period) -> Vec<&Part> {
        let key = (feed.to_string(), String::new(), period.to_string());
        self.by.get(&key).into_iter().flatten().collect()
    }

    /// The rows that a figure of a period is made of, superseded ones among them; of a feed of cases those that count in it.
    pub fn of(&self, indicator: &Indicator, period: Period) -> Vec<&Part> {
        let mut found: Vec<&Part> = Vec::new();
        // A rate may take its parts from other indicators' figures.
        let borrowed = [&indicator.numerator_is, &indicator.denominator_is];
        for id in [Some(&indicator.id)]
            .into_iter()
            .chain(borrowed.map(Option::as_ref))
            .flatten()
        {
            let direct = (DASHBOARD.to_string(), id.clone(), period.to_string());
            found.extend(self.by.get(&direct).into_iter().flatten());
        }
        for feed in feeds_of(indicator).iter().filter(|feed| *feed != DASHBOARD) {
            let key = (feed.clone(), String::new(), period.to_string());
            let rows = self.by.get(&key).into_iter().flatten();
            let measured = indicator.measured_from.as_ref();
            let shape = measured.map(|measured| &measured.shape);
            found.extend(rows.filter(|part| shape.is_none_or(|shape| bears(shape, *part, period))));
        }
        found
    }
}

/// The feeds whose rows bear on an indicator.
pub fn feeds_of(indicator: &Indicator) -> BTreeSet<String> {
    let mut feeds = BTreeSet::from([DASHBOARD.to_string()]);
    if let Some(measured) = &indicator.measured_from {
        feeds.insert(measured.feed.clone());
    }
    feeds
}

/// Where the columns of a feed's table stand.
struct Columns {
    about: Option<usize>,
    indicator: Option<usize>,
    area: Option<usize>,
    source: [Option<usize>; 4],
    superseded: Option<usize>,
    said: Vec<usize>,
}

impl Columns {
    fn of(table: &Table, about: Option<&str>) -> Columns {
        let source = ["source_file", "source_sheet", "source_cell", "received"].map(|name| table.column(name));
        let superseded = table.column("superseded");
        let beside = |at: &usize| !source.contains(&Some(*at)) && superseded != Some(*at) && *at != 0;
        Columns {
            about: about.and_then(|column| table.column(column)),
            indicator: table.column("indicator"),
            area: table.column("area"),
            said: (0..table.columns.len()).filter(beside).collect(),
            source,
            superseded,
        }
    }

    /// The period that a row is about, as printed; without a column that says so, that of the inbox folder.
    fn period(&self, table: &Table, row: usize) -> String {
        let text = |at: usize| table.rows[row][at].flat();
        match (self.about, self.source[0]) {
            (Some(at), _) => text(at),
            (None, Some(file)) => {
                let folder = text(file)
                    .split('/')
                    .next()
                    .and_then(|folder| folder.parse::<Period>().ok());
                folder.map(|period| period.to_string()).unwrap_or_default()
            }
            (None, None) => String::new(),
        }
    }

    fn part(&self, table: &Table, row: usize, feed: &str) -> (String, String, Part) {
        let cells = &table.rows[row];
        let text = |at: Option<usize>| at.map(|at| cells[at].flat()).unwrap_or_default();
        let [file, sheet, cell, received] = self.source.map(text);
        let period = self.period(table, row);
        let indicator = if feed == DASHBOARD {
            text(self.indicator)
        } else {
            String::new()
        };
        let said = self
            .said
            .iter()
            .map(|&at| (table.columns[at].clone(), cells[at].flat()));
        let part = Part {
            feed: feed.to_string(),
            sender: cells.first().map(|cell| cell.flat()).unwrap_or_default(),
            area: text(self.area),
            says: said.filter(|(_, text)| !text.is_empty()).collect(),
            file,
            sheet,
            cell,
            received,
            superseded: text(self.superseded) == "true",
        };
        (indicator, period, part)
    }
}
