//! Whether the board's register still says what the store went by: what people decided must not come undone because a file was lost.

use crate::board::Register;
use crate::domain::{FileState, rulings};
use crate::pipeline::Fault;
use crate::store::Store;
use anyhow::anyhow;

/// That the register holds every decision that the store has heeded. A run that was cut off may have stored before it wrote the register,
/// so that nothing is asked of its first.
///
/// # Errors
/// `Unfinished` when it is empty though more than one run has filled it, or lacks the line of a file that was put aside, brought back or
/// expired; the message names the file and what to do.
pub fn are_kept(store: &Store, register: &Register) -> Result<(), Fault> {
    let again = "Put register.csv back as it was and run again; a decision is undone by another (`paqa withdraw FILE --restore`), \
                 never by taking out its line. What is held is as it was";
    if register.lines().is_empty() && store.commits() > 1 && store.held().next().is_some() {
        return Err(Fault::Unfinished(anyhow!(
            "register.csv is gone or empty, which says when each file came and what people decided of it. {again}"
        )));
    }
    let decided = rulings(register.lines());
    let is_lost = |file: &str, sha256: &str| !decided.contains_key(&(file, sha256));
    let mut heeded = store
        .held()
        .filter(|held| !held.ruling.is_empty() || held.state == FileState::Expired);
    match heeded.find(|held| is_lost(&held.receipt.file, &held.receipt.sha256)) {
        None => Ok(()),
        Some(held) => Err(Fault::Unfinished(anyhow!(
            "register.csv no longer has the line that made {} `{}`. {again}",
            held.receipt.file,
            held.state
        ))),
    }
}
