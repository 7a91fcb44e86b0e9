//! Shares and counts of the Section 11 audit, counted from `rows s11-answers`, `status` and `rows actions`.

use super::{Lists, Row, Said};
use crate::numbers::spots::Spot;
use chrono::{Months, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// The answers of one organisation by question.
pub type Answers<'a> = BTreeMap<&'a str, &'a Row>;
/// The organisations of a cycle with their answers.
pub type Cycle<'a> = BTreeMap<(&'a str, &'a str), Answers<'a>>;

/// Whether a type of organisation belongs to a family.
fn is_of(family: &str, kind: &str) -> bool {
    match family {
        "schools" => matches!(kind, "school" | "college"),
        "settings" => kind == "early-years",
        _ => !matches!(kind, "school" | "college" | "early-years"),
    }
}

/// The cycles of a family, by name.
pub fn cycles<'a>(lists: &'a Lists, family: &str) -> BTreeMap<&'a str, Cycle<'a>> {
    let wrong: BTreeSet<&str> = lists
        .status
        .iter()
        .filter(|row| row["feed"] == "s11-answers" && row["status"] == "wrong-form")
        .map(|row| row["agency"].as_str())
        .collect();
    let mut all: BTreeMap<&str, Cycle<'a>> = BTreeMap::new();
    for row in &lists.rows["s11-answers"] {
        let is_its = is_of(family, &row["organisation_type"]) && !row["cycle"].is_empty();
        if !is_its || family == "agencies" && wrong.contains(row["organisation"].as_str()) && row["cycle"] == "2026-27"
        {
            continue;
        }
        let area = if family == "agencies" { "" } else { row["area"].as_str() };
        let who = (row["organisation"].as_str(), area);
        let organisation = all.entry(&row["cycle"]).or_default().entry(who).or_default();
        organisation.insert(&row["question"], row);
    }
    all
}

/// The newest cycle of a family.
fn newest<'a>(lists: &'a Lists, family: &str) -> Cycle<'a> {
    cycles(lists, family)
        .pop_last()
        .map(|(_, cycle)| cycle)
        .unwrap_or_default()
}

/// The panel's grade, else the organisation's own; empty where there is neither.
pub fn grade(row: &Row) -> &str {
    match row["moderated_grade"].as_str() {
        "" => &row["self_grade"],
        moderated => moderated,
    }
}

/// How many of some answers are met, how many apply, how many are blank.
pub fn share<'a>(answers: impl Iterator<Item = &'a Row>) -> (f64, f64, f64) {
    share_of(answers.map(grade))
}

/// The same of grades.
fn share_of<'a>(grades: impl Iterator<Item = &'a str>) -> (f64, f64, f64) {
    let mut found = (0.0, 0.0, 0.0);
    for grade in grades.filter(|grade| *grade != "not-applicable") {
        found.0 += f64::from(u8::from(grade == "met"));
        found.1 += 1.0;
        found.2 += f64::from(u8::from(grade.is_empty()));
    }
    found
}

/// Two grades that can be set beside one another: the panel's of both cycles, else the organisation's own of both.
fn of_one_kind<'a>((was, is): (&'a Row, &'a Row)) -> (&'a str, &'a str) {
    for column in ["moderated_grade", "self_grade"] {
        if !was[column].is_empty() && !is[column].is_empty() {
            return (&was[column], &is[column]);
        }
    }
    (grade(was), grade(is))
}

/// The share of a question in a cycle.
pub fn of_question(lists: &Lists, family: &str, question: &str) -> (f64, f64, f64) {
    let cycle = newest(lists, family);
    share(cycle.values().filter_map(|answers| answers.get(question).copied()))
}

/// The question with which the name of a row begins.
fn question(row: &str) -> Option<&str> {
    let first = row.split([' ', ',']).next()?;
    let mut parts = first.split('.');
    let is_number =
        |part: Option<&str>| part.is_some_and(|part| part.chars().all(|c| c.is_ascii_digit()) && !part.is_empty());
    (is_number(parts.next()) && is_number(parts.next())).then_some(first)
}

/// A family, and which kinds of its agencies are of a type.
type Type = (&'static str, fn(&str) -> bool);

/// The type of organisation that a heading or a row names, with its family.
fn of_type(name: &str) -> Option<Type> {
    Some(match name.split(", n ").next()? {
        "County services" => ("agencies", |kind| {
            kind.starts_with("local_authority") || kind == "education"
        }),
        "Health" => ("agencies", |kind| kind.starts_with("health")),
        "District councils" => ("agencies", |kind| kind == "district_council"),
        "Justice and emergency" => ("agencies", |kind| {
            matches!(kind, "police" | "probation" | "youth_justice" | "fire" | "ambulance")
        }),
        "Schools and colleges" => ("schools", |_| true),
        "Early-years settings" => ("settings", |_| true),
        _ => return None,
    })
}

/// The kind of an agency.
fn kind<'a>(lists: &'a Lists, agency: &str) -> &'a str {
    let found = lists.agencies.iter().find(|row| row["agency"] == agency);
    found.map_or("", |row| row["kind"].as_str())
}

/// The organisations of a type in a cycle of its family.
fn members<'a>(lists: &'a Lists, name: &str, cycle: Cycle<'a>) -> Vec<Answers<'a>> {
    let Some((_, is_it)) = of_type(name) else { return vec![] };
    let its = cycle.into_iter().filter(|((id, _), _)| is_it(kind(lists, id)));
    its.map(|(_, answers)| answers).collect()
}

/// How many organisations of a type fully meet a standard, of those to which it applies.
fn fully_met(lists: &Lists, name: &str, standard: &str) -> (f64, f64) {
    let Some((family, _)) = of_type(name) else {
        return (0.0, 0.0);
    };
    let mut found = (0.0, 0.0);
    for answers in members(lists, name, newest(lists, family)) {
        let own = answers.values().filter(|row| row["standard"] == standard).copied();
        let (met, base, _) = share(own);
        if base > 0.0 {
            found.0 += f64::from(u8::from(met == base));
            found.1 += 1.0;
        }
    }
    found
}

/// How many organisations of a type fully meet the standard that fewest of them meet; with a base of five or more.
fn least(lists: &Lists, name: &str) -> Option<(f64, f64)> {
    let standards: BTreeSet<&str> = lists.rows["s11-answers"]
        .iter()
        .map(|row| row["standard"].as_str())
        .collect();
    let all = standards.iter().map(|standard| fully_met(lists, name, standard));
    all.filter(|(_, base)| *base >= 5.0)
        .min_by(|one, other| (one.0 / one.1).total_cmp(&(other.0 / other.1)))
}

/// Pairs of answers of the agencies that answered a question in both of the last two cycles and to which it applied in both.
pub fn alike(lists: &Lists, question: &str) -> [(f64, f64, f64); 2] {
    let mut all = cycles(lists, "agencies");
    let (now, before) = (all.pop_last(), all.pop_last());
    let (Some((_, now)), Some((_, before))) = (now, before) else {
        return [(0.0, 0.0, 0.0); 2];
    };
    let pairs: Vec<(&str, &str)> = now
        .iter()
        .filter_map(|(who, answers)| Some((*before.get(who)?.get(question)?, *answers.get(question)?)))
        .map(of_one_kind)
        .filter(|(was, is)| *was != "not-applicable" && *is != "not-applicable")
        .collect();
    [
        share_of(pairs.iter().map(|(was, _)| *was)),
        share_of(pairs.iter().map(|(_, is)| *is)),
    ]
}

/// Whole per cent.
fn percent((met, base, _): (f64, f64, f64)) -> f64 {
    100.0 * met / base
}

/// A cell of the table of what moved most.
fn moved(lists: &Lists, spot: &Spot) -> Vec<f64> {
    let Some(question) = question(&spot.row) else {
        return vec![];
    };
    let [was, is] = alike(lists, question);
    match spot.column.as_str() {
        "Points" => vec![(percent(is).round() - percent(was).round()).abs()],
        "Organisations" => vec![is.1],
        "2024-25" => vec![percent(was)],
        "2026-27" => vec![percent(is)],
        _ => vec![],
    }
}

/// The family that a caption names.
fn family(spot: &Spot) -> &'static str {
    let caption = spot.heads.last().map(String::as_str).unwrap_or_default();
    match () {
        () if caption.contains("schools") => "schools",
        () if caption.contains("settings") => "settings",
        () => "agencies",
    }
}

/// Returns of a type: in time, later, and asked; of agencies by `status`, of others by who answered and policy.
fn returned(lists: &Lists, name: &str) -> Option<(f64, f64, f64)> {
    let (family, is_it) = of_type(name)?;
    if family != "agencies" {
        let catalogue = paqa::catalogue::load(Some(&crate::example_run::board())).expect("the catalogue");
        let key = if family == "schools" { "school" } else { "early-years" };
        let asked = catalogue.policy().organisations_in_scope.get(key).copied().unwrap_or(0);
        return Some((newest(lists, family).len() as f64, 0.0, f64::from(asked)));
    }
    let rows = lists
        .status
        .iter()
        .filter(|row| row["feed"] == "s11-answers" && is_it(kind(lists, &row["agency"])));
    let mut found = (0.0, 0.0, 0.0);
    for row in rows {
        found.2 += 1.0;
        match row["status"].as_str() {
            "on-time" => found.0 += 1.0,
            "late" => found.1 += 1.0,
            _ => (),
        }
    }
    Some(found)
}

/// Every type of agencies.
const AGENCIES: [&str; 4] = [
    "County services",
    "Health",
    "District councils",
    "Justice and emergency",
];

/// Agencies that returned and were asked.
fn agencies(lists: &Lists) -> Vec<f64> {
    let all = AGENCIES.iter().filter_map(|name| returned(lists, name));
    let sum = all.fold((0.0, 0.0), |sum, one| (sum.0 + one.0 + one.1, sum.1 + one.2));
    vec![sum.0, sum.1]
}

/// A cell of the table of returns or of the table of moderation.
fn of_row(lists: &Lists, spot: &Spot) -> Vec<f64> {
    let Some((in_time, later, asked)) = returned(lists, &spot.row) else {
        return vec![];
    };
    let [lowered, same, raised] = moderated(lists, &spot.row);
    match spot.column.as_str() {
        "In time" => vec![in_time],
        "Later" => vec![later],
        "Returned" => vec![in_time + later, asked],
        "Rate" => vec![100.0 * (in_time + later) / asked],
        "Lowered" => vec![lowered],
        "Same" => vec![same],
        "Raised" => vec![raised],
        "Moderated" => vec![lowered + same + raised],
        _ => vec![],
    }
}

/// Grades that the panel lowered, left and raised, in the newest cycle of a type in which it moderated any.
fn moderated(lists: &Lists, name: &str) -> [f64; 3] {
    let order = |word: &str| ["not-met", "partly-met", "met"].iter().position(|one| *one == word);
    let Some((family, _)) = of_type(name) else {
        return [0.0; 3];
    };
    let of_cycle = |cycle: &Cycle<'_>| {
        let mut found = [0.0; 3];
        for answers in members(lists, name, cycle.clone()) {
            for row in answers.values() {
                let (own, panel) = (order(&row["self_grade"]), order(&row["moderated_grade"]));
                let Some((own, panel)) = own.zip(panel) else { continue };
                found[match panel.cmp(&own) {
                    std::cmp::Ordering::Less => 0,
                    std::cmp::Ordering::Equal => 1,
                    std::cmp::Ordering::Greater => 2,
                }] += 1.0;
            }
        }
        found
    };
    let all = cycles(lists, family);
    let any = |cycle: &&Cycle<'_>| {
        cycle
            .values()
            .flat_map(|answers| answers.values())
            .any(|row| !row["moderated_grade"].is_empty())
    };
    all.values().rev().find(any).map_or([0.0; 3], of_cycle)
}

/// Open actions of the audit, of the agency that a row names where it names one, by what they lack and how long they are overdue.
fn actions(lists: &Lists, spot: &Spot) -> Vec<f64> {
    let end: NaiveDate = "2026-09-30".parse().expect("a day");
    let newest: BTreeMap<&str, &Row> = lists.rows["actions"]
        .iter()
        .map(|row| (row["action"].as_str(), row))
        .collect();
    let agency = lists.agency(spot, &spot.row);
    let is_open = |row: &&&Row| row["source"] == "s11" && row["status"] != "complete";
    let open: Vec<&Row> = newest
        .values()
        .filter(is_open)
        .filter(|row| spot.row.is_empty() || row["agency"] == agency)
        .copied()
        .collect();
    let months = |row: &Row| {
        let due = row["due"].parse::<NaiveDate>().ok().filter(|due| *due < end)?;
        let passed = |months| {
            due.checked_add_months(Months::new(months))
                .is_some_and(|limit| limit < end)
        };
        Some([3, 6, 12].into_iter().filter(|months| passed(*months)).count())
    };
    let count = |that: &dyn Fn(&Row) -> bool| open.iter().filter(|row| that(row)).count() as f64;
    let aged = |band: usize| count(&|row| months(row) == Some(band));
    let late = count(&|row| months(row).is_some());
    match spot.column.as_str() {
        "Up to 3 months" => vec![aged(0)],
        "3 to 6 months" => vec![aged(1)],
        "6 to 12 months" => vec![aged(2)],
        "Over 12 months" => vec![aged(3)],
        "Overdue" => vec![late],
        "No owner" => vec![count(&|row| row["owner"].is_empty())],
        "No due date" => vec![count(&|row| row["due"].is_empty())],
        "All open" => vec![open.len() as f64],
        "" => vec![late, open.len() as f64],
        _ => vec![],
    }
}

/// The share met of all answers: like for like before and now, then of all that was answered in each cycle.
fn overall(lists: &Lists) -> Vec<f64> {
    let mut all = cycles(lists, "agencies");
    let (now, before) = (all.pop_last(), all.pop_last());
    let (Some((_, now)), Some((_, before))) = (now, before) else {
        return vec![];
    };
    let whole = |cycle: &Cycle<'_>| {
        let (met, base) = cycle
            .values()
            .flat_map(|answers| answers.values())
            .fold((0.0, 0.0), |sum, row| {
                let (met, base, _) = share(std::iter::once(*row));
                (sum.0 + met, sum.1 + base)
            });
        100.0 * met / base
    };
    let questions: BTreeSet<&str> = now.values().flat_map(|answers| answers.keys().copied()).collect();
    let sums = questions.iter().map(|question| alike(lists, question));
    let sums = sums.fold([(0.0, 0.0); 2], |sum, [was, is]| {
        [(sum[0].0 + was.0, sum[0].1 + was.1), (sum[1].0 + is.0, sum[1].1 + is.1)]
    });
    let [was, is] = sums.map(|(met, base)| 100.0 * met / base);
    vec![was, is, whole(&before), whole(&now)]
}

/// What is counted of the audit.
pub const SAID: &[Said] = &[
    Said {
        on: "section-11",
        words: r"(\d+) of (\d+) agencies and (\d+) of (\d+) schools returned",
        count: |lists, _, _| {
            let schools = returned(lists, "Schools and colleges");
            let schools = schools.map(|(in_time, later, asked)| vec![in_time + later, asked]);
            [agencies(lists), schools.unwrap_or_default()].concat()
        },
    },
    Said {
        on: "section-11",
        words: r"^(\d+)$",
        count: |lists, spot, _| match (question(&spot.row), spot.column.as_str()) {
            (Some(question), "Blank") => vec![of_question(lists, family(spot), question).2],
            (Some(_), _) => moved(lists, spot),
            (None, _) => match of_row(lists, spot) {
                none if none.is_empty() => actions(lists, spot),
                found => found,
            },
        },
    },
    Said {
        on: "section-11",
        words: r"(?:^|\b)(\d\.\d)\b",
        count: |lists, _, captures| {
            let asked = lists.rows["s11-answers"]
                .iter()
                .any(|row| row["question"] == captures[1]);
            captures[1].parse().ok().filter(|_| asked).into_iter().collect()
        },
    },
    Said {
        on: "section-11",
        words: r"^(\d) [A-Z]",
        count: |lists, spot, captures| {
            let asked = lists.rows["s11-answers"]
                .iter()
                .any(|row| row["standard"] == captures[1]);
            let is_row = spot.element == "th";
            captures[1]
                .parse()
                .ok()
                .filter(|_| asked && is_row)
                .into_iter()
                .collect()
        },
    },
    Said {
        on: "section-11",
        words: r"(\d+) (?:of|overdue of) (\d+) open",
        count: |lists, spot, _| {
            let mut whole = spot.clone();
            (whole.row, whole.column) = (String::new(), String::new());
            actions(lists, &whole)
        },
    },
    Said {
        on: "section-11",
        words: r"overall share met was (\d+)% and is (\d+)%\. Without this rule it would read (\d+)% to (\d+)%|Share of questions met in all: (\d+)% before, (\d+)% now",
        count: |lists, _, _| {
            let all = overall(lists);
            let like: Vec<f64> = all.iter().take(2).copied().collect();
            [all, like].concat()
        },
    },
    Said {
        on: "section-11",
        words: r"(?P<type>[A-Z][A-Za-z -]+): fewest fully meet .* \((\d+) of (\d+)\)",
        count: |lists, _, captures| least(lists, &captures["type"]).map_or(vec![], |(met, base)| vec![met, base]),
    },
    Said {
        on: "section-11",
        words: r"(?P<type>[A-Z][A-Za-z -]+): .* standards are lowest, each fully met by (\d+)% of them",
        count: |lists, _, captures| {
            least(lists, &captures["type"]).map_or(vec![], |(met, base)| vec![100.0 * met / base])
        },
    },
    Said {
        on: "section-11",
        words: r"and (\d+) organisations that answered both times|(\d+) questions asked in the same words|of (\d+) questions,",
        count: |lists, _, _| {
            let mut all = cycles(lists, "agencies");
            let (now, before) = (all.pop_last(), all.pop_last());
            let (Some((_, now)), Some((_, before))) = (now, before) else {
                return vec![];
            };
            let both = now.keys().filter(|who| before.contains_key(*who)).count() as f64;
            let asked = |cycle: &Cycle<'_>| -> BTreeSet<String> {
                cycle
                    .values()
                    .flat_map(|answers| answers.keys().map(|one| (*one).to_string()))
                    .collect()
            };
            let same = asked(&now).intersection(&asked(&before)).count() as f64;
            vec![both, same, same]
        },
    },
    Said {
        on: "section-11",
        words: r"^(\d+)%$",
        count: |lists, spot, _| match spot.column.as_str() {
            "Rate" => of_row(lists, spot),
            _ => moved(lists, spot),
        },
    },
    Said {
        on: "section-11",
        words: r"^[+−](\d+)$",
        count: |lists, spot, _| moved(lists, spot),
    },
    Said {
        on: "section-11",
        words: r"^([\d.]+)%$",
        count: |lists, spot, _| match (question(&spot.row), spot.column.as_str()) {
            (Some(question), "Met") => vec![percent(of_question(lists, family(spot), question))],
            _ => vec![],
        },
    },
    Said {
        on: "section-11",
        words: r"^(\d+)%",
        count: |lists, spot, _| {
            let standard = spot.row.split(' ').next().unwrap_or_default();
            let (met, base) = fully_met(lists, &spot.column, standard);
            vec![100.0 * met / base]
        },
    },
    Said {
        on: "section-11",
        words: r"^(\d+) of (\d+)$",
        count: |lists, spot, _| match (question(&spot.row), spot.column.as_str()) {
            (Some(question), _) => {
                let (met, base, _) = of_question(lists, family(spot), question);
                vec![met, base]
            }
            (None, "Returned") => of_row(lists, spot),
            (None, "Agencies that meet it" | "Schools that meet it") => {
                let family = if spot.column.starts_with("Agencies") {
                    "agencies"
                } else {
                    "schools"
                };
                let question = spot.line.split(" | ").nth(1).and_then(question);
                let (met, base, _) = question.map_or((f64::NAN, f64::NAN, 0.0), |question| {
                    of_question(lists, family, question)
                });
                vec![met, base]
            }
            (None, _) => vec![],
        },
    },
    Said {
        on: "section-11",
        words: r"(?P<type>[A-Z][A-Za-z -]+), n (\d+)",
        count: |lists, _, captures| match of_type(&captures["type"]) {
            Some((family, _)) => vec![members(lists, &captures["type"], newest(lists, family)).len() as f64],
            None => vec![],
        },
    },
    Said {
        on: "section-11",
        words: r"Of (\d+) grades the panel lowered (\d+) and raised (\d+)",
        count: |lists, _, _| {
            let all = AGENCIES.map(|name| moderated(lists, name));
            let sum = |at: usize| all.iter().map(|one| one[at]).sum::<f64>();
            vec![sum(0) + sum(1) + sum(2), sum(0), sum(2)]
        },
    },
];
