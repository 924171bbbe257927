use super::{RiskBacktest, RiskForecast, RiskMethod, TailLaw};
use crate::forecast::Process;
use crate::{FitOptions, InnovationLaw, Specification, StandardErrors, VolatilityError, fit, fix};
use rayon::prelude::*;
use std::sync::Arc;

/// How a rolling test runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RollingOptions {
    /// Confidence level of the value at risk, such as 0.99.
    pub level: f64,
    /// Returns before a day from which its forecast is made.
    pub window: usize,
    /// For how many days the parameters of a fit stay frozen.
    pub refit_every: usize,
}

/// Forecasts value at risk and expected shortfall of each day after the first window, from what was
/// known the day before.
///
/// A model is fitted on the window before each block of `refit_every` days; through the block its
/// parameters stay frozen, and each day's variance and residuals are those of the last `window`
/// returns under them. Historical and normal laws take the same returns. Blocks run in parallel and
/// are joined in order, so the result does not depend on the number of threads.
///
/// ```
/// use neuron_volatility::{RiskMethod, RollingOptions, rolling_risk};
/// // Synthetic returns.
/// let returns: Vec<f64> = (0..400).map(|i| (f64::from(i) * 12.9898).sin()).collect();
/// let options = RollingOptions { level: 0.95, window: 250, refit_every: 50 };
/// let test = rolling_risk(&returns, &RiskMethod::Historical, options)?;
/// assert_eq!((test.days[0].index, test.days.len()), (250, 150));
/// # Ok::<(), neuron_volatility::VolatilityError>(())
/// ```
///
/// # Errors
///
/// [`VolatilityError::WindowTooLong`], argument errors, errors of the returns, and
/// [`VolatilityError::Refit`] for a window that cannot be fitted.
pub fn rolling_risk(
    returns: &[f64],
    method: &RiskMethod,
    options: RollingOptions,
) -> Result<RiskBacktest, VolatilityError> {
    let RollingOptions { level, window, refit_every } = options;
    crate::series::probability("level", level)?;
    crate::series::at_least_one("refit_every", refit_every)?;
    crate::series::finite("returns", returns)?;
    method.check()?;
    if window < 2 {
        let expected = "at least 2";
        return Err(VolatilityError::Argument { name: "window", value: window as f64, expected });
    }
    if window >= returns.len() {
        return Err(VolatilityError::WindowTooLong { window, observations: returns.len() });
    }
    let starts: Vec<usize> = (window..returns.len()).step_by(refit_every).collect();
    let blocks: Vec<Result<Block, VolatilityError>> = starts
        .into_par_iter()
        .map(|start| {
            let end = (start + refit_every).min(returns.len());
            let known = &returns[start - window..end];
            let forecast = match method.model() {
                Some((model, filtered)) => model_block(known, &model, filtered, options),
                None => sample_block(known, method, options),
            };
            forecast
                .map(|block| block.at(start))
                .map_err(|source| refit(start - window, start, source))
        })
        .collect();
    // The first error by day, whichever thread met one first.
    let blocks: Vec<Block> = blocks.into_iter().collect::<Result<_, _>>()?;
    let fits = blocks.len();
    let fits_not_converged = blocks.iter().filter(|block| !block.converged).count();
    let days: Vec<RiskForecast> = blocks.into_iter().flat_map(|block| block.days).collect();
    let violations = days.iter().filter(|day| day.violation).count();
    let method = method.clone();
    Ok(RiskBacktest {
        method,
        level,
        window,
        refit_every,
        fits,
        fits_not_converged,
        violations,
        days,
    })
}

fn refit(from: usize, to: usize, source: VolatilityError) -> VolatilityError {
    VolatilityError::Refit { from, to, source: Box::new(source) }
}

/// The days between two fits.
struct Block {
    days: Vec<RiskForecast>,
    converged: bool,
}

impl Block {
    /// Numbers the days from `start`.
    fn at(mut self, start: usize) -> Self {
        for (day, index) in self.days.iter_mut().zip(start..) {
            day.index = index;
        }
        self
    }
}

/// A day, from what was known before it, then its return.
fn day(
    law: &InnovationLaw,
    tail: TailLaw,
    (mean, volatility): (f64, f64),
    level: f64,
) -> RiskForecast {
    let probability = 1.0 - level;
    RiskForecast {
        index: 0,
        mean,
        volatility,
        value_at_risk: -(mean + volatility * law.quantile(probability)),
        expected_shortfall: -(mean + volatility * law.tail_mean(probability)),
        realised: f64::NAN,
        violation: false,
        tail,
    }
}

fn observed(mut day: RiskForecast, realised: f64) -> RiskForecast {
    day.realised = realised;
    day.violation = realised < -day.value_at_risk;
    day
}

/// Historical and normal laws of the last returns. The parameters are the window itself.
fn sample_block(
    known: &[f64],
    method: &RiskMethod,
    options: RollingOptions,
) -> Result<Block, VolatilityError> {
    let mut days = Vec::new();
    for (past, realised) in known.windows(options.window).zip(&known[options.window..]) {
        crate::series::varies("returns in the window", past)?;
        let mean = crate::series::mean(past);
        let n = past.len() as f64;
        let volatility = (crate::series::variance(past) * n / (n - 1.0)).sqrt();
        let forecast = if *method == RiskMethod::Normal {
            let law = Arc::new(InnovationLaw::Normal);
            let tail = TailLaw::LocationScale { mean, volatility, law: Arc::clone(&law) };
            day(&law, tail, (mean, volatility), options.level)
        } else {
            let law = InnovationLaw::empirical(past)?;
            let tail = sample_tail(&law, options.level, (0.0, 1.0));
            let mut forecast = day(&law, tail, (0.0, 1.0), options.level);
            (forecast.mean, forecast.volatility) = (mean, volatility);
            forecast
        };
        days.push(observed(forecast, *realised));
    }
    Ok(Block { days, converged: true })
}

/// A model fitted to the first window, and with the same parameters run through those after it.
fn model_block(
    known: &[f64],
    model: &Specification,
    filtered: bool,
    options: RollingOptions,
) -> Result<Block, VolatilityError> {
    let fit_options =
        FitOptions { standard_errors: StandardErrors::Omitted, ..FitOptions::default() };
    let fitted = fit(model, &known[..options.window], &fit_options)?;
    let parameters = fitted.parameters();
    let own = Arc::new(fitted.law);
    let mut days = Vec::new();
    for (past, realised) in known.windows(options.window).zip(&known[options.window..]) {
        let today = fix(model, past, &parameters)?;
        let process = Process::new(&today);
        let (mean, volatility) = (process.mean(), process.variance().sqrt());
        let forecast = if filtered {
            let law = InnovationLaw::empirical(&today.standardised_residuals)?;
            let tail = sample_tail(&law, options.level, (mean, volatility));
            day(&law, tail, (mean, volatility), options.level)
        } else {
            let tail = TailLaw::LocationScale { mean, volatility, law: Arc::clone(&own) };
            day(&own, tail, (mean, volatility), options.level)
        };
        days.push(observed(forecast, *realised));
    }
    Ok(Block { days, converged: fitted.converged })
}

/// The part of a sample below the value at risk, scaled to returns.
fn sample_tail(law: &InnovationLaw, level: f64, (mean, volatility): (f64, f64)) -> TailLaw {
    let bound = law.quantile(1.0 - level);
    let sorted: &[f64] = match law {
        InnovationLaw::Empirical { sorted } => sorted,
        _ => &[],
    };
    let beyond: Vec<f64> = sorted[..sorted.partition_point(|z| *z < bound)]
        .iter()
        .map(|z| mean + volatility * z)
        .collect();
    let probability = beyond.len() as f64 / sorted.len().max(1) as f64;
    TailLaw::Sample { beyond, probability }
}
