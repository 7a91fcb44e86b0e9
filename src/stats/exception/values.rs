//! Values that count nothing, such as scores and medians: how far the newest depart from all before.

use crate::stats::centre;
use crate::stats::exception::combine::Deviate;
use crate::stats::exception::predict::Window;
use crate::stats::exception::{Departure, FEWEST_EARLIER, Verdict};
use crate::stats::special::{beta::student_upper, normal};

/// The newest `length` positions against all before, or before `end` if that is earlier: the two-sample t statistic with pooled variance, read as a normal deviate.
/// `None` where too little lies before, or nothing varies although the two differ.
pub(super) fn window(values: &[Option<f64>], length: usize, end: usize) -> Option<Window> {
    let (before, inside) = values.split_at(values.len().checked_sub(length)?);
    let before = &before[..end.min(before.len())];
    let recorded = |part: &[Option<f64>]| part.iter().flatten().copied().collect::<Vec<f64>>();
    let (before, inside) = (recorded(before), recorded(inside));
    if before.len() < FEWEST_EARLIER || inside.is_empty() {
        return None;
    }
    let mean = |part: &[f64]| centre::mean(part.iter().copied()).unwrap_or(0.0);
    let (then, now) = (mean(&before), mean(&inside));
    let squares = |part: &[f64], mean: f64| part.iter().map(|value| (value - mean).powi(2)).sum::<f64>();
    let freedom = (before.len() + inside.len() - 2) as f64;
    let variance = (squares(&before, then) + squares(&inside, now)) / freedom;
    let spread = (variance * (1.0 / before.len() as f64 + 1.0 / inside.len() as f64)).sqrt();
    let difference = now - then;
    let z = if difference.abs() <= 1e-12 * then.abs() {
        0.0
    } else {
        let t = difference / spread;
        let tail = student_upper(t.abs(), freedom).clamp(1e-300, 0.5);
        t.is_finite().then(|| -normal::quantile(tail) * t.signum())?
    };
    let many = inside.len() as f64;
    Some(Window {
        length,
        deviate: Deviate {
            z,
            inside: inside.len(),
            before: before.len(),
        },
        observed: now * many,
        expected: then * many,
        spread: spread * many,
        dispersion: 1.0,
        season: 0.0,
    })
}

/// The verdict where all earlier values are the same and the newest is another; else `None`.
pub(super) fn after_a_constant(earlier: &[Option<f64>], now: f64) -> Option<Verdict> {
    let baseline = earlier.iter().flatten().count();
    let mut earlier = earlier.iter().flatten().copied();
    let always = earlier.next()?;
    if now.total_cmp(&always).is_eq() || earlier.any(|value| value.total_cmp(&always).is_ne()) {
        return None;
    }
    let chance = 1.0 / (baseline + 1) as f64;
    let departure = if now > always { Departure::High } else { Departure::Low };
    let (high, low) = match departure {
        Departure::High => (chance, 1.0),
        Departure::Low => (1.0, chance),
    };
    Some(Verdict {
        high,
        low,
        departure,
        window: 1,
        observed: now,
        expected: always,
        spread: 0.0,
        dispersion: 1.0,
        season: 0.0,
        baseline,
        newest: Some(normal::quantile(1.0 - chance) * if now > always { 1.0 } else { -1.0 }),
    })
}

#[cfg(test)]
mod tests {
    use crate::stats::exception::{Departure, TooLittle, judge_values};

    fn judged(values: &[f64]) -> crate::stats::exception::Verdict {
        judge_values(&values.iter().copied().map(Some).collect::<Vec<_>>(), None).unwrap()
    }

    #[test]
    fn a_value_far_from_all_before_is_seen_and_the_direction_is_its_own() {
        let quiet = [5.0, 6.0, 5.5, 5.2, 6.1, 5.8, 5.4, 5.9, 6.2, 5.1, 5.7, 5.6];
        let high = judged(&[&quiet[..], &[9.0]].concat());
        assert!(
            high.high < 0.001 && high.low > 0.5 && high.departure == Departure::High,
            "{high:?}"
        );
        let usual = judged(&[&quiet[..], &[5.7]].concat());
        assert!(usual.p() > 0.2, "{usual:?}");
    }

    #[test]
    fn the_first_other_value_after_a_constant_has_the_chance_of_the_odd_one_out() {
        let verdict = judged(&[&[7.0; 19][..], &[70.0]].concat());
        assert!(
            (verdict.high - 0.05).abs() < 1e-12 && verdict.departure == Departure::High,
            "{verdict:?}"
        );
        assert_eq!(judged(&[7.0; 20]).p(), judged(&[70.0; 20]).p());
        assert!(judged(&[7.0; 20]).p() > 0.2);
    }

    #[test]
    fn too_little_is_said_to_be_too_little() {
        let few = vec![Some(1.0); 8];
        assert_eq!(judge_values(&few, None), Err(TooLittle::TooShort { have: 7, need: 8 }));
        assert_eq!(judge_values(&[Some(1.0), None], None), Err(TooLittle::NewestMissing));
        assert_eq!(judge_values(&[], None), Err(TooLittle::NewestMissing));
    }
}
