use super::attributes::{Attributes, Photometric};
use super::codec::{Colours, Shape, jpeg, jpeg_2000, native, run_lengths};
use super::data_set::PixelData;
use super::{Frame, TransferSyntax};
use crate::medical_imaging::{ByteOrder, ImagingError};
use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;

/// The pixels of a file, frame by frame.
pub(super) struct Pixels<'a> {
    pub(super) file: &'a Path,
    pub(super) bytes: &'a [u8],
    pub(super) syntax: TransferSyntax,
    pub(super) attributes: &'a Attributes,
    pub(super) place: &'a PixelData,
}

impl Pixels<'_> {
    /// Decodes a frame that there is.
    pub(super) fn frame(&self, frame: usize) -> Result<Frame, ImagingError> {
        let Attributes { rows, columns, photometric, samples, rescale, .. } = *self.attributes;
        let shape = Shape { rows, columns, samples: photometric.count(), bytes: samples.bytes() };
        let words = match self.place {
            PixelData::Native { place, words } => self.native(frame, shape, place, *words)?,
            PixelData::Fragments { offsets, pieces } => {
                self.decoded(frame, shape, offsets, pieces)?
            }
        };
        // A decoder gives the bits that count; run lengths are those of whole words.
        let aligned = matches!(
            self.syntax,
            TransferSyntax::Jpeg | TransferSyntax::JpegLossless | TransferSyntax::Jpeg2000
        );
        let number = |word: u32| match aligned {
            true => samples.right_aligned(word),
            false => samples.number(word),
        };
        let mut values: Vec<f32> = if photometric.count() == 1 {
            let [slope, intercept] = rescale.unwrap_or([1.0, 0.0]);
            words.into_iter().map(|word| (number(word) * slope + intercept) as f32).collect()
        } else {
            words.into_iter().map(|word| number(word) as f32).collect()
        };
        // JPEG's decoder has turned differences into colours already.
        let by_decoder = self.syntax == TransferSyntax::Jpeg;
        if photometric.is_differences() && !by_decoder {
            let middle = (1_u64 << (samples.stored - 1)) as f32;
            values.chunks_exact_mut(3).for_each(|pixel| colours(pixel, middle));
        }
        Ok(Frame { rows, columns, samples: photometric.count(), values })
    }

    fn native(
        &self,
        frame: usize,
        shape: Shape,
        place: &Range<usize>,
        words: bool,
    ) -> Result<Vec<u32>, ImagingError> {
        if self.attributes.photometric == Photometric::YbrFull422 {
            let way_out = "bring it to RGB with other software first";
            let what = "an image of YBR_FULL_422 that is not compressed";
            return Err(ImagingError::unsupported(self.file, what, way_out));
        }
        let size = shape.pixels() * shape.samples * shape.bytes;
        let bytes = self.bytes.get(place.clone()).unwrap_or_default();
        let start = frame.saturating_mul(size);
        let big = self.syntax == TransferSyntax::ExplicitBig;
        let order = if big { ByteOrder::Big } else { ByteOrder::Little };
        let mut part = Cow::Borrowed(bytes.get(start..).unwrap_or_default());
        if big && words && shape.bytes == 1 {
            // Bytes in words: the second is the first.
            let turned = |at: usize| bytes.get(at ^ 1).copied();
            part = (start..start.saturating_add(size)).map_while(turned).collect();
        }
        native(&part, shape, order, self.attributes.samples.planar).ok_or_else(|| {
            let expected = self.attributes.frames.saturating_mul(size) as u64;
            let (file, found) = (self.file.display().to_string(), bytes.len() as u64);
            ImagingError::Short { file, part: "its pixels".to_owned(), expected, found }
        })
    }

    fn decoded(
        &self,
        frame: usize,
        shape: Shape,
        offsets: &Range<usize>,
        pieces: &[Range<usize>],
    ) -> Result<Vec<u32>, ImagingError> {
        let pieces = self.pieces_of(frame, offsets, pieces)?;
        let bytes: Cow<'_, [u8]> = match pieces {
            [piece] => Cow::Borrowed(self.bytes.get(piece.clone()).unwrap_or_default()),
            pieces => {
                let parts = pieces.iter().filter_map(|piece| self.bytes.get(piece.clone()));
                parts.flatten().copied().collect()
            }
        };
        let differences = self.attributes.photometric.is_differences();
        let words = match self.syntax {
            TransferSyntax::Rle => run_lengths(&bytes, shape),
            TransferSyntax::Jpeg if differences => jpeg(&bytes, shape, Colours::Differences),
            TransferSyntax::Jpeg | TransferSyntax::JpegLossless => {
                jpeg(&bytes, shape, Colours::AsStored)
            }
            _ => jpeg_2000(&bytes, shape),
        };
        words.map_err(|wrong| {
            let cause = format!("frame {frame} ({}) {wrong}", self.syntax.name());
            ImagingError::file(self.file, cause)
        })
    }

    /// The pieces that make a frame: all of a single one, one each, or those that the table tells
    /// apart.
    fn pieces_of<'p>(
        &self,
        frame: usize,
        offsets: &Range<usize>,
        pieces: &'p [Range<usize>],
    ) -> Result<&'p [Range<usize>], ImagingError> {
        let frames = self.attributes.frames;
        let found = if frames == 1 {
            Some(pieces)
        } else if frames == pieces.len() {
            pieces.get(frame..=frame)
        } else {
            let table = self.bytes.get(offsets.clone()).unwrap_or_default();
            let offset = |frame: usize| {
                let bytes = table.chunks_exact(4).nth(frame)?;
                Some(u32::from_le_bytes(ByteOrder::Little.low_first(bytes)) as usize)
            };
            // They count from the first piece, each with its own start of eight bytes.
            let first = pieces.first().map_or(0, |piece| piece.start);
            let place = |offset: usize| {
                let start = first.checked_add(offset)?;
                pieces.binary_search_by_key(&start, |piece| piece.start).ok()
            };
            let end = offset(frame + 1).and_then(place).unwrap_or(pieces.len());
            offset(frame).and_then(place).and_then(|start| pieces.get(start..end))
        };
        found.filter(|pieces| !pieces.is_empty()).ok_or_else(|| {
            let found = format!("in {} pieces without a table of its frames", pieces.len());
            let expected = format!("a piece for each of its {frames} frames");
            ImagingError::field(self.file, "Pixel Data (7FE0,0010)", found, expected)
        })
    }
}

/// Luminance and differences to red, green, blue (ITU-T T.871), rounded and cut to the range.
fn colours(pixel: &mut [f32], middle: f32) {
    let &mut [y, blue, red] = pixel else { return };
    let (blue, red) = (blue - middle, red - middle);
    let turned = [y + 1.402 * red, y - 0.344_136_3 * blue - 0.714_136_3 * red, y + 1.772 * blue];
    for (place, value) in pixel.iter_mut().zip(turned) {
        *place = value.round().clamp(0.0, 2.0 * middle - 1.0);
    }
}
