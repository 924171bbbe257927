//! Rounding to 16 bits in one step.

/// f64 to f32, rounded to odd: the result can be rounded once more, to 16 bits, as if at once
/// (S. Boldo and G. Melquiond, *Emulation of FMA and correctly rounded sums*, 2008).
pub(crate) fn round_to_odd(x: f64) -> f32 {
    let nearest = x as f32;
    let widened = f64::from(nearest);
    if widened == x || x.is_nan() {
        return nearest;
    }
    if nearest.is_infinite() {
        return f32::MAX.copysign(nearest);
    }
    let bits = nearest.to_bits();
    if bits & 1 == 1 {
        return nearest;
    }
    // The neighbour on the other side of `x` has an odd last bit.
    f32::from_bits(if widened.abs() < x.abs() { bits + 1 } else { bits - 1 })
}

#[cfg(test)]
mod tests {
    use super::round_to_odd;
    use half::{bf16, f16};

    #[test]
    fn a_tie_with_a_bit_far_below_is_rounded_up() {
        // 1 + 2^-8 is a tie in bfloat16 and 1 + 2^-11 in binary16; a last bit breaks it.
        let x = 1.0 + 2f64.powi(-8) + 2f64.powi(-50);
        assert_eq!(bf16::from_f32(round_to_odd(x)).to_f64(), 1.0 + 2f64.powi(-7));
        let x = -1.0 - 2f64.powi(-11) - 2f64.powi(-50);
        assert_eq!(f16::from_f32(round_to_odd(x)).to_f64(), -1.0 - 2f64.powi(-10));
        let x = 1.0 + 2f64.powi(-8) - 2f64.powi(-50);
        assert_eq!(bf16::from_f32(round_to_odd(x)).to_f64(), 1.0);
    }

    #[test]
    fn what_f32_holds_stays() {
        for x in [0.0, -0.0, 1.5, f64::INFINITY, f64::NEG_INFINITY, f64::from(f32::MAX)] {
            assert_eq!(f64::from(round_to_odd(x)).to_bits(), x.to_bits());
        }
        assert!(round_to_odd(f64::NAN).is_nan());
        assert_eq!(round_to_odd(1e300), f32::MAX);
        assert_eq!(round_to_odd(-1e-300), -f32::from_bits(1));
    }
}
