//! Functions that a release may lack.

use super::{Lookup, function};
use crate::status::Status;
use crate::types::{
    DeviceAllocation, MemoryStats, Model, ModelInfo, RawInstanceInfo, Tensor, TensorBatch,
    TensorSet, TraceConfig, TraceFetchOptions,
};
use std::ffi::{c_char, c_int, c_void};

macro_rules! optional {
    ($($field:ident = $name:literal: fn($($argument:ty),*) $(-> $result:ty)?;)*) => {
        /// Functions that a library may have.
        #[derive(Clone, Copy, Debug)]
        pub(crate) struct Optional {
            $(pub(crate) $field: Option<unsafe extern "C" fn($($argument),*) $(-> $result)?>,)*
        }

        impl Optional {
            /// Resolves those that are there.
            ///
            /// # Safety
            /// Functions of these names have the signatures that are declared here.
            pub(crate) unsafe fn resolve(object: &dyn Lookup) -> Self {
                Self {
                    // SAFETY: the caller vouches for the signature.
                    $($field: object.address($name).map(|at| unsafe { function(at) }),)*
                }
            }
        }
    };
}

optional! {
    get_status_as_str = c"nrt_get_status_as_str": fn(Status) -> *const c_char;
    get_instance_info = c"nrt_get_instance_info": fn(*mut RawInstanceInfo, usize) -> Status;
    get_vnc_memory_stats = c"nrt_get_vnc_memory_stats":
        fn(u32, *mut MemoryStats, usize, *mut usize) -> Status;

    load_collectives = c"nrt_load_collectives":
        fn(*const c_void, usize, i32, i32, u32, u32, *mut *mut Model) -> Status;
    execute_repeat = c"nrt_execute_repeat":
        fn(*mut Model, *const TensorSet, *mut TensorSet, c_int) -> Status;
    get_model_info = c"nrt_get_model_info":
        fn(*const Model, *mut ModelInfo, usize, *mut usize) -> Status;
    get_model_vnc_count = c"nrt_get_model_vnc_count": fn(*const Model, *mut u32) -> Status;
    get_model_nc_count = c"nrt_get_model_nc_count": fn(*const Model, *mut u32) -> Status;

    get_tensor_from_tensor_set = c"nrt_get_tensor_from_tensor_set":
        fn(*mut TensorSet, *const c_char, *mut *mut Tensor) -> Status;

    tensor_copy = c"nrt_tensor_copy":
        fn(*const Tensor, usize, *mut Tensor, usize, usize) -> Status;
    tensor_memset = c"nrt_tensor_memset": fn(*mut Tensor, u64, c_int, usize) -> Status;
    tensor_allocate_empty = c"nrt_tensor_allocate_empty":
        fn(*const c_char, *mut *mut Tensor) -> Status;
    tensor_attach_buffer = c"nrt_tensor_attach_buffer":
        fn(*mut Tensor, *mut c_void, usize) -> Status;
    tensor_allocate_slice = c"nrt_tensor_allocate_slice":
        fn(*const Tensor, usize, usize, *const c_char, *mut *mut Tensor) -> Status;
    tensor_get_va = c"nrt_tensor_get_va": fn(*const Tensor) -> *mut c_void;
    tensor_read_batch = c"nrt_tensor_read_batch": fn(*const TensorBatch, u64, bool) -> Status;
    tensor_write_batch = c"nrt_tensor_write_batch": fn(*const TensorBatch, u64, bool) -> Status;
    tensor_get_device_allocation_info = c"nrt_tensor_get_device_allocation_info":
        fn(*const Tensor, *mut DeviceAllocation) -> Status;

    build_global_comm = c"nrt_build_global_comm": fn(i32, u32, u32) -> Status;
    barrier = c"nrt_barrier": fn(i32, u32, u32) -> Status;
    all_gather = c"nrt_all_gather":
        fn(i32, u32, u32, u32, *mut c_void, *mut c_void) -> Status;

    profile_start = c"nrt_profile_start": fn(*mut Model, *const c_char) -> Status;
    profile_stop = c"nrt_profile_stop": fn(*const c_char) -> Status;
    trace_config_allocate = c"nrt_sys_trace_config_allocate": fn(*mut *mut TraceConfig) -> Status;
    trace_config_set_defaults = c"nrt_sys_trace_config_set_defaults": fn(*mut TraceConfig);
    trace_config_free = c"nrt_sys_trace_config_free": fn(*mut TraceConfig);
    trace_start = c"nrt_sys_trace_start": fn(*mut TraceConfig) -> Status;
    trace_stop = c"nrt_sys_trace_stop": fn() -> Status;
    trace_fetch_events = c"nrt_sys_trace_fetch_events":
        fn(*mut *mut c_char, *mut usize, *const TraceFetchOptions) -> Status;
    trace_buffer_free = c"nrt_sys_trace_buffer_free": fn(*mut c_char);
}
