use super::{Mask, MaskError, squared_distances};

/// How far two surfaces lie apart, both ways.
#[derive(Clone, Debug, PartialEq)]
pub struct SurfaceDistances {
    /// From each voxel of the truth's surface to the nearest of the other's, in millimetres,
    /// ascending.
    pub from_truth: Vec<f64>,
    /// From each voxel of the found surface to the nearest of the truth's, ascending.
    pub from_found: Vec<f64>,
}

impl SurfaceDistances {
    /// Measures; `None` where exactly one mask is empty. Of two empty masks there are no distances,
    /// and all measures are 0.
    ///
    /// # Errors
    ///
    /// [`MaskError`] for masks of different volumes.
    pub fn new(truth: &Mask, found: &Mask) -> Result<Option<Self>, MaskError> {
        truth.check_same_grid(found)?;
        let (Some(box_of_truth), Some(box_of_found)) = (Bounds::of(truth), Bounds::of(found))
        else {
            let neither = truth.count() == 0 && found.count() == 0;
            return Ok(neither.then(|| Self { from_truth: Vec::new(), from_found: Vec::new() }));
        };
        // What lies outside both is not needed: distances are looked up on surfaces alone.
        let bounds = box_of_truth.with(box_of_found);
        let (of_truth, of_found) = (bounds.surface(truth), bounds.surface(found));
        let distances = |from: &[bool], to: &[bool]| {
            let squares = squared_distances(to, bounds.extent(), truth.spacing());
            let on_surface = from.iter().zip(squares).filter(|(site, _)| **site);
            let mut distances: Vec<f64> = on_surface.map(|(_, square)| square.sqrt()).collect();
            distances.sort_by(f64::total_cmp);
            distances
        };
        Ok(Some(Self {
            from_truth: distances(&of_truth, &of_found),
            from_found: distances(&of_found, &of_truth),
        }))
    }

    /// Hausdorff distance in millimetres: the farthest that a voxel of one surface is from the other.
    #[must_use]
    pub fn hausdorff(&self) -> f64 {
        self.percentile(100.0)
    }

    /// HD95 in millimetres: the larger of the two directed 95th percentiles.
    #[must_use]
    pub fn hd95(&self) -> f64 {
        self.percentile(95.0)
    }

    /// The larger of the two directed percentiles, in millimetres; `percent` is cut to 0 to 100.
    #[must_use]
    pub fn percentile(&self, percent: f64) -> f64 {
        percentile(&self.from_truth, percent).max(percentile(&self.from_found, percent))
    }

    /// Average symmetric surface distance in millimetres.
    #[must_use]
    pub fn average(&self) -> f64 {
        let count = self.from_truth.len() + self.from_found.len();
        let sum = self.from_truth.iter().sum::<f64>() + self.from_found.iter().sum::<f64>();
        if count == 0 { 0.0 } else { sum / count as f64 }
    }
}

/// A percentile of ascending values, linear between neighbours; 0 of nothing.
fn percentile(ascending: &[f64], percent: f64) -> f64 {
    let place = ascending.len().saturating_sub(1) as f64 * percent.clamp(0.0, 100.0) / 100.0;
    let value = |at: f64| ascending.get(at as usize).copied().unwrap_or_default();
    let (below, above) = (value(place.floor()), value(place.ceil()));
    below + (above - below) * place.fract()
}

/// A part of a volume: from `low` to below `high` along each axis.
#[derive(Clone, Copy)]
struct Bounds {
    low: [usize; 3],
    high: [usize; 3],
}

impl Bounds {
    /// The smallest that holds a mask; `None` of an empty one.
    fn of(mask: &Mask) -> Option<Self> {
        let [_, rows, columns] = mask.extent();
        let mut bounds: Option<Self> = None;
        for (at, _) in mask.inside().iter().enumerate().filter(|(_, inside)| **inside) {
            let low = [at / (rows * columns), at / columns % rows, at % columns];
            let voxel = Self { low, high: low.map(|place| place + 1) };
            bounds = Some(bounds.map_or(voxel, |bounds| bounds.with(voxel)));
        }
        bounds
    }

    /// The smallest that holds both.
    fn with(self, other: Self) -> Self {
        let [low, high] = [
            (self.low, other.low, usize::min as fn(_, _) -> _),
            (self.high, other.high, usize::max),
        ]
        .map(|(a, b, choose)| [choose(a[0], b[0]), choose(a[1], b[1]), choose(a[2], b[2])]);
        Self { low, high }
    }

    fn extent(self) -> [usize; 3] {
        [0, 1, 2].map(|axis| self.high[axis] - self.low[axis])
    }

    /// The voxels in these bounds that are on the mask's surface.
    fn surface(self, mask: &Mask) -> Vec<bool> {
        let extent = mask.extent();
        let steps = [extent[1] * extent[2], extent[2], 1];
        let inside = mask.inside();
        let mut surface = Vec::with_capacity(self.extent().iter().product());
        for slice in self.low[0]..self.high[0] {
            for row in self.low[1]..self.high[1] {
                for column in self.low[2]..self.high[2] {
                    let place = [slice, row, column];
                    let at = slice * steps[0] + row * steps[1] + column;
                    let touches_outside = |axis: usize| {
                        extent[axis] > 1
                            && (place[axis] == 0
                                || place[axis] + 1 == extent[axis]
                                || !inside[at - steps[axis]]
                                || !inside[at + steps[axis]])
                    };
                    // A single voxel in a volume of one is its own surface.
                    let alone = extent == [1; 3];
                    surface.push(inside[at] && (alone || (0..3).any(touches_outside)));
                }
            }
        }
        surface
    }
}
