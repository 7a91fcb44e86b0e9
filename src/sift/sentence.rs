//! A verdict into sentences: value, movement and standing, in the three lengths that papers use.

use crate::catalogue::{Indicator, Polarity, Policy, Timing, Unit};
use crate::domain::{Observation, Series, SeriesState, Side, TargetFact, Tier, Verdict};
use crate::sift::movement::{self, Movement};
use crate::sift::{levels, number, target, withhold};

/// Most characters of a row on the front page.
pub(super) const ROW: usize = 90;
/// Most words of a title.
pub(super) const TITLE: usize = 18;

/// Most words of a sentence.
const LONGEST: usize = 25;

/// The three lengths, made from the same parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Words {
    /// 90 characters or fewer.
    pub row: String,
    /// 18 words or fewer, without a full stop.
    pub title: String,
    /// Two sentences, or three.
    pub sentence: String,
    /// What the reader must bear in mind of a departure that may not last; with a full stop, empty where there is nothing.
    pub caution: String,
}

/// What happened in the newest quarter, in words.
pub(super) fn words(series: &Series, verdict: &Verdict, indicator: &Indicator, policy: &Policy) -> Words {
    let Some(newest) = series.newest() else {
        return plain(String::new());
    };
    if withhold::is_withheld(newest, indicator, policy) {
        return withheld_words();
    }
    let no_levels = number::is_no_share(newest, indicator, policy)
        || levels::has_ranges(series, verdict)
        || levels::has_withheld(series, verdict, (indicator, policy));
    let hidden = match no_levels {
        true => f64::INFINITY,
        false => withhold::small_counts(indicator, policy),
    };
    let movement = movement::movement(series, verdict, indicator, hidden);
    let Some(value) = value_phrase(newest, indicator, policy) else {
        return plain(no_value(newest, verdict, (indicator, policy)));
    };
    let parts = shown_parts(newest, indicator, policy);
    let mut sentences = opening(format!("{value}{parts}"), movement.clause.as_deref());
    sentences.extend(movement.sentence.clone());
    sentences.extend(standing((series, verdict), (indicator, policy)));
    sentences.extend(out_of_reach(verdict, indicator).filter(|_| movement.is_as_ever()));
    let caution = movement.caution.clone().filter(|_| sentences.len() < 3);
    sentences.extend(caution.clone());
    if indicator.polarity == Polarity::Neutral && sentences.len() < 3 && !movement.is_as_ever() {
        sentences.push("Neither direction is better".into());
    }
    Words {
        row: row((series, verdict), &movement, (indicator, policy), &parts),
        title: title(&value, &movement, (newest, indicator, policy)),
        sentence: sentences
            .iter()
            .map(|sentence| format!("{sentence}."))
            .collect::<Vec<_>>()
            .join(" "),
        caution: caution.map_or_else(String::new, |caution| format!("{caution}.")),
    }
}

/// The value with what is unusual about it: one sentence, or two where one would be too long to read.
fn opening(value: String, clause: Option<&str>) -> Vec<String> {
    let Some(clause) = clause else {
        return vec![value];
    };
    let whole = format!("{value}, {clause}");
    if whole.split_whitespace().count() <= LONGEST {
        return vec![whole];
    }
    vec![value, format!("That is {clause}")]
}

fn plain(sentence: String) -> Words {
    let first = sentence.split_inclusive(". ").next().unwrap_or_default();
    let short = first.trim().trim_end_matches('.').to_string();
    Words {
        row: shortened(&short),
        title: within_words(&short),
        sentence,
        caution: String::new(),
    }
}

/// Nothing is told of a withheld figure, not even whether it is unusual: that would say something of where it lies.
fn withheld_words() -> Words {
    Words {
        row: "[c] withheld: small numbers".into(),
        title: "[c] withheld: small numbers".into(),
        sentence: "[c] The figure is withheld because it is small, or would reveal one that is.".into(),
        caution: String::new(),
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
            if indicator.timing == Timing::FlowAnnualised {
                let noun = number::capitalised(&indicator.noun);
                let verb = &indicator.verb_phrase;
                return Some(format!("{noun} {verb} at a yearly rate of {text} per {base} {people}"));
            }
            if indicator.noun == people {
                return Some(format!("{text} {people} per {base} {}", indicator.verb_phrase));
            }
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
fn no_value(one: &Observation, verdict: &Verdict, (indicator, policy): (&Indicator, &Policy)) -> String {
    match one.state {
        SeriesState::Range => match withhold::value(one, indicator, policy).to_string() {
            mark if mark.starts_with('[') => format!("{mark} The figure is withheld because it is small."),
            range => format!(
                "Between {}{} {} {}, because senders withheld parts. {}{}",
                range.replace(" to ", " and "),
                if range.ends_with('%') { " of" } else { "" },
                indicator.noun,
                indicator.verb_phrase,
                of_range(verdict),
                range_standing(one, verdict, indicator)
            ),
        },
        SeriesState::NoReturn => "No figure that could be used was sent. This says nothing about practice.".into(),
        SeriesState::NotDue => "It is not due this quarter.".into(),
        SeriesState::Suppressed => "The sender withheld the figure, so it cannot be judged.".into(),
        SeriesState::NotMeasured if one.has_none() => "There were none to count, so there is no share.".into(),
        SeriesState::NotMeasured | SeriesState::Number => "What was sent cannot be measured.".into(),
    }
}

/// What can be said of a figure that is only known to lie between bounds.
fn of_range(verdict: &Verdict) -> &'static str {
    match verdict.tier {
        Tier::CannotTell => "We cannot tell if that is unusual.",
        Tier::NotJudged => "It is not judged.",
        Tier::Usual => "Wherever in that range it lies, that is not unusual.",
        Tier::Exception | Tier::Watch => "Wherever in that range it lies, that is unusual.",
    }
}

/// ` Either end misses the statutory target of 90%.` for a figure between bounds; empty where there is no target, or no direction is
/// better.
fn range_standing(one: &Observation, verdict: &Verdict, indicator: &Indicator) -> String {
    let declared = indicator
        .target_in(one.period)
        .filter(|_| indicator.polarity != Polarity::Neutral);
    let Some(declared) = declared else {
        return String::new();
    };
    let span = one.low.zip(one.high).map_or(0.0, |(low, high)| high - low);
    let target = number::level(declared.value, indicator, span);
    let level = target::of(declared, &target);
    match verdict.target.as_ref().map(|statement| statement.fact) {
        Some(TargetFact::Met) => format!(" Wherever it lies, the {level} is met."),
        Some(TargetFact::Missed) => format!(" Wherever it lies, the {level} is missed."),
        None => format!(" We cannot tell if the {level} is met."),
    }
}

/// The figure against its target: the fact and its strength.
pub(super) fn standing(
    (series, verdict): (&Series, &Verdict),
    (indicator, policy): (&Indicator, &Policy),
) -> Option<String> {
    let statement = verdict.target.as_ref()?;
    let newest = series.newest()?;
    let declared = indicator.target_in(newest.period)?;
    let span = levels::span(series, verdict);
    let target = number::level(statement.target, indicator, span);
    let level = target::of(declared, &target);
    let side = match indicator.polarity {
        Polarity::LowerBetter => Side::High,
        Polarity::HigherBetter | Polarity::Neutral => Side::Low,
    };
    let beside = match number::figure(newest, indicator, policy) {
        // 94.96% is printed as 95.0%: below a target of 95%, though it reads as if it were met.
        Some(figure) if figure.trim_end_matches(".0%") == target.trim_end_matches('%') => {
            format!("before rounding {}", movement::above(side))
        }
        _ => movement::above(side).to_string(),
    };
    // Of so few no share is told, nor the range of one.
    if number::is_no_share(newest, indicator, policy) {
        let so = match statement.clear {
            true => "",
            false => ", but of so few that this may be chance",
        };
        return Some(match statement.fact {
            TargetFact::Met => format!("The {level} is met{so}"),
            TargetFact::Missed => format!("That is {} the {level}{so}", movement::above(side)),
        });
    }
    let likely = statement
        .interval
        .map(|range| number::likely(range, newest, (indicator, policy), (statement.target, span)));
    Some(match (statement.fact, likely, statement.clear) {
        (TargetFact::Met, Some(range), false) => {
            format!("The {level} is met, but the likely range, {range}, includes it")
        }
        (TargetFact::Met, _, _) => format!("The {level} is met"),
        (TargetFact::Missed, Some(range), true) => {
            format!(
                "The {}; the likely range, {range}, does not reach it",
                target::is(declared, &target)
            )
        }
        (TargetFact::Missed, Some(range), false) => {
            format!("That is {beside} the {level}, which the likely range, {range}, includes")
        }
        (TargetFact::Missed, None, _) => format!("That is {beside} the {level}"),
    })
}

/// That the whole usual range misses the target, of a figure that is in it; `None` where it does not.
fn out_of_reach(verdict: &Verdict, indicator: &Indicator) -> Option<String> {
    let misses = verdict.target.as_ref()?.assurance.as_deref() == Some("missed");
    let side = match indicator.polarity {
        Polarity::LowerBetter => "above",
        Polarity::HigherBetter => "below",
        Polarity::Neutral => return None,
    };
    misses.then(|| format!("Its whole usual range is {side} the target: without a change it will go on missing it"))
}

/// Value, what moved, and against what: the fullest form that fits.
fn row(
    (series, verdict): (&Series, &Verdict),
    movement: &Movement,
    (indicator, policy): (&Indicator, &Policy),
    parts: &str,
) -> String {
    let newest = series.newest();
    let value = newest
        .and_then(|one| number::figure(one, indicator, policy))
        .unwrap_or_default();
    let from = before(series, verdict, (indicator, policy), &value);
    let against = against(series, verdict, indicator);
    // A run or a trend says where it came from.
    let near = match (movement.is_run, against.is_empty()) {
        (true, false) => "",
        _ => from.as_str(),
    };
    let moved = |start: String| match movement.row.is_empty() {
        true => start,
        false => format!("{start}. {}", movement.row),
    };
    let in_full = |start: String| format!("{start}. {}{against}", movement.row);
    let mut forms = vec![in_full(format!("{value}{parts}{near}"))];
    // A missed target is the last to go: a row without it reads as if there were none.
    if indicator.polarity != Polarity::Neutral && !against.is_empty() {
        forms.extend([in_full(format!("{value}{near}")), in_full(value.clone())]);
    }
    forms.extend([
        moved(format!("{value}{parts}{from}")),
        moved(format!("{value}{parts}")),
        moved(value.clone()),
    ]);
    let fits = |form: &&String| !movement.row.is_empty() && form.chars().count() <= ROW;
    match forms.iter().find(fits) {
        Some(form) => form.clone(),
        None => shortened(&moved(value)),
    }
}

/// `, from 61.3%`: last quarter's figure where it may be told and is compared like for like.
fn before(series: &Series, verdict: &Verdict, (indicator, policy): (&Indicator, &Policy), value: &str) -> String {
    let told = || {
        let newest = series.newest()?;
        let at = series.observations.len().checked_sub(2)?;
        let before = series.observations.get(at)?;
        let is_alike = before.period == newest.period.previous()
            && newest.without.is_empty()
            && !newest.flags.broken
            && verdict.restarts.iter().all(|(restart, _)| *restart <= at)
            && before.state == SeriesState::Number
            && !withhold::is_small(before, indicator, policy);
        let figure = number::figure(before, indicator, policy).filter(|_| is_alike)?;
        (figure != value).then(|| format!(", from {figure}"))
    };
    told().unwrap_or_default()
}

/// `; local target 90%` where it is missed; that neither direction is better where that is so.
fn against(series: &Series, verdict: &Verdict, indicator: &Indicator) -> String {
    if indicator.polarity == Polarity::Neutral {
        return ". Neither direction is better".into();
    }
    let told = || {
        let statement = verdict.target.as_ref().filter(|one| one.fact == TargetFact::Missed)?;
        let declared = indicator.target_in(series.newest()?.period)?;
        let level = number::level(statement.target, indicator, levels::span(series, verdict));
        Some(format!("; {}", target::short(declared, &level)))
    };
    told().unwrap_or_default()
}

/// Value and movement in 18 words at most: what moved is left out last.
fn title(value: &str, movement: &Movement, (newest, indicator, policy): (&Observation, &Indicator, &Policy)) -> String {
    if movement.short.is_empty() {
        return within_words(value);
    }
    let figure = number::figure(newest, indicator, policy).unwrap_or_default();
    let named = format!("{}: {figure}", indicator.row_name);
    let full = match &movement.clause {
        Some(clause) => format!(", {clause}"),
        None => format!("; {}", movement.short),
    };
    let forms = [
        format!("{value}{full}"),
        format!("{value}, {}", movement.plain),
        format!("{named}{full}"),
        format!("{named}, {}", movement.plain),
    ];
    let fits = |form: &&String| form.split_whitespace().count() <= TITLE;
    match forms.iter().find(fits) {
        Some(form) => form.clone(),
        None => within_words(value),
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
