//! People and places into the ways of counting attendance, and into tables by course, theme, mode and agency.

use crate::domain::{BarsDrawn, DrawnChart, Missing, PaperCell, Part, Session, Shown, ShownUnit};
use crate::sift::evidence::Evidence;
use crate::sift::number;
use crate::sift::pages::paper::{self, Captioned};
use crate::sift::pages::training::courses::{self, People, of_quarter};
use crate::sift::withhold::counts;

/// One way of counting: its name, what is counted of what, and the two numbers.
struct Way {
    name: &'static str,
    counted: &'static str,
    parts: (f64, f64),
}

impl Way {
    fn parts_in_words(&self) -> String {
        format!(
            "{} of {}",
            number::decimal(self.parts.0, 0),
            number::decimal(self.parts.1, 0)
        )
    }
}

/// Places and registrations are two denominators; where people walked in, those who had registered are told as well.
fn ways(people: &People) -> Vec<Way> {
    let way = |name, counted, parts| Way { name, counted, parts };
    let mut ways = vec![
        way(
            "Places filled",
            "attended, of places offered",
            (people.attended, people.capacity),
        ),
        way(
            "Registrations",
            "attended, of people registered",
            (people.attended, people.registered),
        ),
    ];
    if people.walk_in > 0.0 {
        let counted = "attended less walk-ins, of people registered";
        ways.push(way("Registered who came", counted, (people.came(), people.registered)));
    }
    ways
}

pub(super) fn two_ways(people: &People, evidence: &Evidence<'_>) -> Vec<Part> {
    let policy = evidence.catalogue.policy();
    if people.capacity <= 0.0 || people.registered <= 0.0 {
        let none = "Places or registrations were not sent, so attendance cannot be shown.";
        return vec![paper::text(none)];
    }
    let ways = ways(people);
    let rows = ways.iter().map(|way| {
        vec![
            PaperCell::from(format!("{}: {}", way.name, way.counted)),
            paper::cell(counts::share(way.parts, policy)),
            way.parts_in_words().into(),
        ]
    });
    let table = paper::table(
        "Attendance, by two denominators",
        &["What is counted", "Share", "People"],
        rows.collect(),
        &["The two answer different questions. Neither stands for the other."],
    );
    let words = Captioned {
        id: "training-attendance",
        title: "Two ways to count attendance".into(),
        subtitle: format!("Per cent, courses of {}", evidence.period),
        alt: format!(
            "Bars. {} of places were filled; attendance is {} of registrations.",
            counts::share((people.attended, people.capacity), policy),
            counts::share((people.attended, people.registered), policy)
        ),
    };
    vec![
        paper::figure(words, bars(&ways, evidence), paper::narrowed(&table, &[0, 1]), evidence),
        Part::Table(table),
        paper::text(format!(
            "{} registered and did not come, {} cancelled, {} came without registering. Walk-ins can take attendance past registration.",
            counts::things(people.no_show),
            counts::things(people.cancelled),
            counts::things(people.walk_in)
        )),
    ]
}

fn bars(ways: &[Way], evidence: &Evidence<'_>) -> DrawnChart {
    let policy = evidence.catalogue.policy();
    let target = evidence
        .catalogue
        .indicator("TR01")
        .and_then(|one| one.target_in(evidence.period));
    let bar = |(at, way): (usize, &Way)| crate::domain::BarDrawn {
        // The local target is for places filled alone.
        target: target.map(|target| target.value).filter(|_| at == 0),
        ..paper::bar(way.name, counts::share(way.parts, policy), way.parts_in_words())
    };
    DrawnChart::Bars(BarsDrawn {
        unit: ShownUnit::Percent,
        bars: ways.iter().enumerate().map(bar).collect(),
        target: None,
        before_words: String::new(),
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

fn by(heading: &str, key: &dyn Fn(&Session) -> String, evidence: &Evidence<'_>) -> Part {
    let sessions = of_quarter(evidence, evidence.period, false);
    let policy = evidence.catalogue.policy();
    let is_agency = heading == "Agency";
    let number = |count: f64| paper::cell(counts::things(count));
    let rows = courses::by(&sessions, key).into_iter().map(|(name, people)| {
        let (places, share) = match is_agency {
            true => (Shown::Mark(Missing::NotApplicable), (people.came(), people.registered)),
            false => (counts::things(people.capacity), (people.attended, people.capacity)),
        };
        vec![
            PaperCell::from(name),
            paper::cell(places),
            number(people.registered),
            number(people.attended),
            number(people.cancelled),
            number(people.no_show),
            number(people.walk_in),
            paper::cell(counts::share(share, policy)),
        ]
    });
    let (last, note) = match is_agency {
        true => (
            "Registered who came",
            "Places belong to a session, not to an agency: [z].",
        ),
        false => ("Places filled", "Attended, walk-ins among them, of places offered."),
    };
    let columns = [
        heading,
        "Places",
        "Registered",
        "Attended",
        "Cancelled",
        "Did not come",
        "Walked in",
        last,
    ];
    let caption = format!("Attendance by {}, {}", heading.to_lowercase(), evidence.period);
    Part::Table(paper::table(caption, &columns, rows.collect(), &[note]))
}
