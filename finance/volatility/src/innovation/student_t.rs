use super::log_product::LogProduct;
use statrs::distribution::{Continuous, ContinuousCDF, StudentsT};
use statrs::function::gamma::{digamma, ln_gamma};
use std::f64::consts::PI;

/// Logarithm of the constant of the density with variance 1.
pub(super) fn log_constant(nu: f64) -> f64 {
    ln_gamma(0.5 * (nu + 1.0)) - ln_gamma(0.5 * nu) - 0.5 * (PI * (nu - 2.0)).ln()
}

/// Derivative of [`log_constant`].
pub(super) fn log_constant_slope(nu: f64) -> f64 {
    0.5 * (digamma(0.5 * (nu + 1.0)) - digamma(0.5 * nu) - 1.0 / (nu - 2.0))
}

fn ordinary(nu: f64) -> Option<StudentsT> {
    StudentsT::new(0.0, 1.0, nu).ok()
}

/// Density of the t law that is not scaled.
pub(super) fn ordinary_pdf(t: f64, nu: f64) -> f64 {
    ordinary(nu).map_or(f64::NAN, |law| law.pdf(t))
}

/// Distribution function of the t law that is not scaled.
pub(super) fn ordinary_cdf(t: f64, nu: f64) -> f64 {
    ordinary(nu).map_or(f64::NAN, |law| law.cdf(t))
}

/// Quantile of the t law that is not scaled, with two Newton steps on the library's value.
pub(super) fn ordinary_quantile(probability: f64, nu: f64) -> f64 {
    let Some(law) = ordinary(nu) else { return f64::NAN };
    if probability == 0.5 {
        return 0.0;
    }
    let mut t = law.inverse_cdf(probability);
    for _ in 0..2 {
        let density = law.pdf(t);
        if density > 0.0 {
            t -= (law.cdf(t) - probability) / density;
        }
    }
    t
}

/// `∫ x f(x) dx` from minus infinity to `t` under the t law that is not scaled (Winkler, Roodman
/// and Britney, 1972).
pub(super) fn ordinary_partial_mean(t: f64, nu: f64) -> f64 {
    -ordinary_pdf(t, nu) * (nu + t * t) / (nu - 1.0)
}

/// `∫ x² f(x) dx` from minus infinity to `t` under the t law that is not scaled.
pub(super) fn ordinary_partial_square(t: f64, nu: f64) -> f64 {
    (nu * ordinary_cdf(t, nu) - t * (nu + t * t) * ordinary_pdf(t, nu)) / (nu - 2.0)
}

pub(super) fn quantile(probability: f64, nu: f64) -> f64 {
    ordinary_quantile(probability, nu) * (1.0 - 2.0 / nu).sqrt()
}

pub(super) fn cdf(z: f64, nu: f64) -> f64 {
    ordinary_cdf(z / (1.0 - 2.0 / nu).sqrt(), nu)
}

pub(super) fn tail_mean(probability: f64, nu: f64) -> f64 {
    let bound = ordinary_quantile(probability, nu);
    ordinary_partial_mean(bound, nu) * (1.0 - 2.0 / nu).sqrt() / probability
}

pub(super) fn log_likelihood(e: &[f64], v: &[f64], nu: f64) -> f64 {
    let (mut variances, mut tails) = (LogProduct::new(), LogProduct::new());
    let spread = 1.0 / (nu - 2.0);
    for (e, v) in e.iter().zip(v) {
        tails.push(1.0 + e * e * spread / v);
        variances.push(*v);
    }
    e.len() as f64 * log_constant(nu) - 0.5 * (variances.sum() + (nu + 1.0) * tails.sum())
}

pub(super) fn gradient(
    e: &[f64],
    v: &[f64],
    nu: f64,
    by_e: &mut [f64],
    by_v: &mut [f64],
    by_shape: &mut [f64],
) -> f64 {
    let (mut variances, mut tails) = (LogProduct::new(), LogProduct::new());
    let (spread, weight) = (1.0 / (nu - 2.0), 0.5 * (nu + 1.0));
    let mut shares = 0.0;
    for (((e, v), by_e), by_v) in e.iter().zip(v).zip(by_e).zip(by_v) {
        let precision = 1.0 / v;
        let scaled = e * spread * precision;
        let tail = 1.0 + e * scaled;
        let pull = weight / tail;
        let share = e * scaled / tail;
        *by_e = -2.0 * pull * scaled;
        *by_v = precision * (weight * share - 0.5);
        shares += share;
        tails.push(tail);
        variances.push(*v);
    }
    let tails = tails.sum();
    let count = e.len() as f64;
    by_shape[0] = count * log_constant_slope(nu) - 0.5 * tails + weight * spread * shares;
    count * log_constant(nu) - 0.5 * variances.sum() - weight * tails
}
