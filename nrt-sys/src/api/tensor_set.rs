//! Sets of tensors by name: the inputs or the outputs of an execution.

use super::{check, handle};
use crate::error::NrtError;
use crate::library::Library;
use crate::status::Status;
use crate::types::{Tensor, TensorSet};
use std::ffi::CStr;
use std::ptr::{NonNull, null_mut, with_exposed_provenance_mut};

const GET: &str = "nrt_get_tensor_from_tensor_set";

impl Library {
    /// Makes an empty set.
    ///
    /// # Errors
    /// What `nrt_allocate_tensor_set` returned.
    pub fn tensor_set_allocate(&self) -> Result<NonNull<TensorSet>, NrtError> {
        let mut set = null_mut();
        // SAFETY: the handle is ours to write.
        let status = unsafe { (self.symbols.required.allocate_tensor_set)(&mut set) };
        handle("nrt_allocate_tensor_set", status, set)
    }

    /// Destroys a set; its tensors stay.
    ///
    /// # Safety
    /// The set is one of this library's, in no execution, and is not used again.
    pub unsafe fn tensor_set_destroy(&self, set: NonNull<TensorSet>) {
        self.register.forget(set.addr().get());
        let mut set = set.as_ptr();
        // SAFETY: the caller vouches for the handle; the library sets our copy of it to null.
        unsafe { (self.symbols.required.destroy_tensor_set)(&mut set) }
    }

    /// Puts a tensor into a set, in place of one of the same name.
    ///
    /// # Errors
    /// What `nrt_add_tensor_to_tensor_set` returned.
    ///
    /// # Safety
    /// Both live, and the tensor lives as long as the set is used.
    pub unsafe fn tensor_set_add(
        &self,
        set: NonNull<TensorSet>,
        name: &CStr,
        tensor: NonNull<Tensor>,
    ) -> Result<(), NrtError> {
        // SAFETY: the caller vouches for both handles; the name ends with a NUL.
        let status = unsafe {
            (self.symbols.required.add_tensor_to_tensor_set)(
                set.as_ptr(),
                name.as_ptr(),
                tensor.as_ptr(),
            )
        };
        check("nrt_add_tensor_to_tensor_set", status)?;
        if self.symbols.optional.get_tensor_from_tensor_set.is_none() {
            self.register.add(set.addr().get(), name, tensor.as_ptr().expose_provenance());
        }
        Ok(())
    }

    /// The tensor of a name. Where the release cannot be asked, the answer is what was put into the
    /// set through this library.
    ///
    /// # Errors
    /// [`Status::FAILURE`] where the set has no such name.
    ///
    /// # Safety
    /// The set lives.
    pub unsafe fn tensor_set_get(
        &self,
        set: NonNull<TensorSet>,
        name: &CStr,
    ) -> Result<NonNull<Tensor>, NrtError> {
        let mut tensor = null_mut();
        let status = match self.symbols.optional.get_tensor_from_tensor_set {
            // SAFETY: the caller vouches for the set; name and handle are ours.
            Some(call) => unsafe { call(set.as_ptr(), name.as_ptr(), &mut tensor) },
            None => match self.register.get(set.addr().get(), name) {
                Some(address) => {
                    tensor = with_exposed_provenance_mut(address);
                    Status::SUCCESS
                }
                None => Status::FAILURE,
            },
        };
        handle(GET, status, tensor)
    }
}
