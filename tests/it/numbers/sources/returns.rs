//! Counts of returns and of the indicators in them, from `status`; how much of what was sent could be read, from `rows` and `check`.

use super::files::{is_question, questions, small};
use super::{Lists, Row, Said, number};
use crate::numbers::known::is_rounding;
use crate::numbers::spots::Spot;
use chrono::NaiveDate;
use regex::Captures;

/// Returns that were asked for: all of `status` but what came unasked.
fn asked(lists: &Lists) -> impl Iterator<Item = &Row> {
    lists.status.iter().filter(|row| row["note"] != "not asked for")
}

/// Those among them that came and were taken.
fn came(lists: &Lists) -> f64 {
    let taken = ["on-time", "late", "partial", "nil"];
    asked(lists)
        .filter(|row| taken.contains(&row["status"].as_str()))
        .count() as f64
}

/// Received and expected indicators of an agency.
fn indicators(lists: &Lists, agency: &str) -> Vec<f64> {
    let row = lists
        .status
        .iter()
        .find(|row| row["agency"] == agency && row["feed"] == "dashboard");
    row.map_or(vec![], |row| {
        vec![number(row, "indicators_received"), number(row, "indicators_expected")]
    })
}

/// Indicators that one agency alone is asked for, of which `series` has no return or no figure: a share of none is a figure.
fn unseen(lists: &Lists, agency: &str) -> f64 {
    let its = lists.county.iter().filter(|row| row["expected_sources"] == agency);
    let unseen = its.filter(|row| match row["state"].as_str() {
        "no-return" => true,
        "not-measured" => row["denominator"] != "0",
        _ => false,
    });
    unseen.count() as f64
}

/// The most days by which a return of an agency is late.
fn days_late(lists: &Lists, agency: &str) -> Vec<f64> {
    let its = lists.status.iter().filter(|row| row["agency"] == agency);
    vec![its.map(|row| number(row, "days_late")).fold(0.0, f64::max)]
}

/// The days between the day of the papers or the end of their quarter, and the first day that a line tells.
fn days_from(until: &str, line: &str) -> Vec<f64> {
    let words = regex::Regex::new(r"\d{1,2} [A-Z][a-z]+ \d{4}").expect("a pattern");
    let Some(told) = words.find(line) else { return vec![] };
    let day = |text: &str, form: &str| NaiveDate::parse_from_str(text, form).expect("a day");
    let days = day(until, "%Y-%m-%d") - day(told.as_str(), "%d %B %Y");
    vec![days.num_days() as f64]
}

/// The due day of the quarter, as `board.toml` and the end of the quarter give it.
const DUE: &str = "2026-10-30";
/// The last day of the quarter.
const END: &str = "2026-09-30";

/// Days by which an action that a line names is overdue at the end of the quarter, by its day in `rows actions`.
fn overdue(lists: &Lists, action: &str) -> Vec<f64> {
    let row = lists.rows["actions"].iter().rfind(|row| row["action"] == action);
    let due = row.and_then(|row| row["due"].parse::<NaiveDate>().ok());
    due.map_or(vec![], |due| {
        vec![(END.parse::<NaiveDate>().expect("a day") - due).num_days() as f64]
    })
}

/// Numeric cells of an agency's files of the quarter that could be used, and all in which anything stands.
fn cells(lists: &Lists, agency: &str) -> (f64, f64) {
    let (mut usable, mut sent) = (0.0, 0.0);
    for row in lists.every_row(agency) {
        for state in row
            .iter()
            .filter(|(column, _)| column.ends_with("_state"))
            .map(|(_, state)| state.as_str())
        {
            usable += f64::from(u8::from(matches!(state, "number" | "suppressed")));
            sent += f64::from(u8::from(!matches!(state, "blank" | "not-applicable")));
        }
    }
    (usable, sent)
}

/// Figures read as they were written: all but the single cells of which `check` says something that is not about a name.
fn as_written(lists: &Lists, agency: &str) -> Vec<f64> {
    let about_names = [
        "heading-",
        "area-",
        "agency-",
        "indicator-",
        "code-",
        "period-",
        "mapping-",
        "total-",
        "hidden-",
    ];
    let of_figures = lists.findings.iter().filter(|row| row["agency"] == agency);
    let of_figures = of_figures.filter(|row| !about_names.iter().any(|name| row["kind"].starts_with(name)));
    let single = of_figures.filter(|row| !row["cell"].is_empty() && !row["cell"].contains(':'));
    let told: std::collections::BTreeSet<_> = single.map(|row| (&row["file"], &row["sheet"], &row["cell"])).collect();
    let (_, sent) = cells(lists, agency);
    vec![sent - told.len() as f64, sent]
}

/// Kinds of questions of the quarter before that do not come up again, and all of them.
fn mended(lists: &Lists, agency: &str) -> Vec<f64> {
    let asked = |findings: &[Row]| -> std::collections::BTreeSet<(String, String)> {
        let own = findings
            .iter()
            .filter(|row| row["agency"] == agency && is_question(row));
        own.map(|row| (row["kind"].clone(), row["feed"].clone())).collect()
    };
    let (then, now) = (asked(&lists.findings_before), asked(&lists.findings));
    vec![then.difference(&now).count() as f64, then.len() as f64]
}

/// What a number of an agency's own page is counted for.
fn own(spot: &Spot) -> &str {
    spot.page.rsplit('/').next().unwrap_or_default()
}

/// Whether the words before a match say when a return came.
fn to_due(spot: &Spot, captures: &Captures<'_>) -> Vec<f64> {
    let days = days_from(DUE, &spot.line);
    match &captures["when"] {
        "before" => days,
        _ => days.iter().map(|days| -days).collect(),
    }
}

/// What is said of returns.
pub const SAID: &[Said] = &[
    Said {
        on: "agencies/",
        words: r"(?P<action>A\d{2,3}), [^|]*?Overdue by (\d+) days",
        count: |lists, _, captures| overdue(lists, &captures["action"]),
    },
    Said {
        on: "",
        words: r"(\d+) of (\d+) returns came",
        count: |lists, _, _| vec![came(lists), asked(lists).count() as f64],
    },
    Said {
        on: "run-log",
        words: r"^(\d+) of (\d+)$",
        count: |lists, spot, _| match spot.row.as_str() {
            "No more returns came than were due" => vec![came(lists), asked(lists).count() as f64],
            _ => vec![],
        },
    },
    Said {
        on: "exception-paper",
        words: r"(?P<who>[A-Z][^(:.]*?) \((\d+) indicators? not sent, (\d+) sent but not usable\)",
        count: |lists, spot, captures| {
            let who = lists.agency(spot, captures["who"].trim_start_matches("and "));
            match indicators(lists, &who)[..] {
                [received, asked] => vec![asked - received, unseen(lists, &who) - (asked - received)],
                _ => vec![],
            }
        },
    },
    Said {
        on: "exception-paper",
        words: r"(?P<who>[A-Z][^(:.]*?) \((\d+) indicators?[,)]",
        count: |lists, spot, captures| {
            let who = lists.agency(spot, captures["who"].trim_start_matches("and "));
            match indicators(lists, &who)[..] {
                // What came without a figure is not to be seen either.
                [received, asked] => vec![(asked - received).max(unseen(lists, &who))],
                _ => vec![],
            }
        },
    },
    Said {
        on: "exception-paper",
        words: r"(?P<who>[A-Z][^(:.]*?) \([^()]*\),(?: both)? (\d+) days late",
        count: |lists, spot, captures| days_late(lists, &lists.agency(spot, &captures["who"])),
    },
    Said {
        on: "",
        words: r"[Ss]ent (\d+) of (\d+) indicators|Part of a return: (\d+) of (\d+) indicators",
        count: |lists, spot, _| indicators(lists, &lists.agency(spot, &spot.line)).repeat(2),
    },
    Said {
        on: "feedback/",
        words: r"dashboard: (\d+) of (\d+) indicators came",
        count: |lists, spot, _| indicators(lists, own(spot)),
    },
    Said {
        on: "exception-paper",
        words: r"^(\d+) of (\d+)$",
        count: |lists, spot, _| match spot.column == "Indicators" {
            true => indicators(lists, &lists.agency(spot, &spot.row)),
            false => vec![],
        },
    },
    Said {
        on: "exception-paper",
        words: r"overdue by (\d+) days on 30 September 2026$",
        count: |_, spot, _| days_from(END, &spot.line),
    },
    Said {
        on: "exception-paper",
        words: r"(\d+) days late$",
        count: |lists, spot, _| days_late(lists, &lists.agency(spot, &spot.row)),
    },
    Said {
        on: "exception-paper",
        words: r"^(\d+)%$",
        count: |lists, spot, _| match spot.column == "Usable" {
            true => share(lists, &lists.agency(spot, &spot.row)),
            false => vec![],
        },
    },
    Said {
        on: "agencies/",
        words: r"(\d+) of (\d+)\s+indicators? received of (?:those|the one) asked for",
        count: |lists, spot, _| indicators(lists, own(spot)),
    },
    Said {
        on: "agencies/",
        words: r"(\d+)%\s+of the numbers sent could be used",
        count: |lists, spot, _| share(lists, own(spot)),
    },
    Said {
        on: "agencies/",
        words: r"(\d+)\s+questions? to answer",
        count: |lists, spot, _| {
            let own = own(spot);
            let asked = lists
                .findings
                .iter()
                .filter(|row| row["agency"] == own && is_question(row));
            vec![asked.count() as f64]
        },
    },
    Said {
        on: "agencies/",
        words: r"(\d+)\s+read otherwise than written",
        count: |lists, spot, _| vec![small(lists, own(spot))],
    },
    Said {
        on: "feedback/",
        words: r"(\d+) of (\d+)\s+figures? read as you wrote (?:them|it)",
        count: |lists, spot, _| as_written(lists, own(spot)),
    },
    Said {
        on: "feedback/",
        words: r"(\d+)(?: questions?\s+that we need| things? to check| questions? above)",
        count: |lists, spot, _| vec![questions(lists, own(spot))],
    },
    Said {
        on: "feedback/",
        words: r"(\d+) of (\d+)\s+things? we raised last time",
        count: |lists, spot, _| mended(lists, own(spot)),
    },
    Said {
        on: "feedback/",
        words: r"(\d+) days? (?P<when>before|after) it was due",
        count: |_, spot, captures| to_due(spot, captures),
    },
    Said {
        on: "",
        words: r"(\d+) days ago",
        count: |_, spot, _| days_from(crate::example_run::AS_AT, &spot.line),
    },
    Said {
        on: "",
        words: r"(?P<action>A\d{2})\b.*[Oo]verdue by (\d+) days",
        count: |lists, _, captures| overdue(lists, &captures["action"]),
    },
    Said {
        on: "feedback/",
        words: r"^(?:All )?(\d+) (?:others|indicators)$",
        // What the rows above have not told of; the cells of indicators that were withheld are told of apart.
        count: |lists, spot, _| vec![indicators(lists, own(spot))[0] + 1.0 - spot.nth as f64],
    },
    Said {
        on: "run-log",
        words: r"^(\d+)$",
        count: |lists, spot, _| {
            let row = lists
                .status
                .iter()
                .find(|row| spot.line.starts_with(&format!("{} | {} |", row["agency"], row["feed"])));
            row.map_or(vec![], |row| vec![number(row, "days_late")])
        },
    },
    Said {
        on: "run-log",
        words: r"^(\d+) of (\d+) indicators$",
        count: |lists, spot, _| indicators(lists, &spot.row),
    },
];

/// Numeric cells that could be used, in whole per cent of those sent, rounded down.
fn share(lists: &Lists, agency: &str) -> Vec<f64> {
    let (usable, sent) = cells(lists, agency);
    vec![(usable * 100.0 / sent).floor()]
}

#[test]
fn days_are_counted_from_the_first_day_that_a_line_tells() {
    assert_eq!(
        days_from("2026-11-20", "was due 31 December 2025, 324 days ago"),
        [324.0]
    );
    assert!(is_rounding("324", 324.0));
}
