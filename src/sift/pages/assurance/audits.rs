//! Case audits into the spread of grades, what the panel changed, and the weakest domains. A handful of cases is no trend.

use crate::domain::{AuditRow, Missing, PaperCell, Part, Period, QUARTERS_LOOKED_BACK, Section, Shown};
use crate::sift::evidence::Evidence;
use crate::sift::number;
use crate::sift::pages::paper;
use crate::sift::withhold::counts;
use std::collections::{BTreeMap, BTreeSet};

const GRADES: [&str; 4] = ["outstanding", "good", "requires improvement", "inadequate"];
/// The domain that grades the whole case.
const OVERALL: &str = "overall";

/// The place of the grade that stands, the best first.
fn grade(row: &AuditRow) -> Option<usize> {
    GRADES.iter().position(|grade| *grade == row.standing_grade())
}

/// The rows of each audit, by the quarter in which it came.
type ByAudit<'a> = BTreeMap<(Period, &'a str), Vec<&'a AuditRow>>;

fn by_audit<'a>(rows: impl Iterator<Item = &'a AuditRow>) -> ByAudit<'a> {
    let mut by_audit = ByAudit::new();
    for row in rows {
        by_audit.entry((row.from.folder, &row.audit)).or_default().push(row);
    }
    by_audit
}

fn cases(rows: &[&AuditRow]) -> usize {
    rows.iter().map(|row| row.case.as_str()).collect::<BTreeSet<_>>().len()
}

/// Whether an audit looked at so few cases that its numbers would tell of single children: then none of them is shown.
fn has_few_cases(rows: &[&AuditRow], evidence: &Evidence<'_>) -> bool {
    counts::is_small(cases(rows) as f64, evidence.catalogue.policy())
}

/// Judgements of single domains in the newest audits that bear on something; those of whole cases are not among them.
pub(in crate::sift::pages) struct Judgements {
    /// The audits.
    pub names: Vec<String>,
    /// The quarter in which they came.
    pub folder: Period,
    pub good: usize,
    pub graded: usize,
    /// Whether every one of them looked at so few cases that no number may be told; then the numbers are 0.
    pub few: bool,
}

/// The judgements of the newest audits whose theme, or of the domains whose name, is looked for; `None` where nothing was judged.
pub(in crate::sift::pages) fn newest_judgements(
    evidence: &Evidence<'_>,
    is_of: impl Fn(&str) -> bool,
) -> Option<Judgements> {
    let about = |row: &&AuditRow| is_of(&row.theme) || is_of(&row.domain);
    let audits = by_audit(evidence.held.audits.iter().filter(about));
    let ((folder, _), _) = audits.last_key_value()?;
    let folder = *folder;
    let whole = by_audit(evidence.held.audits.iter());
    let is_few = |key: &(Period, &str)| whole.get(key).is_some_and(|rows| has_few_cases(rows, evidence));
    let newest = || audits.iter().filter(|((of, _), _)| *of == folder);
    let few = newest().all(|(key, _)| is_few(key));
    let told: Vec<_> = newest().filter(|(key, _)| few || !is_few(key)).collect();
    let judged = || {
        let rows = told.iter().flat_map(|(_, rows)| rows.iter());
        rows.filter(|row| row.domain != OVERALL).filter_map(|row| grade(row))
    };
    judged().next()?;
    let number = |count: usize| if few { 0 } else { count };
    Some(Judgements {
        names: told.iter().map(|((_, audit), _)| (*audit).to_string()).collect(),
        folder,
        good: number(judged().filter(|at| *at <= 1).count()),
        graded: number(judged().count()),
        few,
    })
}

pub(super) fn sections(evidence: &Evidence<'_>) -> Vec<Section> {
    let audits = by_audit(evidence.held.audits.iter());
    let Some(((newest, _), _)) = audits.last_key_value() else {
        return vec![];
    };
    let own = audits.iter().filter(|((folder, _), _)| folder == newest);
    let mut sections: Vec<Section> = own.map(|((_, audit), rows)| section((audit, rows), evidence)).collect();
    if let Some(last) = sections.last_mut() {
        last.parts.push(Part::Table(all(&audits, evidence)));
    }
    sections
}

/// One audit of the newest quarter.
fn section((audit, rows): (&str, &[&AuditRow]), evidence: &Evidence<'_>) -> Section {
    let theme = rows.first().map(|row| row.theme.trim()).unwrap_or_default();
    let on = match theme {
        "" => String::new(),
        theme => format!(" on {theme}"),
    };
    if has_few_cases(rows, evidence) {
        let bound = evidence.catalogue.policy().withhold_up_to as usize + 1;
        let few = format!(
            "Fewer than {} cases were looked at, so no number of them or of their grades is given [c]. Ask the auditors what they learned?",
            number::in_words(bound)
        );
        return paper::section(format!("Case audit {audit}: few cases{on}"), vec![paper::text(few)]);
    }
    let heading = format!("Case audit {audit}: {}{on}", paper::counted(cases(rows), "case"));
    let parts = vec![
        Part::Table(spread(rows)),
        paper::panel("What this says", says(rows, evidence)),
    ];
    paper::section(heading, parts)
}

/// Judgements by domain and grade. They are judgements of practice, one for each agency and case, not children.
fn spread(rows: &[&AuditRow]) -> crate::domain::PaperTable {
    let mut by_domain: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.domain != OVERALL) {
        if let Some(at) = grade(row) {
            by_domain.entry(&row.domain).or_default()[at] += 1;
        }
    }
    let lines = by_domain.iter().map(|(domain, grades)| {
        let mut line: Vec<PaperCell> = vec![capital(domain).into()];
        line.extend(grades.map(|count| paper::cell(counts::things(count as f64))));
        line.push(paper::cell(counts::things(grades.iter().sum::<usize>() as f64)));
        line
    });
    paper::table(
        "Judgements by domain, each agency's work on each case",
        &[
            "Domain",
            "Outstanding",
            "Good",
            "Requires improvement",
            "Inadequate",
            "Judgements",
        ],
        lines.collect(),
        &["The panel's grade where there is one. Judgements of agencies' work are counted, not children."],
    )
}

fn capital(word: &str) -> String {
    crate::sift::number::capitalised(word)
}

fn says(rows: &[&AuditRow], evidence: &Evidence<'_>) -> Vec<String> {
    let (both, lowered, raised) = moved(rows);
    let mut points = vec![format!(
        "The panel lowered {} of {both} grades and raised {}. The grades of whole cases are not among them.",
        paper::or_none(lowered),
        paper::or_none(raised)
    )];
    let mut below: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.domain != OVERALL) {
        if let Some(at) = grade(row) {
            let sum = below.entry(&row.domain).or_default();
            sum.0 += usize::from(at > 1);
            sum.1 += 1;
        }
    }
    let weakest = below.iter().max_by(|one, other| {
        let share = |(part, base): &(usize, usize)| *part as f64 / *base as f64;
        share(one.1).total_cmp(&share(other.1))
    });
    if let Some((domain, (part, base))) = weakest {
        points.push(format!("Most often below good: {domain}, {part} of {base} judgements."));
    }
    let open = evidence
        .actions
        .iter()
        .filter(|action| action.source == "case-audit" && action.status != "complete");
    points.push(format!("Open actions from case audits: {}.", open.count()));
    points.push("A few cases show what to ask about; they are no trend, and no share of all children.".into());
    points
}

/// How far the panel's grades of single domains lie from the agencies' own: graded by both, lowered, raised.
fn moved(rows: &[&AuditRow]) -> (usize, usize, usize) {
    let at = |word: &str| GRADES.iter().position(|grade| *grade == word);
    let both: Vec<(usize, usize)> = rows
        .iter()
        .filter(|row| row.domain != OVERALL)
        .filter_map(|row| Some((at(&row.grade)?, at(&row.moderated)?)))
        .collect();
    let lowered = both.iter().filter(|(own, panel)| panel > own).count();
    let raised = both.iter().filter(|(own, panel)| panel < own).count();
    (both.len(), lowered, raised)
}

/// The audits of the last years, newest first: their cases, their judgements, and what the panel did to them. Judgements are of
/// agencies' work.
fn all(audits: &ByAudit<'_>, evidence: &Evidence<'_>) -> crate::domain::PaperTable {
    let since = evidence.period.back(QUARTERS_LOOKED_BACK as i32);
    let is_recent = |(period, _): &(Period, &str)| *period >= since;
    let recent = audits.iter().rev().filter(|(key, _)| is_recent(key));
    let rows = recent.map(|((period, audit), rows)| {
        let judged: Vec<usize> = rows
            .iter()
            .filter(|row| row.domain != OVERALL)
            .filter_map(|row| grade(row))
            .collect();
        let good = judged.iter().filter(|at| **at <= 1).count();
        let (both, lowered, raised) = moved(rows);
        let few = has_few_cases(rows, evidence);
        let of = |part: usize, base: usize| -> PaperCell {
            match few {
                true => paper::cell(Shown::Mark(Missing::Withheld)),
                false => format!("{part} of {base}").into(),
            }
        };
        vec![
            PaperCell::from((*audit).to_string()),
            period.to_string().into(),
            paper::cell(counts::people(cases(rows) as f64, evidence.catalogue.policy())),
            of(good, judged.len()),
            of(lowered, both),
            of(raised, both),
        ]
    });
    let notes = notes(audits.keys().filter(|key| !is_recent(key)).count());
    let notes: Vec<&str> = notes.iter().map(String::as_str).collect();
    paper::table(
        "Audits held, newest first",
        &[
            "Audit",
            "Quarter",
            "Cases",
            "Judgements good or better",
            "Lowered by the panel",
            "Raised by the panel",
        ],
        rows.collect(),
        &notes,
    )
}

/// What is said below the table of audits, of which some are left out.
fn notes(older: usize) -> Vec<String> {
    let mut notes = vec![
        "Audits differ in theme and cases, so they are not compared. The share that the panel lowers says how agencies grade, not how they work. [c]: so few cases that no number is given.".to_string(),
    ];
    if older > 0 {
        notes.push(format!(
            "{} of more than three years ago left out.",
            paper::counted_first(older, "audit")
        ));
    }
    notes
}
