//! One image of a file: how its pixels are stored.

use super::directory::Directory;
use super::layout::{Interleave, Layout};
use super::tags;
use crate::{RasterError, SampleType};
use std::path::Path;

/// How chunks of pixels are compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    /// Not at all.
    None,
    /// Lempel, Ziv and Welch (TIFF 6.0, section 13).
    Lzw,
    /// JPEG, with tables in the file (TIFF Technical Note 2).
    Jpeg,
    /// zlib (RFC 1950).
    Deflate,
    /// Runs of bytes (TIFF 6.0, section 9).
    PackBits,
    /// Zstandard (RFC 8878).
    Zstd,
}

/// What was done to rows before they were compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Predictor {
    None,
    /// Differences of neighbours in a row (TIFF 6.0, section 14).
    Differences,
    /// Differences of bytes of floating point, apart by weight (TIFF Technical Note 3).
    FloatingPoint,
}

/// How the pixels of an image are stored.
#[derive(Debug)]
pub(super) struct Image {
    pub(super) sample_type: SampleType,
    pub(super) compression: Compression,
    pub(super) predictor: Predictor,
    pub(super) layout: Layout,
    /// Tables and the colours of JPEG.
    pub(super) jpeg: Option<Jpeg>,
}

/// What JPEG needs besides the chunk.
#[derive(Debug)]
pub(super) struct Jpeg {
    pub(super) tables: Vec<u8>,
    /// Stored as luma and chroma, given as red, green and blue.
    pub(super) luma_chroma: bool,
}

impl Image {
    pub(super) fn read(directory: &Directory<'_>, file: &Path) -> Result<Self, RasterError> {
        let unsupported = |what: String| RasterError::Unsupported { file: file.to_owned(), what };
        let number = |tag, default| Ok(directory.number(tag)?.unwrap_or(default));
        let layout = Layout::read(directory, file)?;
        let bits = directory.unsigned(tags::BITS_PER_SAMPLE)?.unwrap_or_else(|| vec![1]);
        let formats = directory.unsigned(tags::SAMPLE_FORMAT)?.unwrap_or_else(|| vec![1]);
        let (Some(&depth), Some(&format)) = (bits.first(), formats.first()) else {
            return Err(unsupported("no bits of a sample are given".into()));
        };
        if bits.iter().any(|&other| other != depth) || formats.iter().any(|&f| f != format) {
            return Err(unsupported("its bands are of different types, expected one".into()));
        }
        let sample_type = match (format, depth) {
            (1 | 4, 8) => SampleType::U8,
            (1 | 4, 16) => SampleType::U16,
            (1 | 4, 32) => SampleType::U32,
            (2, 16) => SampleType::I16,
            (2, 32) => SampleType::I32,
            (3, 32) => SampleType::F32,
            (3, 64) => SampleType::F64,
            _ => {
                return Err(unsupported(format!(
                    "its samples are of {depth} bits and format {format}, \
                     expected u8, u16, u32, i16, i32, f32 or f64"
                )));
            }
        };
        let compression = match number(tags::COMPRESSION, 1)? {
            1 => Compression::None,
            5 => Compression::Lzw,
            7 => Compression::Jpeg,
            8 | 32946 => Compression::Deflate,
            32773 => Compression::PackBits,
            50000 => Compression::Zstd,
            other => {
                return Err(unsupported(format!(
                    "its compression is number {other}, \
                     expected none, LZW, JPEG, deflate, PackBits or Zstandard"
                )));
            }
        };
        let predictor = match number(tags::PREDICTOR, 1)? {
            1 => Predictor::None,
            // What does not compress what it predicts has none, whatever the tag says.
            _ if !matches!(
                compression,
                Compression::Lzw | Compression::Deflate | Compression::Zstd
            ) =>
            {
                Predictor::None
            }
            2 => Predictor::Differences,
            3 if matches!(sample_type, SampleType::F32 | SampleType::F64) => {
                Predictor::FloatingPoint
            }
            other => {
                return Err(unsupported(format!(
                    "its predictor is number {other} of {sample_type}, \
                     expected 1, 2, or 3 of floating point"
                )));
            }
        };
        if number(tags::FILL_ORDER, 1)? != 1 {
            return Err(unsupported("its bits are in reverse order".into()));
        }
        let jpeg = if compression == Compression::Jpeg {
            Some(Jpeg::read(directory, &layout, sample_type).map_err(|error| match error {
                Ok(what) => unsupported(what),
                Err(error) => error,
            })?)
        } else {
            None
        };
        Ok(Self { sample_type, compression, predictor, layout, jpeg })
    }
}

impl Jpeg {
    /// The error is either what is not supported, or of the file.
    fn read(
        directory: &Directory<'_>,
        layout: &Layout,
        sample_type: SampleType,
    ) -> Result<Self, Result<String, RasterError>> {
        if sample_type != SampleType::U8 {
            return Err(Ok(format!("its JPEG is of {sample_type}, expected u8")));
        }
        let together = if layout.interleave == Interleave::Pixel { layout.bands } else { 1 };
        if !matches!(together, 1 | 3) {
            return Err(Ok(format!("its JPEG is of {together} bands at once, expected 1 or 3")));
        }
        let tables = directory.raw(tags::JPEG_TABLES).map_err(Err)?.unwrap_or_default();
        let colours = directory.number(tags::PHOTOMETRIC).map_err(Err)?;
        Ok(Self { tables, luma_chroma: together == 3 && colours == Some(6) })
    }
}
