//! Order statistics with the correction for finite samples.

/// The value that a further exchangeable draw does not exceed with probability at least `level`:
/// the ⌈(n + 1)·level⌉-th smallest. None if the sample is too small for the level.
pub(super) fn upper(sorted: &[f64], level: f64) -> Option<f64> {
    let n = sorted.len() as f64;
    // Products such as 20 · 0.95 must not step over a whole number by rounding.
    let rank = ((n + 1.0) * level - 1e-9).ceil().max(1.0);
    (rank <= n).then(|| sorted[rank as usize - 1])
}

/// The value that a further draw falls below with probability at most `level`.
pub(super) fn lower(sorted: &[f64], level: f64) -> Option<f64> {
    let rank = ((sorted.len() as f64 + 1.0) * level + 1e-9).floor();
    (rank >= 1.0).then(|| sorted[rank as usize - 1])
}
