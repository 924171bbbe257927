use statrs::function::beta::beta_reg;
use statrs::function::gamma::gamma_ur;

/// `P(|Z| > |z|)` of a standard normal variable.
pub(crate) fn normal_two_sided(z: f64) -> f64 {
    libm::erfc(z.abs() / std::f64::consts::SQRT_2)
}

/// `P(X > x)` of a χ² variable.
pub(crate) fn chi_squared_upper(x: f64, degrees: usize) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    match degrees {
        1 => libm::erfc((x / 2.0).sqrt()),
        2 => (-x / 2.0).exp(),
        _ => gamma_ur(degrees as f64 / 2.0, x / 2.0),
    }
}

/// The quantile of the F distribution, by bisection of its distribution function, an incomplete beta function.
pub(crate) fn f_quantile(probability: f64, d1: usize, d2: usize) -> f64 {
    let (a, b) = (d1 as f64 / 2.0, d2 as f64 / 2.0);
    let (mut low, mut high) = (0.0, 1.0);
    // A bisection of [0, 1] down to neighbouring numbers.
    for _ in 0..200 {
        let middle: f64 = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if beta_reg(a, b, middle) < probability { low = middle } else { high = middle }
    }
    let x = 0.5 * (low + high);
    (d2 as f64) * x / (d1 as f64 * (1.0 - x))
}

/// ψ′(x) for x > 0 (Abramowitz and Stegun 6.4.12).
pub(crate) fn trigamma(x: f64) -> f64 {
    let (mut x, mut sum) = (x, 0.0);
    while x < 12.0 {
        sum += 1.0 / (x * x);
        x += 1.0;
    }
    let s = 1.0 / (x * x);
    let series =
        1.0 / 6.0 - s * (1.0 / 30.0 - s * (1.0 / 42.0 - s * (1.0 / 30.0 - s * 5.0 / 66.0)));
    sum + 1.0 / x + s / 2.0 + s / x * series
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_in_r() {
        // R 4.2.2: qf(.99, 3, 4), qf(.99, 5, 3), pchisq(30, 4, lower = FALSE), trigamma(2), 2 * pnorm(-10)
        assert!((f_quantile(0.99, 3, 4) - 16.694_369_237_175).abs() < 1e-8);
        assert!((f_quantile(0.99, 5, 3) - 28.237_080_837_755).abs() < 1e-8);
        assert!((chi_squared_upper(30.0, 4) / 4.894_437_128_029_213e-6 - 1.0).abs() < 1e-12);
        assert!((trigamma(2.0) - (std::f64::consts::PI.powi(2) / 6.0 - 1.0)).abs() < 1e-14);
        assert!((normal_two_sided(10.0) / 1.523_970_604_832_105e-23 - 1.0).abs() < 1e-12);
        assert!((chi_squared_upper(100.0, 1) / 1.523_970_604_832_105e-23 - 1.0).abs() < 1e-12);
    }
}
