//! A briefing into the files of `reports/<period>/`, with a manifest of what made them.

use crate::catalogue::Policy;
use crate::domain::{Briefing, Document, PaperCell, PaperTable, Period, Table};
use crate::pipeline::assess::Assessed;
use crate::pipeline::inputs::Inputs;
use crate::pipeline::{Fault, Session, back, evidence_papers, lineage, lists, overrides, press};
use crate::report::document::{self, Book, Press};
use crate::report::page::Overrides;
use crate::report::templates::TemplateFault;
use crate::report::{exception_paper, listing};
use crate::sift;
use crate::sift::papers::{self, RunFacts, sheets};
use crate::store::{Store, sha256, write_whole};
use anyhow::Context;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The name of the manifest.
pub const MANIFEST: &str = "manifest.json";

/// Every file of a quarter's reports by its path in their folder.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What the papers and the manifest say besides the briefing.
pub struct Made<'a> {
    /// Everything that people and agencies wrote.
    pub inputs: &'a Inputs,
    /// A hash over the rows in use.
    pub rows_hash: String,
    /// The rows themselves.
    pub store: &'a Store,
}

/// Writes every file of the period's reports; each appears whole or not at all. What an earlier run wrote and this one does
/// not is removed; files that people put there stay.
///
/// # Errors
/// A folder that cannot be written.
pub fn write(files: &Files, session: &Session, period: Period) -> anyhow::Result<PathBuf> {
    let folder = session.board.root.join("reports").join(period.slug());
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let begun = folder.join(BEGUN);
    let cut_off = std::fs::read_to_string(&begun).unwrap_or_default();
    let cut_off = cut_off.lines().map(String::from).filter(|name| is_inside(name));
    let before: BTreeSet<String> = written_before(&folder).chain(cut_off).collect();
    // A run that is cut off leaves the names of what it was about to write.
    let all: Vec<&str> = before.iter().chain(files.keys()).map(String::as_str).collect();
    write_whole(&begun, all.join("\n").as_bytes())?;
    for name in before.iter().filter(|name| !files.contains_key(*name)) {
        // Gone already is as good.
        let _ = std::fs::remove_file(folder.join(name));
    }
    for (name, bytes) in files {
        write_whole(&folder.join(name), bytes).with_context(|| {
            format!(
                "{} may have papers of this run beside older ones: run again to make them whole",
                folder.display()
            )
        })?;
    }
    std::fs::remove_file(&begun).with_context(|| format!("cannot remove {}", begun.display()))?;
    Ok(folder)
}

/// The list of what is being written, while it is.
const BEGUN: &str = ".begun";

fn is_inside(name: &str) -> bool {
    !name.starts_with('/') && !name.split(['/', '\\']).any(|part| part == "..")
}

/// The manifest of a run in a folder of reports; null where there is none that can be read.
pub fn manifest_in(folder: &Path) -> Value {
    let text = std::fs::read_to_string(folder.join(MANIFEST)).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

/// The outputs that the manifest of an earlier run names; paths that lead out of the folder are none.
fn written_before(folder: &Path) -> impl Iterator<Item = String> + use<> {
    let outputs = manifest_in(folder)["outputs"].as_object().cloned().unwrap_or_default();
    outputs.into_iter().map(|(name, _)| name).filter(|name| is_inside(name))
}

/// Every file of the period's reports by name, the manifest among them.
///
/// # Errors
/// `Usage` for a fault in one of the board's own templates, `Unfinished` for a paper that cannot be made.
pub fn files(assessed: &Assessed, session: &Session, made: &Made) -> Result<Files, Fault> {
    let overrides = overrides::read(&session.board.root)?;
    let mut files = render(assessed, (session, &overrides), made).map_err(|fault| {
        if fault.chain().any(|cause| cause.is::<TemplateFault>()) && !overrides.is_empty() {
            Fault::Usage(fault)
        } else {
            Fault::Unfinished(fault)
        }
    })?;
    let manifest = manifest(&assessed.briefing, session, (made, &files));
    files.insert(MANIFEST.to_string(), manifest.into_bytes());
    Ok(files)
}

/// Every file by name.
fn render(assessed: &Assessed, (session, overrides): (&Session, &Overrides), made: &Made) -> anyhow::Result<Files> {
    let briefing = &assessed.briefing;
    let press = Press {
        board: &briefing.board,
        overrides,
        day: briefing.as_at,
    };
    let facts = RunFacts {
        program: env!("CARGO_PKG_VERSION"),
        catalogue: session.catalogue.hash(),
        rows: &made.rows_hash,
        inputs: &made.inputs.files,
    };
    let log = papers::run_log(briefing, &session.catalogue, &facts);
    let mut files = Files::from([("run-log.txt".to_string(), document::text(&log).into_bytes())]);
    let documents: Vec<Document> = assessed
        .documents
        .iter()
        .chain(&assessed.evidence_papers)
        .cloned()
        .chain([log])
        .collect();
    // Typesetting takes longest; what is listed in tables is made beside it.
    let ((exception_paper, others), listed) = rayon::join(
        || {
            rayon::join(
                || -> anyhow::Result<_> {
                    Ok((
                        exception_paper::html(briefing, overrides)?,
                        exception_paper::pdf(briefing, overrides)?,
                    ))
                },
                || press::print(&documents, &press),
            )
        },
        || listed(assessed, session, made.store),
    );
    let (html, pdf) = exception_paper?;
    files.insert("exception-paper.html".into(), html.into_bytes());
    files.insert("exception-paper.pdf".into(), pdf);
    files.extend(others?);
    files.extend(listed?);
    Ok(files)
}

/// The lists and workbooks, and what goes back to the agencies.
fn listed(assessed: &Assessed, session: &Session, store: &Store) -> anyhow::Result<Files> {
    let briefing = &assessed.briefing;
    let mut files = csv_lists(briefing, session.catalogue.policy())?;
    if let Some(workbook) = evidence_papers::workbook(&assessed.evidence_papers, briefing)? {
        files.insert(evidence_papers::WORKBOOK.to_string(), workbook);
    }
    files.extend(back::files(&assessed.feedback, session)?);
    let lineage = lineage::lineage(store, session, briefing)?;
    files.insert("lineage.csv".into(), listing::csv(&lineage)?.into_bytes());
    files.insert("workbook.xlsx".into(), workbook(briefing, appendix(&lineage))?);
    Ok(files)
}

fn csv_lists(briefing: &Briefing, policy: &Policy) -> anyhow::Result<Files> {
    let every = briefing
        .exceptions
        .iter()
        .chain(&briefing.data_exceptions)
        .chain(&briefing.watch)
        .chain(&briefing.closed);
    let lists = [
        ("exceptions.csv", lists::shown_exceptions(every)),
        ("returns.csv", lists::returns(&briefing.returns)),
        (
            "findings.csv",
            lists::findings(&sift::findings_for_members(&briefing.findings, policy)),
        ),
    ];
    let mut files = Files::new();
    for (name, list) in lists {
        files.insert(name.to_string(), listing::csv(&list)?.into_bytes());
    }
    Ok(files)
}

/// Every table of the exception paper, one a sheet, with the figures behind each chart and the way to the source cells.
fn workbook(briefing: &Briefing, lineage: PaperTable) -> anyhow::Result<Vec<u8>> {
    let mut tables = sheets::tables(briefing);
    if !lineage.rows.is_empty() {
        tables.push(("Lineage".into(), lineage));
    }
    let title = format!("{}: tables of the exception paper, {}", briefing.board, briefing.period);
    document::workbook(&Book {
        title,
        board: &briefing.board,
        day: briefing.as_at,
        marking: &briefing.marking,
        about: vec![
            format!("{}, {} ({}).", briefing.home, briefing.period, briefing.period.months()),
            format!(
                "{}. Data received to {}. Run {}.",
                briefing.edition, briefing.as_at, briefing.run_id
            ),
        ],
        tables: tables.iter().map(|(place, table)| (place.clone(), table)).collect(),
    })
}

/// The way from each figure shown to its cells, as a sheet of the workbook. Of a file of few figures the hash would tell them to
/// whoever tries all that it may hold: members get none.
fn appendix(lineage: &Table) -> PaperTable {
    let told = || (0..lineage.columns.len()).filter(|at| lineage.columns[*at] != "sha256");
    PaperTable {
        columns: told().map(|at| lineage.columns[at].replace('_', " ")).collect(),
        rows: lineage
            .rows
            .iter()
            .map(|row| told().map(|at| PaperCell::from(row[at].flat())).collect())
            .collect(),
        notes: vec![
            "Files are named from the inbox; lineage.csv has the hash of each, and stays in the office.".into(),
        ],
        ..PaperTable::headed("Where each figure of the exceptions comes from", &[])
    }
}

fn manifest(briefing: &Briefing, session: &Session, (made, files): (&Made, &Files)) -> String {
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
