//! Models: load, ask, run, unload.

use super::{check, handle, present};
use crate::error::{CallError, NrtError};
use crate::library::Library;
use crate::types::{Model, ModelInfo, RawTensorInfoArray, TensorInfo, TensorSet};
use std::ffi::c_int;
use std::ptr::{NonNull, null_mut};

/// The count of cores that a load is given: the parameter is deprecated and has one value.
const FROM_THE_NEFF: i32 = -1;

impl Library {
    /// Loads a compiled model onto a core, counted within the process's visible ones, or onto any
    /// that is free (−1).
    ///
    /// # Errors
    /// What `nrt_load` returned.
    pub fn load(&self, neff: &[u8], core: i32) -> Result<NonNull<Model>, NrtError> {
        let mut model = null_mut();
        // SAFETY: the bytes live until the call returns, and the handle is ours to write.
        let status = unsafe {
            (self.symbols.required.load)(
                neff.as_ptr().cast(),
                neff.len(),
                core,
                FROM_THE_NEFF,
                &mut model,
            )
        };
        handle("nrt_load", status, model)
    }

    /// Loads a compiled model that exchanges data with its siblings, as number `rank` of `world`.
    ///
    /// # Errors
    /// [`CallError::Missing`], or what the call returned.
    pub fn load_collectives(
        &self,
        neff: &[u8],
        core: i32,
        rank: u32,
        world: u32,
    ) -> Result<NonNull<Model>, CallError> {
        const CALL: &str = "nrt_load_collectives";
        let call = present(self.symbols.optional.load_collectives, CALL, "train on many cores")?;
        let mut model = null_mut();
        // SAFETY: the bytes live until the call returns, and the handle is ours to write.
        let status = unsafe {
            call(neff.as_ptr().cast(), neff.len(), core, FROM_THE_NEFF, rank, world, &mut model)
        };
        Ok(handle(CALL, status, model)?)
    }

    /// Unloads a model.
    ///
    /// # Errors
    /// What `nrt_unload` returned.
    ///
    /// # Safety
    /// The model was loaded by this library, is not running, and is not used again.
    pub unsafe fn unload(&self, model: NonNull<Model>) -> Result<(), NrtError> {
        // SAFETY: the caller vouches for the handle.
        check("nrt_unload", unsafe { (self.symbols.required.unload)(model.as_ptr()) })
    }

    /// The model's tensors: inputs, then outputs.
    ///
    /// # Errors
    /// What the calls returned.
    ///
    /// # Safety
    /// The model is loaded.
    pub unsafe fn model_tensors(&self, model: NonNull<Model>) -> Result<Vec<TensorInfo>, NrtError> {
        const CALL: &str = "nrt_get_model_tensor_info";
        let mut list: *mut RawTensorInfoArray = null_mut();
        let required = &self.symbols.required;
        // SAFETY: the caller vouches for the model; the pointer is ours to write.
        let status = unsafe { (required.get_model_tensor_info)(model.as_ptr(), &mut list) };
        let list = handle(CALL, status, list)?;
        // SAFETY: on success the library hands over a list that is complete until it is freed.
        let tensors = unsafe { RawTensorInfoArray::read(list.as_ptr()) };
        // SAFETY: the list is the one from above, and nothing refers to it any more.
        let status = unsafe { (required.free_model_tensor_info)(list.as_ptr()) };
        check("nrt_free_model_tensor_info", status)?;
        Ok(tensors)
    }

    /// Where a model is loaded.
    ///
    /// # Errors
    /// [`CallError::Missing`], or what the call returned.
    ///
    /// # Safety
    /// The model is loaded.
    pub unsafe fn model_info(&self, model: NonNull<Model>) -> Result<ModelInfo, CallError> {
        const CALL: &str = "nrt_get_model_info";
        let call = present(self.symbols.optional.get_model_info, CALL, "tell a model's core")?;
        let (mut info, mut written) = (ModelInfo::default(), 0);
        // SAFETY: the caller vouches for the model; both places are ours to write.
        check(CALL, unsafe {
            call(model.as_ptr(), &mut info, size_of::<ModelInfo>(), &mut written)
        })?;
        Ok(info)
    }

    /// How many cores a model runs on.
    ///
    /// # Errors
    /// [`CallError::Missing`], or what the call returned.
    ///
    /// # Safety
    /// The model is loaded.
    pub unsafe fn model_core_count(&self, model: NonNull<Model>) -> Result<u32, CallError> {
        const PRESENT: &str = "nrt_get_model_vnc_count";
        let optional = &self.symbols.optional;
        let (name, call) = match (optional.get_model_vnc_count, optional.get_model_nc_count) {
            (Some(call), _) => (PRESENT, call),
            (None, Some(call)) => ("nrt_get_model_nc_count", call),
            (None, None) => {
                return Err(CallError::Missing {
                    symbol: PRESENT,
                    purpose: "count the cores of a model",
                });
            }
        };
        let mut count = 0;
        // SAFETY: the caller vouches for the model; the number is ours to write.
        check(name, unsafe { call(model.as_ptr(), &mut count) })?;
        Ok(count)
    }

    /// Runs a model once and waits for it. The same tensor in both sets is updated in place, where
    /// the model was compiled for that.
    ///
    /// # Errors
    /// What `nrt_execute` returned. After [`crate::Status::EXEC_COMPLETED_WITH_NUM_ERR`] the
    /// outputs are written all the same.
    ///
    /// # Safety
    /// The model is loaded; both sets and all tensors in them live and are not accessed elsewhere
    /// until the call returns.
    pub unsafe fn execute(
        &self,
        model: NonNull<Model>,
        inputs: NonNull<TensorSet>,
        outputs: NonNull<TensorSet>,
    ) -> Result<(), NrtError> {
        // SAFETY: the caller vouches for all three.
        let status = unsafe {
            (self.symbols.required.execute)(model.as_ptr(), inputs.as_ptr(), outputs.as_ptr())
        };
        check("nrt_execute", status)
    }

    /// Runs a model many times. Releases without `nrt_execute_repeat` run it once after another.
    ///
    /// # Errors
    /// As [`Self::execute`]; executions after the first that failed are not run.
    ///
    /// # Safety
    /// As [`Self::execute`].
    pub unsafe fn execute_repeat(
        &self,
        model: NonNull<Model>,
        inputs: NonNull<TensorSet>,
        outputs: NonNull<TensorSet>,
        times: u16,
    ) -> Result<(), NrtError> {
        let Some(call) = self.symbols.optional.execute_repeat else {
            for _ in 0..times {
                // SAFETY: the caller vouches for all three.
                unsafe { self.execute(model, inputs, outputs)? };
            }
            return Ok(());
        };
        // SAFETY: the caller vouches for all three.
        let status =
            unsafe { call(model.as_ptr(), inputs.as_ptr(), outputs.as_ptr(), c_int::from(times)) };
        check("nrt_execute_repeat", status)
    }
}
