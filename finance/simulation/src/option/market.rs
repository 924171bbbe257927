use super::Right;
use crate::{GeometricBrownian, SimulationError, check};
use nalgebra::DMatrix;

/// The market of Black and Scholes with several assets, under the pricing measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Market {
    /// Prices now, `[asset]`.
    pub spot: Vec<f64>,
    /// Interest a year, continuously compounded.
    pub rate: f64,
    /// Volatility a year, `[asset]`.
    pub volatility: Vec<f64>,
    /// Correlation, `[asset, asset]`.
    pub correlation: DMatrix<f64>,
}

/// The right to buy or sell a basket of assets at its expiry.
#[derive(Clone, Debug, PartialEq)]
pub struct BasketOption {
    /// To buy or to sell.
    pub right: Right,
    /// How many of each asset are in the basket, `[asset]`, each above 0.
    pub amounts: Vec<f64>,
    /// What is paid for the basket.
    pub strike: f64,
    /// Years to expiry.
    pub expiry: f64,
}

impl Market {
    /// That both can be valued, and how much of the basket's value each asset is.
    pub(super) fn shares(&self, option: &BasketOption) -> Result<Vec<f64>, SimulationError> {
        let assets = self.spot.len();
        if assets == 0 {
            return Err(SimulationError::NoAssets);
        }
        check::length("amounts", option.amounts.len(), assets)?;
        check::length("volatility", self.volatility.len(), assets)?;
        check::each("spot", &self.spot, "above 0", |v| v > 0.0)?;
        check::each("amounts", &option.amounts, "above 0", |v| v > 0.0)?;
        check::each("strike", &[option.strike], "above 0", |v| v > 0.0)?;
        check::each("expiry", &[option.expiry], "above 0", |v| v > 0.0)?;
        check::finite("rate", &[self.rate])?;
        let worth = self.worth(option);
        Ok(self.spot.iter().zip(&option.amounts).map(|(s, a)| s * a / worth).collect())
    }

    /// The basket's value now.
    pub(super) fn worth(&self, option: &BasketOption) -> f64 {
        self.spot.iter().zip(&option.amounts).map(|(spot, amount)| spot * amount).sum()
    }

    pub(super) fn process(&self, step: f64) -> GeometricBrownian {
        GeometricBrownian {
            drift: vec![self.rate; self.spot.len()],
            volatility: self.volatility.clone(),
            correlation: self.correlation.clone(),
            step,
        }
    }
}
