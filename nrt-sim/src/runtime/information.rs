//! What a model takes and gives, as `nrt_get_model_tensor_info` hands it out.

use std::ffi::c_void;

use super::layout::{TensorInfo, field};
use crate::hlo::{ElementType, Port};

/// Words of a [`TensorInfo`]: 296 bytes.
const WORDS: usize = size_of::<TensorInfo>() / 8;

/// An array of [`TensorInfo`] behind its length, and the shapes that it points to.
#[derive(Debug)]
pub(crate) struct Information {
    block: Box<[u64]>,
    _shapes: Vec<Box<[u32]>>,
}

// SAFETY: the pointers inside the block lead to `_shapes`, which is never changed.
unsafe impl Send for Information {}

impl Information {
    /// The inputs, then the outputs. Those without elements are left out, as the compiler leaves them out.
    pub(crate) fn new(inputs: &[Port], outputs: &[Port]) -> Information {
        let with_usage = |ports, usage| std::iter::zip(ports, std::iter::repeat(usage));
        let ports = with_usage(inputs, 0).chain(with_usage(outputs, 1));
        let ports: Vec<(&Port, u32)> = ports.filter(|(port, _)| port.bytes > 0).collect();
        let mut block = vec![0_u64; 1 + ports.len() * WORDS].into_boxed_slice();
        block[0] = ports.len() as u64;
        let mut shapes = Vec::new();
        for (at, (port, usage)) in block[1..].chunks_exact_mut(WORDS).zip(ports) {
            let extent = |&extent: &usize| u32::try_from(extent).unwrap_or(u32::MAX);
            let shape: Box<[u32]> = port.dims.iter().map(extent).collect();
            let info = TensorInfo {
                name: field(&port.name),
                usage,
                size: port.bytes,
                dtype: dtype(port.element),
                shape: if shape.is_empty() { std::ptr::null() } else { shape.as_ptr() },
                ndim: u32::try_from(shape.len()).unwrap_or(u32::MAX),
            };
            // SAFETY: the place has the size of a `TensorInfo`, and words are aligned as it asks for.
            unsafe { at.as_mut_ptr().cast::<TensorInfo>().write(info) };
            shapes.push(shape);
        }
        Information { block, _shapes: shapes }
    }

    /// The array's address.
    pub(crate) fn address(&self) -> *mut c_void {
        self.block.as_ptr().cast_mut().cast()
    }
}

/// The number that libnrt gives the type of elements. Truth values are bytes; 64-bit floats have none.
fn dtype(element: ElementType) -> u32 {
    match element {
        ElementType::U64 => 1,
        ElementType::S8 => 2,
        ElementType::Pred | ElementType::U8 => 3,
        ElementType::S16 => 4,
        ElementType::U16 => 5,
        ElementType::Bf16 => 6,
        ElementType::F16 => 7,
        ElementType::S32 => 8,
        ElementType::U32 => 9,
        ElementType::F32 => 0xa,
        ElementType::S64 => 0xc,
        ElementType::F64 => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn port(name: &str, element: ElementType, dims: &[usize]) -> Port {
        let bytes = dims.iter().product::<usize>() * element.bytes();
        Port { name: name.into(), element, dims: dims.to_vec(), bytes }
    }

    #[test]
    fn the_array_has_the_documented_stride() {
        let inputs = [
            port("x", ElementType::F32, &[2, 3]),
            port("none", ElementType::F32, &[0]),
            port("mask", ElementType::Pred, &[5]),
        ];
        let information = Information::new(&inputs, &[port("loss", ElementType::Bf16, &[])]);
        let words = |at: usize| information.block[at / 8];
        assert_eq!(information.block.len() * 8, 8 + 3 * 296);
        assert_eq!(words(0), 3);
        for (index, letter, usage, size, dtype, ndim) in
            [(0, b'x', 0, 24, 10, 2), (1, b'm', 0, 5, 3, 1), (2, b'l', 1, 2, 6, 0)]
        {
            let base = 8 + index * 296;
            assert_eq!(words(base).to_le_bytes()[0], letter);
            assert_eq!(words(base + 256) as u32, usage);
            assert_eq!(words(base + 264), size);
            assert_eq!(words(base + 272) as u32, dtype);
            assert_eq!(words(base + 280) == 0, ndim == 0);
            assert_eq!(words(base + 288) as u32, ndim);
        }
    }
}
