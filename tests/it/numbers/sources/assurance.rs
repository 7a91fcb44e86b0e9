//! Counts of case audits, practice reviews, risks and challenges, from the rows of their feeds.

use super::board_work::newest;
use super::{Lists, Row, Said, number};
use crate::numbers::spots::Spot;
use crate::numbers::when;
use chrono::NaiveDate;

/// The last day of the quarter.
const END: &str = "2026-09-30";

/// The grade that holds: the panel's where there is one.
fn grade(row: &Row) -> &str {
    match row["moderated_grade"].as_str() {
        "" => &row["grade"],
        moderated => moderated,
    }
}

/// The judgements of an audit; those about a domain, or all but the overall ones.
fn judgements<'a>(lists: &'a Lists, audit: &str, domain: Option<&str>) -> Vec<&'a Row> {
    let its = lists.rows["case-audits"].iter().filter(|row| row["audit"] == audit);
    let is_it = |row: &&Row| match domain {
        Some(domain) => row["domain"].eq_ignore_ascii_case(domain),
        None => row["domain"] != "overall",
    };
    its.filter(is_it).collect()
}

/// How many of some judgements have a grade, in capitals or not.
fn with(rows: &[&Row], word: &str) -> f64 {
    rows.iter().filter(|row| grade(row).eq_ignore_ascii_case(word)).count() as f64
}

/// The name of the audit that a section is about.
fn audit(lists: &Lists, spot: &Spot) -> String {
    let its = newest(lists, "case-audits");
    let named = its
        .iter()
        .find(|row| spot.heads.iter().any(|head| head.contains(&row["audit"])));
    named.map_or(String::new(), |row| row["audit"].clone())
}

/// Grades of an audit that the panel changed to better or worse, of all that it gave.
fn changed(lists: &Lists, audit: &str, is_better: bool) -> Vec<f64> {
    let order = ["inadequate", "requires improvement", "good", "outstanding"];
    let place = |word: &str| order.iter().position(|one| *one == word);
    let its: Vec<&Row> = lists.rows["case-audits"]
        .iter()
        .filter(|row| row["audit"] == audit && row["domain"] != "overall")
        .collect();
    let moderated: Vec<_> = its
        .iter()
        .filter_map(|row| place(&row["grade"]).zip(place(&row["moderated_grade"])))
        .collect();
    let moved = moderated
        .iter()
        .filter(|(own, panel)| if is_better { panel > own } else { panel < own });
    vec![moved.count() as f64, moderated.len() as f64]
}

/// A cell about audits.
fn audited(lists: &Lists, spot: &Spot) -> Vec<f64> {
    let domain = judgements(lists, &audit(lists, spot), Some(&spot.row));
    let its = judgements(lists, &spot.row, None);
    match spot.column.as_str() {
        "Judgements" => vec![domain.len() as f64],
        "Outstanding" | "Good" | "Requires improvement" | "Inadequate" => vec![with(&domain, &spot.column)],
        "Cases" => {
            let cases: std::collections::BTreeSet<&String> = its.iter().map(|row| &row["case"]).collect();
            vec![cases.len() as f64]
        }
        "Judgements good or better" => vec![with(&its, "good") + with(&its, "outstanding"), its.len() as f64],
        "Lowered by the panel" => changed(lists, &spot.row, false),
        "Raised by the panel" => changed(lists, &spot.row, true),
        _ => vec![],
    }
}

/// The line of a risk in a quarter, and its score.
fn risk<'a>(lists: &'a Lists, risk: &str, quarter: &str) -> Option<&'a Row> {
    lists.rows["risks"]
        .iter()
        .find(|row| row["risk"] == risk && row["source_file"].starts_with(quarter))
}

fn score(row: &Row) -> f64 {
    number(row, "likelihood") * number(row, "impact")
}

/// A cell of the risk register.
fn register(lists: &Lists, spot: &Spot) -> Vec<f64> {
    let id = spot.row.split(' ').next().unwrap_or_default();
    let of = |quarter: &str, what: fn(&Row) -> f64| risk(lists, id, quarter).map(what);
    let found = match spot.column.as_str() {
        "Likelihood" => of(when::QUARTER, |row| number(row, "likelihood")),
        "Impact" => of(when::QUARTER, |row| number(row, "impact")),
        "Score" => of(when::QUARTER, score),
        "A year ago" => of("2025-26-Q2", score),
        "Target" => of(when::QUARTER, |row| number(row, "target")),
        // It says what the score was before it first rose, in the quarter after this one.
        "Actions beside it" => of("2025-26-Q3", score),
        _ => None,
    };
    found.into_iter().collect()
}

/// Actions from practice reviews as they stand: overdue, open in time, complete without and with a sample, and with their impact told.
fn standing(lists: &Lists, words: &str) -> Vec<f64> {
    let all = newest(lists, "actions");
    let its: Vec<&&Row> = all.iter().filter(|row| row["source"] == "practice-review").collect();
    let is_done = |row: &Row| row["status"] == "complete";
    let is_late = |row: &Row| row["due"].as_str() <= END;
    let count = |is_it: &dyn Fn(&Row) -> bool| its.iter().filter(|row| is_it(row)).count() as f64;
    vec![match words {
        "overdue" => count(&|row| !is_done(row) && is_late(row)),
        "open, not overdue" => count(&|row| !is_done(row) && !is_late(row)),
        "complete, no evidence of impact" => count(&|row| is_done(row) && row["impact"].is_empty()),
        "complete and sampled" => count(&|row| is_done(row) && is_sample(&row["impact"])),
        _ => count(&|row| is_done(row) && !row["impact"].is_empty() && !is_sample(&row["impact"])),
    }]
}

/// Whether what is told of an impact was looked at: a sample or an audit.
fn is_sample(impact: &str) -> bool {
    ["sample", "Audit", "audit"].iter().any(|word| impact.contains(word))
}

/// What is counted of audits, reviews, risks and challenges.
pub const SAID: &[Said] = &[
    Said {
        on: "assurance",
        words: r"^(\d+)(?: of (\d+))?$",
        count: |lists, spot, _| match audited(lists, spot) {
            none if none.is_empty() => register(lists, spot),
            found => found,
        },
    },
    Said {
        on: "assurance",
        words: r"Up from (\d+) since",
        count: |lists, spot, _| register(lists, spot),
    },
    Said {
        on: "assurance",
        words: r"^The panel lowered (\d+) of (\d+) grades and raised (\d+|none)",
        count: |lists, spot, _| {
            let of = |is_better| changed(lists, &audit(lists, spot), is_better);
            [of(false), of(true)].concat()
        },
    },
    Said {
        on: "assurance",
        words: r"Most often below good: (?P<domain>[a-z -]+), (\d+) of (\d+) judgements",
        count: |lists, spot, captures| {
            let its = judgements(lists, &audit(lists, spot), Some(&captures["domain"]));
            let below = with(&its, "requires improvement") + with(&its, "inadequate");
            vec![below, its.len() as f64]
        },
    },
    Said {
        on: "assurance",
        words: r"^Open actions from case audits: (\d+)\.",
        count: |lists, _, _| {
            let all = newest(lists, "actions");
            let open = all
                .iter()
                .filter(|row| row["source"] == "case-audit" && row["status"] != "complete");
            vec![open.count() as f64]
        },
    },
    Said {
        on: "assurance",
        words: r"^(\d+)\s+(?P<how>overdue|open, not overdue|complete, no evidence of impact|complete and sampled|complete, impact told)$",
        count: |lists, _, captures| standing(lists, &captures["how"]),
    },
    Said {
        on: "assurance",
        words: r"^Overdue by (\d+) days$",
        count: |lists, spot, _| {
            let all = newest(lists, "actions");
            let its = all.iter().find(|row| spot.row.starts_with(&row["action"]));
            let due = its.and_then(|row| row["due"].parse::<NaiveDate>().ok());
            due.map_or(vec![], |due| vec![days_to_end(due)])
        },
    },
    Said {
        on: "exception-paper",
        words: r"^(\d+) days? late$",
        count: |lists, spot, _| {
            let of = |feed: &str, is: &dyn Fn(&str) -> bool| {
                let all = newest(lists, feed);
                let its = all.iter().find(|row| is(&row["action"]))?;
                its["due"].parse::<NaiveDate>().ok()
            };
            let action = of("actions", &|id| spot.row.starts_with(&format!("{id}:")));
            let due = action.or_else(|| of("business-plan", &|action| spot.row == action));
            due.map_or(vec![], |due| vec![days_to_end(due)])
        },
    },
    Said {
        on: "assurance",
        words: r"^Open (\d+) days$",
        count: |lists, spot, _| {
            let all = newest(lists, "challenges");
            let its = all.iter().find(|row| spot.row == row["challenge"]);
            let raised = its.and_then(|row| row["raised"].parse::<NaiveDate>().ok());
            raised.map_or(vec![], |raised| vec![days_to_end(raised)])
        },
    },
    Said {
        on: "agencies/",
        words: r"Challenge (?P<id>\w+): .*\(open for (\d+) days at the end of the quarter\)",
        count: |lists, _, found| {
            let all = newest(lists, "challenges");
            let its = all.iter().find(|row| row["challenge"] == found["id"]);
            let raised = its.and_then(|row| row["raised"].parse::<NaiveDate>().ok());
            raised.map_or(vec![], |raised| vec![days_to_end(raised)])
        },
    },
    Said {
        on: "assurance",
        words: r"^(\d+) of (\d+) challenges are open$",
        count: |lists, _, _| {
            let all = newest(lists, "challenges");
            let open = all.iter().filter(|row| row["closed"].is_empty());
            vec![open.count() as f64, all.len() as f64]
        },
    },
    Said {
        on: "assurance",
        words: r"^(\d+) open of (\d+)$",
        count: |lists, spot, _| beside(lists, spot),
    },
];

fn days_to_end(from: NaiveDate) -> f64 {
    (END.parse::<NaiveDate>().expect("a day") - from).num_days() as f64
}

/// Actions whose reference names the risk: open ones, and all.
fn beside(lists: &Lists, spot: &Spot) -> Vec<f64> {
    let id = spot.row.split(' ').next().unwrap_or_default();
    let all = newest(lists, "actions");
    let its: Vec<&&Row> = all
        .iter()
        .filter(|row| row["reference"].split(' ').any(|word| word == id))
        .collect();
    let open = its.iter().filter(|row| row["status"] != "complete").count();
    vec![open as f64, its.len() as f64]
}
