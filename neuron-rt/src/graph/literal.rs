use super::rounding::round_to_odd;
use super::{DType, GraphError, Shape, TensorType};
use half::{bf16, f16};
use std::sync::Arc;

/// A tensor in host memory: little-endian, row-major, contiguous.
#[derive(Clone, Debug, PartialEq)]
pub struct Literal {
    ty: TensorType,
    bytes: Arc<[u8]>,
}

impl Literal {
    /// A literal over the given bytes.
    ///
    /// # Errors
    /// [`GraphError::Literal`] where the number of bytes is not that of the type.
    pub fn from_bytes(ty: TensorType, bytes: impl Into<Arc<[u8]>>) -> Result<Self, GraphError> {
        let bytes = bytes.into();
        if ty.bytes() == bytes.len() {
            Ok(Self { ty, bytes })
        } else {
            Err(GraphError::Literal { expected: ty.bytes(), found: bytes.len(), ty })
        }
    }

    /// A literal whose every element is `value`, rounded to `dtype`.
    pub fn full(dtype: DType, shape: impl Into<Shape>, value: f64) -> Self {
        let ty = TensorType::new(dtype, shape);
        let one = encode(dtype, value);
        let bytes = one.repeat(ty.shape.elements());
        Self { ty, bytes: bytes.into() }
    }

    /// A literal of the given values, each rounded to `dtype`.
    ///
    /// # Errors
    /// [`GraphError::Literal`] where the number of values is not that of the shape.
    pub fn from_f64(
        dtype: DType,
        shape: impl Into<Shape>,
        values: &[f64],
    ) -> Result<Self, GraphError> {
        let bytes: Vec<u8> = values.iter().flat_map(|&v| encode(dtype, v)).collect();
        Self::from_bytes(TensorType::new(dtype, shape), bytes)
    }

    /// An f32 literal.
    ///
    /// # Errors
    /// [`GraphError::Literal`] where the number of values is not that of the shape.
    pub fn from_f32(shape: impl Into<Shape>, values: &[f32]) -> Result<Self, GraphError> {
        Self::from_bytes(TensorType::new(DType::F32, shape), bytemuck::cast_slice(values).to_vec())
    }

    /// An i32 literal.
    ///
    /// # Errors
    /// [`GraphError::Literal`] where the number of values is not that of the shape.
    pub fn from_i32(shape: impl Into<Shape>, values: &[i32]) -> Result<Self, GraphError> {
        Self::from_bytes(TensorType::new(DType::I32, shape), bytemuck::cast_slice(values).to_vec())
    }

    /// A u32 literal.
    ///
    /// # Errors
    /// [`GraphError::Literal`] where the number of values is not that of the shape.
    pub fn from_u32(shape: impl Into<Shape>, values: &[u32]) -> Result<Self, GraphError> {
        Self::from_bytes(TensorType::new(DType::U32, shape), bytemuck::cast_slice(values).to_vec())
    }

    /// A scalar of the given type.
    #[must_use]
    pub fn scalar(dtype: DType, value: f64) -> Self {
        Self::full(dtype, Shape::scalar(), value)
    }

    /// Type and shape.
    #[must_use]
    pub fn ty(&self) -> &TensorType {
        &self.ty
    }

    /// The raw bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The same bytes under another shape of as many elements.
    ///
    /// # Errors
    /// [`GraphError::Literal`] where the number of elements differs.
    pub fn reshaped(&self, shape: impl Into<Shape>) -> Result<Self, GraphError> {
        Self::from_bytes(TensorType::new(self.ty.dtype, shape), self.bytes.clone())
    }

    /// Every element as f64, which holds all types' values exactly.
    #[must_use]
    pub fn to_f64(&self) -> Vec<f64> {
        let size = self.ty.dtype.size();
        self.bytes.chunks_exact(size).map(|b| decode(self.ty.dtype, b)).collect()
    }

    /// Every element as f32 (rounded from f64; integers above 2^24 lose digits).
    #[must_use]
    pub fn to_f32(&self) -> Vec<f32> {
        if self.ty.dtype == DType::F32 {
            self.bytes
                .chunks_exact(4)
                .map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]))
                .collect()
        } else {
            self.to_f64().into_iter().map(|v| v as f32).collect()
        }
    }

    /// Every element as i32 (floats are truncated).
    #[must_use]
    pub fn to_i32(&self) -> Vec<i32> {
        self.to_f64().into_iter().map(|v| v as i32).collect()
    }

    /// The value that all elements share, where they do.
    #[must_use]
    pub fn splat(&self) -> Option<f64> {
        let size = self.ty.dtype.size();
        let first = self.bytes.get(..size)?;
        self.bytes.chunks_exact(size).all(|b| b == first).then(|| decode(self.ty.dtype, first))
    }
}

/// The bytes of `value` as `dtype`, rounded to nearest.
fn encode(dtype: DType, value: f64) -> Vec<u8> {
    match dtype {
        DType::F64 => value.to_le_bytes().to_vec(),
        DType::F32 => (value as f32).to_le_bytes().to_vec(),
        DType::BF16 => bf16::from_f32(round_to_odd(value)).to_le_bytes().to_vec(),
        DType::F16 => f16::from_f32(round_to_odd(value)).to_le_bytes().to_vec(),
        DType::I32 => (value as i32).to_le_bytes().to_vec(),
        DType::U32 => (value as u32).to_le_bytes().to_vec(),
        DType::U8 => vec![value as u8],
        DType::Bool => vec![u8::from(value != 0.0)],
    }
}

/// The value of one element.
fn decode(dtype: DType, b: &[u8]) -> f64 {
    match dtype {
        DType::F64 => f64::from_le_bytes([b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7]]),
        DType::F32 => f64::from(f32::from_le_bytes([b[0], b[1], b[2], b[3]])),
        DType::BF16 => bf16::from_le_bytes([b[0], b[1]]).to_f64(),
        DType::F16 => f16::from_le_bytes([b[0], b[1]]).to_f64(),
        DType::I32 => f64::from(i32::from_le_bytes([b[0], b[1], b[2], b[3]])),
        DType::U32 => f64::from(u32::from_le_bytes([b[0], b[1], b[2], b[3]])),
        DType::U8 | DType::Bool => f64::from(b[0]),
    }
}
