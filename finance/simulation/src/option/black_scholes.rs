use crate::{SimulationError, check};
use serde::{Deserialize, Serialize};

/// To buy or to sell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Right {
    /// To buy at the strike: max(S − K, 0).
    #[default]
    Call,
    /// To sell at the strike: max(K − S, 0).
    Put,
}

impl Right {
    /// What is paid at expiry.
    #[must_use]
    pub fn payoff(self, underlying: f64, strike: f64) -> f64 {
        match self {
            Self::Call => (underlying - strike).max(0.0),
            Self::Put => (strike - underlying).max(0.0),
        }
    }

    /// The expected payoff where ln S is normal with standard deviation `deviation` and E S is
    /// `forward` (F. Black, *The pricing of commodity contracts*, 1976).
    pub(super) fn expected(self, forward: f64, strike: f64, deviation: f64) -> f64 {
        if deviation == 0.0 {
            return self.payoff(forward, strike);
        }
        let d1 = libm::log(forward / strike) / deviation + 0.5 * deviation;
        let d2 = d1 - deviation;
        let sign = if self == Self::Call { 1.0 } else { -1.0 };
        let phi = |x: f64| 0.5 * libm::erfc(-x / std::f64::consts::SQRT_2);
        sign * (forward * phi(sign * d1) - strike * phi(sign * d2))
    }
}

/// The price of a European option on an asset without dividends (F. Black and M. Scholes, *The
/// pricing of options and corporate liabilities*, 1973); `rate` and `volatility` a year, `expiry` in
/// years.
///
/// ```
/// use neuron_simulation::option::{Right, black_scholes};
/// let price = black_scholes(Right::Call, 100.0, 100.0, 0.05, 0.2, 1.0)?;
/// assert!((price - 10.450583572).abs() < 1e-9); // QuantLib 1.44
/// # Ok::<(), neuron_simulation::SimulationError>(())
/// ```
///
/// # Errors
/// If a number is not finite, `spot`, `strike` or `expiry` is not above 0, or `volatility` is below
/// 0.
pub fn black_scholes(
    right: Right,
    spot: f64,
    strike: f64,
    rate: f64,
    volatility: f64,
    expiry: f64,
) -> Result<f64, SimulationError> {
    check::each("spot", &[spot], "above 0", |v| v > 0.0)?;
    check::each("strike", &[strike], "above 0", |v| v > 0.0)?;
    check::finite("rate", &[rate])?;
    check::each("volatility", &[volatility], "at least 0", |v| v >= 0.0)?;
    check::each("expiry", &[expiry], "above 0", |v| v > 0.0)?;
    let forward = spot * libm::exp(rate * expiry);
    let deviation = volatility * expiry.sqrt();
    Ok(libm::exp(-rate * expiry) * right.expected(forward, strike, deviation))
}
