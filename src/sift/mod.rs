//! Verdicts into a briefing: what the sub-committee must hear, in which order and words. Must not compute limits.

mod alt;
mod attach;
mod beside;
mod briefing;
mod changes;
pub mod chasing;
mod compare;
mod concern;
mod coverage;
mod evidence;
mod faults;
mod feedback;
mod gaps;
mod grid;
mod in_short;
mod lacking;
mod levels;
mod listed;
mod may_be_chance;
mod memory;
mod movement;
mod number;
mod owners;
mod pages;
pub mod papers;
mod performance;
mod phrase;
pub mod records;
mod restated;
mod score;
mod sentence;
#[cfg(test)]
mod sentence_tests;
mod spoken;
mod story;
mod sureness;
mod target;
mod unusable;
mod withhold;

pub use briefing::briefing;
pub use coverage::{missing, returns};
pub use evidence::{Arrival, Due, Evidence, Reconsidered};
pub use feedback::feedback;
pub use feedback::words::feed as feed_in_words;
pub use memory::Quarter;
pub use pages::documents;
pub use spoken::{Spoken, spoken};
pub use withhold::told::for_members as findings_for_members;

use crate::domain::{Exception, Judged, ListTier, Missing, Period, SeriesState, Shown, ShownSeries};
use memory::Item;

/// Everything that a paper would say of a judged series, whether it is on a list or not; `None` for an indicator that is not
/// declared. Its tier, state and decision say nothing.
pub fn portrait(judged: &Judged, evidence: &Evidence<'_>) -> Option<Exception> {
    let indicator = evidence.catalogue.indicator(&judged.series.indicator)?;
    Some(performance::exception(
        judged,
        indicator,
        (&Item::fresh(judged), ListTier::Watch),
        evidence,
    ))
}

/// The same with its chart from a quarter on: what is said of the newest quarter rests on the whole series all the same.
pub fn portrait_since(judged: &Judged, from: Period, evidence: &Evidence<'_>) -> Option<Exception> {
    let indicator = evidence.catalogue.indicator(&judged.series.indicator)?;
    let mut made = portrait(judged, evidence)?;
    let skipped = performance::before(&judged.series, from);
    if let Some(shown) = &made.series {
        made.alt = performance::alt_text((judged, shown), skipped, indicator, evidence);
    }
    made.series = made.series.map(|series| series.after(skipped));
    // Whatever the span: what a part of the series may not tell, no other part may.
    let is_boxed = performance::is_boxed(judged, indicator, evidence)
        || made.series.as_ref().is_some_and(ShownSeries::is_withheld);
    if is_boxed && made.value != Shown::Mark(Missing::Withheld) {
        let still = format!(
            "{}: {}; too many earlier figures are withheld to draw",
            made.row_name, made.value
        );
        made.alt = made.alt.replacen(made.title.trim_end_matches('.'), &still, 1);
        made.title = still;
    }
    // Alone on a page a chart without a newest figure must say of what it is, and of when.
    let newest = judged.series.newest().filter(|one| one.state == SeriesState::NoReturn);
    if let Some(newest) = newest {
        let none = match newest.period.first_day() > evidence.as_at {
            true => "there is no figure yet for",
            false => "no figure that can be used came for",
        };
        made.title = format!("{}: {none} {}", made.row_name, newest.period);
    }
    Some(made)
}

/// The names of those whose part is missing from a series' newest figure, and is left out of every earlier one.
pub fn left_out(judged: &Judged, evidence: &Evidence<'_>) -> Vec<String> {
    lacking::left_out(&judged.series, evidence)
}
