//! Gradient-boosted regression trees on histograms: small, deterministic, with missing values,
//! squared and quantile loss, and exact Shapley attributions.
//!
//! After Friedman, *Greedy Function Approximation: A Gradient Boosting Machine*, 2001; the second
//! order gain with an L2 penalty and the default direction of missing values are those of Chen and
//! Guestrin, *XGBoost*, 2016.

mod bins;
mod ensemble;
mod grow;
mod loss;
mod options;
mod tree;
mod tree_shap;

pub use ensemble::BoostedTrees;
pub use loss::Loss;
pub use options::BoostingOptions;
pub use tree_shap::Attribution;
