use super::Bars;
use crate::VolatilityError;

impl Bars<'_> {
    /// Variance of a day including the night, from windows of `window` days (Yang and Zhang, 2000):
    /// that of the opening gaps, `k` times that of open to close and `1 - k` times the mean of
    /// [`Bars::rogers_satchell`], with `k = 0.34 / (1.34 + (window + 1) / (window - 1))`.
    ///
    /// A window needs the close before it, so the result is `[n - window]`; its first value is of the
    /// days 1 to `window`.
    ///
    /// # Errors
    ///
    /// [`VolatilityError`] for a window below 2 or not shorter than the series.
    pub fn yang_zhang(&self, window: usize) -> Result<Vec<f64>, VolatilityError> {
        if window < 2 {
            let (name, expected) = ("window", "at least 2");
            return Err(VolatilityError::Argument { name, value: window as f64, expected });
        }
        if window >= self.len() {
            return Err(VolatilityError::WindowTooLong { window, observations: self.len() });
        }
        let n = window as f64;
        let night: Vec<f64> =
            (1..self.len()).map(|day| (self.open[day] / self.close[day - 1]).ln()).collect();
        let session: Vec<f64> = (1..self.len()).map(|day| self.moves(day).2).collect();
        let drift_free = &self.rogers_satchell()[1..];
        let unbiased = |values: &[f64]| crate::series::variance(values) * n / (n - 1.0);
        let k = 0.34 / (1.34 + (n + 1.0) / (n - 1.0));
        Ok((0..=night.len() - window)
            .map(|from| {
                let days = from..from + window;
                unbiased(&night[days.clone()])
                    + k * unbiased(&session[days.clone()])
                    + (1.0 - k) * crate::series::mean(&drift_free[days])
            })
            .collect())
    }
}
