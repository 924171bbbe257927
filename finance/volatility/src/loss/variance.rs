use crate::VolatilityError;

/// QLIKE, `ln h + p / h` of a variance forecast `h` and a proxy `p` of the variance such as the
/// squared return, one a day, `[n]`. It ranks forecasts as the true variance would, however noisy an
/// unbiased proxy is (Patton, *Volatility forecast comparison using imperfect volatility proxies*,
/// 2011).
///
/// # Errors
///
/// [`VolatilityError`] for different lengths, a proxy that is NaN or a forecast that is not positive.
pub fn qlike_loss(proxy: &[f64], forecast: &[f64]) -> Result<Vec<f64>, VolatilityError> {
    check(proxy, forecast)?;
    crate::series::positive("forecast", forecast)?;
    Ok(proxy.iter().zip(forecast).map(|(p, h)| h.ln() + p / h).collect())
}

/// Squared error of a variance forecast and a proxy of the variance, one a day, `[n]`; robust to the
/// proxy as QLIKE is.
///
/// # Errors
///
/// [`VolatilityError`] for different lengths or NaN.
pub fn squared_error_loss(proxy: &[f64], forecast: &[f64]) -> Result<Vec<f64>, VolatilityError> {
    check(proxy, forecast)?;
    Ok(proxy.iter().zip(forecast).map(|(p, h)| (p - h).powi(2)).collect())
}

fn check(proxy: &[f64], forecast: &[f64]) -> Result<(), VolatilityError> {
    crate::series::finite("proxy", proxy)?;
    crate::series::finite("forecast", forecast)?;
    crate::series::same_length("proxy", proxy, "forecast", forecast)
}
