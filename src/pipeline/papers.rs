//! A briefing into the files of `reports/<period>/`, with a manifest of what made them.

use crate::domain::{Briefing, Document, Feedback, Table};
use crate::pipeline::inputs::Inputs;
use crate::pipeline::{Session, back, evidence_papers, lists};
use crate::report::{exception_paper, listing, page::Overrides};
use crate::store::{sha256, write_whole};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The name of the manifest.
pub const MANIFEST: &str = "manifest.json";

/// What the manifest says besides the files.
pub struct Made<'a> {
    /// Everything that people and agencies wrote.
    pub inputs: &'a Inputs,
    /// A hash over the rows in use.
    pub rows_hash: String,
    /// What each agency is told.
    pub feedback: &'a [Feedback],
    /// Where each figure that the exceptions show comes from.
    pub lineage: Table,
}

/// Writes every file of the period's reports; each appears whole or not at all.
///
/// # Errors
/// A paper that cannot be made, or a folder that cannot be written.
pub fn write(
    (briefing, documents): (&Briefing, &[Document]),
    session: &Session,
    made: &Made,
) -> anyhow::Result<PathBuf> {
    let folder = session.board.root.join("reports").join(briefing.period.slug());
    for (name, bytes) in &files((briefing, documents), session, made)? {
        write_whole(&folder.join(name), bytes)?;
    }
    Ok(folder)
}

/// Every file of the period's reports by name, the manifest among them.
///
/// # Errors
/// A paper that cannot be made.
pub fn files(
    (briefing, documents): (&Briefing, &[Document]),
    session: &Session,
    made: &Made,
) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let mut files = render(briefing)?;
    files.extend(evidence_papers::files(documents, briefing)?);
    files.extend(back::files(made.feedback, session)?);
    files.insert("lineage.csv".to_string(), listing::csv(&made.lineage)?.into_bytes());
    let manifest = manifest(briefing, session, (made, &files));
    files.insert(MANIFEST.to_string(), manifest.into_bytes());
    Ok(files)
}

/// Every file by name.
fn render(briefing: &Briefing) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let every = briefing
        .exceptions
        .iter()
        .chain(&briefing.data_exceptions)
        .chain(&briefing.watch)
        .chain(&briefing.closed);
    let lists = [
        ("exceptions.csv", lists::shown_exceptions(every)),
        ("returns.csv", lists::returns(&briefing.returns)),
        ("findings.csv", lists::findings(&briefing.findings)),
    ];
    let mut files = BTreeMap::new();
    for (name, list) in lists {
        files.insert(name.to_string(), listing::csv(&list)?.into_bytes());
    }
    files.insert(
        "exception-paper.html".into(),
        exception_paper::html(briefing, &Overrides::new())?.into_bytes(),
    );
    files.insert(
        "exception-paper.pdf".into(),
        exception_paper::pdf(briefing, &Overrides::new())?,
    );
    Ok(files)
}

fn manifest(briefing: &Briefing, session: &Session, (made, files): (&Made, &BTreeMap<String, Vec<u8>>)) -> String {
    let outputs: BTreeMap<&String, String> = files.iter().map(|(name, bytes)| (name, sha256(bytes))).collect();
    let manifest = json!({
        "program": env!("CARGO_PKG_VERSION"),
        "period": briefing.period.to_string(),
        "as_at": session.as_at.to_string(),
        "run": briefing.run_id,
        "catalogue": session.catalogue.hash(),
        "rows": made.rows_hash,
        "inputs": made.inputs.files,
        "written_by_people": made.inputs.written,
        "outputs": outputs,
    });
    format!("{manifest:#}\n")
}
