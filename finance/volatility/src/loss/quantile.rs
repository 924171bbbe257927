use crate::VolatilityError;

/// The quantile loss (Koenker and Bassett, 1978) of a value at risk given as a loss, one a day,
/// `[n]`: `(a - 1(y < v)) (y - v)` with `v` the value at risk as a return and `a = 1 - level`.
///
/// # Errors
///
/// [`VolatilityError`] for different lengths, NaN, or a level outside (0, 1).
pub fn quantile_loss(
    returns: &[f64],
    value_at_risk: &[f64],
    level: f64,
) -> Result<Vec<f64>, VolatilityError> {
    crate::series::probability("level", level)?;
    crate::series::finite("returns", returns)?;
    crate::series::finite("value at risk", value_at_risk)?;
    crate::series::same_length("returns", returns, "value at risk", value_at_risk)?;
    let loss = |(y, var): (&f64, &f64)| {
        let above = y + var;
        if above < 0.0 { -level * above } else { (1.0 - level) * above }
    };
    Ok(returns.iter().zip(value_at_risk).map(loss).collect())
}
