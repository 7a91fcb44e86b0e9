//! Looking after the store: damage is found and named, versions are told, what may no longer be kept is removed.

use crate::store::{Q1, Q2, bytes_below, dashboard, day, facts, feeds, figures, open, run};
use paqa::domain::FileState;
use paqa::store::{Incoming, Store, Window};
use std::path::Path;
use std::time::Duration;

fn two_quarters(folder: &Path) {
    let first = dashboard(
        "2026-27-Q1/police/a.csv",
        "2026-07-20",
        &[("CP01", Q1, 1.0), ("CP02", Q1, 2.0)],
    );
    let second = dashboard("2026-27-Q2/police/b.csv", "2026-10-20", &[("CP01", Q2, 3.0)]);
    for (as_at, sent) in [("2026-07-20", first), ("2026-10-20", second)] {
        let store = Store::open_for_run(folder, &feeds(), Duration::ZERO).unwrap();
        store
            .keep_original(&paqa::store::sha256(as_at.as_bytes()), as_at.as_bytes())
            .unwrap();
        drop(store);
        let mut sent = sent;
        sent.receipt.sha256 = paqa::store::sha256(as_at.as_bytes());
        run(folder, as_at, &[sent], &[]);
    }
}

#[test]
fn an_untouched_store_is_found_whole_by_its_own_hashes_and_by_the_delta_library() {
    let folder = tempfile::tempdir().unwrap();
    two_quarters(folder.path());
    let verified = open(folder.path()).verify().unwrap();
    assert_eq!(verified.damage, []);
    assert!(verified.tables >= 5 && verified.files >= 6, "{verified:?}");
}

#[test]
fn a_file_that_is_gone_is_missed_by_name() {
    let whole = tempfile::tempdir().unwrap();
    two_quarters(whole.path());
    for (name, bytes) in bytes_below(whole.path()) {
        if name == "lock" || bytes.is_empty() {
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        for (other, bytes) in bytes_below(whole.path()) {
            let path = folder.path().join(other);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        std::fs::remove_file(folder.path().join(&name)).unwrap();
        let newest = name.ends_with("runs/_delta_log/00000000000000000001.json");
        if name.contains("_delta_log/") && !newest {
            let before = bytes_below(folder.path());
            for opened in [
                Store::open(folder.path(), &feeds()),
                Store::open_for_run(folder.path(), &feeds(), Duration::ZERO),
            ] {
                let fault = format!("{:#}", opened.unwrap_err());
                let table = name.split("/_delta_log/").next().unwrap();
                assert!(
                    fault.contains("the store is damaged") && fault.contains(table),
                    "{name}: {fault}"
                );
            }
            assert!(bytes_below(folder.path()) == before, "{name}: something was changed");
        }
        let found = Store::open_unchecked(folder.path(), &feeds()).and_then(|store| store.verify());
        match found {
            // Without its newest entry the store is whole as of the run before.
            Ok(verified) if newest => assert!(!verified.damage.is_empty()),
            Ok(verified) => {
                // Data files of earlier versions are not part of what is held now.
                let stale = name.contains("runs-") || name.contains("submissions/all-");
                assert!(
                    stale || verified.damage.iter().any(|damage| name.starts_with(&damage.file)),
                    "{name}: {verified:?}"
                );
            }
            Err(fault) => assert!(
                format!("{fault:#}").contains("the store is damaged"),
                "{name}: {fault:#}"
            ),
        }
    }
}

#[test]
fn a_flipped_bit_is_an_error_that_names_file_and_table_not_another_number() {
    let folder = tempfile::tempdir().unwrap();
    two_quarters(folder.path());
    let table = folder.path().join("tables/dashboard");
    let file = bytes_below(&table)
        .into_keys()
        .find(|name| name.starts_with("2026-27-Q2"))
        .unwrap();
    let mut bytes = std::fs::read(table.join(&file)).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(table.join(&file), bytes).unwrap();
    let store = open(folder.path());
    let fault = format!("{:#}", store.rows("dashboard", &Window::default()).unwrap_err());
    assert!(fault.contains(&file) && fault.contains("`dashboard`"), "{fault}");
    let damage = store.verify().unwrap().damage;
    assert_eq!(damage.len(), 1, "{damage:?}");
    assert!(damage[0].file.contains(&file));
}

#[test]
fn a_run_of_which_the_word_is_lost_and_what_others_wrote_are_not_passed_over() {
    for lost in [true, false] {
        let folder = tempfile::tempdir().unwrap();
        two_quarters(folder.path());
        let log = |table: &str, version: u64| {
            let log = folder.path().join("tables").join(table).join("_delta_log");
            log.join(format!("{version:020}.json"))
        };
        match lost {
            true => std::fs::remove_file(log("runs", 1)).unwrap(),
            false => drop(std::fs::copy(log("dashboard", 1), log("dashboard", 2)).unwrap()),
        }
        let before = bytes_below(folder.path());
        for opened in [
            Store::open(folder.path(), &feeds()),
            Store::open_for_run(folder.path(), &feeds(), Duration::ZERO),
        ] {
            let fault = format!("{:#}", opened.unwrap_err());
            assert!(
                fault.contains("no run knows of it") && fault.contains("run again"),
                "{fault}"
            );
        }
        assert!(bytes_below(folder.path()) == before);
        let verified = Store::open_unchecked(folder.path(), &feeds()).and_then(|store| store.verify());
        let damage = verified.unwrap().damage;
        assert!(
            damage.iter().any(|one| one.words.contains("no run knows of it")),
            "{damage:?}"
        );
        // What a command at work, or one that was cut off, has begun to write is its own.
        std::fs::write(folder.path().join("begun"), "`run` 2026-27 Q2 (run x)\n2").unwrap();
        Store::open(folder.path(), &feeds()).unwrap();
    }
}

#[test]
fn half_an_original_is_no_damage_and_goes_with_the_next_run() {
    let folder = tempfile::tempdir().unwrap();
    two_quarters(folder.path());
    let half = folder
        .path()
        .join(format!("originals/{}.part", paqa::store::sha256(b"x")));
    std::fs::write(&half, "hal").unwrap();
    assert_eq!(open(folder.path()).verify().unwrap().damage, []);
    drop(Store::open_for_run(folder.path(), &feeds(), Duration::ZERO).unwrap());
    assert!(!half.exists());
}

#[test]
fn the_history_says_what_made_each_version_and_what_it_changed() {
    let folder = tempfile::tempdir().unwrap();
    two_quarters(folder.path());
    let history = open(folder.path()).history(Some("dashboard")).unwrap();
    let told: Vec<String> = history
        .iter()
        .map(|version| {
            let change = &version.changes[0];
            format!(
                "{} {} {}->{}",
                version.number, version.facts.as_at, change.rows_before, change.rows
            )
        })
        .collect();
    assert_eq!(told, ["0 2026-07-20 0->2", "1 2026-10-20 2->3"]);
    assert!(history.iter().all(|version| version.written.is_some()));
}

#[test]
fn what_is_past_its_time_is_gone_from_every_file_and_stays_gone() {
    let folder = tempfile::tempdir().unwrap();
    two_quarters(folder.path());
    // Kept for ten years after the quarter: Q1 ends in June 2026, Q2 in September.
    let mut store = Store::open_for_run(folder.path(), &feeds(), Duration::ZERO).unwrap();
    assert_eq!(
        store.expire(day("2036-06-30"), &[]).unwrap(),
        [],
        "the last day still counts"
    );
    let lines = store.expire(day("2036-07-01"), &[]).unwrap();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0].state, FileState::Expired);
    store.commit_expiry(&facts("2036-07-01")).unwrap();
    let holdings = store.holdings();
    assert_eq!(
        holdings
            .iter()
            .map(|held| (held.rows, held.expired))
            .collect::<Vec<_>>(),
        [(0, true), (1, false)]
    );
    drop(store);
    assert_eq!(figures(&open(folder.path())), ["CP01 2026-27 Q2=3"]);
    let gone = paqa::store::sha256(b"2026-07-20");
    let names: Vec<String> = bytes_below(folder.path()).into_keys().collect();
    assert!(
        !names
            .iter()
            .any(|name| name.contains(&gone) || name.contains("dashboard/2026-27-Q1")),
        "{names:?}"
    );

    let mut again = dashboard("2026-27-Q1/police/a.csv", "2026-07-20", &[("CP01", Q1, 1.0)]);
    again.receipt.sha256 = gone;
    let mut store = Store::open_for_run(folder.path(), &feeds(), Duration::ZERO).unwrap();
    assert!(
        store.has_read(&again.receipt, "other rules"),
        "an expired file is not read again"
    );
    store
        .keep(&Incoming {
            submissions: &[again],
            register: &lines,
            read_under: "other rules",
        })
        .unwrap();
    store.commit(&facts("2036-07-02")).unwrap();
    drop(store);
    assert_eq!(figures(&open(folder.path())), ["CP01 2026-27 Q2=3"]);
    assert_eq!(open(folder.path()).verify().unwrap().damage, []);
}

#[test]
#[expect(clippy::too_many_lines, reason = "a story told in order")]
fn a_column_past_its_own_time_is_gone_and_its_row_stays_also_when_the_file_is_read_again() {
    let folder = tempfile::tempdir().unwrap();
    two_quarters(folder.path());
    let mut declared = feeds();
    let count = declared[0].columns.iter_mut().find(|column| column.name == "numerator");
    count.unwrap().keep_years = Some(3);
    let numbers = |store: &Store| {
        let frame = store.rows("dashboard", &Window::default()).unwrap();
        let states = frame.column("numerator_state").unwrap().str().unwrap().clone();
        let values = frame.column("numerator").unwrap().f64().unwrap().clone();
        (0..frame.height())
            .map(|at| (states.get(at).unwrap().to_string(), values.get(at)))
            .collect::<Vec<_>>()
    };
    let gone = || ("not-available".to_string(), None);
    let kept = [gone(), gone(), ("number".to_string(), Some(3.0))];

    let mut store = Store::open_for_run(folder.path(), &declared, Duration::ZERO).unwrap();
    assert_eq!(
        store.expire(day("2029-06-30"), &[]).unwrap(),
        [],
        "the last day still counts"
    );
    let lines = store.expire(day("2029-07-01"), &[]).unwrap();
    assert_eq!(lines.len(), 1);
    assert_eq!(
        (lines[0].state, lines[0].reason.as_str()),
        (
            FileState::Current,
            "by rule: columns past their time were removed: dashboard.numerator"
        )
    );
    store.commit_expiry(&facts("2029-07-01")).unwrap();
    assert_eq!(numbers(&store), kept);
    assert_eq!(store.expire(day("2029-07-02"), &lines).unwrap(), [], "once is enough");
    let original = paqa::store::sha256(b"2026-07-20");
    assert!(
        !store.original_path(&original).exists(),
        "the original still held what stood there"
    );
    assert_eq!(store.verify().unwrap().damage, []);
    let rows = store.rows_hash();
    drop(store);

    // The file still lies in the inbox.
    let mut again = dashboard(
        "2026-27-Q1/police/a.csv",
        "2026-07-20",
        &[("CP01", Q1, 1.0), ("CP02", Q1, 2.0)],
    );
    again.receipt.sha256 = original;
    let mut store = Store::open_for_run(folder.path(), &declared, Duration::ZERO).unwrap();
    let incoming = Incoming {
        submissions: &[again],
        register: &lines,
        read_under: "other rules",
    };
    store.keep(&incoming).unwrap();
    store.commit(&facts("2029-07-03")).unwrap();
    assert_eq!(numbers(&store), kept);
    assert_eq!(store.rows_hash(), rows);
}
