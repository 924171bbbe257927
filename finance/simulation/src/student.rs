//! Quantiles of Student's t and of χ², to the far tails.

use statrs::function::beta::beta_reg;
use statrs::function::gamma::{gamma_lr, gamma_ur};

/// P(T > `t`) for `t` ≥ 0 of a Student t of `degrees`, accurate where it is small.
pub(crate) fn survival(degrees: f64, t: f64) -> f64 {
    0.5 * beta_reg(0.5 * degrees, 0.5, degrees / (degrees + t * t))
}

/// The t ≥ 0 with P(T > t) = `upper`, for `upper` at most ½.
pub(crate) fn upper_quantile(degrees: f64, upper: f64) -> f64 {
    if upper >= 0.5 {
        return 0.0;
    }
    // Bisection of asinh t, as the tail is a power of t.
    let (mut low, mut high) = (0.0, 60.0);
    while high - low > 1e-14 * high {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if survival(degrees, libm::sinh(middle)) > upper { low = middle } else { high = middle }
    }
    libm::sinh(0.5 * (low + high))
}

/// Quantiles of χ² of any positive degrees.
pub(crate) struct ChiSquaredQuantile {
    shape: f64,
}

impl ChiSquaredQuantile {
    pub(crate) fn new(degrees: f64) -> Self {
        Self { shape: 0.5 * degrees }
    }

    /// The x whose probability below is the standard normal's below `z`; by bisection of ln x.
    pub(crate) fn at_normal(&self, z: f64) -> f64 {
        let tail = 0.5 * libm::erfc(z.abs() / std::f64::consts::SQRT_2);
        let below = |x: f64| {
            if z < 0.0 { gamma_lr(self.shape, x) < tail } else { gamma_ur(self.shape, x) > tail }
        };
        let (mut low, mut high) = (-700.0_f64, 12.0_f64);
        while high - low > 1e-13 {
            let middle = 0.5 * (low + high);
            if middle <= low || middle >= high {
                break;
            }
            if below(libm::exp(middle)) { low = middle } else { high = middle }
        }
        2.0 * libm::exp(0.5 * (low + high))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_of_scipy() {
        // scipy 1.17.1: stats.t.isf(p, df).
        for (degrees, upper, t) in [
            (4.0, 0.01, 3.746_947_387_979_197),
            (2.5, 1e-6, 220.173_429_178_236_86),
            (7.69, 0.05, 1.869_312_817_377_127_4),
        ] {
            let found: f64 = upper_quantile(degrees, upper);
            assert!((found / t - 1.0).abs() < 1e-9, "{degrees} {upper}: {found}");
            assert!((survival(degrees, t) / upper - 1.0).abs() < 1e-9);
        }
        // scipy 1.17.1: stats.chi2.ppf(stats.norm.cdf(z), df).
        for (degrees, z, x) in [
            (4.0, -3.0, 0.105_763_046_647_365_8),
            (4.0, 2.0, 11.365_415_125_791_802),
            (2.5, -6.0, 1.379_505_462_048_08e-7),
        ] {
            let found = ChiSquaredQuantile::new(degrees).at_normal(z);
            assert!((found / x - 1.0_f64).abs() < 1e-9, "{degrees} {z}: {found:e}");
        }
    }
}
