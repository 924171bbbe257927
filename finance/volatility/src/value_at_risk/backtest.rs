use super::{RiskMethod, TailLaw};
use serde::Serialize;

/// The risk of one day as it was forecast the day before, and what came.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RiskForecast {
    /// Index of the day in the returns.
    pub index: usize,
    /// Forecast mean of the return.
    pub mean: f64,
    /// Forecast volatility of the return.
    pub volatility: f64,
    /// Loss that is exceeded with probability `1 - level`; as a return it is the negative.
    pub value_at_risk: f64,
    /// Mean loss beyond the value at risk.
    pub expected_shortfall: f64,
    /// The return that came.
    pub realised: f64,
    /// Whether it fell below the negative value at risk.
    pub violation: bool,
    /// What was forecast beyond the value at risk.
    #[serde(skip)]
    pub tail: TailLaw,
}

/// Forecasts of risk, each from what was known the day before.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RiskBacktest {
    /// How the risk was forecast.
    pub method: RiskMethod,
    /// Confidence level, such as 0.99.
    pub level: f64,
    /// Returns from which each fit is made.
    pub window: usize,
    /// Days for which parameters stay frozen.
    pub refit_every: usize,
    /// Fits made.
    pub fits: usize,
    /// Fits whose search did not converge; their best point was used.
    pub fits_not_converged: usize,
    /// Days with a violation.
    pub violations: usize,
    /// The days in order.
    pub days: Vec<RiskForecast>,
}

impl RiskBacktest {
    /// Days on which the value at risk was exceeded, `[days]`.
    #[must_use]
    pub fn hits(&self) -> Vec<bool> {
        self.days.iter().map(|day| day.violation).collect()
    }

    /// Values at risk, `[days]`.
    #[must_use]
    pub fn value_at_risk(&self) -> Vec<f64> {
        self.days.iter().map(|day| day.value_at_risk).collect()
    }

    /// Expected shortfalls, `[days]`.
    #[must_use]
    pub fn expected_shortfall(&self) -> Vec<f64> {
        self.days.iter().map(|day| day.expected_shortfall).collect()
    }

    /// Variances forecast, `[days]`.
    #[must_use]
    pub fn variances(&self) -> Vec<f64> {
        self.days.iter().map(|day| day.volatility * day.volatility).collect()
    }

    /// Returns that came, `[days]`.
    #[must_use]
    pub fn returns(&self) -> Vec<f64> {
        self.days.iter().map(|day| day.realised).collect()
    }
}
