//! Strips and tiles: which are there, and which pixels each has.

use super::directory::Directory;
use super::tags;
use crate::{RasterError, Window};
use std::path::Path;

/// How the samples of a pixel lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Interleave {
    /// Beside each other.
    Pixel,
    /// In a plane of each band.
    Plane,
}

/// Chunks of an image: strips of whole rows, or tiles.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) bands: usize,
    pub(super) interleave: Interleave,
    pub(super) tiled: bool,
    pub(super) chunk_width: usize,
    pub(super) chunk_height: usize,
    /// Chunks of a row of them, and rows of chunks.
    pub(super) across: usize,
    pub(super) down: usize,
    offsets: Vec<u64>,
    counts: Vec<u64>,
}

impl Layout {
    pub(super) fn read(directory: &Directory<'_>, file: &Path) -> Result<Self, RasterError> {
        let damaged = |what: String| RasterError::Damaged { file: file.to_owned(), what };
        let extent = |tag, what: &str| {
            let value = directory.number(tag)?;
            value.filter(|value| (1..=u64::from(u32::MAX)).contains(value)).ok_or_else(|| {
                damaged(match value {
                    Some(value) => format!("its {what} is {value}, expected 1 to 4294967295"),
                    None => format!("it has no {what} (tag {tag})"),
                })
            })
        };
        let width = extent(tags::IMAGE_WIDTH, "width")?;
        let height = extent(tags::IMAGE_LENGTH, "height")?;
        let bands = directory.number(tags::SAMPLES_PER_PIXEL)?.unwrap_or(1);
        if !(1..=u64::from(u16::MAX)).contains(&bands) {
            return Err(damaged(format!("it has {bands} bands, expected 1 to 65535")));
        }
        let interleave = match directory.number(tags::PLANAR_CONFIGURATION)?.unwrap_or(1) {
            1 => Interleave::Pixel,
            2 => Interleave::Plane,
            other => return Err(damaged(format!("its interleave is {other}, expected 1 or 2"))),
        };
        let tiled = directory.has(tags::TILE_WIDTH) || directory.has(tags::TILE_OFFSETS);
        let (chunk_width, chunk_height) = if tiled {
            (extent(tags::TILE_WIDTH, "tile width")?, extent(tags::TILE_LENGTH, "tile height")?)
        } else {
            let rows = directory.number(tags::ROWS_PER_STRIP)?.unwrap_or(height);
            if rows == 0 {
                return Err(damaged("its strips have no rows".into()));
            }
            (width, rows.min(height))
        };
        let (across, down) = (width.div_ceil(chunk_width), height.div_ceil(chunk_height));
        let planes = if interleave == Interleave::Plane { bands } else { 1 };
        // Three factors of 32, 32 and 16 bits.
        let expected = u128::from(across) * u128::from(down) * u128::from(planes);
        let (offset_tag, count_tag) = if tiled && directory.has(tags::TILE_OFFSETS) {
            (tags::TILE_OFFSETS, tags::TILE_BYTE_COUNTS)
        } else {
            (tags::STRIP_OFFSETS, tags::STRIP_BYTE_COUNTS)
        };
        let list = |tag, what: &str| {
            let found = directory.count(tag);
            if u128::from(found) != expected {
                let kind = if tiled { "tiles" } else { "strips" };
                return Err(damaged(format!(
                    "it has {what} of {found} {kind}, expected {expected}"
                )));
            }
            Ok(directory.unsigned(tag)?.unwrap_or_default())
        };
        let offsets = list(offset_tag, "offsets")?;
        let counts = list(count_tag, "sizes")?;
        Ok(Self {
            width: width as usize,
            height: height as usize,
            bands: bands as usize,
            interleave,
            tiled,
            chunk_width: chunk_width as usize,
            chunk_height: chunk_height as usize,
            across: across as usize,
            down: down as usize,
            offsets,
            counts,
        })
    }

    /// Samples that lie beside each other: bands of a pixel, or one.
    pub(super) fn samples_together(&self) -> usize {
        if self.interleave == Interleave::Pixel { self.bands } else { 1 }
    }

    /// The number of a chunk.
    pub(super) fn index(&self, plane: usize, down: usize, across: usize) -> usize {
        (plane * self.down + down) * self.across + across
    }

    /// Where a chunk is in the file and its bytes; none where nothing was written for it.
    pub(super) fn place(&self, index: usize) -> Option<(u64, u64)> {
        let (offset, count) = (*self.offsets.get(index)?, *self.counts.get(index)?);
        (offset != 0 || count != 0).then_some((offset, count))
    }

    /// Where the chunks are that a window of some bands touches.
    pub(super) fn parts(&self, window: Window, bands: &[usize]) -> Vec<(u64, u64)> {
        let rows = window.y / self.chunk_height..=(window.bottom() - 1) / self.chunk_height;
        let columns = window.x / self.chunk_width..=(window.right() - 1) / self.chunk_width;
        let planes = if self.interleave == Interleave::Plane { bands } else { &[0] };
        let mut parts = Vec::new();
        for &plane in planes {
            for down in rows.clone() {
                let indices = columns.clone().map(|across| self.index(plane, down, across));
                parts.extend(indices.filter_map(|index| self.place(index)));
            }
        }
        parts
    }

    /// Rows that a chunk stores: a tile all of them, the last strip what is left.
    pub(super) fn stored_rows(&self, down: usize) -> usize {
        if self.tiled {
            self.chunk_height
        } else {
            self.chunk_height.min(self.height - down * self.chunk_height)
        }
    }

    /// A chunk's name in messages.
    pub(super) fn name(&self, index: usize) -> String {
        format!("{} {index}", if self.tiled { "tile" } else { "strip" })
    }
}
