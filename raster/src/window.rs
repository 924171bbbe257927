use crate::RasterError;
use std::fmt;

/// A rectangle of pixels, by its upper left pixel and its extent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Window {
    /// First column.
    pub x: usize,
    /// First row.
    pub y: usize,
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
}

impl Window {
    /// A window by its upper left pixel and its extent.
    #[must_use]
    pub fn new(x: usize, y: usize, width: usize, height: usize) -> Self {
        Self { x, y, width, height }
    }

    /// All of an image.
    #[must_use]
    pub fn whole(width: usize, height: usize) -> Self {
        Self { x: 0, y: 0, width, height }
    }

    /// The part in both windows, if any.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        let (x, y) = (self.x.max(other.x), self.y.max(other.y));
        let right = self.right().min(other.right());
        let bottom = self.bottom().min(other.bottom());
        (x < right && y < bottom).then(|| Self { x, y, width: right - x, height: bottom - y })
    }

    /// The column behind the last one.
    #[must_use]
    pub fn right(&self) -> usize {
        self.x.saturating_add(self.width)
    }

    /// The row below the last one.
    #[must_use]
    pub fn bottom(&self) -> usize {
        self.y.saturating_add(self.height)
    }

    /// Checks that the window has pixels and lies in an image.
    pub(crate) fn check(&self, width: usize, height: usize) -> Result<(), RasterError> {
        let within = |first: usize, count: usize, extent: usize| {
            count > 0 && first.checked_add(count).is_some_and(|end| end <= extent)
        };
        if within(self.x, self.width, width) && within(self.y, self.height, height) {
            return Ok(());
        }
        Err(RasterError::Outside { window: *self, width, height })
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { x, y, width, height } = self;
        write!(f, "a window of {width}×{height} pixels at column {x}, row {y}")
    }
}
