//! Counts on a logarithmic scale on which their variance depends little on their mean, for plots, distances and
//! classifiers.

mod principal_components;
mod regularised_logarithm;
mod transformed;
mod variance_stabilised;

pub use principal_components::{PrincipalComponents, principal_components};
pub use regularised_logarithm::regularised_logarithm;
pub use transformed::{TransformTrend, Transformed};
pub use variance_stabilised::variance_stabilised;
