//! The rows behind a figure, each with its file, sheet and cell.

use crate::catalogue::{Catalogue, Indicator, Measurement, Through};
use crate::domain::{Period, Table, table_of};
use crate::measure::{Cells, all_met, bears};
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

/// The rows of some feeds, each once, and where they stand by what is asked of them.
#[derive(Debug, Default)]
pub struct Parts {
    rows: Vec<Part>,
    /// By feed, indicator (the dashboard's rows only) and the period that they say they are about, or came in.
    by: BTreeMap<(String, String, String), Vec<usize>>,
    /// Those of feeds from which indicators are measured, by how these date them and by quarter.
    dated: BTreeMap<String, BTreeMap<Period, Vec<usize>>>,
}

/// How an indicator dates the rows of its feed, in a word that is the same for all that date them alike.
fn way_of(made: &Measurement) -> String {
    format!("{} {:?} {:?}", made.feed, made.dated_by, made.dated_through)
}

/// The quarter of the inbox folder of a file.
pub fn folder_of(file: &str) -> Option<Period> {
    file.split('/').next()?.parse().ok()
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
        let mut parts = Parts::default();
        for feed in catalogue.feeds().iter().filter(|feed| feeds.contains(&feed.id)) {
            let table = table_of(&store.rows(&feed.id, &Window::default())?);
            let columns = Columns::of(&table, feed.about.as_deref());
            for row in 0..table.rows.len() {
                parts.put(columns.part(&table, row, &feed.id));
            }
        }
        parts.date(catalogue);
        Ok(parts)
    }

    fn put(&mut self, (indicator, period, part): (String, String, Part)) {
        let key = (part.feed.clone(), indicator, period);
        self.by.entry(key).or_default().push(self.rows.len());
        self.rows.push(part);
    }

    /// Puts the rows of each feed into the quarters in which indicators count them.
    fn date(&mut self, catalogue: &Catalogue) {
        let made = catalogue.indicators().iter();
        for made in made.filter_map(|indicator| indicator.measured_from.as_ref()) {
            let way = way_of(made);
            if self.dated.contains_key(&way) {
                continue;
            }
            let days = made.dated_through.as_ref().map(|through| (through, self.days(through)));
            let period = |part: &Part| match (&made.dated_by, &days) {
                (Some(column), _) => {
                    let day = || part.day(column).map(Period::of);
                    part.word(column)?.parse().ok().or_else(day)
                }
                (None, Some((through, days))) => days.get(part.word(&through.by)?).copied().map(Period::of),
                (None, None) => folder_of(&part.file),
            };
            let mut dated: BTreeMap<Period, Vec<usize>> = BTreeMap::new();
            for at in self.places_of(&made.feed) {
                if let Some(period) = period(&self.rows[at]) {
                    dated.entry(period).or_default().push(at);
                }
            }
            self.dated.insert(way, dated);
        }
    }

    /// Every row of a feed, superseded ones among them.
    pub fn of_all(&self, feed: &str) -> impl Iterator<Item = &Part> {
        self.places_of(feed).map(|at| &self.rows[at])
    }

    fn places_of(&self, feed: &str) -> impl Iterator<Item = usize> {
        let from = (feed.to_string(), String::new(), String::new());
        let places = self.by.range(from..).take_while(move |((its, _, _), _)| its == feed);
        places.flat_map(|(_, places)| places.iter().copied())
    }

    /// The rows at some places, in that order.
    fn at<'p>(&'p self, places: Option<&'p Vec<usize>>) -> impl Iterator<Item = &'p Part> {
        places.into_iter().flatten().map(|at| &self.rows[*at])
    }

    /// The days that another feed gives to the values of its column; of rows that do not count, too, for they say why others do not.
    fn days(&self, through: &Through) -> BTreeMap<String, NaiveDate> {
        let rows = self.of_all(&through.feed).filter(|part| !part.superseded);
        let dated = rows.filter_map(|part| Some((part.word(&through.by)?.to_string(), part.day(&through.column)?)));
        dated.collect()
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
        let from = periods.iter().min().copied();
        for feed in catalogue.feeds().iter().filter(|feed| feeds.contains(&feed.id)) {
            if is_dated_by_days(catalogue, &feed.id) {
                // Which folder such a row came in does not say what it is about.
                let window = Window { from, until: None };
                let table = table_of(&store.rows(&feed.id, &window)?);
                let columns = Columns::of(&table, feed.about.as_deref());
                (0..table.rows.len()).for_each(|row| parts.put(columns.part(&table, row, &feed.id)));
                continue;
            }
            for period in periods {
                let table = table_of(&store.rows_about(&feed.id, *period)?);
                let columns = Columns::of(&table, feed.about.as_deref());
                let printed = period.to_string();
                for row in (0..table.rows.len()).filter(|row| columns.period(&table, *row) == printed) {
                    parts.put(columns.part(&table, row, &feed.id));
                }
            }
        }
        parts.date(catalogue);
        Ok(parts)
    }

    /// Whether a sender had sent rows of a feed in an inbox folder, whatever they are about.
    pub fn has_sent(&self, part: &Part) -> bool {
        let folder = |file: &str| file.split('/').next().map(String::from);
        let same = |other: &Part| other.sender == part.sender && folder(&other.file) == folder(&part.file);
        self.of_all(&part.feed).any(same)
    }

    /// Every row of a feed about a period, superseded ones among them.
    pub fn of_feed(&self, feed: &str, period: Period) -> Vec<&Part> {
        let key = (feed.to_string(), String::new(), period.to_string());
        self.at(self.by.get(&key)).collect()
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
            found.extend(self.at(self.by.get(&direct)));
        }
        let Some(made) = &indicator.measured_from else {
            return found;
        };
        let dated = self.dated.get(&way_of(made)).and_then(|dated| dated.get(&period));
        let rows = self.at(dated).filter(|part| bears(&made.shape, *part, period));
        match &made.dated_through {
            None => found.extend(rows),
            Some(through) => found.extend(self.with_days(rows.collect(), (through, period))),
        }
        found
    }

    /// Rows that count, and before them the rows of the other feed that give them their day, or say that some do not count.
    fn with_days<'p>(&'p self, rows: Vec<&'p Part>, (through, period): (&Through, Period)) -> Vec<&'p Part> {
        let meets = |part: &Part| all_met(&through.that, part, period);
        let counted: BTreeSet<&str> = self
            .of_all(&through.feed)
            .filter(|part| !part.superseded && meets(part))
            .filter_map(|part| part.word(&through.by))
            .collect();
        let named: BTreeSet<&str> = rows.iter().filter_map(|part| part.word(&through.by)).collect();
        let is_of_it = |part: &&Part| {
            let is_in = part.day(&through.column).is_some_and(|day| Period::of(day) == period);
            is_in && part.word(&through.by).is_some_and(|value| named.contains(value))
        };
        let days = self.of_all(&through.feed).filter(is_of_it);
        let rows = rows
            .iter()
            .copied()
            .filter(|part| part.word(&through.by).is_some_and(|value| counted.contains(value)));
        days.chain(rows).collect()
    }
}

/// Whether an indicator dates the rows of a feed by a day, and not by the period that they say they are about or by their folder.
fn is_dated_by_days(catalogue: &Catalogue, feed: &str) -> bool {
    let about = catalogue.feed(feed).and_then(|feed| feed.about.as_ref());
    let made = catalogue
        .indicators()
        .iter()
        .filter_map(|indicator| indicator.measured_from.as_ref());
    let mut made =
        made.filter(|made| made.feed == feed || made.dated_through.iter().any(|through| through.feed == feed));
    made.any(|made| made.dated_through.is_some() || made.dated_by.is_some() && made.dated_by.as_ref() != about)
}

/// The feeds whose rows bear on an indicator.
pub fn feeds_of(indicator: &Indicator) -> BTreeSet<String> {
    let mut feeds = BTreeSet::from([DASHBOARD.to_string()]);
    if let Some(made) = &indicator.measured_from {
        feeds.insert(made.feed.clone());
        feeds.extend(made.dated_through.iter().map(|through| through.feed.clone()));
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
                let folder = folder_of(&text(file));
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
