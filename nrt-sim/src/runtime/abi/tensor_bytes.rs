//! What tensors hold: read, write, copy, set.

use std::ffi::c_void;

use super::super::library::Library;
use super::super::status::{Outcome, Status};
use super::super::tensor::View;
use super::{call, pointer};

/// Copies bytes of a tensor to the host.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_tensor_read(
    tensor: *const c_void,
    buffer: *mut c_void,
    offset: usize,
    size: usize,
) -> i32 {
    call::status("nrt_tensor_read", |library| {
        library.lifecycle.machine()?;
        // SAFETY: the terms of the module.
        unsafe { read(library, tensor, buffer, offset, size) }
    })
}

/// Copies bytes of the host to a tensor.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_tensor_write(
    tensor: *mut c_void,
    buffer: *const c_void,
    offset: usize,
    size: usize,
) -> i32 {
    call::status("nrt_tensor_write", |library| {
        library.lifecycle.machine()?;
        // SAFETY: the terms of the module.
        unsafe { write(library, tensor, buffer, offset, size) }
    })
}

/// As [`nrt_tensor_read`], without the gate and the accounting of a call.
pub(super) unsafe fn read(
    library: &Library,
    tensor: *const c_void,
    buffer: *mut c_void,
    offset: usize,
    size: usize,
) -> Outcome {
    let view = library.tensors.get(tensor)?.range(offset, size)?;
    // SAFETY: the terms of the module.
    view.read(unsafe { pointer::bytes_mut(buffer, size) }?);
    library.tallies.from_device.add(size as u64);
    Ok(())
}

/// As [`nrt_tensor_write`], without the gate and the accounting of a call.
pub(super) unsafe fn write(
    library: &Library,
    tensor: *const c_void,
    buffer: *const c_void,
    offset: usize,
    size: usize,
) -> Outcome {
    let view = library.tensors.get(tensor)?.range(offset, size)?;
    // SAFETY: the terms of the module.
    let bytes = unsafe { pointer::bytes(buffer, size) }?;
    note_write(library, &view);
    view.write(bytes);
    library.tallies.to_device.add(size as u64);
    Ok(())
}

/// Copies bytes from tensor to tensor. Two tensors of different cores' memory cannot.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_tensor_copy(
    source: *const c_void,
    source_offset: usize,
    destination: *mut c_void,
    destination_offset: usize,
    size: usize,
) -> i32 {
    call::status("nrt_tensor_copy", |library| {
        library.lifecycle.machine()?;
        let source = library.tensors.get(source)?.range(source_offset, size)?;
        let destination = library.tensors.get(destination)?.range(destination_offset, size)?;
        let cores = [&source, &destination].map(|view| view.core().map(|core| core.number));
        if let [Some(from), Some(to)] = cores
            && from != to
        {
            return Err(Status::INVALID.because(format!("from core {from} to core {to}")));
        }
        note_write(library, &destination);
        destination.write(&source.to_vec());
        library.tallies.copied.add(size as u64);
        Ok(())
    })
}

/// Sets bytes of a tensor to the lowest byte of `value`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_tensor_memset(
    tensor: *mut c_void,
    offset: u64,
    value: i32,
    size: usize,
) -> i32 {
    call::status("nrt_tensor_memset", |library| {
        library.lifecycle.machine()?;
        let offset = usize::try_from(offset).unwrap_or(usize::MAX);
        let view = library.tensors.get(tensor)?.range(offset, size)?;
        note_write(library, &view);
        view.fill(value.to_le_bytes()[0]);
        Ok(())
    })
}

/// Counts a write into memory that an execution is using. A device lets it happen, and reads either.
fn note_write(library: &Library, view: &View) {
    let during = view.storage.is_executing();
    library.tallies.writes_during_execution.add(u64::from(during));
}
