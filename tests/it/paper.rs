//! The exception paper of the example board against what `series`, `exceptions` and `status` print.

use crate::example_run::{board, cell, list};
use paqa::domain::Table;
use regex::Regex;
use std::collections::BTreeMap;

fn html() -> String {
    std::fs::read_to_string(board().join("reports/2026-27-Q2/exception-paper.html")).expect("the paper")
}

/// The text of a piece of HTML, tags taken out and entities put back.
fn text(html: &str) -> String {
    let plain = Regex::new("<[^>]*>").unwrap().replace_all(html, "").to_string();
    let put_back = [
        ("&amp;", "&"),
        ("&#x27;", "'"),
        ("&quot;", "\""),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&ensp;", " "),
    ];
    put_back
        .iter()
        .fold(plain, |text, (entity, letter)| text.replace(entity, letter))
        .trim()
        .to_string()
}

/// The cells of each row of a table's body.
fn rows(table: &str) -> Vec<Vec<String>> {
    let row = Regex::new(r"(?s)<tr[^>]*>(.*?)</tr>").unwrap();
    let cell = Regex::new(r"(?s)<t[hd][^>]*>(.*?)</t[hd]>").unwrap();
    let body = table.split("<tbody>").nth(1).unwrap_or_default();
    row.captures_iter(body)
        .map(|found| cell.captures_iter(&found[1]).map(|cell| text(&cell[1])).collect())
        .collect()
}

/// The blocks of the paper by rank: name, identity line, whole HTML.
fn blocks() -> Vec<(String, String)> {
    let block = Regex::new(r#"(?s)<section class="block" id="exception-(\d+)".*?</section>"#).unwrap();
    block
        .captures_iter(&html())
        .map(|found| (found[1].to_string(), found[0].to_string()))
        .collect()
}

/// The ranked performance exceptions by rank: row of the list.
fn ranked() -> (Table, BTreeMap<String, usize>) {
    let exceptions = list(&["exceptions", "--period", "2026-27-Q2"]);
    let performance =
        |row: usize| cell(&exceptions, row, "kind") == "performance" && cell(&exceptions, row, "tier") == "exception";
    let ranks = (0..exceptions.rows.len())
        .filter(|row| performance(*row))
        .map(|row| (cell(&exceptions, row, "rank"), row))
        .collect();
    (exceptions, ranks)
}

/// A series by period: value, numerator, denominator, low, high.
fn series(indicator: &str, area: &str, agency: &str) -> BTreeMap<String, [Option<f64>; 5]> {
    let mut found = BTreeMap::new();
    for by in ["county", "quadrant", "district", "other", "agency"] {
        let table = list(&["series", indicator, "--by", by]);
        for row in 0..table.rows.len() {
            let is_agency = cell(&table, row, "agency") == agency;
            if cell(&table, row, "area") == area
                && (is_agency || agency.is_empty() || by != "agency")
                && (by != "agency" || is_agency)
            {
                let number = |column: &str| cell(&table, row, column).parse().ok();
                let line = ["value", "numerator", "denominator", "low", "high"].map(number);
                if !found.contains_key(&cell(&table, row, "period")) || by == "agency" {
                    found.insert(cell(&table, row, "period"), line);
                }
            }
        }
    }
    found
}

/// Whether a printed figure is the rounding of a number.
fn is_rounding(printed: &str, number: f64) -> bool {
    let digits: String = printed
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '.' || *c == '-')
        .collect();
    let Ok(shown) = digits.parse::<f64>() else { return false };
    let decimals = digits.split_once('.').map_or(0, |(_, part)| part.len());
    (shown - number).abs() <= 0.5 * 10f64.powi(-(decimals as i32)) + 1e-9
}

#[test]
fn the_front_page_lists_the_exceptions_that_the_command_lists() {
    let (exceptions, ranks) = ranked();
    let front = html()
        .split("<table class=\"front\">")
        .nth(1)
        .map(|after| after.split("</table>").next().unwrap_or_default().to_string());
    let front = rows(&front.expect("a front table"));
    assert_eq!(front.len(), ranks.len());
    assert!(!front.is_empty());
    for line in &front {
        let row = ranks[&line[0]];
        let value: Option<f64> = cell(&exceptions, row, "value").parse().ok();
        let printed = line[1].clone();
        if let Some(value) = value.filter(|_| !printed.contains("[c]")) {
            let numbers = Regex::new(r"\d[\d,]*\.?\d*").unwrap();
            assert!(
                numbers
                    .find_iter(&printed)
                    .any(|found| is_rounding(found.as_str(), value)),
                "{printed} does not say {value}"
            );
        }
    }
}

#[test]
fn each_figure_of_each_block_is_that_of_the_series() {
    let (exceptions, ranks) = ranked();
    let blocks = blocks();
    assert_eq!(blocks.len(), ranks.len());
    let mut compared = 0;
    for (rank, block) in blocks {
        let row = ranks[&rank];
        let [indicator, area, agency] = ["indicator", "area", "agency"].map(|column| cell(&exceptions, row, column));
        let figures = block
            .split("<caption>")
            .find(|part| part.contains(", by quarter</caption>"))
            .unwrap_or_default();
        let whole = series(&indicator, &area, "");
        let own = series(&indicator, &area, &agency);
        for line in rows(figures) {
            let known: Vec<[Option<f64>; 5]> = [&whole, &own]
                .iter()
                .filter_map(|series| series.get(&line[0]).copied())
                .collect();
            let agrees = |printed: &str, at: usize| match printed {
                "[c]" | "[x]" | "[z]" | "[low]" => true,
                printed if printed.contains(" to ") => known.iter().any(|known| known[3].is_some()),
                printed => known
                    .iter()
                    .any(|known| known[at].is_some_and(|number| is_rounding(printed, number))),
            };
            assert!(
                agrees(&line[1], 0),
                "{indicator} {area} {}: {} is not in {known:?}",
                line[0],
                line[1]
            );
            assert!(
                agrees(&line[2], 1),
                "{indicator} {area} {}: {} is not in {known:?}",
                line[0],
                line[2]
            );
            assert!(
                agrees(&line[3], 2),
                "{indicator} {area} {}: {} is not in {known:?}",
                line[0],
                line[3]
            );
            compared += 3;
        }
    }
    assert!(compared > 300, "only {compared} figures were compared");
}

#[test]
fn the_counts_of_the_front_page_add_up() {
    let (exceptions, ranks) = ranked();
    let count = |state: &str| {
        ranks
            .values()
            .filter(|row| cell(&exceptions, **row, "state") == state)
            .count()
    };
    assert_eq!(ranks.len(), count("new") + count("continuing") + count("improving"));
    let item = Regex::new(r"<li><strong>([^<]*)</strong> ([^<]*)</li>").unwrap();
    let page = html();
    let counts: Vec<(String, String)> = item
        .captures_iter(&page)
        .map(|found| (found[1].to_string(), found[2].to_string()))
        .collect();
    assert_eq!(counts[1].0, ranks.len().to_string());
    assert_eq!(counts[2].0, count("new").to_string());
    assert_eq!(counts[3].0, (count("continuing") + count("improving")).to_string());
}

#[test]
fn no_count_of_children_from_one_to_five_is_in_the_reports() {
    let shown = std::fs::read_to_string(board().join("reports/2026-27-Q2/exceptions.csv")).expect("the list");
    let small = Regex::new(r"(?m)^\d*,[a-z]+,performance,[^,]*,[^,]*,[^,]*,[^,]*,[1-5],").unwrap();
    assert!(!small.is_match(&shown), "{shown}");
}
