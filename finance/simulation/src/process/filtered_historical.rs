use crate::{SimulationError, check};
use nalgebra::DMatrix;
use serde::{Deserialize, Serialize};

/// The filter of one asset: r = μ + √h z with h′ = ω + (α + γ·1{z<0}) h z² + β h, the model of
/// Glosten, Jagannathan and Runkle (1993); GARCH(1,1) where γ is zero.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct GarchFilter {
    /// μ.
    pub mean: f64,
    /// ω, above 0.
    pub omega: f64,
    /// α, at least 0.
    pub alpha: f64,
    /// γ, at least −α.
    pub gamma: f64,
    /// β, at least 0.
    pub beta: f64,
    /// The variance h forecast for the first step.
    pub variance: f64,
}

/// Filtered historical simulation: rows of standardised residuals, all assets together, drive each
/// asset's own filter from today's variance (G. Barone-Adesi, K. Giannopoulos and L. Vosper, *VaR
/// without correlations for portfolios of derivative securities*, Journal of Futures Markets 19,
/// 1999). A return below −1 counts as −1.
#[derive(Clone, Debug, PartialEq)]
pub struct FilteredHistorical {
    /// One filter an asset.
    pub filters: Vec<GarchFilter>,
    /// Standardised residuals z, `[row, asset]`. A residual that no later data touched keeps the
    /// simulation free of look-ahead.
    pub residuals: DMatrix<f64>,
    /// What the filters' returns are multiplied by to give fractions: 0.01 where they are in per
    /// cent.
    pub scale: f64,
}

impl FilteredHistorical {
    pub(super) fn check(&self) -> Result<(), SimulationError> {
        let rows = self.residuals.nrows();
        check::length("residuals", self.residuals.ncols(), self.filters.len())?;
        if rows < 2 {
            return Err(SimulationError::ShortHistory { what: "residuals", rows, needed: 2 });
        }
        check::cells("residuals", &self.residuals, "a finite number", |_| true)?;
        check::each("scale", &[self.scale], "above 0", |scale| scale > 0.0)?;
        let of = |part: fn(&GarchFilter) -> f64| self.filters.iter().map(part).collect::<Vec<_>>();
        check::finite("mean", &of(|f| f.mean))?;
        check::each("omega", &of(|f| f.omega), "above 0", |v| v > 0.0)?;
        check::each("alpha", &of(|f| f.alpha), "at least 0", |v| v >= 0.0)?;
        check::finite("gamma", &of(|f| f.gamma))?;
        check::each("alpha + gamma", &of(|f| f.alpha + f.gamma), "at least 0", |v| v >= 0.0)?;
        check::each("beta", &of(|f| f.beta), "at least 0", |v| v >= 0.0)?;
        check::each("variance", &of(|f| f.variance), "above 0", |v| v > 0.0)
    }
}
