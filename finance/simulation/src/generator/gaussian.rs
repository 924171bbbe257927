//! Standard normals from random bits: the transformation of Box and Muller, without a branch.
//!
//! G. E. P. Box and M. E. Muller, *A note on the generation of random normal deviates*, Annals of
//! Mathematical Statistics 29 (1958). The upper 31 bits of the first word are the radius's uniform
//! (so a deviate reaches 6.66 standard deviations); of the second word one bit says the octants'
//! order, one the sign, and thirty the angle within ±π/4.

/// In single precision: polynomials for logarithm, sine and cosine.
#[inline(always)]
pub(super) fn single(radius: u32, angle: u32) -> (f32, f32) {
    let uniform = ((radius >> 1) as i32 as f32 + 0.5) / 2_147_483_648.0;
    let length = (-2.0 * ln(uniform)).sqrt();
    let signed = f32::from_bits(length.to_bits() ^ ((angle & 0x4000_0000) << 1));
    let x = (angle << 2) as i32 as f32 * (std::f32::consts::FRAC_PI_4 / 2_147_483_648.0);
    let square = x * x;
    let sine = x + x * square * (S3 + square * (S5 + square * S7));
    let cosine = 1.0 + square * (C2 + square * (C4 + square * (C6 + square * C8)));
    let swap = (angle as i32) < 0;
    let first = if swap { sine } else { cosine };
    let second = if swap { cosine } else { sine };
    (signed * first, signed * second)
}

/// In double precision, from the same bits.
#[inline(always)]
pub(super) fn double(radius: u32, angle: u32) -> (f64, f64) {
    let uniform = (f64::from(radius >> 1) + 0.5) / 2_147_483_648.0;
    let length = (-2.0 * libm::log(uniform)).sqrt();
    let signed = if angle & 0x4000_0000 == 0 { length } else { -length };
    let x = f64::from((angle << 2) as i32) * (std::f64::consts::FRAC_PI_4 / 2_147_483_648.0);
    let (sine, cosine) = (libm::sin(x), libm::cos(x));
    if (angle as i32) < 0 {
        (signed * sine, signed * cosine)
    } else {
        (signed * cosine, signed * sine)
    }
}

/// The natural logarithm of a normal positive number: the mantissa within [√½, √2) by a polynomial,
/// the exponent times ln 2.
#[inline(always)]
pub(super) fn ln(x: f32) -> f32 {
    let bits = x.to_bits();
    let exponent = bits.wrapping_sub(SQRT_HALF_BITS) as i32 >> 23;
    let mantissa = f32::from_bits(bits.wrapping_sub((exponent << 23) as u32));
    let f = mantissa - 1.0;
    let square = f * f;
    let high = L3 + f * (L4 + f * (L5 + f * (L6 + f * (L7 + f * (L8 + f * L9)))));
    let n = exponent as f32;
    let small = f * square * high - 0.5 * square + n * LN2_LOW;
    (f + small) + n * LN2_HIGH
}

const SQRT_HALF_BITS: u32 = 0x3F35_04F3;
const LN2_HIGH: f32 = 0.693_359_4;
const LN2_LOW: f32 = -2.121_944_4e-4;
// Minimax for ln(1 + f) − f + f²/2 over f³, relative to ln(1 + f): 3.1e-8.
const L3: f32 = 0.333_339_1;
const L4: f32 = -0.250_013_38;
const L5: f32 = 0.199_630_63;
const L6: f32 = -0.165_775_85;
const L7: f32 = 0.149_147_67;
const L8: f32 = -0.142_674_86;
const L9: f32 = 0.087_004_356;
// Minimax on ±π/4: sine relative 3.6e-9, cosine absolute 5.4e-11.
const S3: f32 = -0.166_666_55;
const S5: f32 = 0.008_332_178;
const S7: f32 = -1.951_728_7e-4;
const C2: f32 = -0.5;
const C4: f32 = 0.041_666_623;
const C6: f32 = -0.001_388_676_3;
const C8: f32 = 2.439_044e-5;

#[cfg(test)]
mod tests {
    use super::{double, ln, single};
    use crate::philox4x32;
    use statrs::distribution::{ContinuousCDF, Normal};

    #[test]
    fn logarithm_close_to_the_double_precision_function() {
        let mut x = 1.2e-10_f32;
        let mut worst = 0.0_f64;
        while x < 1.0 {
            let truth = libm::log(f64::from(x));
            let error = (f64::from(ln(x)) - truth).abs();
            worst = worst.max(error / truth.abs());
            x *= 1.000_37;
        }
        assert!(worst < 2.5e-7, "{worst:e}");
        assert_eq!(ln(1.0), 0.0);
    }

    #[test]
    fn both_precisions_take_the_same_bits_to_the_same_deviates() {
        let mut worst = 0.0_f64;
        for i in 0..200_000 {
            let [a, b, ..] = philox4x32([i, 0, 0, 0], [3, 5]);
            let (x, y) = single(a, b);
            let (u, v) = double(a, b);
            // Where the uniform rounds near one, the radius is small and its rounding is largest.
            worst = worst.max((f64::from(x) - u).abs()).max((f64::from(y) - v).abs());
        }
        assert!(worst < 4e-5, "{worst:e}");
        let edges = [0, 1, 2, u32::MAX, u32::MAX - 1, 1 << 31, (1 << 31) - 1, 1 << 30, 1 << 29];
        for a in edges {
            for b in edges {
                let ((x, y), (u, v)) = (single(a, b), double(a, b));
                assert!((f64::from(x) - u).abs() < 4e-4, "{a:x} {b:x} {x} {u}");
                assert!((f64::from(y) - v).abs() < 4e-4, "{a:x} {b:x} {y} {v}");
            }
        }
    }

    #[test]
    fn distribution_is_normal_to_the_tails() {
        // Kolmogorov–Smirnov on 400,000 draws (the 99.9 % bound is 1.95 / √n) and the tails' counts
        // within four standard deviations of the binomial.
        let normal = Normal::standard();
        let mut sample = Vec::new();
        for i in 0..100_000 {
            let [a, b, c, d] = philox4x32([i, 1, 2, 3], [17, 29]);
            for (x, y) in [single(a, b), single(c, d)] {
                sample.extend([f64::from(x), f64::from(y)]);
            }
        }
        sample.sort_by(f64::total_cmp);
        let n = sample.len() as f64;
        let distance = sample.iter().enumerate().fold(0.0_f64, |worst, (i, &x)| {
            let cdf = normal.cdf(x);
            worst.max((cdf - i as f64 / n).abs()).max(((i + 1) as f64 / n - cdf).abs())
        });
        assert!(distance < 1.95 / n.sqrt(), "{distance}");
        for bound in [2.0, 3.0, 4.0] {
            let p = 2.0 * normal.cdf(-bound);
            let found = sample.iter().filter(|x| x.abs() > bound).count() as f64;
            let spread = (n * p * (1.0 - p)).sqrt();
            assert!((found - n * p).abs() < 4.0 * spread, "{bound}: {found} of {}", n * p);
        }
    }
}
