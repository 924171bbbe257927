//! Cores, memory, the instance.

use super::super::layout::{InstanceInfo, MemoryStats, field};
use super::super::machine;
use super::super::status::Status;
use super::super::visible_cores;
use super::{call, pointer};
use crate::hlo::Target;

/// Cores of the machine. Can be called at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_get_total_vnc_count(count: *mut u32) -> i32 {
    // SAFETY: the terms of the module.
    call::status("nrt_get_total_vnc_count", |library| unsafe {
        pointer::give(count, machine::total(&library.settings)?)
    })
}

/// The older name of [`nrt_get_total_vnc_count`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_get_total_nc_count(count: *mut u32) -> i32 {
    // SAFETY: the terms of the module.
    call::status("nrt_get_total_nc_count", |library| unsafe {
        pointer::give(count, machine::total(&library.settings)?)
    })
}

/// Cores that the process sees. Can be called at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_get_visible_vnc_count(count: *mut u32) -> i32 {
    // SAFETY: the terms of the module.
    call::status("nrt_get_visible_vnc_count", |library| unsafe {
        pointer::give(count, visible(library)?)
    })
}

/// The older name of [`nrt_get_visible_vnc_count`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_get_visible_nc_count(count: *mut u32) -> i32 {
    // SAFETY: the terms of the module.
    call::status("nrt_get_visible_nc_count", |library| unsafe {
        pointer::give(count, visible(library)?)
    })
}

fn visible(library: &super::super::library::Library) -> super::super::status::Outcome<u32> {
    if let Ok(machine) = library.lifecycle.machine() {
        return Ok(u32::try_from(machine.cores.len()).unwrap_or(u32::MAX));
    }
    let settings = &library.settings;
    let cores = visible_cores::visible(settings, machine::total(settings)?)?;
    Ok(cores.end - cores.start)
}

/// The family of the instance. Can be called at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_get_instance_info(info: *mut InstanceInfo, size: usize) -> i32 {
    call::status("nrt_get_instance_info", |library| {
        if size != size_of::<InstanceInfo>() {
            let expected = size_of::<InstanceInfo>();
            let message = format!("the structure has {expected} bytes, {size} were given");
            return Err(Status::INVALID.because(message));
        }
        let (family, architecture) = match machine::target(&library.settings)? {
            Target::Trn1 => (2, "NCv2"),
            Target::Trn1n => (3, "NCv2"),
            Target::Inf2 => (4, "NCv2"),
            Target::Trn2 => (5, "NCv3"),
            Target::Trn3 => (14, "NCv4"),
        };
        let (architecture, revision) = (field(architecture), field("nrt-sim"));
        let value = InstanceInfo { family, size: 0, architecture, revision };
        // SAFETY: the terms of the module.
        unsafe { pointer::give(info, value) }
    })
}

/// Memory of a core, in use and in all. `given` is the size of the caller's structure, `written` of what was
/// written to it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_get_vnc_memory_stats(
    vnc: u32,
    stats: *mut MemoryStats,
    given: usize,
    written: *mut usize,
) -> i32 {
    call::status("nrt_get_vnc_memory_stats", |library| {
        let machine = library.lifecycle.machine()?;
        let core = machine.core(i32::try_from(vnc).unwrap_or(i32::MAX))?;
        if given < size_of::<MemoryStats>() {
            return Err(Status::INVALID.because(format!("the structure has {given} bytes")));
        }
        let bytes = |bytes: u64| usize::try_from(bytes).unwrap_or(usize::MAX);
        let value = MemoryStats { bytes_used: bytes(core.used()), bytes_limit: bytes(core.limit) };
        pointer::can_give(written)?;
        // SAFETY: the terms of the module.
        unsafe { pointer::give(stats, value) }?;
        // SAFETY: the terms of the module.
        unsafe { pointer::give(written, size_of::<MemoryStats>()) }
    })
}
