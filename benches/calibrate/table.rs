//! Normal series without any change → the table of scores that the exception layer reads its p values from.

use crate::random::Random;
use paqa::stats::exception::{Deviate, WINDOWS, score};
use paqa::stats::special::{beta, normal};
use rayon::prelude::*;

/// Lengths of series in the table's rows.
const POINTS: [usize; 7] = [9, 10, 12, 16, 21, 28, 40];
/// Chances in its columns.
const CHANCES: [f64; 13] = [
    0.5, 0.3, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005, 0.0002, 0.0001,
];
/// Series behind each row.
const SERIES: u64 = 1_000_000;

pub fn print(seed: u64) {
    for points in POINTS {
        let mut scores: Vec<f64> = (0..1000_u64)
            .into_par_iter()
            .flat_map_iter(|stream| {
                let mut random = Random::new(seed, stream);
                (0..SERIES / 1000)
                    .map(move |_| one(points, &mut random))
                    .collect::<Vec<f64>>()
            })
            .collect();
        scores.sort_by(f64::total_cmp);
        let at = |chance: f64| scores[((1.0 - chance) * SERIES as f64) as usize];
        let cells: Vec<String> = CHANCES.iter().map(|&chance| format!("{:.3}", at(chance))).collect();
        println!("({points}.0, [{}]),", cells.join(", "));
    }
}

fn one(points: usize, random: &mut Random) -> f64 {
    let values: Vec<f64> = (0..points).map(|_| random.normal()).collect();
    let deviates: Vec<Deviate> = WINDOWS.iter().filter_map(|&length| deviate(&values, length)).collect();
    score(&deviates, 1.0)
}

/// The two-sample t statistic of the newest `length` values against those before, as a normal deviate.
fn deviate(values: &[f64], length: usize) -> Option<Deviate> {
    let before = values.len().checked_sub(length).filter(|&before| before >= 8)?;
    let (old, new) = values.split_at(before);
    let mean = |part: &[f64]| part.iter().sum::<f64>() / part.len() as f64;
    let squares = |part: &[f64]| part.iter().map(|value| (value - mean(part)).powi(2)).sum::<f64>();
    let freedom = (values.len() - 2) as f64;
    let error = ((squares(old) + squares(new)) / freedom * (1.0 / before as f64 + 1.0 / length as f64)).sqrt();
    let t = (mean(new) - mean(old)) / error;
    let z = -normal::quantile(beta::student_upper(t.abs(), freedom)) * t.signum();
    Some(Deviate {
        z,
        inside: length,
        before,
    })
}
