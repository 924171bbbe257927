//! Storage of an array's elements.

use bytemuck::Pod;

use super::super::ElementType;
use super::pool;

/// Elements of an array, row-major, stored by their width: movement asks for no more, and arithmetic looks at them
/// as what their type says. Truth values are bytes of 0 or 1.
#[derive(Debug)]
pub(crate) enum Buffer {
    /// One byte each.
    W1(Vec<u8>),
    /// Two bytes each.
    W2(Vec<u16>),
    /// Four bytes each.
    W4(Vec<u32>),
    /// Eight bytes each.
    W8(Vec<u64>),
}

/// Runs a block for a buffer's vector, whatever its width.
macro_rules! for_width {
    ($buffer:expr, $vector:ident => $block:expr) => {
        match $buffer {
            $crate::hlo::evaluate::Buffer::W1($vector) => $block,
            $crate::hlo::evaluate::Buffer::W2($vector) => $block,
            $crate::hlo::evaluate::Buffer::W4($vector) => $block,
            $crate::hlo::evaluate::Buffer::W8($vector) => $block,
        }
    };
}
pub(crate) use for_width;

impl Buffer {
    /// These elements.
    pub(crate) fn of<T: Pod>(elements: Vec<T>) -> Buffer {
        match size_of::<T>() {
            1 => Buffer::W1(bytemuck::cast_vec(elements)),
            2 => Buffer::W2(bytemuck::cast_vec(elements)),
            4 => Buffer::W4(bytemuck::cast_vec(elements)),
            _ => Buffer::W8(bytemuck::cast_vec(elements)),
        }
    }

    /// Elements of this type that are all zero.
    pub(crate) fn zeros(element: ElementType, count: usize) -> Buffer {
        match element.bytes() {
            1 => Buffer::W1(zeros(count)),
            2 => Buffer::W2(zeros(count)),
            4 => Buffer::W4(zeros(count)),
            _ => Buffer::W8(zeros(count)),
        }
    }

    /// These elements, in memory that another value left behind if there is some.
    pub(crate) fn from_elements<T: Pod>(elements: impl ExactSizeIterator<Item = T>) -> Buffer {
        let count = elements.len();
        let mut all = pool::recycled(count).unwrap_or_else(|| Vec::with_capacity(count));
        all.extend(elements);
        Buffer::of(all)
    }

    /// Number of elements that there is room for.
    pub(super) fn capacity(&self) -> usize {
        for_width!(self, elements => elements.capacity())
    }

    /// Number of elements.
    pub(crate) fn len(&self) -> usize {
        for_width!(self, elements => elements.len())
    }

    /// The elements, which are of the width of `T`.
    pub(crate) fn view<T: Pod>(&self) -> &[T] {
        for_width!(self, elements => bytemuck::cast_slice(elements))
    }

    /// The elements, which are of the width of `T`, to be changed.
    pub(crate) fn view_mut<T: Pod>(&mut self) -> &mut [T] {
        for_width!(self, elements => bytemuck::cast_slice_mut(elements))
    }

    /// The elements as bytes.
    pub(crate) fn bytes(&self) -> &[u8] {
        for_width!(self, elements => bytemuck::cast_slice(elements))
    }

    /// Elements of this type from their bytes, of which there are a whole number of elements.
    pub(crate) fn from_bytes(element: ElementType, bytes: &[u8]) -> Buffer {
        if element == ElementType::Pred {
            return Buffer::from_elements(bytes.iter().map(|&byte| u8::from(byte != 0)));
        }
        let mut buffer = Buffer::zeros(element, bytes.len() / element.bytes());
        let whole = buffer.view_mut::<u8>();
        whole.copy_from_slice(&bytes[..whole.len()]);
        buffer
    }

    /// `count` copies of element `index`.
    pub(crate) fn splat(&self, index: usize, count: usize) -> Buffer {
        for_width!(self, elements => {
            let element = elements[index];
            Buffer::from_elements(std::iter::repeat_n(element, count))
        })
    }

    /// Element `index` alone.
    pub(crate) fn element(&self, index: usize) -> Buffer {
        self.splat(index, 1)
    }

    /// Puts element `from` of another buffer of the same width into place `to`.
    pub(crate) fn put(&mut self, to: usize, other: &Buffer, from: usize) {
        match (self, other) {
            (Buffer::W1(own), Buffer::W1(other)) => own[to] = other[from],
            (Buffer::W2(own), Buffer::W2(other)) => own[to] = other[from],
            (Buffer::W4(own), Buffer::W4(other)) => own[to] = other[from],
            (Buffer::W8(own), Buffer::W8(other)) => own[to] = other[from],
            _ => unreachable!("shapes were checked: both buffers are of one width"),
        }
    }
}

impl Clone for Buffer {
    fn clone(&self) -> Buffer {
        for_width!(self, elements => Buffer::from_elements(elements.iter().copied()))
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        match self {
            Buffer::W1(elements) => pool::give(elements),
            Buffer::W2(elements) => pool::give(elements),
            Buffer::W4(elements) => pool::give(elements),
            Buffer::W8(elements) => pool::give(elements),
        }
    }
}

/// A vector of zeros.
pub(super) fn zeros<T: Pod>(count: usize) -> Vec<T> {
    match pool::recycled(count) {
        Some(mut elements) => {
            elements.resize(count, T::zeroed());
            elements
        }
        // The system's own zeros need not be written.
        None => vec![T::zeroed(); count],
    }
}
