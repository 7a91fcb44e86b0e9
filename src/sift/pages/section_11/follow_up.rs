//! Tables 4 to 6: the panel's grades beside the organisations' own, actions by age, and themes for other groups.

use crate::catalogue::Policy;
use crate::domain::{Action, Grade, PaperCell, PaperTable, Part, Shown};
use crate::sift::evidence::Evidence;
use crate::sift::pages::paper::{self, Captioned};
use crate::sift::pages::section_11::Audit;
use crate::sift::pages::section_11::cycle::{Family, Group, Share};
use crate::sift::withhold::counts;
use chrono::{Months, NaiveDate};
use std::collections::BTreeMap;

/// Lowered, the same, raised.
type Moves = [usize; 3];

pub(super) fn moderation(audit: &Audit<'_>, evidence: &Evidence<'_>) -> Vec<Part> {
    let mut moves: BTreeMap<Group, Moves> = BTreeMap::new();
    let mut cycles = vec![];
    for (_, pair) in audit.families() {
        // The panel sits after the returns: the newest cycle with its grades is shown.
        let with_panel = [Some(&pair.now), pair.before.as_ref()]
            .into_iter()
            .flatten()
            .find(|cycle| {
                cycle
                    .organisations
                    .iter()
                    .any(|organisation| organisation.answers.values().any(|answer| answer.moderated.is_some()))
            });
        let Some(cycle) = with_panel else { continue };
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
    if moves.is_empty() {
        return vec![paper::text("No answer has been moderated yet.")];
    }
    cycles.dedup();
    vec![drawn_moves(&moves, &cycles, evidence)]
}

fn drawn_moves(moves: &BTreeMap<Group, Moves>, cycles: &[String], evidence: &Evidence<'_>) -> Part {
    let shown = |moves: &Moves| moves.map(|count| counts::things(count as f64));
    let rows = moves.iter().map(|(group, moved)| {
        let mut row: Vec<PaperCell> = vec![group.title().into()];
        row.extend(shown(moved).map(PaperCell::Figure));
        row.push(paper::cell(counts::things(moved.iter().sum::<usize>() as f64)));
        row
    });
    let table = paper::table(
        "Grades changed at moderation, by type",
        &["Type", "Lowered", "Same", "Raised", "Moderated"],
        rows.collect(),
        &["Answers that the panel graded, beside the organisation's own grade."],
    );
    let bars = moves.iter().map(|(group, moved)| {
        let [lowered, same, raised] = shown(moved);
        let all = moved.iter().sum::<usize>();
        (group.title().to_string(), vec![raised, same, lowered], all.to_string())
    });
    let chart = paper::stacked(&["raised", "same", "lowered"], bars.collect(), "Moderated");
    let sum = |at: usize| moves.values().map(|moved| moved[at]).sum::<usize>();
    let words = Captioned {
        id: "s11-moderation",
        title: format!(
            "The panel lowered {} and raised {}",
            paper::counted(sum(0), "grade"),
            sum(2)
        ),
        subtitle: format!("Answers moderated, by type, cycle {}", paper::joined(cycles, "")),
        alt: format!("Bar chart. {} lowered, {} the same, {} raised.", sum(0), sum(1), sum(2)),
    };
    paper::figure(words, chart, table, evidence)
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
    "3 to 6",
    "6 to 12",
    "Over 12",
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

pub(super) fn actions(evidence: &Evidence<'_>) -> Vec<Part> {
    let by_agency = by_agency(evidence);
    if by_agency.is_empty() {
        return vec![paper::text("No open action is held.")];
    }
    let table = ageing_table(&by_agency);
    let total = |of: fn(&Ageing) -> usize| by_agency.values().map(of).sum::<usize>();
    if total(Ageing::late) == 0 {
        return vec![Part::Table(table)];
    }
    let late = by_agency.iter().filter(|(_, found)| found.late() > 0);
    let bars = late.map(|(agency, found)| {
        let parts = found.overdue.map(number).to_vec();
        (agency.clone(), parts, format!("{} of {}", found.late(), found.open))
    });
    let bands = ["up to 3 months", "3 to 6", "6 to 12", "over 12"];
    let chart = paper::stacked(&bands, bars.collect(), "Overdue, of all open");
    let on = paper::day(evidence.period.last_day());
    let words = Captioned {
        id: "s11-actions",
        title: heading(evidence),
        subtitle: format!("Actions past their due date at {on}, by how long"),
        alt: format!(
            "Bar chart. {} overdue of {} open. {} without an owner, {} without a due date.",
            total(Ageing::late),
            total(|found| found.open),
            total(|found| found.no_owner),
            total(|found| found.no_date)
        ),
    };
    let figure = paper::figure(words, chart, paper::narrowed(&table, &[0, 1, 2, 3, 4]), evidence);
    vec![figure, Part::Table(table)]
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
