//! Writing, straight from the tensors' own memory.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::{Layout, TensorFileError, TensorSlice};
use crate::file_system::FileError;

/// Bytes handed on at once: small enough to be hashed and written while still in the cache.
const CHUNK: usize = 1 << 20;

/// Writes a safetensors file into `out`; `name` is what errors call it.
///
/// The same tensors and metadata give the same bytes, in whatever order they are handed over.
///
/// # Errors
/// [`TensorFileError::Unwritable`] for tensors that contradict themselves (nothing is written
/// then), [`TensorFileError::File`] where `out` fails.
///
/// ```
/// use neuron_train::checkpoint::{read_safetensors, write_safetensors, TensorSlice};
/// use safetensors::Dtype;
/// let bias = TensorSlice { name: "bias", dtype: Dtype::U8, shape: &[3], bytes: &[1, 2, 3] };
/// let mut file = Vec::new();
/// write_safetensors(&mut file, "memory", &[bias], &Default::default())?;
/// let read = read_safetensors(&mut file.as_slice(), file.len() as u64, "memory".as_ref())?;
/// assert_eq!(read.get("bias").expect("just written").bytes, [1, 2, 3]);
/// # Ok::<(), neuron_train::checkpoint::TensorFileError>(())
/// ```
pub fn write_safetensors(
    out: &mut dyn Write,
    name: &str,
    tensors: &[TensorSlice<'_>],
    metadata: &BTreeMap<String, String>,
) -> Result<(), TensorFileError> {
    let layout = Layout::new(tensors, metadata)?;
    write_layout(out, &layout).map_err(|cause| FileError::new("write", name, cause).into())
}

/// Writes what [`Layout::new`] has checked.
pub(in crate::checkpoint) fn write_layout(
    out: &mut dyn Write,
    layout: &Layout<'_>,
) -> io::Result<()> {
    out.write_all(&(layout.header.len() as u64).to_le_bytes())?;
    out.write_all(&layout.header)?;
    for tensor in &layout.tensors {
        for chunk in tensor.bytes.chunks(CHUNK) {
            out.write_all(chunk)?;
        }
    }
    out.flush()
}
