//! A tensor's memory: on the host, or left where a device computes.

mod shelf;

pub(crate) use shelf::Shelf;

use crate::executable::RunError;
use crate::graph::{DType, Literal, TensorType};
use bytemuck::Pod;
use std::any::Any;
use std::borrow::Cow;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Weak};

/// One cache line, and the widest vector register: what every buffer is aligned to.
pub const ALIGNMENT: usize = 64;

const ELSEWHERE: &str = "the buffer lies on a device: `to_host` copies it";

#[derive(Clone, Copy, bytemuck::Pod, bytemuck::Zeroable)]
#[repr(C, align(64))]
struct Line([u8; ALIGNMENT]);

impl Line {
    const ZERO: Self = Self([0; ALIGNMENT]);
}

/// Memory of the host, and where it goes when it is not needed any more.
#[derive(Default)]
struct Lines {
    lines: Vec<Line>,
    shelf: Weak<Shelf>,
}

impl Drop for Lines {
    fn drop(&mut self) {
        if let Some(shelf) = self.shelf.upgrade() {
            shelf.put(std::mem::take(&mut self.lines));
        }
    }
}

impl Clone for Lines {
    fn clone(&self) -> Self {
        Self { lines: self.lines.clone(), shelf: Weak::new() }
    }
}

/// A tensor's bytes, aligned to [`ALIGNMENT`], row-major.
///
/// What an executable keeps from step to step on a device other than the processor stays there: such
/// a buffer has a type, and its bytes are had by [`to_host`](Self::to_host).
#[derive(Clone)]
pub struct Buffer {
    ty: TensorType,
    memory: Memory,
    /// Changes with the content: equal stamps are equal bytes.
    stamp: u64,
}

/// A stamp that no content has had.
fn next_stamp() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

#[derive(Clone)]
enum Memory {
    Host(Lines),
    Device(Arc<dyn OnDevice>),
}

/// A tensor in a device's memory.
pub(crate) trait OnDevice: Any + Send + Sync {
    /// Copies it to the host.
    fn read(&self, bytes: &mut [u8]) -> Result<(), RunError>;
}

impl Buffer {
    /// A buffer of zeros.
    #[must_use]
    pub fn zeros(ty: TensorType) -> Self {
        let lines = vec![Line::ZERO; ty.bytes().div_ceil(ALIGNMENT)];
        Self::of(ty, Memory::Host(Lines { lines, shelf: Weak::new() }))
    }

    /// A buffer of any content, whose memory comes from the shelf and goes back to it.
    pub(crate) fn of_shelf(ty: TensorType, shelf: &Arc<Shelf>) -> Self {
        let lines = shelf.take(ty.bytes().div_ceil(ALIGNMENT));
        Self::of(ty, Memory::Host(Lines { lines, shelf: Arc::downgrade(shelf) }))
    }

    fn of(ty: TensorType, memory: Memory) -> Self {
        Self { ty, memory, stamp: next_stamp() }
    }

    /// Equal only of buffers of the same content.
    pub(crate) fn stamp(&self) -> u64 {
        self.stamp
    }

    /// A tensor that lies on a device.
    pub(crate) fn on_device(ty: TensorType, tensor: Arc<dyn OnDevice>) -> Self {
        Self::of(ty, Memory::Device(tensor))
    }

    /// The device's tensor, where it is of this kind.
    pub(crate) fn device_tensor<T: OnDevice>(&self) -> Option<Arc<T>> {
        let Memory::Device(tensor) = &self.memory else { return None };
        let any: Arc<dyn Any + Send + Sync> = tensor.clone();
        any.downcast().ok()
    }

    /// True where the bytes lie on a device and not here.
    #[must_use]
    pub fn is_on_device(&self) -> bool {
        matches!(self.memory, Memory::Device(_))
    }

    /// The same tensor on the host: itself, or a copy of what lies on a device.
    ///
    /// # Errors
    /// Where the device fails.
    pub fn to_host(&self) -> Result<Cow<'_, Self>, RunError> {
        let Memory::Device(tensor) = &self.memory else { return Ok(Cow::Borrowed(self)) };
        let mut copy = Self::zeros(self.ty.clone());
        tensor.read(copy.bytes_mut())?;
        Ok(Cow::Owned(copy))
    }

    fn lines(&self) -> &[Line] {
        match &self.memory {
            Memory::Host(host) => &host.lines,
            Memory::Device(_) => panic!("{ELSEWHERE}"),
        }
    }

    fn lines_mut(&mut self) -> &mut [Line] {
        self.stamp = next_stamp();
        match &mut self.memory {
            Memory::Host(host) => &mut host.lines,
            Memory::Device(_) => panic!("{ELSEWHERE}"),
        }
    }

    /// A copy of a literal.
    #[must_use]
    pub fn from_literal(literal: &Literal) -> Self {
        let mut buffer = Self::zeros(literal.ty().clone());
        buffer.bytes_mut().copy_from_slice(literal.bytes());
        buffer
    }

    /// A copy of values.
    ///
    /// # Panics
    /// If the number or the size of the elements is not that of the type.
    #[must_use]
    pub fn from_slice<T: Pod>(ty: TensorType, values: &[T]) -> Self {
        let mut buffer = Self::zeros(ty);
        buffer.bytes_mut().copy_from_slice(bytemuck::cast_slice(values));
        buffer
    }

    /// Type and shape.
    #[must_use]
    pub fn ty(&self) -> &TensorType {
        &self.ty
    }

    /// The bytes.
    ///
    /// # Panics
    /// Where the buffer [is on a device](Self::is_on_device), here and in whatever reads elements.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &bytemuck::cast_slice(self.lines())[..self.ty.bytes()]
    }

    /// The bytes, to be written.
    pub fn bytes_mut(&mut self) -> &mut [u8] {
        let length = self.ty.bytes();
        &mut bytemuck::cast_slice_mut(self.lines_mut())[..length]
    }

    /// The elements, as a type of their size.
    ///
    /// # Panics
    /// If the size of `T` is not that of the element type.
    #[must_use]
    pub fn as_slice<T: Pod>(&self) -> &[T] {
        assert_eq!(size_of::<T>(), self.ty.dtype.size(), "elements are {}", self.ty.dtype);
        bytemuck::cast_slice(self.bytes())
    }

    /// The elements, to be written, as a type of their size.
    ///
    /// # Panics
    /// If the size of `T` is not that of the element type.
    pub fn as_mut_slice<T: Pod>(&mut self) -> &mut [T] {
        assert_eq!(size_of::<T>(), self.ty.dtype.size(), "elements are {}", self.ty.dtype);
        bytemuck::cast_slice_mut(self.bytes_mut())
    }

    /// A copy as a literal.
    #[must_use]
    pub fn to_literal(&self) -> Literal {
        Literal::from_bytes(self.ty.clone(), self.bytes().to_vec())
            .unwrap_or_else(|_| Literal::scalar(DType::F32, f64::NAN))
    }

    /// The only element of a scalar, or the first of many, as f64; NaN where there is none.
    #[must_use]
    pub fn scalar(&self) -> f64 {
        let size = self.ty.dtype.size();
        let one = TensorType::new(self.ty.dtype, crate::graph::Shape::scalar());
        self.bytes()
            .get(..size)
            .and_then(|bytes| Literal::from_bytes(one, bytes.to_vec()).ok())
            .and_then(|literal| literal.splat())
            .unwrap_or(f64::NAN)
    }

    /// Where its memory begins.
    pub(crate) fn as_mut_ptr(&mut self) -> *mut u8 {
        self.lines_mut().as_mut_ptr().cast()
    }

    /// Where its memory begins, to be read.
    pub(crate) fn as_ptr(&self) -> *const u8 {
        self.lines().as_ptr().cast()
    }
}

impl fmt::Debug for Buffer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Buffer({})", self.ty)
    }
}
