//! Structure among samples: genomic relationship, principal components, projection onto a reference panel.

mod eigen;
mod principal_components;
mod projection;
mod relationship;
mod standardization;

pub use principal_components::{PrincipalComponents, principal_components};
pub use projection::{Projected, Projection};
pub use relationship::{LARGEST, Relationship, relationship};
pub use standardization::Scaling;
