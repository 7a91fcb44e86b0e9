//! A judged series on one of the lists into the exception that every paper prints.

use crate::catalogue::{Indicator, Polarity};
use crate::domain::{
    Concern, Exception, ExceptionKind, ExceptionState, Judged, Level, ListTier, Period, Rung, Said, Series,
    ShownSeries, Side, Then, Tier, Verdict, first_drawn,
};
use crate::sift::evidence::Evidence;
use crate::sift::memory::Item;
use crate::sift::score::{self, Weighed};
use crate::sift::{alt, attach, beside, compare, concern, lacking, number, owners, sentence, sureness, withhold};
use std::collections::BTreeSet;

/// The exception that a judged series makes, at its place in life.
#[expect(clippy::too_many_lines, reason = "one line for each field that a paper prints")]
pub(super) fn exception(
    judged: &Judged,
    indicator: &Indicator,
    (item, tier): (&Item, ListTier),
    evidence: &Evidence<'_>,
) -> Exception {
    let policy = evidence.catalogue.policy();
    let (series, verdict) = (&judged.series, &judged.verdict);
    let words = sentence::words(series, verdict, indicator, policy);
    let is_better = |side| concern::concern(side, indicator.polarity) == Concern::Better;
    let is_doubted = evidence.doubted.contains(&indicator.id) && verdict.side.is_some_and(is_better);
    let direction = match is_doubted {
        // What was listed before stays as it was: a figure that may be misread makes nothing better.
        true => item.side.or(verdict.side),
        false => verdict.side.or(item.side),
    };
    let weighed = Weighed {
        indicator,
        policy,
        comparators: evidence.comparators,
        quarters_open: item.quarters_open,
    };
    let newest = series.newest();
    let shown = withhold::series(series, verdict, (evidence.catalogue, evidence.places), indicator);
    let mut made = Exception {
        rank: None,
        tier,
        kind: ExceptionKind::Performance,
        indicator: indicator.id.clone(),
        row_name: named(series, indicator, evidence),
        area: series.area.clone(),
        agency: agency(series),
        tells_of: owners::told_of(judged, indicator, evidence),
        also: vec![],
        owner: owner(series, evidence),
        period: evidence.period,
        value: newest.map_or(
            crate::domain::Shown::Mark(crate::domain::Missing::NotAvailable),
            |one| withhold::value(one, indicator, policy),
        ),
        analyst_value: newest.and_then(|one| one.value),
        direction,
        concern: direction.map_or(default_concern(indicator), |side| {
            concern::concern(side, indicator.polarity)
        }),
        rules: rules(verdict),
        evidence: evidence_line(verdict),
        method: format!("{}. {}", verdict.method, verdict.rung_reason),
        points: verdict.points,
        quarters_open: item.quarters_open,
        state: item.state,
        row: words.row,
        title: words.title,
        sentence: words.sentence,
        identity: identity(series, indicator, evidence),
        then: then(series, indicator, evidence),
        which_rule: which_rule(verdict),
        how_sure: sureness::told(judged, indicator, evidence),
        compared_with: compared_with(indicator, evidence),
        related: vec![],
        waiting: vec![],
        agency_says: Said::default(),
        also_said: vec![],
        said_before: Said::default(),
        asked: vec![],
        actions: vec![],
        decision: String::new(),
        treatment: String::new(),
        score: score::parts(judged, &weighed),
        alt: alt_text(
            (judged, &shown),
            first_drawn(series.observations.len()),
            indicator,
            evidence,
        ),
        source: source_line(judged, evidence),
        series: None,
    };
    if alt::is_undrawn(verdict, &shown) {
        made.source = format!("{} {UNDRAWN}", made.source);
    }
    made.series = Some(shown);
    if indicator.polarity == Polarity::Neutral && !indicator.context.is_empty() {
        made.how_sure = format!("{} {}", made.how_sure, indicator.context);
    }
    if let Some(partial) = lacking::without(series, evidence) {
        made.sentence = after_first(&made.sentence, &partial);
        made.how_sure = format!("{} {partial}", made.how_sure);
        made.row = lacking::named_in(&made.row, (series, evidence), |row| {
            row.chars().count() <= sentence::ROW
        });
        let is_title = |title: &str| title.split_whitespace().count() <= sentence::TITLE;
        made.title = lacking::named_in(&made.title, (series, evidence), is_title);
    }
    if !words.caution.is_empty() {
        made.how_sure = format!("{} {}", made.how_sure, words.caution);
    }
    if is_doubted {
        doubt(&mut made);
    }
    attach::attach(&mut made, Some(judged), evidence);
    made
}

/// Puts a sentence after the first, so that it stands wherever the figure does.
fn after_first(text: &str, told: &str) -> String {
    match text.split_once(". ") {
        Some((first, rest)) => format!("{first}. {told} {rest}"),
        None => format!("{text} {told}"),
    }
}

/// What is said of a usual range that no line shows.
const UNDRAWN: &str = "The usual range is not drawn: figures that are withheld could be worked out from it.";

/// What is said of a figure that may be misread.
pub(super) const DOUBT: &str = "How this figure was read is in doubt, so nothing is concluded from it.";

/// Says that the newest figure may be misread.
fn doubt(made: &mut Exception) {
    made.sentence = format!("{} {DOUBT}", made.sentence);
    made.how_sure = format!("Cannot tell. {DOUBT}");
    made.row = format!("{}, as read. Whether that is right must be asked first", made.value);
    made.title = format!("{}: {} as read, and in doubt", made.row_name, made.value);
    if made.state == ExceptionState::Improving {
        made.state = ExceptionState::Continuing;
    }
}

/// Whether a box of withheld figures takes the place of a series' chart, so that nothing may be said of how it moves.
pub(super) fn is_boxed(judged: &Judged, indicator: &Indicator, evidence: &Evidence<'_>) -> bool {
    let (series, verdict) = (&judged.series, &judged.verdict);
    let shown = withhold::series(series, verdict, (evidence.catalogue, evidence.places), indicator);
    shown.after(first_drawn(shown.points.len())).is_withheld()
}

/// The text alternative of a series as shown, drawn from a point on. Its title rests on the whole series.
pub(super) fn alt_text(
    (judged, shown): (&Judged, &ShownSeries),
    skipped: usize,
    indicator: &Indicator,
    evidence: &Evidence<'_>,
) -> String {
    let title = words_of_title(judged, indicator, evidence);
    let left_out = lacking::left_out(&judged.series, evidence);
    let drawn = alt::Drawn {
        judged,
        shown: &shown.after(skipped),
        indicator,
    };
    alt::text(&drawn, (&title, &left_out, evidence))
}

/// How many quarters of a series lie before one; the newest never does.
pub(super) fn before(series: &Series, from: Period) -> usize {
    let early = series.observations.iter().take_while(|one| one.period < from).count();
    early.min(series.observations.len().saturating_sub(1))
}

/// Sender, data cut-off, who is left out, and how the limits were made.
fn source_line(judged: &Judged, evidence: &Evidence<'_>) -> String {
    let without = match lacking::left_out(&judged.series, evidence).as_slice() {
        [] => String::new(),
        names => format!(
            " Every quarter is drawn without {}, so that like is compared with like.",
            number::listed(names)
        ),
    };
    let source = alt::source(&judged.series, evidence);
    format!("{source}{without} {}", method_line(&judged.verdict))
}

/// Published figures of elsewhere, then the districts that stand apart from the others.
fn compared_with(indicator: &Indicator, evidence: &Evidence<'_>) -> String {
    let elsewhere = compare::words(indicator, evidence.period, evidence.comparators);
    match beside::outside(indicator, evidence) {
        Some(districts) => format!("{elsewhere} {districts}"),
        None => elsewhere,
    }
}

fn words_of_title(judged: &Judged, indicator: &Indicator, evidence: &Evidence<'_>) -> String {
    sentence::words(&judged.series, &judged.verdict, indicator, evidence.catalogue.policy()).title
}

/// The row name, with the district or agency where it is not the county's figure.
fn named(series: &Series, indicator: &Indicator, evidence: &Evidence<'_>) -> String {
    let place = match (&series.agency, series.level) {
        (Some(agency), _) => evidence
            .agencies
            .iter()
            .find(|one| one.id == *agency)
            .map(|one| one.short_name()),
        (None, Level::County) => None,
        (None, Level::Quadrant | Level::District | Level::Other) => Some(evidence.places.name(&series.area)),
    };
    match place {
        Some(place) => format!("{}, {place}", indicator.row_name),
        None => indicator.row_name.clone(),
    }
}

/// The one agency whose figure it is; empty when several have a part.
pub(super) fn agency(series: &Series) -> String {
    if is_of_areas(series) {
        return String::new();
    }
    match (&series.agency, sources(series).as_slice()) {
        (Some(agency), _) | (None, [agency]) => agency.clone(),
        (None, _) => String::new(),
    }
}

/// Whether its sources are areas and no agencies: a figure below the county is.
fn is_of_areas(series: &Series) -> bool {
    matches!(series.level, Level::Quadrant | Level::District) && series.agency.is_none()
}

/// Who sends it: this quarter, else in the newest quarter in which anybody did.
pub(super) fn sources(series: &Series) -> Vec<String> {
    let all = |one: &crate::domain::Observation| -> BTreeSet<String> {
        let both = one.expected_sources.iter().chain(one.reporting_sources.iter());
        both.cloned().collect()
    };
    let mut newest = series.observations.iter().rev().map(all);
    let found = newest.find(|found| !found.is_empty());
    found.unwrap_or_default().into_iter().collect()
}

/// Who must answer, as printed.
fn owner(series: &Series, evidence: &Evidence<'_>) -> String {
    if is_of_areas(series)
        && let Some(county) = evidence.main(&series.indicator)
    {
        return owner_of(&sources(&county.series), evidence);
    }
    match &series.agency {
        Some(agency) => owner_of(std::slice::from_ref(agency), evidence),
        None => owner_of(&sources(series), evidence),
    }
}

/// Agencies as the owner of something: one, two, or the first and how many others.
pub(super) fn owner_of(sources: &[String], evidence: &Evidence<'_>) -> String {
    let name = |id: &String| evidence.agency_short(id);
    match sources {
        [] => "Not named".into(),
        [one] => name(one),
        [one, other] => format!("{} and {}", name(one), name(other)),
        [first, rest @ ..] => format!("{} and {} others", name(first), number::in_words(rest.len())),
    }
}

fn default_concern(indicator: &Indicator) -> Concern {
    match indicator.polarity {
        Polarity::Neutral => Concern::Unusual,
        Polarity::HigherBetter | Polarity::LowerBetter => Concern::Worse,
    }
}

/// The chart rules that mark the newest point; where none does, the evidence itself.
fn rules(verdict: &Verdict) -> Vec<String> {
    let marked = verdict.marks.last().map(|mark| mark.rules.clone()).unwrap_or_default();
    let by_evidence = marked.is_empty() && matches!(verdict.tier, Tier::Exception | Tier::Watch);
    if by_evidence {
        vec!["unlike-its-history".into()]
    } else {
        marked
    }
}

fn evidence_line(verdict: &Verdict) -> String {
    match (verdict.p, verdict.q, verdict.window) {
        (Some(p), q, window) => {
            let q = q.map(|q| format!(", q {}", score::small(q))).unwrap_or_default();
            let window = match window {
                Some(1) => ", newest quarter".into(),
                Some(window) => format!(", newest {}", number::quarters(window)),
                None => String::new(),
            };
            format!("p {}{q}{window}", score::small(p))
        }
        (None, _, _) => "chart rules".into(),
    }
}

/// `MX05 · Essex Social Care · Priority 2, … · Higher is better`.
fn identity(series: &Series, indicator: &Indicator, evidence: &Evidence<'_>) -> String {
    let priority = format!("{:?}", indicator.priority).replace('P', "Priority ");
    let title = indicator.priority.title();
    format!(
        "{} · {} · {priority}, {title} · {}",
        indicator.id,
        owner(series, evidence),
        indicator.better
    )
}

fn then(series: &Series, indicator: &Indicator, evidence: &Evidence<'_>) -> Vec<Then> {
    let policy = evidence.catalogue.policy();
    let rows = [("Now", 0), ("Last quarter", 1), ("A year ago", 4)];
    let row = |(when, back): (&str, i32)| {
        let one = series.at(evidence.period.back(back));
        Then {
            when: when.into(),
            value: one.map_or(
                crate::domain::Shown::Mark(crate::domain::Missing::NotAvailable),
                |one| withhold::value(one, indicator, policy),
            ),
            parts: one.map_or_else(String::new, |one| {
                let parts = withhold::parts(one, indicator, policy);
                match one.flags.restated {
                    true => format!("{parts} [r]").trim_start().to_string(),
                    false => parts,
                }
            }),
        }
    };
    rows.into_iter().map(row).collect()
}

/// How the figure was judged and why so, in plain words: `Judged by a control chart of shares. There are 25 quarters, …`. The name of
/// the method stands in the workbook.
pub(super) fn method_line(verdict: &Verdict) -> String {
    match (verdict.rung, chart_in_words(verdict)) {
        // The base itself may be withheld.
        (Rung::TooFew, _) => "Not judged. The base is too small.".into(),
        (_, None) => format!("Not judged. {}", verdict.rung_reason),
        (_, Some(how)) => format!("Judged by a {how}. {}", plain_reason(verdict)),
    }
}

/// The chart by which a figure was judged, without the name of its method; `None` where it was not.
pub(super) fn chart_in_words(verdict: &Verdict) -> Option<&'static str> {
    let chart = verdict.method.split(", ").next().unwrap_or_default();
    Some(match verdict.rung {
        Rung::TooFew | Rung::NoFigure | Rung::TooShort => return None,
        Rung::RunChart | Rung::Rare => "run chart",
        Rung::Seasonal => "control chart that allows for the seasons",
        Rung::Attribute => "control chart that allows for the size of each base",
        Rung::Individuals if chart.contains("season") => "control chart that allows for the seasons",
        Rung::Individuals => "control chart",
    })
}

/// Why a rung was taken. What stands in brackets names other methods, for whoever reads the workbook.
pub(super) fn plain_reason(verdict: &Verdict) -> String {
    let bracket = verdict.rung_reason.split_once(" (");
    let reason = bracket.and_then(|(before, rest)| Some(format!("{before}{}", rest.split_once(')')?.1)));
    reason.unwrap_or_else(|| verdict.rung_reason.clone())
}

/// Which rules fired, in the words of papers; the method stands in the source line.
fn which_rule(verdict: &Verdict) -> String {
    let newest = verdict.marks.last();
    let told = number::capitalised;
    let fired: Vec<&str> = newest
        .and_then(|mark| Some((mark, mark.side?)))
        .map(|(mark, side)| mark.rules.iter().map(|rule| rule_words(rule, side)).collect())
        .unwrap_or_default();
    if !fired.is_empty() {
        return fired.iter().map(|rule| told(rule)).collect::<Vec<_>>().join(". ");
    }
    match (verdict.tier, verdict.rung) {
        (Tier::Exception | Tier::Watch, Rung::Seasonal) => told("different from the same quarter in other years"),
        (Tier::Exception | Tier::Watch, _) => told("different from what its own history leads us to expect"),
        (Tier::Usual | Tier::CannotTell | Tier::NotJudged, _) => told("no rule marks this quarter"),
    }
}

/// The words of papers for a rule. They stand here, because sifting may not name the stage that detects.
fn rule_words(rule: &str, side: Side) -> &'static str {
    match (rule, side) {
        ("outside-limits", _) => "one point outside the limits",
        ("rising-or-falling-run", Side::High) => "six or more rises in a row",
        ("rising-or-falling-run", Side::Low) => "six or more falls in a row",
        ("two-of-three-near-limit", _) => "two of three close to a limit",
        ("run-on-one-side", _) => "seven in a row on one side of the average",
        ("first-change", _) => "the first change after years of the same value",
        ("longer-run-than-chance", _) => "a longer run on one side of the median than chance gives",
        (_, _) => "different from what its own history leads us to expect",
    }
}
