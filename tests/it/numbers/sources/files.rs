//! What `check` says of files and cells, and counts of it.

use super::{Lists, Row, Said, count};
use crate::example_run::board;
use crate::numbers::known::{numbers, printed};
use crate::numbers::spots::Spot;
use std::collections::BTreeSet;

/// Whether an agency is asked to answer a finding; that nothing came is asked elsewhere.
pub fn is_question(row: &Row) -> bool {
    row["responsibility"] == "agency" && row["severity"] != "info" && row["kind"] != "return-missing"
}

/// Questions to an agency: its findings that are more than information.
pub fn questions(lists: &Lists, agency: &str) -> f64 {
    let all = |severity| {
        count(
            &lists.findings,
            &[("agency", agency), ("responsibility", "agency"), ("severity", severity)],
        )
    };
    all("error") + all("warning")
}

/// Everything else that `check` says of an agency's files.
pub fn small(lists: &Lists, agency: &str) -> f64 {
    count(&lists.findings, &[("agency", agency)]) - questions(lists, agency)
}

/// What is counted of findings and files.
pub const SAID: &[Said] = &[
    Said {
        on: "run-log",
        words: r"^(\d+)$",
        count: |lists, spot, _| match spot.column.as_str() {
            "How many" => vec![count(&lists.findings, &[("kind", &spot.row)])],
            _ => vec![],
        },
    },
    Said {
        on: "run-log",
        words: r"^(\d+) (?:cells or files were|cell or file was) read otherwise",
        count: |lists, _, _| vec![count(&lists.findings, &[("severity", "info")])],
    },
    Said {
        on: "run-log",
        words: r"^(\d+)$",
        count: |_, spot, _| match spot.row.as_str() {
            "Files read" => vec![inputs()],
            _ => vec![],
        },
    },
    Said {
        on: "run-log",
        words: r"^([\d,]+) files of other quarters were read too",
        count: |_, _, _| vec![earlier_inputs()],
    },
    Said {
        on: "run-log",
        words: r"all (\d+) checks hold",
        count: |_, spot, _| vec![checks(spot)],
    },
];

/// Lines of the run's list of inputs in its manifest, each a file in the board's folder.
fn inputs() -> f64 {
    input_paths().len() as f64
}

/// Those of them that lie in folders of other quarters.
fn earlier_inputs() -> f64 {
    let is_earlier = |path: &&String| path.starts_with("inbox/") && !path.starts_with("inbox/2026-27-Q2/");
    input_paths().iter().filter(is_earlier).count() as f64
}

fn input_paths() -> Vec<String> {
    let manifest = board().join("reports/2026-27-Q2/manifest.json");
    let manifest = std::fs::read_to_string(manifest).expect("the manifest");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("the manifest");
    let inputs = manifest["inputs"].as_object().expect("its inputs");
    assert!(
        inputs.keys().all(|path| board().join(path).is_file()),
        "an input that is no file"
    );
    inputs.keys().cloned().collect()
}

/// Checks of the run log that hold, counted in its own table.
fn checks(spot: &Spot) -> f64 {
    let page = board().join(format!("reports/2026-27-Q2/{}.html", spot.page));
    let page = std::fs::read_to_string(page).expect("the run log");
    page.matches("<td>Holds</td>").count() as f64
}

/// Where a spot's words give numbers of the findings whose file, sheet and cell its line names, or numbers in a file's own name.
pub fn quoted(lists: &Lists, spot: &Spot) -> BTreeSet<usize> {
    let told: Vec<&Row> = lists.findings.iter().filter(|row| is_told(row, &spot.line)).collect();
    let of_findings: Vec<f64> = told.iter().flat_map(|row| numbers_of(row)).collect();
    let mut found: BTreeSet<usize> = printed(&spot.words)
        .into_iter()
        .filter(|(_, text)| {
            text.replace(',', "")
                .parse()
                .is_ok_and(|number: f64| of_findings.contains(&number))
        })
        .map(|(range, _)| range.start)
        .collect();
    if let Some(path) = spot.words.strip_prefix("inbox/").filter(|_| spot.page == "run-log")
        && board().join("inbox").join(path).is_file()
    {
        found.extend(printed(&spot.words).into_iter().map(|(range, _)| range.start));
    }
    found
}

/// Whether a line of a page tells of a finding: it names the file, its sheet and the cell.
fn is_told(row: &Row, line: &str) -> bool {
    let name = row["file"].rsplit('/').next().unwrap_or_default();
    !name.is_empty() && line.contains(name) && line.contains(&row["sheet"]) && line.contains(&row["cell"])
}

fn numbers_of(row: &Row) -> Vec<f64> {
    let parts = ["file", "sheet", "cell", "seen", "treated_as", "message"];
    parts.iter().flat_map(|part| numbers(&row[*part])).collect()
}
