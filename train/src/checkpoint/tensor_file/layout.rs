//! Where each tensor goes in a file.

use std::collections::{BTreeMap, BTreeSet};

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{MAX_HEADER_BYTES, METADATA, TensorFileError, TensorSlice, byte_len};

/// A checked header with the tensors in the order of their bytes.
///
/// The order is the reference implementation's: wider element types first, so that every tensor
/// lies aligned, then by name.
#[derive(Debug)]
pub(in crate::checkpoint) struct Layout<'a> {
    pub(super) tensors: Vec<TensorSlice<'a>>,
    /// JSON, padded with spaces to a multiple of eight bytes.
    pub(super) header: Vec<u8>,
}

impl<'a> Layout<'a> {
    /// # Errors
    /// [`TensorFileError::Unwritable`] for a name that is used twice or reserved, and for bytes
    /// that do not fit the shape.
    pub(in crate::checkpoint) fn new(
        tensors: &[TensorSlice<'a>],
        metadata: &BTreeMap<String, String>,
    ) -> Result<Self, TensorFileError> {
        let mut names = BTreeSet::new();
        for tensor in tensors {
            check(tensor, &mut names)?;
        }
        let mut tensors = tensors.to_vec();
        tensors.sort_by(|a, b| b.dtype.cmp(&a.dtype).then_with(|| a.name.cmp(b.name)));
        let unwritable =
            |problem: String| TensorFileError::Unwritable { tensor: METADATA.to_owned(), problem };
        let mut header = serde_json::to_vec(&Header { tensors: &tensors, metadata })
            .map_err(|error| unwritable(error.to_string()))?;
        header.resize(header.len().next_multiple_of(8), b' ');
        if header.len() as u64 > MAX_HEADER_BYTES {
            let problem = format!(
                "the header has {} bytes, the format allows {MAX_HEADER_BYTES}",
                header.len()
            );
            return Err(unwritable(problem));
        }
        Ok(Self { tensors, header })
    }
}

fn check<'a>(
    tensor: &TensorSlice<'a>,
    names: &mut BTreeSet<&'a str>,
) -> Result<(), TensorFileError> {
    let problem = if tensor.name == METADATA {
        "the format reserves that name".to_owned()
    } else if !names.insert(tensor.name) {
        "two tensors of the file have that name".to_owned()
    } else {
        match byte_len(tensor.dtype, tensor.shape) {
            Some(bytes) if bytes == tensor.bytes.len() as u64 => return Ok(()),
            Some(bytes) => format!(
                "{} {:?} takes {bytes} bytes, it has {}",
                tensor.dtype,
                tensor.shape,
                tensor.bytes.len()
            ),
            None => {
                format!("{} {:?} is no whole number of bytes", tensor.dtype, tensor.shape)
            }
        }
    };
    Err(TensorFileError::Unwritable { tensor: tensor.name.to_owned(), problem })
}

/// Serialises in the order of the bytes, metadata first, always the same text.
struct Header<'a, 'b> {
    tensors: &'b [TensorSlice<'a>],
    metadata: &'b BTreeMap<String, String>,
}

#[derive(serde::Serialize)]
struct Entry<'a> {
    dtype: safetensors::Dtype,
    shape: &'a [usize],
    data_offsets: (usize, usize),
}

impl Serialize for Header<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if !self.metadata.is_empty() {
            map.serialize_entry(METADATA, self.metadata)?;
        }
        let mut start = 0;
        for tensor in self.tensors {
            let end = start + tensor.bytes.len();
            let entry =
                Entry { dtype: tensor.dtype, shape: tensor.shape, data_offsets: (start, end) };
            map.serialize_entry(tensor.name, &entry)?;
            start = end;
        }
        map.end()
    }
}
