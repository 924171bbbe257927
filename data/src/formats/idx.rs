use super::FormatError;
use super::error::io;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// Bytes out for a byte in that DEFLATE reaches at most.
const DEFLATE_RATIO: u64 = 1032;
/// Most dimensions of an array.
const DIMENSIONS: u8 = 16;

/// An array of an IDX file, the format of MNIST.
///
/// The file: two zero bytes, a byte for the element type, a byte for the number of dimensions, the
/// dimensions as big-endian `u32`, the elements in row-major order, big-endian
/// (<http://yann.lecun.com/exdb/mnist/>). It may be compressed by gzip, which is told by its content.
///
/// ```
/// use neuron_data::formats::{Idx, IdxData};
///
/// let file = [0, 0, 0x0B, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 7, 0xFF, 0xFE];
/// let array = Idx::read(&file[..], file.len() as u64, "a.idx".as_ref())?;
/// assert_eq!(array.shape, [1, 2]);
/// assert_eq!(array.data, IdxData::I16(vec![7, -2]));
/// # Ok::<(), neuron_data::formats::FormatError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Idx {
    /// Sizes of the dimensions; the first one counts the samples.
    pub shape: Vec<usize>,
    /// The elements, row-major.
    pub data: IdxData,
}

/// Elements of an [`Idx`].
#[derive(Clone, Debug, PartialEq)]
pub enum IdxData {
    /// Type 0x08.
    U8(Vec<u8>),
    /// Type 0x09.
    I8(Vec<i8>),
    /// Type 0x0B.
    I16(Vec<i16>),
    /// Type 0x0C.
    I32(Vec<i32>),
    /// Type 0x0D.
    F32(Vec<f32>),
    /// Type 0x0E.
    F64(Vec<f64>),
}

impl Idx {
    /// Reads a file.
    ///
    /// # Errors
    /// [`FormatError`], where it is not an IDX file, or longer or shorter than its header says.
    pub fn open(path: &Path) -> Result<Self, FormatError> {
        let file = File::open(path).map_err(io(path))?;
        let length = file.metadata().map_err(io(path))?.len();
        Self::read(BufReader::with_capacity(1 << 16, file), length, path)
    }

    /// Reads `length` bytes of an IDX file; errors call it `path`.
    ///
    /// Memory is taken as elements come in, and no more than the header says and the length allows.
    ///
    /// # Errors
    /// [`FormatError`], as [`open`](Self::open).
    pub fn read(mut reader: impl BufRead, length: u64, path: &Path) -> Result<Self, FormatError> {
        if reader.fill_buf().map_err(io(path))?.starts_with(&[0x1F, 0x8B]) {
            let reader = flate2::bufread::MultiGzDecoder::new(reader);
            return read_plain(reader, length.saturating_mul(DEFLATE_RATIO), None, path);
        }
        read_plain(reader, length, Some(length), path)
    }
}

/// Reads an array of no more than `most` bytes; of `exactly` so many, where that is known.
fn read_plain(
    mut reader: impl Read,
    most: u64,
    exactly: Option<u64>,
    path: &Path,
) -> Result<Idx, FormatError> {
    let invalid = |what: String| FormatError::invalid(path, what);
    let cut = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::UnexpectedEof => invalid("it ends within its header".into()),
        _ => invalid(format!("it is damaged: {error}")),
    };
    let mut magic = [0; 4];
    reader.read_exact(&mut magic).map_err(cut)?;
    let [0, 0, kind, dimensions] = magic else {
        return Err(invalid(format!(
            "it starts with {magic:02x?}: expected an IDX file, which starts with two zeros"
        )));
    };
    let width = match kind {
        0x08 | 0x09 => 1,
        0x0B => 2,
        0x0C | 0x0D => 4,
        0x0E => 8,
        _ => return Err(invalid(format!("{kind:#04x} is no element type of an IDX file"))),
    };
    if dimensions == 0 || dimensions > DIMENSIONS {
        return Err(invalid(format!("it has {dimensions} dimensions: expected 1 to {DIMENSIONS}")));
    }
    let (mut shape, mut bytes) = (Vec::new(), Some(width));
    for _ in 0..dimensions {
        let mut size = [0; 4];
        reader.read_exact(&mut size).map_err(cut)?;
        let size = u32::from_be_bytes(size);
        bytes = bytes.and_then(|bytes: u64| bytes.checked_mul(u64::from(size)));
        shape.push(size as usize);
    }
    let header = 4 + 4 * u64::from(dimensions);
    let bytes = bytes.filter(|bytes| *bytes <= most.saturating_sub(header)).ok_or_else(|| {
        invalid(format!("its header says {shape:?}, which is more than the file can hold"))
    })?;
    if let Some(length) = exactly.filter(|length| *length != header + bytes) {
        return Err(invalid(format!(
            "it has {length} bytes, its header says {shape:?}, which are {}",
            header + bytes
        )));
    }
    let mut raw = Vec::new();
    let damaged = |error: std::io::Error| invalid(format!("it is damaged: {error}"));
    (&mut reader).take(bytes).read_to_end(&mut raw).map_err(damaged)?;
    if raw.len() as u64 != bytes {
        let found = raw.len();
        return Err(invalid(format!("it has {found} bytes of data, its header says {bytes}")));
    }
    // Reading to the end also has gzip compare its checksum.
    if reader.read(&mut [0]).map_err(damaged)? != 0 {
        return Err(invalid(format!("it goes on after the {bytes} bytes that its header says")));
    }
    Ok(Idx { shape, data: elements(kind, raw) })
}

fn elements(kind: u8, raw: Vec<u8>) -> IdxData {
    /// Reads big-endian elements of `N` bytes.
    fn of<const N: usize, T>(raw: &[u8], from: fn([u8; N]) -> T) -> Vec<T> {
        raw.as_chunks().0.iter().map(|bytes| from(*bytes)).collect()
    }
    match kind {
        0x09 => IdxData::I8(of(&raw, i8::from_be_bytes)),
        0x0B => IdxData::I16(of(&raw, i16::from_be_bytes)),
        0x0C => IdxData::I32(of(&raw, i32::from_be_bytes)),
        0x0D => IdxData::F32(of(&raw, f32::from_be_bytes)),
        0x0E => IdxData::F64(of(&raw, f64::from_be_bytes)),
        _ => IdxData::U8(raw),
    }
}
