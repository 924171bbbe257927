use rayon::prelude::*;

/// How values are spread; those that are not finite are left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Statistics {
    /// Finite values.
    pub values: usize,
    /// Values that are NaN or infinite.
    pub missing: usize,
    /// Least and greatest; `None` without a finite value.
    pub range: Option<[f32; 2]>,
    /// The percentiles of [`Statistics::PERCENTS`]; empty without a finite value.
    pub percentiles: Vec<f64>,
}

impl Statistics {
    /// Which percentiles are made.
    pub const PERCENTS: [u32; 7] = [1, 5, 25, 50, 75, 95, 99];

    /// Those of some values.
    #[must_use]
    pub fn of(mut values: Vec<f32>) -> Self {
        let all = values.len();
        values.retain(|value| value.is_finite());
        values.par_sort_unstable_by(f32::total_cmp);
        let range = values.first().zip(values.last()).map(|(&least, &most)| [least, most]);
        let at = |percent: u32| percentile(&values, f64::from(percent));
        let percentiles = Self::PERCENTS.into_iter().filter_map(at).collect();
        Self { values: values.len(), missing: all - values.len(), range, percentiles }
    }
}

/// A percentile of ascending values, linear between neighbours (numpy's default).
pub(super) fn percentile(ascending: &[f32], percent: f64) -> Option<f64> {
    let place = (ascending.len().checked_sub(1)?) as f64 * percent / 100.0;
    let value = |at: f64| ascending.get(at as usize).copied().map(f64::from);
    let (below, above) = (value(place.floor())?, value(place.ceil())?);
    Some(below + (above - below) * place.fract())
}
