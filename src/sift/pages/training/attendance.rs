//! People and places into the ways of counting attendance, and into tables by course, theme, mode and agency.

use crate::domain::{PaperCell, Part, Session};
use crate::sift::evidence::Evidence;
use crate::sift::number;
use crate::sift::pages::paper;
use crate::sift::pages::training::courses::{self, People, of_quarter};
use crate::sift::withhold::counts;

/// One row: what is counted in full words, a bar, the share, its two numbers, and who is left.
fn way(words: &str, (part, base): (f64, f64), (left, evidence): (String, &Evidence<'_>)) -> Vec<PaperCell> {
    let rest = counts::things((base - part).max(0.0));
    vec![
        words.into(),
        paper::row_bar(&["not", "attended"], vec![rest, counts::things(part.min(base))]),
        paper::cell(counts::share((part, base), evidence.catalogue.policy())),
        format!("{} of {}", number::decimal(part, 0), number::decimal(base, 0)).into(),
        left.into(),
    ]
}

/// Places and registrations are two denominators: one bar each.
pub(super) fn two_ways(people: &People, evidence: &Evidence<'_>) -> Vec<Part> {
    if people.capacity <= 0.0 || people.registered <= 0.0 {
        let none = "Places or registrations were not sent, so attendance cannot be shown.";
        return vec![paper::text(none)];
    }
    let empty = format!(
        "{} places empty",
        counts::things((people.capacity - people.attended).max(0.0))
    );
    let mut gone = format!(
        "{} did not come, {} cancelled",
        counts::things(people.no_show),
        counts::things(people.cancelled)
    );
    if people.walk_in > 0.0 {
        gone = format!(
            "{gone}; {} who attended had not registered",
            counts::things(people.walk_in)
        );
    }
    let rows = vec![
        way(
            "Places filled: attended, of places offered",
            (people.attended, people.capacity),
            (empty, evidence),
        ),
        way(
            "Registrations: attended, walk-ins too, for those registered",
            (people.attended, people.registered),
            (gone, evidence),
        ),
    ];
    let table = paper::table(
        "Two ways to count attendance",
        &["What is counted", "Share in a bar", "Share", "People", "The rest"],
        rows,
        &["The two answer different questions. Neither stands for the other."],
    );
    vec![
        Part::Table(table),
        paper::text(format!(
            "Of those who attended, {} came without registering; of the {} who had registered, {} came. Walk-ins can take attendance past registration.{}",
            counts::things(people.walk_in),
            counts::things(people.registered),
            counts::things(people.came()),
            target(evidence)
        )),
    ]
}

/// The local target is for places filled alone.
fn target(evidence: &Evidence<'_>) -> String {
    let indicator = evidence.catalogue.indicator("TR01");
    let target = indicator.and_then(|one| one.target_in(evidence.period));
    target.map_or_else(String::new, |target| {
        format!(
            " The local target of {}% is for places filled.",
            number::decimal(target.value, 0)
        )
    })
}

pub(super) fn tables(evidence: &Evidence<'_>) -> Vec<Part> {
    let label = |list: &str, code: &str| -> String {
        let found = evidence.catalogue.code_list(list).and_then(|list| list.code(code));
        found.map_or_else(|| code.to_string(), |code| code.label.clone())
    };
    vec![
        by("Course", &|one| one.course.clone(), evidence),
        by("Theme", &|one| label("course-themes", &one.theme), evidence),
        by("Mode", &|one| label("training-modes", &one.mode), evidence),
        by("Agency", &|one| evidence.agency_name_owned(&one.agency), evidence),
    ]
}

/// People by a word of their sessions. Places belong to a session, so agencies have none.
fn by(heading: &str, key: &dyn Fn(&Session) -> String, evidence: &Evidence<'_>) -> Part {
    let sessions = of_quarter(evidence, evidence.period, false);
    let policy = evidence.catalogue.policy();
    let is_agency = heading == "Agency";
    let number = |count: f64| paper::cell(counts::things(count));
    let rows = courses::by(&sessions, key).into_iter().map(|(name, people)| {
        let mut row = vec![PaperCell::from(name)];
        if !is_agency {
            row.push(number(people.capacity));
        }
        row.extend(
            [
                people.registered,
                people.attended,
                people.cancelled,
                people.no_show,
                people.walk_in,
            ]
            .map(number),
        );
        let share = match is_agency {
            true => (people.came(), people.registered),
            false => (people.attended, people.capacity),
        };
        row.push(paper::cell(counts::share(share, policy)));
        row
    });
    let (last, note) = match is_agency {
        true => (
            "Registered who came",
            "Places belong to a session, not to an agency. Registered who came: attended less walk-ins, of people registered.",
        ),
        false => ("Places filled", "Attended, walk-ins among them, of places offered."),
    };
    let mut columns = vec![heading];
    if !is_agency {
        columns.push("Places");
    }
    columns.extend(["Registered", "Attended", "Cancelled", "Did not come", "Walked in", last]);
    let caption = format!("Attendance by {}, {}", heading.to_lowercase(), evidence.period);
    Part::Table(paper::table(caption, &columns, rows.collect(), &[note]))
}
