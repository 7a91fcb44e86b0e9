//! Everything that people and agencies wrote for a run, with its hash; the run's id comes from it.

use crate::board::{PROPOSED, accepted_words, read_commentary};
use crate::domain::{Period, RegisterLine, Remark};
use crate::pipeline::Session;
use crate::store::PART;
use anyhow::Context;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Inputs by name, as the manifest lists them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inputs {
    /// SHA-256 by path relative to the board's folder.
    pub files: BTreeMap<String, String>,
    /// A hash over what people wrote in commentary and register, whatever lines the program added beside it.
    pub written: String,
}

/// The board's own tables.
pub const TABLES: [&str; 5] = [
    "board.toml",
    "agencies.csv",
    "areas.csv",
    "populations.csv",
    "comparators.csv",
];

/// The inputs of a run for a period. Files of the inbox are passed in, because they are hashed when they are read.
///
/// # Errors
/// A file that cannot be read.
pub fn inputs(
    session: &Session,
    inbox: &BTreeMap<String, String>,
    lines: &[RegisterLine],
    until: Period,
) -> anyhow::Result<Inputs> {
    let root = &session.board.root;
    let mut files = inbox.clone();
    for table in TABLES {
        let path = root.join(table);
        if path.is_file() {
            files.insert(table.to_string(), hash_of_file(&path)?);
        }
    }
    for folder in ["schemas", "mappings", "templates"] {
        // The program writes lines into the proposals; what people wrote there counts below.
        for path in written_in(root, folder).filter(|path| !path.ends_with(PROPOSED)) {
            let name = path
                .strip_prefix(root)
                .unwrap_or(&path)
                .to_string_lossy()
                .replace('\\', "/");
            files.insert(name, hash_of_file(&path)?);
        }
    }
    Ok(Inputs {
        files,
        written: hash_of_words(&words_of_people(session, lines, until)),
    })
}

/// What people keep in a folder of the board, in the order of names. What helps editors, files that a run that was stopped left half
/// written, and workbooks made for agencies below `templates` say nothing about a run.
pub fn written_in(root: &Path, folder: &str) -> impl Iterator<Item = PathBuf> {
    let depth = if folder == "templates" { 1 } else { usize::MAX };
    let is_theirs = |name: &str| name != "json" && !name.starts_with('.') && !name.ends_with(PART);
    walkdir::WalkDir::new(root.join(folder))
        .max_depth(depth)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(move |entry| is_theirs(&entry.file_name().to_string_lossy()))
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
}

/// What people wrote in the registers of meetings and files, one line each.
fn words_of_people(session: &Session, lines: &[RegisterLine], until: Period) -> Vec<String> {
    let first = lines
        .iter()
        .map(|line| line.period)
        .min()
        .unwrap_or(until)
        .min(until.back(40));
    let remarks = first
        .to(until)
        .flat_map(|period| read_commentary(&session.board.root, period).remarks);
    let said = remarks.filter(is_filled_in).map(|remark| format!("{remark:?}"));
    let rulings = lines
        .iter()
        .filter(|line| line.is_a_ruling() && line.since <= session.as_at);
    said.chain(rulings.map(|line| format!("{line:?}")))
        .chain(accepted_words(&session.board.root))
        .collect()
}

fn is_filled_in(remark: &Remark) -> bool {
    let written = [
        &remark.said,
        &remark.said_by,
        &remark.said_on,
        &remark.asked,
        &remark.answer,
        &remark.decision,
        &remark.due,
    ];
    written.iter().any(|text| !text.is_empty())
}

impl Inputs {
    /// The date of the run and six hex digits over inputs, catalogue and program version.
    pub fn run_id(&self, session: &Session) -> String {
        format!("{}-{}", session.as_at, &self.hash(session)[..6])
    }

    /// A hash over inputs, catalogue and program version.
    pub fn hash(&self, session: &Session) -> String {
        let mut words: Vec<String> = self.files.iter().map(|(name, hash)| format!("{name} {hash}")).collect();
        words.extend([
            self.written.clone(),
            session.catalogue.hash().to_string(),
            env!("CARGO_PKG_VERSION").to_string(),
        ]);
        words.push(session.as_at.to_string());
        hash_of_words(&words)
    }
}

fn hash_of_file(path: &Path) -> anyhow::Result<String> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(crate::store::sha256(&bytes))
}

fn hash_of_words(words: &[String]) -> String {
    let mut hasher = Sha256::new();
    for word in words {
        hasher.update((word.len() as u64).to_le_bytes());
        hasher.update(word.as_bytes());
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
