//! Clients, and what they make.

use std::ffi::{c_char, c_void};

use super::{Buffer, Client, Device, Event, Loaded, Memory, MemoryLayout, request, structure};

// The options are a list of named values, the others are callbacks for programs of several processes.
request!(ClientCreate = "PJRT_Client_Create" at 10, 88 bytes, {
    create_options: *const c_void,
    num_options: usize,
    kv_get_callback: *const c_void,
    kv_get_user_arg: *mut c_void,
    kv_put_callback: *const c_void,
    kv_put_user_arg: *mut c_void,
    client: *mut Client,
    kv_try_get_callback: *const c_void,
    kv_try_get_user_arg: *mut c_void,
});

request!(ClientDestroy = "PJRT_Client_Destroy" at 11, 24 bytes, {
    client: *mut Client,
});

// The text is the client's.
request!(ClientPlatformName = "PJRT_Client_PlatformName" at 12, 40 bytes, {
    client: *mut Client,
    text: *const c_char,
    text_size: usize,
});

// The text is the client's.
request!(ClientPlatformVersion = "PJRT_Client_PlatformVersion" at 14, 40 bytes, {
    client: *mut Client,
    text: *const c_char,
    text_size: usize,
});

// The list is the client's.
request!(ClientAddressableDevices = "PJRT_Client_AddressableDevices" at 16, 40 bytes, {
    client: *mut Client,
    devices: *const *mut Device,
    num_devices: usize,
});

structure!(Program = "PJRT_Program", 48 bytes, {
    code: *const c_char,
    code_size: usize,
    format: *const c_char,
    format_size: usize,
});

request!(ClientCompile = "PJRT_Client_Compile" at 20, 56 bytes, {
    client: *mut Client,
    program: *const Program,
    compile_options: *const c_char,
    compile_options_size: usize,
    executable: *mut Loaded,
});

/// `PJRT_HostBufferSemantics_kImmutableOnlyDuringCall`: the plugin copies before it returns.
pub(crate) const IMMUTABLE_ONLY_DURING_CALL: u32 = 0;

// No strides and no layout: dense, the last axis fastest. The caller destroys the event and the buffer.
request!(BufferFromHost = "PJRT_Client_BufferFromHostBuffer" at 22, 120 bytes, {
    client: *mut Client,
    data: *const c_void,
    element_type: u32,
    dims: *const i64,
    num_dims: usize,
    byte_strides: *const i64,
    num_byte_strides: usize,
    host_buffer_semantics: u32,
    device: *mut Device,
    memory: *mut Memory,
    device_layout: *const MemoryLayout,
    done_with_host_buffer: *mut Event,
    buffer: *mut Buffer,
});
