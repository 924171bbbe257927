//! Means that forget.

use super::{ExpectedReturns, check_periods};
use crate::estimators::exponential_weights;
use crate::{CovarianceError, ReturnKind, Returns};

/// The exponentially weighted mean, newest rows weighing most.
///
/// Weights fall by the factor `1 - 2 / (span + 1)` a period and sum to one. With `compounding` the
/// mean return per period is compounded over a year, `(1 + m)^periods - 1`, as PyPortfolioOpt's
/// `ema_historical_return` does; without, it is multiplied.
///
/// # Errors
///
/// If `span` is below one, `periods_per_year` is not positive, or the mean to be compounded is a loss
/// of everything.
pub fn exponential(
    returns: &Returns,
    span: f64,
    compounding: bool,
    periods_per_year: f64,
) -> Result<ExpectedReturns, CovarianceError> {
    check_periods(periods_per_year)?;
    let weights = exponential_weights(returns.observations(), span)?;
    let mut values = Vec::with_capacity(returns.assets());
    for (name, column) in returns.names().iter().zip(returns.values().column_iter()) {
        let mean = column.dot(&weights);
        values.push(match (compounding, returns.kind()) {
            (false, _) => mean * periods_per_year,
            (true, ReturnKind::Logarithmic) => (mean * periods_per_year).exp_m1(),
            (true, ReturnKind::Simple) if mean > -1.0 => (mean.ln_1p() * periods_per_year).exp_m1(),
            (true, ReturnKind::Simple) => {
                let row = returns.observations() - 1;
                return Err(CovarianceError::TotalLoss { name: name.clone(), row, value: mean });
            }
        });
    }
    let names = returns.names().to_vec();
    Ok(ExpectedReturns { method: "exponential", names, values, periods_per_year })
}
