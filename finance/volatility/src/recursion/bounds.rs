use super::backcast;

/// Loose bounds of the conditional variance, a millionth and a million times an exponentially
/// weighted mean of past squared residuals. They keep a likelihood finite while the optimiser is
/// far off, and never bind near an optimum. The rule is that of the Python package arch.
#[derive(Clone, Debug)]
pub(crate) struct VarianceBounds {
    pub(crate) lower: Vec<f64>,
    pub(crate) upper: Vec<f64>,
}

impl VarianceBounds {
    pub(crate) fn new(residuals: &[f64]) -> Self {
        let largest = residuals.iter().fold(0.0, |most: f64, e| most.max(e * e));
        let least_lower = crate::series::variance(residuals) / 1e8;
        let (least_upper, most_upper) = (1.0 + largest, 1e7 * (1.0 + largest));
        let mut smooth = backcast(residuals);
        let (mut lower, mut upper) = (Vec::new(), Vec::new());
        for e in residuals {
            lower.push((smooth / 1e6).max(least_lower));
            upper.push((smooth * 1e6).max(least_upper).min(most_upper));
            smooth = 0.94 * smooth + 0.06 * e * e;
        }
        Self { lower, upper }
    }

    /// No bounds but those of the numbers.
    pub(crate) fn none(length: usize) -> Self {
        Self { lower: vec![-1.0; length], upper: vec![1.7e308; length] }
    }
}
