//! The normal quantile of a word of 32 bits in single precision, without a branch.

use super::gaussian::ln;

/// The z with Φ(z) = (`word` + ½) / 2³², to 1e-6 of itself.
///
/// With x = 2Φ(z) − 1 and w = −ln(1 − x²), z / x is a smooth function of w, and far out of √w (the
/// arrangement of M. Giles, *Approximating the erfinv function*, GPU Computing Gems, 2011; the
/// polynomials are our own fits).
#[inline(always)]
pub(super) fn single(word: u32) -> f32 {
    // From the nearer end, so that both tails keep their digits.
    let nearer = if (word as i32) < 0 { !word } else { word };
    let p = (nearer as i32 as f32 + 0.5) / 4_294_967_296.0;
    let x = ((word ^ 0x8000_0000) as i32 as f32 + 0.5) / 2_147_483_648.0;
    let w = -ln(4.0 * p * (1.0 - p));
    let w = if w > 0.0 { w } else { 0.0 };
    let (c, t) = (w - 2.5, w.sqrt() - 3.0);
    let central = CENTRAL[0]
        + c * (CENTRAL[1]
            + c * (CENTRAL[2]
                + c * (CENTRAL[3]
                    + c * (CENTRAL[4]
                        + c * (CENTRAL[5]
                            + c * (CENTRAL[6] + c * (CENTRAL[7] + c * CENTRAL[8])))))));
    let tail = TAIL[0]
        + t * (TAIL[1]
            + t * (TAIL[2]
                + t * (TAIL[3] + t * (TAIL[4] + t * (TAIL[5] + t * (TAIL[6] + t * TAIL[7]))))));
    x * if w < 5.0 { central } else { tail }
}

// Minimax for z / x, relative, by Lawson's reweighted least squares: 9.4e-8 in w − 2.5 up to w = 5,
// 4.2e-7 in √w − 3 beyond.
const CENTRAL: [f32; 9] = [
    2.123_313_7,
    0.348_802_66,
    -0.005_908_171,
    -0.001_773_010_1,
    3.091_502e-4,
    -6.217_993_4e-6,
    -4.990_565_7e-6,
    4.861_04e-7,
    4.035_466_7e-8,
];
const TAIL: [f32; 8] = [
    4.006_435,
    1.416_595_2,
    0.013_337_561,
    -0.010_936_310_5,
    0.008_199_318,
    -0.004_748_929_3,
    0.001_632_314_1,
    -2.375_916_5e-4,
];

#[cfg(test)]
mod tests {
    use super::single;
    use crate::inverse_normal;

    #[test]
    fn close_to_the_double_precision_quantile() {
        let mut worst = 0.0_f64;
        let edges = (0..32).flat_map(|k| [1_u32 << k, (1 << k) - 1, !(1 << k)]);
        for word in (0..1_000_000).map(|i| i * 4_294).chain(edges).chain([u32::MAX]) {
            let truth = inverse_normal((f64::from(word) + 0.5) / 4_294_967_296.0);
            worst = worst.max((f64::from(single(word)) / truth - 1.0).abs());
        }
        assert!(worst < 1e-6, "{worst:e}");
        assert!(single(0) < -6.2 && single(u32::MAX) == -single(0));
    }
}
