//! How well a mask agrees with another: overlap, and how far their surfaces lie apart.
//!
//! # Conventions
//!
//! - Axes are slowest first, such as `[slice, row, column]`; spacings are in millimetres, in the same
//!   order. A flat picture has one slice, and nothing is looked for along an axis of one voxel.
//! - The surface of a mask is made of its voxels that touch, by a face, one outside the mask or the
//!   edge of the volume (as scipy's `binary_erosion` leaves them). Distances are those of voxels'
//!   centres.
//! - Both masks empty: they agree, overlaps are 1 and distances 0. One empty: overlaps are 0, and
//!   there is no distance (`None`), since there is no surface to measure to.
//! - HD95 is the larger of the two directed 95th percentiles, each linear between neighbours (as
//!   MONAI computes it). medpy takes the percentile of both directions together, which is smaller or
//!   equal: say which one you compare with.
//! - The average symmetric surface distance is the mean over the voxels of both surfaces (Heimann et
//!   al., IEEE TMI 2009).
//!
//! See Maier-Hein et al., *Metrics reloaded*, Nature Methods 2024, on which measure suits what.

mod agreement;
mod distance_transform;
mod mask;
mod overlap;
mod surface;

pub use agreement::Agreement;
pub use distance_transform::squared_distances;
pub use mask::{Mask, MaskError};
pub use overlap::Overlap;
pub use surface::SurfaceDistances;
