use super::difference::integrate;
use super::estimate::Estimate;
use super::polynomial::{error_weights, multiply};
use crate::ForecastError;
use crate::fitted::{Predictor, Spread};

/// An ARIMA model at the end of its series.
#[derive(Debug)]
pub(super) struct ArimaPredictor {
    /// Coefficients of the differenced series, season multiplied in.
    ar: Vec<f64>,
    ma: Vec<f64>,
    mean: f64,
    variance: f64,
    state: Vec<f64>,
    polynomial: Vec<f64>,
    /// The last observations, as many as the difference polynomial reaches back.
    tail: Vec<f64>,
}

impl ArimaPredictor {
    pub(super) fn new(series: &[f64], found: &Estimate, polynomial: Vec<f64>) -> Self {
        let reach = polynomial.len() - 1;
        // The greatest likelihood's variance is too small by the coefficients that it estimated.
        let n = found.innovations.len();
        let estimated = found.order.parameter_count() - 1;
        let correction = n as f64 / (n - estimated.min(n - 1)) as f64;
        Self {
            ar: found.coefficients.full_ar(found.season),
            ma: found.coefficients.full_ma(found.season),
            mean: found.coefficients.mean,
            variance: found.variance * correction,
            state: found.state.clone(),
            polynomial,
            tail: series[series.len() - reach..].to_vec(),
        }
    }
}

impl Predictor for ArimaPredictor {
    fn mean(&self, horizon: usize) -> Vec<f64> {
        let mut state = self.state.clone();
        let differences: Vec<f64> = (0..horizon)
            .map(|_| {
                let head = state[0];
                state.rotate_left(1);
                if let Some(last) = state.last_mut() {
                    *last = 0.0;
                }
                for (value, c) in state.iter_mut().zip(&self.ar) {
                    *value += c * head;
                }
                self.mean + head
            })
            .collect();
        integrate(&self.tail, &self.polynomial, &differences)
    }

    /// Sum of the squared weights of the errors to come.
    fn spread(&self, horizon: usize, _: &[f64]) -> Result<Spread, ForecastError> {
        let mut polynomial = vec![1.0];
        polynomial.extend(self.ar.iter().map(|c| -c));
        let whole: Vec<f64> =
            multiply(&polynomial, &self.polynomial)[1..].iter().map(|c| -c).collect();
        let mut sum = 0.0;
        let deviations = error_weights(&whole, &self.ma, horizon)
            .into_iter()
            .map(|weight| {
                sum += weight * weight;
                (self.variance * sum).sqrt()
            })
            .collect();
        Ok(Spread::Deviations(deviations))
    }
}
