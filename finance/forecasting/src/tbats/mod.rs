//! TBATS: a power of Box and Cox, a trend, correlated errors and several seasons by harmonics whose
//! weights move, with periods that need not be whole (De Livera, Hyndman, Snyder, *Forecasting time series
//! with complex seasonal patterns using exponential smoothing*, 2011).

mod box_cox;
mod estimate;
mod filter;
mod free;
mod harmonics;
mod model;
mod predictor;
mod search;
mod seeds;
mod structure;

pub use model::{TbatsModel, TbatsParameters, TbatsSeason, TbatsTrend};

use crate::fitted::Parameter;
use crate::forecaster::{check, check_positive, check_varies};
use crate::{Fitted, ForecastError, Forecaster};
use estimate::{Data, Estimate, estimate};
use filter::{filter, transformed};
use predictor::TbatsPredictor;

/// TBATS with components that are chosen, given, or given with all their numbers.
///
/// ```
/// use neuron_forecasting::{Forecaster, tbats::Tbats};
/// // Synthetic: days with a week and a month of 30.4 days.
/// let load: Vec<f64> = (0..150)
///     .map(|t| {
///         let turn = |period: f64| (std::f64::consts::TAU * f64::from(t) / period).sin();
///         100.0 + 9.0 * turn(7.0) + 5.0 * turn(30.4375) + f64::from(t * t % 7) * 0.2
///     })
///     .collect();
/// let fitted = Tbats::seasons(&[7.0, 30.4375]).fit(&load, 7)?;
/// assert!(fitted.model.contains("<7,") && fitted.model.contains("<30.44,"), "{}", fitted.model);
/// let forecast = fitted.forecast(14, &[0.1, 0.9])?;
/// assert!(forecast.quantiles[0][0] < forecast.mean[0]);
/// # Ok::<(), neuron_forecasting::ForecastError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Tbats {
    choice: Choice,
}

#[derive(Debug, Clone, PartialEq)]
enum Choice {
    /// Everything is chosen; of no periods the season of the fit is taken.
    Automatic(Vec<f64>),
    /// The numbers are estimated.
    Model(TbatsModel),
    /// Nothing is estimated.
    Fixed(TbatsModel, TbatsParameters),
}

impl Tbats {
    /// Components chosen by AIC, with the season that it is fitted with.
    #[must_use]
    pub fn automatic() -> Self {
        Self { choice: Choice::Automatic(Vec::new()) }
    }

    /// Components chosen by AIC, with seasons of these lengths in observations, whole or not. Seasons of
    /// which the series has fewer than two rounds are left out.
    #[must_use]
    pub fn seasons(periods: &[f64]) -> Self {
        Self { choice: Choice::Automatic(periods.to_vec()) }
    }

    /// Given components, with numbers of greatest likelihood.
    #[must_use]
    pub fn with(model: TbatsModel) -> Self {
        Self { choice: Choice::Model(model) }
    }

    /// Given components and numbers: the series is only filtered.
    #[must_use]
    pub fn fixed(model: TbatsModel, parameters: TbatsParameters) -> Self {
        Self { choice: Choice::Fixed(model, parameters) }
    }
}

impl Forecaster for Tbats {
    fn name(&self) -> String {
        "tbats".into()
    }

    /// Needs six observations that are not all the same, and two more than the model has numbers; a power
    /// needs them above zero.
    fn fit(&self, series: &[f64], season: usize) -> Result<Fitted, ForecastError> {
        check("tbats", series, season, 6)?;
        check_varies("tbats", series)?;
        let data = Data::new(series);
        let found = match &self.choice {
            Choice::Automatic(periods) => {
                let own = [season as f64];
                let given = if periods.is_empty() { &own[..] } else { periods };
                let mut usable = Vec::new();
                for &period in given {
                    check_period(period)?;
                    if period >= 2.0 && series.len() as f64 >= 2.0 * period {
                        usable.push(period);
                    }
                }
                usable.sort_by(f64::total_cmp);
                usable.dedup();
                search::search(&data, &usable).ok_or_else(|| ForecastError::NoCandidate {
                    model: "tbats".into(),
                    observations: series.len(),
                    season,
                    cause: "no model has two observations more than numbers to estimate".into(),
                })?
            }
            Choice::Model(model) => {
                check_model(model)?;
                if model.box_cox {
                    check_positive("tbats", series)?;
                }
                check("tbats", series, season, model.parameter_count() + 2)?;
                estimate(&data, model, None).ok_or_else(|| ForecastError::NoCandidate {
                    model: "tbats".into(),
                    observations: series.len(),
                    season,
                    cause: "no start of the estimation is forecastable".into(),
                })?
            }
            Choice::Fixed(model, parameters) => {
                check_model(model)?;
                check_parameters(model, parameters)?;
                if model.box_cox {
                    check_positive("tbats", series)?;
                }
                let values = transformed(series, parameters.lambda);
                let squares = filter(&values, model, parameters).squares;
                let deviance = data.deviance(squares, parameters.lambda);
                Estimate { model: model.clone(), parameters: parameters.clone(), deviance }
            }
        };
        Ok(finish(series, &found))
    }
}

fn finish(series: &[f64], found: &Estimate) -> Fitted {
    let (model, known) = (&found.model, &found.parameters);
    let values = transformed(series, known.lambda);
    let run = filter(&values, model, known);
    let count = model.parameter_count();
    let freedom = series.len().saturating_sub(count).max(1);
    let variance = run.squares / freedom as f64;
    let back = |value: f64| known.lambda.map_or(value, |lambda| box_cox::back(value, lambda));
    let fitted: Vec<f64> = run.forecasts.iter().map(|&value| back(value)).collect();
    let predictor = TbatsPredictor::new(model, known, &run, variance, freedom);
    let label = model::label(model, known);
    let parameters = parameters(model, known, variance);
    let mut fitted = Fitted::new(label, series, fitted, parameters, Box::new(predictor));
    let (k, n) = (count as f64, series.len() as f64);
    fitted.log_likelihood = Some(-0.5 * found.deviance);
    fitted.aicc = (n > k + 1.0).then(|| found.aic() + 2.0 * k * (k + 1.0) / (n - k - 1.0));
    fitted.degrees_of_freedom = Some(freedom);
    fitted
}

fn parameters(model: &TbatsModel, known: &TbatsParameters, variance: f64) -> Vec<Parameter> {
    let mut all: Vec<Parameter> =
        known.lambda.iter().map(|&lambda| Parameter::new("lambda", lambda)).collect();
    all.push(Parameter::new("alpha", known.alpha));
    if model.trend != TbatsTrend::None {
        all.push(Parameter::new("beta", known.beta));
    }
    if model.trend == TbatsTrend::Damped {
        all.push(Parameter::new("phi", known.phi));
    }
    for (at, (first, second)) in known.gamma.iter().enumerate() {
        all.push(Parameter::new(format!("gamma{}_1", at + 1), *first));
        all.push(Parameter::new(format!("gamma{}_2", at + 1), *second));
    }
    for (name, values) in [("ar", &known.ar), ("ma", &known.ma), ("seed", &known.seeds)] {
        for (at, value) in values.iter().enumerate() {
            all.push(Parameter::new(format!("{name}{}", at + 1), *value));
        }
    }
    all.push(Parameter::new("variance", variance));
    all
}

fn refused(parameter: &'static str, value: f64, expected: &'static str) -> ForecastError {
    ForecastError::Parameter { model: "tbats".into(), parameter, value, expected }
}

fn check_period(period: f64) -> Result<(), ForecastError> {
    if period.is_finite() && period >= 1.0 {
        return Ok(());
    }
    Err(refused("period", period, "a finite number of observations, 1 or more"))
}

fn check_model(model: &TbatsModel) -> Result<(), ForecastError> {
    for season in &model.seasons {
        check_period(season.period)?;
        if season.harmonics == 0 || season.harmonics as f64 >= 0.5 * season.period {
            let harmonics = season.harmonics as f64;
            return Err(refused("harmonics", harmonics, "at least 1 and below half of the period"));
        }
    }
    Ok(())
}

fn check_parameters(model: &TbatsModel, known: &TbatsParameters) -> Result<(), ForecastError> {
    for (name, found, expected) in [
        ("gamma", known.gamma.len(), model.seasons.len()),
        ("ar", known.ar.len(), model.p),
        ("ma", known.ma.len(), model.q),
        ("seeds", known.seeds.len(), model.seed_count()),
    ] {
        if found != expected {
            return Err(refused(name, found as f64, "as many numbers as the model has"));
        }
    }
    match (model.box_cox, known.lambda) {
        (true, Some(lambda)) if !(0.0..=1.0).contains(&lambda) => {
            return Err(refused("lambda", lambda, "a power from 0 to 1"));
        }
        (true, None) => return Err(refused("lambda", f64::NAN, "a power from 0 to 1")),
        (false, Some(lambda)) => {
            return Err(refused("lambda", lambda, "none, as the model has none"));
        }
        _ => {}
    }
    let numbers = [known.alpha, known.beta, known.phi];
    let gamma = known.gamma.iter().flat_map(|(first, second)| [first, second]);
    let rest = gamma.chain(&known.ar).chain(&known.ma).chain(&known.seeds);
    match numbers.iter().chain(rest).find(|value| !value.is_finite()) {
        Some(&value) => Err(refused("a number", value, "finite numbers")),
        None => Ok(()),
    }
}
