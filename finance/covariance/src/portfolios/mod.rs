//! Portfolios that need a covariance and no general optimiser.
//!
//! All are long-only with weights that sum to one.

mod hierarchical_equal_risk;
mod hierarchical_risk_parity;
mod inverse_risk;
mod long_only_quadratic;
mod maximum_diversification;
mod minimum_variance;
mod nested_clusters;
mod portfolio;

pub use hierarchical_equal_risk::{ClusterRisk, HierarchicalEqualRisk, hierarchical_equal_risk};
pub use hierarchical_risk_parity::{
    HierarchicalRiskParity, HrpDefinition, hierarchical_risk_parity,
    hierarchical_risk_parity_within,
};
pub use inverse_risk::{equal_weight, inverse_variance, inverse_volatility};
pub use maximum_diversification::maximum_diversification;
pub use minimum_variance::{MinimumVariance, minimum_variance};
pub use nested_clusters::{NestedClusters, nested_clusters, nested_minimum_variance};
pub use portfolio::Portfolio;
