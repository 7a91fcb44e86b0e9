//! What stands against a quarter besides the content of its files: what people decided about them, what came before,
//! what could not be read of the commentary.

use crate::board::{Register, read_commentary};
use crate::catalogue::Catalogue;
use crate::domain::{FileState, Finding, Period, Place, RegisterLine, Responsibility, Severity, version_mark};
use crate::pipeline::Session;
use crate::pipeline::remarks::{dated_ahead, held_back};
use crate::store::{Held, Store};
use std::collections::BTreeMap;

/// The findings, in no order.
pub fn standing(store: &Store, session: &Session, period: Period) -> Vec<Finding> {
    let mut findings = set_aside(store, session, period);
    findings.extend(sent_before(store, session, period));
    findings.extend(withdrawn_before(store, session, period));
    findings.extend(order_assumed(store, session, period));
    findings.extend(commentary(session, period));
    findings
}

/// One finding of the catalogue about a file.
struct Told<'t> {
    kind: &'t str,
    agency: &'t str,
    feed: &'t str,
    file: &'t str,
    cell: String,
    treated_as: &'t str,
    note: &'t str,
}

fn finding(told: &Told<'_>, (catalogue, period): (&Catalogue, Period)) -> Finding {
    let period_text = period.to_string();
    let values = [
        ("note", told.note),
        ("treated_as", told.treated_as),
        ("file", told.file),
        ("agency", told.agency),
        ("feed", told.feed),
        ("period", period_text.as_str()),
    ];
    let kind = catalogue.finding_kind(told.kind);
    Finding {
        agency: told.agency.to_owned(),
        feed: told.feed.to_owned(),
        period: period_text.clone(),
        place: Place {
            file: told.file.to_owned(),
            sheet: String::new(),
            cell: told.cell.clone(),
        },
        kind: told.kind.to_owned(),
        severity: kind.map_or(Severity::Warning, |kind| kind.severity_in(period)),
        responsibility: kind.map_or(Responsibility::Analyst, |kind| kind.responsibility),
        seen: String::new(),
        treated_as: String::new(),
        message: kind.map_or_else(|| told.note.to_owned(), |kind| kind.sentence(&values)),
    }
}

/// Files of the quarter that a person has set aside.
fn set_aside(store: &Store, session: &Session, period: Period) -> Vec<Finding> {
    let word = FileState::Held.to_string();
    let by_person = |held: &&Held| held.receipt.period == period && held.state == FileState::Held;
    let mut files: BTreeMap<&str, (&Held, &str)> = BTreeMap::new();
    for held in store.held().filter(by_person) {
        let ruling = held.ruling.split_once(": ").unwrap_or((held.ruling.as_str(), ""));
        if ruling.0 == word {
            files.entry(&held.receipt.file).or_insert((held, ruling.1));
        }
    }
    let told = |(file, (held, why)): (&str, (&Held, &str))| {
        let told = Told {
            kind: "file-held",
            agency: &held.sender,
            feed: &held.feed,
            file,
            cell: String::new(),
            treated_as: "",
            note: if why.is_empty() { "nobody said why" } else { why },
        };
        finding(&told, (&session.catalogue, period))
    };
    files.into_iter().map(told).collect()
}

/// Files of the quarter that are an earlier quarter's to the last byte.
fn sent_before(store: &Store, session: &Session, period: Period) -> Vec<Finding> {
    let mut files: BTreeMap<&str, (&Held, &str)> = BTreeMap::new();
    for held in store
        .held()
        .filter(|held| held.receipt.period == period && held.state == FileState::Duplicate)
    {
        let first = store.held().find(|other| {
            other.receipt.sha256 == held.receipt.sha256
                && other.receipt.period < period
                && other.state == FileState::Current
        });
        if let Some(first) = first {
            files.entry(&held.receipt.file).or_insert((held, &first.receipt.file));
        }
    }
    let told = |(file, (held, first)): (&str, (&Held, &str))| {
        let told = Told {
            kind: "file-sent-before",
            agency: &held.sender,
            feed: &held.feed,
            file,
            cell: String::new(),
            treated_as: first,
            note: "",
        };
        finding(&told, (&session.catalogue, period))
    };
    files.into_iter().map(told).collect()
}

/// Files of the quarter in use that are to the last byte one that a person took out of use, of the same agency: it may have been sent
/// again on purpose or by mistake.
fn withdrawn_before(store: &Store, session: &Session, period: Period) -> Vec<Finding> {
    let mut files: BTreeMap<&str, (&Held, &str)> = BTreeMap::new();
    let in_use = |held: &&Held| held.receipt.period == period && held.state == FileState::Current;
    let withdrawn: Vec<&Held> = store.held().filter(|held| held.state == FileState::Withdrawn).collect();
    for held in store.held().filter(in_use) {
        let is_it = |other: &&Held| {
            let same = (&other.receipt.sha256, &other.receipt.agency) == (&held.receipt.sha256, &held.receipt.agency);
            same && other.receipt.file != held.receipt.file
        };
        if let Some(first) = withdrawn.iter().copied().find(is_it) {
            files.entry(&held.receipt.file).or_insert((held, &first.receipt.file));
        }
    }
    let told = |(file, (held, first)): (&str, (&Held, &str))| {
        let told = Told {
            kind: "file-withdrawn-before",
            agency: &held.sender,
            feed: &held.feed,
            file,
            cell: String::new(),
            treated_as: first,
            note: "",
        };
        finding(&told, (&session.catalogue, period))
    };
    files.into_iter().map(told).collect()
}

/// Files of the quarter that another replaced only because the day on which they came is assumed, while a person says when the other
/// came. What the program itself noted of the other tells that it came later; a version in the names or in the workbooks would tell, too.
fn order_assumed(store: &Store, session: &Session, period: Period) -> Vec<Finding> {
    let in_question = |held: &&Held| {
        held.receipt.period == period && held.state == FileState::Superseded && held.receipt.received_assumed
    };
    let assumed: Vec<&Held> = store.held().filter(in_question).collect();
    if assumed.is_empty() {
        return Vec::new();
    }
    let Ok(register) = Register::open(&session.board.root) else {
        return Vec::new();
    };
    let dated_by_person = |held: &Held| {
        let is_its = |line: &&RegisterLine| line.file == held.receipt.file && line.sha256 == held.receipt.sha256;
        register
            .lines()
            .iter()
            .find(is_its)
            .is_some_and(RegisterLine::is_a_ruling)
    };
    let mut files: BTreeMap<&str, (&Held, &Held)> = BTreeMap::new();
    for held in assumed {
        let mut others = store.held().filter(|other| other.receipt.period == period);
        if let Some(other) = others.find(|other| by_day_alone(held, other) && dated_by_person(other)) {
            files.entry(&held.receipt.file).or_insert((held, other));
        }
    }
    let told = |(file, (held, other)): (&str, (&Held, &Held))| {
        let receipt = &held.receipt;
        let line = format!(
            "{},{period},{file},{},DAY,DAY,current,came on DAY",
            receipt.agency, receipt.sha256
        );
        let told = Told {
            kind: "file-order-assumed",
            agency: &held.sender,
            feed: &held.feed,
            file,
            cell: String::new(),
            treated_as: &other.receipt.file,
            note: &line,
        };
        finding(&told, (&session.catalogue, period))
    };
    files.into_iter().map(told).collect()
}

/// Whether one submission stands for another for no better reason than the day on which each came.
fn by_day_alone(held: &Held, other: &Held) -> bool {
    let (mine, theirs) = (&held.receipt, &other.receipt);
    let same = (&other.sender, &other.feed, other.state) == (&held.sender, &held.feed, FileState::Current);
    let replaced = held.why.ends_with(&theirs.file) && theirs.received > mine.received;
    let marked = version_mark(&theirs.file) > version_mark(&mine.file);
    let dated = theirs.modified > mine.modified && !mine.modified.is_empty();
    same && replaced && !marked && !dated
}

/// What could not be read of the quarter's commentary.
fn commentary(session: &Session, period: Period) -> Vec<Finding> {
    let mut places: BTreeMap<(String, Option<usize>), Vec<String>> = BTreeMap::new();
    let mut held = held_back(session, period);
    held.extend(dated_ahead(session, period));
    if !held.is_empty() {
        places.insert((format!("commentary/{}", period.slug()), None), held);
    }
    for fault in read_commentary(&session.board.root, period).faults {
        let said = fault.said.trim_end_matches('.').to_owned();
        places.entry((fault.file, fault.line)).or_default().push(said);
    }
    let told = |((file, line), said): ((String, Option<usize>), Vec<String>)| {
        let told = Told {
            kind: "commentary-unreadable",
            agency: "",
            feed: "",
            file: &file,
            cell: line.map(|line| format!("A{line}")).unwrap_or_default(),
            treated_as: "",
            note: &said.join("; "),
        };
        finding(&told, (&session.catalogue, period))
    };
    places.into_iter().map(told).collect()
}
