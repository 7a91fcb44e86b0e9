//! How sure a verdict is, in the words that papers print. The table stands in the page "how to read this", too.

use crate::catalogue::{Indicator, Policy, Unit};
use crate::domain::{Judged, SeriesState, Side, Tier, Verdict};
use crate::sift::evidence::Evidence;
use crate::sift::{number, sentence, withhold};

/// How sure we are that something changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sureness {
    /// Of all of which this is said, a share of `sure_q` may be chance.
    Sure,
    /// A share of `exception_q` may be.
    FairlySure,
    /// Unusual by itself, but chance makes about as many.
    NotSure,
    /// Nothing that chance would not do, or it was not judged.
    CannotTell,
}

/// By the p value adjusted for all that were tested together; of a figure that is judged by itself, by its own p value times the
/// number of such figures (Bonferroni), which holds whatever they have in common.
pub(super) fn sureness(verdict: &Verdict, alike: usize, policy: &Policy) -> Sureness {
    let by_itself = verdict.p.map(|p| (p * alike.max(1) as f64).min(1.0));
    let chance = verdict.q.or(by_itself).unwrap_or(1.0);
    match verdict.tier {
        Tier::Usual | Tier::CannotTell | Tier::NotJudged => Sureness::CannotTell,
        Tier::Exception | Tier::Watch if chance <= policy.sure_q => Sureness::Sure,
        Tier::Exception | Tier::Watch if chance <= policy.exception_q => Sureness::FairlySure,
        Tier::Exception | Tier::Watch => Sureness::NotSure,
    }
}

/// How many figures like this one were tested: at the same level, and of one agency or of all.
pub(super) fn alike(judged: &Judged, evidence: &Evidence<'_>) -> usize {
    let of = |one: &Judged| (one.series.level, one.series.agency.is_some());
    let tested = evidence.judged().iter().filter(|one| one.verdict.p.is_some());
    tested.filter(|one| of(one) == of(judged)).count()
}

/// `Sure of the rise`, `Fairly sure of the fall`, `Not sure: it may be chance`, `Cannot tell`; where the newest figure has turned back,
/// `Sure that it is lower than usual`.
fn words(sureness: Sureness, side: Option<Side>, has_turned: bool) -> String {
    let sure = match sureness {
        Sureness::Sure => "Sure",
        Sureness::FairlySure => "Fairly sure",
        Sureness::NotSure => return "Not sure: it may be chance".into(),
        Sureness::CannotTell => return "Cannot tell".into(),
    };
    match (side, has_turned) {
        (Some(Side::High), false) => format!("{sure} of the rise"),
        (Some(Side::Low), false) => format!("{sure} of the fall"),
        (Some(Side::High), true) => format!("{sure} that it is higher than usual"),
        (Some(Side::Low), true) => format!("{sure} that it is lower than usual"),
        (None, _) => sure.into(),
    }
}

/// Whether the newest figure moved back from the one before it, so that what is unusual is where it lies and not how it moved.
fn has_turned(judged: &Judged) -> bool {
    let value = |back: usize| {
        let all = &judged.series.observations;
        all.len().checked_sub(back).and_then(|at| all.get(at)?.value)
    };
    let Some((now, before)) = value(1).zip(value(2)) else {
        return false;
    };
    match judged.verdict.side {
        Some(Side::High) => now < before,
        Some(Side::Low) => now > before,
        None => false,
    }
}

/// How sure, then what the reader must know: likely range, provisional, suppressed, restated, base.
pub(super) fn told(judged: &Judged, indicator: &Indicator, evidence: &Evidence<'_>) -> String {
    let (series, verdict) = (&judged.series, &judged.verdict);
    let alike = alike(judged, evidence);
    let how = sureness(verdict, alike, evidence.catalogue.policy());
    let sure = words(how, verdict.side, has_turned(judged));
    let newest = series.newest();
    let small = newest.is_some_and(|one| one.state != SeriesState::Number);
    let withheld = newest.is_some_and(|one| withhold::is_withheld(one, indicator, evidence.catalogue.policy()));
    let span = crate::sift::levels::span(series, verdict);
    let value = newest.and_then(|one| one.value).unwrap_or_default();
    let mut parts = vec![format!("{sure}.")];
    let of = (indicator, evidence.catalogue.policy());
    let standing = sentence::standing((series, verdict), of).filter(|_| !small && !withheld);
    let tells_range = standing.as_ref().is_some_and(|words| words.contains("likely range"));
    parts.extend(standing.map(|words| format!("{}.", words.replacen("That is", "The figure is", 1))));
    let likely = verdict.likely.zip(newest).filter(|_| !tells_range);
    if let Some((likely, newest)) = likely.filter(|(_, one)| {
        let is_share =
            indicator.unit == Unit::Percent && !number::is_no_share(one, indicator, evidence.catalogue.policy());
        !small && !withheld && is_share
    }) {
        parts.push(format!(
            "Likely range {}.",
            number::likely(likely, newest, of, (value, span))
        ));
    }
    let flags = newest.map(|one| one.flags).unwrap_or_default();
    if flags.provisional {
        parts.push("The newest figure may still change.".into());
    }
    match newest.map(|one| one.state) {
        Some(SeriesState::Range | SeriesState::Suppressed) => parts.push("Parts are withheld by the senders.".into()),
        Some(SeriesState::Number) => {}
        Some(SeriesState::NoReturn | SeriesState::NotDue | SeriesState::NotMeasured) | None => {
            parts.push("There is no figure for the quarter.".into());
        }
    }
    if flags.restated {
        parts.push("It has been restated.".into());
    }
    if !flags.provisional && !flags.restated && !small {
        parts.push("Nothing provisional or restated.".into());
    }
    parts.join(" ")
}

/// The table of words: what is said, and of how many of which it is said one may be chance.
pub(super) fn table(policy: &Policy) -> Vec<(&'static str, String)> {
    let one_in = |share: f64| number::decimal((1.0 / share).round(), 0);
    let after = "after allowing for all that were tested together";
    vec![
        (
            "Sure",
            format!("One in {} of these may be chance, {after}.", one_in(policy.sure_q)),
        ),
        (
            "Fairly sure",
            format!("One in {} of these may be chance, {after}.", one_in(policy.exception_q)),
        ),
        (
            "Not sure",
            format!(
                "By itself it would come less than once in {} quarters. With so many tested, chance makes some of these.",
                one_in(policy.watch_p)
            ),
        ),
        (
            "Cannot tell",
            "Chance would often do as much, or it was not judged.".into(),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;

    fn said((tier, p, q): (Tier, f64, Option<f64>), alike: usize) -> String {
        let catalogue = Catalogue::built_in().unwrap();
        let verdict = Verdict {
            tier,
            p: Some(p),
            q,
            ..Verdict::unjudged()
        };
        words(sureness(&verdict, alike, catalogue.policy()), Some(Side::High), false)
    }

    #[test]
    fn the_words_turn_at_one_in_a_hundred_and_one_in_ten_after_allowing_for_the_number_tested() {
        let exception = |q: f64| said((Tier::Exception, 0.0005, Some(q)), 100);
        assert_eq!(exception(1e-9), "Sure of the rise");
        assert_eq!(exception(0.01), "Sure of the rise");
        assert_eq!(exception(0.0101), "Fairly sure of the rise");
        assert_eq!(exception(0.10), "Fairly sure of the rise");
        assert_eq!(
            said((Tier::Watch, 0.0005, Some(0.101)), 100),
            "Not sure: it may be chance"
        );
        assert_eq!(said((Tier::Usual, 0.02, Some(0.6)), 100), "Cannot tell");
    }

    #[test]
    fn what_is_judged_by_itself_goes_by_its_own_p_value_and_the_number_of_such_figures() {
        let watch = |p: f64| said((Tier::Watch, p, None), 100);
        assert_eq!(watch(2e-21), "Sure of the rise");
        assert_eq!(watch(0.0001), "Sure of the rise");
        assert_eq!(watch(0.000_11), "Fairly sure of the rise");
        assert_eq!(watch(0.001), "Fairly sure of the rise");
        assert_eq!(watch(0.0011), "Not sure: it may be chance");
        assert_eq!(said((Tier::CannotTell, 2e-21, None), 1), "Cannot tell");
    }
}
