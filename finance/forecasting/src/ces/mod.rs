//! Complex exponential smoothing (Svetunkov, Kourentzes, Ord, *Complex exponential smoothing*,
//! 2022): level and an unseen second component are smoothed together, as the two parts of a complex
//! number; a trend needs no component of its own.

mod state;

use crate::fitted::{Parameter, Predictor, Spread};
use crate::forecaster::{check, check_varies};
use crate::optimise::NelderMead;
use crate::{Fitted, ForecastError, Forecaster};
use serde::Serialize;
use state::{CesState, Weights};

/// How the season enters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum CesSeason {
    /// Not at all.
    None,
    /// Each place in the season has a complex level of its own.
    Simple,
    /// A real seasonal effect beside one complex level.
    Partial,
    /// A complex seasonal effect beside one complex level.
    Full,
}

impl CesSeason {
    const ALL: [Self; 4] = [Self::None, Self::Simple, Self::Partial, Self::Full];

    fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Simple => "simple",
            Self::Partial => "partial",
            Self::Full => "full",
        }
    }

    /// Smoothing weights.
    fn weights(self) -> usize {
        match self {
            Self::None | Self::Simple => 2,
            Self::Partial => 3,
            Self::Full => 4,
        }
    }
}

/// Complex exponential smoothing with a given season, or the one of four with the least AICc.
///
/// ```
/// use neuron_forecasting::{Forecaster, ces::Ces};
/// let series: Vec<f64> = (0..30).map(|t| 20.0 + t as f64 + (t % 3) as f64).collect();
/// let fitted = Ces::automatic().fit(&series, 1)?;
/// assert_eq!(fitted.model, "ces(none)");
/// let next = fitted.forecast(1, &[])?.mean[0];
/// assert!((48.0..54.0).contains(&next), "{next}");
/// # Ok::<(), neuron_forecasting::ForecastError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ces {
    season: Option<CesSeason>,
}

impl Ces {
    /// The best of the four.
    #[must_use]
    pub fn automatic() -> Self {
        Self { season: None }
    }

    /// One of the four.
    #[must_use]
    pub fn with(season: CesSeason) -> Self {
        Self { season: Some(season) }
    }
}

struct Estimate {
    kind: CesSeason,
    weights: Weights,
    deviance: f64,
    aicc: f64,
}

impl Forecaster for Ces {
    fn name(&self) -> String {
        "ces".into()
    }

    /// Needs seven observations that are not all the same, and two seasons and five observations
    /// for a season.
    fn fit(&self, series: &[f64], season: usize) -> Result<Fitted, ForecastError> {
        check("ces", series, season, 7)?;
        check_varies("ces", series)?;
        let seasonal_length = 2 * season + 5;
        let kinds: Vec<CesSeason> = match self.season {
            Some(CesSeason::None) => vec![CesSeason::None],
            Some(kind) => {
                if season < 2 {
                    return Err(ForecastError::NoCandidate {
                        model: format!("ces({})", kind.name()),
                        observations: series.len(),
                        season,
                        cause: "a seasonal model needs a season of at least 2 observations".into(),
                    });
                }
                check("ces", series, season, seasonal_length)?;
                vec![kind]
            }
            None if season < 2 || series.len() < seasonal_length => vec![CesSeason::None],
            None => CesSeason::ALL.to_vec(),
        };
        let mut best: Option<Estimate> = None;
        for kind in kinds {
            let found = estimate(series, season, kind);
            if found.deviance.is_finite() && best.as_ref().is_none_or(|b| found.aicc < b.aicc) {
                best = Some(found);
            }
        }
        let best = best.ok_or_else(|| ForecastError::NoCandidate {
            model: "ces".into(),
            observations: series.len(),
            season,
            cause: "the recursion leaves the finite numbers from every start".into(),
        })?;
        Ok(finish(series, season, best))
    }
}

/// Least squared errors over the weights, first states cast back.
fn estimate(series: &[f64], season: usize, kind: CesSeason) -> Estimate {
    const BOUNDS: [(f64, f64); 4] = [(0.01, 1.8), (0.01, 1.9), (0.01, 1.5), (0.01, 1.5)];
    let n = series.len() as f64;
    let start: &[f64] = match kind {
        CesSeason::None | CesSeason::Simple => &[1.3, 1.0],
        CesSeason::Partial => &[1.3, 1.0, 0.1],
        CesSeason::Full => &[1.3, 1.0, 1.3, 1.0],
    };
    let initial = CesState::initial(series, season, kind);
    let mut scratch = initial.clone();
    let deviance = |point: &[f64]| {
        let weights = Weights::of(point);
        scratch.clone_from(&initial);
        n * scratch.cast_back(series, &weights, |_| {}).max(f64::MIN_POSITIVE).ln()
    };
    let optimiser = NelderMead { iterations: 400, tolerance: 1e-8, ..NelderMead::default() };
    let found = optimiser.minimise(deviance, start, &BOUNDS[..start.len()]);
    let k = (kind.weights() + 1) as f64;
    let aicc = found.value + 2.0 * k + 2.0 * k * (k + 1.0) / (n - k - 1.0);
    Estimate { kind, weights: Weights::of(&found.point), deviance: found.value, aicc }
}

fn finish(series: &[f64], season: usize, best: Estimate) -> Fitted {
    let mut state = CesState::initial(series, season, best.kind);
    let mut fitted = Vec::with_capacity(series.len());
    let squares = state.cast_back(series, &best.weights, |forecast| fitted.push(forecast));
    let freedom = (series.len() - best.kind.weights() - 1).max(1);
    let variance = squares / freedom as f64;
    let weights = &best.weights;
    let mut parameters = vec![
        Parameter::new("alpha_real", weights.alpha.0),
        Parameter::new("alpha_imaginary", weights.alpha.1),
    ];
    if best.kind.weights() > 2 {
        parameters.push(Parameter::new("beta_real", weights.beta.0));
    }
    if best.kind.weights() > 3 {
        parameters.push(Parameter::new("beta_imaginary", weights.beta.1));
    }
    parameters.push(Parameter::new("variance", variance));
    let predictor = CesPredictor { state, weights: *weights, deviation: variance.sqrt() };
    let label = format!("ces({})", best.kind.name());
    let mut fitted = Fitted::new(label, series, fitted, parameters, Box::new(predictor));
    fitted.log_likelihood = Some(-0.5 * best.deviance);
    fitted.aicc = Some(best.aicc);
    fitted.degrees_of_freedom = Some(freedom);
    fitted
}

#[derive(Debug)]
struct CesPredictor {
    state: CesState,
    weights: Weights,
    deviation: f64,
}

impl CesPredictor {
    fn path(&self, horizon: usize, shocked: Option<usize>) -> Vec<f64> {
        let mut state = self.state.clone();
        (0..horizon)
            .map(|step| {
                let error = if shocked == Some(step) { self.deviation } else { 0.0 };
                let value = state.forecast() + error;
                state.advance(error, &self.weights);
                value
            })
            .collect()
    }
}

impl Predictor for CesPredictor {
    fn mean(&self, horizon: usize) -> Vec<f64> {
        self.path(horizon, None)
    }

    /// The recursion is linear in the errors and the same at each step, up to the place in the
    /// season: variances are sums of squared answers to a shock.
    fn spread(&self, horizon: usize, _: &[f64]) -> Result<Spread, ForecastError> {
        let calm = self.path(horizon, None);
        let shaken = self.path(horizon, Some(0));
        let mut variance = 0.0;
        let deviations = shaken.iter().zip(&calm).map(|(a, b)| {
            variance += (a - b).powi(2);
            variance.sqrt()
        });
        Ok(Spread::Deviations(deviations.collect()))
    }
}
