//! The Theta method of Assimakopoulos and Nikolopoulos (*The theta model: a decomposition approach
//! to forecasting*, 2000) as state-space models with one source of error: standard and optimised,
//! static and dynamic (Fiorucci, Pellegrini, Louzada, Petropoulos, Koehler, *Models for optimising
//! the theta method and their relationship to state space models*, 2016).
//!
//! A season that passes a 90 % test on autocorrelation is taken out first by classical
//! decomposition and given back to the forecasts, as in the M3 competition.

mod estimate;
mod predictor;
mod state;

use crate::forecaster::{check, check_varies};
use crate::seasonality::{Adjusted, SeasonalKind, classical_decomposition, is_seasonal};
use crate::{Fitted, ForecastError, Forecaster, fitted::Parameter};
use estimate::Estimates;
use predictor::ThetaPredictor;
use serde::Serialize;
use state::State;

/// Which of the four Theta models.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum ThetaKind {
    /// STM: theta is 2, the trend line is fitted to the whole series.
    Standard,
    /// OTM: theta is estimated.
    Optimised,
    /// DSTM: theta is 2, the trend line is refitted with each observation.
    DynamicStandard,
    /// DOTM: theta is estimated, the trend line is refitted with each observation.
    DynamicOptimised,
}

impl ThetaKind {
    const ALL: [Self; 4] =
        [Self::Standard, Self::Optimised, Self::DynamicStandard, Self::DynamicOptimised];

    fn is_dynamic(self) -> bool {
        matches!(self, Self::DynamicStandard | Self::DynamicOptimised)
    }

    fn is_optimised(self) -> bool {
        matches!(self, Self::Optimised | Self::DynamicOptimised)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Standard => "theta",
            Self::Optimised => "otm",
            Self::DynamicStandard => "dstm",
            Self::DynamicOptimised => "dotm",
        }
    }
}

/// A Theta model, with what is fixed in advance.
///
/// ```
/// use neuron_forecasting::{Forecaster, theta::Theta};
/// let fitted = Theta::standard().fit(&[12.0, 14.0, 13.0, 17.0, 16.0, 19.0, 20.0], 1)?;
/// let forecast = fitted.forecast(3, &[])?;
/// assert!(forecast.mean[2] > forecast.mean[0]); // half the slope of the trend line
/// # Ok::<(), neuron_forecasting::ForecastError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Theta {
    /// The model; `None` takes the one of the four with the least mean squared residual.
    pub kind: Option<ThetaKind>,
    /// Weight of the newest observation in the level, in (0, 1]; `None` estimates it in .1 ..= .99.
    pub alpha: Option<f64>,
    /// Curvature of the theta line, at least 1; `None` estimates it where the kind does.
    pub theta: Option<f64>,
    /// Level before the first observation; `None` estimates it.
    pub initial_level: Option<f64>,
}

impl Theta {
    /// One of the four, with everything estimated.
    #[must_use]
    pub fn of(kind: ThetaKind) -> Self {
        Self { kind: Some(kind), alpha: None, theta: None, initial_level: None }
    }

    /// STM.
    #[must_use]
    pub fn standard() -> Self {
        Self::of(ThetaKind::Standard)
    }

    /// OTM.
    #[must_use]
    pub fn optimised() -> Self {
        Self::of(ThetaKind::Optimised)
    }

    /// DSTM.
    #[must_use]
    pub fn dynamic() -> Self {
        Self::of(ThetaKind::DynamicStandard)
    }

    /// DOTM.
    #[must_use]
    pub fn optimised_dynamic() -> Self {
        Self::of(ThetaKind::DynamicOptimised)
    }

    /// The one of the four with the least mean squared residual.
    #[must_use]
    pub fn automatic() -> Self {
        Self { kind: None, ..Self::standard() }
    }

    fn check_parameters(&self) -> Result<(), ForecastError> {
        let wrong = |parameter, value, expected| {
            Err(ForecastError::Parameter { model: self.name(), parameter, value, expected })
        };
        match (self.alpha, self.theta, self.initial_level) {
            (Some(alpha), _, _) if !(alpha > 0.0 && alpha <= 1.0) => {
                wrong("alpha", alpha, "above 0 and at most 1")
            }
            (_, Some(theta), _) if !(theta >= 1.0 && theta.is_finite()) => {
                wrong("theta", theta, "at least 1")
            }
            (_, _, Some(level)) if !level.is_finite() => wrong("initial level", level, "finite"),
            _ => Ok(()),
        }
    }
}

impl Forecaster for Theta {
    fn name(&self) -> String {
        self.kind.map_or("auto-theta", ThetaKind::name).into()
    }

    /// Needs four observations that are not all the same.
    fn fit(&self, series: &[f64], season: usize) -> Result<Fitted, ForecastError> {
        check(&self.name(), series, season, 4)?;
        check_varies(&self.name(), series)?;
        self.check_parameters()?;
        let adjusted = adjust(series, season);
        let kinds = self.kind.map_or_else(|| ThetaKind::ALL.to_vec(), |kind| vec![kind]);
        let mut best: Option<(ThetaKind, Estimates)> = None;
        for kind in kinds {
            let estimates = estimate::estimate(&adjusted.series, kind, self);
            if best.as_ref().is_none_or(|(_, known)| estimates.squares < known.squares) {
                best = Some((kind, estimates));
            }
        }
        let (kind, estimates) = best.expect("there is at least one kind");
        Ok(finish(series, adjusted, kind, estimates))
    }
}

/// Takes out a season that passes the test; additively where multiplication would not do.
fn adjust(series: &[f64], season: usize) -> Adjusted {
    if season < 4 || !is_seasonal(series, season, 2) {
        return Adjusted::none(series);
    }
    let multiplicative = series
        .iter()
        .all(|&value| value > 0.0)
        .then(|| classical_decomposition(series, season, SeasonalKind::Multiplicative))
        .flatten()
        .filter(|parts| parts.seasonal.iter().all(|&effect| effect >= 0.01));
    let parts =
        multiplicative.or_else(|| classical_decomposition(series, season, SeasonalKind::Additive));
    match parts {
        Some(parts) => Adjusted::by(series, season, parts),
        None => Adjusted::none(series),
    }
}

fn finish(series: &[f64], adjusted: Adjusted, kind: ThetaKind, estimates: Estimates) -> Fitted {
    let n = series.len();
    let (mut fitted, state) = State::run(&adjusted.series, kind.is_dynamic(), &estimates);
    // The first three residuals hang on the start and are left out, as in the estimation.
    let tail: Vec<f64> = (3..n).map(|at| adjusted.series[at] - fitted[at]).collect();
    let centre = tail.iter().sum::<f64>() / tail.len() as f64;
    let squares: f64 = tail.iter().map(|e| (e - centre).powi(2)).sum();
    let freedom = tail.len().max(2) - 1;
    let sigma = (squares / freedom as f64).sqrt();
    adjusted.restore_fitted(&mut fitted);
    let parameters = vec![
        Parameter::new("alpha", estimates.alpha),
        Parameter::new("theta", 1.0 / (1.0 - estimates.weight).max(1e-10)),
        Parameter::new("initial_level", estimates.initial_level),
        Parameter::new("mean_squared_residual", estimates.squares / (n - 3) as f64),
    ];
    let label = match adjusted.kind() {
        Some(SeasonalKind::Additive) => format!("{}+season", kind.name()),
        Some(SeasonalKind::Multiplicative) => format!("{}*season", kind.name()),
        None => kind.name().to_string(),
    };
    let predictor = ThetaPredictor { state, sigma, adjusted };
    let mut fitted = Fitted::new(label, series, fitted, parameters, Box::new(predictor));
    fitted.degrees_of_freedom = Some(freedom);
    fitted
}
