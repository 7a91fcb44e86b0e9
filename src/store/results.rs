//! Findings, series and exceptions as tables that other programs may read.

use crate::domain::{Exception, FileState, Finding, Observation, Period, Series, Side, Submission};
use crate::store::commit::{Filling, Fillings};
use crate::store::lines::{self, Reader, Value};
use crate::store::shape::{Kind, Shape};
use crate::store::shelf::{self, FileAt, Reading, Shelves};
use crate::store::{Held, Store};
use anyhow::Result;
use std::collections::{BTreeMap, BTreeSet};

const FINDINGS: &str = "findings";
const SERIES: &str = "series";
const EXCEPTIONS: &str = "exceptions";

/// What a run for one period found out.
#[derive(Clone, Copy, Debug)]
pub struct Outcome<'a> {
    /// The period.
    pub period: Period,
    /// Every series up to that period.
    pub series: &'a [Series],
    /// Every exception of that period, in the order of the paper.
    pub exceptions: &'a [Exception],
    /// Findings of that period that belong to no single file.
    pub findings: &'a [Finding],
}

/// The findings of one file's content.
#[derive(Clone, Debug)]
pub(crate) struct Remarked {
    period: Period,
    file: String,
    sha256: String,
    findings: Vec<Finding>,
}

type Line = Vec<Value>;

/// The columns of the tables.
pub(crate) fn shapes() -> [Shape; 3] {
    let text = |names: &'static str| names.split(' ').map(|name| (name, Kind::Text)).collect::<Vec<_>>();
    let findings =
        text("agency feed period file sheet cell kind severity responsibility seen treated_as message sha256");
    let numbers = ["numerator", "denominator", "value", "low", "high"].map(|name| (name, Kind::Number));
    let series = [
        text("indicator level area agency period"),
        numbers.to_vec(),
        text("state flags expected_sources reporting_sources vintage"),
    ];
    let exceptions = [
        vec![("rank", Kind::Whole)],
        text("tier kind indicator area agency period"),
        vec![("value", Kind::Number)],
        text("direction concern rules evidence method"),
        vec![("points", Kind::Whole), ("quarters_open", Kind::Whole)],
        text("state sentence"),
    ];
    [
        Shape::own(FINDINGS, &findings),
        Shape::own(SERIES, &series.concat()),
        Shape::own(EXCEPTIONS, &exceptions.concat()),
    ]
}

impl Store {
    /// Takes the findings of files that were read.
    pub(crate) fn remark(&mut self, submissions: &[Submission]) {
        let mut files: BTreeMap<(Period, &str, &str), Vec<Finding>> = BTreeMap::new();
        for submission in submissions {
            let receipt = &submission.receipt;
            let file = (receipt.period, receipt.file.as_str(), receipt.sha256.as_str());
            files
                .entry(file)
                .or_default()
                .extend(submission.findings.iter().cloned());
        }
        for ((period, file, sha256), mut findings) in files {
            findings.sort();
            findings.dedup();
            let (file, sha256) = (file.to_string(), sha256.to_string());
            self.remarked.retain(|old| old.file != file || old.sha256 != sha256);
            self.remarked.push(Remarked {
                period,
                file,
                sha256,
                findings,
            });
        }
    }

    /// Takes what a run found out. Series replace all earlier ones; exceptions and findings those of the same period.
    /// Visible to others after [`Store::commit`].
    ///
    /// # Errors
    /// When the table of findings cannot be read.
    pub fn keep_outcome(&mut self, outcome: &Outcome) -> Result<()> {
        let newest = shelf::newest(&self.held).unwrap_or(outcome.period).max(outcome.period);
        let (mut named, mut shelves) = (Shelves::up_to(newest), BTreeMap::<String, Vec<Line>>::new());
        for series in outcome.series {
            for observation in &series.observations {
                let (shelf, line) = (named.of(observation.period), series_line(series, observation));
                match shelves.get_mut(shelf) {
                    Some(lines) => lines.push(line),
                    None => drop(shelves.insert(shelf.to_string(), vec![line])),
                }
            }
        }
        self.results.insert(SERIES.to_string(), shelves);
        let exceptions = outcome.exceptions.iter().map(exception_line).collect();
        self.results
            .entry(EXCEPTIONS.to_string())
            .or_default()
            .insert(outcome.period.slug(), exceptions);
        let findings = outcome
            .findings
            .iter()
            .map(|finding| finding_line(finding, ""))
            .collect();
        self.results
            .entry(FINDINGS.to_string())
            .or_default()
            .insert(outcome.period.slug(), findings);
        Ok(())
    }

    /// What the shelves of a table of results are to hold.
    pub(crate) fn result_fillings(&self, shape: &Shape) -> Result<Fillings> {
        let committed = self.table(&shape.table).filter(|table| table.schema == shape.delta());
        let same = committed
            .iter()
            .flat_map(|table| table.files.keys())
            .map(|shelf| (shelf.clone(), Filling::Same));
        let mut fillings: Fillings = same.collect();
        if shape.table == FINDINGS {
            for period in self.remarked_periods() {
                let lines = self.finding_lines(shape, period)?;
                fillings.insert(period.slug(), Filling::Rows(lines::batch(shape, &lines)?));
            }
            return Ok(fillings);
        }
        let Some(made) = self.results.get(&shape.table) else {
            return Ok(fillings);
        };
        if shape.table == SERIES {
            fillings.clear();
        }
        for (shelf, lines) in made {
            fillings.insert(shelf.clone(), Filling::Rows(lines::batch(shape, lines)?));
        }
        Ok(fillings)
    }

    fn remarked_periods(&self) -> BTreeSet<Period> {
        let made = self.results.get(FINDINGS).into_iter().flat_map(|made| made.keys());
        let made = made.filter_map(|shelf| shelf.parse().ok());
        let cleared = self.cleared.iter().map(|(period, _)| *period);
        self.remarked
            .iter()
            .map(|file| file.period)
            .chain(made)
            .chain(cleared)
            .collect()
    }

    /// The lines of one period: of each file, then of the period as a whole.
    fn finding_lines(&self, shape: &Shape, period: Period) -> Result<Vec<Line>> {
        let mut of_files: Vec<(Finding, String)> = self.file_findings(shape, period)?;
        of_files.sort();
        let whole = self.results.get(FINDINGS).and_then(|made| made.get(&period.slug()));
        let whole = match whole {
            Some(lines) => lines.clone(),
            None => {
                let stored = self.stored_findings(shape, period)?.into_iter();
                stored
                    .filter(|(_, sha256)| sha256.is_empty())
                    .map(|(finding, _)| finding_line(&finding, ""))
                    .collect()
            }
        };
        // What a run passes as its own may repeat what a file's findings say already.
        let words = |line: &Line| format!("{line:?}");
        let lines = of_files.iter().map(|(finding, _)| finding_line(finding, ""));
        let said: BTreeSet<String> = lines.map(|line| words(&line)).collect();
        let whole: Vec<Line> = whole.into_iter().filter(|line| !said.contains(&words(line))).collect();
        let of_files = of_files.iter().map(|(finding, sha256)| finding_line(finding, sha256));
        Ok(of_files.chain(whole).collect())
    }

    /// Findings of files of a period that are still held, each with the hash of its file.
    fn file_findings(&self, shape: &Shape, period: Period) -> Result<Vec<(Finding, String)>> {
        let held = self
            .held
            .values()
            .filter(|held| held.receipt.period == period && held.state != FileState::Expired);
        let held: BTreeSet<&str> = held.map(|held| held.receipt.sha256.as_str()).collect();
        let fresh = self.remarked.iter().filter(|file| file.period == period);
        let anew: BTreeSet<&str> = fresh.clone().map(|file| file.sha256.as_str()).collect();
        let mut findings: Vec<(Finding, String)> = fresh
            .filter(|file| held.contains(file.sha256.as_str()))
            .flat_map(|file| {
                file.findings
                    .iter()
                    .map(|finding| (finding.clone(), file.sha256.clone()))
            })
            .collect();
        let stored = self.stored_findings(shape, period)?.into_iter();
        findings.extend(stored.filter(|(_, sha256)| held.contains(sha256.as_str()) && !anew.contains(sha256.as_str())));
        Ok(findings)
    }

    fn stored_findings(&self, shape: &Shape, period: Period) -> Result<Vec<(Finding, String)>> {
        let Some(file) = self.table(FINDINGS).and_then(|table| table.files.get(&period.slug())) else {
            return Ok(Vec::new());
        };
        let file = FileAt::new(&self.folder, FINDINGS, file);
        findings_of(&Reader(&Reading::default().file(&file, shape)?))
    }

    /// The findings of the files in a period's inbox folder that stand: those of files that were replaced, withdrawn or
    /// came twice do not.
    ///
    /// # Errors
    /// When the table cannot be read.
    pub fn findings(&self, period: Period) -> Result<Vec<Finding>> {
        let [shape, _, _] = shapes();
        Ok(self.standing(self.file_findings(&shape, period)?))
    }

    /// Those of one kind.
    ///
    /// # Errors
    /// When the table cannot be read.
    pub fn findings_of_kind(&self, period: Period, kind: &str) -> Result<Vec<Finding>> {
        let [shape, _, _] = shapes();
        let fresh = self.remarked.iter().filter(|file| file.period == period);
        let mut said = fresh
            .flat_map(|file| &file.findings)
            .map(|finding| finding.kind.as_str());
        if !said.any(|said| said == kind) && !self.stores_finding(&shape, (period, kind))? {
            return Ok(Vec::new());
        }
        let found = self.findings(period)?.into_iter();
        Ok(found.filter(|finding| finding.kind == kind).collect())
    }

    fn stores_finding(&self, shape: &Shape, (period, kind): (Period, &str)) -> Result<bool> {
        let Some(file) = self.table(FINDINGS).and_then(|table| table.files.get(&period.slug())) else {
            return Ok(false);
        };
        let file = FileAt::new(&self.folder, FINDINGS, file);
        let kinds = Reader(&Reading::default().file(&file, shape)?).texts("kind")?;
        Ok(kinds.iter().any(|stored| stored == kind))
    }

    /// Those of the findings that stand.
    fn standing(&self, findings: Vec<(Finding, String)>) -> Vec<Finding> {
        let mut held: BTreeMap<(&str, &str), Vec<&Held>> = BTreeMap::new();
        for one in self.held.values() {
            let file = (one.receipt.file.as_str(), one.receipt.sha256.as_str());
            held.entry(file).or_default().push(one);
        }
        let stands = |finding: &Finding, sha256: &str| {
            let all = held
                .get(&(finding.place.file.as_str(), sha256))
                .cloned()
                .unwrap_or_default();
            let nameless = all.is_empty();
            let about_feed = |held: &&Held| finding.feed.is_empty() || held.feed == finding.feed;
            let of_feed: Vec<_> = all.iter().copied().filter(about_feed).collect();
            let counted = if of_feed.is_empty() { all } else { of_feed };
            // What became of a file is said of that file, though nothing of it is in use.
            let is_its_life = finding.place.cell.is_empty() && finding.kind.starts_with("file-");
            nameless
                || is_its_life
                || counted
                    .iter()
                    .any(|held| matches!(held.state, FileState::Current | FileState::Held | FileState::Refused))
        };
        let mut findings: Vec<Finding> = findings
            .into_iter()
            .filter(|(finding, sha256)| stands(finding, sha256))
            .map(|(finding, _)| finding)
            .collect();
        findings.sort();
        findings
    }
}

fn text(text: impl ToString) -> Value {
    Value::Text(text.to_string())
}

fn series_line(series: &Series, observation: &Observation) -> Line {
    vec![
        text(&series.indicator),
        text(series.level),
        text(&series.area),
        text(series.agency.as_deref().unwrap_or_default()),
        text(observation.period),
        Value::Number(observation.numerator),
        Value::Number(observation.denominator),
        Value::Number(observation.value),
        Value::Number(observation.low),
        Value::Number(observation.high),
        text(observation.state),
        text(observation.flags.words()),
        text(observation.expected_sources.join(";")),
        text(observation.reporting_sources.join(";")),
        text(observation.vintage.as_deref().unwrap_or_default()),
    ]
}

fn exception_line(exception: &Exception) -> Line {
    let whole = |number: usize| Value::Whole(i64::try_from(number).ok());
    vec![
        exception.rank.map_or(Value::Whole(None), whole),
        text(exception.tier),
        text(exception.kind),
        text(&exception.indicator),
        text(&exception.area),
        text(&exception.agency),
        text(exception.period),
        Value::Number(exception.analyst_value),
        text(exception.direction.map(Side::word).unwrap_or_default()),
        text(exception.concern),
        text(exception.rules.join(";")),
        text(&exception.evidence),
        text(&exception.method),
        whole(exception.points),
        whole(exception.quarters_open),
        text(exception.state),
        text(&exception.sentence),
    ]
}

fn finding_line(finding: &Finding, sha256: &str) -> Line {
    vec![
        text(&finding.agency),
        text(&finding.feed),
        text(&finding.period),
        text(&finding.place.file),
        text(&finding.place.sheet),
        text(&finding.place.cell),
        text(&finding.kind),
        text(finding.severity),
        text(finding.responsibility),
        text(&finding.seen),
        text(&finding.treated_as),
        text(&finding.message),
        text(sha256),
    ]
}

fn findings_of(reader: &Reader) -> Result<Vec<(Finding, String)>> {
    let names = [
        "agency",
        "feed",
        "period",
        "file",
        "sheet",
        "cell",
        "kind",
        "seen",
        "treated_as",
        "message",
        "sha256",
    ];
    let mut columns = names
        .iter()
        .map(|name| reader.texts(name))
        .collect::<Result<Vec<_>>>()?;
    let (severity, responsibility) = (reader.parsed("severity")?, reader.parsed("responsibility")?);
    let mut take = |column: usize, at: usize| std::mem::take(&mut columns[column][at]);
    let line = |(at, (severity, responsibility))| {
        let finding = Finding {
            agency: take(0, at),
            feed: take(1, at),
            period: take(2, at),
            place: crate::domain::Place {
                file: take(3, at),
                sheet: take(4, at),
                cell: take(5, at),
            },
            kind: take(6, at),
            severity,
            responsibility,
            seen: take(7, at),
            treated_as: take(8, at),
            message: take(9, at),
        };
        (finding, take(10, at))
    };
    Ok(severity.into_iter().zip(responsibility).enumerate().map(line).collect())
}
