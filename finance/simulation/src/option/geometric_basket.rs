use super::{BasketOption, Market};
use crate::{SimulationError, factor};

/// The price of the option on the geometric mean of the basket, A₀ Π (Sᵢ(T) / Sᵢ(0))^{xᵢ} with x the
/// assets' shares of the basket's value A₀ now. Its logarithm is normal, so the price is a closed
/// form; it is the control of the arithmetic basket (A. G. Z. Kemna and A. C. F. Vorst, 1990, for
/// the mean over time).
///
/// # Errors
/// If market and option disagree in length, a number is out of its range, or the correlation matrix
/// is none.
pub fn geometric_basket(market: &Market, option: &BasketOption) -> Result<f64, SimulationError> {
    let shares = market.shares(option)?;
    factor::correlation_root(&market.correlation, shares.len())?;
    let sigma = &market.volatility;
    let (mut mean, mut variance) = (0.0, 0.0);
    for (i, x) in shares.iter().enumerate() {
        mean += x * (market.rate - 0.5 * sigma[i] * sigma[i]) * option.expiry;
        for (j, y) in shares.iter().enumerate() {
            let correlation = market.correlation[(i, j)];
            variance += x * y * sigma[i] * sigma[j] * correlation * option.expiry;
        }
    }
    let forward = market.worth(option) * libm::exp(mean + 0.5 * variance);
    let expected = option.right.expected(forward, option.strike, variance.max(0.0).sqrt());
    Ok(libm::exp(-market.rate * option.expiry) * expected)
}
