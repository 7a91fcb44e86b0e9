//! Issued papers with all that made them, frozen in `editions/<period>/<n>/` and never overwritten.

use crate::catalogue;
use crate::domain::{Period, Table};
use crate::pipeline::{Fault, Session, inputs};
use crate::report::listing;
use crate::store::{sha256, write_whole};
use anyhow::{Context, anyhow};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The card of an edition: what it was made from and the hash of everything in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// The quarter, as `2026-27 Q1`.
    pub period: String,
    /// 1 for the first of the quarter.
    pub number: u32,
    /// The day on which it was issued.
    pub issued: NaiveDate,
    /// The day up to which data had been received.
    pub as_at: NaiveDate,
    /// The run whose papers it froze.
    pub run: String,
    /// Version of the program.
    pub program: String,
    /// Hash of the catalogue.
    pub catalogue: String,
    /// Hash of the rows in use.
    pub rows: String,
    /// SHA-256 of everything that people and agencies wrote, by path relative to the board's folder.
    pub inputs: BTreeMap<String, String>,
    /// SHA-256 of every file below the edition's folder, this card apart.
    pub files: BTreeMap<String, String>,
}

/// The name of the card.
const CARD: &str = "edition.json";
/// The papers within an edition.
pub const PAPERS: &str = "papers";
/// The board's tables, schemas and register within an edition.
pub const BOARD: &str = "board";
/// The analyst's figures within an edition.
pub const FIGURES: &str = "figures";
/// What was built into the program that made an edition.
const BUILT_IN: &str = "catalogue";

/// Where the editions of a quarter are.
pub fn shelf(session: &Session, period: Period) -> PathBuf {
    session.board.root.join("editions").join(period.slug())
}

/// The numbers of a quarter's editions, lowest first.
pub fn numbers(shelf: &Path) -> Vec<u32> {
    let entries = std::fs::read_dir(shelf).into_iter().flatten().filter_map(Result::ok);
    let mut numbers: Vec<u32> = entries
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .collect();
    numbers.sort();
    numbers
}

/// What papers that are not issued call themselves.
pub fn draft(session: &Session, period: Period) -> String {
    let shelf = shelf(session, period);
    // What was issued later was not there on the day of the run.
    let is_there =
        |number: &u32| read_card(&shelf.join(number.to_string())).is_ok_and(|card| card.issued <= session.as_at);
    let last = numbers(&shelf).into_iter().rfind(is_there);
    let next = last.map_or(1, |last| last + 1);
    format!("Draft for edition {next}")
}

/// What issued papers call themselves.
pub fn title(number: u32, issued: NaiveDate) -> String {
    format!("Edition {number}, issued {}", issued.format("%-d %B %Y"))
}

/// An edition: the one named, else the newest of the quarter.
///
/// # Errors
/// `Usage` when there is none; `Unfinished` when a file of it is not what it was when it was issued.
pub fn open(session: &Session, period: Period, number: Option<u32>) -> Result<(PathBuf, Edition), Fault> {
    let shelf = shelf(session, period);
    let numbers = numbers(&shelf);
    let Some(newest) = numbers.last().copied() else {
        return Err(Fault::usage(format!(
            "no edition of {period} was issued; `paqa issue --period {}` does",
            period.slug()
        )));
    };
    let number = number.unwrap_or(newest);
    if !numbers.contains(&number) {
        let known = numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
        return Err(Fault::usage(format!(
            "{period} has no edition {number}; it has {known}"
        )));
    }
    let folder = shelf.join(number.to_string());
    let edition = read_card(&folder)?;
    for (name, hash) in &edition.files {
        let bytes =
            std::fs::read(folder.join(name)).with_context(|| format!("cannot read {}", folder.join(name).display()))?;
        if sha256(&bytes) != *hash {
            let path = folder.join(name);
            return Err(Fault::Unfinished(anyhow!(
                "{} is not what it was when the edition was issued",
                path.display()
            )));
        }
    }
    Ok((folder, edition))
}

fn read_card(folder: &Path) -> anyhow::Result<Edition> {
    let path = folder.join(CARD);
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is no edition's card", path.display()))
}

/// The newest edition of any quarter that had been issued by a day.
///
/// # Errors
/// When a card cannot be read.
pub fn newest_by(session: &Session, day: NaiveDate) -> anyhow::Result<Option<(PathBuf, Edition)>> {
    let root = session.board.root.join("editions");
    let mut newest: Option<(PathBuf, Edition)> = None;
    for entry in std::fs::read_dir(root).into_iter().flatten().filter_map(Result::ok) {
        for number in numbers(&entry.path()) {
            let folder = entry.path().join(number.to_string());
            let edition = read_card(&folder)?;
            let rank = |edition: &Edition| (edition.issued, edition.period.clone(), edition.number);
            if edition.issued <= day && newest.as_ref().is_none_or(|(_, other)| rank(other) < rank(&edition)) {
                newest = Some((folder, edition));
            }
        }
    }
    Ok(newest)
}

/// Writes an edition whole: under another name first, which becomes its own at the very end.
///
/// # Errors
/// When it cannot be written, or an edition of that number exists.
pub fn freeze(shelf: &Path, mut edition: Edition, files: &BTreeMap<String, Vec<u8>>) -> anyhow::Result<PathBuf> {
    edition.files = files
        .iter()
        .map(|(name, bytes)| (name.clone(), sha256(bytes)))
        .collect();
    let folder = shelf.join(edition.number.to_string());
    let begun = shelf.join(format!("{}.part", edition.number));
    if begun.exists() {
        std::fs::remove_dir_all(&begun).with_context(|| format!("cannot remove {}", begun.display()))?;
    }
    for (name, bytes) in files {
        write_whole(&begun.join(name), bytes)?;
    }
    let card = format!("{}\n", serde_json::to_string_pretty(&edition)?);
    write_whole(&begun.join(CARD), card.as_bytes())?;
    anyhow::ensure!(
        !folder.exists(),
        "{} exists; an edition is never overwritten",
        folder.display()
    );
    std::fs::rename(&begun, &folder).with_context(|| format!("cannot write {}", folder.display()))?;
    Ok(folder)
}

/// The board's own tables, schemas, mappings, register and commentary, by path within an edition.
///
/// # Errors
/// When one cannot be read.
pub fn board_files(root: &Path) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    for name in [
        "board.toml",
        "agencies.csv",
        "areas.csv",
        "populations.csv",
        "comparators.csv",
        "register.csv",
    ] {
        if root.join(name).is_file() {
            let bytes =
                std::fs::read(root.join(name)).with_context(|| format!("cannot read {}", root.join(name).display()))?;
            files.insert(format!("{BOARD}/{name}"), bytes);
        }
    }
    for folder in ["schemas", "mappings", "commentary", "templates", "words"] {
        for path in inputs::written_in(root, folder) {
            let name = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
            let bytes = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
            files.insert(format!("{BOARD}/{name}"), bytes);
        }
    }
    Ok(files)
}

/// The declarations built into this program, by path within an edition, with an index that keeps their order.
pub fn built_in_files() -> BTreeMap<String, Vec<u8>> {
    let all = catalogue::built_in_files();
    let index: String = all.iter().map(|(path, _)| format!("{path}\n")).collect();
    let index = (format!("{BUILT_IN}/{}", catalogue::INDEX), index.into_bytes());
    let file = |(path, text): &(&str, &str)| (format!("{BUILT_IN}/{path}"), text.as_bytes().to_vec());
    all.iter().map(file).chain([index]).collect()
}

/// A board folder under everything that was declared when an edition was made.
///
/// # Errors
/// `Usage` when its tables or schemas cannot be read by this program.
pub fn session_then(root: &Path, folder: &Path, as_at: NaiveDate) -> Result<Session, Fault> {
    let built_in = folder.join(BUILT_IN);
    // Editions of the first programs hold none.
    let built_in = built_in.join(catalogue::INDEX).is_file().then_some(built_in);
    Session::open_over(root, built_in.as_deref(), as_at)
}

/// A list as a file of figures within an edition.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn figures_file(name: &str, list: &Table) -> anyhow::Result<(String, Vec<u8>)> {
    Ok((format!("{FIGURES}/{name}.json"), listing::json(list)?.into_bytes()))
}
