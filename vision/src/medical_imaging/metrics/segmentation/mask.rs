/// Which voxels of a volume belong to a thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Mask {
    extent: [usize; 3],
    spacing: [f64; 3],
    inside: Vec<bool>,
}

/// Why there is no such mask, or two cannot be compared.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum MaskError {
    /// The values do not fill the volume.
    #[error("a mask of {extent:?} voxels needs {expected} values, found {found}")]
    Length {
        /// Slices, rows, columns.
        extent: [usize; 3],
        /// Their product.
        expected: usize,
        /// How many values there are.
        found: usize,
    },
    /// A distance between voxels that is none.
    #[error("the spacing is {found:?}, expected three finite numbers of millimetres above 0")]
    Spacing {
        /// The spacing.
        found: [f64; 3],
    },
    /// Two masks of different volumes.
    #[error(
        "the masks have {truth:?} and {found:?} voxels (slices, rows, columns), expected as many"
    )]
    Extents {
        /// Slices, rows, columns of the first.
        truth: [usize; 3],
        /// Those of the second.
        found: [usize; 3],
    },
    /// Two masks whose voxels are of different size.
    #[error(
        "the spacings of the masks are {truth:?} and {found:?} mm, expected the same; \
         state the one that is right"
    )]
    Spacings {
        /// Spacing of the first.
        truth: [f64; 3],
        /// That of the second.
        found: [f64; 3],
    },
}

impl Mask {
    /// Voxels `inside` `[slice, row, column]`, with their distances in millimetres along each axis.
    ///
    /// # Errors
    ///
    /// [`MaskError`] where the values do not fill the extent or a spacing is no length.
    pub fn new(
        extent: [usize; 3],
        spacing: [f64; 3],
        inside: Vec<bool>,
    ) -> Result<Self, MaskError> {
        let product = extent.iter().try_fold(1_usize, |product, &side| product.checked_mul(side));
        let (expected, found) = (product.unwrap_or(usize::MAX), inside.len());
        if expected != found {
            return Err(MaskError::Length { extent, expected, found });
        }
        if !spacing.iter().all(|side| side.is_finite() && *side > 0.0) {
            return Err(MaskError::Spacing { found: spacing });
        }
        Ok(Self { extent, spacing, inside })
    }

    /// Slices, rows, columns.
    #[must_use]
    pub const fn extent(&self) -> [usize; 3] {
        self.extent
    }

    /// Millimetres between slices, rows, columns.
    #[must_use]
    pub const fn spacing(&self) -> [f64; 3] {
        self.spacing
    }

    /// Which voxels are inside, `[slice, row, column]`.
    #[must_use]
    pub fn inside(&self) -> &[bool] {
        &self.inside
    }

    /// How many voxels are inside.
    #[must_use]
    pub fn count(&self) -> usize {
        self.inside.iter().filter(|&&inside| inside).count()
    }

    /// Checks that another mask is of the same volume.
    pub(super) fn check_same_grid(&self, found: &Self) -> Result<(), MaskError> {
        if self.extent != found.extent {
            return Err(MaskError::Extents { truth: self.extent, found: found.extent });
        }
        // Files state spacings as 32-bit numbers or as text.
        let near = |(a, b): (&f64, &f64)| (a - b).abs() <= 1e-5 * a.max(*b);
        if !self.spacing.iter().zip(&found.spacing).all(near) {
            return Err(MaskError::Spacings { truth: self.spacing, found: found.spacing });
        }
        Ok(())
    }
}
