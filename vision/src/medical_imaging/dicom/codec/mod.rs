//! Pixels of a frame, by how they are stored. Each decoder gives one word a sample, samples of a
//! pixel together.

mod jpeg;
mod jpeg_2000;
mod native;
mod run_lengths;

pub(super) use jpeg::{Colours, jpeg};
pub(super) use jpeg_2000::jpeg_2000;
pub(super) use native::native;
pub(super) use run_lengths::run_lengths;

/// What a frame has to be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    pub(super) rows: usize,
    pub(super) columns: usize,
    /// Samples of a pixel.
    pub(super) samples: usize,
    /// Bytes of a sample where nothing says otherwise.
    pub(super) bytes: usize,
}

impl Shape {
    pub(super) const fn pixels(self) -> usize {
        self.rows * self.columns
    }
}
