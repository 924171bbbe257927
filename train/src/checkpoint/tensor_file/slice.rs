//! A tensor to be written.

use neuron_rt::Buffer;
use neuron_rt::graph::DType;
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

impl<'a> TensorSlice<'a> {
    /// A buffer under a name.
    ///
    /// # Panics
    /// Where the buffer lies on a device.
    #[must_use]
    pub fn of(name: &'a str, buffer: &'a Buffer) -> Self {
        let ty = buffer.ty();
        Self { name, dtype: dtype(ty.dtype), shape: &ty.shape, bytes: buffer.bytes() }
    }
}

/// The file's name for an element type.
pub(crate) const fn dtype(dtype: DType) -> Dtype {
    match dtype {
        DType::F64 => Dtype::F64,
        DType::F32 => Dtype::F32,
        DType::BF16 => Dtype::BF16,
        DType::F16 => Dtype::F16,
        DType::I32 => Dtype::I32,
        DType::U32 => Dtype::U32,
        DType::U8 => Dtype::U8,
        DType::Bool => Dtype::BOOL,
    }
}
