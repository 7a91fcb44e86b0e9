//! A folder named with `--out` that the program must not write into: what it keeps stays as it was kept.

use crate::pipeline::Fault;
use std::path::{Component, Path, PathBuf};

/// The folders of a board that only certain commands write, and in ways of their own.
const KEPT: [&str; 4] = ["editions", "store", "inbox", "ledger"];

/// Refuses a folder in which a board keeps what was issued, stored, received or published.
///
/// # Errors
/// `Usage`, with the folder and what to do.
pub fn free(root: &Path, out: &Path) -> Result<(), Fault> {
    let (root, wanted) = (real(root), real(out));
    match KEPT.iter().find(|kept| wanted.starts_with(root.join(kept))) {
        Some(kept) => Err(Fault::usage(format!(
            "{} lies in the board's {kept}/, which is kept as it is; name another folder with --out",
            out.display()
        ))),
        None => Ok(()),
    }
}

/// The path without links and dots, as far as it exists.
fn real(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    for part in absolute.components() {
        match part {
            Component::ParentDir => {
                plain.pop();
            }
            Component::CurDir => (),
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => {
                plain.push(part);
                plain = std::fs::canonicalize(&plain).unwrap_or(plain);
            }
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_board_keeps_is_written_by_no_other_way() {
        let board = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(board.path().join("editions/2026-27-Q1/1/papers")).unwrap();
        let refused = |out: &str| free(board.path(), &board.path().join(out)).is_err();
        assert!(refused("editions/2026-27-Q1/1/papers") && refused("editions/2026-27-Q1/7"));
        assert!(refused("reports/../store/tables") && refused("inbox"));
        assert!(!refused("reports/charts") && !refused("editions-for-members"));
    }
}
