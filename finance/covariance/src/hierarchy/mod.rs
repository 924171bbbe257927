//! Agglomerative clustering of assets by how they move together.

mod clusters;
mod distance;
mod leaf_order;
mod linkage;
mod merge;

pub use clusters::{ClusterCount, clusters, two_order_gap};
pub use distance::correlation_distance;
pub use leaf_order::{LeafOrder, leaf_order};
pub use linkage::{LinkageMethod, linkage};
pub use merge::{Linkage, Merge};
