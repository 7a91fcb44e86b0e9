//! What the papers of the evidence besides the dashboard raise and ask, as a whole run tells it.

use crate::evidence_traps::{S11, has, small_board, words};
use crate::example_run::{board, cell, list, paqa_at};
use paqa::pipeline::Printed;
use std::collections::BTreeMap;

#[test]
fn the_theme_page_tells_the_loop_with_dates_and_claims_no_cause() {
    let paper = words(&board(), "2026-27-Q2", "themes");
    let from = paper
        .rfind("Allegations and safer recruitment, in the order of the dates")
        .unwrap();
    let disagree = paper.find("Where they disagree").unwrap();
    assert!(disagree < from, "what to ask comes first");
    let told = &paper[from..];
    let places: Vec<usize> = [
        "Section 11: 7 of 23 agencies that answered each time met 6.1",
        "Action A07 of Essex County Council Education is on the tracker",
        "The course “Managing allegations and the role of the LADO” begins",
        "Action A07 completed by",
        "LADO referrals (LD02): above its average from this quarter on",
        "Action A09 completed by",
    ]
    .iter()
    .map(|event| told.find(event).unwrap_or_else(|| panic!("no {event:?} in {told}")))
    .collect();
    assert!(places.is_sorted(), "{places:?} in {told}");
    // There is one verdict on an indicator, in the words of its own page.
    let verdict = "505 referrals were made to the LADO. The last four quarters together are higher";
    has(told, verdict);
    has(&words(&board(), "2026-27-Q2", "lado"), verdict);
    has(&paper, "Essex Police rates itself met on questions 3.1");
    has(
        &paper,
        "None of 419 people on the theme's courses in a year were its staff.",
    );
    has(&paper, "Is the route known there, or was there nothing to refer?");
    has(
        &paper,
        "of the cases that closed did so within one month. 91 of 195 open LADO cases",
    );
    has(&paper, "Which cases stay open, and why?");
    has(&paper, "What do auditors see that agencies do not?");
    for cause in ["because of", "due to", "as a result", "led to", "thanks to"] {
        assert!(!paper.contains(cause), "the page claims a cause: {cause}");
    }
}

#[test]
fn a_rising_risk_without_a_new_action_is_an_exception_and_one_with_an_action_is_none() {
    let raised = list(&["exceptions", "--period", "2026-27-Q2"]);
    let rising: Vec<String> = (0..raised.rows.len())
        .filter(|&row| cell(&raised, row, "rules") == "risk-without-action")
        .map(|row| cell(&raised, row, "sentence"))
        .collect();
    assert_eq!(rising.len(), 1, "{rising:?}");
    has(&rising[0], "Risk R07");
}

#[test]
fn a_standard_that_falls_among_the_same_organisations_is_an_exception() {
    let names: Vec<String> = (1..=8).map(|n| format!("council-{n}")).collect();
    let agencies: String = names
        .iter()
        .map(|name| format!("{name},{name},district_council,,s11-answers,,\n"))
        .collect();
    let sent = |cycle: &str, name: &str, grade: &str| {
        format!("{S11}{cycle},{name},agency,,1,1.1,met,,\n{cycle},{name},agency,,6,6.1,{grade},,\n")
    };
    let mut files: Vec<(String, String)> = vec![];
    for name in &names {
        files.push((
            format!("2024-25-Q3/{name}/s11-answers.csv"),
            sent("2024-25", name, "met"),
        ));
        files.push((
            format!("2026-27-Q2/{name}/s11-answers.csv"),
            sent("2026-27", name, "partly-met"),
        ));
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let board = small_board(&agencies, &files);
    paqa_at(&["run", "--period", "2026-27-Q2"], board.path());
    let Printed::List(raised) = paqa_at(&["exceptions", "--period", "2026-27-Q2"], board.path()).printed else {
        panic!("no list");
    };
    let told: Vec<String> = (0..raised.rows.len())
        .filter(|&row| cell(&raised, row, "rules") == "standard-fell")
        .map(|row| cell(&raised, row, "sentence"))
        .collect();
    assert_eq!(told.len(), 1, "{raised:?}");
    has(
        &told[0],
        "Fewer agencies meet safer recruitment and allegations than in 2024-25",
    );
}

/// The tables of a page whose caption says so: each row's name with what stands under each heading.
fn figures(page: &str, caption: &str) -> BTreeMap<(String, String), String> {
    let page = std::fs::read_to_string(board().join("reports/2026-27-Q2").join(page)).unwrap();
    let plain = |html: &str| {
        let mut text = String::new();
        let mut inside = false;
        for letter in html.chars() {
            match letter {
                '<' => inside = true,
                '>' => inside = false,
                letter if !inside => text.push(letter),
                _ => {}
            }
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let cells = |row: &str| -> Vec<String> {
        let starts = row.match_indices("<t").filter(|(at, _)| {
            let name = &row[*at..];
            name.starts_with("<th") && !name.starts_with("<thead") || name.starts_with("<td")
        });
        let starts: Vec<usize> = starts.map(|(at, _)| at).collect();
        let ends = starts.iter().skip(1).copied().chain([row.len()]);
        starts
            .iter()
            .zip(ends)
            .map(|(from, to)| plain(&row[*from..to]))
            .collect()
    };
    let mut found = BTreeMap::new();
    for table in page.split("<table").skip(1) {
        let table = table.split("</table>").next().unwrap_or_default();
        let title = table.split("</caption>").next().unwrap_or_default();
        if !title.contains(caption) {
            continue;
        }
        let rows: Vec<Vec<String>> = table.split("<tr").skip(1).map(cells).collect();
        let Some((head, rows)) = rows.split_first() else {
            continue;
        };
        for row in rows {
            for (area, figure) in head.iter().zip(row).skip(1) {
                found.insert((row[0].clone(), area.clone()), figure.clone());
            }
        }
    }
    found
}

#[test]
fn the_need_map_shows_no_district_figure_that_a_quadrant_pack_withholds() {
    let mut compared = 0;
    for quadrant in ["mid", "north", "south", "west"] {
        let pack = figures(&format!("quadrants/{quadrant}.html"), "figures of the quarter");
        let maps = [
            figures("need-map.html", "Need in "),
            figures("need-map.html", "Supply in "),
        ];
        for ((row, area), figure) in maps.iter().flatten().filter(|((_, area), _)| !area.contains("likely")) {
            let same = |name: &str| name == row || name.split_once(", per").is_some_and(|(name, _)| name == row);
            let own = pack.iter().find(|((name, place), _)| same(name) && place == area);
            let Some((_, own)) = own else { continue };
            compared += 1;
            let mark = |text: &str| ["[c]", "[x]", "[z]"].into_iter().find(|mark| text.contains(mark));
            assert_eq!(
                mark(figure),
                mark(own),
                "{row} in {area}: need map {figure}, {quadrant} pack {own}"
            );
        }
    }
    assert!(compared > 40, "{compared}");
}
