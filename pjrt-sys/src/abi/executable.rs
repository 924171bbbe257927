//! Executables: as compiled, and as loaded onto devices.

use std::ffi::{c_char, c_void};

use super::{Buffer, Device, Event, Executable, Loaded, request, structure};

request!(ExecutableDestroy = "PJRT_Executable_Destroy" at 40, 24 bytes, {
    executable: *mut Executable,
});

request!(ExecutableOutputs = "PJRT_Executable_NumOutputs" at 44, 32 bytes, {
    executable: *mut Executable,
    num_outputs: usize,
});

request!(LoadedDestroy = "PJRT_LoadedExecutable_Destroy" at 50, 24 bytes, {
    executable: *mut Loaded,
});

// The caller destroys what it gets.
request!(LoadedExecutable = "PJRT_LoadedExecutable_GetExecutable" at 51, 32 bytes, {
    loaded: *mut Loaded,
    executable: *mut Executable,
});

structure!(ExecuteOptions = "PJRT_ExecuteOptions", 112 bytes, {
    send_callbacks: *mut c_void,
    recv_callbacks: *mut c_void,
    num_send_ops: usize,
    num_recv_ops: usize,
    launch_id: i32,
    non_donatable_input_indices: *const i64,
    num_non_donatable_input_indices: usize,
    context: *mut c_void,
    call_location: *const c_char,
    num_tasks: usize,
    task_ids: *mut i32,
    incarnation_ids: *mut i64,
});

// Lists of lists: the outer ones have `num_devices` entries. The caller allocates the lists of outputs
// and of events, and destroys what is put there.
request!(Execute = "PJRT_LoadedExecutable_Execute" at 55, 80 bytes, {
    executable: *mut Loaded,
    options: *mut ExecuteOptions,
    argument_lists: *const *const *mut Buffer,
    num_devices: usize,
    num_args: usize,
    output_lists: *const *mut *mut Buffer,
    device_complete_events: *mut *mut Event,
    execute_device: *mut Device,
});
