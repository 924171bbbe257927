use crate::VolatilityError;

/// The loss of Fissler and Ziegel that does not depend on the unit but by a constant (FZ0; Patton,
/// Ziegel and Chen, *Dynamic semiparametric models for expected shortfall*, 2019, equation 6):
/// value at risk and expected shortfall together, one loss a day, `[n]`.
///
/// With `v` and `e` the two as returns (negative) and `a = 1 - level` it is
/// `-1(y ≤ v) (v - y) / (a e) + v / e + ln(-e) - 1`. Risks are given as losses.
///
/// ```
/// use neuron_volatility::fz0_loss;
/// let loss = fz0_loss(&[-3.0, 1.0], &[2.0, 2.0], &[2.5, 2.5], 0.95)?;
/// // A day without violation: v / e + ln(-e) - 1.
/// assert!((loss[1] - (0.8 + 2.5_f64.ln() - 1.0)).abs() < 1e-12);
/// // A loss of 1 beyond the value at risk adds 1 / (0.05 × 2.5).
/// assert!((loss[0] - loss[1] - 8.0).abs() < 1e-10);
/// # Ok::<(), neuron_volatility::VolatilityError>(())
/// ```
///
/// # Errors
///
/// [`VolatilityError`] for different lengths, NaN, an expected shortfall that is not positive, or a
/// level outside (0, 1).
pub fn fz0_loss(
    returns: &[f64],
    value_at_risk: &[f64],
    expected_shortfall: &[f64],
    level: f64,
) -> Result<Vec<f64>, VolatilityError> {
    crate::series::probability("level", level)?;
    crate::series::finite("returns", returns)?;
    crate::series::finite("value at risk", value_at_risk)?;
    crate::series::positive("expected shortfall", expected_shortfall)?;
    crate::series::same_length("returns", returns, "value at risk", value_at_risk)?;
    crate::series::same_length("returns", returns, "expected shortfall", expected_shortfall)?;
    let risks = value_at_risk.iter().zip(expected_shortfall);
    let loss = |(y, (var, es)): (&f64, (&f64, &f64))| {
        let beyond = if *y <= -var { (-var - y) / ((1.0 - level) * es) } else { 0.0 };
        beyond + var / es + es.ln() - 1.0
    };
    Ok(returns.iter().zip(risks).map(loss).collect())
}
