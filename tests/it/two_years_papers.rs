//! The life of the example's planted exception as its papers tell it: raised, questioned, answered, acted on, restated, closed, on
//! watch. `sample-data/planted.csv` says what was planted; `two_years.rs` holds every quarter's state.

use crate::example_run;
use crate::page_tree::{self, Element};
use paqa::pipeline::{self, Silent, World};
use std::path::Path;

const NAME: &str = "Conferences within 15 working days";

/// The exception paper of a quarter, run on a day.
fn paper(board: &Path, (quarter, day): (&str, &str)) -> Element {
    let words = ["paqa", "run", "--period", quarter];
    let cli = paqa::cli::parse_from(&words).unwrap();
    let world = World {
        here: board,
        today: day.parse().unwrap(),
        watch: &Silent,
    };
    pipeline::perform(&cli.command, &cli.global, &world).unwrap();
    page_of(board, quarter)
}

fn page_of(board: &Path, quarter: &str) -> Element {
    page_tree::read(&std::fs::read_to_string(board.join(format!("reports/{quarter}/exception-paper.html"))).unwrap())
}

/// The text of the first element of a name that speaks of the exception, outermost first.
fn told(element: &Element, name: &str) -> Option<String> {
    let text = element.text();
    let is_it = element.name == name && text.contains(NAME);
    is_it
        .then(|| text.split_whitespace().collect::<Vec<_>>().join(" "))
        .or_else(|| element.elements().find_map(|inside| told(inside, name)))
}

/// The block of the exception.
fn block(element: &Element) -> Option<String> {
    if element.attributes.contains("id=\"exception-") {
        return told(element, "section");
    }
    element.elements().find_map(block)
}

fn says(text: &str, wanted: &[&str]) {
    for words in wanted {
        assert!(text.contains(words), "`{words}` is not in: {text}");
    }
}

#[test]
fn each_paper_tells_what_has_become_of_the_planted_exception() {
    let folder = tempfile::tempdir().unwrap();
    let board = folder.path().join("board");
    example_run::paqa_at(&["init", &board.display().to_string(), "--example"], folder.path());

    let questioned = paper(&board, ("2024-25-Q3", "2025-02-20"));
    let row = told(&questioned, "tr").expect("a row on the front");
    says(&row, &["Continuing", "2nd quarter", "Head of child protection"]);
    says(
        &block(&questioned).expect("a block"),
        &[
            "Commentary awaited from Head of child protection",
            "2024-25 Q2: How many conferences were late by more than a week? Not answered.",
            "Decision asked: Ask again; challenge logged as C03",
        ],
    );

    let acted_on = paper(&board, ("2025-26-Q2", "2025-11-20"));
    says(
        &block(&acted_on).expect("a block"),
        &[
            "Answer: “About one late conference in four was late by more than a week.”",
            "Decision: Accept the plan received (action A06)",
            "Action A06: Add a second conference chair team",
            "completed 19 September 2025",
            "Head of child protection says",
        ],
    );
    let restated = acted_on.text();
    says(&restated, &["78.5%", "73.8% [r]", "It is unusual on both figures."]);

    let closed = paper(&board, ("2026-27-Q1", "2026-08-20"));
    let item = told(&closed, "li").expect("a line among what was closed");
    says(
        &item,
        &[
            "Closed",
            "The target has been met two quarters running; closed, and on watch for two more.",
        ],
    );

    let on_watch = page_of(&example_run::board(), "2026-27-Q2");
    let item = told(&on_watch, "li").expect("a line on watch");
    says(
        &item,
        &[
            "Closed, on watch",
            "It closed one quarter ago and stays on watch for two quarters.",
        ],
    );
}
