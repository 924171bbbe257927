use super::process::Process;
use crate::{FittedModel, InnovationLaw, VolatilityError};
use neuron_random::Stream;
use rayon::prelude::*;
use serde::Serialize;

/// Simulated paths of the days after the fitted returns.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SimulatedForecast {
    /// Mean of the returns over the paths, `[horizon]`.
    pub mean: Vec<f64>,
    /// Mean over the paths of the day's residual variance, `[horizon]`.
    pub residual_variance: Vec<f64>,
    /// Monte Carlo standard error of `residual_variance`, `[horizon]`; 0 to rounding on the first day, which
    /// is known.
    pub standard_error: Vec<f64>,
    /// Returns, `[paths][horizon]`.
    #[serde(skip)]
    pub returns: Vec<Vec<f64>>,
}

/// Value at risk and expected shortfall as losses, in the unit of the returns.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct TailRisk {
    /// The loss that is exceeded with probability `1 - level`.
    pub value_at_risk: f64,
    /// The mean loss in the cases where it is reached.
    pub expected_shortfall: f64,
}

/// Returns and residual variances of the days of a path.
type Path = (Vec<f64>, Vec<f64>);

impl FittedModel {
    /// Simulates `paths` of the next `horizon` days with innovations of the model's own law; pass
    /// `Some` of an empirical law of the standardised residuals for filtered historical simulation
    /// (Barone-Adesi, Giannopoulos and Vosper, 1999).
    ///
    /// Each path has a random stream of its own, so that the result depends on `seed` alone.
    ///
    /// # Errors
    ///
    /// An argument error for 0 days or paths.
    pub fn simulate_forecast(
        &self,
        horizon: usize,
        paths: usize,
        seed: u64,
        law: Option<&InnovationLaw>,
    ) -> Result<SimulatedForecast, VolatilityError> {
        crate::series::at_least_one("horizon", horizon)?;
        crate::series::at_least_one("paths", paths)?;
        let law = law.unwrap_or(&self.law);
        let start = Process::new(self);
        let stream = Stream::new(seed, "volatility/forecast");
        let simulated: Vec<Path> = (0..paths)
            .into_par_iter()
            .map(|path| {
                let mut rng = stream.sample(path as u64).rng();
                let mut process = start.clone();
                (0..horizon).map(|_| process.advance(law.sample(&mut rng))).unzip()
            })
            .collect();
        let count = paths as f64;
        let average =
            |value: &dyn Fn(&Path) -> f64| simulated.iter().map(value).sum::<f64>() / count;
        let mean = (0..horizon).map(|h| average(&|path| path.0[h])).collect();
        let variance: Vec<f64> = (0..horizon).map(|h| average(&|path| path.1[h])).collect();
        let standard_error = (0..horizon)
            .map(|h| (average(&|path| (path.1[h] - variance[h]).powi(2)) / count).sqrt())
            .collect();
        let returns = simulated.into_iter().map(|path| path.0).collect();
        Ok(SimulatedForecast { mean, residual_variance: variance, standard_error, returns })
    }
}

impl SimulatedForecast {
    /// Value at risk and expected shortfall at `level` (such as 0.99) of the sum of the first `days`
    /// returns.
    ///
    /// # Errors
    ///
    /// An argument error for a level outside (0, 1) or more days than were simulated.
    pub fn tail_risk(&self, days: usize, level: f64) -> Result<TailRisk, VolatilityError> {
        crate::series::probability("level", level)?;
        if days == 0 || days > self.mean.len() {
            let expected = "between 1 and the simulated horizon";
            return Err(VolatilityError::Argument { name: "days", value: days as f64, expected });
        }
        let sums: Vec<f64> = self.returns.iter().map(|path| path[..days].iter().sum()).collect();
        let law = InnovationLaw::empirical(&sums)?;
        let probability = 1.0 - level;
        Ok(TailRisk {
            value_at_risk: -law.quantile(probability),
            expected_shortfall: -law.tail_mean(probability),
        })
    }
}
