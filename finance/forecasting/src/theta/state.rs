use super::estimate::Estimates;

/// What a Theta model knows after a number of observations (Fiorucci et al. 2016, section 2).
#[derive(Debug, Clone)]
pub(super) struct State {
    dynamic: bool,
    alpha: f64,
    /// `1 - 1/theta`: the share of the trend line in the forecast.
    weight: f64,
    /// Observations seen.
    seen: usize,
    level: f64,
    mean: f64,
    intercept: f64,
    slope: f64,
    /// `(1 - alpha)` to the power `seen`.
    decay: f64,
}

impl State {
    /// After the first observation.
    pub(super) fn start(series: &[f64], dynamic: bool, estimates: &Estimates) -> Self {
        let (intercept, slope) = if dynamic { (series[0], 0.0) } else { line(series) };
        Self {
            dynamic,
            alpha: estimates.alpha,
            weight: estimates.weight,
            seen: 1,
            level: estimates.alpha * series[0] + (1.0 - estimates.alpha) * estimates.initial_level,
            mean: series[0],
            intercept,
            slope,
            decay: 1.0 - estimates.alpha,
        }
    }

    /// What the trend line adds to the level, before its weight.
    fn pull(&self) -> f64 {
        let next = self.decay * (1.0 - self.alpha);
        self.intercept * self.decay + self.slope * (1.0 - next) / self.alpha
    }

    /// Forecast of the next observation.
    pub(super) fn forecast(&self) -> f64 {
        self.level + self.weight * self.pull()
    }

    /// Takes in the next observation.
    pub(super) fn observe(&mut self, value: f64) {
        let i = self.seen as f64;
        self.level = self.alpha * value + (1.0 - self.alpha) * self.level;
        if self.dynamic {
            // Least squares line through all observations so far, updated.
            self.slope =
                ((i - 1.0) * self.slope + 6.0 * (value - self.mean) / (i + 1.0)) / (i + 2.0);
            self.mean = (i * self.mean + value) / (i + 1.0);
            self.intercept = self.mean - self.slope * (i + 2.0) / 2.0;
        }
        self.decay *= 1.0 - self.alpha;
        self.seen += 1;
    }

    /// Fitted values, `[observations]`, and the state after the last observation.
    pub(super) fn run(series: &[f64], dynamic: bool, estimates: &Estimates) -> (Vec<f64>, Self) {
        let mut state = Self::start(series, dynamic, estimates);
        let first = estimates.initial_level + estimates.weight * (state.intercept + state.slope);
        let mut fitted = vec![first];
        for &value in &series[1..] {
            fitted.push(state.forecast());
            state.observe(value);
        }
        (fitted, state)
    }
}

/// Intercept and slope of the least squares line over times 1 to n.
fn line(series: &[f64]) -> (f64, f64) {
    let n = series.len() as f64;
    let mean = series.iter().sum::<f64>() / n;
    let weighted =
        series.iter().enumerate().map(|(at, value)| (at + 1) as f64 * value).sum::<f64>() / n;
    let slope = 6.0 * (2.0 * weighted - (n + 1.0) * mean) / (n * n - 1.0);
    (mean - (n + 1.0) * slope / 2.0, slope)
}
