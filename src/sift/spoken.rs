//! A judged series into what a person would say of its newest quarter: what happened, how unusual that is, how sure we are, and the
//! rule, limits and points behind it. Every rung of the ladder has its words.

mod listed;
mod rule;

use crate::catalogue::{self, Indicator, Polarity, Policy, Timing};
use crate::domain::{
    Briefing, Concern, Exception, Finding, Judged, Level, ListTier, Rung, SeriesState, Side, Tier, Verdict,
};
use crate::sift::briefing::{self, BY_ITSELF};
use crate::sift::evidence::Evidence;
use crate::sift::faults::REPEATED;
use crate::sift::performance::{DOUBT, sources};
use crate::sift::spoken::listed::by_records;
use crate::sift::sureness::{self, Sureness};
use crate::sift::{changes, concern, lacking, may_be_chance, movement, number, portrait, withhold};

/// What is said where papers withhold the figure.
const CARE: &str = "Papers withhold this figure. What stands below is for the analyst alone.";

/// What is said of one figure, each a plain sentence or two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// What happened: value, movement, standing.
    pub happened: String,
    /// How often chance alone would do as much, and what that means among all indicators judged.
    pub unusual: String,
    /// How sure we are, and what may still change.
    pub sure: String,
    /// In one line: rule, method, limits and points.
    pub rule: String,
    /// Against whom it can be held.
    pub compared: String,
    /// What whoever passes the answer on must know; mostly empty.
    pub care: String,
}

/// What is said of a judged series, whose lists are those of the briefing; `None` for an indicator that is not declared.
pub fn spoken(judged: &Judged, evidence: &Evidence<'_>, lists: &Briefing) -> Option<Spoken> {
    let portrait = portrait(judged, evidence)?;
    let indicator = evidence.catalogue.indicator(&judged.series.indicator)?;
    let is_withheld = is_withheld(judged, indicator, evidence);
    let is_doubted = portrait.how_sure.contains(DOUBT);
    let sure = said_once(&portrait.how_sure, judged, evidence);
    let sure = if is_doubted {
        sure.to_string()
    } else {
        how_sure(&judged.verdict, sure)
    };
    Some(Spoken {
        unusual: match is_doubted {
            true => "Until that is settled, no chance is put on it.".into(),
            false => how_unusual(judged, indicator, (evidence, lists)),
        },
        sure: with_doubt(listed::with_data_fault(sure, (judged, lists)), judged, evidence),
        rule: rule::line(
            judged,
            (indicator, evidence.catalogue.policy()),
            (&rule::with_method(judged, indicator, &portrait.which_rule), is_withheld),
        ),
        compared: portrait.compared_with,
        care: match is_withheld {
            true => CARE.into(),
            false => String::new(),
        },
        happened: portrait.sentence,
    })
}

/// Whether papers withhold the newest figure.
fn is_withheld(judged: &Judged, indicator: &Indicator, evidence: &Evidence<'_>) -> bool {
    let newest = judged.series.newest();
    newest.is_some_and(|one| withhold::is_withheld(one, indicator, evidence.catalogue.policy()))
}

/// `If nothing had changed, a figure this far out would come about one quarter in 53. …`
fn how_unusual(judged: &Judged, indicator: &Indicator, (evidence, lists): (&Evidence<'_>, &Briefing)) -> String {
    let verdict = &judged.verdict;
    let newest = judged.series.newest().map(|one| one.state);
    if is_unvaried(judged) && verdict.p.is_some() {
        let span = indicator.frequency.span();
        return format!("It is the same as in every {span} before. Nothing has moved.");
    }
    let newest_rules = verdict
        .marks
        .last()
        .map(|mark| mark.rules.as_slice())
        .unwrap_or_default();
    let is_first_change = newest_rules.iter().any(|rule| rule == "first-change");
    if is_first_change && verdict.tier == Tier::Usual {
        let span = indicator.frequency.span();
        return format!(
            "No earlier {span} differed, so no chance can be put on its first change. A rule of the chart marks it.{}",
            by_records(judged, lists)
        );
    }
    if let Some(p) = verdict.p {
        let often = format!(
            "If nothing had changed, {} would come {}.",
            how_far(verdict, indicator),
            how_often(p, indicator.frequency.span())
        );
        let means = what_it_means((judged, p), indicator, (evidence, lists));
        return format!("{often} {means}{}", by_records(judged, lists));
    }
    let unjudged = unjudged(judged, newest, (indicator, evidence));
    format!("{unjudged}{}", by_records(judged, lists))
}

/// What is said where no chance can be put on the figure.
fn unjudged(
    judged: &Judged,
    newest: Option<SeriesState>,
    (indicator, evidence): (&Indicator, &Evidence<'_>),
) -> String {
    let verdict = &judged.verdict;
    match (verdict.tier, newest) {
        (Tier::CannotTell, _) => "We cannot tell if it is unusual: that depends on parts that are withheld.".into(),
        (_, Some(SeriesState::Number | SeriesState::Range)) => {
            let changes = changes::told(judged, indicator, evidence.catalogue.policy());
            let first = match (verdict.rung, verdict.side) {
                (Rung::TooShort, None) if !changes.is_empty() => {
                    "There are too few figures to judge this one by. A change from one to another can still be held against chance."
                        .to_string()
                }
                _ => few_points(verdict, indicator),
            };
            [first, changes].concat()
        }
        (_, _) => "There is no figure to judge.".into(),
    }
}

/// `a figure this far above its own history`; of several quarters together, and either way where neither direction is better.
fn how_far(verdict: &Verdict, indicator: &Indicator) -> String {
    let (above, from) = match (indicator.polarity, verdict.leans) {
        (Polarity::Neutral, _) | (_, None) => ("from", ", either way,"),
        (_, Some(side)) => (movement::above(side), ""),
    };
    match verdict.window {
        Some(window) if window > 1 => format!(
            "figures as far {above} their history{from} as the last {} together",
            number::spans(window, indicator)
        ),
        Some(_) | None => format!("a figure this far {above} its own history{from}"),
    }
}

/// Whether every figure of a series, two or more, is the same, as far as all of them are known.
fn is_unvaried(judged: &Judged) -> bool {
    let is_hidden = |state: SeriesState| matches!(state, SeriesState::Range | SeriesState::Suppressed);
    if judged.series.observations.iter().any(|one| is_hidden(one.state)) {
        return false;
    }
    let mut values = judged.series.observations.iter().filter_map(|one| one.value);
    let first = values.next();
    judged.verdict.points > 1 && values.all(|value| first.is_some_and(|first| first.total_cmp(&value).is_eq()))
}

/// Whether an indicator's figures cover months that their neighbours cover too.
fn is_of_overlapping(indicator: &Indicator) -> bool {
    matches!(indicator.timing, Timing::Rolling12m | Timing::Rolling3y)
}

/// What can be said where there is no p value: whether the change from the year or quarter before stands out, else nothing.
fn few_points(verdict: &Verdict, indicator: &Indicator) -> String {
    let marked = verdict.marks.last().is_some_and(|mark| mark.side.is_some());
    match (verdict.rung, verdict.side) {
        (Rung::TooShort, Some(side)) => {
            let way = match side {
                Side::High => "rise",
                Side::Low => "fall",
            };
            let before = match verdict.points {
                0..=2 => "",
                _ => ", and larger than any change before it",
            };
            format!(
                "The {way} is more than chance explains{before}. That is unusual; so few years cannot say whether it is \
                 better or worse."
            )
        }
        (_, _) if marked => "A rule of the chart marks it, but no chance can be put on that. It is not listed.".into(),
        (Rung::Individuals | Rung::Attribute | Rung::Seasonal | Rung::RunChart, _) if is_of_overlapping(indicator) => {
            "Each figure covers months that the ones beside it cover too, so no chance can be put on it.".into()
        }
        (_, _) => "There is too little behind it to say how unusual it is.".into(),
    }
}

/// What a p value means among all that were tested, and on which list it puts the figure.
#[expect(clippy::too_many_lines, reason = "a sentence for each list on which a figure can be")]
fn what_it_means(
    (judged, p): (&Judged, f64),
    indicator: &Indicator,
    (evidence, lists): (&Evidence<'_>, &Briefing),
) -> String {
    let tested = briefing::tested(evidence);
    let among = format!(
        "{} indicators were tested this quarter",
        number::decimal(tested as f64, 0)
    );
    let of_it = |one: &&Exception| {
        one.indicator == indicator.id && one.area == judged.series.area && one.tier == ListTier::Watch
    };
    let watched = lists.watch.iter().find(of_it);
    let is_own = evidence
        .main(&indicator.id)
        .is_some_and(|main| main.key() == judged.key());
    let is_better = judged
        .verdict
        .leans
        .map(|side| concern::concern(side, indicator.polarity))
        == Some(Concern::Better);
    match (judged.verdict.tier, watched) {
        (Tier::Exception, Some(_)) => {
            let stands_out = stands_out((judged, p), is_better, evidence.catalogue.policy());
            format!("{stands_out} The list has no room for more, so it is on watch.")
        }
        (Tier::Exception, None) => {
            let stands_out = stands_out((judged, p), is_better, evidence.catalogue.policy());
            match listed::as_data(judged, lists) {
                Some(listed) => format!("{stands_out} {listed}"),
                None => stands_out,
            }
        }
        (Tier::Watch, Some(_)) if indicator.tier == catalogue::Tier::Supplementary => {
            let alike = sureness::alike(judged, evidence);
            match sureness::sureness(&judged.verdict, alike, evidence.catalogue.policy()) {
                Sureness::Sure | Sureness::FairlySure => {
                    format!("That is more than chance explains, even though {among}. {BY_ITSELF} It is on watch.")
                }
                Sureness::NotSure | Sureness::CannotTell => {
                    let chance = briefing::by_chance(tested, evidence.catalogue.policy());
                    format!("Because {among}, {chance}. {BY_ITSELF} It is on watch.")
                }
            }
        }
        (Tier::Watch, Some(_)) => {
            let chance = briefing::by_chance(tested, evidence.catalogue.policy());
            format!("Because {among}, {chance}. It is on watch.")
        }
        (_, Some(closed)) => {
            let treatment = match closed.treatment.is_empty() {
                true => "It is on watch.",
                false => &closed.treatment,
            };
            nothing_unusual(judged, Some(treatment))
        }
        (Tier::Watch, None) if !is_own => {
            "So many areas and agencies are tested that some such turn up by chance. It is not listed by itself.".into()
        }
        (Tier::Watch, None) if is_withheld(judged, indicator, evidence) => {
            "A withheld figure is on no watch list, because the list would tell of it.".into()
        }
        (Tier::Watch, None) => match listed::as_what(judged, lists) {
            Some(listed) => listed,
            None => "It is not listed by itself, as it belongs to a matter that is told elsewhere.".into(),
        },
        (Tier::Usual | Tier::CannotTell | Tier::NotJudged, None)
            if p < 0.01 && is_better && judged.verdict.q.is_none() =>
        {
            "It is better, and is judged by itself. Good news of it is not listed.".into()
        }
        (Tier::Usual | Tier::CannotTell | Tier::NotJudged, None) if p < 0.05 => {
            let listed = listed::as_what(judged, lists);
            let listed = listed.unwrap_or_else(|| "It is not listed.".into());
            format!("Because {among}, some such turn up by chance. {listed}")
        }
        (Tier::Usual | Tier::CannotTell | Tier::NotJudged, None) => {
            nothing_unusual(judged, listed::as_what(judged, lists).as_deref())
        }
    }
}

/// That a figure is an exception, and over how many tests that was allowed for: those of its own family and direction.
fn stands_out((judged, p): (&Judged, f64), is_better: bool, policy: &Policy) -> String {
    let figures = match (&judged.series.agency, judged.series.level) {
        (Some(_), _) => "figures of single agencies",
        (None, Level::District) => "figures of districts",
        (None, Level::County | Level::Quadrant | Level::Other) => "indicators",
    };
    let together = judged.verdict.together.unwrap_or_default();
    let (tested, what) = match is_better {
        true => (together.good_news, "better"),
        false => (together.alarms, "worse or unusual"),
    };
    let tested = number::decimal(tested as f64, 0);
    if p >= policy.watch_p {
        return format!(
            "By itself that could be chance. But of the {tested} {figures} tested together for what is {what}, so many \
             stand out that few can be."
        );
    }
    format!("That stands out even though {tested} {figures} were tested together for what is {what}.")
}

/// What is said where chance often does as much; a mark of the chart is not passed over, nor what list the figure is on all the same.
fn nothing_unusual(judged: &Judged, listed: Option<&str>) -> String {
    let marked = judged.verdict.marks.last().is_some_and(|mark| mark.side.is_some());
    let so = match marked {
        true if may_be_chance::is_of_long_ago(&judged.verdict) => {
            "So nothing new shows. A rule of the chart marks a run that began long ago"
        }
        true => "So it may be chance. A rule of the chart marks it all the same",
        false => "That is nothing out of the ordinary",
    };
    match (listed, marked) {
        (Some(listed), _) => format!("{so}. {listed}"),
        (None, true) => format!("{so}; a mark alone is not listed."),
        (None, false) => format!("{so}."),
    }
}

/// A probability as a lay reader hears it.
fn how_often(p: f64, span: &str) -> String {
    match p {
        p if p > 0.4 => format!("every second {span} or more often"),
        p if p < 0.001 => format!("less than once in a thousand {span}s"),
        p => format!("about one {span} in {}", number::decimal((1.0 / p).round(), 0)),
    }
}

/// How sure, and that the figure may be last quarter's, left in the return by mistake.
fn with_doubt(sure: String, judged: &Judged, evidence: &Evidence<'_>) -> String {
    // Of a total of many, one sender's repeat says little; what rows of another feed measure was not in that return.
    let sources = sources(&judged.series);
    let of_dashboard = |one: &Finding| {
        let indicator = evidence.catalogue.indicator(&judged.series.indicator);
        let made = indicator.and_then(|indicator| indicator.measured_from.as_ref());
        made.map_or("dashboard", |made| made.feed.as_str()) == one.feed
    };
    let is_its = |one: &&Finding| one.kind == REPEATED && sources == [one.agency.clone()] && of_dashboard(one);
    match evidence.findings.iter().any(|one| is_its(&one)) {
        true => format!(
            "{sure} Nearly all figures of its return equal last quarter’s; whether they were left in is asked about."
        ),
        false => sure,
    }
}

/// Without what the sentence before it says already: whose part is missing.
fn said_once<'a>(said: &'a str, judged: &Judged, evidence: &Evidence<'_>) -> &'a str {
    let partial = lacking::without(&judged.series, evidence);
    let before = partial.and_then(|partial| said.strip_suffix(partial.as_str()));
    before.map_or(said, str::trim_end)
}

/// The words of papers, which speak of changes, made fit for a figure that shows none.
fn how_sure(verdict: &Verdict, said: &str) -> String {
    let rest = said.strip_prefix("Cannot tell.").map(str::trim);
    match (verdict.tier, rest) {
        (Tier::Usual, Some(rest)) => format!("No change can be told from chance. {rest}"),
        (Tier::NotJudged, Some(rest)) => format!("It is not judged. {rest}"),
        _ => said.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chance_is_said_as_so_many_quarters() {
        assert_eq!(how_often(0.018864, "quarter"), "about one quarter in 53");
        assert_eq!(how_often(0.5, "year"), "every second year or more often");
        assert_eq!(how_often(1e-9, "quarter"), "less than once in a thousand quarters");
    }
}
