use super::FormatError;
use super::error::io;
use super::npy_header::{Header, LONGEST_HEADER};
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

/// An array of unsigned bytes of an `.npy` file, the format of `numpy.save`.
///
/// The file (`numpy.lib.format`, versions 1.0, 2.0 and 3.0): `\x93NUMPY`, two bytes of version, the
/// length of the header (little-endian, 2 bytes in version 1, 4 in the others), the header, which is a
/// Python dictionary of type, order and shape, the elements. Read are elements of one unsigned byte in
/// C order, which images are published as; all else is refused by name. Pickled objects are never
/// looked at.
///
/// ```
/// use neuron_data::formats::Npy;
///
/// let header = b"{'descr': '|u1', 'fortran_order': False, 'shape': (2, 1), }\n";
/// let file = [b"\x93NUMPY\x01\x00", &(header.len() as u16).to_le_bytes()[..], header, b"ab"].concat();
/// let array = Npy::read(&file[..], file.len() as u64, "a.npy".as_ref())?;
/// assert_eq!((array.shape, array.data), (vec![2, 1], b"ab".to_vec()));
/// # Ok::<(), neuron_data::formats::FormatError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Npy {
    /// Sizes of the dimensions; empty for a single number.
    pub shape: Vec<usize>,
    /// The elements, the last dimension running fastest.
    pub data: Vec<u8>,
}

/// What every file starts with.
const MAGIC: &[u8] = b"\x93NUMPY";

impl Npy {
    /// Reads a file.
    ///
    /// # Errors
    /// [`FormatError`], where it is not an array of bytes, or longer or shorter than its header says.
    pub fn open(path: &Path) -> Result<Self, FormatError> {
        let file = File::open(path).map_err(io(path))?;
        let length = file.metadata().map_err(io(path))?.len();
        Self::read(BufReader::with_capacity(1 << 16, file), length, path)
    }

    /// Reads `length` bytes of an `.npy` file; errors call it `path`.
    ///
    /// Memory is taken as elements come in, and no more than `length`.
    ///
    /// # Errors
    /// [`FormatError`], as [`open`](Self::open).
    pub fn read(reader: impl Read, length: u64, path: &Path) -> Result<Self, FormatError> {
        read_array(reader, length).map_err(|what| FormatError::invalid(path, what))
    }
}

/// The array in `length` bytes of `reader`; the error is what is wrong with it.
pub(super) fn read_array(mut reader: impl Read, length: u64) -> Result<Npy, String> {
    let cut = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::UnexpectedEof => "it ends within its header".to_owned(),
        _ => format!("it is damaged: {error}"),
    };
    let mut start = [0; 8];
    reader.read_exact(&mut start).map_err(cut)?;
    if !start.starts_with(MAGIC) {
        return Err("it is no array of numpy, which starts with `\\x93NUMPY`".to_owned());
    }
    let (size, stated) = match start[6] {
        1 => {
            let mut bytes = [0; 2];
            reader.read_exact(&mut bytes).map_err(cut)?;
            (2, u64::from(u16::from_le_bytes(bytes)))
        }
        2 | 3 => {
            let mut bytes = [0; 4];
            reader.read_exact(&mut bytes).map_err(cut)?;
            (4, u64::from(u32::from_le_bytes(bytes)))
        }
        other => return Err(format!("it is of version {other}: expected 1, 2 or 3")),
    };
    if stated > LONGEST_HEADER {
        return Err(format!(
            "its header has {stated} bytes: expected at most {LONGEST_HEADER}, as numpy does"
        ));
    }
    let mut text = Vec::new();
    (&mut reader).take(stated).read_to_end(&mut text).map_err(cut)?;
    if text.len() as u64 != stated {
        return Err("it ends within its header".to_owned());
    }
    let header = Header::parse(&text)?;
    let bytes = header.bytes()?;
    let before = MAGIC.len() as u64 + 2 + size + stated;
    if length.checked_sub(before) != Some(bytes) {
        let shape = &header.shape;
        return Err(format!(
            "it has {length} bytes, its header says {shape:?}, which are {before} and {bytes}"
        ));
    }
    let mut data = Vec::new();
    let damaged = |error: std::io::Error| format!("it is damaged: {error}");
    (&mut reader).take(bytes).read_to_end(&mut data).map_err(damaged)?;
    if data.len() as u64 != bytes {
        return Err(format!("it has {} bytes of data, its header says {bytes}", data.len()));
    }
    // Reading to the end also has an archive compare its checksum.
    if reader.read(&mut [0]).map_err(damaged)? != 0 {
        return Err(format!("it goes on after the {bytes} bytes that its header says"));
    }
    Ok(Npy { shape: header.shape, data })
}
