//! What is said of a command that was cut off, what a mixture would look like, and looking while a run is at work.

use crate::store::bytes_below;
use crate::torture::seen::{look, seen};
use crate::torture::{
    Calm, Files, all_three, deaths, difference, finished, fresh, is_long, paqa, put_back, small_board,
};
use paqa::catalogue::Catalogue;
use paqa::store::Store;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::time::{Duration, Instant};

/// Every command that opens the store and only looks.
const READERS: [&str; 10] = [
    "rows dashboard",
    "series CP01",
    "exceptions --period 2026-27-Q2",
    "status --period 2026-27-Q2",
    "explain CP01 --period 2026-27-Q2",
    "history",
    "history --verify",
    "holdings",
    "sql CP01",
    "check --period 2026-27-Q2",
];

const CUT_OFF: &str = "An earlier command was cut off: `paqa";

fn said(board: &Path, words: &str) -> (Option<i32>, Vec<u8>, String) {
    let output = look(board, words);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), output.stdout, said)
}

/// A board on which a command was killed before a call, if it lived so long.
fn killed_at(calm: &Calm, call: u64, deaths: &Path) -> Option<tempfile::TempDir> {
    let board = fresh(&calm.before);
    let mut victim = paqa(board.path(), calm.command);
    victim
        .env("LD_PRELOAD", deaths)
        .env("DEATHS_BELOW", board.path())
        .env("DEATHS_AT", call.to_string());
    let killed = victim.output().unwrap().status.signal() == Some(9);
    killed.then_some(board)
}

/// Holds a board as a command does that is at work.
fn at_work(board: &Path) -> Store {
    let catalogue = Catalogue::built_in().unwrap();
    Store::open_alone(&board.join("store"), catalogue.feeds(), Duration::ZERO).unwrap()
}

#[test]
fn whoever_looks_after_a_sudden_death_is_told_once_what_was_cut_off_and_sees_what_he_would_see_without() {
    let deaths = deaths();
    let mut told = (0, 0);
    for calm in all_three(&deaths) {
        // The calls from the middle on store and write papers; those before only read and keep originals.
        let step = (calm.calls / if is_long() { 20 } else { 6 }).max(1);
        let boards = (calm.calls / 2..=calm.calls).step_by(usize::try_from(step).unwrap());
        for board in boards.filter_map(|call| killed_at(&calm, call, &deaths)) {
            if !board.path().join("store/begun").exists() {
                continue;
            }
            calm.is_whole(board.path(), "cut off");
            let found: Vec<_> = READERS.map(|words| said(board.path(), words)).into();
            // As long as somebody is at work it may still end: the same is printed, and nothing is said.
            let at_work = at_work(board.path());
            for (words, (code, printed, words_said)) in READERS.iter().zip(found) {
                let (code_without, printed_without, said_without) = said(board.path(), words);
                assert_eq!((code, &printed), (code_without, &printed_without), "{words}");
                assert_eq!(words_said.matches(CUT_OFF).count(), 1, "{words}: {words_said}");
                assert!(
                    words_said.contains(calm.command) && words_said.contains("2026-27 Q2"),
                    "{words_said}"
                );
                let next = "The next `paqa run --period 2026-27-Q2` completes it.";
                assert_eq!(words_said.matches(next).count(), 1, "{words}: {words_said}");
                assert!(!said_without.contains("cut off"), "{words}: {said_without}");
                let is_stored = words_said.contains("What it stored is whole");
                assert!(is_stored != words_said.contains("the state before it"), "{words_said}");
                match is_stored {
                    true => told.1 += 1,
                    false => told.0 += 1,
                }
            }
            drop(at_work);
            let output = paqa(board.path(), "run").output().unwrap();
            finished(&output);
            let end = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(
                end.contains(CUT_OFF) && end.contains("This one has completed it."),
                "{end}"
            );
            assert!(!said(board.path(), "rows dashboard").2.contains("cut off"));
        }
    }
    assert!(
        told.0 > 0 && told.1 > 0,
        "cut off before and after it was stored: {told:?}"
    );
}

#[test]
fn a_mixture_of_two_states_is_taken_for_neither() {
    let deaths = deaths();
    let of_table = |files: &Files, table: &str| -> Files {
        let own = files.iter().filter(|(name, _)| name.starts_with(table));
        own.map(|(name, bytes)| (name.clone(), bytes.clone())).collect()
    };
    let [_, run, first_run] = all_three(&deaths);
    for (calm, tables) in [
        // What reading found stands after `ingest` as it does after `run`.
        (&run, &["series", "exceptions"][..]),
        (
            &first_run,
            &["series", "exceptions", "findings", "submissions", "dashboard"],
        ),
    ] {
        let [before, after] = &calm.seen;
        for table in tables {
            let mut mixed = after.clone();
            mixed.tables.retain(|name, _| !name.starts_with(table));
            mixed.tables.extend(of_table(&before.tables, table));
            assert!(mixed != *before && mixed != *after, "{table} is not seen");
        }
    }
}

#[test]
fn looking_while_a_run_is_at_work_waits_for_nobody_writes_nothing_and_finds_the_same() {
    let deaths = deaths();
    for calm in all_three(&deaths) {
        let board = fresh(&calm.before);
        let alone = said(board.path(), "check --period 2026-27-Q2");
        let different = difference(&bytes_below(board.path()), &calm.before);
        assert!(different.is_empty(), "check wrote {different:?}");

        let feeds = Catalogue::built_in().unwrap();
        let at_work = Store::open_for_run(&board.path().join("store"), feeds.feeds(), Duration::ZERO).unwrap();
        let begun = Instant::now();
        assert_eq!(said(board.path(), "check --period 2026-27-Q2"), alone);
        assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
        drop(at_work);
    }
}

#[test]
fn a_run_that_is_at_work_is_not_said_to_be_cut_off() {
    let board = small_board();
    put_back(
        board.path(),
        &Files::from([("store/begun".to_string(), b"`run` 2026-27 Q2 (run x)\n0".to_vec())]),
    );
    let at_work = at_work(board.path());
    assert!(!said(board.path(), "history").2.contains("cut off"));
    drop(at_work);
    assert!(said(board.path(), "history").2.contains(CUT_OFF));
    // What needs a store that holds something says it with its fault.
    let (code, _, words) = said(board.path(), "series CP01");
    assert_eq!(code, Some(2), "{words}");
    assert!(
        words.contains("nothing is held yet") && words.contains(CUT_OFF),
        "{words}"
    );
}

#[test]
fn what_stores_nothing_leaves_what_was_cut_off_to_the_next_run() {
    let deaths = deaths();
    let [_, run, _] = all_three(&deaths);
    let board = fresh(&run.after);
    let words = b"`run` 2026-27 Q2 (run x)\n9".to_vec();
    put_back(board.path(), &Files::from([("store/begun".to_string(), words)]));
    let before = seen(board.path());
    for command in [
        "withdraw 2026-27-Q2/one/return.csv --reason wrong",
        "withdraw 2026-27-Q2/one/return.csv --restore --reason right",
    ] {
        assert!(said(board.path(), command).2.contains(CUT_OFF), "{command}");
        assert_eq!(seen(board.path()), before, "{command}");
    }
    assert!(said(board.path(), "history").2.contains(CUT_OFF));
}
