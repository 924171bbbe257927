use super::projection::Projection;
use crate::RasterError;
use crate::georeference::Crs;
use proj4rs::adaptors::transform_vertex_2d;
use std::fmt;

/// Coordinates of one reference system to those of another: metres, feet or degrees as the systems
/// have them, first east or longitude, then north or latitude.
#[derive(Clone)]
pub struct Transformation {
    /// None where the systems are one.
    steps: Option<(Projection, Projection)>,
}

impl fmt::Debug for Transformation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |step: &Projection| step.proj.projname();
        let names = self.steps.as_ref().map(|(from, to)| (name(from), name(to)));
        f.debug_struct("Transformation").field("steps", &names).finish()
    }
}

impl Transformation {
    /// The transformation from one system to another. Systems that are known to be one need no
    /// number.
    ///
    /// # Errors
    /// [`RasterError::Projection`] for a system without an EPSG number, of one that has no definition
    /// here, of a projection that is not computed, or of a datum that needs a file of shifts.
    pub fn new(from: &Crs, to: &Crs) -> Result<Self, RasterError> {
        if from.same_as(to) {
            return Ok(Self { steps: None });
        }
        Ok(Self { steps: Some((Projection::of(from)?, Projection::of(to)?)) })
    }

    /// Where a place of the first system lies in the second; nowhere, where a projection does not
    /// reach.
    #[must_use]
    pub fn apply(&self, x: f64, y: f64) -> Option<(f64, f64)> {
        let Some((from, to)) = &self.steps else { return Some((x, y)) };
        let given = if from.degrees { (x.to_radians(), y.to_radians()) } else { (x, y) };
        let (x, y) = transform_vertex_2d(&from.proj, &to.proj, given).ok()?;
        let (x, y) = if to.degrees { (x.to_degrees(), y.to_degrees()) } else { (x, y) };
        (x.is_finite() && y.is_finite()).then_some((x, y))
    }

    /// The range of a rectangle (least x, least y, greatest x, greatest y) in the second system:
    /// that of places along its edges and diagonals. None where no place of them can be reached.
    #[must_use]
    pub fn bounds(&self, [left, bottom, right, top]: [f64; 4]) -> Option<[f64; 4]> {
        const STEPS: u32 = 64;
        let mut found: Option<[f64; 4]> = None;
        for step in 0..=STEPS {
            let share = f64::from(step) / f64::from(STEPS);
            let (x, y) = (left + share * (right - left), bottom + share * (top - bottom));
            let crossed = top - share * (top - bottom);
            for (x, y) in [(x, bottom), (x, top), (left, y), (right, y), (x, y), (x, crossed)] {
                let Some((x, y)) = self.apply(x, y) else { continue };
                let range = found.get_or_insert([x, y, x, y]);
                *range = [range[0].min(x), range[1].min(y), range[2].max(x), range[3].max(y)];
            }
        }
        found
    }
}
