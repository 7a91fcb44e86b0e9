//! Table 1: who returned in time, who after chasing and who did not, by type of organisation and by name.

use crate::domain::{PaperCell, Part, Period, ReturnStatus};
use crate::sift::coverage;
use crate::sift::evidence::Evidence;
use crate::sift::number;
use crate::sift::pages::paper;
use crate::sift::pages::section_11::cycle::{Family, Group};
use crate::sift::pages::section_11::{Audit, Pair};
use crate::sift::withhold::counts;
use std::collections::{BTreeMap, BTreeSet};

/// The feed of the audit.
pub const FEED: &str = "s11-answers";

/// One type of organisation.
pub struct Line {
    pub group: Group,
    pub asked: usize,
    pub on_time: usize,
    pub later: usize,
    /// Who did not, with the reason where it is another than silence; empty for schools and settings.
    pub absent: Vec<String>,
    /// How many filled in the other workbook.
    pub wrong: usize,
    /// How many sent one that is held until something is decided.
    pub held: usize,
}

impl Line {
    pub fn came(&self) -> usize {
        self.on_time + self.later
    }

    fn missing(&self) -> usize {
        self.asked.saturating_sub(self.came())
    }
}

/// The newest quarter up to the paper's in which agencies were asked.
fn asked_in(evidence: &Evidence<'_>) -> Option<Period> {
    let due = evidence
        .returns_due
        .iter()
        .filter(|due| due.feed == FEED && due.period <= evidence.period);
    due.map(|due| due.period).max()
}

pub(super) fn lines(audit: &Audit<'_>, evidence: &Evidence<'_>) -> Vec<Line> {
    let mut lines: BTreeMap<Group, Line> = BTreeMap::new();
    match asked_in(evidence) {
        Some(period) => of_agencies(&mut lines, (audit, period), evidence),
        None => {
            let came = audit.agencies.iter().flat_map(|pair| &pair.now.organisations);
            for organisation in came {
                let line = line_of(&mut lines, organisation.group);
                line.asked += 1;
                line.on_time += 1;
            }
        }
    }
    let scope = &evidence.catalogue.policy().organisations_in_scope;
    for (group, kind, pair) in [
        (Group::Schools, "school", &audit.schools),
        (Group::Settings, "early-years", &audit.settings),
    ] {
        let Some(pair) = pair else { continue };
        let line = of_many((group, pair), scope.get(kind).copied(), evidence);
        lines.insert(group, line);
    }
    lines.into_values().collect()
}

fn line_of(lines: &mut BTreeMap<Group, Line>, group: Group) -> &mut Line {
    lines.entry(group).or_insert(Line {
        group,
        asked: 0,
        on_time: 0,
        later: 0,
        absent: vec![],
        wrong: 0,
        held: 0,
    })
}

/// Who answered the newest audit in a form that counts, in its quarter or before it; answers of an earlier audit are no return to
/// this one.
fn answered<'a>(audit: &Audit<'a>, period: Period) -> BTreeSet<&'a str> {
    audit
        .agencies
        .iter()
        .flat_map(|pair| &pair.now.organisations)
        .filter(|organisation| {
            let mut answers = organisation.answers.values();
            answers.any(|answer| answer.from.folder >= period || *answer.cycle == period.financial_year())
        })
        .map(|organisation| organisation.id)
        .collect()
}

/// Member agencies: every one that was asked, by what became of its return.
fn of_agencies(lines: &mut BTreeMap<Group, Line>, (audit, period): (&Audit<'_>, Period), evidence: &Evidence<'_>) {
    let answered = answered(audit, period);
    let returns = coverage::returns(evidence, period);
    let asked: BTreeSet<&str> = evidence
        .returns_due
        .iter()
        .filter(|due| due.feed == FEED && due.period == period)
        .map(|due| due.agency.as_str())
        .collect();
    for found in returns
        .iter()
        .filter(|line| line.feed == FEED && asked.contains(line.agency.as_str()))
    {
        let kind = evidence.agencies.iter().find(|agency| agency.id == found.agency);
        let line = line_of(lines, Group::of("agency", kind.map_or("", |agency| &agency.kind)));
        line.asked += 1;
        let name = evidence.agency_name_owned(&found.agency);
        match found.status {
            ReturnStatus::OnTime | ReturnStatus::Partial | ReturnStatus::Nil => line.on_time += 1,
            ReturnStatus::Late => line.later += 1,
            // Somebody else may have sent its answers, or the right form came later, in another quarter's folder.
            _ if answered.contains(found.agency.as_str()) => line.later += 1,
            ReturnStatus::WrongForm => {
                line.wrong += 1;
                line.absent.push(format!("{name} (wrong workbook)"));
            }
            ReturnStatus::Held => {
                line.held += 1;
                line.absent.push(match found.note.as_str() {
                    "" => format!("{name} (held)"),
                    why => format!("{name} (held: {why})"),
                });
            }
            ReturnStatus::Missing | ReturnStatus::NotDue => line.absent.push(name),
        }
    }
    // Voluntary and other organisations that answered without being member agencies that were asked.
    for organisation in audit.agencies.iter().flat_map(|pair| &pair.now.organisations) {
        if !asked.contains(organisation.id) && evidence.agencies.iter().all(|agency| agency.id != organisation.id) {
            let line = line_of(lines, organisation.group);
            line.asked += 1;
            line.on_time += 1;
        }
    }
}

/// Schools and settings: as many as the Board asks, those that came told apart by the day of their file.
fn of_many((group, pair): (Group, &Pair<'_>), asked: Option<u32>, evidence: &Evidence<'_>) -> Line {
    let is_late = |answers: &BTreeMap<&str, &crate::domain::S11Answer>| {
        let first = answers
            .values()
            .map(|answer| &answer.from)
            .min_by_key(|from| from.received);
        first.is_some_and(|from| from.received.is_some_and(|day| day > evidence.due_date(from.folder)))
    };
    let came = pair.now.organisations.len();
    let later = pair
        .now
        .organisations
        .iter()
        .filter(|organisation| is_late(&organisation.answers))
        .count();
    Line {
        group,
        asked: asked.map_or(came, |asked| asked as usize).max(came),
        on_time: came - later,
        later,
        absent: vec![],
        wrong: 0,
        held: 0,
    }
}

pub(super) fn heading(lines: &[Line]) -> String {
    let agencies = lines.iter().filter(|line| line.group.family() == Family::Agencies);
    let (absent, wrong, held) = agencies.fold((0, 0, 0), |(absent, wrong, held), line| {
        (absent + line.absent.len(), wrong + line.wrong, held + line.held)
    });
    let silent = absent - wrong - held;
    let said = [
        (silent > 0).then(|| format!("{} did not return", paper::counted(silent, "agency"))),
        (wrong > 0).then(|| format!("{} sent the wrong workbook", number::in_words(wrong))),
        (held > 0).then(|| {
            let have = if held == 1 {
                "has its return held"
            } else {
                "have their returns held"
            };
            format!("{} {have} until a question is answered", paper::counted(held, "agency"))
        }),
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    match said.is_empty() {
        true => "Every agency that was asked returned".into(),
        false => number::capitalised(&said.join("; ")),
    }
}

pub(super) fn parts(audit: &Audit<'_>, lines: &[Line], evidence: &Evidence<'_>) -> Vec<Part> {
    let rows = lines.iter().map(row).collect();
    let table = paper::table(
        "Who returned, by type of organisation",
        &[
            "Type",
            "Share in a bar",
            "In time",
            "Later",
            "Returned",
            "Rate",
            "Not returned",
        ],
        rows,
        &["Schools are never averaged with agencies."],
    )
    .keyed("In the bar: dark in time, lighter after chasing, white not returned.");
    let mut parts = vec![Part::Table(table)];
    let asides = asides(audit, lines, evidence);
    if !asides.is_empty() {
        parts.push(Part::Points(asides));
    }
    parts
}

fn row(line: &Line) -> Vec<PaperCell> {
    let absent = match line.group.family() {
        Family::Agencies => paper::joined(&line.absent, "None"),
        family => match line.missing() {
            0 => "None".to_string(),
            more => format!(
                "{}, not known by name: no list of those asked is held",
                paper::counted_first(more, family.noun())
            ),
        },
    };
    let number = |count: usize| counts::things(count as f64);
    let parts = [line.missing(), line.later, line.on_time].map(number);
    vec![
        line.group.title().into(),
        paper::row_bar(&["not returned", "after chasing", "in time"], parts.to_vec()),
        paper::cell(number(line.on_time)),
        paper::cell(number(line.later)),
        format!("{} of {}", line.came(), line.asked).into(),
        paper::cell(counts::whole_percent((line.came() as f64, line.asked as f64))),
        absent.into(),
    ]
}

/// Wrong workbooks, blanks, years in which nothing was asked.
fn asides(audit: &Audit<'_>, lines: &[Line], evidence: &Evidence<'_>) -> Vec<String> {
    let mut said = vec![];
    let wrong: usize = lines.iter().map(|line| line.wrong).sum();
    let answered = asked_in(evidence)
        .map(|period| answered(audit, period))
        .unwrap_or_default();
    let files: BTreeSet<&str> = evidence
        .arrivals
        .iter()
        .filter(|arrival| arrival.wrong_form && (arrival.feed == FEED || arrival.feed.is_empty()))
        .filter(|arrival| !answered.contains(arrival.sender.as_str()))
        .map(|arrival| arrival.file.as_str())
        .collect();
    if wrong > 0 || !files.is_empty() {
        let came = wrong.max(files.len());
        said.push(format!(
            "Wrong workbook: {} came in the form of another kind of organisation; {} once the right one comes.",
            paper::counted(came, "return"),
            if came == 1 { "it counts" } else { "each counts" }
        ));
    }
    for (family, pair) in audit.families() {
        let blank = pair.now.organisations.iter().filter(|one| one.unanswered() > 0);
        let names: Vec<String> = blank.clone().map(|one| one.name.clone()).collect();
        let left: usize = blank.map(|one| one.unanswered()).sum();
        if left > 0 {
            let who = match family {
                Family::Agencies => paper::joined(&names, ""),
                _ => paper::counted(names.len(), family.noun()),
            };
            said.push(format!(
                "Blank: {} left {} unanswered; a blank stays in the base.",
                who,
                paper::counted(left, "question")
            ));
        }
    }
    said.extend(off_year(evidence));
    said.extend(beyond_scope(lines, evidence));
    said
}

/// More came than the Board says are asked: the number in policy is out of date.
fn beyond_scope(lines: &[Line], evidence: &Evidence<'_>) -> Option<String> {
    let scope = &evidence.catalogue.policy().organisations_in_scope;
    let told: Vec<String> = lines
        .iter()
        .filter_map(|line| {
            let (kind, family) = match line.group {
                Group::Schools => ("school", Family::Schools),
                Group::Settings => ("early-years", Family::Settings),
                _ => return None,
            };
            let asked = *scope.get(kind)? as usize;
            (line.came() > asked).then(|| {
                format!(
                    "{} {} returned and {} are said to be in scope",
                    number::decimal(line.came() as f64, 0),
                    family.nouns(),
                    number::decimal(asked as f64, 0)
                )
            })
        })
        .collect();
    (!told.is_empty()).then(|| {
        format!(
            "{}: correct the number in the board's policy, else the rate says nothing.",
            paper::joined(&told, "")
        )
    })
}

/// Names that are printed of organisations that nobody asked.
const NAMED: usize = 10;

/// Returns that nobody asked for: those of a cycle in which their kind of organisation was not asked.
fn off_year(evidence: &Evidence<'_>) -> Option<String> {
    let unasked = evidence.held.unasked.iter();
    let newest = unasked.clone().map(|answer| &answer.cycle).max()?;
    let names: BTreeSet<String> = unasked
        .filter(|answer| answer.cycle == *newest)
        .map(|answer| {
            let agency = evidence
                .agencies
                .iter()
                .find(|agency| agency.id == *answer.organisation);
            agency.map_or_else(|| answer.organisation.to_string(), |agency| agency.name.clone())
        })
        .collect();
    let mut named: Vec<String> = names.iter().take(NAMED).cloned().collect();
    if names.len() > NAMED {
        named.push(paper::counted(names.len() - NAMED, "other"));
    }
    Some(format!(
        "Sent in {newest}, a year in which nobody asked for it: {}. {} kept for its sender\u{2019}s own use, and counts in no rate.",
        paper::joined(&named, "none"),
        if names.len() == 1 { "It is" } else { "Each is" }
    ))
}
