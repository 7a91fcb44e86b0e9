//! Places, people and forms of training, summed from `rows training-sessions` and `rows training-evaluations`.

use super::section_11::of_question;
use super::{Lists, Row, Said, declared, number};
use crate::numbers::known::is_rounding;
use crate::numbers::spots::Spot;
use crate::numbers::when;
use chrono::NaiveDate;
use paqa::catalogue::Link;
use paqa::domain::Period;
use regex::Captures;
use std::collections::{BTreeMap, BTreeSet};

/// Twice the standard error on each side of a mean.
const REACH: f64 = 1.96;

/// Of rows with the same words in some columns, the one of the last folder.
pub fn newest<'a>(rows: &'a [Row], key: [&str; 3]) -> Vec<&'a Row> {
    let mut held: BTreeMap<[&str; 3], &Row> = BTreeMap::new();
    for row in rows {
        let key = key.map(|column| row[column].as_str());
        let folder = |row: &Row| row["source_file"].split('/').next().unwrap_or_default().to_string();
        if held.get(&key).is_none_or(|before| folder(before) <= folder(row)) {
            held.insert(key, row);
        }
    }
    held.into_values().collect()
}

/// The quarter of a session's day; empty where it has none.
fn quarter(row: &Row) -> String {
    let day = row["date"].parse::<NaiveDate>().ok();
    day.map_or(String::new(), |day| Period::of(day).to_string())
}

/// The rows of the courses of a quarter, conferences left out.
pub fn sessions<'a>(lists: &'a Lists, period: &str) -> Vec<&'a Row> {
    let all = newest(&lists.rows["training-sessions"], ["sender", "session", "agency"]);
    all.into_iter()
        .filter(|row| quarter(row) == period && row["mode"] != "Conference")
        .collect()
}

/// What some rows come to in a column of people.
fn sum(rows: &[&Row], column: &str) -> f64 {
    rows.iter().map(|row| number(row, column)).sum()
}

/// The places of the sessions of some rows, each session once.
fn places(rows: &[&Row]) -> f64 {
    let all: BTreeMap<&str, f64> = rows
        .iter()
        .map(|row| (row["session"].as_str(), number(row, "capacity")))
        .collect();
    all.values().sum()
}

/// The rows that a line of a table stands for, by its caption.
fn of_line<'a>(lists: &'a Lists, spot: &Spot) -> Vec<&'a Row> {
    let caption = spot.heads.last().map(String::as_str).unwrap_or_default();
    let name = spot.row.to_lowercase();
    let is_its = |row: &&Row| match () {
        () if caption.contains("by course") => row["course"] == spot.row,
        () if caption.contains("by theme") => name.starts_with(&row["theme"].to_lowercase()),
        () if caption.contains("by mode") => row["mode"] == spot.row,
        () if caption.contains("by agency") => row["agency"] == lists.agency(spot, &spot.row),
        () => false,
    };
    sessions(lists, when::NOW).into_iter().filter(is_its).collect()
}

/// A cell of the tables of attendance.
fn attendance(lists: &Lists, spot: &Spot) -> Vec<f64> {
    let rows = of_line(lists, spot);
    if rows.is_empty() {
        return vec![];
    }
    let (registered, attended) = (sum(&rows, "registered"), sum(&rows, "attended"));
    match spot.column.as_str() {
        "Places" => vec![places(&rows)],
        "Registered" => vec![registered],
        "Attended" => vec![attended],
        "Cancelled" => vec![sum(&rows, "cancelled")],
        "Did not come" => vec![sum(&rows, "no_show")],
        "Walked in" => vec![sum(&rows, "walk_in")],
        "Places filled" => vec![100.0 * attended / places(&rows)],
        "Registered who came" => vec![100.0 * (attended - sum(&rows, "walk_in")) / registered],
        "Paired" | "Forms" | "Before" | "After" => of_course(lists, spot),
        _ => vec![],
    }
}

/// The forms of the courses of a quarter, of one course where one is named.
fn forms<'a>(lists: &'a Lists, period: &str, course: &str) -> Vec<&'a Row> {
    let held = sessions(lists, period);
    let its = held.iter().filter(|row| course.is_empty() || row["course"] == course);
    let ids: BTreeSet<&str> = its.map(|row| row["session"].as_str()).collect();
    let all = newest(&lists.rows["training-evaluations"], ["sender", "session", "respondent"]);
    all.into_iter()
        .filter(|row| ids.contains(row["session"].as_str()))
        .collect()
}

/// Some marks of a form, each on a scale of ten; nothing where one is lacking.
fn marks(row: &Row, columns: &[&str]) -> Option<Vec<f64>> {
    let scale = row["scale_max"].parse::<f64>().ok().filter(|scale| *scale > 0.0);
    let mark = |column: &&str| Some(row[*column].parse::<f64>().ok()? * scale.map_or(1.0, |scale| 10.0 / scale));
    columns.iter().map(mark).collect()
}

fn mean(all: &[f64]) -> f64 {
    all.iter().sum::<f64>() / all.len() as f64
}

/// The likely range of a mean.
fn range(all: &[f64]) -> [f64; 2] {
    let middle = mean(all);
    let spread = all.iter().map(|one| (one - middle).powi(2)).sum::<f64>() / (all.len() as f64 - 1.0);
    let reach = REACH * (spread / all.len() as f64).sqrt();
    [middle - reach, middle + reach]
}

/// What those who gave all of some marks come to: their means and how many they are.
fn together(forms: &[&Row], columns: &[&str]) -> (Vec<Vec<f64>>, f64) {
    let given: Vec<Vec<f64>> = forms.iter().filter_map(|row| marks(row, columns)).collect();
    let of = |at: usize| given.iter().map(|marks| marks[at]).collect::<Vec<f64>>();
    ((0..columns.len()).map(of).collect(), given.len() as f64)
}

/// A cell of the table of confidence before and after.
fn of_course(lists: &Lists, spot: &Spot) -> Vec<f64> {
    let forms = forms(lists, when::NOW, &spot.row);
    let (marks, paired) = together(&forms, &["before", "after"]);
    match spot.column.as_str() {
        "Paired" => vec![paired],
        "Forms" => vec![forms.len() as f64],
        "Before" => vec![mean(&marks[0])],
        "After" => vec![mean(&marks[1])],
        _ => vec![],
    }
}

/// The change of those who gave two marks, with its likely range.
fn change(forms: &[&Row], columns: [&str; 2]) -> Vec<f64> {
    let (marks, _) = together(forms, &columns);
    let changes: Vec<f64> = marks[0].iter().zip(&marks[1]).map(|(from, to)| to - from).collect();
    range(&changes).to_vec()
}

/// Those who answered months later, and those among them who gave an example.
fn followed(forms: &[&Row]) -> (f64, f64) {
    let replied = forms
        .iter()
        .filter(|row| !row["follow_up"].is_empty() || !row["practice_change"].is_empty());
    let changed = forms.iter().filter(|row| row["practice_change"] == "Yes");
    (replied.count() as f64, changed.count() as f64)
}

/// A cell of the tables by the quarter of the course.
fn of_quarter(lists: &Lists, spot: &Spot) -> Vec<f64> {
    let attended = sum(&sessions(lists, &spot.row), "attended");
    let forms = forms(lists, &spot.row, "");
    let (replied, changed) = followed(&forms);
    let (marks, all_three) = together(&forms, &["before", "after", "follow_up"]);
    match spot.column.as_str() {
        "Attended" => vec![attended],
        "Forms" => vec![forms.len() as f64],
        "Replied" => vec![replied],
        "Gave an example of a change" => vec![changed, replied],
        "Standing" => vec![replied, forms.len() as f64],
        "Before" => vec![mean(&marks[0])],
        "After" => vec![mean(&marks[1])],
        "Three months later" => vec![mean(&marks[2])],
        "All three, of attended" => vec![all_three, attended],
        "Later less before, likely range" => {
            let all: Vec<&Row> = forms.iter().copied().filter(|row| marks_of_all(row)).collect();
            change(&all, ["before", "follow_up"])
        }
        _ => vec![],
    }
}

fn marks_of_all(row: &Row) -> bool {
    marks(row, &["before", "after", "follow_up"]).is_some()
}

/// People of a quarter: places, registered, attended, and the others by column.
fn people(lists: &Lists) -> (f64, f64, f64, impl Fn(&str) -> f64) {
    let rows = sessions(lists, when::NOW);
    let figures = (places(&rows), sum(&rows, "registered"), sum(&rows, "attended"));
    (figures.0, figures.1, figures.2, move |column: &str| sum(&rows, column))
}

/// People who came to courses of some themes in the year that ends now.
pub fn in_a_year(lists: &Lists, themes: &[String]) -> f64 {
    let year = ["2025-26 Q3", "2025-26 Q4", when::BEFORE, when::NOW];
    let rows = year.iter().flat_map(|period| sessions(lists, period));
    rows.filter(|row| themes.contains(&row["theme"]))
        .map(|row| number(row, "attended"))
        .sum()
}

/// Judgements good or better and all judgements of the newest audits of some themes or domains, whole cases left out.
pub fn judgements(lists: &Lists, themes: &[String]) -> (f64, f64) {
    let known: Vec<String> = themes.iter().map(|one| one.to_lowercase()).collect();
    let folder = |row: &Row| row["source_file"].split('/').next().unwrap_or_default().to_string();
    let about: Vec<&Row> = lists.rows["case-audits"]
        .iter()
        .filter(|row| {
            ["theme", "domain"]
                .iter()
                .any(|column| known.contains(&row[*column].to_lowercase()))
        })
        .collect();
    let newest = about.iter().map(|row| folder(row)).max().unwrap_or_default();
    let standing = |row: &Row| match row["moderated_grade"].as_str() {
        "" => row["grade"].clone(),
        panel => panel.to_string(),
    };
    let grades: Vec<String> = about
        .iter()
        .filter(|row| folder(row) == newest && !row["domain"].eq_ignore_ascii_case("overall"))
        .map(|row| standing(row))
        .filter(|grade| !grade.is_empty())
        .collect();
    let good = grades
        .iter()
        .filter(|grade| matches!(grade.as_str(), "outstanding" | "good"));
    (good.count() as f64, grades.len() as f64)
}

/// Whether the reference of an action names a question or an indicator of a theme, or an audit of it.
pub fn bears_on(link: &Link, row: &Row) -> bool {
    let reference = row["reference"].to_lowercase();
    let words: Vec<&str> = reference.split(|c: char| !(c.is_alphanumeric() || c == '.')).collect();
    let names = |id: &String| words.contains(&id.to_lowercase().as_str());
    let audits = link
        .audit_themes
        .iter()
        .any(|theme| reference.contains(&theme.to_lowercase()));
    row["source"] == "s11" && link.questions.iter().any(names)
        || link.indicators.iter().any(names)
        || row["source"] == "case-audit" && audits
}

/// A cell of the table of needs.
fn needed(lists: &Lists, spot: &Spot) -> Vec<f64> {
    let Some(link) = declared().links().iter().find(|link| link.title == spot.row) else {
        return vec![];
    };
    match spot.column.as_str() {
        "Came to a course, one year" => vec![in_a_year(lists, &link.course_themes)],
        "Section 11 answers not fully met" => {
            let shares = link
                .questions
                .iter()
                .map(|question| of_question(lists, "agencies", question));
            let (met, base) = shares.fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
            vec![100.0 * (base - met) / base]
        }
        "Audit judgements below good" => {
            let (good, all) = judgements(lists, &[link.audit_themes.clone(), link.course_themes.clone()].concat());
            vec![100.0 * (all - good) / all]
        }
        "Open actions" => {
            let newest: BTreeMap<&str, &Row> = lists.rows["actions"]
                .iter()
                .map(|row| (row["action"].as_str(), row))
                .collect();
            let is_open = |row: &&&Row| row["status"] != "complete" && bears_on(link, row);
            vec![newest.values().filter(is_open).count() as f64]
        }
        _ => vec![],
    }
}

/// Places of courses in the newest quarter by their means, for drawings that name none.
fn courses(lists: &Lists) -> Vec<(f64, f64, f64, f64)> {
    let rows = sessions(lists, when::NOW);
    let names: BTreeSet<&str> = rows.iter().map(|row| row["course"].as_str()).collect();
    let of = |name: &&str| {
        let (marks, paired) = together(&forms(lists, when::NOW, name), &["before", "after"]);
        let its: Vec<&Row> = rows.iter().copied().filter(|row| row["course"] == *name).collect();
        (mean(&marks[0]), mean(&marks[1]), paired, sum(&its, "attended"))
    };
    names.iter().map(of).collect()
}

/// Share of agencies that returned the audit of their own training in a year: the share, how many did, how many were asked.
fn own_training(lists: &Lists, year: &str) -> Vec<f64> {
    let mut its = lists
        .county_all
        .iter()
        .filter(|row| row["indicator"] == "TR06" && row["period"].starts_with(year));
    let found = its.rfind(|row| !row["value"].is_empty());
    found.map_or(vec![], |row| {
        ["value", "numerator", "denominator"]
            .map(|column| number(row, column))
            .to_vec()
    })
}

/// What is counted of training.
pub const SAID: &[Said] = &[
    Said {
        on: "training",
        words: r"(\d+) sessions?, ([\d,]+) people attended",
        count: |lists, _, _| {
            let rows = sessions(lists, when::NOW);
            let ids: BTreeSet<&str> = rows.iter().map(|row| row["session"].as_str()).collect();
            vec![ids.len() as f64, sum(&rows, "attended")]
        },
    },
    Said {
        on: "training",
        words: r"([\d.]+)% of places were filled",
        count: |lists, _, _| {
            let (places, _, attended, _) = people(lists);
            vec![100.0 * attended / places]
        },
    },
    Said {
        on: "training",
        words: r"(\d+) came without registering; of the (\d+) who had registered, (\d+) came",
        count: |lists, _, _| {
            let (_, registered, attended, of) = people(lists);
            vec![of("walk_in"), registered, attended - of("walk_in")]
        },
    },
    Said {
        on: "training",
        words: r"(\d+) did not come, (\d+) cancelled; (\d+) who attended had not registered",
        count: |lists, _, _| {
            let (_, _, _, of) = people(lists);
            vec![of("no_show"), of("cancelled"), of("walk_in")]
        },
    },
    Said {
        on: "training",
        words: r"(\d+) places empty",
        count: |lists, _, _| {
            let (places, _, attended, _) = people(lists);
            vec![places - attended]
        },
    },
    Said {
        on: "training",
        words: r"^([\d.]+)%$|^(\d+) of (\d+)$",
        count: |lists, spot, _| {
            let (places, registered, attended, _) = people(lists);
            let base = match spot.row.as_str() {
                "Places filled: attended, of places offered" => places,
                "Registrations: attended, walk-ins too, for those registered" => registered,
                _ => return vec![],
            };
            vec![100.0 * attended / base, attended, base]
        },
    },
    Said {
        on: "training",
        words: r"^([\d.]+)%?$",
        count: |lists, spot, _| match (needed(lists, spot), own_training(lists, &spot.row)) {
            (needed, _) if !needed.is_empty() => needed,
            (_, returned) if !returned.is_empty() && !spot.row.is_empty() => returned,
            (_, _) => attendance(lists, spot),
        },
    },
    Said {
        on: "training",
        words: r"^(\d+)% (?:much|some|little|hardly any)$",
        count: |lists, spot, _| needed(lists, spot),
    },
    Said {
        on: "training",
        words: r"^(\d+) of (\d+)$",
        count: |lists, spot, _| match spot.row.is_empty() {
            true => vec![],
            false => own_training(lists, &spot.row).into_iter().skip(1).collect(),
        },
    },
    Said {
        on: "training",
        words: r"^([\d.]+) \(\+([\d.]+)\)$",
        count: |lists, _, captures| {
            let tenth = |value: f64| (value * 10.0).round() / 10.0;
            let all = courses(lists);
            let is_it = |one: &&(f64, f64, f64, f64)| {
                is_rounding(&captures[1], one.1) && is_rounding(&captures[2], tenth(one.1) - tenth(one.0))
            };
            let found = all.iter().find(is_it);
            found.map_or(vec![], |one| vec![one.1, tenth(one.1) - tenth(one.0)])
        },
    },
    Said {
        on: "training",
        words: r"(?:^| )(\d+) of (\d+)(?:; too few)?$",
        count: |lists, spot, captures| {
            let all = courses(lists);
            let is_it =
                |one: &&(f64, f64, f64, f64)| is_rounding(&captures[1], one.2) && is_rounding(&captures[2], one.3);
            let found = all.iter().find(is_it).filter(|_| spot.element == "text");
            found.map_or(vec![], |one| vec![one.2, one.3])
        },
    },
    Said {
        on: "training",
        words: r"most in (?P<course>[^,.]+), from ([\d.]+) to ([\d.]+)\.",
        count: |lists, _, captures| {
            let (marks, _) = together(&forms(lists, when::NOW, &captures["course"]), &["before", "after"]);
            vec![mean(&marks[0]), mean(&marks[1])]
        },
    },
    Said {
        on: "training",
        words: r"Of the forms ([\d.]+)% to ([\d.]+)% rated the course good",
        count: |lists, _, _| {
            let its = lists
                .county_all
                .iter()
                .filter(|row| row["indicator"] == "TR05" && !row["value"].is_empty());
            let all: Vec<f64> = its.map(|row| number(row, "value")).collect();
            let last = &all[all.len().saturating_sub(8)..];
            let end = |by: fn(f64, f64) -> f64| last.iter().copied().reduce(by).unwrap_or(f64::NAN);
            vec![end(f64::min), end(f64::max)]
        },
    },
    Said {
        on: "training",
        words: r"Under (\d+) pairs a change",
        count: |_, _, _| {
            let catalogue = paqa::catalogue::load(Some(&crate::example_run::board())).expect("the catalogue");
            vec![f64::from(catalogue.policy().least_pairs)]
        },
    },
    Said {
        on: "training",
        words: r"^\+([\d.]+) to \+([\d.]+)$",
        count: |lists, spot, _| match spot.column.as_str() {
            "Likely change" => change(&forms(lists, when::NOW, &spot.row), ["before", "after"]),
            _ => of_quarter(lists, spot),
        },
    },
    Said {
        on: "training",
        words: r"^([\d.]+)$|^(\d+) of (\d+)$",
        count: |lists, spot, captures: &Captures<'_>| {
            let of = of_quarter(lists, spot);
            match captures.get(1) {
                Some(_) => of,
                None => [vec![f64::NAN], of].concat(),
            }
        },
    },
    Said {
        on: "training",
        words: r"(\d+) of (\d+) returned",
        count: |lists, spot, _| of_quarter(lists, spot),
    },
    Said {
        on: "training",
        words: r"(\d+) of (\d+) who replied gave an example of a change \((?P<when>[^)]+)\)",
        count: |lists, _, captures| {
            let (replied, changed) = followed(&forms(lists, &captures["when"], ""));
            vec![changed, replied]
        },
    },
];
