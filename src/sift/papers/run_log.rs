//! The analyst's page: what made the papers, what was checked, what was assumed, and who answers for it.

use crate::catalogue::Catalogue;
use crate::domain::{
    Briefing, Document, ExceptionState, ListTier, PaperCell, PaperTable, Part, ReturnStatus, Section, Severity,
};
use crate::sift::papers::{document, section, words};
use std::collections::BTreeMap;

/// What the run knows of itself.
pub struct RunFacts<'a> {
    /// Version of the program.
    pub program: &'a str,
    /// Hash of the declarations.
    pub catalogue: &'a str,
    /// Hash of the rows in use.
    pub rows: &'a str,
    /// Everything written by people and agencies: path and hash.
    pub inputs: &'a BTreeMap<String, String>,
}

/// The paper.
pub fn run_log(briefing: &Briefing, catalogue: &Catalogue, facts: &RunFacts<'_>) -> Document {
    let checks = checks(briefing);
    let failed = checks.iter().filter(|(_, holds, _)| !holds).count();
    let title = match failed {
        0 => format!("Run log: all {} checks hold", checks.len()),
        some => format!(
            "Run log: {} hold",
            words::several(some, "check does not", "checks do not")
        ),
    };
    let lead = vec![format!("For the analyst. {}, {}.", briefing.home, briefing.period)];
    let sections = vec![
        section("What made these papers", vec![Part::Table(made(briefing, facts))]),
        section("Checks of this run", vec![Part::Table(checked(checks))]),
        section("Quality statement", statement()),
        section("Assumptions", assumptions(briefing, catalogue)),
        section("Findings by kind", vec![kinds(briefing, catalogue)]),
        section("Returns", vec![Part::Table(returns(briefing))]),
        inputs(briefing, facts),
    ];
    document(
        briefing,
        ("run-log".into(), format!("Run log, {}", briefing.period)),
        (title, lead),
        sections,
    )
}

fn made(briefing: &Briefing, facts: &RunFacts<'_>) -> PaperTable {
    let mut table = PaperTable::headed("What made these papers", &["What", "Which"]);
    let rows = [
        ("Run", briefing.run_id.clone()),
        ("Program", format!("paqa {}", facts.program)),
        ("Quarter", briefing.period.to_string()),
        ("Data received to", words::day(briefing.as_at)),
        ("Returns were due on", words::day(briefing.due)),
        ("Edition", briefing.edition.clone()),
        ("Declarations (hash)", facts.catalogue.to_string()),
        ("Rows in use (hash)", facts.rows.to_string()),
        ("Files read", facts.inputs.len().to_string()),
    ];
    table.rows = rows
        .into_iter()
        .map(|(what, which)| vec![PaperCell::from(what), PaperCell::from(which)])
        .collect();
    table
}

/// Each check: what it says, whether it holds, the figures.
#[expect(clippy::too_many_lines, reason = "one check after the other")]
fn checks(briefing: &Briefing) -> Vec<(&'static str, bool, String)> {
    let counts = &briefing.counts;
    let state = |wanted: ExceptionState| briefing.exceptions.iter().filter(|one| one.state == wanted).count();
    let (new, old, better) = (
        state(ExceptionState::New),
        state(ExceptionState::Continuing),
        state(ExceptionState::Improving),
    );
    let raised = briefing.exceptions.len();
    let ranks: Vec<usize> = briefing.exceptions.iter().filter_map(|one| one.rank).collect();
    let in_grid: Vec<&str> = briefing
        .grid
        .iter()
        .flat_map(|table| &table.lines)
        .map(|line| line.indicator.as_str())
        .chain(briefing.next_due.iter().map(|next| next.indicator.as_str()))
        .collect();
    let different: std::collections::BTreeSet<&&str> = in_grid.iter().collect();
    let drawn: Vec<_> = briefing.exceptions.iter().filter(|one| one.series.is_some()).collect();
    let with_text = drawn
        .iter()
        .filter(|one| !one.alt.is_empty() && !one.source.is_empty())
        .count();
    let wrong_tier = briefing
        .exceptions
        .iter()
        .filter(|one| one.tier != ListTier::Exception)
        .count();
    vec![
        (
            "Exceptions are new, continuing or improving",
            raised == new + old + better,
            format!("{raised} = {new} + {old} + {better}"),
        ),
        (
            "Ranks run from one without a gap",
            ranks.iter().enumerate().all(|(nth, rank)| *rank == nth + 1) && ranks.len() == raised && wrong_tier == 0,
            format!("{} ranks", ranks.len()),
        ),
        (
            "No more indicators are reported than are due",
            counts.reported <= counts.due,
            format!("{} of {}", counts.reported, counts.due),
        ),
        (
            "No more returns came than were due",
            counts.returns_received <= counts.returns_due,
            format!("{} of {}", counts.returns_received, counts.returns_due),
        ),
        (
            "Each indicator stands once, in the grid or under not due",
            different.len() == in_grid.len(),
            format!("{} indicators", in_grid.len()),
        ),
        (
            "Each chart of an exception has a text alternative and a source line",
            with_text == drawn.len(),
            format!("{with_text} of {}", drawn.len()),
        ),
    ]
}

fn checked(checks: Vec<(&'static str, bool, String)>) -> PaperTable {
    let mut table = PaperTable::headed("Checks of this run", &["Check", "Result", "Figures"]);
    for (what, holds, figures) in checks {
        table.rows.push(vec![
            PaperCell::from(what),
            PaperCell::from(if holds { "Holds" } else { "Does not hold" }),
            PaperCell::from(figures),
        ]);
    }
    table
}

fn statement() -> Vec<Part> {
    vec![
        Part::Text("Figures, verdicts and sentences are computed by the program from the files listed in manifest.json; nobody typed them. The same files, declarations and date give the same papers, byte for byte. What agencies and members say is quoted as written. The program does not check whether what an agency counted is right.".into()),
        Part::Text("Before issue, a second person reads the front page, each exception with its source cells, and the questions to agencies. The names below are filled in by hand on the printed log.".into()),
        Part::Points(vec![
            "Made by (role, date):".into(),
            "Checked by (role, date):".into(),
        ]),
    ]
}

fn assumptions(briefing: &Briefing, catalogue: &Catalogue) -> Vec<Part> {
    let policy = catalogue.policy();
    let read = briefing
        .findings
        .iter()
        .filter(|one| one.severity == Severity::Info)
        .count();
    let withheld = if policy.withhold_in_restricted_papers {
        "are"
    } else {
        "are not"
    };
    let mut points = vec![
        "A figure that did not come is not estimated. A gap is never zero, and nothing is carried forward.".into(),
        format!(
            "{read} {} read otherwise than at face value; the list of findings says how.",
            if read == 1 {
                "cell or file was"
            } else {
                "cells or files were"
            }
        ),
        format!(
            "Counts of people from 1 to {} {withheld} withheld in restricted papers.",
            policy.withhold_up_to
        ),
        format!(
            "Limits need {} quarters, a run chart {}.",
            policy.points_for_limits, policy.points_for_run_chart
        ),
        format!(
            "Exceptions allow for the number tested at a false share of {}, good news at {}; watch is below p {}.",
            policy.exception_q, policy.good_news_q, policy.watch_p
        ),
        format!(
            "A figure of the newest {} may still change unless its declaration says otherwise.",
            crate::sift::number::quarters(policy.provisional_quarters as usize)
        ),
    ];
    if !briefing.asked_of_nobody.is_empty() {
        points.push(format!(
            "No agency is asked for these, so they are not counted as due: {}.",
            briefing.asked_of_nobody.join(", ")
        ));
    }
    vec![Part::Points(points)]
}

fn kinds(briefing: &Briefing, catalogue: &Catalogue) -> Part {
    let mut counted: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
    for one in &briefing.findings {
        *counted.entry((one.severity, one.kind.as_str())).or_default() += 1;
    }
    if counted.is_empty() {
        return Part::Text("There are no findings.".into());
    }
    let mut table = PaperTable::headed(
        "Standing findings of the quarter by kind",
        &["Kind", "What it is", "Severity", "Who acts", "How many"],
    );
    for ((severity, id), count) in counted {
        let kind = catalogue.finding_kind(id);
        table.rows.push(vec![
            PaperCell::from(id),
            PaperCell::from(kind.map_or("", |kind| &kind.title)),
            PaperCell::from(severity.to_string()),
            PaperCell::from(kind.map(|kind| kind.responsibility.to_string()).unwrap_or_default()),
            PaperCell::from(count.to_string()),
        ]);
    }
    Part::Table(table)
}

fn returns(briefing: &Briefing) -> PaperTable {
    let mut table = PaperTable::headed(
        "Returns of the quarter",
        &["Agency", "Feed", "Status", "Received", "Days late", "Note"],
    );
    for line in briefing
        .returns
        .iter()
        .filter(|line| line.status != ReturnStatus::NotDue)
    {
        table.rows.push(vec![
            PaperCell::from(line.agency.as_str()),
            PaperCell::from(line.feed.as_str()),
            PaperCell::from(words::status(line.status)),
            PaperCell::from(line.received.map(words::day).unwrap_or_else(|| "\u{2013}".into())),
            PaperCell::from(line.days_late.to_string()),
            PaperCell::from(line.note.as_str()),
        ]);
    }
    table
}

/// The files of the quarter and of the board, each with its hash. Those of earlier quarters are counted: a file for every return of
/// every quarter would bury them, and the manifest names each.
fn inputs(briefing: &Briefing, facts: &RunFacts<'_>) -> Section {
    let mut table = PaperTable::headed(
        "Files of the quarter and of the board",
        &["File", "SHA-256, first 16 digits"],
    );
    let of_quarter = format!("inbox/{}/", briefing.period.slug());
    let is_earlier = |path: &str| path.starts_with("inbox/") && !path.starts_with(&of_quarter);
    for (path, hash) in facts.inputs.iter().filter(|(path, _)| !is_earlier(path)) {
        let first: String = hash.chars().take(16).collect();
        table
            .rows
            .push(vec![PaperCell::from(path.as_str()), PaperCell::from(first)]);
    }
    let shown = table.rows.len();
    let mut parts = vec![Part::Table(table)];
    match facts.inputs.len() - shown {
        0 => (),
        1 => parts.push(Part::Text(
            "One file of another quarter was read too; manifest.json names it with its hash.".into(),
        )),
        more => parts.push(Part::Text(format!(
            "{more} files of other quarters were read too; manifest.json names each with its hash."
        ))),
    }
    section("Inputs", parts)
}
