use crate::recursion::MEAN_SIZE;
use crate::{FittedModel, InnovationLaw, Specification, Variance};

/// A model that runs on: the last values that the next day's mean and variance need, newest last.
#[derive(Clone, Debug)]
pub(crate) struct Process {
    variance: Variance,
    parameters: Vec<f64>,
    constant: f64,
    autoregression: Vec<f64>,
    returns: Vec<f64>,
    residuals: Vec<f64>,
    variances: Vec<f64>,
}

impl Process {
    /// From the end of a fitted model.
    pub(crate) fn new(model: &FittedModel) -> Self {
        let mut process = Self::at_rest(&model.specification, &model.parameters(), 0.0, 1.0);
        let (from, lags) = (model.residuals.len(), process.residuals.len());
        process.residuals.copy_from_slice(&model.residuals[from - lags..]);
        let volatility = &model.conditional_volatility[from - lags..];
        process.variances = volatility.iter().map(|s| s * s).collect();
        process.returns.copy_from_slice(&model.last_returns);
        process
    }

    /// With `mean` as every past return, `variance` as every past variance and squared residual.
    pub(crate) fn at_rest(
        specification: &Specification,
        parameters: &[f64],
        mean: f64,
        variance: f64,
    ) -> Self {
        let (by_mean, by_variance, _) = specification.split(parameters);
        let autoregression = specification.mean.autoregression(by_mean);
        let (p, o, q) = specification.variance.orders();
        let lags = p.max(o).max(q).max(1);
        Self {
            variance: specification.variance.clone(),
            parameters: by_variance.to_vec(),
            constant: by_mean.first().copied().unwrap_or(0.0),
            returns: vec![mean; autoregression.len()],
            autoregression,
            residuals: vec![variance.sqrt(); lags],
            variances: vec![variance; lags],
        }
    }

    /// Replaces the newest residual.
    pub(crate) fn set_last_residual(&mut self, residual: f64) {
        if let Some(last) = self.residuals.last_mut() {
            *last = residual;
        }
    }

    /// The next day's mean.
    pub(crate) fn mean(&self) -> f64 {
        let lags = self.autoregression.iter().zip(self.returns.iter().rev());
        self.constant + lags.map(|(weight, y)| weight * y).sum::<f64>()
    }

    /// The next day's variance.
    pub(crate) fn variance(&self) -> f64 {
        let (p, o, _) = self.variance.orders();
        let last = self.residuals.len() - 1;
        let (e, v) =
            (|lag: usize| self.residuals[last - lag], |lag: usize| self.variances[last - lag]);
        match self.variance {
            Variance::Constant => self.parameters[0],
            Variance::Ewma { decay } => decay * v(0) + (1.0 - decay) * e(0) * e(0),
            Variance::Garch { .. } => {
                let (alpha, rest) = self.parameters[1..].split_at(p);
                let (gamma, beta) = rest.split_at(o);
                let mut next = self.parameters[0];
                next += alpha.iter().zip(0..).map(|(a, lag)| a * e(lag).powi(2)).sum::<f64>();
                next +=
                    gamma.iter().zip(0..).map(|(g, lag)| g * e(lag).min(0.0).powi(2)).sum::<f64>();
                next + beta.iter().zip(0..).map(|(b, lag)| b * v(lag)).sum::<f64>()
            }
            Variance::Egarch { .. } => {
                let (alpha, rest) = self.parameters[1..].split_at(p);
                let (gamma, beta) = rest.split_at(o);
                let z = |lag: usize| e(lag) / v(lag).sqrt();
                let mut next = self.parameters[0];
                next += alpha
                    .iter()
                    .zip(0..)
                    .map(|(a, lag)| a * (z(lag).abs() - MEAN_SIZE))
                    .sum::<f64>();
                next += gamma.iter().zip(0..).map(|(g, lag)| g * z(lag)).sum::<f64>();
                next += beta.iter().zip(0..).map(|(b, lag)| b * v(lag).ln()).sum::<f64>();
                // Beyond this the exponential is not a number.
                next.min(700.0).exp()
            }
        }
    }

    /// Lets a day pass on which the standardised innovation is `z`; gives its return and variance.
    pub(crate) fn advance(&mut self, z: f64) -> (f64, f64) {
        let (mean, variance) = (self.mean(), self.variance());
        let residual = z * variance.sqrt();
        push(&mut self.residuals, residual);
        push(&mut self.variances, variance);
        push(&mut self.returns, mean + residual);
        (mean + residual, variance)
    }

    /// Means, variances of the return and of the residual of the next days, of a variance that is
    /// linear in past squares.
    pub(crate) fn expected(&self, law: &InnovationLaw, horizon: usize) -> [Vec<f64>; 3] {
        let (p, o, _) = self.variance.orders();
        let lower = law.lower_second_moment();
        let mut squares: Vec<f64> = self.residuals.iter().map(|e| e * e).collect();
        let mut negatives: Vec<f64> = self.residuals.iter().map(|e| e.min(0.0).powi(2)).collect();
        let mut variances = self.variances.clone();
        let mut returns = self.returns.clone();
        let mut means = Vec::new();
        for step in 0..horizon {
            let next = match self.variance {
                Variance::Garch { .. } if step > 0 => {
                    let (alpha, rest) = self.parameters[1..].split_at(p);
                    let (gamma, beta) = rest.split_at(o);
                    let terms = |weights: &[f64], past: &[f64]| {
                        weights.iter().zip(past.iter().rev()).map(|(w, x)| w * x).sum::<f64>()
                    };
                    self.parameters[0]
                        + terms(alpha, &squares)
                        + terms(gamma, &negatives)
                        + terms(beta, &variances)
                }
                _ if step == 0 => self.variance(),
                // Constant and exponentially weighted variances stay where they are.
                _ => variances.last().copied().unwrap_or(0.0),
            };
            variances.push(next);
            squares.push(next);
            negatives.push(lower * next);
            let lags = self.autoregression.iter().zip(returns.iter().rev());
            let mean = self.constant + lags.map(|(weight, y)| weight * y).sum::<f64>();
            returns.push(mean);
            means.push(mean);
        }
        let residual = variances.split_off(self.variances.len());
        let impulse = self.impulse(horizon);
        let total = (0..horizon)
            .map(|h| (0..=h).map(|i| residual[i] * impulse[h - i].powi(2)).sum())
            .collect();
        [means, total, residual]
    }

    /// What is left of a shock to the return after 0, 1, … days.
    fn impulse(&self, horizon: usize) -> Vec<f64> {
        let mut impulse = vec![1.0];
        for _ in 1..horizon {
            let lags = self.autoregression.iter().zip(impulse.iter().rev());
            let value = lags.map(|(weight, past)| weight * past).sum();
            impulse.push(value);
        }
        impulse
    }
}

/// Moves the values on by one.
fn push(values: &mut [f64], newest: f64) {
    if let Some(last) = values.len().checked_sub(1) {
        values.rotate_left(1);
        values[last] = newest;
    }
}
