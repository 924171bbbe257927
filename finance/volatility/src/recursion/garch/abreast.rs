use super::{Garch, Once, VarianceBounds};

/// [`Garch::filter`] for several models at once, all with at most one lag of each kind, each from its
/// residuals into its variances: the processor works on them together, for no day of one waits for
/// another's. Each number is that of the filter alone.
pub(crate) fn filter_abreast<const N: usize>(
    models: [Garch<'_>; N],
    series: [(&[f64], &mut [f64]); N],
    backcast: f64,
    bounds: &VarianceBounds,
) {
    let length = series.iter().map(|series| series.0.len()).min().unwrap_or(0);
    let (lower, upper) = (&bounds.lower[..length], &bounds.upper[..length]);
    let mut once = models.map(|model| Once::new(&model, backcast));
    let mut series = series.map(|(e, v)| (&e[..length], &mut v[..length]));
    for t in 0..length {
        for ((e, v), once) in series.iter_mut().zip(&mut once) {
            v[t] = once.step(e[t], lower[t], upper[t]);
        }
    }
}
