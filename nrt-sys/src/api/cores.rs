//! Cores and their memory.

use super::{check, present};
use crate::error::{CallError, NrtError};
use crate::library::Library;
use crate::symbols::Renamed;
use crate::types::MemoryStats;

impl Library {
    /// How many (logical) cores the machine has.
    ///
    /// # Errors
    /// What the call returned; some releases refuse it before [`Self::init`].
    pub fn total_core_count(&self) -> Result<u32, NrtError> {
        count(self.symbols.counts.total)
    }

    /// How many (logical) cores the process may use. They are numbered from 0 for it.
    ///
    /// # Errors
    /// What the call returned; some releases refuse it before [`Self::init`].
    pub fn visible_core_count(&self) -> Result<u32, NrtError> {
        count(self.symbols.counts.visible)
    }

    /// The device memory of a core, in use and in all.
    ///
    /// # Errors
    /// [`CallError::Missing`] before release 2.27.23, or what the call returned.
    pub fn memory_stats(&self, core: u32) -> Result<MemoryStats, CallError> {
        const CALL: &str = "nrt_get_vnc_memory_stats";
        let call =
            present(self.symbols.optional.get_vnc_memory_stats, CALL, "measure a core's memory")?;
        let (mut stats, mut written) = (MemoryStats::default(), 0);
        // SAFETY: both places are ours to write, and the structure's size is said.
        check(CALL, unsafe { call(core, &mut stats, size_of::<MemoryStats>(), &mut written) })?;
        Ok(stats)
    }
}

fn count(function: Renamed) -> Result<u32, NrtError> {
    let mut count = 0;
    // SAFETY: the number is ours to write.
    check(function.name, unsafe { (function.call)(&mut count) })?;
    Ok(count)
}
