//! One verdict, one list: what any paper says of a list is what `exceptions` prints, and what a paper says of an agency is true.

use crate::example_run::{board, cell, list, paqa_at};
use crate::page_tree::{self, Element};
use crate::true_papers::paper;
use regex::Regex;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Indicators whose records the example's exceptions tell beside those of another: the backlog with the referrals, the actions of
/// Section 11 with those of reviews.
const BESIDE: [&str; 2] = ["LD05", "SA05"];

/// Ids of the indicators on one list of performance.
fn on(tier: &str) -> BTreeSet<String> {
    let listed = list(&["exceptions", "--period", "2026-27-Q2"]);
    let rows = (0..listed.rows.len())
        .filter(|&row| cell(&listed, row, "tier") == tier && cell(&listed, row, "kind") == "performance");
    let ids = rows.map(|row| cell(&listed, row, "indicator"));
    ids.filter(|id| !id.is_empty()).collect()
}

fn reports() -> PathBuf {
    board().join("reports/2026-27-Q2")
}

/// Every page of the reports with its path.
fn pages() -> Vec<(String, String)> {
    fn below(folder: &Path, all: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => below(&path, all),
                false => all.push(path),
            }
        }
    }
    let mut all = vec![];
    below(&reports(), &mut all);
    all.retain(|path| path.extension().is_some_and(|ending| ending == "html"));
    all.sort();
    let name = |path: &PathBuf| path.strip_prefix(reports()).unwrap().display().to_string();
    all.iter()
        .map(|path| (name(path), std::fs::read_to_string(path).unwrap()))
        .collect()
}

/// Every row of the tables of a page, as the words of its cells.
fn rows(page: &Element) -> Vec<Vec<String>> {
    let own = (page.name == "tr").then(|| {
        let cells = page.elements().map(|cell| cell.text());
        cells
            .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect()
    });
    own.into_iter().chain(page.elements().flat_map(rows)).collect()
}

/// The words of the section under a heading.
fn section(page: &Element, heading: &str) -> Option<String> {
    let is_it = page.name == "section"
        && page
            .elements()
            .any(|one| one.name == "h2" && one.text().trim() == heading);
    match is_it {
        true => Some(page.text().split_whitespace().collect::<Vec<_>>().join(" ")),
        false => page.elements().find_map(|inside| section(inside, heading)),
    }
}

fn tree(name: &str) -> Element {
    page_tree::read(&std::fs::read_to_string(reports().join(name)).unwrap())
}

#[test]
fn the_themes_say_of_each_indicator_the_list_on_which_it_stands() {
    let lists = [on("exception"), on("watch"), on("closed")];
    let catalogue = paqa::catalogue::load(Some(&board())).unwrap();
    let page = tree("themes.html");
    let rows = rows(&page);
    let mut looked = 0;
    let none = Regex::new("None of [a-z0-9]+ is on a list|It is on no list").unwrap();
    let claimed = Regex::new(r"([A-Za-z0-9(), &'’-]*) on the list of exceptions").unwrap();
    let ids = Regex::new(r"\b[A-Z]{2}\d{2}\b").unwrap();
    for link in catalogue.links() {
        let row = rows.iter().find(|row| row.len() == 5 && row[0] == link.title);
        let own = section(&page, &link.title);
        let Some(told) = row.map(|row| row[4].clone()).or(own.clone()) else {
            continue;
        };
        for id in &link.indicators {
            let tier = lists.iter().position(|ids| ids.contains(id));
            let wanted = match (tier, row.is_some()) {
                (None, _) => continue,
                (Some(0), true) => format!(r"\b{id}\b[^;]* on the list of exceptions"),
                (Some(0), false) => format!(r"\b{id}\b.*(It is exception \d+|Exception \d+ tells of it)"),
                (Some(1), _) => format!(r"(?i)\b{id}\b.*on watch"),
                (Some(_), _) => format!(r"(?i)\b{id}\b.*closed"),
            };
            looked += 1;
            assert!(
                Regex::new(&wanted).unwrap().is_match(&told),
                "{}: {id}: {told}",
                link.title
            );
        }
        let listed = link
            .indicators
            .iter()
            .any(|id| lists.iter().any(|ids| ids.contains(id)));
        assert!(!(listed && none.is_match(&told)), "{}: {told}", link.title);
        for found in claimed.captures_iter(&told) {
            for id in ids.find_iter(&found[1]) {
                let is_so = lists[0].contains(id.as_str()) || BESIDE.contains(&id.as_str());
                assert!(is_so, "{}: {} is on no list: {told}", link.title, id.as_str());
            }
        }
    }
    assert!(looked >= 10, "{looked} indicators are linked and listed");
}

#[test]
fn every_view_knows_what_is_on_watch_and_what_is_an_exception() {
    let (exceptions, watched) = (on("exception"), on("watch"));
    let front = paper("exception-paper.html");
    assert!(!watched.is_empty(), "the example has something on watch");
    assert!(!front.contains("Nothing is on watch."), "the lists have {watched:?}");
    assert!(front.contains("None; one matter that closed is still followed: see what closed."));
    let grid = rows(&tree("dashboard.html"));
    let id = Regex::new(r"\b([A-Z]{2}\d{2})$").unwrap();
    let mut usual = 0;
    for row in grid.iter().filter(|row| row.len() == 6) {
        let Some(id) = id.captures(&row[0]).map(|found| found[1].to_string()) else {
            continue;
        };
        let listed = exceptions.contains(&id) || BESIDE.contains(&id.as_str());
        assert!(!(listed && row[2] == "Usual"), "{row:?}");
        assert!(listed || !row[2].starts_with("Usual, on list"), "{row:?}");
        usual += usize::from(row[2].starts_with("Usual"));
    }
    assert!(usual > 80, "{usual} rows of the grid were read");
    let needs = rows(&tree("training.html"));
    let catalogue = paqa::catalogue::load(Some(&board())).unwrap();
    for link in catalogue.links() {
        let row = needs
            .iter()
            .find(|row| row.len() == 6 && row[0] == link.title)
            .expect("a row of needs");
        for id in &link.indicators {
            assert_eq!(
                row[4].contains(id),
                exceptions.contains(id) || is_beside(id, &row[4]),
                "{row:?}: {id}"
            );
        }
    }
}

fn is_beside(id: &str, told: &str) -> bool {
    BESIDE.contains(&id) && told.contains(id)
}

#[test]
fn each_agency_is_told_what_the_lists_have_of_it_and_of_its_district() {
    let listed = list(&["exceptions", "--period", "2026-27-Q2"]);
    let agencies = csv(&board().join("agencies.csv"));
    let areas = csv(&board().join("areas.csv"));
    let front = paper("exception-paper.html");
    let (mut told, mut silent) = (0, 0);
    for agency in &agencies {
        let page = format!("agencies/{}.html", agency[0]);
        if !reports().join(&page).exists() {
            continue;
        }
        let text = paper(&page);
        assert!(!text.contains("do not single out"), "{page}");
        let district = areas.iter().find(|area| {
            area[2] == "district" && agency[2] == "district_council" && agency[1].starts_with(&format!("{} ", area[1]))
        });
        let says_none = text.contains("No figure of yours");
        silent += usize::from(says_none);
        for row in 0..listed.rows.len() {
            let is_its = cell(&listed, row, "agency") == agency[0];
            let is_district = district.is_some_and(|area| cell(&listed, row, "area") == area[0]);
            if !is_its && !is_district {
                continue;
            }
            told += 1;
            let sentence = cell(&listed, row, "sentence");
            let first: String = sentence.split(". ").next().unwrap().trim_end_matches('.').into();
            assert!(!says_none, "{page} says none and there is: {sentence}");
            assert!(text.contains(&first), "{page} does not say: {first}");
        }
        // What is read with an exception names the agency or the district.
        let names = [Some(&agency[1]), district.map(|area| &area[1])];
        for name in names.into_iter().flatten() {
            assert!(
                !(says_none && front.contains(&format!(", {name}: "))),
                "{page}: the front names {name}"
            );
        }
    }
    assert!(told >= 15 && silent >= 5, "{told} told, {silent} silent");
}

#[test]
fn each_agency_is_told_of_its_part_in_what_is_told_of_several() {
    for (agency, words) in [
        ("essex-education", "Training no-shows"),
        ("essex-family-support", "Training no-shows"),
        ("family-wellbeing", "A14"),
        ("basildon-council", "Actions and challenges that wait"),
        ("castle-point-council", "Actions and challenges that wait"),
        ("tendring-council", "Missing episodes, Tendring"),
        ("essex-social-care", "Better than usual"),
    ] {
        assert!(
            paper(&format!("agencies/{agency}.html")).contains(words),
            "{agency}: {words}"
        );
    }
}

fn csv(path: &Path) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let rows = reader.records().map(Result::unwrap);
    rows.map(|row| row.iter().map(String::from).collect()).collect()
}

#[test]
fn agencies_are_told_no_internal_names_and_no_masks() {
    let internal = [
        "(figure)",
        "essex-north",
        "essex-mid",
        "essex-west",
        "essex-south",
        "not-available",
        "not-applicable",
    ];
    let mut looked = 0;
    for (name, html) in pages() {
        if !name.starts_with("agencies/") && !name.starts_with("feedback/") {
            continue;
        }
        looked += 1;
        for word in internal {
            assert!(!html.contains(word), "{name}: {word}");
        }
    }
    assert!(looked > 50, "{looked} pages");
    let findings = list(&["check", "--period", "2026-27-Q2"]);
    let partial = (0..findings.rows.len()).filter(|&row| cell(&findings, row, "kind") == "return-partial");
    let messages: Vec<String> = partial.map(|row| cell(&findings, row, "message")).collect();
    assert_eq!(messages.len(), 2, "{messages:?}");
    for message in messages {
        assert!(
            !message.contains("lacking are") && message.contains("not in it: "),
            "{message}"
        );
    }
    let family = paper("agencies/essex-family-support.html");
    assert!(
        family.contains("Two cells saying") && family.contains("were read as North, as we have learnt of your returns"),
        "{family}"
    );
}

#[test]
fn whoever_did_not_return_an_audit_has_a_gap_and_the_rate_of_returns_lacks_nobody() {
    let grid = rows(&tree("dashboard.html"));
    let of = |id: &str| {
        grid.iter()
            .find(|row| row.first().is_some_and(|name| name.ends_with(id)))
            .unwrap()
    };
    assert!(!of("SA01")[2].contains("without"), "{:?}", of("SA01"));
    assert!(of("SA04")[2].contains("without"), "{:?}", of("SA04"));
    for (agency, now) in [
        ("maldon-council", "[x]"),
        ("essex-probation", "[x]"),
        ("basildon-council", "14 of 17"),
    ] {
        let figures = rows(&tree(&format!("agencies/{agency}.html")));
        let row = figures.iter().find(|row| row[0].ends_with("SA04")).unwrap();
        assert_eq!(row[1..4], [now, "[z]", "[z]"], "{agency}");
    }
}

#[test]
fn a_quarter_in_which_nothing_was_due_is_one_mark_in_every_column() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().display().to_string();
    paqa_at(
        &["chart", "RV03", "SA01", "SA04", "--format", "csv", "--out", &out],
        &board(),
    );
    let mut not_due = 0;
    for id in ["RV03", "SA01", "SA04"] {
        for row in csv(&folder.path().join(format!("{id}-E10000012.csv"))) {
            let figures = &row[3..6];
            if figures[0] == "[z]" {
                not_due += 1;
                assert_eq!(figures, ["[z]", "[z]", "[z]"], "{id} {}", row[2]);
            }
        }
    }
    assert!(not_due > 10, "{not_due} quarters");
    let block = paper("exception-paper.html");
    assert!(!block.contains("[z] [x] [x]"));
}

#[test]
fn years_that_are_pooled_are_told_as_the_years_that_they_are() {
    let page = pages()
        .into_iter()
        .find(|(_, html)| html.contains("Child death overview, years pooled"));
    let (name, html) = page.expect("the table");
    let rows = rows(&page_tree::read(&html));
    let span = |what: &str| {
        rows.iter()
            .find(|row| row[0].starts_with(what))
            .unwrap_or_else(|| panic!("{name}: {what}"))[4]
            .clone()
    };
    assert_eq!(span("Reviews completed with modifiable factors"), "2021-22 to 2025-26");
    assert_eq!(
        span("Child death reviews completed within 12 months"),
        "2021-22 to 2025-26"
    );
    assert_eq!(span("Child deaths notified"), "2021-22 Q3 to 2026-27 Q2");
}

#[test]
fn a_box_of_withheld_figures_has_a_title_that_tells_no_movement() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().display().to_string();
    paqa_at(&["chart", "HO01", "--format", "svg", "--out", &out], &board());
    let words = std::fs::read_to_string(folder.path().join("HO01-E10000012.txt")).unwrap();
    let svg = std::fs::read_to_string(folder.path().join("HO01-E10000012.svg")).unwrap();
    assert!(svg.contains("Withheld: small numbers"), "the example's chart is a box");
    let title = words.lines().next().unwrap();
    assert_eq!(
        title,
        "Homeless young people: 46; too many earlier figures are withheld to draw"
    );
    for moved in ["range", "risen", "fallen", "row", "average"] {
        assert!(!title.contains(moved), "{title}");
    }
}

#[test]
fn what_is_complete_without_evidence_is_the_same_number_wherever_it_is_told() {
    let findings = list(&["check", "--period", "2026-27-Q2"]);
    let row = (0..findings.rows.len()).find(|&row| cell(&findings, row, "kind") == "complete-without-evidence");
    let row = row.expect("the finding");
    let message = cell(&findings, row, "message");
    assert!(message.starts_with("2 actions are complete"), "{message}");
    assert!(message.ends_with(": A04, A14."), "each is named: {message}");
    assert_eq!(cell(&findings, row, "seen"), "A04, A14");
    let page = paper("assurance.html");
    assert!(page.contains("1 complete, no evidence of impact"));
    assert!(
        page.contains("On the whole tracker two actions are complete without evidence of impact. Not from reviews: A04 (case audit)."),
        "{page}"
    );
}

#[test]
fn a_held_return_is_told_once_with_its_reason() {
    let listed = list(&["exceptions", "--period", "2026-27-Q2"]);
    let its = (0..listed.rows.len())
        .filter(|&row| cell(&listed, row, "agency") == "essex-youth-justice" && cell(&listed, row, "kind") == "data");
    let told: Vec<String> = its.map(|row| cell(&listed, row, "sentence")).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].contains("set aside until a person decides on it")
            && told[0].contains("holds the figures of 2026-27 Q1"),
        "{told:?}"
    );
}

#[test]
fn text_alternatives_are_sixty_words_at_most() {
    let tag = Regex::new(r"(?s)<desc[^>]*>(.*?)</desc>").unwrap();
    let mut read = 0;
    for (name, html) in pages() {
        for found in tag.captures_iter(&html) {
            let words = found[1].split_whitespace().count();
            read += 1;
            assert!(words <= 60, "{name}: {words} words: {}", &found[1]);
        }
    }
    assert!(read > 30, "{read} were read");
}

#[test]
fn a_pack_has_one_order_of_its_districts() {
    let page = tree("quadrants/west.html");
    let own = ["Epping Forest", "Harlow", "Uttlesford"];
    let rows = rows(&page);
    let heads = rows
        .iter()
        .find(|row| row.first().is_some_and(|first| first == "Measure"))
        .unwrap();
    assert_eq!(heads[1..4], own);
    let multiples = rows
        .iter()
        .position(|row| row.first().is_some_and(|first| first == "District"))
        .unwrap();
    let first: Vec<&str> = rows[multiples + 1..multiples + 4]
        .iter()
        .map(|row| row[0].as_str())
        .collect();
    assert_eq!(first, own);
    let text = paper("quadrants/west.html");
    assert!(text.contains("(Epping Forest, Harlow and Uttlesford)"));
}

#[test]
fn a_listed_figure_is_never_said_to_be_in_its_usual_range() {
    let front = paper("exception-paper.html");
    let read_with: Vec<&str> = front
        .split("Read with ")
        .skip(1)
        .map(|after| after.split("Commentary").next().unwrap())
        .collect();
    assert!(!read_with.is_empty());
    for told in read_with {
        assert!(!told.contains("In the usual range"), "{told}");
    }
}
