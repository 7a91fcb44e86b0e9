//! What the example board's run writes against `reports/sample/`, byte for byte. `just bless` accepts what is new.

use crate::example_run::{board, run};
use std::fs;
use std::path::{Path, PathBuf};

const FILES: [&str; 4] = ["exception-paper.html", "exceptions.csv", "returns.csv", "findings.csv"];

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("reports/sample")
}

fn written(board: &Path, file: &str) -> Vec<u8> {
    fs::read(board.join("reports/2026-27-Q2").join(file)).unwrap_or_else(|fault| panic!("{file}: {fault}"))
}

/// The first line in which two texts differ, for a message that helps.
fn first_difference(was: &[u8], now: &[u8]) -> String {
    let (was, now) = (String::from_utf8_lossy(was), String::from_utf8_lossy(now));
    let lines = was.lines().zip(now.lines()).enumerate();
    let differs = lines.into_iter().find(|(_, (was, now))| was != now);
    differs.map_or_else(
        || "one is longer than the other".to_string(),
        |(at, (was, now))| format!("line {}:\n  sample {was:.300}\n  now    {now:.300}", at + 1),
    )
}

#[test]
fn the_example_s_reports_are_those_of_the_sample() {
    let bless = std::env::var_os("PAQA_BLESS").is_some();
    for file in FILES {
        let now = written(&board(), file);
        if bless {
            fs::write(sample().join(file), &now).expect("the sample can be written");
        }
        let was = fs::read(sample().join(file)).unwrap_or_default();
        assert!(was == now, "{file} is not the sample; {}", first_difference(&was, &now));
    }
}

#[test]
fn a_second_run_gives_the_same_bytes() {
    let files = [
        "exception-paper.html",
        "exception-paper.pdf",
        "exceptions.csv",
        "returns.csv",
        "findings.csv",
        "manifest.json",
    ];
    let first: Vec<Vec<u8>> = files.iter().map(|file| written(&board(), file)).collect();
    run(&board());
    for (file, first) in files.iter().zip(first) {
        assert!(written(&board(), file) == first, "{file} changed");
    }
}

#[test]
fn threads_locale_time_zone_and_order_of_files_change_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let other = folder.path().join("other");
    copy_backwards(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/essex"), &other);
    let mut command = assert_cmd::Command::cargo_bin("paqa").expect("the program");
    let ended = command
        .args([
            "run",
            "--period",
            "2026-27-Q2",
            "--as-at",
            "2026-11-20",
            "--threads",
            "1",
            "--quiet",
            "--board",
        ])
        .arg(&other)
        .env("TZ", "Pacific/Kiritimati")
        .env("LC_ALL", "tr_TR.UTF-8")
        .assert();
    ended.code(1);
    for file in [
        "exception-paper.html",
        "exception-paper.pdf",
        "exceptions.csv",
        "findings.csv",
        "manifest.json",
    ] {
        assert!(written(&other, file) == written(&board(), file), "{file} differs");
    }
}

/// Copies a folder with its entries written last first, so that a listing by age or by inode has another order.
fn copy_backwards(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    let mut entries: Vec<PathBuf> = fs::read_dir(from)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    entries.sort();
    for path in entries.into_iter().rev() {
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy_backwards(&path, &target);
        } else {
            fs::copy(&path, &target).expect("a copy");
        }
    }
}
