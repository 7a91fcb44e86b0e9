//! Indicators that came and give no figure for the county: sent for a wider area, or as a word such as `tbc`.

use crate::domain::{Gap, Level, ReturnLine, SeriesState};
use crate::sift::evidence::Evidence;
use crate::sift::number;
use std::collections::BTreeSet;

/// The wider area for which alone this quarter's figure was sent, where earlier figures are the county's own.
pub(in crate::sift) fn wider_area<'e>(id: &str, evidence: &Evidence<'e>) -> Option<&'e str> {
    let places = evidence.places;
    let newest = evidence.main(id)?.series.newest()?;
    if evidence.main(id)?.series.area != places.home() || newest.state != SeriesState::NoReturn {
        return None;
    }
    let home = places.name(places.home());
    let takes_in = |area: &str| {
        let mut words = places.name(area).split(|letter: char| !letter.is_alphanumeric());
        words.any(|word| word == home)
    };
    let sent = evidence.series.iter().find(|one| {
        let is_its = one.indicator == id && one.agency.is_none() && one.level == Level::Other;
        is_its && takes_in(&one.area) && one.at(evidence.period).is_some_and(|then| then.value.is_some())
    })?;
    Some(places.name(&sent.area))
}

/// Of what an agency was asked for: each row name with the wider area for which it was sent.
pub(in crate::sift) fn for_wider_areas<'e>(agency: &str, evidence: &Evidence<'e>) -> Vec<(&'e str, &'e str)> {
    let received = received(agency, evidence);
    let its = evidence.catalogue.indicators().iter();
    let its = its.filter(|indicator| received.contains(indicator.id.as_str()));
    its.filter_map(|indicator| Some((indicator.row_name.as_str(), wider_area(&indicator.id, evidence)?)))
        .collect()
}

/// The ids of the indicators that an agency sent this quarter, with a figure or without.
pub(in crate::sift) fn received<'e>(agency: &str, evidence: &Evidence<'e>) -> BTreeSet<&'e str> {
    let all = evidence.expected.iter();
    let its = all.filter(|one| one.agency == agency && one.period == evidence.period);
    its.flat_map(|one| &one.received).map(String::as_str).collect()
}

/// `six not sent, two sent but not usable`; `None` where all that is missing was not sent.
pub(in crate::sift) fn split(gap: &Gap) -> Option<String> {
    let (unusable, all) = (gap.unusable, gap.row_names.len());
    Some(match all.saturating_sub(unusable) {
        _ if unusable == 0 => return None,
        0 => format!("{} sent but not usable", number::in_words(unusable)),
        unsent => format!(
            "{} not sent, {} sent but not usable",
            number::in_words(unsent),
            number::in_words(unusable)
        ),
    })
}

/// How much of a return came, how many of the rest were not sent, and for which a figure of the county alone is awaited.
pub(in crate::sift) fn in_part(evidence: &Evidence<'_>, (line, name): (&ReturnLine, &str), gaps: &[Gap]) -> String {
    let short = evidence.agency_short(&line.agency);
    let split = gaps.iter().find(|gap| gap.agency == short).and_then(split);
    let mut said = vec![format!("{name} sent {}.", line.note)];
    said.extend(split.map(|split| format!("{}.", number::capitalised(&split))));
    let home = evidence.places.name(evidence.places.home());
    for (row_name, area) in for_wider_areas(&line.agency, evidence) {
        said.push(format!(
            "{row_name}: sent for {area} alone. The {home} figure is awaited."
        ));
    }
    for row_name in as_words(&line.agency, evidence) {
        said.push(format!("{row_name}: a word came in place of a number."));
    }
    said.join(" ")
}

/// Of what an agency sent: each row name for which a word such as `tbc` came, and no figure.
fn as_words<'e>(agency: &str, evidence: &Evidence<'e>) -> Vec<&'e str> {
    let received = received(agency, evidence);
    let is_a_word = |id: &str| {
        let newest = evidence.main(id).and_then(|judged| judged.series.newest());
        newest.is_some_and(|one| one.state == SeriesState::NotMeasured && !one.has_none())
    };
    let its = evidence.catalogue.indicators().iter();
    let its = its.filter(|indicator| received.contains(indicator.id.as_str()) && is_a_word(&indicator.id));
    its.map(|indicator| indicator.row_name.as_str()).collect()
}

/// The title and the sentence on a return that never came, or came and cannot be used.
pub(in crate::sift) fn nothing(line: &ReturnLine, (name, feed): (&str, &str)) -> [String; 2] {
    let (what, happened) = match line.files.is_empty() {
        true => ("No return", format!("{name} sent no return ({feed})")),
        false => ("Cannot be used", format!("What {name} sent ({feed}) cannot be used")),
    };
    [
        format!("{what}: {feed}"),
        format!("{happened}, so there is no figure. This says nothing about practice."),
    ]
}
