//! Many workers together.

use super::{check, present};
use crate::error::{CallError, NrtError};
use crate::library::Library;
use crate::status::Status;

impl Library {
    /// Joins the workers of a training, as number `rank` of `world`.
    ///
    /// # Errors
    /// [`CallError::Missing`], or what the call returned.
    pub fn build_global_comm(&self, core: i32, rank: u32, world: u32) -> Result<(), CallError> {
        const CALL: &str = "nrt_build_global_comm";
        let call = present(self.symbols.optional.build_global_comm, CALL, "join other workers")?;
        // SAFETY: the function takes numbers.
        Ok(check(CALL, unsafe { call(core, rank, world) })?)
    }

    /// Waits until all workers are here.
    ///
    /// # Errors
    /// [`CallError::Missing`], or what the call returned.
    pub fn barrier(&self, core: i32, rank: u32, world: u32) -> Result<(), CallError> {
        const CALL: &str = "nrt_barrier";
        let call = present(self.symbols.optional.barrier, CALL, "wait for other workers")?;
        // SAFETY: the function takes numbers.
        Ok(check(CALL, unsafe { call(core, rank, world) })?)
    }

    /// Gives every worker the bytes of all, in the order of their ranks.
    ///
    /// # Errors
    /// [`CallError::Missing`], or what the call returned; [`Status::INVALID`] where `to` is not
    /// `world` times as long as `from`, or `from` has 4 GiB or more.
    pub fn all_gather(
        &self,
        core: i32,
        rank: u32,
        world: u32,
        from: &[u8],
        to: &mut [u8],
    ) -> Result<(), CallError> {
        const CALL: &str = "nrt_all_gather";
        let call = present(self.symbols.optional.all_gather, CALL, "exchange data with workers")?;
        let room = from.len().checked_mul(world as usize);
        let Some(bytes) = u32::try_from(from.len()).ok().filter(|_| room == Some(to.len())) else {
            return Err(NrtError { call: CALL, status: Status::INVALID }.into());
        };
        // The function declares what it reads as writable; a copy keeps the promise of `from`.
        let mut from = from.to_vec();
        // SAFETY: both buffers live until the call returns and have the sizes that it expects.
        let status = unsafe {
            call(core, rank, world, bytes, from.as_mut_ptr().cast(), to.as_mut_ptr().cast())
        };
        Ok(check(CALL, status)?)
    }
}
