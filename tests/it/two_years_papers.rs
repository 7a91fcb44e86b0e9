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

/// A quarter's paper, the day of its run, what the front row says and what the block says.
type Told = (
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

/// While the exception is on the list: raised, questioned, answered, acted on, restated, improving.
const LISTED: [Told; 7] = [
    (
        "2024-25-Q2",
        "2024-11-20",
        &[
            "New",
            "Below its usual range of 88.0% to 94.0%",
            "Head of child protection",
        ],
        &[
            "Said by Head of child protection",
            "Nothing; new this quarter.",
            "Decision asked: Ask for an explanation",
        ],
    ),
    (
        "2024-25-Q3",
        "2025-02-20",
        &["Continuing", "2nd quarter", "Head of child protection"],
        &[
            "Said by Head of child protection",
            "2024-25 Q2: How many conferences were late by more than a week? Answer: “About one late conference in four was late by more than a week. One post is filled.” (in 2024-25 Q3)",
            "Decision asked: Ask again; challenge logged as C03",
        ],
    ),
    (
        "2024-25-Q4",
        "2025-05-20",
        &["Continuing", "3rd quarter"],
        &[
            "2024-25 Q3: How many conferences were late by more than a week, and when will the posts be filled? Answer: “About one late conference in four was late by more than a week. One post is filled.”",
            "Action A06: Add a second conference chair team and a weekly booking review (Head of child protection, due 30 September 2025).",
            "Decision asked: Accept the answer; ask for a plan",
        ],
    ),
    (
        "2025-26-Q1",
        "2025-08-20",
        &["Continuing", "4th quarter", "78.5%"],
        &[
            "2024-25 Q4: What will change, by whom, and by when? Answer: “A second chair team and one diary, from September.”",
            "Action A06",
            "Decision asked: Accept the plan received (action A06)",
        ],
    ),
    (
        "2025-26-Q2",
        "2025-11-20",
        &["Continuing", "5th quarter"],
        &[
            "Answer: “About one late conference in four was late by more than a week. One post is filled.”",
            "Decision: Accept the plan received (action A06)",
            "Action A06: Add a second conference chair team",
            "completed 19 September 2025",
            "Said by Head of child protection",
        ],
    ),
    (
        "2025-26-Q3",
        "2026-02-20",
        &["Improving", "6th quarter"],
        &[
            "2025-26 Q2: Does the restated figure change last quarter\'s answer? Answer: “No. It is lower than first reported, and the plan stands.”",
            "The figure is higher than in the quarter in which it was completed, one quarter ago.",
            "Decision asked: Note, and keep on the list",
        ],
    ),
    (
        "2025-26-Q4",
        "2026-05-20",
        &["Improving", "7th quarter", "93.2%"],
        &[
            "The figure is higher than in the quarter in which it was completed, two quarters ago.",
            "Decision asked: Close when it is met again; keep on watch for two quarters",
        ],
    ),
];

#[test]
fn each_paper_tells_what_has_become_of_the_planted_exception() {
    let folder = tempfile::tempdir().unwrap();
    let board = folder.path().join("board");
    example_run::paqa_at(&["init", &board.display().to_string(), "--example"], folder.path());
    for (quarter, day, row, told_in_block) in LISTED {
        let page = paper(&board, (quarter, day));
        says(
            &told(&page, "tr").unwrap_or_else(|| panic!("{quarter}: a row on the front")),
            row,
        );
        says(
            &block(&page).unwrap_or_else(|| panic!("{quarter}: a block")),
            told_in_block,
        );
        let text = page.text();
        let restated = ["78.5%", "73.8% [r]", "It is unusual on both figures."];
        match quarter {
            "2025-26-Q2" => says(&text, &restated),
            // A restatement is told once, in the quarter in which it came.
            _ => assert!(!text.contains(restated[1]), "{quarter}"),
        }
    }

    let closed = paper(&board, ("2026-27-Q1", "2026-08-20"));
    assert!(block(&closed).is_none(), "what closed has no block");
    let item = told(&closed, "li").expect("a line among what was closed");
    says(
        &item,
        &[
            "Closed",
            "The target has been met two quarters running; closed, and on watch for two more.",
        ],
    );

    let on_watch = page_of(&example_run::board(), "2026-27-Q2");
    assert!(block(&on_watch).is_none(), "what is on watch has no block");
    let item = told(&on_watch, "li").expect("a line on watch");
    says(
        &item,
        &[
            "Closed, on watch",
            "It closed one quarter ago and stays on watch for two quarters.",
        ],
    );
}
