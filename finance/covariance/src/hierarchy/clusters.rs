//! Cutting a tree into clusters, and into how many.

use super::Linkage;
use crate::CovarianceError;
use nalgebra::DMatrix;
use serde::Serialize;

/// Into how many clusters a tree is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClusterCount {
    /// As many as the two-order difference of the gap statistic says.
    #[default]
    TwoOrderGap,
    /// As many as given.
    Given(usize),
}

impl ClusterCount {
    /// The number of clusters of a tree.
    ///
    /// # Errors
    ///
    /// If a given number is not between 1 and the number of assets.
    pub fn resolve(
        self,
        tree: &Linkage,
        distances: &DMatrix<f64>,
    ) -> Result<usize, CovarianceError> {
        match self {
            Self::TwoOrderGap => Ok(two_order_gap(tree, distances)),
            Self::Given(count) if (1..=tree.assets()).contains(&count) => Ok(count),
            Self::Given(count) => Err(CovarianceError::Parameter {
                name: "clusters",
                value: count as f64,
                expected: "at least 1 and at most the number of assets",
            }),
        }
    }
}

/// The clusters left when the last `count - 1` merges are undone: their assets in rising order, and
/// the clusters in the order of their first assets.
#[must_use]
pub fn clusters(tree: &Linkage, count: usize) -> Vec<Vec<usize>> {
    let n = tree.assets();
    let count = count.clamp(1, n);
    // Nodes from here on are cut.
    let cut = 2 * n - count;
    let mut found = Vec::with_capacity(count);
    let mut open = vec![tree.root()];
    while let Some(node) = open.pop() {
        match tree.children(node) {
            Some((left, right)) if node >= cut => open.extend([left, right]),
            _ => {
                let mut members = tree.leaves(node);
                members.sort_unstable();
                found.push(members);
            }
        }
    }
    found.sort_unstable();
    found
}

/// The number of clusters after which splitting further helps least: it maximises the second
/// difference `W(k) + W(k+2) - 2 W(k+1)` of the dispersion within clusters, up to the greater of 8 and
/// the square root of the number of assets.
///
/// `W(k)` sums the mean distance of pairs within each of the `k` clusters, and the number returned is
/// `k + 1` for the `k` of the greatest difference, as in skfolio. S. Yue, X. Wang and M. Wei,
/// *Application of two-order difference to gap statistic*, Transactions of Tianjin University 14
/// (2008).
#[must_use]
pub fn two_order_gap(tree: &Linkage, distances: &DMatrix<f64>) -> usize {
    let n = tree.assets();
    if n <= 2 {
        return n;
    }
    // `round` of half a unit goes to the even neighbour in the reference; a square root of an integer
    // never lies there.
    let most = n.min(8.max((n as f64).sqrt().round() as usize));
    let dispersions: Vec<f64> = (1..=most)
        .map(|k| clusters(tree, k).iter().map(|c| mean_distance(c, distances)).sum())
        .collect();
    let mut best = (0, f64::NEG_INFINITY);
    for (k, window) in dispersions.windows(3).enumerate() {
        let gap = window[2] + window[0] - 2.0 * window[1];
        if gap > best.1 {
            best = (k, gap);
        }
    }
    best.0 + 2
}

/// The mean distance of the pairs of a cluster; 0 for a single asset.
fn mean_distance(members: &[usize], distances: &DMatrix<f64>) -> f64 {
    let mut sum = 0.0;
    for (k, &i) in members.iter().enumerate() {
        for &j in &members[k + 1..] {
            sum += distances[(i, j)];
        }
    }
    let pairs = members.len() * (members.len() - 1) / 2;
    if pairs == 0 { 0.0 } else { sum / pairs as f64 }
}
