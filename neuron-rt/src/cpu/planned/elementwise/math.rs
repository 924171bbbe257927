//! f32 functions without branches, so that a loop over them becomes vector code.
//!
//! Each is within a few units in the last place of the true value; tests compare with f64. Results
//! below the smallest normal number are zero.

/// `e^x`. Range reduction by ln 2 in two parts (Cody and Waite, 1980), then a polynomial of degree
/// 6 (coefficients: Cephes, `expf`).
#[inline(always)]
pub(in crate::cpu::planned) fn exp(x: f32) -> f32 {
    const MAGIC: f32 = 12_582_912.0; // 1.5 × 2^23: adding it rounds to an integer
    let clamped = x.clamp(-87.336_54, 88.722_83);
    let shifted = clamped.mul_add(std::f32::consts::LOG2_E, MAGIC);
    let n = shifted - MAGIC;
    let r = n.mul_add(-0.693_359_4, clamped);
    let r = n.mul_add(2.121_944_4e-4, r);
    let p = 1.987_569_1e-4_f32;
    let p = p.mul_add(r, 1.398_199_9e-3);
    let p = p.mul_add(r, 8.333_452e-3);
    let p = p.mul_add(r, 4.166_579_6e-2);
    let p = p.mul_add(r, 1.666_666_5e-1);
    let p = p.mul_add(r, 0.5);
    let value = p.mul_add(r * r, r) + 1.0;
    // 2^n in two steps: n may be 128, which one exponent cannot hold. What `shifted` has more than
    // `MAGIC` is n, also by its bits.
    let n = shifted.to_bits().wrapping_sub(MAGIC.to_bits()).cast_signed();
    let half = n >> 1;
    let value = value * power_of_two(half) * power_of_two(n.wrapping_sub(half));
    let value = if x > 88.722_83 { f32::INFINITY } else { value };
    if x < -87.336_54 { 0.0 } else { value }
}

/// `2^n` for `-126 ≤ n ≤ 127`.
#[inline(always)]
fn power_of_two(n: i32) -> f32 {
    f32::from_bits((n.wrapping_add(127) << 23).cast_unsigned())
}

/// Natural logarithm (coefficients: Cephes, `logf`).
#[inline(always)]
pub(in crate::cpu::planned) fn log(x: f32) -> f32 {
    let tiny = x < f32::MIN_POSITIVE;
    let scaled = if tiny { x * 8_388_608.0 } else { x };
    let bits = scaled.to_bits();
    let exponent = ((bits >> 23) & 0xff) as i32 - 126;
    let mantissa = f32::from_bits((bits & 0x007f_ffff) | 0x3f00_0000);
    let low = mantissa < std::f32::consts::FRAC_1_SQRT_2;
    let m = if low { mantissa + mantissa } else { mantissa } - 1.0;
    let e = (exponent - i32::from(low) - if tiny { 23 } else { 0 }) as f32;
    let z = m * m;
    let p = 7.037_683_6e-2_f32;
    let p = p.mul_add(m, -1.151_461e-1);
    let p = p.mul_add(m, 1.167_699_9e-1);
    let p = p.mul_add(m, -1.242_014_1e-1);
    let p = p.mul_add(m, 1.424_932_3e-1);
    let p = p.mul_add(m, -1.666_805_8e-1);
    let p = p.mul_add(m, 2.000_071_5e-1);
    let p = p.mul_add(m, -2.499_999_4e-1);
    let p = p.mul_add(m, 3.333_333e-1);
    let y = p * m * z;
    let y = e.mul_add(-2.121_944_4e-4, y);
    let y = z.mul_add(-0.5, y);
    let value = e.mul_add(0.693_359_4, m + y);
    let value = if x == f32::INFINITY { x } else { value };
    let value = if x == 0.0 { f32::NEG_INFINITY } else { value };
    if x < 0.0 || x.is_nan() { f32::NAN } else { value }
}

/// Hyperbolic tangent (small arguments: coefficients of Cephes, `tanhf`).
#[inline(always)]
pub(in crate::cpu::planned) fn tanh(x: f32) -> f32 {
    let z = x * x;
    let p = -5.704_988_7e-3_f32;
    let p = p.mul_add(z, 2.063_909e-2);
    let p = p.mul_add(z, -5.373_971_4e-2);
    let p = p.mul_add(z, 1.333_144_2e-1);
    let p = p.mul_add(z, -3.333_328e-1);
    let small = p.mul_add(z * x, x);
    let large = (1.0 - 2.0 / (exp(2.0 * x.abs()) + 1.0)).copysign(x);
    let value = if x.abs() < 0.625 { small } else { large };
    if x.is_nan() { x } else { value }
}

/// `1 / (1 + e^-x)`.
#[inline(always)]
pub(in crate::cpu::planned) fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// The error function: a rational function of degree 13/8 on |x| ≤ 4 (coefficients: Eigen,
/// `generic_fast_erf_float`), 1 beyond.
#[inline(always)]
pub(super) fn erf(x: f32) -> f32 {
    let c = x.clamp(-4.0, 4.0);
    let z = c * c;
    let p = -2.726_142_3e-10_f32;
    let p = p.mul_add(z, 2.770_681_4e-8);
    let p = p.mul_add(z, -2.101_024e-6);
    let p = p.mul_add(z, -5.692_506_4e-5);
    let p = p.mul_add(z, -7.349_906_3e-4);
    let p = p.mul_add(z, -2.954_6e-3);
    let p = p.mul_add(z, -1.609_603_3e-2);
    let q = -1.456_607_2e-5_f32;
    let q = q.mul_add(z, -2.133_740_6e-4);
    let q = q.mul_add(z, -1.682_827e-3);
    let q = q.mul_add(z, -7.373_329_2e-3);
    let q = q.mul_add(z, -1.426_473_9e-2);
    let value = (c * p / q).clamp(-1.0, 1.0);
    if x.is_nan() { x } else { value }
}

#[cfg(test)]
mod tests {
    fn check(
        name: &str,
        ours: fn(f32) -> f32,
        truth: fn(f64) -> f64,
        range: (f32, f32),
        tolerance: f64,
    ) {
        for i in 0..=200_000 {
            let x = range.0 + (range.1 - range.0) * (i as f32 / 200_000.0);
            let (a, b) = (f64::from(ours(x)), truth(f64::from(x)));
            let error = (a - b).abs() / b.abs().max(f64::from(f32::MIN_POSITIVE));
            assert!(error <= tolerance || (a - b).abs() < 1e-37, "{name}({x}) = {a}, expected {b}");
        }
    }

    #[test]
    fn functions_agree_with_f64() {
        check("exp", super::exp, f64::exp, (-87.0, 88.7), 2.5e-7);
        check("log", super::log, f64::ln, (1e-30, 5.0), 2.5e-7);
        check("log", super::log, f64::ln, (5.0, 1e30), 2.5e-7);
        check("tanh", super::tanh, f64::tanh, (-12.0, 12.0), 3e-7);
        check("sigmoid", super::sigmoid, |x| 1.0 / (1.0 + (-x).exp()), (-80.0, 30.0), 4e-7);
        check("erf", super::erf, libm::erf, (-6.0, 6.0), 6e-7);
    }

    #[test]
    fn edges_are_right() {
        assert_eq!(super::exp(f32::INFINITY), f32::INFINITY);
        assert_eq!(super::exp(f32::NEG_INFINITY), 0.0);
        assert_eq!(super::exp(0.0), 1.0);
        assert_eq!(super::log(0.0), f32::NEG_INFINITY);
        assert_eq!(super::log(1.0), 0.0);
        assert_eq!(super::log(f32::INFINITY), f32::INFINITY);
        assert_eq!(super::tanh(f32::INFINITY), 1.0);
        assert_eq!(super::tanh(-100.0), -1.0);
        for f in [super::exp, super::log, super::tanh, super::sigmoid, super::erf] {
            assert!(f(f32::NAN).is_nan());
        }
        assert!(super::log(-1.0).is_nan());
    }
}
