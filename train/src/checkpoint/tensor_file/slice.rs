//! A tensor to be written.

use safetensors::Dtype;

/// A named tensor whose bytes stay where they are: nothing is copied on the way to the file.
#[derive(Clone, Copy, Debug)]
pub struct TensorSlice<'a> {
    /// Name, unique in its file.
    pub name: &'a str,
    /// Element type.
    pub dtype: Dtype,
    /// Shape; empty for a scalar.
    pub shape: &'a [usize],
    /// Elements in row-major order, little-endian.
    pub bytes: &'a [u8],
}
