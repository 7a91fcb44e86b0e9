//! Sudden death at every call that changes a file, at random instants, and with two runs at once: nothing is lost or mixed,
//! and the next run ends where an undisturbed one does, to the byte.
//!
//! `cargo test` runs a short form. `just torture` (PAQA_TORTURE=long) tries every call and at least 500 random instants.

mod seen;
mod told;

use crate::store::bytes_below;
use crate::torture::seen::{Seen, look, seen};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

type Files = BTreeMap<String, Vec<u8>>;

const AS_AT: &str = "2026-11-20";

fn is_long() -> bool {
    std::env::var("PAQA_TORTURE").is_ok_and(|form| form == "long")
}

/// The program that is killed: the one just built or, for the long form, a copy of it that no build replaces meanwhile.
fn program() -> std::ffi::OsString {
    std::env::var_os("PAQA_PROGRAM").unwrap_or_else(|| env!("CARGO_BIN_EXE_paqa").into())
}

/// The library that kills or fails a program at a chosen call. It is built once: a test that built it again would take it away from
/// the program that another has just started.
fn deaths() -> PathBuf {
    static BUILT: std::sync::OnceLock<PathBuf> = std::sync::OnceLock::new();
    BUILT.get_or_init(built).clone()
}

fn built() -> PathBuf {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/torture/deaths.c");
    let library = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("deaths-{}.so", std::process::id()));
    let built = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-o"])
        .arg(&library)
        .arg(source)
        .arg("-ldl")
        .status();
    assert!(
        built.unwrap().success(),
        "the C compiler that the README asks for is needed here"
    );
    library
}

fn paqa(board: &Path, command: &str) -> Command {
    let mut paqa = Command::new(program());
    paqa.args([
        command,
        "--period",
        "2026-27-Q2",
        "--as-at",
        AS_AT,
        "--threads",
        "2",
        "--format",
        "csv",
        "--board",
    ]);
    paqa.arg(board).stdout(Stdio::piped()).stderr(Stdio::piped());
    paqa
}

/// A small board: three agencies, two quarters, of which the second is not yet read; one file is a correction.
fn small_board() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    put("board.toml", "name = \"A small board\"\n");
    put(
        "areas.csv",
        "area,name,level,parent,aliases\nE10000012,Essex,county,,\nE07000066,Basildon,district,E10000012,\n",
    );
    put(
        "populations.csv",
        "area,year,population_0_17,vintage\nE10000012,2025,300000,mid-2025\nE07000066,2025,45000,mid-2025\n",
    );
    put("comparators.csv", "indicator,group,year,value,published,source\n");
    let agency = |id: &str| format!("{id},{id},local_authority_csc,,dashboard,,\n");
    let agencies: String = ["one", "two", "three"].map(agency).concat();
    put(
        "agencies.csv",
        &format!("agency,name,kind,aliases,feeds,valid_from,valid_to\n{agencies}"),
    );
    for (period, printed) in [("2026-27-Q1", "2026-27 Q1"), ("2026-27-Q2", "2026-27 Q2")] {
        for (at, agency) in ["one", "two", "three"].iter().enumerate() {
            let rows: String = ["CP01", "CP03", "LC01"]
                .iter()
                .enumerate()
                .map(|(row, indicator)| format!("{indicator},E10000012,{printed},{},,,\n", 20 + at * 7 + row))
                .collect();
            let text = format!("indicator,area,period,numerator,denominator,value,note\n{rows}");
            put(&format!("inbox/{period}/{agency}/return.csv"), &text);
            if at == 1 {
                put(
                    &format!("inbox/{period}/{agency}/return corrected.csv"),
                    &text.replace(",27,", ",99,"),
                );
            }
        }
    }
    folder
}

fn finished(output: &Output) {
    let code = output.status.code();
    assert!(
        matches!(code, Some(0 | 1)),
        "{code:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}

fn put_back(board: &Path, files: &Files) {
    for (name, bytes) in files {
        let path = board.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

fn fresh(files: &Files) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    put_back(folder.path(), files);
    folder
}

fn difference(found: &Files, expected: &Files) -> Vec<String> {
    let names = found
        .keys()
        .chain(expected.keys())
        .collect::<std::collections::BTreeSet<_>>();
    names
        .into_iter()
        .filter(|name| found.get(*name) != expected.get(*name))
        .cloned()
        .collect()
}

/// What an undisturbed command makes of a board, and what could be seen of it before and can be after.
struct Calm {
    command: &'static str,
    before: Files,
    after: Files,
    seen: [Seen; 2],
    checked: Vec<u8>,
    calls: u64,
    time: Duration,
}

/// What `check` finds in the inbox, whatever is held of it by then.
fn checked(board: &Path) -> Vec<u8> {
    let output = look(board, "check --period 2026-27-Q2");
    finished(&output);
    output.stdout
}

fn calm(command: &'static str, before: Files, deaths: &Path) -> Calm {
    let board = fresh(&before);
    let counted = board.path().with_extension("calls");
    let seen_before = seen(board.path());
    let checked = checked(board.path());
    let started = Instant::now();
    let output = paqa(board.path(), command)
        .env("LD_PRELOAD", deaths)
        .env("DEATHS_BELOW", board.path())
        .env("DEATHS_COUNT", &counted)
        .output()
        .unwrap();
    let time = started.elapsed();
    finished(&output);
    let calls = std::fs::read_to_string(&counted).unwrap().trim().parse().unwrap();
    std::fs::remove_file(counted).unwrap();
    let after = bytes_below(board.path());
    Calm {
        command,
        before,
        after,
        seen: [seen_before, seen(board.path())],
        checked,
        calls,
        time,
    }
}

impl Calm {
    /// Kills one run, checks that the store opens whole, and that the next run ends as if nothing had happened.
    fn survives(&self, what: &str, kill: &dyn Fn(&Path)) {
        let board = fresh(&self.before);
        kill(board.path());
        self.is_whole(board.path(), what);
        finished(&paqa(board.path(), self.command).output().unwrap());
        let different = difference(&bytes_below(board.path()), &self.after);
        assert!(
            different.is_empty(),
            "{what}: after the next run these differ: {different:?}"
        );
    }

    fn is_whole(&self, board: &Path, what: &str) {
        let seen = seen(board);
        assert!(
            self.seen.contains(&seen),
            "{what}: what is seen is neither what was before nor what is after: {:?}",
            seen.tables.keys()
        );
    }

    /// One run is killed before a call that changes a file, in a fifth of the cases while another waits for the board.
    fn dies_at(&self, call: u64, deaths: &Path, tally: &mut Tally) {
        let company = call.is_multiple_of(5);
        let killed = Cell::new(false);
        let what = format!(
            "{} killed before call {call} of {}, with another: {company}",
            self.command, self.calls
        );
        self.survives(&what, &|board| {
            let mut victim = paqa(board, self.command);
            victim
                .env("LD_PRELOAD", deaths)
                .env("DEATHS_BELOW", board)
                .env("DEATHS_AT", call.to_string());
            let victim = victim.spawn().unwrap();
            let other = company.then(|| paqa(board, self.command).spawn().unwrap());
            // Whoever looks meanwhile waits for neither.
            assert!(
                !company || checked(board) == self.checked,
                "{what}: found otherwise beside a run"
            );
            let output = victim.wait_with_output().unwrap();
            killed.set(output.status.signal() == Some(9));
            // Calls of parallel readers may come in another order and number, and the other may have been first; then it
            // may live.
            assert!(killed.get() || output.status.code().is_some_and(|code| code < 2));
            if let Some(other) = other {
                finished(&other.wait_with_output().unwrap());
            }
        });
        tally.add(killed.get(), company);
    }

    /// One run is killed at some instant; the run that would mend it may be killed too.
    fn dies_after(&self, (time, again): (Duration, Option<Duration>), company: bool, tally: &mut Tally) {
        let killed = Cell::new(false);
        let what = format!(
            "{} killed after {time:?} and {again:?}, with another: {company}",
            self.command
        );
        self.survives(&what, &|board| {
            let mut victim = paqa(board, self.command).spawn().unwrap();
            let other = company.then(|| paqa(board, self.command).spawn().unwrap());
            sleep(time);
            // It may have ended before.
            let _ = victim.kill();
            killed.set(victim.wait().unwrap().signal() == Some(9));
            if let Some(other) = other {
                finished(&other.wait_with_output().unwrap());
            }
            if let Some(again) = again {
                self.is_whole(board, &what);
                let mut victim = paqa(board, self.command).spawn().unwrap();
                sleep(again);
                let _ = victim.kill();
                victim.wait().unwrap();
            }
        });
        tally.add(killed.get(), company);
    }

    /// From some call on the disk is full, or read-only.
    fn fails_from(&self, call: u64, (deaths, fault): (&Path, i32)) {
        self.survives(
            &format!("{} with error {fault} from call {call}", self.command),
            &|board| {
                let output = paqa(board, self.command)
                    .env("LD_PRELOAD", deaths)
                    .env("DEATHS_BELOW", board)
                    .env("FAILS_FROM", call.to_string())
                    .env("FAILS_WITH", fault.to_string())
                    .output()
                    .unwrap();
                let said = String::from_utf8_lossy(&output.stderr);
                assert_eq!(output.status.code(), Some(3), "call {call}: {said}");
                assert!(
                    said.contains(board.to_str().unwrap()),
                    "the message must name the path: {said}"
                );
            },
        );
    }
}

/// How many runs were killed, for whoever reads the output of the long form.
#[derive(Default)]
struct Tally {
    tried: usize,
    killed: usize,
    in_company: usize,
}

impl Tally {
    fn add(&mut self, killed: bool, company: bool) {
        self.tried += 1;
        self.killed += usize::from(killed);
        self.in_company += usize::from(company);
        if self.tried.is_multiple_of(50) {
            self.tell("so far");
        }
    }

    fn tell(&self, when: &str) {
        println!(
            "{when}: {} runs, {} of them killed, {} in company of another run",
            self.tried, self.killed, self.in_company
        );
    }
}

/// Two commands and what they start from: both with nothing held yet, and `run` also with all held that it reads.
fn all_three(deaths: &Path) -> [Calm; 3] {
    let empty = bytes_below(small_board().path());
    let ingest = calm("ingest", empty.clone(), deaths);
    let run = calm("run", ingest.after.clone(), deaths);
    [ingest, run, calm("run", empty, deaths)]
}

#[test]
fn sudden_death_at_the_calls_that_change_files_loses_and_mixes_nothing() {
    let deaths = deaths();
    let mut tally = Tally::default();
    for calm in all_three(&deaths) {
        assert!(calm.calls > 20, "the calls of {} were not counted", calm.command);
        let step = if is_long() { 1 } else { (calm.calls / 8).max(1) };
        // The last calls make the run visible.
        let last = calm.calls.saturating_sub(if is_long() { 0 } else { 3 });
        for call in (1..=calm.calls).filter(|call| call % step == 0 || *call > last) {
            calm.dies_at(call, &deaths, &mut tally);
        }
    }
    assert!(tally.killed > 0, "nothing was killed");
    tally.tell("at chosen calls");
}

#[test]
fn sudden_death_at_random_instants_also_with_two_runs_at_once_loses_and_mixes_nothing() {
    let deaths = deaths();
    let mut random = ChaCha8Rng::seed_from_u64(4);
    let mut tally = Tally::default();
    // As many more as are needed for 500 real deaths: some runs end before their time has come.
    for (calm, wanted) in all_three(&deaths)
        .iter()
        .zip(if is_long() { [240, 140, 140] } else { [4, 3, 3] })
    {
        let (before, mut death) = (tally.killed, 0);
        while tally.killed < before + wanted {
            let share: f64 = random.random_range(0.0..1.0);
            let again: f64 = random.random_range(0.0..1.0);
            let again = (death % 7 == 3).then(|| calm.time.mul_f64(again));
            calm.dies_after((calm.time.mul_f64(share), again), death % 5 == 0, &mut tally);
            death += 1;
            assert!(death < wanted * 5, "hardly any run could be killed");
        }
    }
    tally.tell("at random instants");
}

#[test]
fn a_full_or_read_only_disk_is_told_with_its_path_and_what_was_held_stays() {
    let deaths = deaths();
    let [ingest, run, first_run] = all_three(&deaths);
    const FULL: i32 = 28;
    const READ_ONLY: i32 = 30;
    for (calm, short) in [(&ingest, 1), (&run, 3), (&first_run, 3)] {
        let step = if is_long() { 2 } else { (calm.calls / short).max(1) };
        for call in (1..=calm.calls).step_by(usize::try_from(step).unwrap()) {
            calm.fails_from(call, (&deaths, FULL));
        }
    }
    ingest.fails_from(1, (&deaths, READ_ONLY));
    run.fails_from(2, (&deaths, READ_ONLY));
    first_run.fails_from(1, (&deaths, READ_ONLY));
}

#[test]
fn a_vanished_inbox_is_told_and_what_was_held_stays() {
    let deaths = deaths();
    let [_, run, _] = all_three(&deaths);
    let board = fresh(&run.before);
    let aside = board.path().with_extension("inbox");
    std::fs::rename(board.path().join("inbox"), &aside).unwrap();
    let output = paqa(board.path(), "run").output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("inbox"), "{said}");
    assert_eq!(seen(board.path()), run.seen[0]);
    std::fs::rename(&aside, board.path().join("inbox")).unwrap();
    finished(&paqa(board.path(), "run").output().unwrap());
    assert!(difference(&bytes_below(board.path()), &run.after).is_empty());
}

#[test]
fn a_vanished_quarter_or_file_is_told_and_what_was_held_stays() {
    let deaths = deaths();
    let [_, run, _] = all_three(&deaths);
    let board = fresh(&run.after);
    let inbox = board.path().join("inbox");
    let quarter = std::fs::read_dir(&inbox)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .min();
    let quarter = quarter.unwrap();
    let aside = board.path().with_extension("quarter");
    std::fs::rename(&quarter, &aside).unwrap();
    let output = paqa(board.path(), "run").output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(
        said.contains(&quarter.display().to_string()) && said.contains("Put it back"),
        "{said}"
    );
    assert!(difference(&bytes_below(board.path()), &without(&run.after, &quarter, board.path())).is_empty());
    std::fs::rename(&aside, &quarter).unwrap();

    let file = walkdir::WalkDir::new(&quarter)
        .into_iter()
        .map(|entry| entry.unwrap().into_path());
    let file = file.filter(|path| path.is_file()).min().unwrap();
    let bytes = std::fs::read(&file).unwrap();
    std::fs::remove_file(&file).unwrap();
    let output = paqa(board.path(), "run").output().unwrap();
    finished(&output);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let name = file.strip_prefix(&inbox).unwrap().to_string_lossy().replace('\\', "/");
    assert!(
        said.contains("no longer in the inbox") && said.contains(&name),
        "{said}"
    );
    assert_eq!(seen(board.path()).printed, run.seen[1].printed);
    std::fs::write(&file, bytes).unwrap();
    let output = paqa(board.path(), "run").output().unwrap();
    finished(&output);
    assert!(!String::from_utf8_lossy(&output.stderr).contains("no longer in the inbox"));
}

/// The files but those below a folder.
fn without(files: &Files, folder: &Path, board: &Path) -> Files {
    let below = folder.strip_prefix(board).unwrap().to_string_lossy().replace('\\', "/");
    let kept = files.iter().filter(|(name, _)| !name.starts_with(&format!("{below}/")));
    kept.map(|(name, bytes)| (name.clone(), bytes.clone())).collect()
}

#[test]
fn a_store_that_was_deleted_is_made_again_to_the_byte() {
    let deaths = deaths();
    let [_, run, _] = all_three(&deaths);
    let board = fresh(&run.after);
    std::fs::remove_dir_all(board.path().join("store")).unwrap();
    std::fs::remove_dir_all(board.path().join("reports")).unwrap();
    finished(&paqa(board.path(), "run").output().unwrap());
    assert_eq!(seen(board.path()).printed, run.seen[1].printed);
    let outside = |files: Files| -> Files {
        files
            .into_iter()
            .filter(|(name, _)| !name.starts_with("store/"))
            .collect()
    };
    let different = difference(&outside(bytes_below(board.path())), &outside(run.after.clone()));
    assert!(different.is_empty(), "{different:?}");
}
