//! Words that say that a row or a column is the sum of others.

use crate::catalogue::plain;
use crate::ingest::words::tidy;

/// Whether a word says that a row or column is the sum of others.
pub fn is_total(written: &str) -> bool {
    const TOTALS: [&str; 22] = [
        "total",
        "totals",
        "grand total",
        "sub total",
        "subtotal",
        "overall total",
        "all",
        "overall",
        "sum",
        "all areas",
        "all agencies",
        "all organisations",
        "all districts",
        "all quadrants",
        "county total",
        "countywide",
        "county wide",
        "total all",
        "all total",
        "column total",
        "row total",
        "combined",
    ];
    let simple = plain(&tidy(written));
    TOTALS.contains(&simple.as_str()) || sums_a_kind(&simple) || is_of_accounts(&simple)
}

/// `Total income`, `of which in kind`, `Balance brought forward`: a line of accounts, which is no partner's.
fn is_of_accounts(simple: &str) -> bool {
    const LINES: [&str; 10] = [
        "total income",
        "income total",
        "total contributions",
        "total funding",
        "total expenditure",
        "expenditure",
        "balance brought forward",
        "balance carried forward",
        "surplus",
        "deficit",
    ];
    LINES.contains(&simple) || simple.starts_with("of which in kind")
}

/// Whether a word says that a row is the mean of others: `Average`, `Overall average`, `262-21 average`.
pub fn is_average(written: &str) -> bool {
    const ENDS: [&str; 4] = ["average", "averages", "mean", "average score"];
    let simple = plain(&tidy(written));
    let ends_so = |end: &&str| simple == **end || simple.ends_with(&format!(" {end}"));
    ENDS.iter().any(ends_so) || simple.starts_with("average of ") || simple.starts_with("mean of ")
}

/// `All sectors`, `Total for all sessions`: everything of what the rows or columns of some list are.
fn sums_a_kind(simple: &str) -> bool {
    const KINDS: [&str; 27] = [
        "sectors",
        "sessions",
        "courses",
        "referrers",
        "concerns",
        "categories",
        "measures",
        "sources",
        "channels",
        "partners",
        "members",
        "meetings",
        "domains",
        "cases",
        "types",
        "localities",
        "boroughs",
        "settings",
        "services",
        "teams",
        "standards",
        "questions",
        "events",
        "campaigns",
        "themes",
        "groups",
        "outcomes",
    ];
    let rest = ["total for ", "total of ", "total across ", "total "]
        .iter()
        .find_map(|lead| simple.strip_prefix(lead));
    let kind = rest.unwrap_or(simple).strip_prefix("all ");
    kind.is_some_and(|kind| KINDS.contains(&kind))
}

/// A name without the word `total` and its like: `Essex total` leaves `essex`; `None` when there is no such word.
pub fn without_total(written: &str) -> Option<String> {
    let simple = plain(&tidy(written));
    let words: Vec<&str> = simple
        .split(' ')
        .filter(|word| {
            ![
                "total", "totals", "overall", "subtotal", "sub", "grand", "all", "combined",
            ]
            .contains(word)
        })
        .collect();
    let shorter = words.join(" ");
    (shorter != simple && !shorter.is_empty()).then_some(shorter)
}
