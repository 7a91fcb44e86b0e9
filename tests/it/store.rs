//! The store as its users see it: what is kept comes back, the same content is the same bytes, a run is all or nothing.

use chrono::NaiveDate;
use paqa::catalogue::Feed;
use paqa::domain::{FileState, Period, Receipt, RegisterLine, Submission};
use paqa::store::{Incoming, RunFacts, Store, Window};
use polars::prelude::{DataFrame, NamedFrom, Series};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

/// A feed like the built-in `dashboard`, declared here so that these tests stand on their own.
const DASHBOARD: &str = r#"
id = "dashboard"
title = "Dashboard"
grain = "one indicator, area and period"
cadence = "quarterly"
key = ["indicator", "area", "period"]
about = "period"
recognise_by = ["indicator"]
purpose = "to know"
keep_years = 10
column = [
  { name = "indicator", means = "What.", holds = "indicator" },
  { name = "area", means = "Where.", holds = "area" },
  { name = "period", means = "When.", holds = "period" },
  { name = "numerator", means = "How many.", holds = "number" },
  { name = "denominator", means = "Of how many.", holds = "number" },
  { name = "value", means = "As printed.", holds = "number" },
  { name = "note", means = "Besides.", holds = "text" },
]
"#;

pub fn feeds() -> Vec<Feed> {
    vec![toml::from_str(DASHBOARD).unwrap()]
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A dashboard file of one agency: rows are `indicator period numerator`.
pub fn dashboard(file: &str, received: &str, rows: &[(&str, &str, f64)]) -> Submission {
    let mut parts = file.split('/');
    let period: Period = parts.next().unwrap().parse().unwrap();
    let agency = parts.next().unwrap().to_string();
    let words = |of: &dyn Fn(usize) -> String| (0..rows.len()).map(of).collect::<Vec<_>>();
    let text = |name: &str, of: &dyn Fn(usize) -> String| Series::new(name.into(), words(of)).into();
    let columns = vec![
        text("sender", &|_| agency.clone()),
        text("indicator", &|at| rows[at].0.to_string()),
        text("area", &|_| "E10000012".to_string()),
        text("period", &|at| rows[at].1.to_string()),
        Series::new("numerator".into(), rows.iter().map(|row| row.2).collect::<Vec<_>>()).into(),
        text("numerator_state", &|_| "number".to_string()),
        text("source_file", &|_| file.to_string()),
        text("source_cell", &|at| format!("D{}", at + 2)),
    ];
    Submission {
        receipt: Receipt {
            agency: agency.clone(),
            period,
            file: file.to_string(),
            sha256: paqa::store::sha256(format!("{file} {rows:?}").as_bytes()),
            received: day(received),
            received_assumed: false,
            modified: String::new(),
        },
        sender: agency,
        feed: "dashboard".into(),
        state: FileState::Current,
        rows: DataFrame::new(rows.len(), columns).unwrap(),
        long: None,
        nil: false,
        findings: vec![],
    }
}

pub fn facts(as_at: &str) -> RunFacts {
    RunFacts {
        run: format!("{as_at}-abcdef"),
        command: "run".into(),
        period: "2026-27 Q2".into(),
        as_at: day(as_at),
        inputs: "inputs".into(),
        catalogue: "catalogue".into(),
        program: "test".into(),
    }
}

pub fn run(folder: &Path, as_at: &str, submissions: &[Submission], register: &[RegisterLine]) -> u64 {
    let mut store = Store::open_for_run(folder, &feeds(), Duration::ZERO).unwrap();
    store
        .keep(&Incoming {
            submissions,
            register,
            read_under: "today's rules",
        })
        .unwrap();
    store.commit(&facts(as_at)).unwrap()
}

pub fn open(folder: &Path) -> Store {
    Store::open(folder, &feeds()).unwrap()
}

/// The figures in use, as `indicator period=number`.
pub fn figures(store: &Store) -> Vec<String> {
    let frame = store.rows("dashboard", &Window::default()).unwrap();
    let text = |name: &str, at: usize| frame.column(name).unwrap().str().unwrap().get(at).unwrap().to_string();
    let number = |at: usize| frame.column("numerator").unwrap().f64().unwrap().get(at).unwrap();
    let out = frame.column("superseded").unwrap().bool().unwrap().clone();
    let mut figures: Vec<String> = (0..frame.height())
        .filter(|&at| !out.get(at).unwrap())
        .map(|at| format!("{} {}={}", text("indicator", at), text("period", at), number(at)))
        .collect();
    figures.sort();
    figures
}

/// Every file below a folder with its bytes.
pub fn bytes_below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let name = entry
                .path()
                .strip_prefix(folder)
                .unwrap()
                .to_string_lossy()
                .into_owned();
            (name, std::fs::read(entry.path()).unwrap())
        })
        .collect()
}

pub const Q1: &str = "2026-27 Q1";
pub const Q2: &str = "2026-27 Q2";

#[test]
fn what_is_kept_comes_back_with_every_column_of_its_feed() {
    let folder = tempfile::tempdir().unwrap();
    run(
        folder.path(),
        "2026-10-20",
        &[dashboard("2026-27-Q2/police/a.csv", "2026-10-20", &[("CP01", Q2, 4.0)])],
        &[],
    );
    let frame = open(folder.path()).rows("dashboard", &Window::default()).unwrap();
    let names: Vec<&str> = frame.get_column_names().iter().map(|name| name.as_str()).collect();
    let expected = "sender indicator area period numerator numerator_state numerator_low numerator_high denominator \
        denominator_state denominator_low denominator_high value value_state value_low value_high note source_file \
        source_sheet source_cell received superseded";
    assert_eq!(names, expected.split_whitespace().collect::<Vec<_>>());
    assert_eq!(
        frame.column("received").unwrap().get(0).unwrap().to_string(),
        "2026-10-20"
    );
    assert_eq!(figures(&open(folder.path())), ["CP01 2026-27 Q2=4"]);
}

#[test]
fn the_same_load_twice_makes_no_new_version() {
    let folder = tempfile::tempdir().unwrap();
    let sent = [dashboard("2026-27-Q2/police/a.csv", "2026-10-20", &[("CP01", Q2, 4.0)])];
    assert_eq!(run(folder.path(), "2026-10-20", &sent, &[]), 0);
    let before = bytes_below(folder.path());
    assert_eq!(run(folder.path(), "2026-10-21", &sent, &[]), 0);
    assert_eq!(bytes_below(folder.path()), before);
}

/// One file of two rows a year, in its second quarter.
fn of_years(years: std::ops::RangeInclusive<i32>) -> Vec<Submission> {
    let of = |year: i32| {
        let period = Period::new(year, 2).unwrap();
        let (file, about) = (format!("{}/police/a.csv", period.slug()), period.to_string());
        let rows = [("CP01", about.as_str(), f64::from(year)), ("CP02", about.as_str(), 7.0)];
        dashboard(&file, &format!("{year}-10-20"), &rows)
    };
    years.map(of).collect()
}

#[test]
fn years_that_grow_old_are_put_together_and_lose_no_row() {
    let (by_year, at_once) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let data = |folder: &Path| -> BTreeMap<String, Vec<u8>> {
        let files = bytes_below(&folder.join("tables/dashboard")).into_iter();
        files.filter(|(name, _)| name.ends_with(".parquet")).collect()
    };
    for year in 2014..=2027 {
        run(by_year.path(), &format!("{year}-10-20"), &of_years(year..=year), &[]);
        let store = open(by_year.path());
        assert_eq!(figures(&store).len() as i32, 2 * (year - 2013), "{year}");
        // Only what was sent is not beside it.
        let damage = store.verify().unwrap().damage;
        assert!(damage.iter().all(|one| one.place == "originals"), "{year}: {damage:?}");
    }
    run(at_once.path(), "2027-10-20", &of_years(2014..=2027), &[]);
    assert_eq!(figures(&open(by_year.path())), figures(&open(at_once.path())));
    // Files of earlier versions stay where they were; the newest are the same whatever way led to them.
    let (all, newest) = (data(by_year.path()), data(at_once.path()));
    assert_eq!(newest.len(), 6, "{:?}", newest.keys());
    assert!(newest.iter().all(|(name, bytes)| all.get(name) == Some(bytes)));
}

#[test]
fn a_resubmission_replaces_the_first_and_withdrawing_it_brings_the_first_back() {
    let folder = tempfile::tempdir().unwrap();
    run(
        folder.path(),
        "2026-10-20",
        &[dashboard("2026-27-Q2/police/a.csv", "2026-10-20", &[("CP01", Q2, 4.0)])],
        &[],
    );
    let second = dashboard("2026-27-Q2/police/b.csv", "2026-10-25", &[("CP01", Q2, 5.0)]);
    run(folder.path(), "2026-10-25", std::slice::from_ref(&second), &[]);
    assert_eq!(figures(&open(folder.path())), ["CP01 2026-27 Q2=5"]);
    let receipt = second.receipt.clone();
    let line = RegisterLine {
        agency: receipt.agency,
        period: receipt.period,
        file: receipt.file,
        sha256: receipt.sha256,
        received: receipt.received,
        since: day("2026-10-26"),
        state: FileState::Withdrawn,
        reason: "wrong quarter".into(),
    };
    run(folder.path(), "2026-10-26", &[], std::slice::from_ref(&line));
    assert_eq!(figures(&open(folder.path())), ["CP01 2026-27 Q2=4"]);
    let restored = RegisterLine {
        state: FileState::Current,
        ..line.clone()
    };
    run(folder.path(), "2026-10-27", &[], &[line, restored]);
    assert_eq!(figures(&open(folder.path())), ["CP01 2026-27 Q2=5"]);
}

#[test]
fn the_past_is_what_had_been_received_by_then() {
    let folder = tempfile::tempdir().unwrap();
    let first = dashboard(
        "2026-27-Q1/police/a.csv",
        "2026-07-20",
        &[("CP01", Q1, 1.0), ("CP02", Q1, 2.0)],
    );
    let restating = dashboard(
        "2026-27-Q2/police/b.csv",
        "2026-10-20",
        &[("CP01", Q2, 3.0), ("CP01", Q1, 9.0)],
    );
    run(folder.path(), "2026-10-20", &[first, restating], &[]);
    let store = open(folder.path());
    assert_eq!(
        figures(&store),
        ["CP01 2026-27 Q1=9", "CP01 2026-27 Q2=3", "CP02 2026-27 Q1=2"]
    );
    assert_eq!(
        figures(&store.as_at(day("2026-10-19"), &[]).unwrap()),
        ["CP01 2026-27 Q1=1", "CP02 2026-27 Q1=2"]
    );
    assert_eq!(figures(&store.as_at(day("2026-10-20"), &[]).unwrap()), figures(&store));
}

#[test]
fn ways_that_lead_to_the_same_content_give_the_same_rows() {
    let sent: Vec<Submission> = ["2025-26-Q3", "2025-26-Q4", "2026-27-Q1", "2026-27-Q2"]
        .iter()
        .enumerate()
        .map(|(at, folder)| {
            let period: Period = folder.parse().unwrap();
            let (now, then) = (period.to_string(), period.previous().to_string());
            let received = format!("2026-0{}-01", at + 1);
            dashboard(
                &format!("{folder}/police/a.csv"),
                &received,
                &[
                    ("CP01", now.as_str(), at as f64),
                    ("CP01", then.as_str(), at as f64 / 2.0),
                ],
            )
        })
        .collect();
    let at_once = tempfile::tempdir().unwrap();
    run(at_once.path(), "2026-10-20", &sent, &[]);
    let one_by_one = tempfile::tempdir().unwrap();
    for one in sent.iter().rev() {
        run(one_by_one.path(), "2026-10-20", std::slice::from_ref(one), &[]);
    }
    assert_eq!(figures(&open(at_once.path())), figures(&open(one_by_one.path())));
    assert_eq!(open(at_once.path()).rows_hash(), open(one_by_one.path()).rows_hash());
}

#[test]
fn a_run_that_was_cut_off_leaves_no_trace_once_another_has_run() {
    let sent = [dashboard("2026-27-Q2/police/a.csv", "2026-10-20", &[("CP01", Q2, 4.0)])];
    let more = [dashboard("2026-27-Q2/fire/a.csv", "2026-10-20", &[("CP01", Q2, 7.0)])];
    let quiet = tempfile::tempdir().unwrap();
    run(quiet.path(), "2026-10-20", &sent, &[]);
    let one = bytes_below(quiet.path());
    run(quiet.path(), "2026-10-20", &more, &[]);
    let whole = bytes_below(quiet.path());

    // Every file of the second run except the last one, in turn none, one, two … of them.
    let new: Vec<&String> = whole.keys().filter(|name| !one.contains_key(*name)).collect();
    let last = "tables/runs/_delta_log/00000000000000000001.json";
    for there in 0..new.len() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        };
        one.iter().for_each(|(name, bytes)| put(name, bytes));
        new.iter()
            .filter(|name| **name != last)
            .take(there)
            .for_each(|name| put(name, &whole[*name]));
        put("begun", b"`run` 2026-27 Q2");
        assert_eq!(
            figures(&open(folder.path())),
            ["CP01 2026-27 Q2=4"],
            "readers go by what is whole"
        );
        let store = Store::open_for_run(folder.path(), &feeds(), Duration::ZERO).unwrap();
        assert!(store.interrupted().unwrap().words.contains("2026-27 Q2"));
        drop(store);
        assert!(bytes_below(folder.path()) == one, "what was begun is taken back");
        run(folder.path(), "2026-10-20", &more, &[]);
        assert!(
            bytes_below(folder.path()) == whole,
            "the next run ends where an undisturbed one does"
        );
    }
}

#[test]
fn a_second_run_is_refused_while_the_first_is_at_work() {
    let folder = tempfile::tempdir().unwrap();
    let first = Store::open_for_run(folder.path(), &feeds(), Duration::ZERO).unwrap();
    let refusal = Store::open_for_run(folder.path(), &feeds(), Duration::ZERO)
        .unwrap_err()
        .to_string();
    assert!(refusal.contains("another run is at work"), "{refusal}");
    drop(first);
    Store::open_for_run(folder.path(), &feeds(), Duration::ZERO).unwrap();
}
