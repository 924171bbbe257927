//! EGARCH (Nelson, 1991), forwards and backwards.

mod once;
mod tangents;

use super::VarianceBounds;
use once::Once;

pub(crate) use once::filter_abreast;

/// `E|z|` of a standard normal `z`.
pub(crate) const MEAN_SIZE: f64 = 0.797_884_560_802_865_4;

/// The largest log variance whose exponential is a number.
const LARGEST_LOG: f64 = 709.682_712_893_384;

/// EGARCH with any lags.
pub(crate) struct Egarch<'a> {
    pub(crate) omega: f64,
    pub(crate) alpha: &'a [f64],
    pub(crate) gamma: &'a [f64],
    pub(crate) beta: &'a [f64],
}

impl<'a> Egarch<'a> {
    pub(crate) fn new(parameters: &'a [f64], p: usize, o: usize) -> Self {
        let (alpha, rest) = parameters[1..].split_at(p);
        let (gamma, beta) = rest.split_at(o);
        Self { omega: parameters[0], alpha, gamma, beta }
    }

    /// At most one lag of each kind.
    pub(crate) fn has_one_lag(&self) -> bool {
        self.alpha.len() <= 1 && self.gamma.len() <= 1 && self.beta.len() <= 1
    }

    /// Writes variances into `v`, their logarithms into `log_v` and standardised residuals into
    /// `z`. Before the first step the log variance is that of `backcast` and the shocks are at
    /// their mean.
    pub(crate) fn filter(
        &self,
        e: &[f64],
        backcast: f64,
        bounds: &VarianceBounds,
        v: &mut [f64],
        log_v: &mut [f64],
        z: &mut [f64],
    ) {
        if self.has_one_lag() {
            let mut once = Once::new(self, backcast);
            for t in 0..e.len() {
                (v[t], log_v[t], z[t]) = once.step(e[t], bounds.lower[t], bounds.upper[t]);
            }
            return;
        }
        let log_backcast = backcast.ln();
        for t in 0..e.len() {
            let mut raw = self.omega;
            for (alpha, lag) in self.alpha.iter().zip(1..=t) {
                raw += alpha * (z[t - lag].abs() - MEAN_SIZE);
            }
            for (gamma, lag) in self.gamma.iter().zip(1..=t) {
                raw += gamma * z[t - lag];
            }
            for (beta, lag) in self.beta.iter().zip(1..) {
                raw += beta * if t < lag { log_backcast } else { log_v[t - lag] };
            }
            (v[t], log_v[t], z[t]) = step(raw, e[t], bounds.lower[t], bounds.upper[t]);
        }
    }

    /// The chain rule backwards: from the derivatives by each variance (`by_v`, overwritten) to
    /// those by the parameters, and added to `by_e`, those by each residual.
    pub(crate) fn pull_back(
        &self,
        (v, log_v, z): (&[f64], &[f64], &[f64]),
        backcast: f64,
        bounds: &VarianceBounds,
        by_e: &mut [f64],
        by_v: &mut [f64],
        gradient: &mut [f64],
    ) {
        if self.has_one_lag() {
            return self.pull_back_once((v, log_v, z), backcast, bounds, by_e, by_v, gradient);
        }
        gradient.fill(0.0);
        let (p, o) = (self.alpha.len(), self.gamma.len());
        let log_backcast = backcast.ln();
        for t in (0..v.len()).rev() {
            // by_v[s] of every later step s is by now the derivative by its log variance before
            // the bounds.
            let mut by_z = 0.0;
            for (i, alpha) in self.alpha.iter().enumerate() {
                if let Some(by_raw) = by_v.get(t + 1 + i) {
                    by_z += alpha * sign(z[t]) * by_raw;
                }
            }
            for (i, gamma) in self.gamma.iter().enumerate() {
                if let Some(by_raw) = by_v.get(t + 1 + i) {
                    by_z += gamma * by_raw;
                }
            }
            by_e[t] += by_z / v[t].sqrt();
            let mut by_log = v[t] * by_v[t] - 0.5 * z[t] * by_z;
            for (j, beta) in self.beta.iter().enumerate() {
                by_log += beta * by_v.get(t + 1 + j).copied().unwrap_or(0.0);
            }
            let by_raw = by_log * slope(v[t], bounds.lower[t], bounds.upper[t]);
            by_v[t] = by_raw;
            gradient[0] += by_raw;
            for (i, by_alpha) in gradient[1..=p].iter_mut().enumerate().take(t) {
                *by_alpha += by_raw * (z[t - 1 - i].abs() - MEAN_SIZE);
            }
            for (i, by_gamma) in gradient[1 + p..1 + p + o].iter_mut().enumerate().take(t) {
                *by_gamma += by_raw * z[t - 1 - i];
            }
            for (j, by_beta) in gradient[1 + p + o..].iter_mut().enumerate() {
                *by_beta += by_raw * if t > j { log_v[t - 1 - j] } else { log_backcast };
            }
        }
    }

    /// [`Egarch::pull_back`] for at most one lag each.
    fn pull_back_once(
        &self,
        (v, log_v, z): (&[f64], &[f64], &[f64]),
        backcast: f64,
        bounds: &VarianceBounds,
        by_e: &mut [f64],
        by_v: &mut [f64],
        gradient: &mut [f64],
    ) {
        let (alpha, gamma, beta) = (first(self.alpha), first(self.gamma), first(self.beta));
        let (mut by_omega, mut by_alpha, mut by_gamma, mut by_beta) = (0.0, 0.0, 0.0, 0.0);
        let length = v.len();
        let (log_v, z) = (&log_v[..length], &z[..length]);
        let (by_e, by_v) = (&mut by_e[..length], &mut by_v[..length]);
        let (lower, upper) = (&bounds.lower[..length], &bounds.upper[..length]);
        // The derivative by tomorrow's log variance before it was bounded.
        let mut next = 0.0;
        for t in (0..length).rev() {
            by_omega += next;
            by_alpha += next * (z[t].abs() - MEAN_SIZE);
            by_gamma += next * z[t];
            by_beta += next * log_v[t];
            // One product and one sum are all that each day waits for.
            let shock = alpha * sign(z[t]) + gamma;
            by_e[t] += shock / v[t].sqrt() * next;
            let bound = slope(v[t], lower[t], upper[t]);
            let carried = bound * (beta - 0.5 * z[t] * shock);
            next = bound * v[t] * by_v[t] + carried * next;
            by_v[t] = next;
        }
        gradient[0] = by_omega + next;
        let by_lags = [
            (!self.alpha.is_empty(), by_alpha),
            (!self.gamma.is_empty(), by_gamma),
            (!self.beta.is_empty(), by_beta + next * backcast.ln()),
        ];
        let there = by_lags.into_iter().filter(|(there, _)| *there);
        for (place, (_, value)) in gradient[1..].iter_mut().zip(there) {
            *place = value;
        }
    }
}

fn first(values: &[f64]) -> f64 {
    values.first().copied().unwrap_or(0.0)
}

/// Variance, its logarithm and the standardised residual, from the log variance before the bounds.
/// One exponential gives both the variance and the scale of the residual.
fn step(raw: f64, e: f64, lower: f64, upper: f64) -> (f64, f64, f64) {
    let precision = (-0.5 * raw).exp();
    let v = 1.0 / (precision * precision);
    if v >= lower && v <= upper {
        return (v, raw, e * precision);
    }
    let (v, log_v, precision) = bounded(v, raw, precision, lower, upper);
    (v, log_v, e * precision)
}

/// Variance, its logarithm and one over its root where a bound holds it.
#[cold]
fn bounded(v: f64, raw: f64, precision: f64, lower: f64, upper: f64) -> (f64, f64, f64) {
    if v < lower {
        (lower, lower.ln(), 1.0 / lower.sqrt())
    } else if v > upper {
        let v = upper + raw.min(LARGEST_LOG) - upper.ln();
        (v, v.ln(), 1.0 / v.sqrt())
    } else {
        // Not a number: the search refuses the point.
        (v, raw, precision)
    }
}

/// Derivative of the log variance by that before the bounds.
#[inline]
fn slope(v: f64, lower: f64, upper: f64) -> f64 {
    if v <= lower {
        0.0
    } else if v > upper {
        1.0 / v
    } else {
        1.0
    }
}

/// The sign, 0 of 0.
#[inline]
fn sign(x: f64) -> f64 {
    if x > 0.0 {
        1.0
    } else if x < 0.0 {
        -1.0
    } else {
        0.0
    }
}
