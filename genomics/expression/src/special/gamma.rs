//! Differences of ln Γ and of ψ, which keep their digits where the two terms are nearly equal: a negative binomial
//! of small dispersion has Γ(1/α + y) / Γ(1/α) with 1/α of a hundred million.

/// From here on Stirling's series has all digits of an `f64`.
const STIRLING: f64 = 12.0;

/// Up to so many factors are multiplied one by one.
const FEW: f64 = 12.0;

/// The part of Stirling's series for ln Γ(x) that vanishes for large x (Abramowitz and Stegun 6.1.41).
fn stirling_rest(x: f64) -> f64 {
    let square = 1.0 / (x * x);
    let series = 1.0 / 1680.0 - square * (1.0 / 1188.0 - square * (691.0 / 360_360.0));
    (1.0 / 12.0 - square * (1.0 / 360.0 - square * (1.0 / 1260.0 - square * series))) / x
}

/// ln Γ(x) for x > 0.
fn ln_gamma(x: f64) -> f64 {
    let (mut shifted, mut product) = (x, 1.0);
    while shifted < STIRLING {
        product *= shifted;
        shifted += 1.0;
    }
    let half_ln_tau = 0.918_938_533_204_672_8;
    (shifted - 0.5) * shifted.ln() - shifted + half_ln_tau + stirling_rest(shifted) - product.ln()
}

/// ln y! of a whole number.
pub(crate) fn ln_factorial(y: f64) -> f64 {
    if y < 2.0 { 0.0 } else { ln_gamma(y + 1.0) }
}

/// ln Γ(r + y) − ln Γ(r) for r > 0 and whole y ≥ 0.
pub(crate) fn ln_rise(r: f64, y: f64) -> f64 {
    if y == 0.0 {
        return 0.0;
    }
    if y <= FEW {
        // Twelve factors below 1e25 fit into an f64.
        if r < 1e24 {
            let (mut product, mut factor) = (1.0, r);
            for _ in 0..y as u32 {
                product *= factor;
                factor += 1.0;
            }
            return product.ln();
        }
        return y * r.ln();
    }
    if r >= STIRLING {
        let rest = stirling_rest(r + y) - stirling_rest(r);
        return (r - 0.5) * (y / r).ln_1p() + y * ((r + y).ln() - 1.0) + rest;
    }
    ln_gamma(r + y) - ln_gamma(r)
}

/// The part of the series for ψ(x) − ln x (Abramowitz and Stegun 6.3.18).
fn digamma_rest(x: f64) -> f64 {
    let square = 1.0 / (x * x);
    let series = 1.0 / 240.0 - square * (1.0 / 132.0 - square * (691.0 / 32_760.0));
    let even = 1.0 / 12.0 - square * (1.0 / 120.0 - square * (1.0 / 252.0 - square * series));
    -0.5 / x - square * even
}

/// ψ(r + y) − ψ(r) for r > 0 and whole y ≥ 0.
pub(crate) fn digamma_rise(r: f64, y: f64) -> f64 {
    if y <= FEW {
        return (0..y as u32).map(|k| 1.0 / (r + f64::from(k))).sum();
    }
    // Shifts r to where the series holds; r + y follows by itself.
    let (mut sum, mut low, mut left) = (0.0, r, y);
    while low < STIRLING && left > 0.0 {
        sum += 1.0 / low;
        low += 1.0;
        left -= 1.0;
    }
    if left == 0.0 {
        return sum;
    }
    sum + (left / low).ln_1p() + digamma_rest(low + left) - digamma_rest(low)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rises_of_small_arguments_are_products_and_sums() {
        for r in [1e-3, 0.3, 1.0, 7.5, 12.0, 80.0, 1e4] {
            for y in [0u32, 1, 5, 12, 13, 14, 30, 400] {
                let product: f64 = (0..y).map(|k| (r + f64::from(k)).ln()).sum();
                let sum: f64 = (0..y).map(|k| 1.0 / (r + f64::from(k))).sum();
                let (y, scale) = (f64::from(y), 1.0 + product.abs());
                assert!((ln_rise(r, y) - product).abs() < 3e-14 * scale, "{r} {y}");
                assert!((digamma_rise(r, y) - sum).abs() < 3e-14 * (1.0 + sum), "{r} {y}");
            }
        }
    }

    #[test]
    fn no_digits_are_lost_for_a_tiny_dispersion() {
        // ln Γ(r + y) − ln Γ(r) = y ln r + y (y − 1) / 2r − … for r much larger than y
        let (r, y) = (1e8f64, 1000.0);
        let expected = y * r.ln() + y * (y - 1.0) / (2.0 * r)
            - y * (y - 1.0) * (2.0 * y - 1.0) / (12.0 * r * r);
        assert!((ln_rise(r, y) - expected).abs() < 1e-10);
        let expected = y / r - y * (y - 1.0) / (2.0 * r * r);
        assert!((digamma_rise(r, y) / expected - 1.0).abs() < 1e-9);
    }

    #[test]
    fn factorials() {
        assert_eq!(ln_factorial(0.0), 0.0);
        assert!((ln_factorial(10.0) - 3_628_800f64.ln()).abs() < 1e-13);
        assert!((ln_factorial(20.0) - 2_432_902_008_176_640_000f64.ln()).abs() < 1e-13);
    }
}
