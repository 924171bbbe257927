//! Devices that meet outside of an execution.

use std::ffi::c_void;

use super::super::library::Library;
use super::super::load;
use super::super::status::{Outcome, Status};
use super::{call, pointer};
use crate::hlo::{ElementType, Tensor};

/// The number of no file: what is not the meeting of a model.
const GLOBAL: [u8; 16] = [0; 16];

/// Waits until all devices have called.
#[unsafe(no_mangle)]
pub extern "C" fn nrt_build_global_comm(vnc: i32, rank: u32, devices: u32) -> i32 {
    call::status("nrt_build_global_comm", |library| {
        meet(library, vnc, rank, devices, Vec::new()).map(drop)
    })
}

/// Waits until all devices have called.
#[unsafe(no_mangle)]
pub extern "C" fn nrt_barrier(vnc: i32, rank: u32, devices: u32) -> i32 {
    call::status("nrt_barrier", |library| meet(library, vnc, rank, devices, Vec::new()).map(drop))
}

/// Gives `size` bytes to all devices, and gets those of all, in their order.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_all_gather(
    vnc: i32,
    rank: u32,
    devices: u32,
    size: u32,
    input: *mut c_void,
    output: *mut c_void,
) -> i32 {
    call::status("nrt_all_gather", |library| {
        pointer::can_give(output)?;
        // SAFETY: the terms of the module.
        let bytes = unsafe { pointer::bytes(input, size as usize) }?.to_vec();
        let all = meet(library, vnc, rank, devices, bytes)?.concat();
        // SAFETY: the terms of the module; the output has room for the bytes of all.
        unsafe { pointer::bytes_mut(output, all.len()) }?.copy_from_slice(&all);
        Ok(())
    })
}

/// Meets all devices, and gives what each brought.
fn meet(
    library: &Library,
    vnc: i32,
    rank: u32,
    devices: u32,
    bytes: Vec<u8>,
) -> Outcome<Vec<Vec<u8>>> {
    let machine = library.lifecycle.machine()?;
    machine.core(vnc)?;
    let root = load::root(library)?;
    if rank >= devices {
        return Err(Status::INVALID.because(format!("device {rank} of {devices}, from 0")));
    }
    let key = (GLOBAL, devices as usize);
    let timeout = load::timeout(library)?;
    let tensor = Tensor::new(ElementType::U8, &[bytes.len()], bytes);
    let elsewhere = load::elsewhere(&machine, devices, &root);
    let joined = library.communicators.join(key, rank as usize, true, timeout, elsewhere);
    let met = joined.and_then(|member| {
        let all = member.meet("the devices", tensor)?;
        // Nobody leaves before all have taken what was brought.
        member.meet("the end", Tensor::new(ElementType::U8, &[0], Vec::new()))?;
        Ok(all)
    });
    match met {
        Ok(all) => Ok(all.into_iter().map(|tensor| tensor.bytes).collect()),
        Err(missed) => {
            let status =
                if missed.timeout { Status::TIMEOUT } else { Status::EXEC_HW_ERR_COLLECTIVES };
            Err(status.because(format!("device {rank} of {devices}: {}", missed.detail)))
        }
    }
}
