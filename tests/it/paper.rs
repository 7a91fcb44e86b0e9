//! The exception paper of the example board against what `series`, `exceptions` and `status` print.

use crate::example_run::{board, cell, list};
use paqa::domain::Table;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};

fn html() -> String {
    std::fs::read_to_string(board().join("reports/2026-27-Q2/exception-paper.html")).expect("the paper")
}

/// The text of a piece of HTML, tags taken out and entities put back.
fn text(html: &str) -> String {
    let plain = Regex::new("<[^>]*>").unwrap().replace_all(html, " ").to_string();
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

/// Indicator, area and agency, empty where it is no agency's own part.
type Whose = [String; 3];
/// Value, numerator, denominator, low, high.
type Figures = [Option<f64>; 5];

/// Every series of the indicators by whose it is and by period.
fn series(indicators: &[&str]) -> BTreeMap<Whose, BTreeMap<String, Figures>> {
    let mut found: BTreeMap<Whose, BTreeMap<String, Figures>> = BTreeMap::new();
    for by in ["county", "quadrant", "district", "other", "agency"] {
        let words: Vec<&str> = ["series"]
            .into_iter()
            .chain(indicators.iter().copied())
            .chain(["--by", by])
            .collect();
        let table = list(&words);
        for row in 0..table.rows.len() {
            let whose = ["indicator", "area", "agency"].map(|column| cell(&table, row, column));
            let number = |column: &str| cell(&table, row, column).parse().ok();
            let figures = ["value", "numerator", "denominator", "low", "high"].map(number);
            found
                .entry(whose)
                .or_default()
                .insert(cell(&table, row, "period"), figures);
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

/// Whether a percentage of a base under 20 is told as its two counts: `2 of 3`.
fn says_parts(printed: &str, percentage: f64) -> bool {
    let parts = Regex::new(r"(\d+) of (\d+)").unwrap();
    parts.captures_iter(printed).any(|found| {
        let [part, base] = [1, 2].map(|at| found[at].parse::<f64>().unwrap());
        base < 20.0 && (100.0 * part / base - percentage).abs() < 1e-6
    })
}

#[test]
fn abbreviations_that_the_paper_uses_are_spelt_out_in_it_once() {
    let paper = html();
    let how = paper
        .split("id=\"method\"")
        .nth(1)
        .and_then(|rest| rest.split("</section>").next())
        .expect("the half page");
    for (short, long) in [
        ("LADO", "local authority designated officer"),
        ("MARAC", "multi-agency risk assessment conference"),
        ("FGM", "female genital mutilation"),
    ] {
        assert!(text(&paper).matches(short).count() > 1, "{short}");
        assert_eq!(
            how.matches(&format!("<dt>{short}</dt><dd>{long}")).count(),
            1,
            "{short}: {how}"
        );
    }
    // What the paper does not use is not explained.
    assert!(!text(&paper).contains("EWMHS"));
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
    let numbers = Regex::new(r"\d[\d,]*\.?\d*").unwrap();
    for line in &front {
        let row = ranks[&line[0]];
        let value: Option<f64> = cell(&exceptions, row, "value").parse().ok();
        let printed = line[1].clone();
        // Where several records are told as one, the row counts the records; the figure stands in the block.
        if printed.starts_with("Actions and challenges that wait") {
            continue;
        }
        if let Some(value) = value.filter(|_| !printed.contains("[c]")) {
            let said = numbers
                .find_iter(&printed)
                .any(|found| is_rounding(found.as_str(), value));
            assert!(said || says_parts(&printed, value), "{printed} does not say {value}");
        }
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "one comparison after the other")]
fn each_figure_of_each_block_is_that_of_the_series() {
    let (exceptions, ranks) = ranked();
    let blocks = blocks();
    assert_eq!(blocks.len(), ranks.len());
    let ids: Vec<String> = ranks.values().map(|row| cell(&exceptions, *row, "indicator")).collect();
    // What a register says has no series.
    let ids: BTreeSet<&str> = ids.iter().map(String::as_str).filter(|id| !id.is_empty()).collect();
    let all = series(&ids.into_iter().collect::<Vec<_>>());
    let mut compared = 0;
    for (rank, block) in blocks {
        let row = ranks[&rank];
        let [indicator, area, agency] = ["indicator", "area", "agency"].map(|column| cell(&exceptions, row, column));
        let figures = block
            .split("<caption>")
            .find(|part| part.contains(", by quarter</caption>"))
            .unwrap_or_default();
        let whose = [
            [indicator.clone(), area.clone(), String::new()],
            [indicator.clone(), area.clone(), agency],
        ];
        for line in rows(figures) {
            let known: Vec<Figures> = whose
                .iter()
                .filter_map(|whose| all.get(whose)?.get(&line[0]).copied())
                .collect();
            let agrees = |printed: &str, at: usize| match printed {
                "[c]" | "[x]" | "[z]" | "[low]" => true,
                // A count has no base.
                "–" => known.iter().any(|known| known[at].is_none()),
                // Under a base of 20 a share is printed as its parts.
                printed if printed.contains(" of ") => known.iter().any(|known| {
                    let parts: Vec<&str> = printed.split(" of ").collect();
                    parts.len() == 2
                        && known[1].is_some_and(|n| is_rounding(parts[0], n))
                        && known[2].is_some_and(|n| is_rounding(parts[1], n))
                }),
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
