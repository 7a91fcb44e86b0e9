//! Counts of the list of exceptions and of the indicators that are due; the parts of each score.

use super::board_work::newest;
use super::{Lists, Said, count, number};
use crate::example_run::board;
use crate::numbers::known::{Known, is_rounding, numbers, printed};
use crate::numbers::spots::{self, Spot};
use crate::numbers::when;
use crate::page_tree;
use std::collections::BTreeSet;

/// Exceptions about performance, of a state or of any.
fn raised(lists: &Lists, states: &[&str]) -> f64 {
    let of = |state: &&str| {
        count(
            &lists.exceptions,
            &[("kind", "performance"), ("tier", "exception"), ("state", state)],
        )
    };
    match states {
        [] => count(&lists.exceptions, &[("kind", "performance"), ("tier", "exception")]),
        some => some.iter().map(of).sum(),
    }
}

/// Exceptions about performance that are of a concern.
fn of_concern(lists: &Lists, concern: &str) -> f64 {
    count(
        &lists.exceptions,
        &[("kind", "performance"), ("tier", "exception"), ("concern", concern)],
    )
}

/// Exceptions of a tier, whatever they are about.
fn of_tier(lists: &Lists, tier: &str) -> f64 {
    count(&lists.exceptions, &[("tier", tier)])
}

/// Indicators of which the county's series says that a figure was due: `series` has another state than `not-due`, and somebody was
/// asked for it.
fn due(lists: &Lists) -> f64 {
    lists.county.len() as f64 - count(&lists.county, &[("state", "not-due")]) - asked_of_nobody(lists)
}

fn asked_of_nobody(lists: &Lists) -> f64 {
    count(&lists.county, &[("state", "no-return"), ("expected_sources", "")])
}

/// Those among them of which something came: `series` has another state than `no-return`, and what was not measured is a share of none.
fn reported(lists: &Lists) -> f64 {
    let unread = lists.county.iter().filter(|row| row["state"] == "not-measured");
    let unread = unread.filter(|row| row["denominator"] != "0").count();
    due(lists) + asked_of_nobody(lists) - count(&lists.county, &[("state", "no-return")]) - unread as f64
}

/// Indicators that the note of `exceptions` says were tested, and how many of them chance alone would raise.
fn tested(lists: &Lists) -> Vec<f64> {
    let after = lists.note.split_once(": ").map_or("", |(_, after)| after);
    numbers(after)
}

/// Rows of the exception paper's grid that say a movement: what counts of the usual are counted from.
fn grid(movement: &str) -> f64 {
    let page = page("exception-paper");
    let spots = spots::of(&page_tree::read(&page), "exception-paper");
    let told = spots
        .iter()
        .filter(|spot| spot.column == "Movement" && spot.words.trim() == movement);
    told.count() as f64
}

/// A page of the example's papers.
fn page(name: &str) -> String {
    let page = board().join(format!("reports/{}/{name}.html", when::QUARTER));
    std::fs::read_to_string(page).expect("a page")
}

/// Indicators whose next quarter the paper gives: `series` says that none was due, and `catalogue` that one is every year.
fn later(lists: &Lists) -> f64 {
    let is_fixed = |id: &str| {
        lists
            .catalogue
            .iter()
            .any(|row| row["id"] == id && row["frequency"] != "biennial")
    };
    let silent = lists.county.iter().filter(|row| row["state"] == "not-due");
    silent.filter(|row| is_fixed(&row["indicator"])).count() as f64
}

/// Figures of the indicator of a row that are of its newest definition: `series` has a number or a range, and no break since.
fn comparable(lists: &Lists, spot: &Spot) -> f64 {
    let of_row = |row: &&super::Row| spot.row.contains(&row["indicator"]);
    let all: Vec<&super::Row> = lists.county_all.iter().filter(of_row).collect();
    let from = all.iter().rposition(|row| row["flags"].contains("break")).unwrap_or(0);
    let figures = all[from..]
        .iter()
        .filter(|row| ["number", "range"].contains(&row["state"].as_str()));
    figures.count() as f64
}

/// What is said of the lists as a whole.
pub const SAID: &[Said] = &[
    Said {
        on: "",
        words: r"(\d+) exceptions? this quarter",
        count: |lists, _, _| vec![raised(lists, &[])],
    },
    Said {
        on: "",
        words: r"Of (\d+) exceptions, (\d+) are worse than usual",
        count: |lists, _, _| {
            let records = [("kind", "performance"), ("tier", "exception"), ("method", "records")];
            let records = count(&lists.exceptions, &records);
            vec![raised(lists, &[]), of_concern(lists, "worse") - records]
        },
    },
    Said {
        on: "",
        words: r"Of (\d+) exceptions, [a-z]+ (?:is|are) worse than usual",
        count: |lists, _, _| vec![raised(lists, &[])],
    },
    Said {
        on: "",
        words: r"Of (\d+) indicators due, (\d+) are as usual, and (\d+) stand out",
        count: |lists, _, _| {
            let out = ["Worse", "Better", "Unusual"].map(grid);
            vec![due(lists), grid("Usual"), out.iter().sum()]
        },
    },
    Said {
        on: "",
        words: r"(\d+) are withheld or cannot be judged",
        count: |lists, _, _| {
            let judged = [
                "Usual",
                "Worse",
                "Better",
                "Unusual",
                "Usual, on list",
                "Usual, marked",
                "Wider area only",
                "No return",
                "Not measured",
            ]
            .map(grid);
            vec![due(lists) - judged.iter().sum::<f64>()]
        },
    },
    Said {
        on: "",
        words: r"There are (\d+) exceptions",
        count: |lists, _, _| vec![raised(lists, &[])],
    },
    Said {
        on: "",
        words: r"Every indicator at a glance: (\d+) are as usual",
        count: |_, _, _| vec![grid("Usual")],
    },
    Said {
        on: "",
        words: r"^(\d+)\s+(?:with an exception)",
        count: |lists, _, _| vec![raised(lists, &[])],
    },
    Said {
        on: "",
        words: r"^(\d+)\s+new$",
        count: |lists, _, _| vec![raised(lists, &["new"])],
    },
    Said {
        on: "",
        words: r"^(\d+)\s+from before",
        count: |lists, _, _| vec![raised(lists, &["continuing", "improving"])],
    },
    Said {
        on: "",
        words: r"^(\d+)\s+closed",
        count: |lists, _, _| vec![of_tier(lists, "closed")],
    },
    Said {
        on: "",
        words: r"^(\d+)\s+on watch; about (\d+) by chance",
        count: |lists, _, _| {
            let after = count(&lists.exceptions, &[("tier", "watch"), ("state", "after-closing")]);
            vec![of_tier(lists, "watch") - after, tested(lists)[1]]
        },
    },
    Said {
        on: "",
        words: r"(\d+) of (\d+)\s+due indicators reported",
        count: |lists, _, _| vec![reported(lists), due(lists)],
    },
    Said {
        on: "",
        words: r"(\d+) indicators? that (?:was|were) due and not reported",
        count: |lists, _, _| vec![due(lists) - reported(lists)],
    },
    Said {
        on: "board-summary",
        words: r"(\d+) are not reported",
        count: |lists, _, _| vec![due(lists) - reported(lists)],
    },
    Said {
        on: "",
        words: r"(?:(\d+)|\w+) of (\d+) indicators due are missing",
        count: |lists, _, _| vec![due(lists) - reported(lists), due(lists)],
    },
    Said {
        on: "",
        words: r"(\d+) more exceptions and the method",
        // The front of the summary has the four that stand among its five points.
        count: |lists, spot, _| vec![raised(lists, &[]) - on_summary(lists, spot)],
    },
    Said {
        on: "",
        words: r"unusual by itself among all (\d+) that were tested one by one",
        count: |lists, _, _| vec![tested(lists)[0]],
    },
    Said {
        on: "",
        words: r"We tested (\d+) indicators",
        count: |lists, _, _| vec![tested(lists)[0]],
    },
    Said {
        on: "",
        words: r"having tested (\d+) core indicators together",
        count: |lists, _, _| vec![tested(lists)[2]],
    },
    Said {
        on: "",
        words: r"over (\d+) core indicators together where figures are worse or unusual, and over (\d+) where",
        count: |lists, _, _| vec![tested(lists)[2], tested(lists)[3]],
    },
    Said {
        on: "",
        words: r"with (\d+) indicators tested",
        count: |lists, _, _| vec![tested(lists)[0]],
    },
    Said {
        on: "dashboard",
        words: r"(?:There are|All|none in any of|100% in all) (\d+) (?:quarter|year|term|round)s",
        count: |lists, spot, _| vec![comparable(lists, spot)],
    },
    Said {
        on: "dashboard",
        words: r"(\d+) full years",
        count: |lists, spot, _| vec![(comparable(lists, spot) / 4.0).floor()],
    },
    Said {
        on: "dashboard",
        words: r"Not due this quarter: (\d+) measures",
        count: |lists, _, _| vec![later(lists)],
    },
    Said {
        on: "",
        words: r"Source: (\d+) agencies",
        count: |lists, spot, _| vec![senders(lists, spot)],
    },
    Said {
        on: "run-log",
        words: r"^(\d+) = (\d+) \+ (\d+) \+ (\d+)$",
        count: |lists, _, _| {
            let of = |state| raised(lists, &[state]);
            vec![raised(lists, &[]), of("new"), of("continuing"), of("improving")]
        },
    },
    Said {
        on: "run-log",
        words: r"^(\d+) ranks$",
        count: |lists, _, _| vec![raised(lists, &[])],
    },
    Said {
        on: "run-log",
        words: r"^(\d+) indicators$",
        count: |lists, _, _| vec![lists.county.len() as f64],
    },
    Said {
        on: "run-log",
        words: r"^(\d+) of (\d+)$",
        count: |lists, spot, _| match spot.row.as_str() {
            "No more indicators are reported than are due" => vec![reported(lists), due(lists)],
            // An exception that no indicator has is drawn by no chart.
            "Each chart of an exception has a text alternative and a source line" => vec![drawn(lists); 2],
            _ => vec![],
        },
    },
    Said {
        on: "method",
        words: r"^(\d\.\d)$",
        count: |lists, spot, _| {
            let part = lists.ranking.iter().find(|(part, _)| spot.row.starts_with(*part));
            part.map_or(vec![], |(_, points)| vec![*points])
        },
    },
    Said {
        on: "",
        words: r"(\d+) of (\d+) open actions from Section 11 overdue",
        count: |lists, _, _| {
            let all = newest(lists, "actions");
            let open = all
                .iter()
                .filter(|row| row["source"] == "s11" && row["status"] != "complete");
            let late = open
                .clone()
                .filter(|row| !row["due"].is_empty() && row["due"].as_str() < "2026-09-30");
            vec![late.count() as f64, open.count() as f64]
        },
    },
    Said {
        on: "",
        words: r"(\d+) review actions? overdue, (\d+) without evidence; (\d+) old challenges?; (\d+) from Section 11 overdue",
        count: |lists, _, _| {
            let all = newest(lists, "actions");
            let of = |source: &'static str| all.iter().filter(move |row| row["source"] == source);
            let late = |row: &&&super::Row| {
                row["status"] != "complete" && !row["due"].is_empty() && row["due"].as_str() < "2026-09-30"
            };
            let unproved = of("practice-review").filter(|row| row["status"] == "complete" && row["impact"].is_empty());
            let challenges = newest(lists, "challenges");
            let old = challenges
                .iter()
                .filter(|row| row["closed"].is_empty() && row["raised"].as_str() < "2025-09-30");
            let counts = [
                of("practice-review").filter(late).count(),
                unproved.count(),
                old.count(),
                of("s11").filter(late).count(),
            ];
            counts.map(|count| count as f64).to_vec()
        },
    },
    Said {
        on: "",
        words: r"(\d+) of (\d+) open challenges raised over a year ago",
        count: |lists, _, _| {
            let all = newest(lists, "challenges");
            let open = all.iter().filter(|row| row["closed"].is_empty());
            let old = open.clone().filter(|row| row["raised"].as_str() < "2025-09-30");
            vec![old.count() as f64, open.count() as f64]
        },
    },
    Said {
        on: "",
        words: r"Score up from (\d+) to (\d+)",
        count: |lists, spot, _| {
            let named = lists.exceptions.iter().find(|row| {
                let rank = format!("No. {} on the list", row["rank"]);
                row["kind"] == "performance" && !row["rank"].is_empty() && spot.words.contains(&rank)
            });
            let row = named.or_else(|| of_row(lists, spot));
            row.map_or(vec![], |row| numbers(&row["evidence"]))
        },
    },
    Said {
        on: "",
        words: r"[Oo]ver (\d+) quarters",
        // Of what is open for one quarter more than is looked back.
        count: |lists, _, _| {
            let open = lists
                .exceptions
                .iter()
                .filter_map(|row| row["quarters_open"].parse().ok());
            open.map(|open: f64| open - 1.0)
                .filter(|before| *before == 12.0)
                .take(1)
                .collect()
        },
    },
    Said {
        on: "",
        words: r"risen from (\d+) to (\d+)",
        count: |lists, spot, _| {
            let told = lists
                .exceptions
                .iter()
                .find(|row| spot.words.contains(&row["sentence"]));
            told.map_or(vec![], |row| numbers(&row["evidence"]))
        },
    },
    Said {
        on: "",
        words: r"(\d+) of (\d+) completed; (\d+) of (\d+) actions of the plan",
        count: |lists, _, _| {
            let plan = lists.exceptions.iter().find(|row| row["rules"] == "plan-past-its-date");
            let series = lists.county.iter().find(|row| row["indicator"] == "BP01");
            let (Some(plan), Some(series)) = (plan, series) else {
                return vec![];
            };
            let done = [number(series, "numerator"), number(series, "denominator")];
            done.into_iter().chain(numbers(&plan["evidence"])).collect()
        },
    },
];

/// Exceptions of indicators, each of which has a chart, but for the plan: what it completed draws nothing of what is past its date.
fn drawn(lists: &Lists) -> f64 {
    let listed = lists.exceptions.iter();
    let listed = listed.filter(|row| row["kind"] == "performance" && row["tier"] == "exception");
    let drawn = listed.filter(|row| !["", "BP01"].contains(&row["indicator"].as_str()));
    drawn.count() as f64
}

/// Exceptions whose sentence stands on the Board's summary.
fn on_summary(lists: &Lists, spot: &Spot) -> f64 {
    let page = page(&spot.page);
    let listed = lists.exceptions.iter();
    let listed = listed.filter(|row| row["kind"] == "performance" && row["tier"] == "exception");
    let first = |row: &&super::Row| {
        let sentence = row["sentence"].replace('&', "&amp;").replace('\'', "&#x27;");
        sentence
            .split_once(". ")
            .map_or(sentence.clone(), |(first, _)| first.to_string())
    };
    listed.filter(|row| page.contains(&first(row))).count() as f64
}

/// Agencies that `series` says have sent a part of the figure.
fn senders(lists: &Lists, spot: &Spot) -> f64 {
    let row = of_rank_of(lists, spot);
    let of = row.and_then(|row| lists.county.iter().find(|one| one["indicator"] == row["indicator"]));
    of.map_or(0.0, |row| row["reporting_sources"].split(';').count() as f64)
}

/// The exception in whose block a spot stands.
fn of_rank_of<'a>(lists: &'a Lists, spot: &Spot) -> Option<&'a super::Row> {
    let rank = spot.rank.as_ref()?;
    lists
        .exceptions
        .iter()
        .find(|row| row["kind"] == "performance" && row["rank"] == *rank)
}

/// The exception of a row that begins with its rank, or in whose block a spot stands.
fn of_row<'a>(lists: &'a Lists, spot: &Spot) -> Option<&'a super::Row> {
    let rank = spot.line.split([' ', '\u{2002}', '.']).next()?;
    let listed = lists
        .exceptions
        .iter()
        .find(|row| row["kind"] == "performance" && row["rank"] == rank);
    listed.or_else(|| of_rank_of(lists, spot))
}

/// Names of exceptions that are about the records of an indicator or of none, by the rule that raises them.
const NAMES: [(&str, &str); 6] = [
    ("review-action-not-done", "Actions from practice reviews"),
    ("review-action-not-done", "Actions and challenges that wait"),
    ("plan-past-its-date", "Business plan past its dates"),
    ("risk-without-action", "LADO cases stay open for longer"),
    ("audit-action-overdue", "Actions from Section 11"),
    ("challenge-open-a-year", "Challenges open over a year"),
];

/// Whether a line names an exception.
fn is_named(row: &super::Row, spot: &Spot, known: &Known) -> bool {
    let mut by_rule = NAMES.iter().filter(|(rule, _)| row["rules"] == *rule).peekable();
    match by_rule.peek() {
        Some(_) => by_rule.any(|(_, name)| spot.line.contains(name)),
        None => known.names.indicators(&spot.line).contains(&row["indicator"]),
    }
}

/// Where a spot's words give the rank of the exception that they name, parts of its score and the reasons for them, or its sentence.
pub fn of_rank(lists: &Lists, spot: &Spot, known: &Known) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    for sentence in lists.exceptions.iter().map(|row| &row["sentence"]) {
        if let Some(at) = spot.words.find(sentence.as_str()) {
            found.extend(printed(sentence).iter().map(|(range, _)| at + range.start));
        }
    }
    let Some(row) = of_row(lists, spot).filter(|row| is_named(row, spot, known)) else {
        return found;
    };
    let begins = spot.words.starts_with(&row["rank"]) && spot.line.starts_with(&row["rank"]);
    if begins && matches!(spot.element.as_str(), "td" | "h2" | "p") {
        found.insert(0);
    }
    let score: serde_json::Value = serde_json::from_str(&row["score"]).unwrap_or_default();
    let all = score.as_array().into_iter().flatten();
    let all: f64 = all.filter_map(|part| part["points"].as_f64()).sum();
    if spot.column == "All" && is_rounding(&spot.words, all) {
        found.insert(0);
    }
    for part in score.as_array().into_iter().flatten() {
        let name = part["part"].as_str().unwrap_or_default();
        let points = part["points"].as_f64().unwrap_or(f64::NAN);
        if spot.column.eq_ignore_ascii_case(name) && is_rounding(&spot.words, points) {
            found.insert(0);
        }
        let (first, rest) = name.split_at(name.len().min(1));
        let named = format!("{}{rest}", first.to_uppercase());
        let why = format!("{named}: {}", part["why"].as_str().unwrap_or_default());
        if let Some(at) = spot.words.find(&why) {
            found.extend(printed(&why).iter().map(|(range, _)| at + range.start));
        }
    }
    found
}
