//! Functions that every release has, and that nothing can stand in for.

use super::{Lookup, function, said};
use crate::status::Status;
use crate::types::{
    Framework, Model, Placement, RawTensorInfoArray, RawVersion, Tensor, TensorSet,
};
use std::ffi::{CStr, c_char, c_void};

macro_rules! required {
    ($($field:ident = $name:literal: fn($($argument:ty),*) $(-> $result:ty)?;)*) => {
        /// Functions that a library must have.
        #[derive(Clone, Copy, Debug)]
        pub(crate) struct Required {
            $(pub(crate) $field: unsafe extern "C" fn($($argument),*) $(-> $result)?,)*
        }

        impl Required {
            /// Their names.
            pub(crate) const NAMES: &[&CStr] = &[$($name),*];

            /// Resolves all of them, or gives the names of the missing ones.
            ///
            /// # Safety
            /// Functions of these names have the signatures that are declared here.
            pub(crate) unsafe fn resolve(object: &dyn Lookup) -> Result<Self, Vec<&'static str>> {
                let mut missing = Vec::new();
                $(
                    let $field = object.address($name);
                    if $field.is_none() {
                        missing.push(said($name));
                    }
                )*
                match ($($field,)*) {
                    ($(Some($field),)*) => Ok(Self {
                        // SAFETY: the caller vouches for the signature.
                        $($field: unsafe { function($field) },)*
                    }),
                    _ => Err(missing),
                }
            }
        }
    };
}

required! {
    init = c"nrt_init": fn(Framework, *const c_char, *const c_char) -> Status;
    close = c"nrt_close": fn();
    get_version = c"nrt_get_version": fn(*mut RawVersion, usize) -> Status;
    load = c"nrt_load": fn(*const c_void, usize, i32, i32, *mut *mut Model) -> Status;
    unload = c"nrt_unload": fn(*mut Model) -> Status;
    execute = c"nrt_execute": fn(*mut Model, *const TensorSet, *mut TensorSet) -> Status;
    get_model_tensor_info = c"nrt_get_model_tensor_info":
        fn(*mut Model, *mut *mut RawTensorInfoArray) -> Status;
    free_model_tensor_info = c"nrt_free_model_tensor_info": fn(*mut RawTensorInfoArray) -> Status;
    allocate_tensor_set = c"nrt_allocate_tensor_set": fn(*mut *mut TensorSet) -> Status;
    destroy_tensor_set = c"nrt_destroy_tensor_set": fn(*mut *mut TensorSet);
    add_tensor_to_tensor_set = c"nrt_add_tensor_to_tensor_set":
        fn(*mut TensorSet, *const c_char, *mut Tensor) -> Status;
    tensor_allocate = c"nrt_tensor_allocate":
        fn(Placement, i32, usize, *const c_char, *mut *mut Tensor) -> Status;
    tensor_free = c"nrt_tensor_free": fn(*mut *mut Tensor);
    tensor_read = c"nrt_tensor_read": fn(*const Tensor, *mut c_void, usize, usize) -> Status;
    tensor_write = c"nrt_tensor_write": fn(*mut Tensor, *const c_void, usize, usize) -> Status;
    tensor_get_size = c"nrt_tensor_get_size": fn(*const Tensor) -> usize;
}
