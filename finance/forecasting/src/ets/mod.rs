//! Exponential smoothing in state-space form: error, trend and season, each absent, additive,
//! damped or multiplicative (Hyndman, Koehler, Snyder, Grose, *A state space framework for
//! automatic forecasting using exponential smoothing methods*, 2002; Hyndman, Koehler, Ord, Snyder,
//! *Forecasting with Exponential Smoothing*, 2008).
//!
//! Of the 30 models the 15 stable ones are here: no multiplicative trend, and no multiplicative
//! season with an additive error.

mod estimate;
mod initial;
mod likelihood;
mod parameters;
mod predictor;
mod specification;

pub use specification::{EtsError, EtsModel, EtsSeason, EtsTrend};

use crate::fitted::Parameter;
use crate::forecaster::{check, check_positive, check_varies};
use crate::{Fitted, ForecastError, Forecaster};
use estimate::{Aim, Estimate, estimate};
use predictor::EtsPredictor;

/// Exponential smoothing, with a given model or the best of those that suit the series.
///
/// ```
/// use neuron_forecasting::{Forecaster, ets::Ets};
/// // Synthetic: growth with a season that grows along.
/// let demand: Vec<f64> =
///     (0..48).map(|t| (50.0 + t as f64) * [0.8, 1.0, 1.3, 0.9][t % 4] + (t % 3) as f64).collect();
/// let fitted = Ets::automatic().fit(&demand, 4)?;
/// assert!(fitted.model.ends_with("M)"), "{}", fitted.model);
/// # Ok::<(), neuron_forecasting::ForecastError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ets {
    model: Option<EtsModel>,
    name: &'static str,
    by_likelihood: bool,
}

impl Ets {
    fn named(name: &'static str, model: Option<EtsModel>) -> Self {
        Self { model, name, by_likelihood: false }
    }

    /// Estimates by likelihood alone. Without this a trend's slope is held steady by a prior on
    /// `beta/alpha`, a beta density with most of its weight near 0: the likelihood alone follows
    /// every turn of a short series, and forecasts of the M3 competition become worse by it (OWA .884
    /// against .852).
    #[must_use]
    pub fn by_likelihood(self) -> Self {
        Self { by_likelihood: true, ..self }
    }

    fn aim(&self) -> Aim {
        if self.by_likelihood { Aim::Likelihood } else { Aim::SteadySlope }
    }

    /// The model with the least AICc of all that suit the series' length and sign.
    #[must_use]
    pub fn automatic() -> Self {
        Self::named("ets", None)
    }

    /// One given model.
    #[must_use]
    pub fn with(model: EtsModel) -> Self {
        Self::named("ets", Some(model))
    }

    /// Simple exponential smoothing, `ANN`.
    #[must_use]
    pub fn simple() -> Self {
        Self::named("ses", Some(EtsModel::ANN))
    }

    /// Holt's linear trend, `AAN`.
    #[must_use]
    pub fn holt() -> Self {
        Self::named("holt", Some(EtsModel::AAN))
    }

    /// Damped trend of Gardner and McKenzie, `AAdN`.
    #[must_use]
    pub fn damped() -> Self {
        Self::named("damped", Some(EtsModel::AADN))
    }

    /// Holt–Winters with an additive season, `AAA`.
    #[must_use]
    pub fn holt_winters() -> Self {
        Self::named("holt-winters", Some(EtsModel::AAA))
    }

    /// Holt–Winters with a multiplicative season and, for stability, a multiplicative error, `MAM`.
    #[must_use]
    pub fn holt_winters_multiplicative() -> Self {
        Self::named("holt-winters-multiplicative", Some(EtsModel::MAM))
    }

    fn fit_one(
        &self,
        model: EtsModel,
        series: &[f64],
        season: usize,
    ) -> Result<Estimate, ForecastError> {
        let label = format!("{}({model})", self.name);
        if model.season != EtsSeason::None && season < 2 {
            return Err(ForecastError::NoCandidate {
                model: label,
                observations: series.len(),
                season,
                cause: "a seasonal model needs a season of at least 2 observations".into(),
            });
        }
        check(&label, series, season, model.observations_needed(season))?;
        if model.is_multiplicative() {
            check_positive(&label, series)?;
        }
        estimate(series, season, model, self.aim()).ok_or_else(|| ForecastError::NoCandidate {
            model: label,
            observations: series.len(),
            season,
            cause: "the recursion reaches zero from every start".into(),
        })
    }

    fn search(&self, series: &[f64], season: usize) -> Result<Estimate, ForecastError> {
        let positive = series.iter().all(|&value| value > 0.0);
        let mut best: Option<Estimate> = None;
        for model in EtsModel::stable() {
            if (model.is_multiplicative() && !positive)
                || (model.season != EtsSeason::None && season < 2)
                || series.len() < model.observations_needed(season)
            {
                continue;
            }
            if let Some(found) = estimate(series, season, model, self.aim())
                && best.as_ref().is_none_or(|known| found.aicc() < known.aicc())
            {
                best = Some(found);
            }
        }
        best.ok_or_else(|| ForecastError::TooShort {
            model: self.name.into(),
            needed: EtsModel::ANN.observations_needed(season),
            found: series.len(),
            season,
        })
    }
}

impl Forecaster for Ets {
    fn name(&self) -> String {
        self.name.into()
    }

    /// Needs two observations more than the model has parameters, that are not all the same; a
    /// multiplicative model needs them above zero.
    fn fit(&self, series: &[f64], season: usize) -> Result<Fitted, ForecastError> {
        check(self.name, series, season, 1)?;
        check_varies(self.name, series)?;
        let found = match self.model {
            Some(model) => self.fit_one(model, series, season)?,
            None => self.search(series, season)?,
        };
        let run = found.run(series);
        let freedom = (series.len() - found.parameter_count()).max(1);
        let variance = run.errors.iter().map(|e| e * e).sum::<f64>() / freedom as f64;
        let p = &found.parameters;
        let mut parameters = vec![Parameter::new("alpha", p.alpha)];
        if found.model.trend != EtsTrend::None {
            parameters.push(Parameter::new("beta", p.beta));
        }
        if found.model.season != EtsSeason::None {
            parameters.push(Parameter::new("gamma", p.gamma));
        }
        if found.model.trend == EtsTrend::Damped {
            parameters.push(Parameter::new("phi", p.phi));
        }
        parameters.push(Parameter::new("initial_level", p.level));
        if found.model.trend != EtsTrend::None {
            parameters.push(Parameter::new("initial_slope", p.slope));
        }
        for (at, effect) in p.seasonal.iter().enumerate() {
            parameters.push(Parameter::new(format!("initial_season_{}", at + 1), *effect));
        }
        parameters.push(Parameter::new("variance", variance));
        let predictor = EtsPredictor::new(&found, run.end, variance);
        let label = format!("{}({})", self.name, found.model);
        let mut fitted = Fitted::new(label, series, run.fitted, parameters, Box::new(predictor));
        fitted.log_likelihood = Some(-0.5 * found.deviance);
        fitted.aicc = Some(found.aicc());
        fitted.degrees_of_freedom = Some(freedom);
        Ok(fitted)
    }
}
