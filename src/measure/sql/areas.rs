//! Parts of senders and areas → what they come to at every area: a sender's own row, else the sum over the areas within.

use crate::catalogue::Indicator;
use crate::domain::Places;
use crate::measure::sql::rows::is_whole;
use crate::measure::sql::words::text;
use crate::measure::sql::{BOUNDS, Query, bounds, stem};

/// The board's areas, each with its level, its parent and how many levels lie below it.
pub(super) fn values(places: &Places) -> String {
    let line = |area: &crate::domain::Area| {
        let level = if area.id == places.home() {
            "county"
        } else {
            area.level.word()
        };
        let parent = area.parent.clone().unwrap_or_default();
        let above = if places.area(&parent).is_some() {
            height(places, &parent, 0) as i64
        } else {
            -1
        };
        let words = [text(&area.id), text(level), text(&parent)].join(", ");
        format!("({words}, {}, {above})", height(places, &area.id, 0))
    };
    let lines: Vec<String> = places.all().iter().map(line).collect();
    match lines.is_empty() {
        true => "VALUES ('', '', '', 0, -1)".to_string(),
        false => format!("VALUES {}", lines.join(",\n  ")),
    }
}

/// How many levels of areas lie below one; parents in a circle end at the number of areas.
fn height(places: &Places, area: &str, deep: usize) -> usize {
    if deep > places.all().len() {
        return 0;
    }
    let below = places
        .children(area)
        .map(|child| 1 + height(places, &child.id, deep + 1));
    below.max().unwrap_or(0)
}

/// The bounds of several figures as one: counts add up, unless one of them is not known; values do not.
fn summed() -> String {
    let bound = |column: &&str| match column.starts_with("val") {
        true => format!("CASE WHEN COUNT(*) = 1 THEN MAX({column}) END AS {column}"),
        false => format!("CASE WHEN COUNT({column}) = COUNT(*) THEN SUM({column}) END AS {column}"),
    };
    BOUNDS.iter().map(bound).collect::<Vec<_>>().join(",\n  ")
}

/// Adds `<stem>_by_sender` (sender, area, period, bounds, number of parts) and `<stem>_at_area` (the same of all senders).
pub(super) fn sums(query: &mut Query, source: &Indicator, (additive, places): (bool, &Places)) {
    let stem = stem(source);
    by_sender(query, &stem, (additive, places));
    let summed = summed();
    let told_apart = BOUNDS
        .map(|column| format!("CASE WHEN COUNT(*) = 1 THEN MAX({column}) END AS {column}"))
        .join(",\n  ");
    let of_senders = format!(
        "SELECT area, period, {}, CAST(SUM(parts) AS BIGINT) AS parts\nFROM {stem}_by_sender\nGROUP BY area, period",
        if additive { &summed } else { &told_apart }
    );
    let whole = source.measured_from.as_ref().is_some_and(|made| is_whole(&made.shape));
    let at_area = match whole {
        false => of_senders,
        // What was made of the rows of all senders at once is not added up.
        true => format!(
            "SELECT s.area, s.period, {}, s.parts\nFROM (\n{of_senders}\n) AS s LEFT JOIN {stem}_whole AS w ON w.area = s.area AND w.period = s.period\n\
             WHERE w.period IS NULL\nUNION ALL\nSELECT area, period, {}, CAST(1 AS BIGINT) AS parts FROM {stem}_whole",
            bounds("s"),
            bounds("")
        ),
    };
    query.with(format!("{stem}_at_area"), at_area);
}

fn by_sender(query: &mut Query, stem: &str, (additive, places): (bool, &Places)) {
    let one = "CAST(1 AS BIGINT) AS parts";
    if !additive {
        let body = format!("SELECT sender, area, period, {}, {one} FROM {stem}_parts", bounds(""));
        query.with(format!("{stem}_by_sender"), body);
        return;
    }
    let highest = places
        .all()
        .iter()
        .map(|area| height(places, &area.id, 0))
        .max()
        .unwrap_or(0);
    let all = "sender, area, period";
    for level in 0..=highest {
        let own = format!("SELECT p.sender, p.area, p.period, {}, {one}", bounds("p"));
        let from = format!("FROM {stem}_parts AS p JOIN areas AS a ON a.area = p.area\nWHERE a.height = {level}");
        if level == 0 {
            query.with(format!("{stem}_level_0"), format!("{own}\n{from}"));
            continue;
        }
        let lower: Vec<String> = (0..level)
            .map(|lower| format!("SELECT {all}, {}, parts FROM {stem}_level_{lower}", bounds("")))
            .collect();
        let says = "p.num_low IS NOT NULL OR p.den_low IS NOT NULL OR p.val_low IS NOT NULL";
        query.with(
            format!("{stem}_level_{level}"),
            format!(
                "SELECT {all}, {cells}, parts\nFROM (\n  SELECT {all}, {cells}, parts, ROW_NUMBER() OVER (PARTITION BY {all} ORDER BY choice) AS nth\n  FROM (\n    \
                 {own}, CASE WHEN {says} THEN 1 ELSE 3 END AS choice\n    {from}\n    UNION ALL\n    \
                 SELECT sender, area, period, {summed}, CAST(SUM(parts) AS BIGINT) AS parts, 2 AS choice\n    FROM (\n      \
                 SELECT l.sender, a.parent AS area, l.period, {of_lower}, l.parts\n      FROM ({lower}) AS l JOIN areas AS a ON a.area = l.area\n      \
                 WHERE a.parent_height = {level} AND (l.num_low IS NOT NULL OR l.den_low IS NOT NULL)\n    ) AS within\n    GROUP BY {all}\n  ) AS choices\n) AS chosen\nWHERE nth = 1",
                cells = bounds(""),
                summed = summed(),
                of_lower = bounds("l"),
                lower = lower.join("\n      UNION ALL\n      "),
            ),
        );
    }
    let levels: Vec<String> = (0..=highest)
        .map(|level| format!("SELECT {all}, {}, parts FROM {stem}_level_{level}", bounds("")))
        .collect();
    query.with(format!("{stem}_by_sender"), levels.join("\nUNION ALL\n"));
}
