use super::{Mask, MaskError};
use serde::Serialize;

/// How many voxels two masks share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Overlap {
    /// Voxels of the truth.
    pub truth: usize,
    /// Voxels of what was found.
    pub found: usize,
    /// Voxels of both.
    pub both: usize,
}

impl Overlap {
    /// Counts.
    ///
    /// # Errors
    ///
    /// [`MaskError`] for masks of different volumes.
    pub fn new(truth: &Mask, found: &Mask) -> Result<Self, MaskError> {
        truth.check_same_grid(found)?;
        let pairs = truth.inside().iter().zip(found.inside());
        let both = pairs.filter(|(truth, found)| **truth && **found).count();
        Ok(Self { truth: truth.count(), found: found.count(), both })
    }

    /// Dice coefficient: twice what is shared over the sum of both, in `[0, 1]`; 1 where both are
    /// empty.
    #[must_use]
    pub fn dice(self) -> f64 {
        share(2 * self.both, self.truth + self.found)
    }

    /// Intersection over union (Jaccard index), in `[0, 1]`; 1 where both are empty.
    #[must_use]
    pub fn iou(self) -> f64 {
        share(self.both, self.truth + self.found - self.both)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}
