use super::estimate::Estimate;
use super::parameters::Parameters;
use super::{EtsError, EtsModel, EtsSeason};
use crate::ForecastError;
use crate::fitted::{Predictor, Spread};
use neuron_random::{Rng, Stream, distributions::StandardNormal};

/// Simulated futures for models whose forecasts are not normal.
const PATHS: u64 = 2_000;

/// An exponential smoothing model at the end of its series.
#[derive(Debug)]
pub(super) struct EtsPredictor {
    model: EtsModel,
    end: Parameters,
    variance: f64,
}

impl EtsPredictor {
    pub(super) fn new(found: &Estimate, end: Parameters, variance: f64) -> Self {
        Self { model: found.model, end, variance }
    }

    /// Answer of the forecast `lag` steps later to an error of 1 now (Hyndman et al. 2008, table
    /// 6.2): alpha, the slope's share summed up, and the season's where it comes round.
    fn response(&self, horizon: usize) -> Vec<f64> {
        let end = &self.end;
        let (mut damped, mut power) = (0.0, 1.0);
        (1..horizon)
            .map(|lag| {
                power *= end.phi;
                damped += power;
                let seasonal = !end.seasonal.is_empty() && lag.is_multiple_of(end.seasonal.len());
                end.alpha + end.beta * damped + if seasonal { end.gamma } else { 0.0 }
            })
            .collect()
    }

    /// Additive errors: sum of squared responses. Relative errors with additive states: the error
    /// grows with the forecast, which gives the recursion of Hyndman et al. 2008, §6.3.2.
    fn variances(&self, horizon: usize) -> Vec<f64> {
        let response = self.response(horizon);
        if self.model.error == EtsError::Additive {
            let mut sum = 1.0;
            let mut variances = vec![self.variance];
            for c in response {
                sum += c * c;
                variances.push(self.variance * sum);
            }
            return variances;
        }
        let mean = self.mean(horizon);
        let mut squares: Vec<f64> = Vec::with_capacity(horizon);
        let mut variances = Vec::with_capacity(horizon);
        for step in 0..horizon {
            let earlier: f64 = (0..step).map(|j| response[step - 1 - j].powi(2) * squares[j]).sum();
            let square = mean[step].powi(2) + self.variance * earlier;
            variances.push((1.0 + self.variance) * square - mean[step].powi(2));
            squares.push(square);
        }
        variances
    }

    fn simulate(&self, horizon: usize) -> Vec<Vec<f64>> {
        let deviation = self.variance.sqrt();
        let season = self.end.seasonal.len();
        let stream = Stream::new(0, "forecasting.ets");
        (0..PATHS)
            .map(|path| {
                let mut rng = stream.sample(path).rng();
                let (mut level, mut slope) = (self.end.level, self.end.slope);
                let mut seasonal = self.end.seasonal.clone();
                (0..horizon)
                    .map(|step| {
                        let draw: f64 = rng.sample(StandardNormal);
                        // A relative error of -1 or less would take the series to zero and below.
                        let relative = (deviation * draw).max(-0.999);
                        let base = level + self.end.phi * slope;
                        let value = base * seasonal[step % season] * (1.0 + relative);
                        level = base * (1.0 + self.end.alpha * relative);
                        slope = self.end.phi * slope + self.end.beta * base * relative;
                        seasonal[step % season] *= 1.0 + self.end.gamma * relative;
                        value
                    })
                    .collect()
            })
            .collect()
    }
}

impl Predictor for EtsPredictor {
    fn mean(&self, horizon: usize) -> Vec<f64> {
        let end = &self.end;
        let (mut damped, mut power) = (0.0, 1.0);
        (0..horizon)
            .map(|step| {
                power *= end.phi;
                damped += power;
                let base = end.level + damped * end.slope;
                match self.model.season {
                    EtsSeason::None => base,
                    EtsSeason::Additive => base + end.seasonal[step % end.seasonal.len()],
                    EtsSeason::Multiplicative => base * end.seasonal[step % end.seasonal.len()],
                }
            })
            .collect()
    }

    fn spread(&self, horizon: usize, _: &[f64]) -> Result<Spread, ForecastError> {
        Ok(match self.model.season {
            EtsSeason::Multiplicative => Spread::Paths(self.simulate(horizon)),
            EtsSeason::None | EtsSeason::Additive => {
                Spread::Deviations(self.variances(horizon).into_iter().map(f64::sqrt).collect())
            }
        })
    }
}
