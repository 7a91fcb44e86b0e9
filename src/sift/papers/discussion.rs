//! What a Stay Safe Group may want to discuss: its districts that stand out, then what nobody can see by district.

use crate::catalogue::Indicator;
use crate::domain::{Area, Judged, Shown, Side, Tier};
use crate::sift::papers::{Told, district, words};
use crate::sift::{number, sentence};
use std::collections::BTreeSet;

/// Most points.
const POINTS: usize = 3;

/// A district or quadrant of the group whose figure is unusual.
pub(super) struct Outstanding<'a> {
    /// The measure.
    pub indicator: &'a Indicator,
    /// The place's name.
    pub place: &'a str,
    /// What happened, in one line.
    pub words: String,
}

/// What is unusual in the group's own places among what can be seen by district, exceptions before watches, in the order of the
/// catalogue.
pub(super) fn outstanding<'a>(told: &Told<'a>, own: &[&'a Area]) -> Vec<Outstanding<'a>> {
    let evidence = told.evidence;
    let seen = district::seen_by_district(evidence);
    let mut found = vec![];
    for tier in [Tier::Exception, Tier::Watch] {
        for indicator in &seen {
            for area in own {
                let judged = district::judged(evidence, (&indicator.id, &area.id));
                let Some(judged) = judged.filter(|one| one.verdict.tier == tier) else {
                    continue;
                };
                if let Some(words) = words_of(told, (judged, indicator), area) {
                    found.push(Outstanding {
                        indicator,
                        place: &area.name,
                        words,
                    });
                }
            }
        }
    }
    found
}

fn words_of(told: &Told<'_>, (judged, indicator): (&Judged, &Indicator), area: &Area) -> Option<String> {
    let shown = district::figure(told, indicator, &area.id);
    let policy = told.evidence.catalogue.policy();
    match shown {
        Shown::Number { .. } => {
            let row = sentence::words(&judged.series, &judged.verdict, indicator, policy).row;
            judged.verdict.side?;
            Some(format!("{}, {}: {row}.", indicator.row_name, area.name))
        }
        Shown::Range { .. } | Shown::Mark(_) => None,
    }
}

/// The points for discussion, the group's districts that lie beyond the limits of all districts, then what cannot be seen.
pub(super) fn points(
    told: &Told<'_>,
    outstanding: &[Outstanding<'_>],
    (own, beyond): (&[&Area], &[String]),
) -> Vec<String> {
    let seen = district::seen_by_district(told.evidence);
    let mut points: Vec<String> = outstanding
        .iter()
        .take(POINTS)
        .enumerate()
        .map(|(nth, one)| format!("{}. {}", nth + 1, one.words))
        .collect();
    if points.is_empty() {
        points.push(format!(
            "Nothing in the group’s districts is unusual against its own past, on {} that can be seen by district.",
            words::several(seen.len(), "measure", "measures")
        ));
    }
    if outstanding.len() > POINTS {
        let more = outstanding.len() - POINTS;
        points.push(format!(
            "{} unusual; see the figures.",
            number::capitalised(&words::several(more, "more figure is", "more figures are"))
        ));
    }
    if !beyond.is_empty() {
        points.push(format!(
            "Beside the other districts {} outside the limits of the chart by size. Need differs between districts, and may be why.",
            match beyond {
                [one] => format!("{one} lies"),
                several => format!("{} lie", words::names(several, several.len())),
            }
        ));
    }
    points.push(unseen(told, &seen, own));
    points
}

/// What no one can see by district.
fn unseen(told: &Told<'_>, seen: &[&Indicator], own: &[&Area]) -> String {
    let all: BTreeSet<&str> = told
        .briefing
        .grid
        .iter()
        .flat_map(|table| &table.lines)
        .map(|line| line.indicator.as_str())
        .collect();
    let by_district = seen.iter().filter(|one| all.contains(one.id.as_str())).count();
    let silent: Vec<String> = own
        .iter()
        .filter(|area| {
            let gap = |indicator: &&&Indicator| {
                district::figure(told, indicator, &area.id) == Shown::Mark(crate::domain::Missing::NotAvailable)
            };
            seen.iter().filter(gap).count() > 0
        })
        .map(|area| area.name.clone())
        .collect();
    let gaps = match silent.len() {
        0 => String::new(),
        _ => format!(" Some figures are missing for {}.", words::names(&silent, 4)),
    };
    format!(
        "Of the {} in the dashboard, {} can be seen by district. The others come for the county or a wider area. Police figures by policing area are not turned into quadrants.{gaps}",
        words::several(all.len(), "measure", "measures"),
        number::in_words(by_district),
    )
}

/// The direction in words, for titles.
pub(super) fn direction(side: Option<Side>) -> &'static str {
    match side {
        Some(Side::High) => "unusually high",
        Some(Side::Low) => "unusually low",
        None => "unusual",
    }
}
