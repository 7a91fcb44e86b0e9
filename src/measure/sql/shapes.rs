//! A shape and the columns to group by → the SELECT that makes one part of each group of rows.

use crate::catalogue::{Amount, Asked, Shape};
use crate::domain::Period;
use crate::measure::Setting;
use crate::measure::sql::cells::Cells;
use crate::measure::sql::conditions::all;
use crate::measure::sql::words::{by_place, list, name, text};

/// Rows that carry their quarter, and how they are put together.
#[derive(Clone, Copy)]
pub(super) struct Grouped<'a> {
    /// The table expression that holds them.
    pub rows: &'a str,
    /// The columns of which each combination is one part, with a comma between.
    pub by: &'a str,
    /// The feed's columns.
    pub cells: Cells<'a>,
    /// The board.
    pub setting: &'a Setting<'a>,
}

/// No bound at all.
const NONE: &str = "CAST(NULL AS DOUBLE)";

/// One line for each group, with its bounds.
#[expect(clippy::too_many_lines, reason = "one arm for each shape")]
pub(super) fn part(shape: &Shape, grouped: &Grouped<'_>) -> String {
    let Grouped { rows, by, cells, .. } = grouped;
    let exact =
        |numerator: &str, denominator: &str| bounds([numerator, numerator, denominator, denominator, NONE, NONE]);
    let those = |test: &str| format!("CAST(COUNT(CASE WHEN {test} THEN 1 END) AS DOUBLE)");
    match shape {
        Shape::Count(amount) => {
            let [low, high] = sums(amount, *cells, "first_of");
            let from = numbered(grouped, &[(amount, "first_of")]);
            format!(
                "SELECT {by}, {}\nFROM {from}\nGROUP BY {by}",
                bounds([&low, &high, NONE, NONE, NONE, NONE])
            )
        }
        Shape::Ratio { numerator, denominator } => {
            let [above_low, above_high] = sums(numerator, *cells, "first_above");
            let [below_low, below_high] = sums(denominator, *cells, "first_below");
            let from = numbered(grouped, &[(numerator, "first_above"), (denominator, "first_below")]);
            let made = bounds([&above_low, &above_high, &below_low, &below_high, NONE, NONE]);
            format!("SELECT {by}, {made}\nFROM {from}\nGROUP BY {by}")
        }
        Shape::Distinct { column, that } => {
            let word = cells.word(column);
            let made = format!(
                "CAST(COUNT(DISTINCT CASE WHEN {} THEN {word} END) AS DOUBLE)",
                all(that, *cells)
            );
            format!("SELECT {by}, {}\nFROM {rows}\nGROUP BY {by}", exact(&made, NONE))
        }
        Shape::Proportion { of, that } => {
            let (base, met) = (all(of, *cells), [all(of, *cells), all(that, *cells)].join(" AND "));
            let made = exact(&those(&met), &those(&base));
            format!("SELECT {by}, {made}\nFROM {rows}\nWHERE {base}\nGROUP BY {by}")
        }
        Shape::Mean { column, that } => {
            let (number, that) = (cells.number(column), all(that, *cells));
            let made = exact(&format!("SUM({number})"), "CAST(COUNT(*) AS DOUBLE)");
            format!("SELECT {by}, {made}\nFROM {rows}\nWHERE {that} AND {number} IS NOT NULL\nGROUP BY {by}")
        }
        Shape::MeanDifference { before, after, scale } => {
            let [before, after, scale] = [before, after, scale].map(|column| cells.number(column));
            let ten = format!("CASE WHEN {scale} > 0 THEN {scale} ELSE 10.0 END");
            let made = exact(
                &format!("SUM(({after} - {before}) * 10.0 / {ten})"),
                "CAST(COUNT(*) AS DOUBLE)",
            );
            format!(
                "SELECT {by}, {made}\nFROM {rows}\nWHERE {before} IS NOT NULL AND {after} IS NOT NULL\nGROUP BY {by}"
            )
        }
        Shape::Median { .. } => median(shape, grouped),
        Shape::Largest { of } => largest(of, grouped),
        Shape::Judged { .. } => judged(shape, grouped),
        Shape::Returns {
            organisation_types,
            asked,
            in_time,
        } => returned((organisation_types, *in_time), asked, grouped),
    }
}

fn bounds(values: [&str; 6]) -> String {
    let named = values.iter().zip(crate::measure::sql::BOUNDS);
    let named: Vec<String> = named.map(|(value, name)| format!("{value} AS {name}")).collect();
    named.join(",\n  ")
}

/// The rows, each with its place among those of an amount that count once together.
fn numbered(grouped: &Grouped<'_>, amounts: &[(&Amount, &str)]) -> String {
    let Grouped { rows, by, cells, .. } = grouped;
    let place = |(amount, called): &(&Amount, &str)| {
        let once = amount
            .once_per
            .iter()
            .map(|column| format!("COALESCE({}, '')", cells.word(column)));
        let once: Vec<String> = once.collect();
        let meets = format!("CASE WHEN {} THEN 1 ELSE 0 END", all(&amount.that, *cells));
        let partition = format!("{by}, {meets}, {}", once.join(", "));
        format!(
            "ROW_NUMBER() OVER (PARTITION BY {partition} ORDER BY {}) AS {called}",
            by_place("ASC")
        )
    };
    let places: Vec<String> = amounts
        .iter()
        .filter(|(amount, _)| !amount.once_per.is_empty())
        .map(place)
        .collect();
    match places.is_empty() {
        true => (*rows).to_string(),
        false => format!("(SELECT *, {} FROM {rows}) AS numbered", places.join(", ")),
    }
}

/// The bounds of a number of rows, or of a sum over them. Cells of which nothing is known add nothing.
fn sums(amount: &Amount, cells: Cells<'_>, called: &str) -> [String; 2] {
    let mut counts = all(&amount.that, cells);
    if !amount.once_per.is_empty() {
        counts = format!("{counts} AND {called} = 1");
    }
    if amount.sum.is_empty() {
        let rows = format!("CAST(COUNT(CASE WHEN {counts} THEN 1 END) AS DOUBLE)");
        return [rows.clone(), rows];
    }
    let total = |bound: &dyn Fn(&str) -> String| {
        let columns = amount.sum.iter();
        let each = columns.map(|column| format!("COALESCE(SUM(CASE WHEN {counts} THEN {} END), 0.0)", bound(column)));
        each.collect::<Vec<_>>().join(" + ")
    };
    let open = amount.sum.iter().map(|column| {
        let unbounded = format!("{} IS NOT NULL AND {} IS NULL", cells.low(column), cells.high(column));
        format!("COUNT(CASE WHEN {counts} AND {unbounded} THEN 1 END)")
    });
    let open = open.collect::<Vec<_>>().join(" + ");
    let high = total(&|column| cells.high(column));
    [
        total(&|column| cells.low(column)),
        format!("CASE WHEN {open} = 0 THEN {high} END"),
    ]
}

/// The mean of the one or two middle numbers.
fn median(shape: &Shape, grouped: &Grouped<'_>) -> String {
    let Shape::Median { column, that } = shape else {
        return String::new();
    };
    let Grouped { rows, by, cells, .. } = grouped;
    let (number, that) = (cells.number(column), all(that, *cells));
    let middle = "AVG(number)";
    format!(
        "SELECT {by}, {}\nFROM (\n  SELECT {by}, {number} AS number, ROW_NUMBER() OVER (PARTITION BY {by} ORDER BY {number}) AS nth,\n    \
         COUNT(*) OVER (PARTITION BY {by}) AS numbers\n  FROM {rows}\n  WHERE {that} AND {number} IS NOT NULL\n) AS ordered\n\
         WHERE nth * 2 >= numbers AND nth * 2 <= numbers + 2\nGROUP BY {by}",
        bounds([NONE, NONE, NONE, NONE, middle, middle])
    )
}

/// The greatest number of one row.
fn largest(of: &str, grouped: &Grouped<'_>) -> String {
    let Grouped { rows, by, cells, .. } = grouped;
    let (low, high) = (cells.low(of), cells.high(of));
    let least = format!("MAX({low})");
    let most = format!("CASE WHEN COUNT({high}) = COUNT(*) THEN MAX({high}) END");
    format!(
        "SELECT {by}, {}\nFROM {rows}\nWHERE {low} IS NOT NULL\nGROUP BY {by}",
        bounds([&least, &most, NONE, NONE, NONE, NONE])
    )
}

/// Cases judged good, of all cases with a grade: by their overall row, else by the lower median of their grades.
#[expect(clippy::too_many_lines, reason = "four selects, one within the other")]
fn judged(shape: &Shape, grouped: &Grouped<'_>) -> String {
    let Shape::Judged {
        case,
        grade,
        order,
        good,
        overall,
    } = shape
    else {
        return String::new();
    };
    let Grouped { rows, by, cells, .. } = grouped;
    let words: Vec<String> = grade.iter().map(|column| cells.word(column)).collect();
    let grades = order
        .iter()
        .enumerate()
        .map(|(at, word)| format!("WHEN {} THEN {at}", text(word)));
    let rank = format!(
        "CASE COALESCE({}, '') {} END",
        words.join(", "),
        grades.collect::<Vec<_>>().join(" ")
    );
    let is_good = order.iter().enumerate().filter(|(_, word)| good.contains(word));
    let is_good: Vec<String> = is_good.map(|(at, _)| at.to_string()).collect();
    let whole = overall
        .as_ref()
        .map_or("1 = 0".to_string(), |one| all(std::slice::from_ref(one), *cells));
    let keys: Vec<String> = case
        .iter()
        .map(|column| format!("COALESCE({}, '')", cells.word(column)))
        .collect();
    let named = |at: usize| format!("case_{at}");
    let keyed: Vec<String> = keys
        .iter()
        .enumerate()
        .map(|(at, key)| format!("{key} AS {}", named(at)))
        .collect();
    let cases: Vec<String> = (0..keys.len()).map(named).collect();
    let (keyed, cases) = (keyed.join(", "), cases.join(", "));
    let made = format!(
        "CAST(SUM(CASE WHEN COALESCE(overall, middle) IN ({}) THEN 1 ELSE 0 END) AS DOUBLE)",
        is_good.join(", ")
    );
    format!(
        "SELECT {by}, {}\nFROM (\n  SELECT {by}, {cases}, MAX(CASE WHEN nth * 2 - 2 <= grades AND grades < nth * 2 THEN grade END) AS middle,\n    \
         MAX(CASE WHEN whole = 1 AND latest = 1 THEN grade END) AS overall\n  FROM (\n    SELECT {by}, {cases}, grade, whole,\n      \
         ROW_NUMBER() OVER (PARTITION BY {by}, {cases} ORDER BY grade) AS nth,\n      \
         ROW_NUMBER() OVER (PARTITION BY {by}, {cases}, whole ORDER BY {latest}) AS latest,\n      \
         COUNT(*) OVER (PARTITION BY {by}, {cases}) AS grades\n    FROM (\n      SELECT {by}, {keyed}, {rank} AS grade, CASE WHEN {whole} THEN 1 ELSE 0 END AS whole,\n        \
         source_file, source_cell\n      FROM {rows}\n    ) AS graded\n    WHERE grade IS NOT NULL\n  ) AS ranked\n  GROUP BY {by}, {cases}\n) AS cases\nGROUP BY {by}",
        bounds([
            &made,
            &made,
            "CAST(COUNT(*) AS DOUBLE)",
            "CAST(COUNT(*) AS DOUBLE)",
            NONE,
            NONE
        ]),
        latest = by_place("DESC"),
    )
}

/// Organisations of some types that returned, of those asked; where only returns in time count, no part of one may be late.
fn returned((types, in_time): (&[String], bool), asked: &Asked, grouped: &Grouped<'_>) -> String {
    let Grouped { rows, by, cells, .. } = grouped;
    let organisation = format!("COALESCE({}, {}, '')", cells.word("organisation"), cells.word("sender"));
    let area = format!("COALESCE({}, '')", cells.word("area"));
    let late = match in_time {
        true => format!(
            "CASE WHEN CAST(received AS VARCHAR) > {} THEN 1 ELSE 0 END",
            due_on(grouped)
        ),
        false => "0".to_string(),
    };
    let came = "CAST(COUNT(CASE WHEN late = 0 THEN 1 END) AS DOUBLE)";
    // Every quarter is in the grouping, so its base is the same for all rows of a group.
    let base = match asked {
        Asked::ExpectedAgencies => format!("MAX({})", asked_of(asked, grouped)),
        // More may return than policy knows of.
        Asked::InScope(_) => {
            let in_scope = asked_of(asked, grouped);
            format!("CASE WHEN COUNT(*) > {in_scope} THEN CAST(COUNT(*) AS DOUBLE) ELSE {in_scope} END")
        }
    };
    format!(
        "SELECT {by}, {}\nFROM (\n  SELECT {by}, of_quarter, who, place, MAX(is_late) AS late\n  FROM (\n    \
         SELECT {by}, quarter AS of_quarter, {organisation} AS who, {area} AS place, {late} AS is_late\n    FROM {rows}\n    \
         WHERE {} IN {}\n  ) AS sent\n  GROUP BY {by}, of_quarter, who, place\n) AS came\nGROUP BY {by}",
        bounds([came, came, &base, &base, NONE, NONE]),
        name("organisation_type"),
        list(types)
    )
}

/// The day, as `2026-10-30`, on which the returns of a row's quarter were due: written out for the quarters in which they were.
fn due_on(grouped: &Grouped<'_>) -> String {
    let setting = grouped.setting;
    let quarters: Vec<Period> = match setting.due.get(&grouped.cells.0.id) {
        Some(due) => due.clone(),
        None => setting.until.back(QUARTERS_BACK).to(setting.until).collect(),
    };
    let arms = quarters.into_iter().map(|period| {
        let day = period.last_day() + chrono::Days::new(u64::from(setting.due_days));
        format!(
            "WHEN {} THEN {}",
            text(&period.to_string()),
            text(&day.format("%Y-%m-%d").to_string())
        )
    });
    match arms.collect::<Vec<_>>().as_slice() {
        [] => "'9999-12-31'".to_string(),
        arms => format!("CASE quarter {} ELSE '9999-12-31' END", arms.join(" ")),
    }
}

/// How many were asked for a return in a quarter.
fn asked_of(asked: &Asked, grouped: &Grouped<'_>) -> String {
    let setting = grouped.setting;
    match asked {
        Asked::InScope(kind) => {
            let all = &setting.catalogue.policy().organisations_in_scope;
            format!("CAST({} AS DOUBLE)", all.get(kind).copied().unwrap_or_default())
        }
        Asked::ExpectedAgencies => {
            let feed = &grouped.cells.0.id;
            let count = |period: Period| {
                let asked = setting.agencies.iter().filter(|agency| agency.sends(feed));
                asked
                    .filter(|agency| agency.existed(period.first_day(), period.last_day()))
                    .count()
            };
            // Membership changes now and then; one arm for each number, newest first.
            let mut arms = vec![];
            let mut at = setting.until;
            for period in setting.until.back(QUARTERS_BACK).to(setting.until).rev() {
                if count(period) != count(at) {
                    arms.push(format!(
                        "WHEN of_quarter > {} THEN {}",
                        text(&period.to_string()),
                        count(at)
                    ));
                    at = period;
                }
            }
            match arms.is_empty() {
                true => format!("CAST({} AS DOUBLE)", count(at)),
                false => format!("CAST(CASE {} ELSE {} END AS DOUBLE)", arms.join(" "), count(at)),
            }
        }
    }
}

/// How far back the membership of agencies is written out: twenty-five years.
const QUARTERS_BACK: i32 = 100;
