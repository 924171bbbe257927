//! GARCH (Bollerslev, 1986) and GJR-GARCH (Glosten, Jagannathan and Runkle, 1993), forwards and backwards.

mod abreast;
mod tangents;

use super::VarianceBounds;

pub(crate) use abreast::filter_abreast;

/// GARCH and GJR-GARCH with any lags.
pub(crate) struct Garch<'a> {
    pub(crate) omega: f64,
    pub(crate) alpha: &'a [f64],
    pub(crate) gamma: &'a [f64],
    pub(crate) beta: &'a [f64],
}

fn first(values: &[f64]) -> f64 {
    values.first().copied().unwrap_or(0.0)
}

#[inline]
fn bounded(raw: f64, lower: f64, upper: f64) -> f64 {
    if raw < lower {
        lower
    } else if raw > upper {
        if raw.is_finite() { upper + (raw / upper).ln() } else { upper + 1000.0 }
    } else {
        raw
    }
}

/// Derivative of [`bounded`], from its value.
#[inline]
fn bounded_slope(value: f64, lower: f64, upper: f64) -> f64 {
    if value <= lower {
        0.0
    } else if value > upper {
        (upper - value).exp() / upper
    } else {
        1.0
    }
}

/// GARCH with at most one lag of each kind, day by day.
struct Once {
    omega: f64,
    alpha: f64,
    /// What a squared residual below 0 is multiplied with.
    negative: f64,
    beta: f64,
    last: f64,
    shock: f64,
}

impl Once {
    fn new(model: &Garch<'_>, backcast: f64) -> Self {
        let (alpha, gamma) = (first(model.alpha), first(model.gamma));
        Self {
            omega: model.omega,
            alpha,
            negative: alpha + gamma,
            beta: first(model.beta),
            last: backcast,
            shock: (alpha + 0.5 * gamma) * backcast,
        }
    }

    /// Today's variance, and what its residual does to tomorrow's.
    #[inline(always)]
    fn step(&mut self, e: f64, lower: f64, upper: f64) -> f64 {
        self.last = bounded(self.omega + self.shock + self.beta * self.last, lower, upper);
        self.shock = if e < 0.0 { self.negative } else { self.alpha } * e * e;
        self.last
    }
}

impl<'a> Garch<'a> {
    pub(crate) fn new(parameters: &'a [f64], p: usize, o: usize) -> Self {
        let (alpha, rest) = parameters[1..].split_at(p);
        let (gamma, beta) = rest.split_at(o);
        Self { omega: parameters[0], alpha, gamma, beta }
    }

    /// At most one lag of each kind.
    pub(crate) fn has_one_lag(&self) -> bool {
        self.alpha.len() <= 1 && self.gamma.len() <= 1 && self.beta.len() <= 1
    }

    /// Writes the variances of all steps into `v`. Before the first step squared residuals and
    /// variances are `backcast`, half of it negative.
    pub(crate) fn filter(&self, e: &[f64], backcast: f64, bounds: &VarianceBounds, v: &mut [f64]) {
        if !self.has_one_lag() {
            return self.filter_lags(e, backcast, bounds, v);
        }
        let mut once = Once::new(self, backcast);
        for (((e, v), lower), upper) in e.iter().zip(v).zip(&bounds.lower).zip(&bounds.upper) {
            *v = once.step(*e, *lower, *upper);
        }
    }

    fn filter_lags(&self, e: &[f64], backcast: f64, bounds: &VarianceBounds, v: &mut [f64]) {
        for t in 0..e.len() {
            let square = |lag: usize| if t < lag { backcast } else { e[t - lag] * e[t - lag] };
            let negative = |lag: usize| match t < lag {
                true => 0.5 * backcast,
                false if e[t - lag] < 0.0 => e[t - lag] * e[t - lag],
                false => 0.0,
            };
            let mut raw = self.omega;
            raw += self.alpha.iter().zip(1..).map(|(a, lag)| a * square(lag)).sum::<f64>();
            raw += self.gamma.iter().zip(1..).map(|(g, lag)| g * negative(lag)).sum::<f64>();
            for (beta, lag) in self.beta.iter().zip(1..) {
                raw += beta * if t < lag { backcast } else { v[t - lag] };
            }
            v[t] = bounded(raw, bounds.lower[t], bounds.upper[t]);
        }
    }

    /// The chain rule backwards: from the derivatives by each variance (`by_v`, which becomes that
    /// by each variance before it was bounded) to those by the parameters, and added to `by_e`,
    /// those by each residual.
    pub(crate) fn pull_back(
        &self,
        e: &[f64],
        v: &[f64],
        backcast: f64,
        bounds: &VarianceBounds,
        (by_e, by_v): (&mut [f64], &mut [f64]),
        gradient: &mut [f64],
    ) {
        if !self.has_one_lag() {
            return self.pull_back_lags(e, v, backcast, bounds, (by_e, by_v), gradient);
        }
        let (alpha, beta, gamma) = (first(self.alpha), first(self.beta), first(self.gamma));
        let (mut by_omega, mut by_alpha, mut by_gamma, mut by_beta) = (0.0, 0.0, 0.0, 0.0);
        // The derivative by tomorrow's variance before it was bounded.
        let mut next = 0.0;
        for t in (0..e.len()).rev() {
            // Today's residual and variance entered tomorrow's variance.
            let (square, negative) = (e[t] * e[t], e[t] < 0.0);
            by_omega += next;
            by_alpha += next * square;
            by_gamma += if negative { next * square } else { 0.0 };
            by_beta += next * v[t];
            by_e[t] += 2.0 * e[t] * next * if negative { alpha + gamma } else { alpha };
            let total = by_v[t] + beta * next;
            next = total * bounded_slope(v[t], bounds.lower[t], bounds.upper[t]);
            by_v[t] = next;
        }
        by_omega += next;
        by_alpha += next * backcast;
        by_gamma += next * 0.5 * backcast;
        by_beta += next * backcast;
        gradient[0] = by_omega;
        let by_lags = [
            (!self.alpha.is_empty(), by_alpha),
            (!self.gamma.is_empty(), by_gamma),
            (!self.beta.is_empty(), by_beta),
        ];
        let there = by_lags.into_iter().filter(|(there, _)| *there);
        for (place, (_, value)) in gradient[1..].iter_mut().zip(there) {
            *place = value;
        }
    }

    fn pull_back_lags(
        &self,
        e: &[f64],
        v: &[f64],
        backcast: f64,
        bounds: &VarianceBounds,
        (by_e, by_v): (&mut [f64], &mut [f64]),
        gradient: &mut [f64],
    ) {
        gradient.fill(0.0);
        let (p, o) = (self.alpha.len(), self.gamma.len());
        for t in (0..e.len()).rev() {
            // by_v of later steps are already final, those of earlier ones still collect.
            by_v[t] *= bounded_slope(v[t], bounds.lower[t], bounds.upper[t]);
            let by_raw = by_v[t];
            gradient[0] += by_raw;
            for (i, alpha) in self.alpha.iter().enumerate() {
                let square = if t > i { e[t - 1 - i] * e[t - 1 - i] } else { backcast };
                gradient[1 + i] += by_raw * square;
                if t > i {
                    by_e[t - 1 - i] += 2.0 * alpha * e[t - 1 - i] * by_raw;
                }
            }
            for (i, gamma) in self.gamma.iter().enumerate() {
                if t <= i {
                    gradient[1 + p + i] += by_raw * 0.5 * backcast;
                } else if e[t - 1 - i] < 0.0 {
                    gradient[1 + p + i] += by_raw * e[t - 1 - i] * e[t - 1 - i];
                    by_e[t - 1 - i] += 2.0 * gamma * e[t - 1 - i] * by_raw;
                }
            }
            for (j, beta) in self.beta.iter().enumerate() {
                if t > j {
                    gradient[1 + p + o + j] += by_raw * v[t - 1 - j];
                    by_v[t - 1 - j] += beta * by_raw;
                } else {
                    gradient[1 + p + o + j] += by_raw * backcast;
                }
            }
        }
    }
}
