//! The release ledger on disk: a file of cells for each release, those of other boards among them, and the list of the files
//! that the program wrote, so that none can get lost without a word.

use crate::pipeline::Fault;
use crate::store::{sha256, write_whole};
use crate::withhold::{Published, Release, from_csv, to_csv};
use anyhow::Context;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The list of the files that were written, each with its SHA-256, as `sha256sum --check` reads it.
const LIST: &str = "releases.sha256";

fn folder(root: &Path) -> PathBuf {
    root.join("ledger")
}

/// Every cell of every release, in the order of the files' names.
///
/// # Errors
/// `Usage` when a file cannot be understood; `Unfinished` when one that was written is gone or was changed, or when a pack lies in
/// the board folder or `reports/` of which the ledger knows nothing: what was published must not be guessed.
pub fn read(root: &Path) -> Result<Vec<Published>, Fault> {
    let mut cells = Vec::new();
    let mut found = BTreeMap::new();
    for path in files(root)? {
        let told = || format!("cannot read the release ledger {}", path.display());
        let text = std::fs::read_to_string(&path)
            .with_context(told)
            .map_err(Fault::Unfinished)?;
        cells.extend(from_csv(&text).with_context(told).map_err(Fault::Usage)?);
        found.insert(name_of(&path), sha256(text.as_bytes()));
    }
    let mut faults = Vec::new();
    for (name, hash) in written(root)? {
        match found.get(&name) {
            None => faults.push(format!("ledger/{name} is gone")),
            Some(now) if *now != hash => faults.push(format!("ledger/{name} is not as it was written")),
            Some(_) => {}
        }
    }
    let packs = packs(root).into_iter();
    let unknown = packs.filter(|(_, release)| !cells.iter().any(|cell| cell.release == *release));
    faults.extend(unknown.map(|(folder, _)| format!("{folder} is a pack of which the ledger knows nothing")));
    match faults.is_empty() {
        true => Ok(cells),
        false => Err(Fault::Unfinished(anyhow::anyhow!(
            "the release ledger is not whole, so that two releases together could give a child away; nothing was published\n  {}\n  \
             Put the files back from a copy, then publish again.",
            faults.join("\n  ")
        ))),
    }
}

fn files(root: &Path) -> Result<Vec<PathBuf>, Fault> {
    let folder = folder(root);
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let entries = std::fs::read_dir(&folder)
        .with_context(|| format!("cannot read the release ledger {}", folder.display()))
        .map_err(Fault::Unfinished)?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "csv"));
    paths.sort();
    Ok(paths)
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// The files that were written, with what they held.
fn written(root: &Path) -> Result<BTreeMap<String, String>, Fault> {
    let path = folder(root).join(LIST);
    if !path.exists() {
        return Ok(BTreeMap::new());
    }
    let told = || format!("cannot read {}", path.display());
    let text = std::fs::read_to_string(&path)
        .with_context(told)
        .map_err(Fault::Unfinished)?;
    let mut found = BTreeMap::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let entry = line
            .split_once("  ")
            .context("a line is not a SHA-256 and a file's name");
        let (hash, name) = entry.with_context(told).map_err(Fault::Usage)?;
        found.insert(name.to_string(), hash.to_string());
    }
    Ok(found)
}

/// The packs in the board folder and in `reports/`, each by its folder and the name of its release.
fn packs(root: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for folder in [root.to_path_buf(), root.join("reports")] {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            continue;
        };
        for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
            let shown = path.strip_prefix(root).unwrap_or(&path).display().to_string();
            found.extend(release_of(&path).map(|release| (shown, release)));
        }
    }
    found.sort();
    found
}

/// The release that a folder holds, by what its open data say of themselves; `None` where it is no pack.
fn release_of(folder: &Path) -> Option<String> {
    let text = std::fs::read_to_string(folder.join("open-data/datapackage.json")).ok()?;
    let described: serde_json::Value = serde_json::from_str(&text).ok()?;
    let title = described.get("title")?.as_str()?;
    let about = title.rsplit_once(": figures ")?.1.replace(' ', "-");
    let kind = if about.contains("-Q") { "quarter" } else { "annual" };
    Some(format!("{kind}-{about}"))
}

/// Writes the cells under the release's name. Where the release is there already with other cells, both stay: the first
/// may have been published.
///
/// # Errors
/// `Unfinished` when the file or the list cannot be written.
pub fn keep(root: &Path, slug: &str, (found, earlier): (&Release, &[Published])) -> Result<String, Fault> {
    let named = |release: &str| -> Vec<Published> {
        let of_release = |cell: &Published| Published {
            release: release.to_string(),
            ..cell.clone()
        };
        found.cells.iter().map(of_release).collect()
    };
    let mut release = slug.to_string();
    let mut number = 1;
    loop {
        let cells = named(&release);
        let before: Vec<&Published> = earlier.iter().filter(|cell| cell.release == release).collect();
        if before.is_empty() {
            write(root, &format!("{release}.csv"), &to_csv(&cells)?)?;
            return Ok(release);
        }
        if before.iter().copied().eq(cells.iter()) {
            return Ok(release);
        }
        number += 1;
        release = format!("{slug}-{number}");
    }
}

/// The file first, then the list: what was never listed is read all the same.
fn write(root: &Path, name: &str, text: &str) -> Result<(), Fault> {
    let folder = folder(root);
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot make {}", folder.display()))
        .map_err(Fault::Unfinished)?;
    write_whole(&folder.join(name), text.as_bytes())?;
    let mut list = written(root)?;
    list.insert(name.to_string(), sha256(text.as_bytes()));
    let lines = list.iter().map(|(name, hash)| format!("{hash}  {name}\n"));
    write_whole(&folder.join(LIST), lines.collect::<String>().as_bytes())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a fixture that cannot be made fails the test")]

    use super::*;

    const TEXT: &str = "release,measure,codes,value,place\nannual-2024-25,LD01,year=2024-25,41,LD01 table\n";

    #[test]
    fn a_release_that_is_gone_or_changed_stops_the_next() {
        let board = tempfile::tempdir().unwrap();
        let root = board.path();
        write(root, "annual-2024-25.csv", TEXT).unwrap();
        assert_eq!(read(root).unwrap().len(), 1);
        std::fs::write(root.join("ledger/annual-2024-25.csv"), TEXT.replace("41", "43")).unwrap();
        assert!(read(root).unwrap_err().to_string().contains("is not as it was written"));
        std::fs::remove_file(root.join("ledger/annual-2024-25.csv")).unwrap();
        assert!(
            read(root)
                .unwrap_err()
                .to_string()
                .contains("ledger/annual-2024-25.csv is gone")
        );
    }

    #[test]
    fn a_pack_of_which_the_ledger_knows_nothing_stops_the_next_and_other_boards_figures_are_read() {
        let board = tempfile::tempdir().unwrap();
        let root = board.path();
        let pack = root.join("reports/annual-2024-25/open-data");
        std::fs::create_dir_all(&pack).unwrap();
        std::fs::write(pack.join("datapackage.json"), r#"{"title":"A board: figures 2024-25"}"#).unwrap();
        let told = read(root).unwrap_err().to_string();
        assert!(
            told.contains("reports/annual-2024-25 is a pack of which the ledger knows nothing"),
            "{told}"
        );
        std::fs::create_dir_all(root.join("ledger")).unwrap();
        std::fs::write(root.join("ledger/others.csv"), TEXT).unwrap();
        assert_eq!(read(root).unwrap().len(), 1);
    }
}
