//! However untidily a value is written, it reads back as itself, or with a finding at its cell: never as another value in silence.

use crate::example_run::{cell, paqa_at};
use paqa::domain::Table;
use paqa::pipeline::Printed;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// Whole numbers as a count may be.
const COUNTS: [u64; 8] = [0, 4, 7, 12, 85, 310, 1_234, 24_680];
/// Percentages as an agency prints them.
const SHARES: [f64; 5] = [0.5, 7.0, 27.3, 85.0, 99.6];

/// Thousands parted by a separator.
fn grouped(number: u64, separator: &str) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push_str(separator);
        }
        out.push(digit);
    }
    out
}

/// Forty ways of writing a count.
#[expect(clippy::too_many_lines, reason = "one way of writing a line")]
fn ways_of_a_count(number: u64) -> Vec<String> {
    let plain = number.to_string();
    let mut ways: Vec<String> = [
        " {}",
        "{} ",
        "\u{a0}{}\u{a0}",
        "'{}",
        "{}.0",
        "{}.00",
        "{}.000",
        "0{}",
        "+{}",
        "{}*",
        "{}**",
        "{} (r)",
        "{} (p)",
        "{}\u{2020}",
        "{} [1]",
        "{} (2)",
        "c.{}",
        "c {}",
        "approx {}",
        "~{}",
        "about {}",
        "{} approx",
        "{} cases",
        "{} children",
        "{}?",
        "{}!",
        "({})",
        "{}-",
        "{}.",
        "n={}",
        "\u{200b}{}",
        "{}\n",
        "\t{}",
        "{}\u{b9}",
        "={}",
        "\u{201c}{}\u{201d}",
        "{}p",
        "{}r",
    ]
    .iter()
    .map(|way| way.replace("{}", &plain))
    .collect();
    ways.push(grouped(number, ","));
    ways.push(grouped(number, " "));
    ways.push(grouped(number, "\u{2009}"));
    ways.push(grouped(number, "."));
    ways.push(grouped(number, "'"));
    ways.push(format!("{}k", number as f64 / 1000.0));
    ways.push(
        plain
            .chars()
            .map(|digit| char::from_u32(digit as u32 + 0xFEE0).unwrap_or(digit))
            .collect(),
    );
    ways
}

/// Forty ways of writing a percentage.
fn ways_of_a_share(number: f64) -> Vec<String> {
    let plain = number.to_string();
    let mut ways: Vec<String> = [
        "{}%",
        "{} %",
        " {}%",
        "{}% ",
        "{}\u{a0}%",
        "{}%*",
        "{}% (r)",
        "{} per cent",
        "{}percent",
        "{} percent",
        "c.{}%",
        "approx {}%",
        "~{}%",
        "about {}%",
        "{}% approx",
        "{}pc",
        "{} pct",
        "{}\u{ff05}",
        "'{}%",
        "{}%.",
        "({}%)",
        "+{}%",
        "{}%\u{2020}",
        "{}% [1]",
        "{}% (2)",
        "{}%?",
        "\u{201c}{}%\u{201d}",
        "\t{}%",
        "{}%\n",
        "{}00%",
        "0{}%",
        "{} % p",
        "{}% of cases",
        "{} in 100",
        "{}:100",
    ]
    .iter()
    .map(|way| way.replace("{}", &plain))
    .collect();
    ways.push(format!("{}%", plain.replace('.', ",")));
    ways.push(format!("{number:.2}%"));
    ways.push(format!("{number:.3}%"));
    ways.push(format!("{}", number / 100.0));
    ways.push(format!("{:.4}", number / 100.0));
    ways
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// One value as written, in its row.
struct Written {
    indicator: String,
    area: String,
    text: String,
    value: f64,
}

/// The rows of `unit`: every value in every way, each about another indicator and district.
fn written(unit: &str, values: impl Iterator<Item = (f64, Vec<String>)>) -> Vec<Written> {
    let catalogue = paqa::catalogue::Catalogue::built_in().unwrap();
    let of_unit = |indicator: &&paqa::catalogue::Indicator| {
        let unit_of = serde_json::to_string(&indicator.unit).unwrap();
        unit_of.trim_matches('"') == unit && indicator.due_quarters.contains(&2)
    };
    let indicators: Vec<&str> = catalogue
        .indicators()
        .iter()
        .filter(of_unit)
        .map(|one| one.id.as_str())
        .collect();
    let districts = [
        "Basildon",
        "Braintree",
        "Brentwood",
        "Castle Point",
        "Chelmsford",
        "Colchester",
        "Epping Forest",
        "Harlow",
        "Maldon",
        "Rochford",
        "Tendring",
    ];
    let mut places = indicators
        .iter()
        .flat_map(|id| districts.iter().map(move |area| (*id, *area)));
    let mut rows = vec![];
    for (value, ways) in values {
        for text in ways {
            let (indicator, area) = places.next().expect("enough indicators and districts");
            rows.push(Written {
                indicator: indicator.to_owned(),
                area: area.to_owned(),
                text,
                value,
            });
        }
    }
    rows
}

fn listed(words: &[&str], board: &Path) -> Table {
    match paqa_at(words, board).printed {
        Printed::List(table) => table,
        other => panic!("{words:?} printed no list: {other:?}"),
    }
}

/// Values that came back as others without a finding at their cell.
fn silently_wrong(rows: &[Written], column: &str) -> Vec<String> {
    let board = tempfile::tempdir().unwrap();
    let faults = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/faults/board");
    for name in ["board.toml", "agencies.csv", "areas.csv", "populations.csv"] {
        std::fs::copy(faults.join(name), board.path().join(name)).unwrap();
    }
    let mut csv = String::from("indicator,area,period,value\n");
    for row in rows {
        writeln!(csv, "{},{},2026-27 Q2,{}", row.indicator, row.area, quoted(&row.text)).unwrap();
    }
    let inbox = board.path().join("inbox/2026-27-Q2/essex-social-care");
    std::fs::create_dir_all(&inbox).unwrap();
    std::fs::write(inbox.join("untidy.csv"), csv).unwrap();
    let findings = listed(&["ingest", "--period", "2026-27-Q2"], board.path());
    let said: Vec<String> = (0..findings.rows.len()).map(|at| cell(&findings, at, "cell")).collect();
    let held = listed(&["rows", "dashboard"], board.path());
    let mut read: BTreeMap<String, (String, String)> = BTreeMap::new();
    for at in 0..held.rows.len() {
        let state = cell(&held, at, &format!("{column}_state"));
        read.insert(cell(&held, at, "source_cell"), (state, cell(&held, at, column)));
    }
    // A line break inside quotation marks makes no row, so that rows count as they were written.
    let wrong = rows.iter().enumerate().filter_map(|(at, row)| {
        let place = format!("D{}", at + 2);
        let (state, number) = read.get(&place).cloned().unwrap_or_default();
        let itself = state == "number" && number.parse() == Ok(row.value);
        let is_said = said.iter().any(|cell| covers(cell, at + 2));
        (!itself && !is_said).then(|| format!("{:?} for {} became {state} {number}", row.text, row.value))
    });
    wrong.collect()
}

/// Whether a cell or a stretch of column D holds a row.
fn covers(cell: &str, row: usize) -> bool {
    let number = |name: &str| name.strip_prefix('D').and_then(|digits| digits.parse::<usize>().ok());
    match cell.split_once(':') {
        Some((first, last)) => number(first)
            .zip(number(last))
            .is_some_and(|(first, last)| (first..=last).contains(&row)),
        None => number(cell) == Some(row),
    }
}

#[test]
fn a_count_written_in_forty_untidy_ways_reads_back_as_itself_or_with_a_finding() {
    let values = COUNTS.iter().map(|number| (*number as f64, ways_of_a_count(*number)));
    assert!(ways_of_a_count(12).len() >= 40);
    let wrong = silently_wrong(&written("count", values), "numerator");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_percentage_written_in_forty_untidy_ways_reads_back_as_itself_or_with_a_finding() {
    let values = SHARES.iter().map(|number| (*number, ways_of_a_share(*number)));
    assert!(ways_of_a_share(12.0).len() >= 40);
    let wrong = silently_wrong(&written("percent", values), "value");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
