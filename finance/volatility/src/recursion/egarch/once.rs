use super::{Egarch, MEAN_SIZE, VarianceBounds, bounded, first};

/// EGARCH with at most one lag of each kind, day by day. What tomorrow waits for is one exponential
/// of today and little else: all is kept in units of `-½ log variance`, whose exponential scales a
/// residual, and what a residual will do is worked out before its scale is known.
pub(super) struct Once {
    /// What each day starts from, the mean size of a shock taken off.
    constant: f64,
    alpha: f64,
    gamma: f64,
    beta: f64,
    /// `-½` of the last log variance, and its exponential.
    half: f64,
    precision: f64,
    /// What the last residual adds, but for its scale.
    pull: f64,
}

impl Once {
    /// Before the first day the log variance is that of `backcast` and the shocks are at their mean.
    pub(super) fn new(model: &Egarch<'_>, backcast: f64) -> Self {
        let alpha = -0.5 * first(model.alpha);
        Self {
            constant: -0.5 * model.omega - alpha * MEAN_SIZE,
            alpha,
            gamma: -0.5 * first(model.gamma),
            beta: first(model.beta),
            half: -0.5 * backcast.ln(),
            precision: 1.0,
            pull: alpha * MEAN_SIZE,
        }
    }

    /// Today's variance, its logarithm and the standardised residual.
    #[inline(always)]
    pub(super) fn step(&mut self, e: f64, lower: f64, upper: f64) -> (f64, f64, f64) {
        let half = self.constant + self.beta * self.half + self.pull * self.precision;
        let mut precision = half.exp();
        let (mut v, mut log_v) = (1.0 / (precision * precision), -2.0 * half);
        if !(v >= lower && v <= upper) {
            (v, log_v, precision) = bounded(v, log_v, precision, lower, upper);
        }
        self.half = -0.5 * log_v;
        self.precision = precision;
        self.pull = self.alpha * e.abs() + self.gamma * e;
        (v, log_v, e * precision)
    }
}

/// Residuals of a model, and where its variances, their logarithms and standardised residuals go.
pub(crate) type Series<'a> = (&'a [f64], &'a mut [f64], &'a mut [f64], &'a mut [f64]);

/// [`Egarch::filter`] for several models at once, all with at most one lag of each kind. A day of
/// one model waits for its day before; days of different models wait for nothing of each other, so
/// the processor works on them together. Each number is that of the filter alone.
pub(crate) fn filter_abreast<const N: usize>(
    models: [Egarch<'_>; N],
    series: [Series<'_>; N],
    backcast: f64,
    bounds: &VarianceBounds,
) {
    let length = series.iter().map(|series| series.0.len()).min().unwrap_or(0);
    let (lower, upper) = (&bounds.lower[..length], &bounds.upper[..length]);
    let mut once = models.map(|model| Once::new(&model, backcast));
    let mut series = series.map(|(e, v, log_v, z)| {
        (&e[..length], &mut v[..length], &mut log_v[..length], &mut z[..length])
    });
    for t in 0..length {
        for ((e, v, log_v, z), once) in series.iter_mut().zip(&mut once) {
            (v[t], log_v[t], z[t]) = once.step(e[t], lower[t], upper[t]);
        }
    }
}
