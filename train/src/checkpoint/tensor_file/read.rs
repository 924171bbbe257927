//! Reading a file that may be cut short, damaged or made to harm.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::Path;

use super::header::Header;
use super::{MAX_HEADER_BYTES, StoredTensor, TensorFile, TensorFileError};
use crate::file_system::FileError;

/// Reads a safetensors file of `len` bytes; `file` is what errors call it.
///
/// No length that the file states is believed before it has been held against `len`: memory is
/// reserved for at most `len` bytes of tensors and a small multiple of the header.
///
/// # Errors
/// [`TensorFileError::Malformed`] for a file that breaks the format,
/// [`TensorFileError::OutOfMemory`], and [`TensorFileError::File`] where the reader fails.
///
/// ```
/// use neuron_train::checkpoint::read_safetensors;
/// // A header that claims to be longer than the file.
/// let bytes = [255, 0, 0, 0, 0, 0, 0, 0, b'{', b'}'];
/// let error = read_safetensors(&mut bytes.as_slice(), 10, "model.safetensors".as_ref());
/// assert!(error.unwrap_err().to_string().contains("header of 255 bytes, the file has 10"));
/// ```
pub fn read_safetensors(
    reader: &mut dyn Read,
    len: u64,
    file: &Path,
) -> Result<TensorFile, TensorFileError> {
    let malformed = |problem| TensorFileError::Malformed { file: file.to_path_buf(), problem };
    let io_error = |cause| TensorFileError::File(FileError::new("read", file, cause));
    let data_and_header = len.checked_sub(8).ok_or_else(|| {
        malformed(format!("it has {len} bytes, the shortest header takes 8; was it cut short?"))
    })?;
    let mut length = [0; 8];
    reader.read_exact(&mut length).map_err(io_error)?;
    let header_len = u64::from_le_bytes(length);
    if header_len > data_and_header || header_len > MAX_HEADER_BYTES {
        return Err(malformed(format!(
            "it announces a header of {header_len} bytes, the file has {len} and the format \
             allows {MAX_HEADER_BYTES}"
        )));
    }
    let out_of_memory = |tensor: &str, bytes| TensorFileError::OutOfMemory {
        file: file.to_path_buf(),
        tensor: tensor.to_owned(),
        bytes,
    };
    let header = read_exactly(reader, header_len)
        .map_err(io_error)?
        .ok_or_else(|| out_of_memory("header", header_len))?;
    let header = Header::parse(&header, data_and_header - header_len).map_err(malformed)?;
    let mut tensors = BTreeMap::new();
    for (name, place) in header.tensors {
        let bytes = read_exactly(reader, place.bytes())
            .map_err(io_error)?
            .ok_or_else(|| out_of_memory(&name, place.bytes()))?;
        tensors.insert(name, StoredTensor { dtype: place.dtype, shape: place.shape, bytes });
    }
    if io::copy(&mut reader.take(1), &mut io::sink()).map_err(io_error)? != 0 {
        return Err(malformed(format!("it grew beyond its {len} bytes while it was read")));
    }
    Ok(TensorFile::new(file, header.metadata, tensors))
}

/// Reads `len` bytes; `None` where there is no memory for them.
fn read_exactly(reader: &mut dyn Read, len: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    let Ok(capacity) = usize::try_from(len) else { return Ok(None) };
    if bytes.try_reserve_exact(capacity).is_err() {
        return Ok(None);
    }
    if reader.take(len).read_to_end(&mut bytes)? != capacity {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(bytes))
}
