//! Hierarchical equal risk contribution.

use super::Portfolio;
use crate::hierarchy::{
    ClusterCount, Linkage, LinkageMethod, clusters, correlation_distance, linkage,
};
use crate::{Covariance, CovarianceError};
use serde::Serialize;

/// What counts as the risk of an asset or cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClusterRisk {
    /// The variance.
    #[default]
    Variance,
    /// Its square root.
    StandardDeviation,
}

impl ClusterRisk {
    fn of_variance(self, variance: f64) -> f64 {
        match self {
            Self::Variance => variance,
            Self::StandardDeviation => variance.max(0.0).sqrt(),
        }
    }
}

/// A portfolio of hierarchical equal risk contribution with its clusters.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HierarchicalEqualRisk {
    /// The weights.
    #[serde(flatten)]
    pub portfolio: Portfolio,
    /// The positions of the assets of each cluster.
    pub clusters: Vec<Vec<usize>>,
    /// What each cluster gets.
    pub cluster_weights: Vec<f64>,
    /// The tree.
    pub linkage: Linkage,
}

/// Hierarchical equal risk contribution: the tree is cut into clusters; from its top, money is split
/// between the two sides of each merge in inverse proportion to the sums of their clusters' risks;
/// within a cluster, in inverse proportion to the assets' risks.
///
/// T. Raffinot, *The hierarchical equal risk contribution portfolio* (2018), as skfolio computes it:
/// with Ward linkage and the variance its weights are the same.
///
/// # Errors
///
/// If the number of clusters is impossible, or a cluster's variance is not positive.
pub fn hierarchical_equal_risk(
    covariance: &Covariance,
    linkage_method: LinkageMethod,
    count: ClusterCount,
    risk: ClusterRisk,
) -> Result<HierarchicalEqualRisk, CovarianceError> {
    let distances = correlation_distance(covariance);
    let tree = linkage(&distances, linkage_method)?;
    let clusters = clusters(&tree, count.resolve(&tree, &distances)?);

    let mut weights = vec![0.0; covariance.assets()];
    let mut risks = Vec::with_capacity(clusters.len());
    for members in &clusters {
        let part = covariance.select(members);
        let inverse = part.variances().map(|v| 1.0 / risk.of_variance(v));
        let inner = &inverse / inverse.sum();
        let variance = part.variance_of(&inner);
        if variance <= 0.0 {
            let min_eigenvalue = part.spectrum().min_eigenvalue;
            let what = "the covariance of a cluster";
            return Err(CovarianceError::NotPositiveDefinite { what, min_eigenvalue });
        }
        risks.push(risk.of_variance(variance));
        for (&i, w) in members.iter().zip(&inner) {
            weights[i] = *w;
        }
    }
    let cluster_weights = split(&tree, &clusters, &risks);
    for (members, share) in clusters.iter().zip(&cluster_weights) {
        for &i in members {
            weights[i] *= share;
        }
    }
    let portfolio = Portfolio::scaled("herc", covariance, weights);
    Ok(HierarchicalEqualRisk { portfolio, clusters, cluster_weights, linkage: tree })
}

/// What each cluster gets when every merge above them is split by the sums of risks on its sides.
fn split(tree: &Linkage, clusters: &[Vec<usize>], risks: &[f64]) -> Vec<f64> {
    let mut shares = vec![1.0; clusters.len()];
    let mut open = vec![tree.root()];
    while let Some(node) = open.pop() {
        let Some((left, right)) = tree.children(node) else { continue };
        let (on_left, on_right) = (tree.leaves(left), tree.leaves(right));
        // A cluster lies below one side whole, or this node is below a cluster.
        let below = |side: &[usize]| -> Vec<usize> {
            (0..clusters.len()).filter(|&c| clusters[c].iter().all(|i| side.contains(i))).collect()
        };
        let (left_clusters, right_clusters) = (below(&on_left), below(&on_right));
        if left_clusters.is_empty() || right_clusters.is_empty() {
            continue;
        }
        let sum = |side: &[usize]| -> f64 { side.iter().map(|&c| risks[c]).sum() };
        let (left_risk, right_risk) = (sum(&left_clusters), sum(&right_clusters));
        let share = 1.0 - left_risk / (left_risk + right_risk);
        for &c in &left_clusters {
            shares[c] *= share;
        }
        for &c in &right_clusters {
            shares[c] *= 1.0 - share;
        }
        open.extend([left, right]);
    }
    shares
}
