use super::Bars;

impl Bars<'_> {
    /// Variance of each day's log price, `ln(high / low)² / 2 - (2 ln 2 - 1) ln(close / open)²`
    /// (Garman and Klass, 1980), `[n]`; without the night.
    #[must_use]
    pub fn garman_klass(&self) -> Vec<f64> {
        (0..self.len())
            .map(|day| {
                let (high, low, close) = self.moves(day);
                0.5 * (high - low).powi(2) - (2.0 * 2.0_f64.ln() - 1.0) * close * close
            })
            .collect()
    }
}
