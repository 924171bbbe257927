use crate::Primitive;
use std::ops::Range;

/// Neighbouring differences that could bear on each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cluster {
    /// Which of the truth's.
    pub(super) truth: Range<usize>,
    /// Which of the calls'.
    pub(super) query: Range<usize>,
    /// The bases that they touch wherever they may stand.
    pub(super) window: (usize, usize),
}

/// Divides two lists, each in the order of places, where more than `gap` bases lie between.
pub(super) fn clusters(truth: &[Primitive], query: &[Primitive], gap: usize) -> Vec<Cluster> {
    let (mut t, mut q) = (0, 0);
    let mut found: Vec<Cluster> = Vec::new();
    while t < truth.len() || q < query.len() {
        let take_truth = match (truth.get(t), query.get(q)) {
            (Some(one), Some(other)) => one.difference.start <= other.difference.start,
            (one, _) => one.is_some(),
        };
        let mut cluster = if take_truth {
            t += 1;
            Cluster { truth: t - 1..t, query: q..q, window: truth[t - 1].reach }
        } else {
            q += 1;
            Cluster { truth: t..t, query: q - 1..q, window: query[q - 1].reach }
        };
        // One that can stand far to the left joins everything it passes.
        while let Some(last) = found.last()
            && last.window.1.saturating_add(gap) >= cluster.window.0
        {
            cluster.truth.start = last.truth.start;
            cluster.query.start = last.query.start;
            cluster.window.0 = cluster.window.0.min(last.window.0);
            cluster.window.1 = cluster.window.1.max(last.window.1);
            found.pop();
        }
        found.push(cluster);
    }
    found
}
