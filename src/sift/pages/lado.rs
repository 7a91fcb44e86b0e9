//! The LADO feeds into their paper: three things that may not be separated, sectors, outcomes, licensing reviews.

mod figures;
mod outcomes;
pub(super) mod sectors;

use crate::domain::{BarDrawn, BarsDrawn, DrawnChart, PaperCell, Part, ShownUnit};
use crate::domain::{Document, Level};
use crate::sift::evidence::Evidence;
use crate::sift::number;
use crate::sift::pages::paper::{self, Captioned};
use crate::sift::pages::totals;
use crate::sift::withhold::{self, counts};
use figures::{Bounds, Flow};

/// Quarters of the ageing chart.
const QUARTERS: i32 = 8;

/// The paper; `None` when nothing was ever held of these feeds.
pub(super) fn document(evidence: &Evidence<'_>) -> Option<Document> {
    if evidence.held.speed.is_empty() && evidence.held.referrals.is_empty() {
        return None;
    }
    let flow = Flow::of(evidence, evidence.period);
    let lead = vec![
        referrals_words(evidence).unwrap_or_else(|| "Allegations against people who work with children.".into()),
        "Read these three together. The share in time counts closed cases only. A case that stays open is not in it."
            .to_string(),
    ];
    let mut sections = vec![
        paper::section("1 Closed this quarter, in time", in_time(&flow, evidence)),
        paper::section("2 Cases in and out", in_and_out(&flow, evidence)),
        paper::section("3 Still open, by age", open_by_age(evidence)),
        paper::section("Referrals by sector of the adult's work", sectors::sectors(evidence)),
        paper::section("Outcomes of this quarter's referrals", outcomes::outcomes(evidence)),
        paper::section(
            "Referrals by referrer, concern and threshold",
            sectors::others(evidence),
        ),
    ];
    let ready_made = totals::table(
        "Sent as totals by the LADO service",
        &["LD01", "LD04", "LD09"],
        evidence,
    );
    sections
        .extend(ready_made.map(|part| paper::section("Contacts, meetings and how soon employers report", vec![part])));
    sections.extend(licensing(evidence).map(|part| paper::section("Licensing applications reviewed", vec![part])));
    sections.push(paper::section("How to read these figures", vec![Part::Points(notes())]));
    Some(paper::document(
        ("lado", "Allegations against people who work with children"),
        title(&flow, evidence),
        (lead, sections),
        evidence,
    ))
}

/// What stays open comes first: it is what the share in time leaves out.
fn title(flow: &Flow, evidence: &Evidence<'_>) -> String {
    let before = Flow::of(evidence, evidence.period.back(4));
    let exact = |bounds: Option<Bounds>| bounds.and_then(figures::exact);
    match (exact(before.over_3), exact(flow.over_3)) {
        (Some(was), Some(is)) if is > was => "LADO: more cases stay open past three months".into(),
        (Some(was), Some(is)) if is < was => "LADO: fewer cases stay open past three months".into(),
        (_, Some(_)) => "LADO: as many cases stay open past three months as a year ago".into(),
        (_, None) => "LADO: how many cases stay open was not sent this quarter".into(),
    }
}

/// The county's referrals with what the rules say of them.
fn referrals_words(evidence: &Evidence<'_>) -> Option<String> {
    let judged = evidence.main("LD02")?;
    let indicator = evidence.catalogue.indicator("LD02")?;
    let words = crate::sift::sentence::words(&judged.series, &judged.verdict, indicator, evidence.catalogue.policy());
    Some(words.sentence)
}

/// The measure, the level of the guidance in words, and where it was a number.
const GUIDANCE: [(&str, &str, Option<f64>); 3] = [
    ("in one month", "80%, guidance of 2016 to 2020", Some(80.0)),
    ("in three months", "90%, guidance of 2016 to 2020", Some(90.0)),
    (
        "in 12 months",
        "all but the most exceptional, guidance of 2016 to 2020",
        None,
    ),
];

/// One row and one bar for each length of time: the share of closed cases, its parts, its likely range, the level once set.
fn shares(flow: &Flow, closed: f64, evidence: &Evidence<'_>) -> (Vec<Vec<PaperCell>>, Vec<BarDrawn>) {
    let policy = evidence.catalogue.policy();
    let mut rows: Vec<Vec<PaperCell>> = vec![];
    let mut bars = vec![];
    for ((name, guidance, level), part) in GUIDANCE.iter().zip(flow.in_time) {
        let Some(part) = part.and_then(figures::exact) else {
            continue;
        };
        let figure = counts::share_of_people((part, closed), policy);
        let withheld = figure.drawn().is_none();
        let range = crate::stats::intervals::wilson(part, closed, 0.95).filter(|_| !withheld);
        let likely = range.map(|range| (100.0 * range.lower, 100.0 * range.upper));
        let of = match withheld {
            true => "[c]".to_string(),
            false => format!("{} of {}", number::decimal(part, 0), number::decimal(closed, 0)),
        };
        rows.push(vec![
            (*name).into(),
            paper::cell(figure.clone()),
            of.clone().into(),
            likely
                .map_or("\u{2013}".to_string(), |(low, high)| format!("{low:.0}% to {high:.0}%"))
                .into(),
            (*guidance).into(),
        ]);
        bars.push(BarDrawn {
            range: likely,
            target: *level,
            ..paper::bar(name, figure, of)
        });
    }
    (rows, bars)
}

fn in_time(flow: &Flow, evidence: &Evidence<'_>) -> Vec<Part> {
    let policy = evidence.catalogue.policy();
    let Some(closed) = flow.closed.and_then(figures::exact) else {
        return vec![paper::text(
            "How many cases were closed was not sent, so no share can be given.",
        )];
    };
    let (rows, bars) = shares(flow, closed, evidence);
    let told: Vec<String> = bars.iter().map(|bar| format!("{} {}", bar.name, bar.figure)).collect();
    let table = paper::table(
        "Cases closed this quarter, by the time they took",
        &["Closed", "Share", "Cases", "Likely range", "Level once set by guidance"],
        rows,
        &["Later editions of the guidance left the levels out. They are shown with their years, as what members know."],
    );
    let words = Captioned {
        id: "lado-in-time",
        title: format!("{} cases were closed", counts::people(closed, policy)),
        subtitle: format!(
            "Per cent of cases closed, {}, with the likely range. Dotted: level in the guidance of 2016 to 2020 (80% and 90%; none for 12 months).",
            evidence.period
        ),
        alt: format!(
            "Bar chart. Share of closed cases by the time they took: {}. Open cases are not in it.",
            number::listed(&told)
        ),
    };
    let chart = DrawnChart::Bars(BarsDrawn {
        unit: ShownUnit::Percent,
        bars,
        target: None,
        before_words: String::new(),
    });
    vec![paper::figure(words, chart, table, evidence)]
}

fn in_and_out(flow: &Flow, evidence: &Evidence<'_>) -> Vec<Part> {
    let policy = evidence.catalogue.policy();
    let shown = |bounds: Option<Bounds>| match bounds {
        Some(bounds) => paper::cell(counts::between(bounds, policy)),
        None => paper::cell(crate::domain::Shown::Mark(crate::domain::Missing::NotAvailable)),
    };
    let row = vec![
        evidence.period.to_string().into(),
        shown(flow.open_before),
        shown(flow.met),
        shown(flow.closed),
        shown(flow.open),
    ];
    let balance = match flow.imbalance() {
        Some(gap) if gap.abs() > 0.5 => format!(
            "Start plus new less closed does not give the end: {} apart. Ask the LADO service which figure is right?",
            number::decimal(gap.abs(), 0)
        ),
        Some(_) => "Start plus new less closed gives the end.".into(),
        None => "The balance cannot be checked: a part was not sent, or is withheld.".into(),
    };
    let columns = [
        "Quarter",
        "Open at the start",
        "plus new (met the threshold)",
        "less closed",
        "Open at the end",
    ];
    vec![Part::Table(paper::table(
        "Cases in and out",
        &columns,
        vec![row],
        &[&balance],
    ))]
}

/// How many open cases are over three months old, now and a year ago.
pub(super) fn open_over_three_months(evidence: &Evidence<'_>) -> Option<String> {
    Flow::of(evidence, evidence.period).over_3?;
    let words = older(evidence);
    words
        .starts_with(char::is_numeric)
        .then(|| words.trim_end_matches('.').to_string())
}

/// The same as a sentence.
fn older(evidence: &Evidence<'_>) -> String {
    let policy = evidence.catalogue.policy();
    let (now, then) = (
        Flow::of(evidence, evidence.period),
        Flow::of(evidence, evidence.period.back(4)),
    );
    let said = |flow: &Flow| {
        let (over, open) = (
            flow.over_3.and_then(figures::exact)?,
            flow.open.and_then(figures::exact)?,
        );
        let small = counts::is_small(over, policy) || counts::is_small(open - over, policy);
        (!small).then(|| format!("{} of {}", number::decimal(over, 0), number::decimal(open, 0)))
    };
    match (said(&now), said(&then)) {
        (Some(now), Some(then)) => format!("{now} are over three months old; a year ago, {then}."),
        (Some(now), None) => format!("{now} are over three months old."),
        (None, _) => "How many are over three months old cannot be shown.".into(),
    }
}

fn open_by_age(evidence: &Evidence<'_>) -> Vec<Part> {
    let policy = evidence.catalogue.policy();
    let ages = figures::Ages::of(evidence, paper::last_quarters(evidence.period, QUARTERS), policy);
    let absent = || crate::domain::Shown::Mark(crate::domain::Missing::NotAvailable);
    let of = |bounds: Option<Bounds>| bounds.map_or_else(absent, |bounds| counts::between(bounds, policy));
    let rows = ages.quarters.iter().map(|(period, flow, parts)| {
        let mut row: Vec<PaperCell> = vec![period.to_string().into()];
        row.extend(parts.iter().cloned().map(paper::cell));
        row.push(paper::cell(of(flow.open)));
        row
    });
    let sentence = older(evidence);
    let mut columns = vec!["Quarter"];
    columns.extend(ages.bands.iter().map(String::as_str));
    columns.push("All open");
    let table = paper::table(
        "Open cases at the end of each quarter, by age",
        &columns,
        rows.collect(),
        &["Where the oldest cases are few in any quarter, the two oldest bands are one."],
    );
    let bars = ages.quarters.iter().map(|(period, flow, parts)| {
        let over = flow
            .over_3
            .map_or_else(absent, |bounds| counts::between(bounds, policy));
        (period.to_string(), parts.clone(), over.to_string())
    });
    let bands: Vec<&str> = ages.bands.iter().map(String::as_str).collect();
    let chart = paper::stacked(&bands, bars.collect(), "Over 3 months");
    let words = Captioned {
        id: "lado-open",
        title: sentence.trim_end_matches('.').to_string(),
        subtitle: "Open cases at quarter end, by months since referral".into(),
        alt: format!("Bar chart. Open cases by age, last eight quarters. {sentence}"),
    };
    vec![paper::figure(words, chart, table, evidence)]
}

/// Reviews of licensing applications by district, where any was ever sent: four quarters together, small ones withheld.
fn licensing(evidence: &Evidence<'_>) -> Option<Part> {
    let indicator = evidence.catalogue.indicator("LD10")?;
    let rows: Vec<Vec<PaperCell>> = evidence
        .places
        .at_level(Level::District)
        .filter_map(|district| {
            let is_its = |series: &&crate::domain::Series| {
                series.indicator == "LD10" && series.area == district.id && series.agency.is_none()
            };
            let series = evidence.series.iter().find(is_its)?;
            let year: Option<f64> = (0..4).map(|back| series.at(evidence.period.back(back))?.value).sum();
            let newest = series.at(evidence.period)?;
            Some(vec![
                district.name.clone().into(),
                paper::cell(withhold::value(newest, indicator, evidence.catalogue.policy())),
                year.map_or_else(
                    || paper::cell(crate::domain::Shown::Mark(crate::domain::Missing::NotAvailable)),
                    |year| paper::cell(counts::things(year)),
                ),
            ])
        })
        .collect();
    (!rows.is_empty()).then(|| {
        Part::Table(paper::table(
            "Licensing applications reviewed by the LADO, by district",
            &["District", "This quarter", "Last four quarters"],
            rows,
            &[
                "Applications, not people at risk. [x]: not sent for all four quarters.",
                &totals::note(&["LD10"], evidence),
            ],
        ))
    })
}

fn notes() -> Vec<String> {
    [
        "Unsubstantiated means that there was not enough evidence either way. It says nothing of guilt or innocence.",
        "A count of referrals is not a count of harm. More referrals can mean better awareness.",
        "Areas count in different ways: some count advice, some do not. Do not compare with others.",
        "From 2020-21 a fourth ground for referral counts, so later figures cannot be compared with earlier ones.",
        "Outcomes by sector are not shown, in any paper: the numbers are too small.",
    ]
    .map(String::from)
    .to_vec()
}
