//! What was sent twice in different ways, compared: a county row with its districts, an agency's own total with the rows.

use crate::catalogue::Indicator;
use crate::domain::{Finding, Period, Place, Responsibility, Series, SeriesState, Severity};
use crate::measure::Setting;
use crate::measure::amount::Amount;
use crate::measure::part::Figure;
use crate::measure::parts::{Rules, Sent};
use crate::measure::table::Table;
use std::collections::BTreeSet;

/// A difference between two ways in which a sender said the same thing.
struct Difference<'a> {
    indicator: &'a Indicator,
    sender: &'a str,
    feed: &'a str,
    kind: &'a str,
    seen: String,
    treated_as: String,
    row: Option<usize>,
}

/// Where a sender's county row differs from the sum of its districts, in the newest quarter.
pub(super) fn of_parts(
    indicator: &Indicator,
    sent: &Sent,
    table: Option<&Table>,
    setting: &Setting<'_>,
) -> Vec<Finding> {
    let nobody = BTreeSet::new();
    let rules = Rules {
        places: setting.places,
        additive: true,
        excluding: &nobody,
    };
    let home = setting.places.home();
    let mut found = vec![];
    for (sender, areas) in &sent.by_sender {
        let Some(direct) = areas.get(home).and_then(|at| at.get(&setting.until)) else {
            continue;
        };
        let Some(sum) = sent.sum_within(sender, (home, setting.until), &rules) else {
            continue;
        };
        let whole = sum.without.is_empty() && sum.parts > 1;
        let pairs = [(direct.numerator, sum.numerator), (direct.denominator, sum.denominator)];
        let differs = pairs
            .into_iter()
            .find_map(|(one, other)| one.zip(other).filter(|(one, other)| whole && !one.may_equal(*other)));
        if let Some((total, parts)) = differs {
            let difference = Difference {
                indicator,
                sender,
                feed: "dashboard",
                kind: "parts-disagree",
                seen: words(total),
                treated_as: words(parts),
                row: direct.row,
            };
            found.push(finding(&difference, table, setting));
        }
    }
    found
}

/// Two tables of the same cases say different things.
const TABLES_DISAGREE: &str = "tables-disagree";
/// A total of other cases than the rows that are measured.
const TOTAL_NOT_USED: &str = "total-not-used";

/// Where an agency's own total differs from what its rows come to, in the newest quarter.
pub(super) fn of_totals(
    indicator: &Indicator,
    (total, rows): (&Sent, &Sent),
    table: Option<&Table>,
    setting: &Setting<'_>,
) -> Vec<Finding> {
    let nobody = BTreeSet::new();
    let rules = Rules {
        places: setting.places,
        additive: true,
        excluding: &nobody,
    };
    let at = (setting.places.home(), setting.until);
    let mut found = vec![];
    let Some((measured, _)) = rows.at(at.0, &rules).figure(at.1) else {
        return found;
    };
    for (sender, areas) in &total.by_sender {
        let Some(direct) = areas.get(at.0).and_then(|by_period| by_period.get(&at.1)) else {
            continue;
        };
        let said = Figure::of(direct);
        let pairs = [
            (said.numerator, measured.numerator),
            (said.denominator, measured.denominator),
        ];
        let differs = pairs
            .into_iter()
            .any(|(one, other)| one.zip(other).is_some_and(|(one, other)| !one.may_equal(other)));
        if differs {
            let feed = indicator.measured_from.as_ref().map_or("", |made| made.feed.as_str());
            let difference = Difference {
                indicator,
                sender,
                feed: "dashboard",
                kind: match of_same_cases((&said, &measured)) {
                    true => TABLES_DISAGREE,
                    false => TOTAL_NOT_USED,
                },
                seen: of(said.numerator, said.denominator),
                treated_as: format!("{feed} comes to {}", of(measured.numerator, measured.denominator)),
                row: direct.row,
            };
            found.push(finding(&difference, table, setting));
        }
    }
    found
}

/// Whether two figures can be about the same cases: their bases are near one another. A list of a few sessions beside a total of
/// hundreds is a part of it: neither is wrong, and the total is not used.
fn of_same_cases((said, measured): (&Figure, &Figure)) -> bool {
    let base = |figure: &Figure| figure.denominator.or(figure.numerator);
    let near = |one: Amount, other: Amount| {
        one.may_equal(other) || one.low.max(other.low) <= SAME_CASES * one.high.min(other.high)
    };
    base(said)
        .zip(base(measured))
        .is_some_and(|(one, other)| near(one, other))
}

/// How many times as large one of two counts of the same cases may be.
const SAME_CASES: f64 = 1.25;

/// What joins further indicators to a finding.
const THE_SAME: &str = " The same goes for ";

/// One finding for all figures of a file that differ from the rows of other feeds: they have one cause.
pub(super) fn fold_totals(findings: Vec<Finding>) -> Vec<Finding> {
    let mut folded: Vec<Finding> = vec![];
    for finding in findings {
        let same = |known: &&mut Finding| {
            let of = |one: &Finding| (one.agency.clone(), one.place.file.clone(), one.kind.clone());
            (finding.kind == TABLES_DISAGREE || finding.kind == TOTAL_NOT_USED) && of(known) == of(&finding)
        };
        match folded.iter_mut().find(same) {
            Some(first) => {
                let (indicator, _) = finding.message.split_once(": ").unwrap_or_default();
                let joint = if first.message.contains(THE_SAME) {
                    ", "
                } else {
                    THE_SAME
                };
                let message = first.message.trim_end_matches('.');
                let message = if joint == ", " {
                    message.to_owned()
                } else {
                    format!("{message}.")
                };
                first.message = format!("{message}{joint}{indicator}.");
            }
            None => folded.push(finding),
        }
    }
    folded
}

/// Rates of the newest quarter whose counts came, and that could not be measured for want of a population: one finding.
pub(super) fn of_populations(series: &[Series], setting: &Setting<'_>) -> Vec<Finding> {
    let lacking = |series: &&Series| {
        let indicator = setting.catalogue.indicator(&series.indicator);
        let newest = series.newest().filter(|newest| newest.period == setting.until);
        series.area == setting.places.home()
            && series.agency.is_none()
            && indicator.is_some_and(|indicator| indicator.population.is_some())
            && newest.is_some_and(|newest| {
                newest.state == SeriesState::NotMeasured && newest.numerator.is_some() && newest.denominator.is_none()
            })
    };
    let ids: Vec<&str> = series
        .iter()
        .filter(lacking)
        .map(|series| series.indicator.as_str())
        .collect();
    if ids.is_empty() {
        return vec![];
    }
    let seen = ids.join(", ");
    let note = format!("mid-{}", setting.until.year());
    let declared = setting.catalogue.finding_kind("population-missing");
    let values = [("seen", seen.as_str()), ("note", note.as_str())];
    vec![Finding {
        agency: String::new(),
        feed: "dashboard".to_owned(),
        period: setting.until.to_string(),
        place: Place::default(),
        kind: "population-missing".to_owned(),
        severity: declared.map_or(Severity::Warning, |kind| kind.severity_in(setting.until)),
        responsibility: declared.map_or(Responsibility::Analyst, |kind| kind.responsibility),
        treated_as: "not measured".to_owned(),
        message: declared.map_or_else(String::new, |kind| kind.sentence(&values)),
        seen,
    }]
}

fn of(numerator: Option<Amount>, denominator: Option<Amount>) -> String {
    match (numerator, denominator) {
        (Some(numerator), Some(denominator)) => format!("{} of {}", words(numerator), words(denominator)),
        (Some(only), None) | (None, Some(only)) => words(only),
        (None, None) => String::new(),
    }
}

fn words(amount: Amount) -> String {
    match amount.exact() {
        Some(number) => format!("{number}"),
        None if amount.high.is_finite() => format!("{} to {}", amount.low, amount.high),
        None => format!("{} or more", amount.low),
    }
}

fn finding(difference: &Difference<'_>, table: Option<&Table>, setting: &Setting<'_>) -> Finding {
    let word = |column: &str| {
        let row = difference.row;
        table
            .zip(row)
            .and_then(|(table, row)| table.word(column, row))
            .unwrap_or_default()
            .to_string()
    };
    let Difference {
        indicator,
        sender,
        feed,
        kind,
        seen,
        treated_as,
        row: _,
    } = difference;
    let declared = setting.catalogue.finding_kind(kind);
    let message = declared.map_or_else(String::new, |kind| kind.one.clone());
    let message = message
        .replace("{seen}", seen)
        .replace("{treated_as}", treated_as)
        .replace("{note}", &format!("and {treated_as}"));
    let message = message.trim_end();
    Finding {
        agency: (*sender).to_string(),
        feed: (*feed).to_string(),
        period: folder(&word("source_file"), setting.until),
        place: Place {
            file: word("source_file"),
            sheet: word("source_sheet"),
            cell: range_of(&word("source_cell")),
        },
        kind: (*kind).to_string(),
        severity: declared.map_or(Severity::Warning, |kind| kind.severity_in(setting.until)),
        responsibility: declared.map_or(Responsibility::Agency, |kind| kind.responsibility),
        seen: seen.clone(),
        treated_as: treated_as.clone(),
        message: format!("{}: {message}", indicator.id),
    }
}

/// `C6;D6;E6` as the range `C6:E6`; cells come in order.
fn range_of(cells: &str) -> String {
    match (cells.split(';').next(), cells.rsplit(';').next()) {
        (Some(first), Some(last)) if first != last => format!("{first}:{last}"),
        _ => cells.to_owned(),
    }
}

/// The period of the inbox folder that a file lies in.
fn folder(file: &str, otherwise: Period) -> String {
    let period = file.split('/').next().and_then(|name| name.parse::<Period>().ok());
    period.unwrap_or(otherwise).to_string()
}
