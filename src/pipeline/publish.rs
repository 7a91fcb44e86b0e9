//! A board's year, or a quarter, into a pack for everybody: measured, protected together with all that was ever published, audited, written,
//! and scanned before anything leaves the office.

mod breakdowns;
mod changed;
mod comparators;
mod editions;
mod drawn;
mod impact;
mod markup;
mod may;
mod opened;
mod page;
mod release_ledger;
pub mod scan;
mod sheets;
mod workbook;

use crate::catalogue::{Catalogue, Protection};
use crate::domain::{Period, PublicPack, Series};
use crate::pipeline::{Fault, Outcome, Session, Worst, assess, queries, weigh};
use crate::report::pack::{Files, files, sign_off};
use crate::store::Window;
use crate::withhold::{Breakdown, Published, Release, Request, Scope, USUAL_WORK, Withheld, release};
use anyhow::Context;
use std::collections::BTreeMap;
use std::path::Path;

/// The only marking under which anything is published.
const PUBLIC: &str = "OFFICIAL";

/// Years in a table, the newest included.
const YEARS: i32 = 5;

/// Makes the pack, and keeps its cells in the ledger.
///
/// # Errors
/// `Usage` when the year is no financial year or nothing is held of it; `Unfinished` when the audit or the scan fails:
/// then neither pack nor ledger is written.
#[expect(clippy::too_many_lines, reason = "the steps of a release, in order")]
pub fn run(session: &Session, what: &What, out: Option<&Path>) -> Result<Outcome, Fault> {
    let root = &session.board.root;
    let marking = &session.catalogue.policy().marking_public;
    if marking != PUBLIC {
        return Err(Fault::usage(format!(
            "the policy marking_public is `{marking}`: a pack for everybody is marked {PUBLIC}, so nothing was published"
        )));
    }
    let folder = out.map_or_else(|| root.join("reports").join(&what.slug), Path::to_path_buf);
    let earlier = release_ledger::read(root)?;
    let measured = measured(session, (what, &earlier))?;
    let (found, others) = audited(session, &measured, (what, &earlier))?;
    let mut pack = pack(session, &found, (&what.name, &others));
    if pack.tables.is_empty() {
        return Err(Fault::usage(format!("nothing is held of {}; run it first", what.name)));
    }
    if what.scope.is_annual() {
        comparators::add(&session.board.comparators, &session.catalogue, &mut pack);
        impact::add(session, what.until.year(), &mut pack);
    }
    let quarters = what.quarters();
    pack.since_editions = editions::differences(session, &measured.series, (&quarters, &pack))?;
    let unheld = unheld(&measured.series, (what, &quarters));
    pack.for_sign_off.extend(unheld.clone());
    let files = files(&pack)?;
    let mut leaks = scan::scan(&files, &pack)?;
    leaks.extend(scan::strange_pictures(&files)?);
    if !leaks.is_empty() {
        let told: Vec<String> = leaks.iter().map(ToString::to_string).collect();
        return Err(anyhow::anyhow!(
            "the scan of the finished pack failed; nothing was written\n  {}",
            told.join("\n  ")
        )
        .into());
    }
    if is_in_use(&folder) {
        let told = format!(
            "{} holds something else than a pack; name an empty folder with --out",
            folder.display()
        );
        return Err(Fault::usage(told));
    }
    let release = release_ledger::keep(root, &what.slug, (&found, &earlier))?;
    write(
        &folder,
        &files,
        &sign_off(&pack, &session.catalogue.policy().marking_restricted),
    )?;
    let made = format!(
        "{} tables in {}; {release} is in the ledger.",
        pack.tables.len(),
        folder.display()
    );
    let next = format!(
        "Open {}; the sheet {} beside it is signed before anything leaves the office.",
        folder.join("index.html").display(),
        sheet_to_sign(&folder)
    );
    Ok(Outcome {
        worst: if unheld.is_some() {
            Worst::Warnings
        } else {
            Worst::Nothing
        },
        notes: [made, next]
            .into_iter()
            .chain(unheld)
            .chain(told_before(&found))
            .collect(),
        ..Outcome::default()
    })
}

/// What the person who signs must know where a quarter of the year has no figure at all: not yet run, or nothing received.
fn unheld(series: &[Series], (what, quarters): (&What, &[Period])) -> Option<String> {
    let is_held = |period: &&Period| {
        let mut all = series.iter().flat_map(|one| &one.observations);
        all.any(|one| one.period == **period && one.was_sent())
    };
    let without: Vec<String> = quarters
        .iter()
        .filter(|period| !is_held(period))
        .map(Period::to_string)
        .collect();
    (!without.is_empty()).then(|| {
        format!(
            "No figure is held of {}. Figures of {} that need it are marked [x]: run what is missing first, unless nothing is to come.",
            without.join(" and "),
            what.name
        )
    })
}

/// That some figures could be worked out before; the sheet that is signed names them.
fn told_before(found: &Release) -> Option<String> {
    let count = found.known_before.len();
    let told = match count {
        0 => return None,
        1 => "1 figure that is withheld could".to_string(),
        _ => format!("{count} figures that are withheld could"),
    };
    Some(format!(
        "{told} be worked out before this pack, from earlier releases and members' papers; the sheet to sign names each with the places."
    ))
}

/// What is published: a financial year, or one quarter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct What {
    /// As titles name it: `2025-26`, `2026-27 Q2`.
    pub name: String,
    /// As folders and the ledger name it: `annual-2025-26`, `quarter-2026-27-Q2`.
    pub slug: String,
    scope: Scope,
    until: Period,
}

impl What {
    /// The annual pack of a financial year.
    ///
    /// # Errors
    /// `Usage` when it is no financial year such as `2025-26`.
    pub fn year(year: &str) -> Result<What, Fault> {
        let start = start_of(year)?;
        let until = Period::new(start, 4).ok_or_else(|| Fault::usage("the year is out of range"))?;
        Ok(What {
            name: year.to_string(),
            slug: format!("annual-{year}"),
            scope: Scope::annual(start, YEARS),
            until,
        })
    }

    /// Every area's figures of one quarter.
    pub fn quarter(period: Period) -> What {
        What {
            name: period.to_string(),
            slug: format!("quarter-{}", period.slug()),
            scope: Scope::quarter(period),
            until: period,
        }
    }

    /// The last quarter that must be known: of a year that was published already every quarter, because the year less those that
    /// are published is the one that is not.
    fn measured_until(&self, earlier: &[Published]) -> Period {
        let year = self.until.financial_year();
        let is_out = earlier.iter().any(|cell| cell.key.code("year") == Some(year.as_str()));
        let end = Period::new(self.until.year(), 4).filter(|_| is_out);
        end.unwrap_or(self.until)
    }

    /// The quarters that are held against their editions.
    fn quarters(&self) -> Vec<Period> {
        match self.scope.is_annual() {
            true => (1..=4)
                .filter_map(|quarter| Period::new(self.until.year(), quarter))
                .collect(),
            false => vec![self.until],
        }
    }
}

/// The calendar year in which a financial year such as `2025-26` starts.
fn start_of(year: &str) -> Result<i32, Fault> {
    let start = year.split_once('-').and_then(|(start, _)| start.parse::<i32>().ok());
    let found = start
        .and_then(|start| Period::new(start, 1))
        .filter(|period| period.financial_year() == year);
    found
        .map(Period::year)
        .ok_or_else(|| Fault::usage(format!("`{year}` is no financial year; write 2025-26")))
}

/// Everything that a release is made of.
struct Measured {
    series: Vec<Series>,
    /// What the papers of the quarters withhold; `None` where they show small numbers.
    papers: Option<Withheld>,
    breakdowns: Vec<Breakdown>,
}

fn measured(session: &Session, (what, earlier): (&What, &[Published])) -> Result<Measured, Fault> {
    let Session { board, catalogue, .. } = session;
    let until = what.measured_until(earlier);
    let store = queries::as_it_is(session)?;
    // A later quarter's return may restate a figure of the years: its row stands in place of the one that it replaced.
    let rows = store.all_rows(&Window::default())?;
    let wrong = assess::wrong_forms(&store, until)?;
    let setting = assess::setting(session, (until, &wrong));
    let series = crate::measure::series(&rows, &setting).series;
    let is_withheld = catalogue.policy().withhold_in_restricted_papers;
    Ok(Measured {
        papers: is_withheld.then(|| weigh::withheld(&series, catalogue, &board.places)),
        series,
        breakdowns: match what.scope.is_annual() {
            true => breakdowns::breakdowns(&rows, &setting),
            false => Vec::new(),
        },
    })
}

fn made(session: &Session, measured: &Measured, (scope, earlier): (&Scope, &[Published])) -> Result<Release, Fault> {
    let themes = themes(&session.catalogue);
    let request = Request {
        series: &measured.series,
        indicators: session.catalogue.indicators(),
        themes: &themes,
        places: &session.board.places,
        policy: session.catalogue.policy(),
        scope,
        breakdowns: &measured.breakdowns,
        earlier,
        papers: measured.papers.as_ref(),
        work: USUAL_WORK,
    };
    Ok(release(&request)?)
}

fn themes(catalogue: &Catalogue) -> BTreeMap<String, String> {
    catalogue
        .themes()
        .iter()
        .map(|theme| (theme.id.clone(), theme.title.clone()))
        .collect()
}

/// The pack from a release.
pub fn pack(session: &Session, found: &Release, (year, earlier): (&str, &[Published])) -> PublicPack {
    let board = &session.board;
    let home = board.places.home();
    let policy = session.catalogue.policy();
    let names = changed::Names::new(session, found, !year.contains(' '));
    let differencing = found.differencing.iter().map(|one| names.differencing(one));
    let known = found.known_before.iter().map(|one| names.known_before(one));
    let groups = found
        .whole_groups
        .iter()
        .map(|group| format!("Decide whether to publish: {group}"));
    PublicPack {
        marking: policy.marking_public.clone(),
        board: board.name.clone(),
        year: year.to_string(),
        home: (home.to_string(), board.places.name(home).to_string()),
        tables: found.tables.clone(),
        withheld_up_to: match policy.protection {
            Protection::Withhold => policy.withhold_up_to,
            Protection::Round => policy.rounding_withhold_up_to,
        },
        rounded_to: (policy.protection == Protection::Round).then_some(policy.rounding_base),
        impact: Vec::new(),
        since_editions: Vec::new(),
        changes: names.changes(found, earlier),
        for_sign_off: differencing.chain(known).chain(groups).collect(),
        source: "Quarterly returns of the board's member agencies".to_string(),
    }
}

/// The release, audited beside all earlier ones. A pack made again with the same figures is the release that is in the
/// ledger already; with other figures it is a new one, and the first counts as published too.
fn audited(
    session: &Session,
    measured: &Measured,
    (what, earlier): (&What, &[Published]),
) -> Result<(Release, Vec<Published>), Fault> {
    let own = &what.slug;
    let is_own = |release: &str| release == own.as_str() || release.starts_with(&format!("{own}-"));
    let others: Vec<Published> = earlier.iter().filter(|cell| !is_own(&cell.release)).cloned().collect();
    let found = made(session, measured, (&what.scope, &others))?;
    let before: Vec<&Published> = earlier.iter().filter(|cell| cell.release == *own).collect();
    let is_same = before
        .iter()
        .map(|cell| (&cell.key, cell.value))
        .eq(found.cells.iter().map(|cell| (&cell.key, cell.value)));
    if before.is_empty() || is_same {
        return Ok((found, others));
    }
    Ok((made(session, measured, (&what.scope, earlier))?, earlier.to_vec()))
}

fn write(folder: &Path, files: &Files, sign_off: &str) -> Result<(), Fault> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).with_context(|| format!("cannot replace {}", folder.display()))?;
    }
    for (name, bytes) in files {
        put(&folder.join(name), bytes)?;
    }
    put(&folder.with_file_name(sheet_to_sign(folder)), sign_off.as_bytes())?;
    Ok(())
}

/// The name of the sheet that is signed, which lies beside the pack.
fn sheet_to_sign(folder: &Path) -> String {
    let name = folder
        .file_name()
        .map_or_else(|| "pack".into(), |name| name.to_string_lossy().into_owned());
    format!("{name}-sign-off.html")
}

/// Whether a folder holds anything but an earlier pack, which is made anew.
fn is_in_use(folder: &Path) -> bool {
    let is_empty = std::fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_none());
    !is_empty && !folder.join("open-data/datapackage.json").is_file()
}

fn put(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let told = || format!("cannot write {}", path.display());
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent).with_context(told)?;
    }
    std::fs::write(path, bytes).with_context(told)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::withhold::Key;

    #[test]
    fn a_quarter_of_a_year_that_is_out_is_measured_with_the_whole_year() {
        let quarter = What::quarter("2024-25 Q3".parse().unwrap());
        let of = |year: &str| Published {
            release: "annual-2025-26".to_string(),
            key: Key::new("AB01", [("year".to_string(), year.to_string())]),
            value: Some(97.0),
            place: "AB01 table".to_string(),
        };
        let until = |earlier: &[Published]| quarter.measured_until(earlier).to_string();
        assert_eq!(until(&[]), "2024-25 Q3");
        assert_eq!(until(&[of("2023-24"), of("2024-25 Q1")]), "2024-25 Q3");
        // The year less three quarters is the fourth: whoever publishes the third must know the fourth.
        assert_eq!(until(&[of("2023-24"), of("2024-25")]), "2024-25 Q4");
    }
}
