//! Rows in use into the briefing of a quarter: measured, judged quarter by quarter, sifted.

use crate::domain::{Action, Briefing, Document, Expected, Feedback, Finding, Held, Period, Remark, Series};
use crate::measure::{self, RowsByFeed, Setting};
use crate::pipeline::remarks::remarks;
use crate::pipeline::{Session, Watch, doubted, held_rows, standing, weigh};
use crate::sift::papers::{self, Hidden, Told};
use crate::sift::{self, Arrival, Due, Evidence, Quarter, Reconsidered};
use crate::store::Store;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Quarters that are replayed to say how long an exception has been open.
const REPLAYED: i32 = 12;
/// Quarters of the coverage table.
const COVERED: i32 = 8;
/// The feed that has more than one form.
const AUDIT: &str = "s11-answers";

/// What a briefing is made of, owned, so that commands can look at parts of it.
pub struct Assessed {
    /// Every series up to the quarter.
    pub series: Vec<Series>,
    /// All that a paper may say.
    pub briefing: Briefing,
    /// Every paper but the exception paper, as content; empty unless papers were asked for.
    pub documents: Vec<Document>,
    /// What each agency is told about its return; empty unless papers were asked for.
    pub feedback: Vec<Feedback>,
    /// The papers about the evidence besides the dashboard; empty unless papers were asked for.
    pub evidence_papers: Vec<Document>,
}

impl Assessed {
    /// What is made of a quarter's evidence.
    pub fn of(evidence: &Evidence<'_>) -> Assessed {
        let briefing = sift::briefing(evidence);
        Assessed {
            series: evidence.series.to_vec(),
            briefing,
            documents: vec![],
            evidence_papers: vec![],
            feedback: vec![],
        }
    }

    /// The same with every paper.
    fn with_papers(evidence: &Evidence<'_>) -> Assessed {
        let assessed = Assessed::of(evidence);
        let hidden = hidden(evidence);
        let told = Told {
            evidence,
            briefing: &assessed.briefing,
            hidden: &hidden,
        };
        let (documents, (evidence_papers, feedback)) = rayon::join(
            || papers::all(&told),
            || {
                let evidence_papers = sift::documents(evidence, &assessed.briefing, &hidden);
                (evidence_papers, sift::feedback(evidence, &assessed.briefing))
            },
        );
        Assessed {
            documents,
            evidence_papers,
            feedback,
            ..assessed
        }
    }
}

/// What no paper may show beside what it shows: indicator, area and quarter.
fn hidden(evidence: &Evidence<'_>) -> Hidden {
    let mut hidden = Hidden::new();
    for series in evidence.series.iter().filter(|series| series.agency.is_none()) {
        let withheld = series.observations.iter().filter(|one| one.flags.withheld);
        hidden.extend(withheld.map(|one| (series.indicator.clone(), series.area.clone(), one.period)));
    }
    hidden
}

/// What a run knows besides the store.
pub struct Around<'a> {
    /// The run's id.
    pub run_id: &'a str,
    /// `Draft for edition 1`.
    pub edition: &'a str,
    /// Whom to tell.
    pub watch: &'a dyn Watch,
}

/// What measuring up to a quarter needs to know of a board, and which files do not count.
pub fn setting<'a>(session: &'a Session, (until, left_out): (Period, &'a BTreeSet<String>)) -> Setting<'a> {
    let board = &session.board;
    Setting {
        catalogue: &session.catalogue,
        places: &board.places,
        agencies: &board.agencies,
        populations: &board.populations,
        due: &board.due,
        due_days: board.due_days,
        left_out,
        until,
    }
}

/// The files that are not the form that was asked for, up to a quarter: their rows are held and count for nothing.
///
/// # Errors
/// A store that cannot be read.
pub fn wrong_forms(store: &Store, until: Period) -> anyhow::Result<BTreeSet<String>> {
    let folders: BTreeSet<Period> = store
        .held()
        .filter(|held| held.receipt.period <= until && held.feed == AUDIT)
        .map(|held| held.receipt.period)
        .collect();
    let folders: Vec<Period> = folders.into_iter().collect();
    let found = folders
        .par_iter()
        .map(|folder| store.findings_of_kind(*folder, "wrong-form"));
    let found: Vec<Vec<Finding>> = found.collect::<anyhow::Result<_>>()?;
    Ok(found.into_iter().flatten().map(|one| one.place.file).collect())
}

/// Every series up to a quarter, as the store has it.
///
/// # Errors
/// A store that cannot be read.
pub fn figures(store: &Store, session: &Session, until: Period) -> anyhow::Result<Vec<Series>> {
    let store = store.up_to(until)?;
    let rows = held_rows::all(&store, session)?;
    let wrong = wrong_forms(&store, until)?;
    Ok(measure::series_by(&weigh::each, &rows, &setting(session, (until, &wrong))).series)
}

/// The whole assessment of a quarter.
///
/// # Errors
/// A store that cannot be read.
pub fn assess(store: &Store, session: &Session, (period, around): (Period, &Around)) -> anyhow::Result<Assessed> {
    assess_all(&store.up_to(period)?, session, (period, around))
}

/// The whole assessment of a quarter with every paper of it.
///
/// # Errors
/// A store that cannot be read.
pub fn tell(store: &Store, session: &Session, (period, around): (Period, &Around)) -> anyhow::Result<Assessed> {
    look_at(&store.up_to(period)?, session, (period, around), Assessed::with_papers)
}

/// The whole assessment of a quarter from everything that a store holds: later quarters' files may restate its figures.
///
/// # Errors
/// A store that cannot be read.
pub fn assess_all(store: &Store, session: &Session, (period, around): (Period, &Around)) -> anyhow::Result<Assessed> {
    look_at(store, session, (period, around), Assessed::of)
}

/// Whatever is wanted of the evidence of a quarter.
///
/// # Errors
/// A store that cannot be read.
pub fn look<Wanted>(
    store: &Store,
    session: &Session,
    (period, around): (Period, &Around),
    wanted: impl FnOnce(&Evidence<'_>) -> Wanted,
) -> anyhow::Result<Wanted> {
    look_at(&store.up_to(period)?, session, (period, around), wanted)
}

fn look_at<Wanted>(
    store: &Store,
    session: &Session,
    (period, around): (Period, &Around),
    wanted: impl FnOnce(&Evidence<'_>) -> Wanted,
) -> anyhow::Result<Wanted> {
    let rows = held_rows::all(store, session)?;
    let wrong = wrong_forms(store, period)?;
    let setting = setting(session, (period, &wrong));
    around.watch.begin("Measuring", 0);
    let (mut measured, read) = rayon::join(
        || measure::series_by(&weigh::each, &rows, &setting),
        || read(store, (&rows, &setting), period),
    );
    let Read {
        held,
        arrivals,
        mut findings,
        earlier,
    } = read?;
    weigh::withhold(&mut measured, &session.catalogue, &session.board.places);
    around.watch.begin("Judging", 0);
    let quarters = weigh::quarters(&measured, &session.catalogue, period);
    around.watch.begin("Sifting", 0);
    let compared = measured
        .findings
        .iter()
        .filter(|one| !is_said(one, &findings))
        .cloned()
        .collect::<Vec<_>>();
    findings.extend(compared);
    findings.extend(standing::standing(store, session, period));
    let gathered = Gathered {
        arrivals,
        due: due(session, period),
        expected: measured.expected(period.back(COVERED - 1)),
        remarks: remarks(session, (period.back(REPLAYED), period)),
        actions: held.newest_actions(),
        held,
        restated: weigh::reconsidered(&measured, &session.catalogue),
        earlier,
        doubted: doubted::doubted(&rows, &findings, period),
    };
    let made = (session, period, around);
    let missing = sift::missing(&evidence(made, &gathered, (&quarters, &measured.series, &[])));
    findings.extend(missing);
    findings.sort();
    findings.dedup();
    Ok(wanted(&evidence(
        made,
        &gathered,
        (&quarters, &measured.series, &findings),
    )))
}

/// What is read of a quarter without measuring anything.
struct Read {
    held: Held,
    arrivals: Vec<Arrival>,
    findings: Vec<Finding>,
    earlier: Vec<Finding>,
}

fn read(store: &Store, (rows, setting): (&RowsByFeed, &Setting<'_>), period: Period) -> anyhow::Result<Read> {
    Ok(Read {
        held: measure::held(rows, setting),
        arrivals: arrivals(store, (rows, setting.left_out), period),
        findings: store.findings(period)?,
        earlier: store.findings(period.previous())?,
    })
}

/// Whether reading a file said already that its county figure differs from its parts.
fn is_said(compared: &Finding, findings: &[Finding]) -> bool {
    compared.kind == "parts-disagree"
        && findings.iter().any(|said| {
            matches!(said.kind.as_str(), "county-disagrees" | "total-disagrees")
                && said.place.file == compared.place.file
        })
}

/// The findings of a quarter that stand without measuring anything: those of its files, and the returns that are missing.
///
/// # Errors
/// A store that cannot be read.
pub fn unmeasured(
    store: &Store,
    session: &Session,
    (period, around): (Period, &Around),
) -> anyhow::Result<Vec<Finding>> {
    let store = store.up_to(period)?;
    let gathered = Gathered {
        arrivals: arrivals(&store, (&RowsByFeed::new(), &wrong_forms(&store, period)?), period),
        due: due(session, period),
        expected: vec![],
        remarks: vec![],
        actions: vec![],
        held: Held::default(),
        restated: vec![],
        earlier: vec![],
        doubted: BTreeSet::new(),
    };
    let mut findings = store.findings(period)?;
    findings.extend(standing::standing(&store, session, period));
    findings.extend(sift::missing(&evidence(
        (session, period, around),
        &gathered,
        (&[], &[], &[]),
    )));
    findings.sort();
    findings.dedup();
    Ok(findings)
}

/// What evidence is gathered from besides verdicts and findings.
struct Gathered {
    arrivals: Vec<Arrival>,
    due: Vec<Due>,
    expected: Vec<Expected>,
    remarks: Vec<Remark>,
    actions: Vec<Action>,
    held: Held,
    restated: Vec<Reconsidered>,
    earlier: Vec<Finding>,
    doubted: BTreeSet<String>,
}

type Looked<'a> = (&'a [Quarter], &'a [Series], &'a [Finding]);

fn evidence<'a>(
    (session, period, around): (&'a Session, Period, &'a Around),
    gathered: &'a Gathered,
    looked: Looked<'a>,
) -> Evidence<'a> {
    let board = &session.board;
    let (quarters, series, findings) = looked;
    Evidence {
        catalogue: &session.catalogue,
        places: &board.places,
        agencies: &board.agencies,
        comparators: &board.comparators,
        board: &board.name,
        due_days: board.due_days,
        quarters,
        series,
        arrivals: &gathered.arrivals,
        returns_due: &gathered.due,
        expected: &gathered.expected,
        findings,
        earlier: &gathered.earlier,
        doubted: &gathered.doubted,
        remarks: &gathered.remarks,
        actions: &gathered.actions,
        held: &gathered.held,
        restated: &gathered.restated,
        period,
        as_at: session.as_at,
        run_id: around.run_id,
        edition: around.edition,
    }
}

fn arrivals(store: &Store, (rows, wrong): (&RowsByFeed, &BTreeSet<String>), period: Period) -> Vec<Arrival> {
    let first = period.back(COVERED - 1);
    let cells = measure::cells(rows, first);
    let recent = store
        .held()
        .filter(|held| held.receipt.period >= first && held.receipt.period <= period);
    // A return in which every number is a word for none says that there is nothing to report.
    let nil = of_words_for_none(store, period);
    let zeros = measure::only_zeros(rows, first);
    recent
        .map(|held| Arrival {
            sender: held.sender.clone(),
            feed: held.feed.clone(),
            period: held.receipt.period,
            file: held.receipt.file.clone(),
            received: held.receipt.received,
            state: held.state,
            why: held.why.clone(),
            nil: held.nil || (nil.contains(&held.receipt.file) && zeros.contains(&held.receipt.file)),
            wrong_form: wrong.contains(&held.receipt.file),
            cells: cells.get(&held.receipt.file).copied().unwrap_or_default(),
        })
        .collect()
}

/// Files of the quarter in which words stand for none.
fn of_words_for_none(store: &Store, period: Period) -> BTreeSet<String> {
    let findings = store.findings(period).unwrap_or_default();
    findings
        .into_iter()
        .filter(|finding| finding.kind == "word-read-as-zero")
        .map(|finding| finding.place.file)
        .collect()
}

fn due(session: &Session, period: Period) -> Vec<Due> {
    let mut all = Vec::new();
    for at in period.back(COVERED - 1).to(period) {
        let expected = session.board.expected(at, &session.catalogue);
        all.extend(expected.into_iter().map(|(agency, feed)| Due {
            period: at,
            agency: agency.id.clone(),
            feed,
        }));
    }
    all
}
