//! Indicators that come as totals in an agency's dashboard because no feed has rows of what they count, each told as such.

use crate::catalogue::Indicator;
use crate::domain::{Judged, Missing, PaperCell, Part, Shown, Side, Tier};
use crate::sift::evidence::Evidence;
use crate::sift::number;
use crate::sift::pages::paper;
use crate::sift::withhold;

/// Their newest figures beside those of the same quarter a year before; `None` when none was ever sent.
pub(super) fn table(caption: &str, ids: &[&str], evidence: &Evidence<'_>) -> Option<Part> {
    let rows: Vec<Vec<PaperCell>> = ids.iter().filter_map(|id| row(id, evidence)).collect();
    if rows.is_empty() {
        return None;
    }
    Some(Part::Table(paper::table(
        caption,
        &["Measure", "Newest", "Of", "A year before", "Movement"],
        rows,
        &[&note(ids, evidence)],
    )))
}

/// Why these are not counted from rows.
pub(super) fn note(ids: &[&str], evidence: &Evidence<'_>) -> String {
    let why = ids.iter().filter_map(|id| {
        let indicator = evidence.catalogue.indicator(id)?;
        (!indicator.sent_as_total.is_empty()).then(|| {
            format!(
                "{}: {}",
                indicator.row_name,
                number::lower_first(indicator.sent_as_total.trim_end_matches('.'))
            )
        })
    });
    format!(
        "Sent as totals, because no list of cases has them. {}.",
        why.collect::<Vec<_>>().join("; ")
    )
}

fn row(id: &str, evidence: &Evidence<'_>) -> Option<Vec<PaperCell>> {
    let indicator = evidence.catalogue.indicator(id)?;
    let judged = evidence.main(id)?;
    let series = &judged.series;
    let newest = series.observations.iter().rev().find(|one| one.value.is_some())?;
    let policy = evidence.catalogue.policy();
    let before = match series.at(newest.period.back(4)) {
        Some(one) => withhold::value(one, indicator, policy),
        None => Shown::Mark(Missing::NotAvailable),
    };
    let shown = withhold::value(newest, indicator, policy);
    let movement = match (newest.period == evidence.period, shown.drawn()) {
        (true, Some(_)) => movement(judged, indicator),
        _ => "\u{2013}".into(),
    };
    Some(vec![
        format!("{id} {}", indicator.row_name).into(),
        paper::cell(shown),
        newest.period.to_string().into(),
        paper::cell(before),
        movement.into(),
    ])
}

/// What the rules say of the newest figure, in a word or two.
fn movement(judged: &Judged, indicator: &Indicator) -> String {
    let verdict = &judged.verdict;
    let standing = match (verdict.tier, verdict.side) {
        (Tier::Exception | Tier::Watch, Some(Side::High)) => "higher than usual",
        (Tier::Exception | Tier::Watch, Some(Side::Low)) => "lower than usual",
        (Tier::Exception | Tier::Watch, None) => "unusual",
        (Tier::Usual, _) => "usual",
        (Tier::CannotTell | Tier::NotJudged, _) => "too few to judge",
    };
    match indicator.polarity {
        crate::catalogue::Polarity::Neutral if standing.ends_with("than usual") => {
            format!("{standing}; neither is better")
        }
        _ => standing.into(),
    }
}
