//! A board folder and what is declared for it, opened together.

use crate::board::Board;
use crate::catalogue::{Catalogue, Faults, Loaded};
use crate::pipeline::{Fault, inputs};
use crate::store::disk;
use chrono::NaiveDate;
use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// What every command about a board works with.
pub struct Session {
    /// The board's tables.
    pub board: Board,
    /// What is declared, with the board's own schemas and policy laid over it.
    pub catalogue: Catalogue,
    /// The date of the run.
    pub as_at: NaiveDate,
}

impl Session {
    /// Opens the board folder.
    ///
    /// # Errors
    /// `Usage` with every fault of every table and schema.
    pub fn open(root: &Path, as_at: NaiveDate) -> Result<Session, Fault> {
        Session::open_over(root, None, as_at)
    }

    /// Opens the board folder over what was built into the program that made an edition; `None`: into this one.
    ///
    /// # Errors
    /// As [`Session::open`].
    pub fn open_over(root: &Path, built_in: Option<&Path>, as_at: NaiveDate) -> Result<Session, Fault> {
        can_be_read(root)?;
        let (board, catalogue) = opened(root, built_in).map_err(|faults| Fault::Usage(faults.into()))?;
        Ok(Session {
            board,
            catalogue,
            as_at,
        })
    }
}

/// The tables and the declarations. The tables are held against what can be read of the declarations, so that the faults of both are told
/// together.
fn opened(root: &Path, built_in: Option<&Path>) -> Result<(Board, Catalogue), Faults> {
    let declared = Loaded::read(built_in, Some(root))?;
    let (board, faults) = match declared.catalogue().map(|catalogue| Board::open(root, catalogue)) {
        Some(Ok(board)) => (board, vec![]),
        Some(Err(Faults(faults))) => (Board::default(), faults),
        None => (Board::default(), vec![]),
    };
    let catalogue = declared.finished(faults)?;
    Ok((board, catalogue))
}

/// What people keep in the board folder can be opened at all: what the disk refuses is no fault of what stands in it.
fn can_be_read(root: &Path) -> Result<(), Fault> {
    let refused = |path: &Path, fault: &io::Error| Fault::Unfinished(disk::trouble("read", path, fault));
    let open = |path: &Path| match File::open(path) {
        Err(fault) if fault.kind() != ErrorKind::NotFound => Err(refused(path, &fault)),
        _ => Ok(()),
    };
    for table in inputs::TABLES.iter().chain(&["register.csv"]) {
        open(&root.join(table))?;
    }
    let is_theirs = |entry: &walkdir::DirEntry| !entry.file_name().to_string_lossy().starts_with('.');
    for folder in ["schemas", "mappings", "commentary"] {
        let folder = root.join(folder);
        // A folder that is not there holds nothing; what it is instead is told where it is read.
        let within = walkdir::WalkDir::new(&folder).min_depth(1).sort_by_file_name();
        for entry in within.into_iter().filter_entry(is_theirs) {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => (),
                Ok(entry) => open(entry.path())?,
                Err(fault) => match (fault.path(), fault.io_error()) {
                    (Some(path), Some(fault)) if fault.kind() != ErrorKind::NotFound => {
                        return Err(refused(path, fault));
                    }
                    _ => (),
                },
            }
        }
    }
    Ok(())
}

/// The board folder: the one named, else the nearest folder, from here upwards, that holds `board.toml`.
///
/// # Errors
/// `Usage` when there is none.
pub fn find_board(named: Option<&Path>, here: &Path) -> Result<PathBuf, Fault> {
    if let Some(named) = named {
        if named.join("board.toml").is_file() {
            return Ok(named.to_path_buf());
        }
        let said = format!(
            "{} holds no board.toml, so it is no board folder; `paqa init {0}` makes one",
            named.display()
        );
        return Err(Fault::usage(said));
    }
    let found = here.ancestors().find(|folder| folder.join("board.toml").is_file());
    found.map(Path::to_path_buf).ok_or_else(|| {
        Fault::usage("there is no board.toml here or in any folder above; name the board with --board DIR, or make one with `paqa init DIR`")
    })
}
