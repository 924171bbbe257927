use super::Bars;

impl Bars<'_> {
    /// Variance of each day's log price that holds under drift (Rogers and Satchell, 1991), `[n]`;
    /// without the night.
    #[must_use]
    pub fn rogers_satchell(&self) -> Vec<f64> {
        (0..self.len())
            .map(|day| {
                let (high, low, close) = self.moves(day);
                high * (high - close) + low * (low - close)
            })
            .collect()
    }
}
