//! The built-in declarations and a board's own to a [`Catalogue`]; every fault is reported at once.

use crate::catalogue::Catalogue;
use crate::catalogue::check;
use crate::catalogue::declared::Declared;
use crate::catalogue::entries::Parsed;
use crate::catalogue::fault::{Fault, Faults};
use crate::catalogue::indicator::Indicator;
use crate::catalogue::listed::Listed;
use crate::catalogue::policy::Policy;
use crate::catalogue::read::{Origin, Table, parse};
use crate::catalogue::source::{self, Kind, Source};
use std::borrow::Cow;
use std::path::Path;
use toml::Spanned;
use toml::de::DeValue;

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
    let mut sources = match frozen {
        Some(folder) => source::frozen(folder)?,
        None => source::built_in(),
    };
    if let Some(root) = board {
        sources.extend(source::of_board(&root.join("schemas"))?);
    }
    from_sources(sources, board.and_then(board_toml))
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
pub(super) fn from_sources(sources: Vec<Source>, board: Option<Source>) -> Result<Catalogue, Faults> {
    let mut faults = Vec::new();
    let mut failed = Vec::new();
    let catalogue = read_all(&sources, board.as_ref(), (&mut faults, &mut failed));
    if let Some(catalogue) = &catalogue {
        let knocked_on = |fault: &Fault| {
            failed
                .iter()
                .any(|id| fault.said.starts_with(&format!("`{id}` is no ")))
        };
        faults.extend(
            check::check(catalogue, &sources)
                .into_iter()
                .filter(|fault| !knocked_on(fault)),
        );
    }
    Faults::none_in(faults)?;
    let mut catalogue = catalogue.ok_or_else(|| Faults(vec![Fault::of_file("schemas/policy.toml", "is missing")]))?;
    catalogue.hash = hash_of(&sources, &catalogue.policy);
    Ok(catalogue)
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

/// The table `[policy]` of `board.toml`, if it has one.
fn policy_of(source: &Source) -> Option<Table<'_>> {
    let mut table = parse(
        Origin {
            file: &source.name,
            text: &source.text,
        },
        &mut vec![],
    );
    let policy = table.get_mut().remove("policy")?;
    let span = policy.span();
    match policy.into_inner() {
        DeValue::Table(policy) => Some(Spanned::new(span, policy)),
        _ => None,
    }
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
