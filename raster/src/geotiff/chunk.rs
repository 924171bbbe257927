//! One strip or tile: read, decompressed, in this machine's order, without its predictor.

use super::byte_reader::ByteOrder;
use super::codec::{Shape, decompress, greatest_expansion};
use super::image::{Compression, Image, Predictor};
use super::predictor::{add_differences, gather_bytes};
use crate::positioned_file::PositionedFile;
use crate::{Limits, RasterError, Sample};

/// Where chunks come from.
#[derive(Clone, Copy, Debug)]
pub(super) struct ChunkSource<'a> {
    pub(super) file: &'a PositionedFile,
    pub(super) image: &'a Image,
    pub(super) order: ByteOrder,
    pub(super) limits: &'a Limits,
    /// What pixels are that nothing was written for.
    pub(super) empty: f64,
    /// Which overview the image is, if one.
    pub(super) overview: Option<usize>,
}

/// Memory that is used again from chunk to chunk.
#[derive(Debug)]
pub(super) struct Scratch<T> {
    /// The chunk's samples, row after row.
    pub(super) samples: Vec<T>,
    compressed: Vec<u8>,
}

impl<T> Default for Scratch<T> {
    fn default() -> Self {
        Self { samples: Vec::new(), compressed: Vec::new() }
    }
}

impl ChunkSource<'_> {
    /// Decodes the first `rows` rows of a chunk into `scratch.samples`.
    pub(super) fn read<T: Sample>(
        &self,
        index: usize,
        down: usize,
        rows: usize,
        scratch: &mut Scratch<T>,
    ) -> Result<(), RasterError> {
        let (layout, samples) = (&self.image.layout, self.image.layout.samples_together());
        let name = || format!("{} of {rows} rows", self.name(index));
        let bytes = self.limits.pixels(
            self.file.path(),
            name,
            &[layout.chunk_width as u64, rows as u64, samples as u64, size_of::<T>() as u64],
        )?;
        let Some((offset, stored)) = layout.place(index) else {
            scratch.samples.clear();
            scratch.samples.resize(bytes / size_of::<T>(), T::from_f64(self.empty));
            return Ok(());
        };
        let expansion = greatest_expansion(self.image.compression);
        if let Some(most) = expansion.map(|most| stored.saturating_mul(most))
            && most < bytes as u64
        {
            let what = format!("it is {stored} bytes, too few for {bytes} bytes of pixels");
            return Err(self.damaged(index, what));
        }
        self.check_place(index, offset, stored)?;
        scratch.samples.resize(bytes / size_of::<T>(), T::from_f64(0.0));
        let out: &mut [u8] = bytemuck::cast_slice_mut(&mut scratch.samples);
        if self.image.compression == Compression::None {
            self.file.read_at(offset, out)?;
        } else {
            // A chunk that does not compress grows a little; nobody has one much larger.
            let stored = stored.min((bytes as u64).saturating_mul(4).saturating_add(1 << 20));
            scratch.compressed.resize(stored as usize, 0);
            self.file.read_at(offset, &mut scratch.compressed)?;
            let stored_rows = layout.stored_rows(down);
            let shape = Shape { width: layout.chunk_width, rows: stored_rows, samples };
            let (compression, jpeg) = (self.image.compression, self.image.jpeg.as_ref());
            decompress(compression, jpeg, shape, &scratch.compressed, out)
                .map_err(|what| self.damaged(index, what))?;
        }
        self.restore(&mut scratch.samples, layout.chunk_width * samples, samples);
        Ok(())
    }

    /// Turns rows as they are stored into rows of samples.
    fn restore<T: Sample>(&self, values: &mut [T], row: usize, samples: usize) {
        if self.image.predictor == Predictor::FloatingPoint {
            let mut bytes = vec![0; row * size_of::<T>()];
            for row in values.chunks_exact_mut(row) {
                bytes.copy_from_slice(bytemuck::cast_slice(row));
                gather_bytes(&mut bytes, samples, row);
            }
            return;
        }
        self.order_bytes(values);
        if self.image.predictor == Predictor::Differences {
            values.chunks_exact_mut(row).for_each(|row| add_differences(row, samples));
        }
    }

    /// Turns the bytes of samples around where the file has them the other way.
    pub(super) fn order_bytes<T: Sample>(&self, values: &mut [T]) {
        if self.order.is_foreign() && size_of::<T>() > 1 {
            values.iter_mut().for_each(|value| *value = value.swap_bytes());
        }
    }

    /// Checks that a chunk lies in the file.
    pub(super) fn check_place(
        &self,
        index: usize,
        offset: u64,
        bytes: u64,
    ) -> Result<(), RasterError> {
        if self.file.holds(offset, bytes) {
            return Ok(());
        }
        let length = self.file.bytes();
        let what = format!("it is {bytes} bytes from byte {offset} on, the file has {length}");
        Err(self.damaged(index, what))
    }

    pub(super) fn damaged(&self, index: usize, what: String) -> RasterError {
        RasterError::Chunk { file: self.file.path().to_owned(), chunk: self.name(index), what }
    }

    pub(super) fn name(&self, index: usize) -> String {
        let name = self.image.layout.name(index);
        match self.overview {
            Some(overview) => format!("overview {overview}, {name}"),
            None => name,
        }
    }
}
