//! The normal distribution: tails and quantile.

use std::f64::consts::{FRAC_1_SQRT_2, TAU};
use std::sync::LazyLock;

/// Probability above z. Accurate in the far upper tail.
pub fn upper(z: f64) -> f64 {
    0.5 * libm::erfc(z * FRAC_1_SQRT_2)
}

/// Probability at or below z. Accurate in the far lower tail.
pub fn lower(z: f64) -> f64 {
    upper(-z)
}

/// The z with `lower(z)` = p; infinite at 0 and 1, not a number outside them.
pub fn quantile(p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    if p == 0.5 {
        return 0.0;
    }
    let tail = p.min(1.0 - p);
    if tail == 0.0 {
        return if p == 0.0 { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    let magnitude = upper_quantile(tail);
    if p < 0.5 { -magnitude } else { magnitude }
}

/// The positive z whose upper tail is `tail` ≤ ½: Wichura's rational approximation (Applied Statistics algorithm AS 241, PPND16, 1988),
/// then one Newton step on the logarithm of the tail, which takes what that leaves to the last figure.
fn upper_quantile(tail: f64) -> f64 {
    let z = approximate(tail);
    let at = upper(z);
    let density = (-0.5 * z * z).exp() / TAU.sqrt();
    z + (at / tail).ln() * at / density
}

/// A numerator and a denominator by ascending powers.
type Rational = [[f64; 8]; 2];

const CENTRAL: Rational = [
    [
        3.387_132_872_796_366_5,
        133.141_667_891_784_38,
        1_971.590_950_306_551_3,
        13_731.693_765_509_46,
        45_921.953_931_549_87,
        67_265.770_927_008_7,
        33_430.575_583_588_13,
        2_509.080_928_730_122_7,
    ],
    [
        1.0,
        42.313_330_701_600_91,
        687.187_007_492_057_9,
        5_394.196_021_424_751,
        21_213.794_301_586_597,
        39_307.895_800_092_71,
        28_729.085_735_721_943,
        5_226.495_278_852_854,
    ],
];
const OUTER: Rational = [
    [
        1.423_437_110_749_683_5,
        4.630_337_846_156_546,
        5.769_497_221_460_691,
        3.647_848_324_763_204_5,
        1.270_458_252_452_368_4,
        0.241_780_725_177_450_6,
        0.022_723_844_989_269_184,
        0.000_774_545_014_278_341_4,
    ],
    [
        1.0,
        2.053_191_626_637_759,
        1.676_384_830_183_803_8,
        0.689_767_334_985_1,
        0.148_103_976_427_480_08,
        0.015_198_666_563_616_457,
        0.000_547_593_808_499_534_5,
        1.050_750_071_644_416_9e-9,
    ],
];
const FAR: Rational = [
    [
        6.657_904_643_501_103,
        5.463_784_911_164_114,
        1.784_826_539_917_291_3,
        0.296_560_571_828_504_87,
        0.026_532_189_526_576_124,
        0.001_242_660_947_388_078_4,
        2.711_555_568_743_487_6e-5,
        2.010_334_399_292_288_1e-7,
    ],
    [
        1.0,
        0.599_832_206_555_888,
        0.136_929_880_922_735_8,
        0.014_875_361_290_850_615,
        0.000_786_869_131_145_613_3,
        1.846_318_317_510_054_8e-5,
        1.421_511_758_316_446e-7,
        2.044_263_103_389_939_8e-15,
    ],
];

/// Wichura's approximation: one rational function near the middle, one further out and one far out.
fn approximate(tail: f64) -> f64 {
    let of = |[above, below]: &Rational, at: f64| {
        let sum = |powers: &[f64; 8]| powers.iter().rev().fold(0.0, |sum, power| sum * at + power);
        sum(above) / sum(below)
    };
    let from_middle = 0.5 - tail;
    if from_middle <= 0.425 {
        return from_middle * of(&CENTRAL, 0.180_625 - from_middle * from_middle);
    }
    let root = (-tail.ln()).sqrt();
    match root <= 5.0 {
        true => of(&OUTER, root - 1.6),
        false => of(&FAR, root - 5.0),
    }
}

/// The two-sided critical value z for a confidence in (0, 1): Φ⁻¹((1 + c)/2), never rounded.
pub fn critical(confidence: f64) -> f64 {
    /// Nearly every interval is asked for at this confidence.
    const USUAL: f64 = 0.95;
    static OF_THE_USUAL: LazyLock<f64> = LazyLock::new(|| quantile(f64::midpoint(1.0, USUAL)));
    match confidence == USUAL {
        true => *OF_THE_USUAL,
        false => quantile(f64::midpoint(1.0, confidence)),
    }
}

/// The error function's complement, for those who think in it.
pub fn complementary_error(x: f64) -> f64 {
    libm::erfc(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_familiar_critical_values_come_out_to_the_last_figure() {
        assert!((critical(0.95) - 1.959_963_984_540_054).abs() < 1e-15);
        assert!((critical(0.998) - 3.090_232_306_167_813).abs() < 2e-15);
    }

    #[test]
    fn the_quantile_undoes_the_tail() {
        for p in [1e-300, 1e-20, 1e-5, 0.2, 0.499_999, 0.7, 0.999] {
            assert!((lower(quantile(p)) / p - 1.0).abs() < 1e-12, "{p}");
        }
    }
}
