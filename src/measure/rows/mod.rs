//! The rows of other feeds than the dashboard into what each indicator declares is to be made of them.

pub(super) mod condition;
mod dating;
mod shape;

use crate::catalogue::{Indicator, Measurement, Shape};
use crate::domain::Period;
use crate::measure::amount::Amount;
use crate::measure::asked::{AUDIT, AskedCycles};
use crate::measure::part::Part;
use crate::measure::parts::Sent;
use crate::measure::side_by_side::{self, Doer};
use crate::measure::table::{Table, Words};
use crate::measure::{RowsByFeed, Setting};
use std::collections::{BTreeMap, BTreeSet};

/// Rows that were made of one feed, shared by its indicators.
pub(super) type Tables = BTreeMap<String, Table>;

/// The tables of every feed from which an indicator is measured or dated.
pub(super) fn tables(rows: &RowsByFeed, setting: &Setting<'_>) -> Tables {
    let mut columns: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for made in setting
        .catalogue
        .indicators()
        .iter()
        .filter_map(|indicator| indicator.measured_from.as_ref())
    {
        let of_feed = columns.entry(&made.feed).or_default();
        of_feed.extend(made.shape.columns());
        of_feed.extend(made.dated_by.as_deref());
        of_feed.extend(made.split_by.iter().map(String::as_str));
        of_feed.extend(["area", "agency", "organisation", "organisation_type"]);
        let feed = setting.catalogue.feed(&made.feed);
        of_feed.extend(feed.iter().flat_map(|feed| feed.key.iter().map(String::as_str)));
        if let Some(through) = &made.dated_through {
            of_feed.insert(&through.by);
            columns.entry(&through.feed).or_default().extend(
                [through.by.as_str(), through.column.as_str()]
                    .into_iter()
                    .chain(through.columns()),
            );
        }
    }
    let tables = columns.into_iter().filter_map(|(feed, columns)| {
        let frame = rows.get(feed)?;
        Some((
            feed.to_string(),
            Table::of(frame, &columns.into_iter().collect::<Vec<_>>()),
        ))
    });
    tables.collect()
}

/// The rows in use of a feed, each with its quarter.
type Dated = Vec<(usize, Period)>;

/// Rows in use by what indicators are made of: many indicators share them.
#[derive(Default)]
pub(super) struct Groups<'t> {
    /// By sender, area and quarter.
    by_sender: BTreeMap<(&'t str, &'t str, Period), Vec<usize>>,
    /// By the agency that they name, and quarter; empty unless they are split by agency.
    by_agency: BTreeMap<(&'t str, Period), Vec<usize>>,
    /// By quarter.
    everything: BTreeMap<Period, Vec<usize>>,
}

/// By all that decides to which quarter a row belongs, and how rows are split.
pub(super) type Grouped<'t> = BTreeMap<Way, Groups<'t>>;

/// What decides how the rows of an indicator are put together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Way {
    dated: String,
    by_area: bool,
    by_agency: bool,
}

impl Way {
    fn of(made: &Measurement) -> Way {
        let is_split = |by: &str| made.split_by.iter().any(|column| column == by);
        Way {
            dated: format!("{} {:?} {:?}", made.feed, made.dated_by, made.dated_through),
            by_area: is_split("area"),
            by_agency: is_split("agency"),
        }
    }
}

/// The rows of every feed that an indicator is measured from, put together in every way that is asked for.
pub(super) fn grouped<'t>(doer: Doer<'_>, tables: &'t Tables, setting: &'t Setting<'_>) -> Grouped<'t> {
    let measured = setting.catalogue.indicators().iter();
    let measured = measured.filter_map(|indicator| indicator.measured_from.as_ref());
    let measured = measured.filter_map(|made| Some((Way::of(made), (made, tables.get(&made.feed)?))));
    let ways: BTreeMap<Way, (&Measurement, &'t Table)> = measured.collect();
    let ways: Vec<(Way, (&Measurement, &'t Table))> = ways.into_iter().collect();
    let by_date: Vec<&[(Way, (&Measurement, &'t Table))]> =
        ways.chunk_by(|one, next| one.0.dated == next.0.dated).collect();
    let found = side_by_side::each(by_date.len(), doer, |at| {
        let (_, (made, table)) = by_date[at].first()?;
        Some(newest_of_each(table, made, tables, setting))
    });
    let dated = by_date.iter().zip(found);
    let dated: BTreeMap<&str, Dated> = dated
        .filter_map(|(ways, dated)| Some((ways.first()?.0.dated.as_str(), dated?)))
        .collect();
    let home = setting.places.home();
    let groups = side_by_side::each(ways.len(), doer, |at| {
        let (way, (_, table)) = &ways[at];
        let dated = dated.get(way.dated.as_str());
        dated
            .map(|dated| groups_of(table, (dated, way), home))
            .unwrap_or_default()
    });
    ways.iter().map(|(way, _)| way.clone()).zip(groups).collect()
}

fn groups_of<'t>(table: &'t Table, (dated, way): (&Dated, &Way), home: &'t str) -> Groups<'t> {
    let word = |words: Option<&'t Words>, row: usize| words.and_then(|words| words.at(row));
    let (senders, areas, agencies) = (table.words("sender"), table.words("area"), table.words("agency"));
    let mut groups = Groups::default();
    let mut last = (("", "", None), vec![]);
    let mut put = |(sender, area, period): (&'t str, &'t str, Option<Period>), rows: Vec<usize>| {
        if let Some(period) = period {
            groups.by_sender.entry((sender, area, period)).or_default().extend(rows);
        }
    };
    // Neighbours mostly belong together.
    for &(row, period) in dated {
        let area = word(areas, row).filter(|_| way.by_area).unwrap_or(home);
        let key = (word(senders, row).unwrap_or_default(), area, Some(period));
        if key != last.0 {
            let (key, rows) = std::mem::replace(&mut last, (key, vec![]));
            put(key, rows);
        }
        last.1.push(row);
    }
    put(last.0, last.1);
    for &(row, period) in dated {
        if let Some(agency) = word(agencies, row).filter(|_| way.by_agency) {
            groups.by_agency.entry((agency, period)).or_default().push(row);
        }
        groups.everything.entry(period).or_default().push(row);
    }
    groups
}

/// What an indicator's rows come to; `None` where it is not measured from rows, or its feed holds none.
pub(super) fn sent(
    indicator: &Indicator,
    (tables, grouped): (&Tables, &Grouped<'_>),
    setting: &Setting<'_>,
) -> Option<Sent> {
    let made = indicator.measured_from.as_ref()?;
    let table = tables.get(&made.feed)?;
    let groups = grouped.get(&Way::of(made))?;
    let mut sent = Sent::default();
    for (sender, _, period) in groups.by_sender.keys() {
        sent.came.entry(*period).or_default().insert((*sender).to_string());
    }
    // A share of all who were asked means nothing for one sender.
    let by_sender = !matches!(made.shape, Shape::Returns { .. });
    for ((sender, area, period), rows) in groups.by_sender.iter().filter(|_| by_sender) {
        if let Some(part) = part(&made.shape, (table, rows, *period), (made, setting)) {
            sent.put(sender, (area, *period), part);
        }
    }
    for ((agency, period), rows) in &groups.by_agency {
        if let Some(part) = part(&made.shape, (table, rows, *period), (made, setting)) {
            sent.by_agency
                .entry((*agency).to_string())
                .or_default()
                .insert(*period, part);
        }
    }
    if !adds_up(&made.shape) {
        for (period, rows) in &groups.everything {
            let senders = rows
                .iter()
                .filter_map(|&row| table.word("sender", row))
                .map(String::from)
                .collect();
            if let Some(part) = part(&made.shape, (table, rows, *period), (made, setting)) {
                sent.whole
                    .insert((setting.places.home().to_string(), *period), (part, senders));
            }
        }
    }
    Some(sent)
}

/// What an indicator that adds up comes to in each quarter within the county, split by the words of a column; an empty word
/// stands for rows in which nothing is said.
pub(super) fn split(
    indicator: &Indicator,
    column: &str,
    (tables, setting): (&Tables, &Setting<'_>),
) -> BTreeMap<String, BTreeMap<Period, Amount>> {
    let mut found: BTreeMap<String, BTreeMap<Period, Amount>> = BTreeMap::new();
    let Some(made) = indicator.measured_from.as_ref().filter(|made| adds_up(&made.shape)) else {
        return found;
    };
    let Some(table) = tables.get(&made.feed) else {
        return found;
    };
    let home = setting.places.home();
    let is_inside = |row: usize| {
        let area = table.word("area", row).unwrap_or(home);
        area == home || setting.places.contains(home, area)
    };
    let mut groups: BTreeMap<(&str, Period), Vec<usize>> = BTreeMap::new();
    for (row, period) in newest_of_each(table, made, tables, setting) {
        if is_inside(row) {
            let word = table.word(column, row).unwrap_or_default();
            groups.entry((word, period)).or_default().push(row);
        }
    }
    for ((word, period), rows) in groups {
        let amount = part(&made.shape, (table, &rows, period), (made, setting)).and_then(|part| part.numerator);
        if let Some(amount) = amount {
            found.entry(word.to_string()).or_default().insert(period, amount);
        }
    }
    found
}

fn part(
    shape: &Shape,
    (table, rows, period): (&Table, &[usize], Period),
    (made, setting): (&Measurement, &Setting<'_>),
) -> Option<Part> {
    shape::part(
        shape,
        &shape::Group {
            table,
            rows,
            period,
            feed: &made.feed,
            setting,
        },
    )
}

/// Whether the parts of senders and areas may be added up.
fn adds_up(shape: &Shape) -> bool {
    match shape {
        Shape::Count(_)
        | Shape::Proportion { .. }
        | Shape::Ratio { .. }
        | Shape::Mean { .. }
        | Shape::MeanDifference { .. }
        | Shape::Judged { .. } => true,
        Shape::Distinct { .. } | Shape::Median { .. } | Shape::Largest { .. } | Shape::Returns { .. } => false,
    }
}

/// Quarter, sender and the cells of the feed's key.
type RowKey<'a> = (Period, &'a str, Vec<&'a str>);

/// Current rows with the quarter that they belong to, up to the newest quarter measured. Where rows with the same key came in
/// several inbox folders, those of the last folder count: a late follow-up replaces the form that it completes.
fn newest_of_each<'a>(
    table: &'a Table,
    made: &Measurement,
    tables: &Tables,
    setting: &Setting<'_>,
) -> Vec<(usize, Period)> {
    let Some(feed) = setting.catalogue.feed(&made.feed) else {
        return vec![];
    };
    let dating = dating::Dating::new(made, tables);
    let cycles = (feed.id == AUDIT).then(|| AskedCycles::of(setting));
    let was_asked = |row: usize| {
        let word = |column: &str| table.word(column, row).unwrap_or_default();
        let asked = |cycles: &AskedCycles| cycles.is_asked(word("organisation_type"), word("cycle"));
        cycles.as_ref().is_none_or(asked)
    };
    let is_left_out = |row: usize| {
        let file = table.word("source_file", row);
        !setting.left_out.is_empty() && file.is_some_and(|file| setting.left_out.contains(file))
    };
    let dated: Vec<(usize, Period)> = table
        .current()
        .filter(|row| !is_left_out(*row) && was_asked(*row))
        .filter_map(|row| Some((row, dating.period(table, row)?)))
        .filter(|(_, period)| *period <= setting.until)
        .collect();
    let mut folders: BTreeMap<Period, BTreeSet<Option<Period>>> = BTreeMap::new();
    for (row, period) in &dated {
        folders.entry(*period).or_default().insert(table.folder_period(*row));
    }
    // What came in one folder only has no later version.
    let came_once = |period: &Period| folders.get(period).is_some_and(|folders| folders.len() == 1);
    let (mut rows, several): (Vec<(usize, Period)>, Vec<_>) = dated.into_iter().partition(|(_, at)| came_once(at));
    let keys: Vec<Option<&Words>> = feed.key.iter().map(|column| table.words(column)).collect();
    let senders = table.words("sender");
    let mut newest: BTreeMap<RowKey<'_>, (Option<Period>, Vec<usize>)> = BTreeMap::new();
    for (row, period) in several {
        let word = |words: &Option<&'a Words>| words.and_then(|words| words.at(row)).unwrap_or_default();
        let key = keys.iter().map(word).collect();
        let came = table.folder_period(row);
        let (held, rows) = newest.entry((period, word(&senders), key)).or_insert((came, vec![]));
        if came > *held {
            (*held, *rows) = (came, vec![]);
        }
        if came == *held {
            rows.push(row);
        }
    }
    let of_key =
        |((period, _, _), (_, rows)): ((Period, _, _), (_, Vec<usize>))| rows.into_iter().map(move |row| (row, period));
    rows.extend(newest.into_iter().flat_map(of_key));
    rows.sort_unstable();
    rows
}
