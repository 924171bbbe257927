use crate::{RasterError, Window};

/// Windows of one size that cover an image: the last of a row or column is moved back so that it
/// ends with the image. Where the image is smaller than the size, a window is as large as the image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tiles {
    lefts: Vec<usize>,
    tops: Vec<usize>,
    width: usize,
    height: usize,
}

impl Tiles {
    /// Tiles of `size` pixels in width and height that share at least `overlap` with their
    /// neighbours.
    ///
    /// # Errors
    /// [`RasterError::Setting`] unless the extents are positive and the overlap is less than the
    /// size.
    pub fn new(
        width: usize,
        height: usize,
        size: usize,
        overlap: usize,
    ) -> Result<Self, RasterError> {
        let setting = |name, expected, found: usize| {
            Err(RasterError::Setting { name, expected, found: found.to_string() })
        };
        if size == 0 {
            return setting("size", "at least 1", size);
        }
        if overlap >= size {
            return setting("overlap", "less than the size of a tile", overlap);
        }
        if width == 0 || height == 0 {
            return setting("width and height", "at least 1", 0);
        }
        Ok(Self {
            lefts: starts(width, size, size - overlap),
            tops: starts(height, size, size - overlap),
            width: size.min(width),
            height: size.min(height),
        })
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lefts.len() * self.tops.len()
    }

    /// Never: an image has pixels.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The windows, row after row.
    pub fn iter(&self) -> impl Iterator<Item = Window> + '_ {
        self.tops.iter().flat_map(move |&top| {
            self.lefts.iter().map(move |&left| Window::new(left, top, self.width, self.height))
        })
    }
}

fn starts(extent: usize, size: usize, step: usize) -> Vec<usize> {
    let last = extent.saturating_sub(size);
    let mut starts: Vec<usize> = (0..last).step_by(step).collect();
    starts.push(last);
    starts
}
