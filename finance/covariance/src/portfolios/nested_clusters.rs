//! Nested clustered optimisation.

use super::{Portfolio, minimum_variance};
use crate::hierarchy::{
    ClusterCount, Linkage, LinkageMethod, clusters, correlation_distance, linkage,
};
use crate::{Covariance, CovarianceError};
use nalgebra::DMatrix;
use serde::Serialize;

/// A portfolio of nested clustered optimisation with its clusters.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NestedClusters {
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

/// Nested clustered optimisation: a portfolio within each cluster, then one of these portfolios.
///
/// `optimise` gets a covariance and the positions of its assets — of one cluster, or for the outer
/// portfolio of none, its assets being named `cluster 1` and so on — and returns weights that sum to
/// one; it can add expected returns or constraints. A cluster of one asset is not asked for.
///
/// M. López de Prado, *A robust estimator of the efficient frontier* (2019). The outer covariance is
/// that of the clusters' portfolios in the sample, as skfolio's with `cv="ignore"`.
///
/// # Errors
///
/// If the number of clusters is impossible, `optimise` fails, or its weights are not as many as the
/// assets, finite, and of sum one.
pub fn nested_clusters<E: From<CovarianceError>>(
    covariance: &Covariance,
    linkage_method: LinkageMethod,
    count: ClusterCount,
    mut optimise: impl FnMut(&Covariance, Option<&[usize]>) -> Result<Vec<f64>, E>,
) -> Result<NestedClusters, E> {
    let distances = correlation_distance(covariance);
    let tree = linkage(&distances, linkage_method)?;
    let clusters = clusters(&tree, count.resolve(&tree, &distances)?);
    let mut inner = DMatrix::zeros(covariance.assets(), clusters.len());
    for (c, members) in clusters.iter().enumerate() {
        let part = covariance.select(members);
        let weights = match members[..] {
            [_] => vec![1.0],
            _ => optimise(&part, Some(members))?,
        };
        check(&part, &weights)?;
        for (&i, w) in members.iter().zip(&weights) {
            inner[(i, c)] = *w;
        }
    }
    let names = (1..=clusters.len()).map(|c| format!("cluster {c}")).collect();
    let outer = Covariance::new(names, inner.tr_mul(&(covariance.matrix() * &inner)))?;
    let cluster_weights = match clusters.len() {
        1 => vec![1.0],
        _ => optimise(&outer, None)?,
    };
    check(&outer, &cluster_weights)?;
    let weights = &inner * nalgebra::DVector::from_row_slice(&cluster_weights);
    let portfolio = Portfolio::scaled("nco", covariance, weights.iter().copied());
    Ok(NestedClusters { portfolio, clusters, cluster_weights, linkage: tree })
}

fn check(covariance: &Covariance, weights: &[f64]) -> Result<(), CovarianceError> {
    let sum = covariance.check_weights(weights)?.sum();
    if (sum - 1.0).abs() > 1e-6 {
        return Err(CovarianceError::WeightsSum { sum, expected: "1 within 1e-6" });
    }
    Ok(())
}

/// Nested clustered optimisation with the long-only portfolio of least variance inside and outside.
///
/// ```
/// use nalgebra::dmatrix;
/// use neuron_covariance::hierarchy::{ClusterCount, LinkageMethod};
/// use neuron_covariance::{Covariance, portfolios::nested_minimum_variance};
/// let names = ["A", "B", "C"].map(String::from).to_vec();
/// let matrix = dmatrix![0.04, 0.03, 0.0; 0.03, 0.04, 0.0; 0.0, 0.0, 0.035];
/// let covariance = Covariance::new(names, matrix)?;
/// let nco = nested_minimum_variance(&covariance, LinkageMethod::Ward, ClusterCount::Given(2))?;
/// assert_eq!(nco.clusters, [vec![0, 1], vec![2]]);
/// assert!((nco.portfolio.weights[2] - 0.5).abs() < 1e-12);
/// # Ok::<(), neuron_covariance::CovarianceError>(())
/// ```
///
/// # Errors
///
/// If the number of clusters is impossible or the covariance is not positive definite.
pub fn nested_minimum_variance(
    covariance: &Covariance,
    linkage_method: LinkageMethod,
    count: ClusterCount,
) -> Result<NestedClusters, CovarianceError> {
    nested_clusters(covariance, linkage_method, count, |part, _| {
        Ok::<_, CovarianceError>(minimum_variance(part)?.portfolio.weights)
    })
}
