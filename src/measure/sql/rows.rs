//! What was sent of an indicator → the parts of each sender, area and quarter: ready-made, or made of another feed's rows.

use crate::catalogue::{Feed, Holds, Indicator, Measurement, Shape};
use crate::measure::Setting;
use crate::measure::asked::{AUDIT, AskedCycles};
use crate::measure::expectation::DASHBOARD;
use crate::measure::sql::cells::Cells;
use crate::measure::sql::conditions::all;
use crate::measure::sql::shapes::{Grouped, part};
use crate::measure::sql::words::{by_place, list, name, quarter_of, text};
use crate::measure::sql::{Query, bounds, stem};
use std::collections::BTreeSet;

/// Adds `<stem>_parts` (sender, area, period and bounds) and, where rows are measured, `<stem>_by_agency` and `<stem>_whole`.
pub(super) fn sent(query: &mut Query, indicator: &Indicator, setting: &Setting<'_>) {
    let stem = stem(indicator);
    if let Some(feed) = setting.catalogue.feed(DASHBOARD) {
        query.with(format!("{stem}_sent"), ready_made(indicator, Cells(feed), setting));
    }
    let feed = indicator
        .measured_from
        .as_ref()
        .and_then(|made| setting.catalogue.feed(&made.feed));
    let (Some(made), Some(feed)) = (&indicator.measured_from, feed) else {
        query.with(
            format!("{stem}_parts"),
            format!("SELECT sender, area, period, {} FROM {stem}_sent", bounds("")),
        );
        return;
    };
    dated(query, &stem, (made, feed, setting));
    grouped(query, &stem, (made, feed, setting));
    let covered = match is_whole(&made.shape) {
        true => format!("SELECT period FROM {stem}_made UNION SELECT period FROM {stem}_whole"),
        false => format!("SELECT DISTINCT period FROM {stem}_made"),
    };
    // Quarters that rows cover are measured from them, whatever was sent ready-made.
    query.with(format!("{stem}_covered"), covered);
    query.with(
        format!("{stem}_parts"),
        format!(
            "SELECT s.sender, s.area, s.period, {}\nFROM {stem}_sent AS s LEFT JOIN {stem}_covered AS c ON c.period = s.period\n\
             WHERE c.period IS NULL\nUNION ALL\nSELECT sender, area, period, {} FROM {stem}_made",
            bounds("s"),
            bounds("")
        ),
    );
}

/// Whether parts of all senders together are made besides those of each.
pub(super) fn is_whole(shape: &Shape) -> bool {
    matches!(
        shape,
        Shape::Distinct { .. } | Shape::Median { .. } | Shape::Largest { .. } | Shape::Returns { .. }
    )
}

/// The dashboard's rows in use, the last received of each sender, area and quarter; a row of blanks is no return.
fn ready_made(indicator: &Indicator, cells: Cells<'_>, setting: &Setting<'_>) -> String {
    let area = format!("COALESCE({}, {})", cells.word("area"), text(setting.places.home()));
    let columns = ["numerator", "denominator", "value"];
    let amounts: Vec<String> = columns
        .iter()
        .flat_map(|column| [cells.low(column), cells.high(column)])
        .zip(crate::measure::sql::BOUNDS)
        .map(|(value, bound)| format!("{value} AS {bound}"))
        .collect();
    let speaks = columns.map(|column| format!("COALESCE({}, 'blank') <> 'blank'", name(&format!("{column}_state"))));
    format!(
        "SELECT sender, area, period, {}\nFROM (\n  SELECT sender, {area} AS area, \"period\" AS period,\n    {},\n    \
         CASE WHEN {} THEN 1 ELSE 0 END AS speaks,\n    \
         ROW_NUMBER() OVER (PARTITION BY sender, {area}, \"period\" ORDER BY received DESC, {}) AS latest\n  \
         FROM {DASHBOARD}\n  WHERE \"indicator\" = {} AND NOT superseded AND \"period\" <= {}\n) AS versions\n\
         WHERE latest = 1 AND speaks = 1",
        bounds(""),
        amounts.join(",\n    "),
        speaks.join(" OR "),
        by_place("DESC"),
        text(&indicator.id),
        text(&setting.until.to_string()),
    )
}

/// The inbox folder of a row, as a quarter.
const FOLDER: &str = "SUBSTR(r.source_file, 1, 7) || ' ' || SUBSTR(r.source_file, 9, 2)";

/// The quarter of a row, and what must be joined to it to know that: by its own period or day, by a day of another feed, or by
/// the folder that it came in.
fn quarter(
    query: &mut Query,
    stem: &str,
    (made, feed, setting): (&Measurement, &Feed, &Setting<'_>),
) -> (String, String) {
    if let Some(column) = &made.dated_by {
        let is_date = feed.column(column).is_some_and(|column| column.holds == Holds::Date);
        let quarter = match is_date {
            true => quarter_of(&format!("CAST(r.{} AS VARCHAR)", name(column))),
            false => format!("r.{}", name(column)),
        };
        return (quarter, String::new());
    }
    let through = made.dated_through.as_ref();
    let through = through.and_then(|through| Some((through, setting.catalogue.feed(&through.feed)?)));
    let Some((through, other)) = through else {
        return (FOLDER.to_string(), String::new());
    };
    let (by, day) = (name(&through.by), Cells(other).day(&through.column));
    query.with(
        format!("{stem}_days"),
        format!(
            "SELECT value, day\nFROM (\n  SELECT {by} AS value, {day} AS day, ROW_NUMBER() OVER (PARTITION BY {by} ORDER BY {}) AS latest\n  \
             FROM {}\n  WHERE NOT superseded AND {by} <> '' AND {day} IS NOT NULL AND {}\n) AS days\nWHERE latest = 1",
            by_place("DESC"),
            name(&other.id),
            all(&through.that, Cells(other))
        ),
    );
    (
        quarter_of("d.day"),
        format!(" JOIN {stem}_days AS d ON d.value = r.{by}"),
    )
}

/// Adds `<stem>_rows`: the rows in use with the quarter that they belong to. Of rows with the same key that came in several
/// inbox folders those of the last count.
fn dated(query: &mut Query, stem: &str, (made, feed, setting): (&Measurement, &Feed, &Setting<'_>)) {
    let cells = Cells(feed);
    let (quarter, join) = quarter(query, stem, (made, feed, setting));
    let read = read(made, feed).into_iter().flat_map(|column| cells.parts(column));
    let mut read: BTreeSet<String> = read.map(|column| format!("r.{column}")).collect();
    if matches!(made.shape, Shape::Returns { in_time: true, .. }) {
        read.insert("r.received".into());
    }
    let keys: Vec<String> = feed
        .key
        .iter()
        .enumerate()
        .map(|(at, column)| format!("COALESCE(CAST(r.{} AS VARCHAR), '') AS key_{at}", name(column)))
        .collect();
    let by_keys: String = (0..keys.len()).map(|at| format!(", key_{at}")).collect();
    let read: Vec<String> = read.into_iter().filter(|column| column != "r.\"sender\"").collect();
    let plain = read
        .iter()
        .map(|column| column.trim_start_matches("r.").to_string())
        .collect::<Vec<_>>();
    query.with(
        format!("{stem}_dated"),
        format!(
            "SELECT COALESCE(r.sender, '') AS sender, r.source_file, r.source_cell, {}{}\n  {quarter} AS quarter, {FOLDER} AS folder,\n  {}\n\
             FROM {} AS r{join}\nWHERE NOT r.superseded{}{}",
            read.join(", "),
            if read.is_empty() { "" } else { "," },
            keys.join(", "),
            name(&feed.id),
            not_left_out(setting),
            asked(feed, setting),
        ),
    );
    query.with(
        format!("{stem}_rows"),
        format!(
            "SELECT sender, source_file, source_cell, quarter{}\nFROM (\n  SELECT *, MAX(folder) OVER (PARTITION BY quarter, sender{by_keys}) AS last_folder\n  \
             FROM {stem}_dated\n  WHERE quarter <= {}\n) AS folders\nWHERE folder = last_folder",
            plain.iter().map(|column| format!(", {column}")).collect::<String>(),
            text(&setting.until.to_string()),
        ),
    );
}

/// A condition that leaves out the files whose rows do not count; empty where there are none.
fn not_left_out(setting: &Setting<'_>) -> String {
    if setting.left_out.is_empty() {
        return String::new();
    }
    let files: Vec<String> = setting.left_out.iter().cloned().collect();
    format!(" AND NOT r.source_file IN {}", list(&files))
}

/// A condition that leaves out the answers of organisations in a cycle in which they were not asked; empty for other feeds.
fn asked(feed: &Feed, setting: &Setting<'_>) -> String {
    if feed.id != AUDIT {
        return String::new();
    }
    let column = |column: &str| format!("COALESCE(r.{}, '')", name(column));
    let cycles = AskedCycles::of(setting);
    let conditions = cycles.declared().map(|(kinds, of_them, cycles)| {
        format!(
            " AND NOT ({} {} {} AND {cycle} >= {} AND {cycle} NOT IN {})",
            column("organisation_type"),
            if of_them { "IN" } else { "NOT IN" },
            list(&kinds),
            text(cycles.first().map_or("", String::as_str)),
            list(cycles),
            cycle = column("cycle")
        )
    });
    conditions.collect()
}

/// The columns that the shape needs, and those that name places and agencies.
fn read<'a>(made: &'a Measurement, feed: &Feed) -> BTreeSet<&'a str> {
    let fixed = ["area", "agency", "organisation"];
    let columns = made
        .shape
        .columns()
        .into_iter()
        .chain(made.split_by.iter().map(String::as_str))
        .chain(fixed);
    columns.filter(|column| feed.column(column).is_some()).collect()
}

/// Adds the parts of each sender and area, of each agency that rows name, and of all senders together.
#[expect(clippy::too_many_lines, reason = "three groupings of the same rows")]
fn grouped(query: &mut Query, stem: &str, (made, feed, setting): (&Measurement, &Feed, &Setting<'_>)) {
    let (cells, home) = (Cells(feed), text(setting.places.home()));
    let splits = |by: &str| made.split_by.iter().any(|column| column == by) && feed.column(by).is_some();
    let area = match splits("area") {
        true => format!("COALESCE({}, {home})", cells.word("area")),
        false => home.clone(),
    };
    let made_by = |rows: &str, by: &str| {
        let grouped = Grouped {
            rows,
            by,
            cells,
            setting,
        };
        part(&made.shape, &grouped)
    };
    let placed = format!("(SELECT *, {area} AS part_area FROM {stem}_rows) AS placed");
    // A share of all who were asked means nothing for one sender.
    let none = if matches!(made.shape, Shape::Returns { .. }) {
        "\nWHERE 1 = 0"
    } else {
        ""
    };
    query.with(
        format!("{stem}_made"),
        format!(
            "SELECT sender, part_area AS area, quarter AS period, {}\nFROM (\n{}\n) AS made{none}",
            bounds(""),
            made_by(&placed, "sender, part_area, quarter")
        ),
    );
    if splits("agency") {
        let named = format!(
            "(SELECT * FROM {stem}_rows WHERE {} IS NOT NULL) AS named",
            cells.word("agency")
        );
        query.with(
            format!("{stem}_by_agency"),
            format!(
                "SELECT {} AS agency, quarter AS period, {}\nFROM (\n{}\n) AS made",
                name("agency"),
                bounds(""),
                made_by(&named, "\"agency\", quarter")
            ),
        );
    }
    if is_whole(&made.shape) {
        let rows = format!("{stem}_rows");
        query.with(
            format!("{stem}_whole"),
            format!(
                "SELECT {home} AS area, quarter AS period, {}\nFROM (\n{}\n) AS made",
                bounds(""),
                made_by(&rows, "quarter")
            ),
        );
    }
}
