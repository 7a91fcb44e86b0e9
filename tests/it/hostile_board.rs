//! Hostile words in a return, in the board's own tables and in what people wrote go through every writer, and come out as words:
//! nothing steers the display, no text holds what is no letter, and no table holds a formula that a spreadsheet would run.

use crate::small_board::{paqa_on, put, small_board};
use std::io::Read;
use std::path::{Path, PathBuf};

const PERIOD: &str = "2026-27-Q2";
/// Marks of direction, a separator of lines, and code points that are no letters.
const NEVER: [char; 9] = [
    '\u{202E}',
    '\u{2066}',
    '\u{200F}',
    '\u{2028}',
    '\u{FFFE}',
    '\u{FFFF}',
    '\u{FDD0}',
    '\u{1FFFE}',
    '\u{E000}',
];
const HOSTILE: &str =
    "=HYPERLINK(\"\"http://x\"\")\u{202E}txt\u{2066}\u{200F}\u{FFFE}\u{FDD0}\u{1FFFE}\u{E000}<svg onload=x>";

/// Every file of a folder with its bytes.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true => all.extend(files(&path)),
            false => all.push((path.clone(), std::fs::read(&path).expect("a file"))),
        }
    }
    all
}

/// The texts of a file: its own, or those of its parts.
fn texts(path: &Path, bytes: &[u8]) -> Vec<String> {
    let ending = path.extension().unwrap_or_default().to_string_lossy().into_owned();
    match ending.as_str() {
        "html" | "txt" | "csv" | "svg" => vec![String::from_utf8(bytes.to_vec()).expect("a text")],
        "xlsx" | "ods" => {
            let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a workbook");
            let mut parts = Vec::new();
            for at in 0..archive.len() {
                let mut text = String::new();
                if archive.by_index(at).expect("a part").read_to_string(&mut text).is_ok() {
                    parts.push(text);
                }
            }
            parts
        }
        _ => vec![],
    }
}

/// What a table holds that a spreadsheet would run.
fn live(text: &str) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let cells = reader
        .records()
        .flat_map(|row| row.expect("a row").iter().map(String::from).collect::<Vec<_>>());
    let is_live = |cell: &String| {
        let starts = cell.trim_start().starts_with(['=', '+', '-', '@']);
        let number = cell.replace([',', '%'], "").trim().parse::<f64>().is_ok();
        starts && !number && cell.chars().any(|letter| letter != '-')
    };
    cells.filter(is_live).collect()
}

/// A board in which everything that people can write is hostile.
fn hostile_board() -> tempfile::TempDir {
    let folder = small_board();
    let board = folder.path();
    // A board's name is a word of its settings, and its papers' titles hold it.
    let name = HOSTILE.replace('"', "'");
    put(
        board,
        "board.toml",
        &format!("name = \"{name}\"\nhome = \"E10000012\"\ndue_days = 30\n"),
    );
    let agencies = format!(
        "agency,name,kind,aliases,feeds,valid_from,valid_to\n\
         essex-police,\"{HOSTILE} Police\",police,,dashboard,,\n\
         essex-social-care,\"{HOSTILE} Care\",local_authority_csc,,dashboard,,\n"
    );
    put(board, "agencies.csv", &agencies);
    put(
        board,
        "areas.csv",
        &format!(
            "area,name,level,parent,aliases\nE10000012,\"{HOSTILE}\",county,,\nE07000066,Basildon,district,E10000012,\n"
        ),
    );
    let columns = "indicator,area,period,numerator,denominator,value,note";
    for (nth, period) in ["2025-26-Q3", "2025-26-Q4", "2026-27-Q1", PERIOD].iter().enumerate() {
        let rows = format!(
            "{columns}\nCP01,E10000012,{period},{},,,\"{HOSTILE}\"\nCP03,E10000012,{period},=1+1,400,,-2+cmd\n\"{HOSTILE}\",E10000012,{period},5,,,\n",
            300 + nth
        );
        put(board, &format!("inbox/{period}/essex-social-care/return.csv"), &rows);
    }
    let remarks = format!(
        "exception,indicator,area,agency,said,said_by,said_on,asked,answer,decision,owner,due\n\
         x,CP01,E10000012,essex-social-care,\"{HOSTILE}\",\"{HOSTILE}\",,\"{HOSTILE}\",\"{HOSTILE}\",\"{HOSTILE}\",,\n"
    );
    put(board, &format!("commentary/{PERIOD}.csv"), &remarks);
    folder
}

/// The same, run, charted, chased and published.
fn ran() -> tempfile::TempDir {
    let folder = hostile_board();
    let board = folder.path();
    let out = |name: &str| board.join(name).display().to_string();
    paqa_on("2026-11-20", &["run", "--period", PERIOD], board).unwrap();
    paqa_on("2026-11-20", &["chart", "CP01", "--out", &out("charts")], board).unwrap();
    paqa_on("2026-11-20", &["status", "--period", PERIOD, "--chase"], board).unwrap();
    paqa_on(
        "2026-11-20",
        &["templates", "--period", "2026-27-Q3", "--out", &out("templates")],
        board,
    )
    .unwrap();
    paqa_on(
        "2026-11-20",
        &["publish", "--quarter", PERIOD, "--out", &out("published")],
        board,
    )
    .unwrap();
    let reason = "=A1\u{202E}";
    let file = format!("{PERIOD}/essex-social-care/return.csv");
    paqa_on("2026-11-21", &["withdraw", &file, "--reason", reason], board).unwrap();
    folder
}

#[test]
fn hostile_words_are_words_in_whatever_is_written() {
    let folder = ran();
    let mut seen = 0;
    let mut faults = Vec::new();
    let own = |path: &Path| {
        // What people and agencies wrote stays as they wrote it.
        let relative = path.strip_prefix(folder.path()).expect("a path of the board");
        ["inbox", "store", "editions", "agencies.csv", "areas.csv", "commentary"]
            .iter()
            .any(|name| relative.starts_with(name))
    };
    for (path, bytes) in files(folder.path()) {
        if own(&path) {
            continue;
        }
        for text in texts(&path, &bytes) {
            seen += 1;
            let steering = NEVER.iter().filter(|letter| text.contains(**letter));
            faults.extend(steering.map(|letter| format!("{}: U+{:04X}", path.display(), *letter as u32)));
            let ending = path.extension().unwrap_or_default();
            if text.contains("<svg onload") && ending != "txt" && ending != "csv" {
                faults.push(format!("{}: an element of its own", path.display()));
            }
            if path.extension().is_some_and(|ending| ending == "csv") {
                faults.extend(
                    live(&text)
                        .into_iter()
                        .map(|cell| format!("{}: {cell}", path.display())),
                );
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(seen > 60, "{seen}");
    let findings = std::fs::read_to_string(folder.path().join(format!("reports/{PERIOD}/findings.csv"))).unwrap();
    assert!(findings.contains("'=1+1"), "what was seen is told, as text: {findings}");
}
