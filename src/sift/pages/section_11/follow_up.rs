//! Tables 4 to 6: the panel's grades beside the organisations' own, actions by age, and themes for other groups.

use crate::catalogue::Policy;
use crate::domain::{Action, Grade, PaperCell, PaperTable, Part, Shown};
use crate::sift::evidence::Evidence;
use crate::sift::pages::paper::{self, Captioned};
use crate::sift::pages::section_11::cycle::{Cycle, Family, Group, Share};
use crate::sift::pages::section_11::{Audit, Pair};
use crate::sift::phrase;
use crate::sift::withhold::counts;
use chrono::{Months, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// Lowered, the same, raised.
type Moves = [usize; 3];

/// The newest cycle of a family in which the panel gave grades: it sits after the returns.
fn moderated<'a, 'p>(pair: &'p Pair<'a>) -> Option<&'p Cycle<'a>> {
    let cycles = [Some(&pair.now), pair.before.as_ref()].into_iter().flatten();
    let mut with_panel = cycles.filter(|cycle| cycle.answers().any(|answer| answer.moderated.is_some()));
    with_panel.next()
}

/// What the panel did to the grades of each type of organisation, and in which cycles.
fn moves(audit: &Audit<'_>) -> (BTreeMap<Group, Moves>, Vec<String>) {
    let mut moves: BTreeMap<Group, Moves> = BTreeMap::new();
    let mut cycles = vec![];
    for cycle in audit.families().filter_map(|(_, pair)| moderated(pair)) {
        cycles.push(cycle.name.to_string());
        for organisation in &cycle.organisations {
            for answer in organisation.answers.values() {
                let Some((own, panel)) = answer.own.zip(answer.moderated) else {
                    continue;
                };
                let place = match panel.cmp(&own) {
                    _ if [own, panel].contains(&Grade::NotApplicable) => continue,
                    std::cmp::Ordering::Greater => 0,
                    std::cmp::Ordering::Equal => 1,
                    std::cmp::Ordering::Less => 2,
                };
                moves.entry(organisation.group).or_default()[place] += 1;
            }
        }
    }
    cycles.dedup();
    (moves, cycles)
}

pub(super) fn moderation_heading(audit: &Audit<'_>) -> String {
    let (moves, _) = moves(audit);
    let sum = |at: usize| moves.values().map(|moved| moved[at]).sum::<usize>();
    let all = sum(0) + sum(1) + sum(2);
    match all {
        0 => "The panel has graded no answer yet".into(),
        all => format!(
            "Of {} the panel lowered {} and raised {}",
            paper::counted(all, "grade"),
            paper::or_none(sum(0)),
            paper::or_none(sum(2))
        ),
    }
}

pub(super) fn moderation(audit: &Audit<'_>) -> Vec<Part> {
    let (moves, cycles) = moves(audit);
    let mut parts = vec![];
    if !moves.is_empty() {
        parts.push(Part::Table(moved(&moves, &cycles)));
    }
    let waiting = audit
        .families()
        .filter(|(_, pair)| pair.now.answers().all(|answer| answer.moderated.is_none()));
    let waiting: Vec<String> = waiting
        .map(|(family, pair)| format!("{} {}", family.nouns(), pair.now.name))
        .collect();
    let mut said = vec![];
    if !waiting.is_empty() {
        said.push(format!("Not moderated yet: {}.", paper::joined(&waiting, "none")));
    }
    said.extend(without_evidence(audit));
    parts.extend(said.into_iter().map(paper::text));
    parts
}

fn moved(moves: &BTreeMap<Group, Moves>, cycles: &[String]) -> PaperTable {
    let rows = moves.iter().map(|(group, moved)| {
        let [lowered, same, raised] = moved.map(number);
        let mut row: Vec<PaperCell> = vec![group.title().into()];
        row.push(paper::row_bar(
            &["same", "raised", "lowered"],
            vec![same.clone(), raised.clone(), lowered.clone()],
        ));
        row.extend([lowered, same, raised].map(PaperCell::Figure));
        row.push(paper::cell(number(moved.iter().sum::<usize>())));
        row
    });
    paper::table(
        format!(
            "Grades changed at moderation, by type, cycle {}",
            paper::joined(cycles, "")
        ),
        &["Type", "Share in a bar", "Lowered", "Same", "Raised", "Moderated"],
        rows.collect(),
        &[],
    )
    .keyed("In the bar: dark lowered, lighter raised, white the same.")
}

/// Answers that say met and name no evidence, where a family names any: grade and evidence are two things.
fn without_evidence(audit: &Audit<'_>) -> Option<String> {
    let said: Vec<String> = audit
        .families()
        .filter(|(_, pair)| pair.now.answers().any(|answer| answer.has_evidence))
        .filter_map(|(family, pair)| {
            let met = || pair.now.answers().filter(|answer| answer.own == Some(Grade::Met));
            let bare = met().filter(|answer| !answer.has_evidence).count();
            (bare > 0).then(|| {
                format!(
                    "{}: {} of {} answers that say met name no evidence",
                    crate::sift::number::capitalised(family.nouns()),
                    bare,
                    met().count()
                )
            })
        })
        .collect();
    (!said.is_empty()).then(|| format!("{}. Ask what they rest on?", said.join("; ")))
}

/// Overdue actions by the time since their date: up to 3 months, 3 to 6, 6 to 12, over 12.
#[derive(Default)]
struct Ageing {
    overdue: [usize; 4],
    no_owner: usize,
    no_date: usize,
    open: usize,
}

impl Ageing {
    fn add(&mut self, action: &Action, (day, policy): (NaiveDate, &Policy)) {
        self.open += 1;
        self.no_owner += usize::from(action.owner.is_empty());
        match action.due {
            None => self.no_date += 1,
            Some(due) if due < day => self.overdue[band(due, day, policy)] += 1,
            Some(_) => (),
        }
    }

    fn late(&self) -> usize {
        self.overdue.iter().sum()
    }
}

/// Which age band a due date falls into on a day.
fn band(due: NaiveDate, day: NaiveDate, policy: &Policy) -> usize {
    let passed = |months: &&u32| {
        due.checked_add_months(Months::new(**months))
            .is_some_and(|limit| limit < day)
    };
    policy.ageing_months.iter().take(3).take_while(passed).count()
}

fn open<'a>(evidence: &Evidence<'a>) -> impl Iterator<Item = &'a Action> {
    let own = evidence.actions.iter().filter(|action| action.source == "s11");
    own.filter(|action| action.status != "complete")
}

pub(super) fn heading(evidence: &Evidence<'_>) -> String {
    let day = evidence.period.last_day();
    let all = open(evidence).count();
    let late = open(evidence)
        .filter(|action| action.due.is_some_and(|due| due < day))
        .count();
    match (all, late) {
        (0, _) => "No action from the audit is open".into(),
        (all, 0) => format!("Of {}, none is overdue", paper::counted(all, "open action")),
        (all, late) => format!("{late} of {all} open actions {} overdue", paper::be(late)),
    }
}

/// Open actions by agency.
fn by_agency(evidence: &Evidence<'_>) -> BTreeMap<String, Ageing> {
    let (day, policy) = (evidence.period.last_day(), evidence.catalogue.policy());
    let mut by_agency: BTreeMap<String, Ageing> = BTreeMap::new();
    for action in open(evidence) {
        let agency = match action.agency.as_str() {
            "" => "No agency named".to_string(),
            id => evidence.agency_name_owned(id),
        };
        by_agency.entry(agency).or_default().add(action, (day, policy));
    }
    by_agency
}

const HEADS: [&str; 9] = [
    "Agency",
    "Up to 3 months",
    "3 to 6 months",
    "6 to 12 months",
    "Over 12 months",
    "Overdue",
    "No owner",
    "No due date",
    "All open",
];

fn number(count: usize) -> Shown {
    counts::things(count as f64)
}

fn ageing_table(by_agency: &BTreeMap<String, Ageing>) -> PaperTable {
    let rows = by_agency.iter().map(|(agency, found)| {
        let mut row: Vec<PaperCell> = vec![agency.clone().into()];
        row.extend(found.overdue.map(|count| paper::cell(number(count))));
        row.extend([found.late(), found.no_owner, found.no_date, found.open].map(|count| paper::cell(number(count))));
        row
    });
    paper::table(
        "Open actions by age and agency",
        &HEADS,
        rows.collect(),
        &[
            "Overdue is worked out from the due date, whatever the status says. Actions without a due date are in no age band.",
            "Delivery ratings (red, amber, green by the Board's own key) are in the business plan paper and are never mixed with these.",
        ],
    )
}

pub(super) fn actions(audit: &Audit<'_>, evidence: &Evidence<'_>) -> Vec<Part> {
    let by_agency = by_agency(evidence);
    if by_agency.is_empty() {
        return vec![paper::text("No open action is held.")];
    }
    let table = ageing_table(&by_agency);
    let total = |of: fn(&Ageing) -> usize| by_agency.values().map(of).sum::<usize>();
    let mut parts = vec![];
    if total(Ageing::late) == 0 {
        parts.push(Part::Table(table));
    } else {
        parts.push(drawn_ageing(&by_agency, table, evidence));
    }
    parts.extend(after_closing(audit, evidence).map(Part::Text));
    parts.extend(unowned(evidence).map(Part::Text));
    parts
}

fn drawn_ageing(by_agency: &BTreeMap<String, Ageing>, table: PaperTable, evidence: &Evidence<'_>) -> Part {
    let total = |of: fn(&Ageing) -> usize| by_agency.values().map(of).sum::<usize>();
    let late = by_agency.iter().filter(|(_, found)| found.late() > 0);
    let bars = late.map(|(agency, found)| {
        let parts = found.overdue.map(number).to_vec();
        (agency.clone(), parts, format!("{} of {}", found.late(), found.open))
    });
    let bands = ["up to 3 months", "3 to 6 months", "6 to 12 months", "over 12 months"];
    let chart = paper::stacked(&bands, bars.collect(), "Overdue, of all open");
    let on = paper::day(evidence.period.last_day());
    let words = Captioned {
        id: "s11-actions",
        title: "Overdue actions, by how long".into(),
        subtitle: format!(
            "Actions past their due date at {on}, by agency. {} no due date and {} in no bar.",
            has(total(|found| found.no_date)),
            if total(|found| found.no_date) == 1 { "is" } else { "are" },
        ),
        alt: format!(
            "Bar chart. {} overdue of {} open. By how long: {}. {} without an owner, {} without a due date.",
            total(Ageing::late),
            total(|found| found.open),
            by_band(by_agency),
            total(|found| found.no_owner),
            total(|found| found.no_date)
        ),
    };
    paper::figure(words, chart, table, evidence)
}

/// `Up to three months, two; three to six months, one`: the overdue actions of each band that has any.
fn by_band(by_agency: &BTreeMap<String, Ageing>) -> String {
    let bands = [
        "up to three months",
        "three to six months",
        "six to twelve months",
        "over twelve months",
    ];
    let count = |at: usize| by_agency.values().map(|found| found.overdue[at]).sum::<usize>();
    let told = bands.iter().enumerate().filter(|(at, _)| count(*at) > 0);
    let told: Vec<String> = told
        .map(|(at, band)| format!("{band}, {}", crate::sift::number::in_words(count(at))))
        .collect();
    told.join("; ")
}

/// `One has`, `Three have`.
fn has(count: usize) -> String {
    let verb = if count == 1 { "has" } else { "have" };
    crate::sift::number::capitalised(&format!("{} {verb}", crate::sift::number::in_words(count)))
}

/// Open actions that come from an audit before the newest: plans are followed after their audit has closed.
fn after_closing(audit: &Audit<'_>, evidence: &Evidence<'_>) -> Option<String> {
    let newest = audit.agencies.as_ref()?.now.name;
    let names: BTreeSet<&str> = evidence.held.answers.iter().map(|answer| &*answer.cycle).collect();
    let from = |action: &Action| names.iter().copied().find(|name| action.reference.contains(name));
    let earlier: Vec<&str> = open(evidence).filter_map(from).filter(|name| *name < newest).collect();
    let cycles: BTreeSet<&str> = earlier.iter().copied().collect();
    let cycles: Vec<String> = cycles.into_iter().map(String::from).collect();
    let all = open(evidence).count();
    let which = match (earlier.len(), all) {
        (0, _) => return None,
        (1, 1) => "The one open action comes".to_string(),
        (some, all) if some == all => format!("All {} come", paper::counted(all, "open action")),
        (1, all) => format!("One of the {} open comes", crate::sift::number::in_words(all)),
        (some, all) => format!(
            "{} of the {} open come",
            crate::sift::number::capitalised(&crate::sift::number::in_words(some)),
            crate::sift::number::in_words(all)
        ),
    };
    Some(format!(
        "{which} from an audit that has closed ({}). Action plans are followed until they are done.",
        paper::joined(&cycles, "")
    ))
}

/// Open actions without an owner or a due date, by number.
fn unowned(evidence: &Evidence<'_>) -> Option<String> {
    let which = |lacks: fn(&Action) -> bool| -> Vec<String> {
        let found = open(evidence).filter(|action| lacks(action));
        found
            .map(|action| phrase::with_words(&action.id, &evidence.agency_name_owned(&action.agency)))
            .collect()
    };
    let (owner, date) = (
        which(|action| action.owner.is_empty()),
        which(|action| action.due.is_none()),
    );
    if owner.is_empty() && date.is_empty() {
        return None;
    }
    Some(format!(
        "No owner: {}. No due date: {}.",
        paper::joined(&owner, "none"),
        paper::joined(&date, "none")
    ))
}

/// The lowest question of each theme, for the groups that can do something about it.
pub(super) fn themes(audit: &Audit<'_>, evidence: &Evidence<'_>) -> Vec<Part> {
    let mut rows: Vec<Vec<PaperCell>> = vec![];
    for link in evidence.catalogue.links() {
        let share = |family: Family, question: &str| {
            let found = audit.families().find(|(one, _)| *one == family)?;
            let share = found.1.now.share(question);
            (share.base > 0).then_some(share)
        };
        let agencies = link
            .questions
            .iter()
            .filter_map(|question| Some((question, share(Family::Agencies, question)?)));
        let Some((question, lowest)) = agencies.min_by(|one, other| one.1.percent().total_cmp(&other.1.percent()))
        else {
            continue;
        };
        let words = evidence.catalogue.question(question).map_or(question.clone(), |known| {
            format!("{} {}", known.id, known.text.trim_end_matches('.'))
        });
        let short = |share: Option<Share>| -> PaperCell {
            share.map_or("\u{2013}".into(), |share| {
                format!("{} of {}", share.met, share.base).into()
            })
        };
        rows.push(vec![
            link.title.clone().into(),
            words.into(),
            short(Some(lowest)),
            short(share(Family::Schools, question)),
            link.asks.clone().into(),
        ]);
    }
    if rows.is_empty() {
        return vec![paper::text("No question of this audit is linked to a theme.")];
    }
    vec![Part::Table(paper::table(
        "The lowest question of each theme, for the learning and policy groups",
        &[
            "Theme",
            "Question",
            "Agencies that meet it",
            "Schools that meet it",
            "To ask",
        ],
        rows,
        &["A dash: not asked of them in their newest audit."],
    ))]
}
