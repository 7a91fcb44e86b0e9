//! Of what was sent since an edition every return is told by itself: what it moved, what it no longer says, and which exceptions about
//! returns it raises and drops.

use crate::causes_alone::issued;
use crate::late::column;
use crate::past::put;
use crate::story_flips::paqa;
use std::path::Path;
use std::process::Command;

const HEAD: &str = "indicator,area,period,numerator,denominator,value,note";

/// The text of a file of the inbox.
fn sent(board: &Path, file: &str) -> String {
    std::fs::read_to_string(board.join("inbox").join(file)).unwrap()
}

/// The dashboard of the first quarter comes late for the second; the Section 11 audit of the same agency still does not.
fn probation_comes_late(board: &Path) {
    let first = sent(board, "2026-27-Q1/essex-probation/dashboard.csv");
    let late = first.replace("2026-27 Q1", "2026-27 Q2");
    put(board, "inbox/2026-27-Q2/essex-probation/late.csv", &late);
}

/// A return comes in words that only a mapping made since can read.
fn maldon_comes_in_new_words(board: &Path) {
    let rows = ["HO01,Plume Ward,2026-27 Q2,4,,,", "HO03,Plume Ward,2026-27 Q2,2,,,"];
    let text = format!("{HEAD}\n{}\n", rows.join("\n"));
    put(board, "inbox/2026-27-Q2/maldon-council/late.csv", &text);
    let mapping = "[areas]\n\"Plume Ward\" = \"E07000074\"\n";
    put(board, "mappings/maldon-council.toml", mapping);
}

/// A file is written over in place, without one of its rows.
fn tendring_leaves_a_row_out(board: &Path) {
    let file = "2026-27-Q2/tendring-council/tendring.csv";
    let was = sent(board, file);
    let rows: Vec<&str> = was.lines().filter(|line| !line.starts_with("HO03")).collect();
    assert_ne!(rows.len(), was.lines().count());
    put(board, &format!("inbox/{file}"), &rows.join("\n"));
}

/// An agreed reading of a cell, and a corrected file that takes the place of that cell's file.
fn braintree_corrects_what_was_patched(board: &Path) {
    let file = "2026-27-Q2/braintree-council/dashboard.csv";
    let patch = format!(
        "[[patch]]\nfile = \"{file}\"\ncell = \"D2\"\nseen = \"3\"\nread_as = \"9\"\nagreed = \"a slip of the pen\"\n"
    );
    put(board, "mappings/braintree-council.toml", &patch);
    let was = sent(board, file);
    let is = was.replacen("HO01,E07000067,2026-27 Q2,3", "HO01,E07000067,2026-27 Q2,5", 1);
    assert_ne!(was, is);
    put(board, "inbox/2026-27-Q2/braintree-council/dashboard corrected.csv", &is);
}

/// The figures of the first quarter once more, beside those of the second.
fn fire_sends_the_first_quarter_again(board: &Path) {
    let first = sent(board, "2026-27-Q1/essex-fire/dashboard.csv");
    put(board, "inbox/2026-27-Q2/essex-fire/fire again.csv", &first);
}

/// The limits of an indicator begin anew.
fn begin_anew(board: &Path) {
    let text = "[[indicator]]\nid = \"CP10\"\n[[indicator.rebase]]\nfrom = \"2024-25 Q2\"\nreason = \"New practice\"\ndecided = \"2026-12-01\"\n";
    put(board, "schemas/indicators/anew.toml", text);
}

#[test]
fn each_return_is_told_by_what_it_alone_changed() {
    let (_folder, board) = issued("2026-27-Q2", ("2026-11-20", "2026-11-20"));
    probation_comes_late(&board);
    maldon_comes_in_new_words(&board);
    tendring_leaves_a_row_out(&board);
    braintree_corrects_what_was_patched(&board);
    fire_sends_the_first_quarter_again(&board);
    begin_anew(&board);
    paqa(&board, "2026-12-10", "ingest --period 2026-27-Q2");
    let list = paqa(&board, "2026-12-10", "compare 2026-27-Q2");
    let why = |holding: &[&str]| {
        let mut told = column(&list, "why", holding);
        told.sort();
        told.dedup();
        told
    };
    // What only a mapping made since can read is there because of both.
    assert_eq!(
        why(&["figure", "HO01", "district", "E07000074"]),
        ["late return; board tables"]
    );
    // The patched file does not count any more: the patch moves nothing.
    assert_eq!(
        why(&["figure", "HO01", "district", "E07000067"]),
        ["restated by the agency"]
    );
    let gone = ["figure", "HO03", "district", "E07000076"];
    assert_eq!(why(&gone), ["restated by the agency"], "{list}");
    let details = column(&list, "detail", &gone);
    assert!(
        details.iter().all(|one| one.contains("no longer has what")),
        "{details:?}"
    );
    // Of two returns that did not come one has.
    let was = column(&list, "was", &["exception", "essex-probation"]);
    let is = column(&list, "is", &["exception", "essex-probation"]);
    let dropped = was.iter().zip(&is).filter(|(_, is)| is.as_str() == "not listed");
    assert_eq!(dropped.count(), 1, "{list}");
    let raised = column(&list, "was", &["exception", "essex-fire"]);
    assert!(raised.iter().any(|was| was == "not listed"), "{list}");
    assert_eq!(why(&["chart", "CP10"]), ["definition"]);
    assert!(list.contains("Multi-agency dashboard"), "{list}");
}

#[test]
fn what_is_said_of_a_return_changes_with_its_files_though_no_figure_moves() {
    let (_folder, board) = issued("2026-27-Q2", ("2026-11-20", "2026-11-20"));
    let audit = "2026-27-Q2/tendring-council/safeguarding audit.xlsx";
    let mut withdraw = Command::new(env!("CARGO_BIN_EXE_paqa"));
    let done = withdraw
        .args([
            "withdraw",
            audit,
            "--reason",
            "another form",
            "--as-at",
            "2026-12-10",
            "--quiet",
            "--board",
        ])
        .arg(&board)
        .status();
    assert!(done.unwrap().success());
    paqa(&board, "2026-12-10", "ingest --period 2026-27-Q2");
    let list = paqa(&board, "2026-12-10", "compare 2026-27-Q2");
    let told = column(&list, "why", &["exception", "tendring-council"]);
    assert!(!told.is_empty() && told.iter().all(|why| why == "withdrawn"), "{list}");
}
