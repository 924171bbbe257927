//! GJR-GARCH with Student's t, frozen on the day on which the network is.

use super::AssetDays;
use neuron_tasks::TaskError;
use neuron_volatility::{
    FitOptions, InnovationLaw, RiskMethod, RollingOptions, Specification, StandardErrors, fit,
    rolling_risk,
};

/// What was forecast of days, each from the day before.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Risk {
    /// Variance in per cent squared.
    pub(super) variance: Vec<f64>,
    /// Value at risk, a positive number in per cent.
    pub(super) value_at_risk: Vec<f64>,
    /// Expected shortfall, likewise.
    pub(super) expected_shortfall: Vec<f64>,
}

impl Risk {
    /// Behind others.
    pub(super) fn extend(&mut self, other: Self) {
        self.variance.extend(other.variance);
        self.value_at_risk.extend(other.value_at_risk);
        self.expected_shortfall.extend(other.expected_shortfall);
    }

    /// From variances and the law of innovations of mean 0 and variance 1.
    pub(super) fn of(variance: Vec<f64>, law: &InnovationLaw, level: f64) -> Self {
        let (quantile, tail) = (law.quantile(1.0 - level), law.tail_mean(1.0 - level));
        let scaled = |by: f64| variance.iter().map(|value| -value.sqrt() * by).collect();
        Self { value_at_risk: scaled(quantile), expected_shortfall: scaled(tail), variance }
    }
}

/// The days that are tested on, by parameters of the days before them: training's and validation's.
pub(super) fn gjr_t(asset: &AssetDays, level: f64) -> Result<Risk, TaskError> {
    let method = RiskMethod::Parametric(Specification::gjr_t());
    let options = RollingOptions {
        level,
        window: asset.known,
        // Never again.
        refit_every: asset.returns.len(),
    };
    let test = rolling_risk(&asset.returns, &method, options).map_err(TaskError::domain)?;
    // The network forecasts no mean; what the model forecasts of one is no part of its variance.
    Ok(Risk {
        variance: test.days.iter().map(|day| day.volatility * day.volatility).collect(),
        value_at_risk: test.value_at_risk(),
        expected_shortfall: test.expected_shortfall(),
    })
}

/// Degrees of freedom of an asset's innovations, by the same model on the days to learn from.
pub(super) fn freedom(asset: &AssetDays) -> Result<f64, TaskError> {
    let options = FitOptions { standard_errors: StandardErrors::Omitted, ..FitOptions::default() };
    let model = fit(&Specification::gjr_t(), &asset.returns[..asset.train], &options)
        .map_err(TaskError::domain)?;
    // Near 2 there is no variance, far above 50 it is the normal law.
    Ok(model.parameter("nu").unwrap_or(8.0).clamp(2.5, 50.0))
}
