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

/// The same of a figure outside its range, which tells of no run.
const LEVEL_LONG_AGO: &str = "its level moved long before, with no clear move since";

/// The same in a row.
const ROW_LONG_AGO: &str = ", with no clear move since";

/// The movement that a rule of the chart marks, with what the test says of it.
pub(super) fn beside_the_test(told: Movement, verdict: &Verdict) -> Movement {
    if verdict.tier != Tier::Usual || verdict.p.is_none_or(|p| p < OFTEN) {
        return told;
    }
    let (row, sentence_end) = match (is_of_long_ago(verdict), told.is_run) {
        (true, true) => (ROW_LONG_AGO, LONG_AGO),
        (true, false) => (ROW_LONG_AGO, LEVEL_LONG_AGO),
        (false, _) => (ROW, MAY_BE_CHANCE),
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
            sentence: Some(number::capitalised(sentence_end)),
            caution: None,
            ..told
        },
    }
}

/// Whether the newest quarter lies in a run on one side that began before the longest window of the test: whatever other rule marks
/// it, the level moved then.
pub(super) fn is_of_long_ago(verdict: &Verdict) -> bool {
    let Some((newest, side)) = verdict.marks.last().and_then(|mark| Some((mark, mark.side?))) else {
        return false;
    };
    let of_level = |rule: &&String| *rule == "run-on-one-side" || *rule == "longer-run-than-chance";
    let Some(rule) = newest.rules.iter().find(of_level) else {
        return false;
    };
    let marks = verdict.marks.iter().rev();
    let running = marks.take_while(|mark| mark.side == Some(side) && mark.rules.contains(rule));
    running.count() > WINDOW
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
