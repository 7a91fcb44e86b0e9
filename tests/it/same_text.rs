//! A paper's page and its print say the same: every line of the page stands in the PDF. Looked at through `pdftotext`; without it
//! there is nothing to look with.

use crate::example_run::board;
use crate::page_tree::{self, Element, Inside};
use regex::Regex;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Elements whose text is one line to compare.
const LINES: [&str; 12] = [
    "p", "li", "h1", "h2", "h3", "h4", "td", "th", "caption", "dt", "dd", "strong",
];
/// What only a page has: ways to get about, words for drawings that stand as drawings in print, and lines with a link, which print
/// turns into the number of a page.
const ON_PAGES_ALONE: [&str; 6] = ["nav", "header", "footer", "svg", "summary", "a"];

fn papers(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            all.extend(papers(&path));
        } else if path.extension().is_some_and(|ending| ending == "pdf") {
            all.push(path);
        }
    }
    all.sort();
    all
}

/// Letters and digits alone: print breaks lines and sets other spaces.
fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// What the PDF says in the order of its content, without the running head and foot.
fn printed(path: &Path) -> Option<String> {
    let told = Command::new("pdftotext").arg("-raw").arg(path).arg("-").output().ok()?;
    let text = String::from_utf8_lossy(&told.stdout).into_owned();
    let running = Regex::new(
        r"(?m)^(?:OFFICIAL(?:-SENSITIVE)?|Essex Safeguarding Children Board .*|.*· run .*|Page \d+ of \d+)$",
    )
    .expect("a pattern");
    Some(letters(&running.replace_all(&text, "")))
}

fn is_alone(element: &Element) -> bool {
    let hidden = element.attributes.contains("class=\"unseen\"") || element.attributes.contains("class=\"skip\"");
    ON_PAGES_ALONE.contains(&element.name.as_str()) || hidden
}

/// The lines of a page.
fn lines(element: &Element, found: &mut Vec<String>) {
    if is_alone(element) {
        return;
    }
    let holds_more = element
        .elements()
        .any(|inside| LINES.contains(&inside.name.as_str()) || is_alone(inside));
    if LINES.contains(&element.name.as_str()) && !holds_more {
        found.push(element.text());
        return;
    }
    for inside in &element.inside {
        match inside {
            Inside::Element(inside) => lines(inside, found),
            Inside::Words(words) if LINES.contains(&element.name.as_str()) => found.push(words.clone()),
            Inside::Words(_) => (),
        }
    }
}

fn body(page: &Element) -> Option<&Element> {
    page.elements().find_map(|element| match element.name.as_str() {
        "main" => Some(element),
        _ => body(element),
    })
}

#[test]
fn every_line_of_a_page_stands_in_print() {
    let reports = board().join("reports/2026-27-Q2");
    let mut faults = Vec::new();
    let mut compared = 0;
    for pdf in papers(&reports) {
        let Some(print) = printed(&pdf) else { return };
        let page = page_tree::read(&std::fs::read_to_string(pdf.with_extension("html")).expect("the page"));
        let mut said = Vec::new();
        lines(body(&page).expect("a body"), &mut said);
        for line in said {
            compared += 1;
            if !print.contains(&letters(&line)) {
                faults.push(format!(
                    "{}: {line}",
                    pdf.file_name()
                        .map(|name| name.to_string_lossy().into_owned())
                        .unwrap_or_default()
                ));
            }
        }
    }
    println!("{compared} lines");
    assert!(compared > 2000, "only {compared} lines");
    assert!(
        faults.is_empty(),
        "{} lines are not in print:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[test]
fn what_the_board_reads_is_one_page() {
    let summary = board().join("reports/2026-27-Q2/board-summary.pdf");
    let told = Command::new("pdftotext").arg(&summary).arg("-").output();
    // A page ends with a form feed.
    if let Ok(told) = told {
        assert_eq!(told.stdout.iter().filter(|byte| **byte == 0x0c).count(), 1);
    }
}
