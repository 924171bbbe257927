use super::{Mask, MaskError, Overlap, SurfaceDistances};
use serde::Serialize;

/// All measures of two masks.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Agreement {
    /// Voxels of each and of both.
    pub voxels: Overlap,
    /// Dice coefficient.
    pub dice: f64,
    /// Intersection over union.
    pub iou: f64,
    /// Hausdorff distance in millimetres; `None` where exactly one mask is empty, as below.
    pub hausdorff: Option<f64>,
    /// HD95 in millimetres.
    pub hd95: Option<f64>,
    /// Average symmetric surface distance in millimetres.
    pub average_surface_distance: Option<f64>,
}

impl Agreement {
    /// Measures what was `found` against the `truth`.
    ///
    /// # Errors
    ///
    /// [`MaskError`] for masks of different volumes.
    pub fn new(truth: &Mask, found: &Mask) -> Result<Self, MaskError> {
        let voxels = Overlap::new(truth, found)?;
        let distances = SurfaceDistances::new(truth, found)?;
        let measure = |of: fn(&SurfaceDistances) -> f64| distances.as_ref().map(of);
        Ok(Self {
            voxels,
            dice: voxels.dice(),
            iou: voxels.iou(),
            hausdorff: measure(SurfaceDistances::hausdorff),
            hd95: measure(SurfaceDistances::hd95),
            average_surface_distance: measure(SurfaceDistances::average),
        })
    }
}
