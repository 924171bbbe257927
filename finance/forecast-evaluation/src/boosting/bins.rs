//! Features in bins: a byte for each value.

/// The byte of a missing value.
pub(super) const MISSING: u8 = u8::MAX;

/// Upper edges of a feature's bins, and each row's bin.
#[derive(Clone, Debug)]
pub(super) struct BinnedFeature {
    /// A value belongs to the first bin whose edge is not below it.
    pub(super) edges: Vec<f64>,
    pub(super) bins: Vec<u8>,
}

impl BinnedFeature {
    /// Bins of about equally many rows; NaN is missing.
    pub(super) fn new(values: &[f64], most: usize) -> Self {
        let mut sorted: Vec<f64> = values.iter().copied().filter(|v| !v.is_nan()).collect();
        sorted.sort_by(f64::total_cmp);
        let mut distinct = sorted.clone();
        distinct.dedup();
        let halfway = |a: f64, b: f64| a + (b - a) / 2.0;
        let edges = if distinct.len() <= most {
            distinct.windows(2).map(|pair| halfway(pair[0], pair[1])).collect()
        } else {
            let mut edges: Vec<f64> = (1..most)
                .map(|bin| {
                    let at = bin * sorted.len() / most;
                    let below = sorted[..at].last().copied().unwrap_or(sorted[0]);
                    halfway(below, sorted[at])
                })
                .collect();
            edges.dedup();
            edges
        };
        let bin = |value: &f64| {
            if value.is_nan() { MISSING } else { edges.partition_point(|edge| edge < value) as u8 }
        };
        let bins = values.iter().map(bin).collect();
        Self { edges, bins }
    }
}
