//! Expected returns per year.

mod capital_asset_pricing;
mod exponential;
mod mean;

pub(crate) use capital_asset_pricing::check_market;
pub use capital_asset_pricing::{CapitalAssetPricing, capital_asset_pricing};
pub use exponential::exponential;
pub use mean::{arithmetic, compound};

use crate::CovarianceError;
use serde::Serialize;

/// Expected returns, with what they were made by.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExpectedReturns {
    /// The method's name.
    pub method: &'static str,
    /// The assets' names.
    pub names: Vec<String>,
    /// The expected simple returns per year, `[assets]`.
    pub values: Vec<f64>,
    /// How many periods a year has.
    pub periods_per_year: f64,
}

/// A year must have a positive number of periods.
pub(crate) fn check_periods(periods_per_year: f64) -> Result<(), CovarianceError> {
    if periods_per_year > 0.0 && periods_per_year.is_finite() {
        return Ok(());
    }
    Err(CovarianceError::Parameter {
        name: "periods per year",
        value: periods_per_year,
        expected: "a positive number, as 252 for trading days",
    })
}
