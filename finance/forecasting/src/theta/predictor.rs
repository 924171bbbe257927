use super::state::State;
use crate::ForecastError;
use crate::fitted::{Predictor, Spread};
use crate::seasonality::Adjusted;

/// The recursion goes on with its own forecasts for observations.
#[derive(Debug)]
pub(super) struct ThetaPredictor {
    pub(super) state: State,
    pub(super) sigma: f64,
    pub(super) adjusted: Adjusted,
}

impl ThetaPredictor {
    /// Forecasts with an error of `size` in step `shocked`.
    fn path(&self, horizon: usize, shocked: Option<(usize, f64)>) -> Vec<f64> {
        let mut state = self.state.clone();
        (0..horizon)
            .map(|step| {
                let mut value = state.forecast();
                if let Some((at, size)) = shocked
                    && at == step
                {
                    value += size;
                }
                state.observe(value);
                value
            })
            .collect()
    }
}

impl Predictor for ThetaPredictor {
    fn mean(&self, horizon: usize) -> Vec<f64> {
        let mut mean = self.path(horizon, None);
        self.adjusted.restore(&mut mean);
        mean
    }

    /// The recursion is linear in the errors: the variance at a step is the sum of the squared
    /// answers to a shock at each step up to it.
    fn spread(&self, horizon: usize, _: &[f64]) -> Result<Spread, ForecastError> {
        let calm = self.path(horizon, None);
        let mut variance = vec![0.0; horizon];
        for shocked in 0..horizon {
            let path = self.path(horizon, Some((shocked, self.sigma)));
            for step in shocked..horizon {
                variance[step] += (path[step] - calm[step]).powi(2);
            }
        }
        let mut deviations: Vec<f64> = variance.into_iter().map(f64::sqrt).collect();
        self.adjusted.restore_deviations(&mut deviations);
        Ok(Spread::Deviations(deviations))
    }
}
