//! A verdict into sentences: value, movement and standing, in the three lengths that papers use.

use crate::catalogue::{Indicator, Polarity, Policy, Unit};
use crate::domain::{Observation, Series, SeriesState, Side, TargetFact, Verdict};
use crate::sift::movement::{self, Movement};
use crate::sift::{number, withhold};

/// Most characters of a row on the front page.
const ROW: usize = 90;
/// Most words of a title.
const TITLE: usize = 18;

/// The three lengths, made from the same parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Words {
    /// 90 characters or fewer.
    pub row: String,
    /// 18 words or fewer, without a full stop.
    pub title: String,
    /// Two sentences, or three.
    pub sentence: String,
}

/// What happened in the newest quarter, in words.
pub(super) fn words(series: &Series, verdict: &Verdict, indicator: &Indicator, policy: &Policy) -> Words {
    let Some(newest) = series.newest() else {
        return plain(String::new());
    };
    let withheld = withhold::is_small(newest, indicator, policy);
    let movement = movement::movement(series, verdict, indicator, withheld);
    if withheld {
        return withheld_words(&movement);
    }
    let Some(value) = value_phrase(newest, indicator, policy) else {
        return plain(no_value(newest, indicator, policy));
    };
    let parts = shown_parts(newest, indicator, policy);
    let clause = movement
        .clause
        .as_ref()
        .map(|clause| format!(", {clause}"))
        .unwrap_or_default();
    let mut sentences = vec![format!("{value}{parts}{clause}")];
    sentences.extend(movement.sentence.clone());
    sentences.extend(standing(series, verdict, indicator));
    if sentences.len() < 3 {
        sentences.extend(movement.caution.clone());
    }
    if indicator.polarity == Polarity::Neutral && sentences.len() < 3 && !movement.short.starts_with("in the usual") {
        sentences.push("Neither direction is better".into());
    }
    Words {
        row: row(newest, &movement, (indicator, policy), &parts),
        title: title(&value, &movement),
        sentence: sentences
            .iter()
            .map(|sentence| format!("{sentence}."))
            .collect::<Vec<_>>()
            .join(" "),
    }
}

fn plain(sentence: String) -> Words {
    let first = sentence.split_inclusive(". ").next().unwrap_or_default();
    let short = first.trim().trim_end_matches('.').to_string();
    Words {
        row: shortened(&short),
        title: within_words(&short),
        sentence,
    }
}

/// Nothing but the direction is told of a withheld figure.
fn withheld_words(movement: &Movement) -> Words {
    let reason = "The figure is withheld because it is small, or would reveal one that is";
    let unusual = movement
        .sentence
        .clone()
        .or_else(|| movement.clause.as_ref().map(|clause| format!("It is {clause}")));
    let sentence = match unusual {
        Some(unusual) => format!("[c] {reason}. {unusual}."),
        None => format!("[c] {reason}."),
    };
    let short = format!("[c] withheld: small numbers; {}", movement.short);
    let short = short.trim_end_matches("; ").to_string();
    Words {
        row: shortened(&short),
        title: within_words(&short),
        sentence,
    }
}

/// The value in a clause of its own: `58.6% of initial health assessments were in time`; `None` where there is no number.
pub(super) fn value_phrase(one: &Observation, indicator: &Indicator, policy: &Policy) -> Option<String> {
    let value = one.value.filter(|_| one.state == SeriesState::Number)?;
    let text = number::figure(one, indicator, policy)?;
    let noun = indicator.noun_for(value);
    Some(match indicator.unit {
        Unit::Percent if text.ends_with('%') => format!("{text} of {} {}", indicator.noun, indicator.verb_phrase),
        Unit::Percent => {
            let verb = indicator.verb_phrase_for(one.numerator.unwrap_or_default());
            format!("{text} {} {verb}", indicator.noun)
        }
        Unit::Count if (0.0..=10.0).contains(&value) && value.fract() == 0.0 => {
            let count = number::capitalised(&number::in_words(value as usize));
            format!("{count} {noun} {}", indicator.verb_phrase_for(value))
        }
        Unit::Count => format!("{text} {noun} {}", indicator.verb_phrase_for(value)),
        Unit::RatePer1000 | Unit::RatePer10000 | Unit::RatePer100000 => {
            let people = indicator
                .population
                .as_ref()
                .map_or("people", |population| population.words.as_str());
            let base = number::decimal(indicator.unit.multiplier().unwrap_or(1.0), 0);
            format!(
                "{text} {} per {base} {people} {}",
                indicator.noun, indicator.verb_phrase
            )
        }
        Unit::Ratio | Unit::Score | Unit::MedianDays => {
            format!("{} {} {text}", number::capitalised(noun), indicator.verb_phrase)
        }
    })
}

/// ` (164 of 392)`, unless the value is printed as that already.
fn shown_parts(one: &Observation, indicator: &Indicator, policy: &Policy) -> String {
    let is_share = number::figure(one, indicator, policy).is_some_and(|text| text.ends_with('%'));
    let parts = withhold::parts(one, indicator, policy);
    if is_share && !parts.is_empty() {
        format!(" ({parts})")
    } else {
        String::new()
    }
}

/// What is said where there is no number.
fn no_value(one: &Observation, indicator: &Indicator, policy: &Policy) -> String {
    match one.state {
        SeriesState::Range => match withhold::value(one, indicator, policy).to_string() {
            mark if mark.starts_with('[') => format!("{mark} The figure is withheld because it is small."),
            range => format!(
                "Between {} {} {}, because parts are withheld by the senders. We cannot tell if that is unusual.",
                range.replace(" to ", " and "),
                indicator.noun,
                indicator.verb_phrase
            ),
        },
        SeriesState::NoReturn => "No figure was sent. This says nothing about practice.".into(),
        SeriesState::NotDue => "It is not due this quarter.".into(),
        SeriesState::Suppressed => "The sender withheld the figure, so it cannot be judged.".into(),
        SeriesState::NotMeasured | SeriesState::Number => "What was sent cannot be measured.".into(),
    }
}

/// The figure against its target: the fact and its strength.
pub(super) fn standing(series: &Series, verdict: &Verdict, indicator: &Indicator) -> Option<String> {
    let statement = verdict.target.as_ref()?;
    let period = series.newest()?.period;
    let whose = withhold::whose(indicator.target_in(period)?.status);
    let span = movement::span(series, verdict);
    let target = number::level(statement.target, indicator, span);
    let side = match indicator.polarity {
        Polarity::LowerBetter => Side::High,
        Polarity::HigherBetter | Polarity::Neutral => Side::Low,
    };
    let likely = statement
        .interval
        .map(|range| number::range(range, indicator, (statement.target, span)));
    Some(match (statement.fact, likely, statement.clear) {
        (TargetFact::Met, _, _) => format!("The {whose} of {target} is met"),
        (TargetFact::Missed, Some(range), true) => {
            format!("The {whose} is {target}; the likely range, {range}, does not reach it")
        }
        (TargetFact::Missed, Some(range), false) => {
            format!(
                "That is {} the {whose} of {target}, which the likely range, {range}, includes",
                movement::above(side)
            )
        }
        (TargetFact::Missed, None, _) => format!("That is {} the {whose} of {target}", movement::above(side)),
    })
}

fn row(one: &Observation, movement: &Movement, (indicator, policy): (&Indicator, &Policy), parts: &str) -> String {
    let value = number::figure(one, indicator, policy).unwrap_or_default();
    let joined = |value: String| match movement.short.is_empty() {
        true => value,
        false => format!("{value}; {}", movement.short),
    };
    let full = joined(format!("{value}{parts}"));
    let fits = full.chars().count() <= ROW;
    shortened(&if fits { full } else { joined(value) })
}

fn title(value: &str, movement: &Movement) -> String {
    let full = match (&movement.clause, movement.short.as_str()) {
        (Some(clause), _) => format!("{value}, {clause}"),
        (None, "") => value.to_string(),
        (None, short) => format!("{value}; it {short}")
            .replace("; it two of", "; two of")
            .replace("; it higher", "; higher"),
    };
    let full = full.replace("; it lower", "; lower");
    if full.split_whitespace().count() <= TITLE {
        full
    } else {
        within_words(value)
    }
}

/// Cut at a word, with a mark that something is left out.
fn shortened(text: &str) -> String {
    if text.chars().count() <= ROW {
        return text.to_string();
    }
    let mut short = String::new();
    for word in text.split(' ') {
        if short.chars().count() + word.chars().count() + 2 > ROW {
            break;
        }
        short = if short.is_empty() {
            word.to_string()
        } else {
            format!("{short} {word}")
        };
    }
    format!("{short}\u{2026}")
}

fn within_words(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() <= TITLE {
        text.to_string()
    } else {
        format!("{}\u{2026}", words[..TITLE].join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::domain::{Interval, Level, Lines, Mark, Period, Rung, TargetStatement, Tier};

    fn indicator(id: &str) -> Indicator {
        Catalogue::built_in().unwrap().indicator(id).unwrap().clone()
    }

    fn series(indicator: &Indicator, values: &[(f64, Option<f64>)]) -> Series {
        let last = Period::new(2026, 2).unwrap();
        let first = last.back(i32::try_from(values.len()).unwrap() - 1);
        let observation = |(period, &(count, base)): (Period, &(f64, Option<f64>))| {
            let share = base.map(|base| count / base * indicator.unit.multiplier().unwrap_or(1.0));
            let absent = Observation::absent(period, SeriesState::Number);
            Observation {
                numerator: Some(count),
                denominator: base,
                value: Some(share.unwrap_or(count)),
                ..absent
            }
        };
        Series {
            indicator: indicator.id.clone(),
            level: Level::County,
            area: "E10000012".into(),
            agency: None,
            observations: first.to(last).zip(values).map(observation).collect(),
        }
    }

    /// A verdict in which the newest `running` points carry a rule.
    fn verdict(series: &Series, (rule, side, running): (&str, Side, usize), limits: (f64, f64)) -> Verdict {
        let count = series.observations.len();
        let mark = |at: usize| match at + running >= count && !rule.is_empty() {
            true => Mark {
                rules: vec![rule.into()],
                side: Some(side),
            },
            false => Mark::default(),
        };
        let lines = Lines {
            centre: (limits.0 + limits.1) / 2.0,
            limits: Some(Interval {
                low: limits.0,
                high: limits.1,
            }),
        };
        Verdict {
            rung: Rung::Attribute,
            rung_reason: String::new(),
            method: "p', mdc-2023".into(),
            points: count,
            lines: vec![Some(lines); count],
            marks: (0..count).map(mark).collect(),
            restarts: vec![],
            p: None,
            q: None,
            window: None,
            side: (!rule.is_empty()).then_some(side),
            expected: None,
            tier: Tier::Exception,
            target: None,
            last_quarter: None,
            last_year: None,
            likely: None,
        }
    }

    fn told(id: &str, values: &[(f64, Option<f64>)], rule: (&str, Side, usize), limits: (f64, f64)) -> Words {
        let indicator = indicator(id);
        let series = series(&indicator, values);
        let verdict = verdict(&series, rule, limits);
        words(&series, &verdict, &indicator, Catalogue::built_in().unwrap().policy())
    }

    #[test]
    fn a_point_outside_the_limits_is_told_with_its_parts_and_a_caution() {
        let words = told(
            "MX05",
            &[(200.0, Some(400.0)), (164.0, Some(392.0))],
            ("outside-limits", Side::Low, 1),
            (53.2, 71.4),
        );
        assert_eq!(
            words.sentence,
            "41.8% of interviews were held within 72 hours (164 of 392), below the usual range of 53% to 71%. \
             One quarter only: we cannot say yet that it will last."
        );
        assert_eq!(words.row, "41.8% (164 of 392); below the usual range of 53% to 71%");
    }

    #[test]
    fn rises_are_counted_in_quarters() {
        let rising: Vec<(f64, Option<f64>)> = (0..10).map(|at| (300.0 + 5.0 * f64::from(at), None)).collect();
        let words = told(
            "PL01",
            &rising,
            ("rising-or-falling-run", Side::High, 10),
            (200.0, 400.0),
        );
        assert!(
            words.sentence.contains("It has risen nine quarters in a row."),
            "{}",
            words.sentence
        );
        assert!(
            words.sentence.ends_with("Neither direction is better."),
            "{}",
            words.sentence
        );
    }

    #[test]
    fn a_small_count_of_children_is_told_without_any_number() {
        let words = told(
            "CP16",
            &[(9.0, Some(500.0)), (3.0, Some(500.0))],
            ("outside-limits", Side::Low, 1),
            (1.0, 2.0),
        );
        assert!(
            words.sentence.starts_with("[c] The figure is withheld"),
            "{}",
            words.sentence
        );
        for text in [&words.sentence, &words.row, &words.title] {
            assert!(!text.chars().any(|letter| letter.is_ascii_digit()), "{text}");
        }
    }

    #[test]
    fn shares_of_a_small_base_are_counts_and_one_takes_the_singular() {
        let words = told("MX05", &[(1.0, Some(12.0))], ("", Side::Low, 0), (0.0, 100.0));
        // One of twelve interviews is no count of children that is withheld only where policy says so.
        let lifted = Policy {
            withhold_in_restricted_papers: false,
            ..Catalogue::built_in().unwrap().policy().clone()
        };
        let indicator = indicator("MX05");
        let series = series(&indicator, &[(1.0, Some(12.0))]);
        let open = value_phrase(&series.observations[0], &indicator, &lifted).unwrap();
        assert_eq!(open, "1 of 12 interviews was held within 72 hours");
        assert!(!words.sentence.contains('%'), "{}", words.sentence);
    }

    #[test]
    fn a_target_is_a_fact_and_its_strength() {
        let indicator = indicator("AS01");
        let series = series(&indicator, &[(187.0, Some(211.0))]);
        let mut verdict = verdict(&series, ("", Side::Low, 0), (80.0, 99.0));
        let statement = |low, high, clear| TargetStatement {
            target: 90.0,
            fact: TargetFact::Missed,
            interval: Some(Interval { low, high }),
            clear,
            assurance: None,
            missed_running: 1,
            met_running: 0,
        };
        verdict.target = Some(statement(84.0, 92.2, false));
        let unclear = standing(&series, &verdict, &indicator).unwrap();
        assert_eq!(
            unclear,
            "That is below the local target of 90%, which the likely range, 84.0% to 92.2%, includes"
        );
        verdict.target = Some(statement(76.0, 80.3, true));
        let clear = standing(&series, &verdict, &indicator).unwrap();
        assert_eq!(
            clear,
            "The local target is 90%; the likely range, 76.0% to 80.3%, does not reach it"
        );
    }

    /// Words that no paper says, by `papers` "Never said".
    const NEVER: [&str; 14] = [
        "because of",
        "due to",
        "driven by",
        "as a result",
        "led to",
        "failed",
        "poor",
        "alarming",
        "significant",
        "plummeted",
        "deteriorated",
        "worst",
        "best",
        "no concerns",
    ];

    #[test]
    fn every_pattern_of_every_indicator_is_short_and_says_nothing_it_must_not() {
        let catalogue = Catalogue::built_in().unwrap();
        let rules = [
            "outside-limits",
            "rising-or-falling-run",
            "two-of-three-near-limit",
            "run-on-one-side",
            "longer-run-than-chance",
            "",
        ];
        for indicator in catalogue.indicators() {
            let base = indicator.unit.multiplier().map(|_| 1_204.0);
            let values: Vec<(f64, Option<f64>)> = (0..14).map(|at| (311.0 + f64::from(at), base)).collect();
            let series = series(indicator, &values);
            for (rule, side) in rules.iter().flat_map(|rule| [(*rule, Side::High), (*rule, Side::Low)]) {
                let verdict = verdict(&series, (rule, side, 8), (100.0, 300.0));
                let words = words(&series, &verdict, indicator, catalogue.policy());
                assert!(words.row.chars().count() <= ROW, "{}", words.row);
                assert!(words.title.split_whitespace().count() <= TITLE, "{}", words.title);
                for sentence in words.sentence.split(". ") {
                    let count = sentence.split_whitespace().count();
                    assert!(count <= 30, "{count} words: {sentence}");
                    // What an indicator counts may name a step that follows another; the sentence around it may not.
                    let lower = sentence.replace(&indicator.verb_phrase, "").to_lowercase();
                    assert!(
                        NEVER.iter().all(|never| !lower.contains(never)),
                        "{}: {sentence}",
                        indicator.id
                    );
                }
            }
        }
    }
}
