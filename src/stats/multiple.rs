//! p values of one family → adjusted p values and false-discovery control. A missing p leaves the family.
//!
//! Source: as `p.adjust` of R: Benjamini and Hochberg 1995, Benjamini and Yekutieli 2001, Holm 1979, Hochberg 1988.

/// The ways to adjust.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Adjustment {
    /// Benjamini and Hochberg: false-discovery rate, independent or positively dependent tests.
    BenjaminiHochberg,
    /// Benjamini and Yekutieli: false-discovery rate, any dependence.
    BenjaminiYekutieli,
    /// Holm: family-wise error, step down.
    Holm,
    /// Hochberg: family-wise error, step up.
    Hochberg,
    /// Bonferroni: family-wise error, one step.
    Bonferroni,
}

/// The adjusted p values in the order given. Missing and not-a-number stay missing; an empty family gives an empty answer.
pub fn adjust(values: &[Option<f64>], how: Adjustment) -> Vec<Option<f64>> {
    let mut present: Vec<(usize, f64)> = values
        .iter()
        .enumerate()
        .filter_map(|(at, p)| Some((at, (*p)?)))
        .filter(|(_, p)| !p.is_nan())
        .collect();
    present.sort_by(|a, b| a.1.total_cmp(&b.1));
    let n = present.len() as f64;
    let harmonic: f64 = (1..=present.len()).map(|i| 1.0 / i as f64).sum();
    let scaled = |index: usize| {
        let (rank, p) = ((index + 1) as f64, present[index].1);
        match how {
            Adjustment::BenjaminiHochberg => n / rank * p,
            Adjustment::BenjaminiYekutieli => harmonic * n / rank * p,
            Adjustment::Holm | Adjustment::Hochberg => (n + 1.0 - rank) * p,
            Adjustment::Bonferroni => n * p,
        }
    };
    let mut adjusted = vec![None; values.len()];
    // Step-up methods look from the largest p down and carry the least; Holm looks from the smallest up and carries the most.
    let step_up = matches!(
        how,
        Adjustment::BenjaminiHochberg | Adjustment::BenjaminiYekutieli | Adjustment::Hochberg
    );
    let mut bound: f64 = if step_up { f64::INFINITY } else { 0.0 };
    for step in 0..present.len() {
        let index = if step_up { present.len() - 1 - step } else { step };
        let value = scaled(index);
        bound = if step_up { bound.min(value) } else { bound.max(value) };
        adjusted[present[index].0] = Some(bound.min(1.0));
    }
    adjusted
}

/// Which tests are discoveries at false-discovery rate `rate`: Benjamini–Hochberg adjusted p at most `rate`.
pub fn discoveries(values: &[Option<f64>], rate: f64) -> Vec<bool> {
    let adjusted = adjust(values, Adjustment::BenjaminiHochberg);
    adjusted.into_iter().map(|q| q.is_some_and(|q| q <= rate)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_p_does_not_count_as_a_test() {
        let adjusted = adjust(&[Some(0.01), None, Some(0.02)], Adjustment::Bonferroni);
        assert_eq!(adjusted, [Some(0.02), None, Some(0.04)]);
    }

    #[test]
    fn zero_p_values_are_adjusted_like_any_other() {
        let adjusted = adjust(&[Some(0.5), Some(0.0), Some(0.04)], Adjustment::BenjaminiHochberg);
        assert_eq!(adjusted, [Some(0.5), Some(0.0), Some(0.06)]);
    }

    #[test]
    fn ties_share_their_adjusted_value_whatever_their_order() {
        for how in [Adjustment::BenjaminiHochberg, Adjustment::Holm, Adjustment::Hochberg] {
            let adjusted = adjust(&[Some(0.03), Some(0.5), Some(0.03)], how);
            assert_eq!(adjusted[0], adjusted[2]);
        }
    }
}
