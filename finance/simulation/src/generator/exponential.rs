//! The exponential function in single precision, without a branch.

/// eˣ within 1e-7 of itself for −87 ≤ x ≤ 88, and at those bounds beyond them: x = n ln 2 + f with
/// |f| ≤ ½ ln 2, a polynomial for eᶠ, and n added to the exponent.
///
/// No fused multiplication, so that each machine gives the same bits.
#[inline(always)]
pub(super) fn exp(x: f32) -> f32 {
    let x = if x > 88.0 { 88.0 } else { x };
    let x = if x < -87.0 { -87.0 } else { x };
    // Adding 1.5 · 2²³ rounds to an integer, which then stands in the lowest bits.
    let shifted = x * std::f32::consts::LOG2_E + SHIFT;
    let n = shifted - SHIFT;
    let f = (x - n * LN2_HIGH) - n * LN2_LOW;
    let tail = C2 + f * (C3 + f * (C4 + f * (C5 + f * C6)));
    let mantissa = 1.0 + (f + f * f * tail);
    let exponent = shifted.to_bits().wrapping_sub(SHIFT.to_bits()).wrapping_add(127) << 23;
    mantissa * f32::from_bits(exponent)
}

const SHIFT: f32 = 12_582_912.0;
/// ln 2 with its last bits cut off, so that n times it is exact, and what was cut off.
const LN2_HIGH: f32 = 0.693_359_4;
const LN2_LOW: f32 = -2.121_944_4e-4;
// Minimax for (eᶠ − 1 − f) / f², relative to eᶠ, by Lawson's reweighted least squares: 3.1e-9.
const C2: f32 = 0.499_999_94;
const C3: f32 = 0.166_665_21;
const C4: f32 = 0.041_668_39;
const C5: f32 = 0.008_368_71;
const C6: f32 = 0.001_381_461_3;

#[cfg(test)]
mod tests {
    use super::exp;

    #[test]
    fn close_to_the_double_precision_function() {
        let mut worst = 0.0_f64;
        for i in -173_900..=175_900 {
            let x = i as f32 * 0.0005;
            let truth = libm::exp(f64::from(x));
            worst = worst.max((f64::from(exp(x)) / truth - 1.0).abs());
        }
        assert!(worst < 1e-7, "{worst:e}");
        assert_eq!(exp(0.0), 1.0);
        assert!(exp(1e9).is_finite() && exp(-1e9) > 0.0);
    }
}
