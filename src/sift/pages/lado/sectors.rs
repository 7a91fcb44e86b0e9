//! LADO referrals by sector beside the same quarter last year. Rare cells are joined, never tested.

use crate::catalogue::Policy;
use crate::domain::{
    BarDrawn, BarsDrawn, DrawnChart, LadoCell, Missing, PaperCell, PaperTable, Part, Period, Shown, ShownUnit,
};
use crate::sift::evidence::Evidence;
use crate::sift::pages::paper::{self, Captioned};
use crate::sift::withhold::counts;
use std::collections::BTreeMap;

/// Counts by sector in a quarter; a suppressed cell counts as its least.
fn by_sector(evidence: &Evidence<'_>, period: Period) -> BTreeMap<String, f64> {
    by(evidence, period, |cell| &cell.sector)
}

/// The same by any word of the referral.
fn by(evidence: &Evidence<'_>, period: Period, word: impl Fn(&LadoCell) -> &str) -> BTreeMap<String, f64> {
    let mut sums: BTreeMap<String, f64> = BTreeMap::new();
    for cell in evidence.held.referrals.iter().filter(|cell| cell.period == period) {
        let word = match word(cell) {
            "" => "Not said",
            word => word,
        };
        *sums.entry(word.to_string()).or_default() += cell.count.0;
    }
    sums
}

/// What is too rare for a line of its own.
const OTHERS: &str = "All others together";

/// A sector, this quarter and a year ago.
type Line = (String, f64, f64);

/// Sectors by size; those that are small in either quarter are one line, with the next smallest where that is small, too.
fn lines(now: &BTreeMap<String, f64>, then: &BTreeMap<String, f64>, policy: &Policy) -> Vec<Line> {
    let of = |found: &BTreeMap<String, f64>, name: &str| found.get(name).copied().unwrap_or(0.0);
    let names: std::collections::BTreeSet<&String> = now.keys().chain(then.keys()).collect();
    let mut all: Vec<Line> = names
        .into_iter()
        .map(|name| (name.clone(), of(now, name), of(then, name)))
        .collect();
    all.sort_by(|one, other| other.1.total_cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    let bound = f64::from(policy.withhold_up_to);
    let is_rare = |line: &Line| line.1 <= bound || line.2 <= bound || line.0 == "Other";
    let (rare, mut told): (Vec<Line>, Vec<Line>) = all.into_iter().partition(is_rare);
    if rare.is_empty() {
        return told;
    }
    let sum = |lines: &[Line]| {
        lines
            .iter()
            .fold((0.0, 0.0), |sum, line| (sum.0 + line.1, sum.1 + line.2))
    };
    let mut joined = rare;
    while (sum(&joined).0 <= bound || sum(&joined).1 <= bound) && !told.is_empty() {
        joined.extend(told.pop());
    }
    let (is, was) = sum(&joined);
    told.push((OTHERS.into(), is, was));
    told
}

pub(super) fn sectors(evidence: &Evidence<'_>) -> Vec<Part> {
    let policy = evidence.catalogue.policy();
    let (now, then) = (
        by_sector(evidence, evidence.period),
        by_sector(evidence, evidence.period.back(4)),
    );
    if now.is_empty() {
        return vec![paper::text("No referrals by sector were sent this quarter.")];
    }
    let lines = lines(&now, &then, policy);
    let (total, last): (f64, f64) = (now.values().sum(), then.values().sum());
    let shown = |count: f64| counts::people(count, policy);
    let told = lines.iter().map(|(name, is, _)| format!("{name} {}", shown(*is)));
    let words = Captioned {
        id: "lado-sectors",
        title: match then.is_empty() {
            true => format!("{} referrals", shown(total)),
            false => format!(
                "{} referrals; {} in the same quarter last year",
                shown(total),
                shown(last)
            ),
        },
        subtitle: format!("Referrals, {}", evidence.period),
        alt: format!(
            "Bar chart of referrals by sector: {}. The same quarter last year is in the table.",
            told.collect::<Vec<_>>().join(", ")
        ),
    };
    let (chart, table) = drawn((&lines, !then.is_empty()), evidence);
    vec![
        paper::figure(words, chart, table, evidence),
        paper::panel("What the sectors show", silent(evidence, &now)),
    ]
}

/// The bars with last year's figure as a tick, and the same as a table.
fn drawn((lines, has_then): (&[Line], bool), evidence: &Evidence<'_>) -> (DrawnChart, PaperTable) {
    let policy = evidence.catalogue.policy();
    let shown = |count: f64| counts::people(count, policy);
    let before = |count: f64| match has_then {
        true => shown(count),
        false => Shown::Mark(Missing::NotAvailable),
    };
    let rows = lines.iter().map(|(name, is, was)| {
        vec![
            PaperCell::from(name.clone()),
            paper::cell(shown(*is)),
            paper::cell(before(*was)),
        ]
    });
    let table = paper::table(
        "Referrals by sector of the adult's work",
        &[
            "Sector",
            &evidence.period.to_string(),
            &evidence.period.back(4).to_string(),
        ],
        rows.collect(),
        &[
            "Sectors with few referrals in either quarter are together, so that no rare cell is judged as if it were many.",
        ],
    );
    let bars = lines.iter().map(|(name, is, was)| BarDrawn {
        before: before(*was).drawn(),
        ..paper::bar(name, shown(*is), String::new())
    });
    let chart = DrawnChart::Bars(BarsDrawn {
        unit: ShownUnit::Count,
        bars: bars.collect(),
        target: None,
        before_words: if has_then {
            "Same quarter last year".into()
        } else {
            String::new()
        },
    });
    (chart, table)
}

/// Referrals by who referred, by concern and by threshold, beside the same quarter last year.
pub(super) fn others(evidence: &Evidence<'_>) -> Vec<Part> {
    type Word = fn(&LadoCell) -> &str;
    let words: [(&str, Word); 3] = [
        ("Who referred", |cell| &cell.referrer),
        ("Concern", |cell| &cell.concern),
        ("Threshold", |cell| &cell.threshold),
    ];
    let then_in = evidence.period.back(4);
    let policy = evidence.catalogue.policy();
    let made = words.into_iter().map(|(heading, word)| {
        let (now, then) = (by(evidence, evidence.period, word), by(evidence, then_in, word));
        let shown = |count: f64| paper::cell(counts::people(count, policy));
        let rows = lines(&now, &then, policy).into_iter().map(|(name, is, was)| {
            let before = match then.is_empty() {
                true => paper::cell(Shown::Mark(Missing::NotAvailable)),
                false => shown(was),
            };
            vec![PaperCell::from(name), shown(is), before]
        });
        let columns = [heading, &evidence.period.to_string(), &then_in.to_string()];
        let caption = format!("Referrals by {}", heading.to_lowercase());
        Part::Table(paper::table(caption, &columns, rows.collect(), &[]))
    });
    made.collect()
}

/// Sectors of the code list from which nothing came in four quarters, as a question.
fn silent(evidence: &Evidence<'_>, now: &BTreeMap<String, f64>) -> Vec<String> {
    let mut points =
        vec!["A count of referrals is not a count of harm. More referrals can mean better awareness.".to_string()];
    let expected: std::collections::BTreeSet<&String> = evidence
        .catalogue
        .links()
        .iter()
        .flat_map(|link| &link.lado_sectors)
        .collect();
    let quiet = expected
        .into_iter()
        .filter(|sector| !now.contains_key(*sector) && is_silent(evidence, sector));
    let quiet: Vec<String> = quiet.map(|sector| sector.to_lowercase()).collect();
    if !quiet.is_empty() {
        points.push(format!(
            "In four quarters no referral was about people of these sectors: {}. Do staff there know how to refer a colleague?",
            paper::joined(&quiet, "none")
        ));
    }
    points
}

/// Whether no referral about a sector came in four quarters, of each of which something was sent.
pub fn is_silent(evidence: &Evidence<'_>, sector: &str) -> bool {
    (0..4).all(|back| {
        let cells = by_sector(evidence, evidence.period.back(back));
        !cells.is_empty() && cells.get(sector).copied().unwrap_or(0.0) <= 0.0
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;

    #[test]
    fn rare_sectors_are_told_together_and_their_sum_is_not_rare() {
        let catalogue = Catalogue::built_in().unwrap();
        let of = |pairs: &[(&str, f64)]| pairs.iter().map(|(name, count)| (name.to_string(), *count)).collect();
        let now = of(&[("Education", 150.0), ("Health", 20.0), ("Faith", 2.0), ("Police", 0.0)]);
        let then = of(&[("Education", 140.0), ("Health", 18.0), ("Faith", 1.0), ("Police", 1.0)]);
        let told = lines(&now, &then, catalogue.policy());
        let names: Vec<&str> = told.iter().map(|line| line.0.as_str()).collect();
        assert_eq!(
            names,
            ["Education", OTHERS],
            "health is joined, else the rest could be worked out"
        );
        assert_eq!((told[1].1, told[1].2), (22.0, 20.0));
    }
}
