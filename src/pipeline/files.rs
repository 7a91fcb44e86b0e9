//! `check FILE...`: files anywhere on the disk, read as if they lay in an agency's folder; nothing is stored.

use crate::domain::{Finding, Period, Receipt, Severity};
use crate::ingest::{self, FileContext, Held, Known, Lexicon};
use crate::pipeline::collect;
use crate::pipeline::quarter::store_folder;
use crate::pipeline::{Fault, Outcome, Session, Worst, lists};
use crate::store::{Store, Window, sha256};
use std::path::{Path, PathBuf};

/// Whose files they are, and of which quarter.
pub struct Said<'a> {
    /// As given; found from the path where it lies in an inbox.
    pub agency: Option<&'a str>,
    /// As given; found from the path where it lies in an inbox.
    pub period: Option<Period>,
}

/// The findings of the files.
///
/// # Errors
/// `Usage` when a file is not there, or nobody says whose it is; `Unfinished` when the store cannot be read.
pub fn check(session: &Session, files: &[PathBuf], said: &Said) -> Result<Outcome, Fault> {
    let habits = collect::habits(session);
    let lexicon = Lexicon::new(&session.catalogue, &session.board.agencies, &session.board.places);
    let known = Known {
        catalogue: &session.catalogue,
        agencies: &session.board.agencies,
        places: &session.board.places,
        habits: &habits,
        lexicon: &lexicon,
    };
    let mut findings: Vec<Finding> = Vec::new();
    for file in files {
        let bytes =
            std::fs::read(file).map_err(|fault| Fault::usage(format!("cannot read {}: {fault}", file.display())))?;
        let receipt = receipt(session, (file, sha256(&bytes)), said)?;
        let held = held_before(session, receipt.period)?;
        let reading = ingest::read_one(
            &bytes,
            &FileContext {
                known,
                receipt: &receipt,
                held: &held,
                released: false,
            },
        );
        findings.extend(
            reading
                .submissions
                .into_iter()
                .flat_map(|submission| submission.findings),
        );
    }
    findings.sort();
    findings.dedup();
    let worst = match findings.iter().map(|finding| finding.severity).min() {
        Some(Severity::Error) => Worst::Errors,
        Some(Severity::Warning) => Worst::Warnings,
        Some(Severity::Info) | None => Worst::Nothing,
    };
    let notes = vec![match files.len() {
        1 => "One file read; nothing was stored.".to_string(),
        files => format!("{files} files read; nothing was stored."),
    }];
    Ok(Outcome {
        notes,
        worst,
        ..Outcome::list(lists::findings(&findings))
    })
}

fn receipt(session: &Session, (file, sha256): (&Path, String), said: &Said) -> Result<Receipt, Fault> {
    let (in_inbox, period, agency) = place_in_inbox(session, file);
    let Some(period) = said.period.or(period) else {
        return Err(Fault::usage(format!(
            "say of which quarter {} is, with --period",
            file.display()
        )));
    };
    let Some(agency) = said.agency.map(str::to_string).or(agency) else {
        return Err(Fault::usage(format!("say whose {} is, with --agency", file.display())));
    };
    if session.board.agency(&agency).is_none() {
        return Err(Fault::usage(format!("agencies.csv has no agency `{agency}`")));
    }
    let name = in_inbox.unwrap_or_else(|| file.file_name().unwrap_or_default().to_string_lossy().into_owned());
    Ok(Receipt {
        agency,
        period,
        file: name,
        sha256,
        received: session.as_at,
        received_assumed: false,
        modified: String::new(),
    })
}

/// The path relative to the inbox, with period and agency, for a file that lies in it.
fn place_in_inbox(session: &Session, file: &Path) -> (Option<String>, Option<Period>, Option<String>) {
    let inbox = session.board.root.join("inbox").canonicalize();
    let below = inbox
        .ok()
        .and_then(|inbox| Some(file.canonicalize().ok()?.strip_prefix(inbox).ok()?.to_path_buf()));
    let Some(below) = below else { return (None, None, None) };
    let parts: Vec<String> = below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    let period = parts.first().and_then(|part| part.parse().ok());
    let agency = parts.get(1).filter(|_| parts.len() > 2).cloned();
    (Some(parts.join("/")), period, agency)
}

/// What the store holds of earlier quarters.
fn held_before(session: &Session, period: Period) -> Result<Held, Fault> {
    let store = Store::open(&store_folder(session), session.catalogue.feeds())?;
    let mut held = Held::default();
    for feed in session.catalogue.feeds() {
        let rows = store.rows(
            &feed.id,
            &Window {
                from: Some(period.back(8)),
                until: Some(period.previous()),
            },
        )?;
        held.note_rows(&feed.id, (&feed.key, feed.about.as_deref()), &rows);
    }
    Ok(held)
}
