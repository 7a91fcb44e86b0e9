//! Issued papers with all that made them, frozen in `editions/<period>/<n>/` and never overwritten.

use crate::catalogue;
use crate::domain::{Period, Table, day_in_words};
use crate::pipeline::{Fault, Session, inputs};
use crate::report::listing;
use crate::store::{disk, sha256, write_whole};
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
pub fn shelf(root: &Path, period: Period) -> PathBuf {
    root.join("editions").join(period.slug())
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
    let shelf = shelf(&session.board.root, period);
    // What was issued later was not there on the day of the run.
    let is_there =
        |number: &u32| read_card(&shelf.join(number.to_string())).is_ok_and(|card| card.issued <= session.as_at);
    let last = numbers(&shelf).into_iter().rfind(is_there);
    let next = last.map_or(1, |last| last + 1);
    format!("Draft for edition {next}")
}

/// What issued papers call themselves.
pub fn title(number: u32, issued: NaiveDate) -> String {
    format!("Edition {number}, issued {}", day_in_words(issued))
}

/// An edition: the one named, else the newest of the quarter.
///
/// # Errors
/// `Usage` when there is none; `Unfinished` when a file of it is not what it was when it was issued.
pub fn open(root: &Path, period: Period, number: Option<u32>) -> Result<(PathBuf, Edition), Fault> {
    let shelf = shelf(root, period);
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
    if let Some((path, words)) = damage(&folder, &edition).into_iter().next() {
        return Err(Fault::Unfinished(anyhow!("{}: {words}", path.display())));
    }
    Ok((folder, edition))
}

fn read_card(folder: &Path) -> anyhow::Result<Edition> {
    let path = folder.join(CARD);
    let bytes = disk::read(&path)?;
    serde_json::from_slice(&bytes).with_context(|| format!("{} is no edition's card any more; {BACK}", path.display()))
}

/// What to do about an edition that is not what it was: the program never writes one again.
const BACK: &str = "put the edition's folder back from a copy; the program never writes it again";

/// The files of an edition that are not what they were when it was issued, with what is wrong with each and what to do.
fn damage(folder: &Path, edition: &Edition) -> Vec<(PathBuf, String)> {
    let mut damage = Vec::new();
    for (name, hash) in &edition.files {
        let path = folder.join(name);
        match std::fs::read(&path) {
            Ok(bytes) if sha256(&bytes) == *hash => (),
            Ok(_) => damage.push((path, format!("is not what it was when the edition was issued; {BACK}"))),
            Err(fault) => damage.push((path, format!("cannot be read ({fault}); {BACK}"))),
        }
    }
    damage
}

/// Whether every file of every edition is what it was when it was issued: how many were looked at, and what is wrong.
///
/// # Errors
/// When a folder cannot be listed.
pub fn verify(root: &Path) -> anyhow::Result<(usize, Vec<(PathBuf, String)>)> {
    let (mut files, mut found) = (0, Vec::new());
    let editions = root.join("editions");
    for period in disk::names(&editions)? {
        let shelf = editions.join(period);
        for number in numbers(&shelf) {
            let folder = shelf.join(number.to_string());
            match read_card(&folder) {
                Ok(edition) => {
                    files += 1 + edition.files.len();
                    found.extend(damage(&folder, &edition));
                }
                Err(fault) => found.push((folder.join(CARD), format!("{fault:#}"))),
            }
        }
    }
    Ok((files, found))
}

/// The quarter and the day of issue of every edition: all folders up to that quarter's were looked into then. A card that cannot be read
/// tells none; `history --verify` says so.
pub fn days_of_issue(session: &Session) -> Vec<(Period, NaiveDate)> {
    let root = session.board.root.join("editions");
    let mut days = Vec::new();
    for entry in std::fs::read_dir(root).into_iter().flatten().filter_map(Result::ok) {
        let period: Option<Period> = entry.file_name().to_str().and_then(|name| name.parse().ok());
        let Some(period) = period else { continue };
        let cards = numbers(&entry.path()).into_iter();
        let cards = cards.filter_map(|number| read_card(&entry.path().join(number.to_string())).ok());
        days.extend(cards.map(|card| (period, card.issued)));
    }
    days
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
    let begun = shelf.join(format!("{}.part", edition.number));
    if begun.exists() {
        std::fs::remove_dir_all(&begun).with_context(|| format!("cannot remove {}", begun.display()))?;
    }
    let written = write_all(&begun, &edition, files).and_then(|()| {
        let folder = shelf.join(edition.number.to_string());
        anyhow::ensure!(
            !folder.exists(),
            "{} exists; an edition is never overwritten",
            folder.display()
        );
        std::fs::rename(&begun, &folder).with_context(|| format!("cannot write {}", folder.display()))?;
        Ok(folder)
    });
    if written.is_err() {
        // On a full disk what is half written takes room that the next attempt needs.
        let _ = std::fs::remove_dir_all(&begun);
    }
    written
}

fn write_all(folder: &Path, edition: &Edition, files: &BTreeMap<String, Vec<u8>>) -> anyhow::Result<()> {
    for (name, bytes) in files {
        write_whole(&folder.join(name), bytes)?;
    }
    let card = format!("{}\n", serde_json::to_string_pretty(edition)?);
    write_whole(&folder.join(CARD), card.as_bytes())
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

/// A board under everything that was declared when an edition of it was made, whatever has become of its own tables and schemas.
///
/// # Errors
/// `Usage` when what the edition froze cannot be read by this program.
pub fn board_then(root: &Path, (folder, edition): (&Path, &Edition)) -> Result<Session, Fault> {
    let mut then = session_then(&folder.join(BOARD), folder, edition.as_at)?;
    then.board.root = root.to_path_buf();
    Ok(then)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edition_that_cannot_be_written_leaves_nothing_and_the_one_that_is_there_alone() {
        let shelf = tempfile::tempdir().unwrap();
        let day = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        let edition = Edition {
            period: "2026-27 Q1".into(),
            number: 1,
            issued: day,
            as_at: day,
            run: String::new(),
            program: String::new(),
            catalogue: String::new(),
            rows: String::new(),
            inputs: BTreeMap::new(),
            files: BTreeMap::new(),
        };
        let files = |text: &str| BTreeMap::from([("papers/a.txt".to_string(), text.as_bytes().to_vec())]);
        freeze(shelf.path(), edition.clone(), &files("first")).unwrap();
        let said = freeze(shelf.path(), edition, &files("second")).unwrap_err().to_string();
        assert!(said.contains("never overwritten"), "{said}");
        assert_eq!(disk::names(shelf.path()).unwrap(), ["1"]);
        assert_eq!(std::fs::read(shelf.path().join("1/papers/a.txt")).unwrap(), b"first");
    }
}
