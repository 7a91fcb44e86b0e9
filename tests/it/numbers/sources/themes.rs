//! What each source says of a theme, from `rows` of its own feed, `series` and `exceptions`.

use super::section_11::{alike, cycles, grade, of_question};
use super::training::{bears_on, judgements, newest, sessions};
use super::{Lists, Row, Said, declared, lado, number};
use crate::numbers::spots::Spot;
use crate::numbers::when;
use paqa::catalogue::Link;
use std::collections::{BTreeMap, BTreeSet};

/// The quarters of the year that ends now, and of the year before.
const YEARS: [[&str; 4]; 2] = [
    ["2025-26 Q3", "2025-26 Q4", when::BEFORE, when::NOW],
    ["2024-25 Q3", "2024-25 Q4", "2025-26 Q1", when::YEAR_AGO],
];

/// The theme of a row of the short list, else that under whose heading a spot stands.
fn link(spot: &Spot) -> Option<&'static Link> {
    let named = |title: &String| declared().links().iter().find(|link| link.title == *title);
    named(&spot.row).or_else(|| spot.heads.iter().rev().find_map(named))
}

/// Sessions of a theme in a year, and people who came to them.
fn trained(lists: &Lists, link: &Link, year: [&str; 4]) -> (f64, f64) {
    let all = year.iter().flat_map(|period| sessions(lists, period));
    let its: Vec<&Row> = all.filter(|row| link.course_themes.contains(&row["theme"])).collect();
    let ids: BTreeSet<&str> = its.iter().map(|row| row["session"].as_str()).collect();
    (ids.len() as f64, its.iter().map(|row| number(row, "attended")).sum())
}

/// Sessions of this year, people of this year, people of the year before.
fn two_years(lists: &Lists, spot: &Spot) -> Vec<f64> {
    let Some(link) = link(spot) else { return vec![] };
    let [now, before] = YEARS.map(|year| trained(lists, link, year));
    vec![now.0, now.1, before.1]
}

/// Referrals of a theme's sectors in this year and the year before.
fn referrals(lists: &Lists, spot: &Spot) -> Vec<f64> {
    let Some(link) = link(spot) else { return vec![] };
    let of_year = |year: [&str; 4]| {
        let rows = lists.rows["lado-referrals"].iter();
        let its =
            rows.filter(|row| year.contains(&row["period"].as_str()) && link.lado_sectors.contains(&row["sector"]));
        its.map(|row| number(row, "count")).sum()
    };
    YEARS.map(of_year).to_vec()
}

/// The newest row of each action that bears on a theme.
pub fn actions<'a>(lists: &'a Lists, link: &Link) -> Vec<&'a Row> {
    let all = lists.rows["actions"].iter().map(|row| (row["action"].as_str(), row));
    let held: BTreeMap<&str, &Row> = all.collect();
    held.into_values().filter(|row| bears_on(link, row)).collect()
}

/// Actions of a theme that are complete, and all of them.
fn complete(lists: &Lists, spot: &Spot) -> Vec<f64> {
    let Some(link) = link(spot) else { return vec![] };
    let its = actions(lists, link);
    let done = its.iter().filter(|row| row["status"] == "complete").count();
    vec![done as f64, its.len() as f64]
}

/// Judgements good or better, and all, of the newest audits of a theme.
fn judged(lists: &Lists, spot: &Spot) -> Vec<f64> {
    let Some(link) = link(spot) else { return vec![] };
    let (good, all) = judgements(lists, &link.audit_themes);
    vec![good, all]
}

/// How many agencies met a question in the audit whose answers came last in a quarter, of those to which it applied in every audit.
fn met_each_time(lists: &Lists, question: &str, quarter: &str) -> Vec<f64> {
    let all = cycles(lists, "agencies");
    let applies = |row: &Row| grade(row) != "not-applicable";
    let asked: Vec<_> = all
        .values()
        .filter(|cycle| {
            cycle
                .values()
                .any(|answers| answers.get(question).is_some_and(|row| applies(row)))
        })
        .collect();
    let came = |cycle: &&&_| {
        let cycle: &BTreeMap<_, BTreeMap<&str, &Row>> = cycle;
        let rows = cycle.values().flat_map(|answers| answers.values());
        rows.map(|row| folder(row)).max()
    };
    let Some(own) = asked.iter().find(|cycle| came(cycle).as_deref() == Some(quarter)) else {
        return vec![];
    };
    let in_all = own.iter().filter(|(who, _)| {
        asked.iter().all(|cycle| {
            cycle
                .get(*who)
                .and_then(|answers| answers.get(question))
                .is_some_and(|row| applies(row))
        })
    });
    // The panel's grades where it graded the agency in every audit, else the agency's own.
    let of_one_kind = |who: &(&str, &str), row: &Row| {
        let mut own = asked.iter().filter_map(|cycle| cycle.get(who)?.get(question).copied());
        let column = match own.all(|row| !row["moderated_grade"].is_empty()) || row["self_grade"].is_empty() {
            true => "moderated_grade",
            false => "self_grade",
        };
        row[column].clone()
    };
    let grades = in_all.filter_map(|(who, answers)| Some(of_one_kind(who, answers.get(question)?)));
    let grades: Vec<String> = grades.filter(|grade| grade != "not-applicable").collect();
    let met = grades.iter().filter(|grade| *grade == "met").count();
    vec![met as f64, grades.len() as f64]
}

/// The folder in which a row came, as papers print quarters.
pub fn folder(row: &Row) -> String {
    let folder = row["source_file"].split('/').next().unwrap_or_default();
    folder
        .rsplit_once('-')
        .map_or(String::new(), |(year, quarter)| format!("{year} {quarter}"))
}

/// Who meets a question: agencies, those of them that answered both times, and schools.
fn who_meets(lists: &Lists, question: &str) -> Vec<f64> {
    let (agencies, schools) = (
        of_question(lists, "agencies", question),
        of_question(lists, "schools", question),
    );
    let [was, is] = alike(lists, question);
    vec![agencies.0, agencies.1, is.1, is.0, was.0, schools.0, schools.1]
}

/// The number of a question, if its words are those that stand beside it.
fn question(id: &str, words: &str) -> Vec<f64> {
    let asked = declared()
        .question(id)
        .map(|known| known.text.trim_end_matches('.').to_lowercase());
    let is_it = asked.is_some_and(|asked| asked == words.to_lowercase());
    id.parse().ok().filter(|_| is_it).into_iter().collect()
}

/// Whether an organisation meets a question in its newest audit: the question's number, else nothing.
fn met_by(lists: &Lists, agency: &str, id: &str) -> Option<f64> {
    let (_, cycle) = cycles(lists, "agencies").pop_last()?;
    let mut own = cycle.iter().filter(|((who, _), _)| *who == agency);
    let is_met = own.any(|(_, answers)| answers.get(id).is_some_and(|row| grade(row) == "met"));
    id.parse().ok().filter(|_| is_met)
}

/// The newest figure of an indicator for the county, and the two numbers that it is made of.
fn newest_figure(lists: &Lists, id: &str) -> Vec<f64> {
    let mut its = lists.county_all.iter().filter(|row| row["indicator"] == id);
    let found = its.rfind(|row| !row["value"].is_empty());
    found.map_or(vec![], |row| {
        ["value", "numerator", "denominator"]
            .map(|column| number(row, column))
            .to_vec()
    })
}

/// The rank of an exception, if it is of an indicator.
fn rank(lists: &Lists, rank: &str, is_its: impl Fn(&str) -> bool) -> Vec<f64> {
    let mut all = lists.exceptions.iter().filter(|row| row["kind"] == "performance");
    let found = all.find(|row| row["rank"] == rank && is_its(&row["indicator"]));
    found.and_then(|row| row["rank"].parse().ok()).into_iter().collect()
}

/// People of a course that came to any of its sessions.
fn since_it_began(lists: &Lists, course: &str) -> f64 {
    let all = newest(&lists.rows["training-sessions"], ["sender", "session", "agency"]);
    let its = all
        .iter()
        .filter(|row| row["course"] == course && row["mode"] != "Conference");
    its.map(|row| number(row, "attended")).sum()
}

/// Rows of a theme's table that are counted here and nowhere else.
const COUNTED: [&str; 6] = [
    "Section 11",
    "Actions",
    "Training",
    "LADO, linked sectors",
    "Case audit",
    "In the usual range",
];

/// Whether a spot is one whose numbers must be counted here.
pub fn is_counted(spot: &Spot) -> bool {
    spot.page == "themes" && spot.element == "td" && (COUNTED.contains(&spot.row.as_str()) || link_of_row(spot))
}

fn link_of_row(spot: &Spot) -> bool {
    declared().links().iter().any(|link| link.title == spot.row)
}

/// What is counted of themes.
pub const SAID: &[Said] = &[
    Said {
        on: "themes",
        words: r"(\d\.\d), “(?P<words>[^”]+)”",
        count: |_, _, captures| question(&captures[1], &captures["words"]),
    },
    Said {
        on: "themes",
        words: r"(?:questions? |, | and )(\d\.\d)\b",
        count: |lists, spot, captures| match spot.words.contains(" rates itself met on question") {
            true => met_by(lists, &lists.agency(spot, &spot.words), &captures[1])
                .into_iter()
                .collect(),
            false => vec![],
        },
    },
    Said {
        on: "themes",
        words: r"None of (\d+) people on the theme's courses",
        count: |lists, spot, _| two_years(lists, spot).into_iter().skip(1).collect(),
    },
    Said {
        on: "themes",
        words: r"^([\d.]+)% of the cases that closed did so within one month",
        count: |lists, _, _| {
            let of = |measure| lado::timed(lists, when::NOW, measure);
            vec![100.0 * of("concluded_1_month") / of("concluded")]
        },
    },
    Said {
        on: "themes",
        words: r"auditors found (\d+) of (\d+) pieces of work good|: (\d+) of (\d+) judgements good|^(\d+) of (\d+) judgements, ",
        count: |lists, spot, _| {
            let both = judged(lists, spot);
            [both.clone(), both.clone(), both].concat()
        },
    },
    Said {
        on: "themes",
        words: r"(\d+) of (\d+) agencies (?:rate themselves met on|meet) (?P<question>\d\.\d), ",
        count: |lists, _, captures| who_meets(lists, &captures["question"]),
    },
    Said {
        on: "themes",
        words: r"(?P<question>\d\.\d), “[^”]+”(?: \(|: )(\d+) of (\d+)",
        count: |lists, _, captures| who_meets(lists, &captures["question"]),
    },
    Said {
        on: "themes",
        words: r"^Section 11: (\d+) of (\d+) agencies that answered each time met (?P<question>\d\.\d), ",
        count: |lists, spot, captures| {
            let quarter = spot.line.split(" | ").next().unwrap_or_default();
            met_each_time(lists, &captures["question"], quarter)
        },
    },
    Said {
        on: "themes",
        words: r"^(?P<question>\d\.\d), “[^”]+”\.(?: (\d+) of (\d+) agencies meets? it\.)?(?: Of the (\d+) that answered both times, (\d+) do now and (\d+) did in (?P<was>[\d-]+)\.)?(?: (\d+) of (\d+) schools meets? it\.)?$",
        count: |lists, _, captures| who_meets(lists, &captures["question"]),
    },
    Said {
        on: "themes",
        words: r"^(?:(\d+)|None) of (\d+) actions (?:is|are) complete",
        count: |lists, spot, _| complete(lists, spot),
    },
    Said {
        on: "themes",
        words: r"^(?:(\d+)|(?P<some>[A-Z][a-z]+)) sessions?, ([\d,]+) people came; ([\d,]+) in the year before$",
        count: |lists, spot, _| two_years(lists, spot),
    },
    Said {
        on: "themes",
        words: r"^([\d,]+) people; ([\d,]+) in the year before$",
        count: |lists, spot, _| two_years(lists, spot).into_iter().skip(1).collect(),
    },
    Said {
        on: "themes",
        words: r"^([\d,]+) referrals; ([\d,]+) in the year before$",
        count: |lists, spot, _| referrals(lists, spot),
    },
    Said {
        on: "themes",
        words: r"(?:^Indicators: |; )[^;]+, ([\d.,]+)%?(?: days)? \((?P<id>[A-Z]{2}\d{2})\)",
        count: |lists, _, captures| newest_figure(lists, &captures["id"]),
    },
    Said {
        on: "themes",
        words: r"(?:^Indicators: |; )[^;]+, (\d+) of (\d+) \((?P<id>[A-Z]{2}\d{2})\)",
        count: |lists, _, captures| newest_figure(lists, &captures["id"]).into_iter().skip(1).collect(),
    },
    Said {
        on: "themes",
        words: r"It is exception (\d+)\.$",
        count: |lists, spot, captures| rank(lists, &captures[1], |id| spot.row.contains(&format!("({id})"))),
    },
    Said {
        on: "themes",
        words: r"Exception (\d+) tells of it: (?P<name>[^.]+)\.$",
        count: |lists, _, captures| {
            let is_named = |id: &str| {
                let own = declared().indicator(id);
                own.is_some_and(|own| captures["name"].starts_with(&own.row_name))
            };
            rank(lists, &captures[1], is_named)
        },
    },
    Said {
        on: "themes",
        words: r"^The course “(?P<course>[^”]+)” begins; ([\d,]+) people have come since\.$",
        count: |lists, _, captures| vec![since_it_began(lists, &captures["course"])],
    },
];
