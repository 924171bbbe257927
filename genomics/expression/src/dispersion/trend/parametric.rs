use super::gamma_regression::inverse_mean_regression;

/// Most rounds of fitting and leaving outliers out.
const MOST: usize = 10;

/// `α₀ + α₁ / μ` by gamma regression over the genes whose dispersion is within 10⁻⁴ and 15 times the fitted one, until
/// the coefficients stand still (Love, Huber and Anders 2014, Methods). Nothing where the regression fails or a
/// coefficient is not positive.
pub(in crate::dispersion) fn parametric(means: &[f64], dispersions: &[f64]) -> Option<(f64, f64)> {
    let mut coefficients = (0.1, 1.0);
    for _ in 0..=MOST {
        let (a, b) = coefficients;
        let (mut x, mut y) = (Vec::new(), Vec::new());
        for (&mean, &dispersion) in means.iter().zip(dispersions) {
            let ratio = dispersion / (a + b / mean);
            if ratio > 1e-4 && ratio < 15.0 {
                x.push(1.0 / mean);
                y.push(dispersion);
            }
        }
        let (fitted, converged) = inverse_mean_regression(&x, &y, coefficients)?;
        if !(fitted.0 > 0.0 && fitted.1 > 0.0) {
            return None;
        }
        let moved = (fitted.0 / a).ln().powi(2) + (fitted.1 / b).ln().powi(2);
        coefficients = fitted;
        if moved < 1e-6 && converged {
            return Some(coefficients);
        }
    }
    None
}
