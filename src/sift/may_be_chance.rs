//! What a rule of the chart marks, beside the test that makes the lists: no two sentences of a paper may disagree.

use crate::domain::{Tier, Verdict};
use crate::sift::movement::Movement;
use crate::sift::number;

/// A p value from which on chance would often do as much.
const OFTEN: f64 = 0.05;

/// What is said where the test finds nothing in what a rule marks.
const MAY_BE_CHANCE: &str = "against its past, that may be chance";

/// The same in a row, after what the rule marks.
const ROW: &str = ", which may be chance";

/// Quarters of the longest window of the test: a run that is longer began before it, so that the test says nothing of its start.
const WINDOW: usize = 8;

/// What is said of a level that moved before the longest window, where the newest quarters show nothing new.
const LONG_AGO: &str = "there is no clear move since";

/// The same in a row.
const ROW_LONG_AGO: &str = ", with no clear move since";

/// The movement that a rule of the chart marks, with what the test says of it.
pub(super) fn beside_the_test(told: Movement, verdict: &Verdict) -> Movement {
    if verdict.tier != Tier::Usual || verdict.p.is_none_or(|p| p < OFTEN) {
        return told;
    }
    let (row, sentence_end) = match told.is_run && is_of_long_ago(verdict) {
        true => (ROW_LONG_AGO, LONG_AGO),
        false => (ROW, MAY_BE_CHANCE),
    };
    let told = Movement {
        row: format!("{}{row}", told.row),
        plain: format!("{}{row}", told.plain),
        ..told
    };
    match &told.sentence {
        Some(sentence) => Movement {
            sentence: Some(format!("{sentence}; {sentence_end}")),
            ..told
        },
        None => Movement {
            sentence: Some(number::capitalised(MAY_BE_CHANCE)),
            caution: None,
            ..told
        },
    }
}

/// Whether all that a rule marks in the newest quarter is a run on one side that began before the longest window of the test.
pub(super) fn is_of_long_ago(verdict: &Verdict) -> bool {
    let newest = verdict.marks.last().filter(|mark| mark.rules.len() == 1);
    let Some((rule, side)) = newest.and_then(|mark| mark.rules.first().zip(mark.side)) else {
        return false;
    };
    let marks = verdict.marks.iter().rev();
    let running = marks.take_while(|mark| mark.side == Some(side) && mark.rules.contains(rule));
    let is_level = rule == "run-on-one-side" || rule == "longer-run-than-chance";
    is_level && running.count() > WINDOW
}

impl Movement {
    /// Whether the figure is in its usual range, or has never varied.
    pub fn is_as_ever(&self) -> bool {
        let words = ["in the usual", "the same as"];
        words.iter().any(|usual| self.short.starts_with(usual))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Mark, Side};

    fn marked(rule: &str, quarters: usize) -> Verdict {
        let mark = |at: usize| match at + quarters >= 30 {
            true => Mark {
                rules: vec![rule.into()],
                side: Some(Side::High),
            },
            false => Mark::default(),
        };
        Verdict {
            tier: Tier::Usual,
            p: Some(0.4),
            marks: (0..30).map(mark).collect(),
            ..Verdict::unjudged()
        }
    }

    fn told(verdict: &Verdict) -> String {
        let movement = Movement {
            sentence: Some("It has been above its average".into()),
            is_run: true,
            ..Movement::default()
        };
        beside_the_test(movement, verdict).sentence.unwrap_or_default()
    }

    #[test]
    fn a_level_that_moved_before_the_longest_window_is_no_chance_and_a_younger_run_may_be() {
        for rule in ["run-on-one-side", "longer-run-than-chance"] {
            assert!(told(&marked(rule, 8)).ends_with(MAY_BE_CHANCE));
            assert!(told(&marked(rule, 9)).ends_with(LONG_AGO));
        }
        assert!(told(&marked("rising-or-falling-run", 9)).ends_with(MAY_BE_CHANCE));
    }
}
