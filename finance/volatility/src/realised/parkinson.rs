use super::Bars;

impl Bars<'_> {
    /// Variance of each day's log price from its range, `ln(high / low)² / (4 ln 2)` (Parkinson,
    /// 1980), `[n]`; without the night.
    #[must_use]
    pub fn parkinson(&self) -> Vec<f64> {
        let ranges = self.high.iter().zip(self.low);
        ranges.map(|(high, low)| (high / low).ln().powi(2) / (4.0 * 2.0_f64.ln())).collect()
    }
}
