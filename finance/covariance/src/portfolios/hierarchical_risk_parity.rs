//! Hierarchical risk parity.

use super::Portfolio;
use crate::hierarchy::{
    LeafOrder, Linkage, LinkageMethod, correlation_distance, leaf_order, linkage,
};
use crate::{Covariance, CovarianceError};
use serde::Serialize;

/// Which of the two definitions in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum HrpDefinition {
    /// `hrp-single`: single linkage, assets in the order of the tree. López de Prado's paper and
    /// PyPortfolioOpt.
    Single,
    /// `hrp-ward`: Ward linkage, assets in the tree's locally optimal order. skfolio.
    Ward,
    /// Any linkage and order.
    Custom {
        /// How clusters are joined.
        linkage: LinkageMethod,
        /// How assets are ordered.
        order: LeafOrder,
    },
}

impl HrpDefinition {
    fn parts(self) -> (&'static str, LinkageMethod, LeafOrder) {
        match self {
            Self::Single => ("hrp-single", LinkageMethod::Single, LeafOrder::AsMerged),
            Self::Ward => ("hrp-ward", LinkageMethod::Ward, LeafOrder::LocallyOptimal),
            Self::Custom { linkage, order } => ("hrp-custom", linkage, order),
        }
    }
}

impl std::str::FromStr for HrpDefinition {
    type Err = CovarianceError;

    fn from_str(name: &str) -> Result<Self, CovarianceError> {
        match name {
            "hrp-single" => Ok(Self::Single),
            "hrp-ward" => Ok(Self::Ward),
            _ => Err(CovarianceError::UnknownMethod {
                what: "definition of hierarchical risk parity",
                given: name.to_string(),
                known: "hrp-single, hrp-ward".to_string(),
            }),
        }
    }
}

/// A portfolio of hierarchical risk parity with the tree it was made on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HierarchicalRiskParity {
    /// The weights.
    #[serde(flatten)]
    pub portfolio: Portfolio,
    /// The positions of the assets in the order in which they were bisected.
    pub order: Vec<usize>,
    /// The tree.
    pub linkage: Linkage,
}

/// Hierarchical risk parity: assets are ordered by a clustering of their correlations, and money is
/// split between the two halves of the list, and of the halves, in inverse proportion to the variances
/// of their inverse-variance portfolios.
///
/// M. López de Prado, *Building diversified portfolios that outperform out of sample*, Journal of
/// Portfolio Management 42 (2016).
///
/// ```
/// use nalgebra::dmatrix;
/// use neuron_covariance::{Covariance, portfolios::{HrpDefinition, hierarchical_risk_parity}};
/// let names = vec!["A".to_string(), "B".to_string()];
/// let covariance = Covariance::new(names, dmatrix![0.01, 0.005; 0.005, 0.04])?;
/// let hrp = hierarchical_risk_parity(&covariance, HrpDefinition::Single)?;
/// assert!((hrp.portfolio.weights[0] - 0.8).abs() < 1e-15);
/// # Ok::<(), neuron_covariance::CovarianceError>(())
/// ```
///
/// # Errors
///
/// None for a covariance that [`Covariance::new`] accepted and that is positive semidefinite; a
/// cluster whose variance is not positive is an error.
pub fn hierarchical_risk_parity(
    covariance: &Covariance,
    definition: HrpDefinition,
) -> Result<HierarchicalRiskParity, CovarianceError> {
    let assets = covariance.assets();
    hierarchical_risk_parity_within(covariance, definition, &vec![0.0; assets], &vec![1.0; assets])
}

/// [`hierarchical_risk_parity`] with least and greatest weights, `[assets]`.
///
/// Each split is moved as little as it takes for both halves to keep what their assets need and may
/// hold, as skfolio does.
///
/// # Errors
///
/// As [`hierarchical_risk_parity`]; and if bounds are not as many as the assets, not between 0 and 1,
/// crossed, or leave no portfolio.
pub fn hierarchical_risk_parity_within(
    covariance: &Covariance,
    definition: HrpDefinition,
    lower: &[f64],
    upper: &[f64],
) -> Result<HierarchicalRiskParity, CovarianceError> {
    check_bounds(covariance, lower, upper)?;
    let (method, linkage_method, leaves) = definition.parts();
    let distances = correlation_distance(covariance);
    let tree = linkage(&distances, linkage_method)?;
    let order = leaf_order(&tree, &distances, leaves);
    let mut weights = vec![1.0; covariance.assets()];
    let mut open: Vec<&[usize]> = vec![&order];
    while let Some(members) = open.pop() {
        if members.len() < 2 {
            continue;
        }
        let (first, second) = members.split_at(members.len() / 2);
        let first_risk = inverse_variance_risk(covariance, first)?;
        let second_risk = inverse_variance_risk(covariance, second)?;
        let held = weights[first[0]];
        let limits = |members: &[usize]| {
            let sum = |bounds: &[f64]| members.iter().map(|&i| bounds[i]).sum::<f64>() / held;
            (sum(lower), sum(upper))
        };
        let ((first_low, first_high), (second_low, second_high)) = (limits(first), limits(second));
        let share = 1.0 - first_risk / (first_risk + second_risk);
        let share = share.max(first_low).min(first_high);
        let share = 1.0 - (1.0 - share).max(second_low).min(second_high);
        for &i in first {
            weights[i] *= share;
        }
        for &i in second {
            weights[i] *= 1.0 - share;
        }
        open.extend([first, second]);
    }
    let portfolio = Portfolio::scaled(method, covariance, weights);
    Ok(HierarchicalRiskParity { portfolio, order, linkage: tree })
}

/// The variance of the inverse-variance portfolio of some of the assets.
fn inverse_variance_risk(
    covariance: &Covariance,
    members: &[usize],
) -> Result<f64, CovarianceError> {
    let matrix = covariance.matrix();
    let inverse: Vec<f64> = members.iter().map(|&i| 1.0 / matrix[(i, i)]).collect();
    let sum: f64 = inverse.iter().sum();
    let mut variance = 0.0;
    for (&i, a) in members.iter().zip(&inverse) {
        for (&j, b) in members.iter().zip(&inverse) {
            variance += a / sum * matrix[(i, j)] * (b / sum);
        }
    }
    if variance > 0.0 {
        return Ok(variance);
    }
    Err(CovarianceError::NotPositiveDefinite {
        what: "the covariance of a cluster",
        min_eigenvalue: covariance.select(members).spectrum().min_eigenvalue,
    })
}

fn check_bounds(
    covariance: &Covariance,
    lower: &[f64],
    upper: &[f64],
) -> Result<(), CovarianceError> {
    let (least, most) = (covariance.check_weights(lower)?, covariance.check_weights(upper)?);
    for (i, name) in covariance.names().iter().enumerate() {
        if !(0.0 <= lower[i] && lower[i] <= upper[i] && upper[i] <= 1.0) {
            let (name, lower, upper) = (name.clone(), lower[i], upper[i]);
            return Err(CovarianceError::Bounds { name, lower, upper });
        }
    }
    if least.sum() > 1.0 + 1e-12 {
        let expected = "at most 1 for the least weights";
        return Err(CovarianceError::WeightsSum { sum: least.sum(), expected });
    }
    if most.sum() < 1.0 - 1e-12 {
        let expected = "at least 1 for the greatest weights";
        return Err(CovarianceError::WeightsSum { sum: most.sum(), expected });
    }
    Ok(())
}
