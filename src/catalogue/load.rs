//! The built-in declarations and a board's own to a [`Catalogue`]; every fault is reported at once.

use crate::catalogue::Catalogue;
use crate::catalogue::check;
use crate::catalogue::declared::Declared;
use crate::catalogue::entries::{Parsed, policy_of};
use crate::catalogue::fault::{Fault, Faults};
use crate::catalogue::indicator::Indicator;
use crate::catalogue::listed::Listed;
use crate::catalogue::policy::Policy;
use crate::catalogue::source::{self, Kind, Source};
use std::borrow::Cow;
use std::path::Path;

/// The built-in declarations with those of a board laid over them: its `schemas/` and `[policy]` of its `board.toml`.
///
/// # Errors
/// Every fault of every file, when there is one. Nothing is loaded then.
pub fn load(board: Option<&Path>) -> Result<Catalogue, Faults> {
    load_over(None, board)
}

/// The same over declarations that were built into an earlier program: the folder holds them as [`built_in_files`] lists them.
///
/// # Errors
/// As [`load`], and when a file of the folder is gone.
///
/// [`built_in_files`]: crate::catalogue::built_in_files
pub fn load_over(frozen: Option<&Path>, board: Option<&Path>) -> Result<Catalogue, Faults> {
    Loaded::read(frozen, board)?.finished(vec![])
}

/// Declarations as far as they can be read, with every fault of theirs. What else is wrong with a board is told together with these.
pub struct Loaded {
    /// What can be read; none without any policy.
    catalogue: Option<Catalogue>,
    /// The faults of the declarations.
    faults: Vec<Fault>,
    /// Ids of blocks that have faults.
    failed: Vec<String>,
}

impl Loaded {
    /// Reads the declarations that [`load_over`] reads.
    ///
    /// # Errors
    /// A file of the folder of what was built in is gone.
    pub fn read(frozen: Option<&Path>, board: Option<&Path>) -> Result<Loaded, Faults> {
        let mut sources = match frozen {
            Some(folder) => source::frozen(folder)?,
            None => source::built_in(),
        };
        let mut faults = Vec::new();
        if let Some(root) = board {
            sources.extend(source::of_board(&root.join("schemas"), &mut faults));
        }
        Ok(from_sources(&sources, board.and_then(board_toml).as_ref(), faults))
    }

    /// What can be read, for checks of what else the board says.
    pub fn catalogue(&self) -> Option<&Catalogue> {
        self.catalogue.as_ref()
    }

    /// The catalogue, if neither it nor anything else of the board has faults.
    ///
    /// # Errors
    /// Every fault, those of the declarations and the `others`. That somebody names a block that has faults itself is none.
    pub fn finished(mut self, others: Vec<Fault>) -> Result<Catalogue, Faults> {
        let others = others.into_iter().filter(|fault| !follows(fault, &self.failed));
        self.faults.extend(others);
        Faults::none_in(self.faults)?;
        self.catalogue
            .ok_or_else(|| Faults(vec![Fault::of_file("schemas/policy.toml", "is missing")]))
    }
}

/// Whether a fault only says that a block is not there, and it is not there because it has faults itself.
fn follows(fault: &Fault, failed: &[String]) -> bool {
    failed
        .iter()
        .any(|id| fault.said.starts_with(&format!("`{id}` is no ")))
}

/// The text of `board.toml`, if there is one; `board::Board::open` says what is wrong with it otherwise.
fn board_toml(root: &Path) -> Option<Source> {
    let text = std::fs::read_to_string(root.join("board.toml")).ok()?;
    let stem = String::from("board");
    Some(Source {
        name: String::from("board.toml"),
        kind: Kind::Policy,
        stem,
        of_board: true,
        text: Cow::Owned(text),
    })
}

/// A catalogue from texts.
fn from_sources(sources: &[Source], board: Option<&Source>, mut faults: Vec<Fault>) -> Loaded {
    let mut failed = Vec::new();
    let mut catalogue = read_all(sources, board, (&mut faults, &mut failed));
    if let Some(catalogue) = &mut catalogue {
        let between = check::check(catalogue, sources, board).into_iter();
        faults.extend(between.filter(|fault| !follows(fault, &failed)));
        catalogue.hash = hash_of(sources, &catalogue.policy);
    }
    Loaded {
        catalogue,
        faults,
        failed,
    }
}

/// Reads every block; `None` when there is no policy.
fn read_all(
    sources: &[Source],
    board: Option<&Source>,
    (faults, failed): (&mut Vec<Fault>, &mut Vec<String>),
) -> Option<Catalogue> {
    let mut parsed = Parsed::new(sources, faults);
    let over = board.and_then(|source| Some((source, policy_of(source)?)));
    let indicators = indicators(&mut parsed, faults);
    let catalogue = Catalogue {
        themes: Listed::new(parsed.themes(indicators.all(), faults), |theme| &theme.id),
        policy: parsed.policy(over, faults)?,
        feeds: listed(&mut parsed, faults),
        codes: listed(&mut parsed, faults),
        indicators,
        standards: listed(&mut parsed, faults),
        questions: listed(&mut parsed, faults),
        workbooks: listed(&mut parsed, faults),
        findings: listed(&mut parsed, faults),
        symbols: listed(&mut parsed, faults),
        links: listed(&mut parsed, faults),
        hash: String::new(),
        files: sources.len(),
        names: std::sync::OnceLock::new(),
        written: std::sync::OnceLock::new(),
    };
    failed.append(&mut parsed.failed);
    Some(catalogue)
}

fn listed<T: Declared>(parsed: &mut Parsed<'_>, faults: &mut Vec<Fault>) -> Listed<T> {
    Listed::new(parsed.take(faults).into_iter().map(|(item, _)| item).collect(), T::id)
}

fn indicators(parsed: &mut Parsed<'_>, faults: &mut Vec<Fault>) -> Listed<Indicator> {
    let themed = |(mut indicator, theme): (Indicator, String)| {
        indicator.theme = theme;
        indicator
    };
    Listed::new(parsed.take(faults).into_iter().map(themed).collect(), Indicator::id)
}

/// A hash over the names and texts of all files that were read, and over the policy that came of them.
fn hash_of(sources: &[Source], policy: &Policy) -> String {
    use sha2::{Digest, Sha256};
    let mut hash = Sha256::new();
    let policy = format!("{policy:?}");
    let texts = sources
        .iter()
        .flat_map(|source| [source.name.as_bytes(), source.text.as_bytes()]);
    for part in texts.chain([policy.as_bytes()]) {
        // With its length before it, no two lists of parts give the same bytes.
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
