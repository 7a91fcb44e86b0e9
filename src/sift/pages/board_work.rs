//! What the Board does and is given into one paper: voice, reach, money, attendance, and the overview of child deaths.

use crate::domain::{Campaign, Contribution, Document, PaperCell, Part, Period, Section, in_force};
use crate::sift::evidence::Evidence;
use crate::sift::number;
use crate::sift::pages::{deaths, paper, totals};
use crate::sift::withhold::counts;
use std::collections::BTreeMap;

/// Quarters that a table of the last year covers.
const YEAR: i32 = 4;

/// The paper; `None` when nothing was ever held of these feeds.
pub(super) fn document(evidence: &Evidence<'_>) -> Option<Document> {
    let mut sections: Vec<Section> = vec![];
    sections.extend(voice(evidence));
    sections.extend(reach(evidence));
    sections.extend(funding(evidence));
    sections.extend(attendance(evidence));
    sections.extend(deaths::section(evidence));
    let first = sections.first()?;
    let title = format!(
        "The Board's own work: {}",
        number::lower_first(&first.heading).replacen(": ", "; ", 1)
    );
    let lead = vec!["Engagement, campaigns, contributions and attendance, as the Board's team sent them.".to_string()];
    Some(paper::document(
        ("board-work", "The Board's own work"),
        title,
        (lead, sections),
        evidence,
    ))
}

/// You said, we did.
fn voice(evidence: &Evidence<'_>) -> Option<Section> {
    let policy = evidence.catalogue.policy();
    let lines: Vec<_> = evidence
        .held
        .voice
        .iter()
        .filter(|one| Period::of(one.date) == evidence.period)
        .collect();
    if lines.is_empty() {
        return None;
    }
    let unanswered = lines.iter().filter(|one| one.changed.is_empty()).count();
    let heading = match unanswered {
        0 => "You said, we did: every group was answered".to_string(),
        some => format!(
            "You said, we did: {} not answered yet",
            paper::counted(some, "group") + " " + paper::be(some)
        ),
    };
    let rows = lines.iter().map(|one| {
        vec![
            PaperCell::from(one.group.clone()),
            paper::day(one.date).into(),
            one.young_people
                .map_or("\u{2013}".into(), |count| paper::cell(counts::people(count, policy))),
            one.topic.clone().into(),
            one.method.clone().into(),
            one.said.clone().into(),
            if one.changed.is_empty() {
                "Nothing told yet".into()
            } else {
                one.changed.clone().into()
            },
        ]
    });
    let table = paper::table(
        "You said, we did",
        &["Group", "Day", "Young people", "Topic", "How", "You said", "We did"],
        rows.collect(),
        &["The same young person may come more than once, so the numbers are never added up."],
    );
    Some(paper::section(heading, vec![Part::Table(table)]))
}

/// Reach by campaign and channel; channels overlap and are never added up.
fn reach(evidence: &Evidence<'_>) -> Option<Section> {
    let lines: Vec<&Campaign> = evidence
        .held
        .campaigns
        .iter()
        .filter(|one| one.period == evidence.period)
        .collect();
    let before = |one: &Campaign| {
        let period = evidence.period.back(YEAR);
        let then = evidence.held.campaigns.iter();
        let mut then = then.filter(|then| then.period == period);
        then.find(|then| then.campaign == one.campaign && then.channel == one.channel)?
            .reach
    };
    let shown = |count: Option<f64>| match count {
        Some(count) => paper::cell(counts::things(count)),
        None => "\u{2013}".into(),
    };
    let largest = lines
        .iter()
        .filter_map(|one| Some((one, one.reach?)))
        .max_by(|one, other| one.1.total_cmp(&other.1))?;
    let rows = lines.iter().map(|one| {
        vec![
            PaperCell::from(one.campaign.clone()),
            one.channel.clone().into(),
            shown(one.reach),
            shown(before(one)),
            shown(one.clicks),
        ]
    });
    let table = paper::table(
        "Reach by campaign and channel",
        &["Campaign", "Channel", "Reached", "A year ago", "Clicks"],
        rows.collect(),
        &["One person may be reached on several channels, so channels are never added up."],
    );
    let heading = format!(
        "Campaigns: {} on {} reached most, {}",
        largest.0.campaign,
        largest.0.channel,
        counts::things(largest.1)
    );
    let mut parts = vec![Part::Table(table)];
    parts.extend(totals::table("Subscribers to the bulletin", &["EN01"], evidence));
    Some(paper::section(heading, parts))
}

/// Contributions of the newest year, with their sum.
fn funding(evidence: &Evidence<'_>) -> Option<Section> {
    let lines = in_force(&evidence.held.contributions, |one| &one.from, evidence.period);
    let year = lines.iter().map(|one| one.year.as_str()).max()?;
    let lines: Vec<&Contribution> = lines.into_iter().filter(|one| one.year == year).collect();
    let sum = |of: fn(&Contribution) -> Option<f64>| lines.iter().filter_map(|one| of(one)).sum::<f64>();
    let (pledged, paid) = (sum(|one| one.pledged), sum(|one| one.paid));
    let shown = |money: Option<f64>| match money {
        Some(money) => paper::cell(counts::pounds(money)),
        None => "\u{2013}".into(),
    };
    let mut rows: Vec<Vec<PaperCell>> = lines
        .iter()
        .map(|one| {
            let owed = one.pledged.zip(one.paid).map(|(pledged, paid)| pledged - paid);
            vec![
                one.partner.clone().into(),
                shown(one.pledged),
                shown(one.paid),
                shown(owed),
            ]
        })
        .collect();
    rows.push(vec![
        "Sum of the lines above".into(),
        shown(Some(pledged)),
        shown(Some(paid)),
        shown(Some(pledged - paid)),
    ]);
    let disagrees = evidence.findings.iter().find(|finding| {
        finding.feed == "funding" && matches!(finding.kind.as_str(), "parts-disagree" | "total-disagrees")
    });
    let balance = match disagrees {
        Some(finding) => format!("The total that was sent does not balance. {}", finding.message),
        None => "The lines give the sum; a total that was sent beside them is checked against it.".into(),
    };
    let table = paper::table(
        format!("Contributions of partners, {year}"),
        &["Partner", "Pledged", "Paid", "Still to pay"],
        rows,
        &[&balance],
    );
    let heading = match pledged - paid {
        owed if owed.abs() < 0.5 => format!("Funding {year}: {} pledged, all of it paid", counts::pounds(pledged)),
        owed => format!(
            "Funding {year}: {} pledged, {} still to pay",
            counts::pounds(pledged),
            counts::pounds(owed)
        ),
    };
    Some(paper::section(heading, vec![Part::Table(table)]))
}

/// Attendance of member agencies over the last four quarters.
fn attendance(evidence: &Evidence<'_>) -> Option<Section> {
    let first = evidence.period.back(YEAR - 1);
    let mut by_agency: BTreeMap<String, [f64; 3]> = BTreeMap::new();
    let seats = evidence.held.seats.iter();
    for seat in seats.filter(|seat| (first..=evidence.period).contains(&Period::of(seat.date))) {
        let sum = by_agency.entry(evidence.agency_name_owned(&seat.agency)).or_default();
        for (sum, count) in sum.iter_mut().zip(seat.counts) {
            *sum += count;
        }
    }
    if by_agency.is_empty() {
        return None;
    }
    let policy = evidence.catalogue.policy();
    let total = by_agency.values().fold([0.0; 3], |sum: [f64; 3], one| {
        [sum[0] + one[0], sum[1] + one[1], sum[2] + one[2]]
    });
    let rows = by_agency.iter().map(|(agency, [invited, attended, represented])| {
        vec![
            PaperCell::from(agency.clone()),
            paper::cell(counts::things(*invited)),
            paper::cell(counts::things(*attended)),
            paper::cell(counts::things(*represented)),
            paper::cell(counts::share((attended + represented, *invited), policy)),
        ]
    });
    let table = paper::table(
        "Attendance by member agency, last four quarters",
        &["Agency", "Invited", "Attended", "Represented", "Present or represented"],
        rows.collect(),
        &["In alphabetical order. Represented: somebody else came for the member."],
    );
    let heading = format!(
        "Attendance: {} of seats were taken, last four quarters",
        counts::share((total[1] + total[2], total[0]), policy)
    );
    Some(paper::section(heading, vec![Part::Table(table)]))
}
