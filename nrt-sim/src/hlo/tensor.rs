//! A tensor as it lies in device memory.

use super::ElementType;

/// A dense tensor: row-major, little-endian, without padding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tensor {
    /// Type of the elements.
    pub element: ElementType,
    /// Extent of each dimension, outermost first; none for a scalar.
    pub dims: Vec<usize>,
    /// The elements, `element.bytes()` each.
    pub bytes: Vec<u8>,
}

impl Tensor {
    /// A tensor of these bytes.
    #[must_use]
    pub fn new(element: ElementType, dims: &[usize], bytes: Vec<u8>) -> Tensor {
        Tensor { element, dims: dims.to_vec(), bytes }
    }

    /// A tensor of 32-bit floats.
    #[must_use]
    pub fn from_f32(dims: &[usize], values: &[f32]) -> Tensor {
        let bytes = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        Tensor::new(ElementType::F32, dims, bytes)
    }

    /// A tensor of signed 32-bit integers.
    #[must_use]
    pub fn from_s32(dims: &[usize], values: &[i32]) -> Tensor {
        let bytes = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        Tensor::new(ElementType::S32, dims, bytes)
    }

    /// The elements as numbers of 64 bits, whatever their type.
    ///
    /// Integers beyond 2^53 are rounded. A trailing part of an element is left out.
    #[must_use]
    pub fn to_f64(&self) -> Vec<f64> {
        let each = self.bytes.chunks_exact(self.element.bytes());
        each.map(|bytes| number(self.element, bytes)).collect()
    }
}

/// The number that these bytes stand for.
#[expect(clippy::cast_precision_loss, reason = "the documentation of `to_f64` says so")]
fn number(element: ElementType, bytes: &[u8]) -> f64 {
    let mut wide = [0; 8];
    wide[..bytes.len()].copy_from_slice(bytes);
    let [a, b, c, d, ..] = wide;
    match element {
        ElementType::Pred | ElementType::U8 => f64::from(a),
        ElementType::S8 => f64::from(i8::from_le_bytes([a])),
        ElementType::S16 => f64::from(i16::from_le_bytes([a, b])),
        ElementType::U16 => f64::from(u16::from_le_bytes([a, b])),
        ElementType::S32 => f64::from(i32::from_le_bytes([a, b, c, d])),
        ElementType::U32 => f64::from(u32::from_le_bytes([a, b, c, d])),
        ElementType::S64 => i64::from_le_bytes(wide) as f64,
        ElementType::U64 => u64::from_le_bytes(wide) as f64,
        ElementType::F16 => half::f16::from_le_bytes([a, b]).to_f64(),
        ElementType::Bf16 => half::bf16::from_le_bytes([a, b]).to_f64(),
        ElementType::F32 => f64::from(f32::from_le_bytes([a, b, c, d])),
        ElementType::F64 => f64::from_le_bytes(wide),
    }
}
