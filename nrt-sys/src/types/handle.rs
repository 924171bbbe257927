//! Handles: pointers to what only the library can look into.

use std::marker::{PhantomData, PhantomPinned};

/// Declares a type that exists behind a pointer only.
macro_rules! opaque {
    ($($(#[$meta:meta])* $name:ident;)*) => {$(
        $(#[$meta])*
        #[repr(C)]
        #[derive(Debug)]
        pub struct $name {
            nothing: [u8; 0],
            // Neither `Send`, `Sync` nor `Unpin`: the library alone decides what a handle may do.
            owner: PhantomData<(*mut u8, PhantomPinned)>,
        }
    )*};
}

opaque! {
    /// A loaded model: `nrt_model_t`.
    Model;
    /// Memory on a device or on the host: `nrt_tensor_t`.
    Tensor;
    /// Tensors by name, the inputs or the outputs of an execution: `nrt_tensor_set_t`.
    TensorSet;
    /// Options of a trace: `nrt_sys_trace_config_t`.
    TraceConfig;
    /// Options of reading a trace: `nrt_sys_trace_fetch_options_t`.
    TraceFetchOptions;
}
