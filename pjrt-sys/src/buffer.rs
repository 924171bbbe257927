//! Arrays on a device.

use std::ptr::NonNull;
use std::sync::Arc;

use crate::abi::{
    self, BufferDestroy, BufferDimensions, BufferElementType, BufferToHost, MemoryLayout, Request,
};
use crate::client::Connection;
use crate::event::Event;
use crate::{ElementType, PjrtError};

/// An array on a device, freed when it is dropped. It does not change once it is there; a program
/// writes into its memory only if it is given away, as [`Argument::Donated`](crate::Argument).
#[derive(Debug)]
pub struct DeviceBuffer {
    connection: Arc<Connection>,
    raw: NonNull<abi::Buffer>,
}

// SAFETY: PJRT's buffers may be used by several threads at once, and are bound to none.
unsafe impl Send for DeviceBuffer {}
// SAFETY: as above.
unsafe impl Sync for DeviceBuffer {}

impl DeviceBuffer {
    /// Takes over a buffer.
    ///
    /// # Safety
    ///
    /// `raw` belongs to the client of `connection`, and nothing else destroys it.
    pub(crate) unsafe fn new(
        connection: Arc<Connection>,
        raw: NonNull<abi::Buffer>,
    ) -> DeviceBuffer {
        DeviceBuffer { connection, raw }
    }

    /// The plugin's buffer, valid while `self` is there.
    pub(crate) fn raw(&self) -> *mut abi::Buffer {
        self.raw.as_ptr()
    }

    /// Whether it belongs to the client of `connection`.
    pub(crate) fn is_of(&self, connection: &Arc<Connection>) -> bool {
        Arc::ptr_eq(&self.connection, connection)
    }

    /// The type of its elements.
    ///
    /// # Errors
    ///
    /// [`PjrtError::ElementType`] for a type that [`ElementType`] does not list.
    pub fn element_type(&self) -> Result<ElementType, PjrtError> {
        let mut request = BufferElementType { buffer: self.raw(), ..Default::default() };
        // SAFETY: the buffer is valid.
        unsafe { self.connection.table.call(&mut request) }?;
        ElementType::from_raw(request.element_type)
    }

    /// Its dimensions, none for a scalar.
    ///
    /// # Errors
    ///
    /// The plugin's own.
    pub fn dims(&self) -> Result<Vec<usize>, PjrtError> {
        let mut request = BufferDimensions { buffer: self.raw(), ..Default::default() };
        // SAFETY: the buffer is valid.
        unsafe { self.connection.table.call(&mut request) }?;
        if request.dims.is_null() || request.num_dims == 0 {
            return Ok(Vec::new());
        }
        // SAFETY: the list is the buffer's, and lives as long.
        let dims = unsafe { std::slice::from_raw_parts(request.dims, request.num_dims) };
        let dims = dims.iter().map(|&dim| usize::try_from(dim));
        let dims: Result<_, _> = dims.collect();
        dims.map_err(|_| PjrtError::Nothing { function: BufferDimensions::FUNCTION.name })
    }

    /// The bytes that [`DeviceBuffer::download`] writes.
    ///
    /// # Errors
    ///
    /// As [`DeviceBuffer::element_type`] and [`DeviceBuffer::dims`].
    pub fn byte_len(&self) -> Result<usize, PjrtError> {
        self.element_type()?.bytes_of(&self.dims()?)
    }

    /// Copies the array to `bytes`: its elements in the machine's byte order, dense, the last axis
    /// fastest, in whatever order the device keeps them. Waits until they are there.
    ///
    /// # Errors
    ///
    /// [`PjrtError::Size`] where `bytes` are not as many as the array has, and the plugin's own: a
    /// program that failed after it was started says so here at the latest.
    pub fn download(&self, bytes: &mut [u8]) -> Result<(), PjrtError> {
        let (element_type, dims) = (self.element_type()?, self.dims()?);
        let expected = element_type.bytes_of(&dims)?;
        if bytes.len() != expected {
            return Err(PjrtError::Size { element_type, dims, expected, found: bytes.len() });
        }
        let minor_to_major: Vec<i64> = (0..dims.len().cast_signed() as i64).rev().collect();
        let layout = MemoryLayout::untiled(&minor_to_major);
        let table = self.connection.table;
        let mut request = BufferToHost {
            buffer: self.raw(),
            host_layout: &raw const layout,
            data: bytes.as_mut_ptr().cast(),
            data_size: bytes.len(),
            ..Default::default()
        };
        // SAFETY: the buffer is valid, the layout outlives the call, and `bytes` are as many as a dense
        // array has, and borrowed until the copy is done.
        unsafe { table.call(&mut request) }?;
        // SAFETY: the event was made by the call, for the caller to destroy.
        let done = unsafe { Event::new(table, request.event) };
        done.wait(BufferToHost::FUNCTION.name)
    }
}

impl Drop for DeviceBuffer {
    fn drop(&mut self) {
        let mut request = BufferDestroy { buffer: self.raw(), ..Default::default() };
        // SAFETY: the buffer is this object's own, and programs that still read it hold its memory.
        // There is nobody to tell of a failure.
        let _ = unsafe { self.connection.table.ask(&mut request) };
    }
}
