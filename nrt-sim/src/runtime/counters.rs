//! What was done, and what is left.

use std::sync::atomic::{AtomicU64, Ordering};

/// What was done since the library was loaded, and what is alive now: 128 bytes, as `nrt_sim_counters` gives it.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub struct Counters {
    /// Models that were loaded and not unloaded.
    pub live_models: u64,
    /// Tensors that were allocated and not freed.
    pub live_tensors: u64,
    /// Tensor sets that were allocated and not destroyed.
    pub live_tensor_sets: u64,
    /// Arrays of tensor information that were not freed.
    pub live_tensor_infos: u64,
    /// Bytes that tensors were written with by the host.
    pub bytes_to_device: u64,
    /// Bytes that the host read from tensors.
    pub bytes_from_device: u64,
    /// Bytes copied from tensor to tensor.
    pub bytes_copied: u64,
    /// Models that were loaded.
    pub loads: u64,
    /// Executions that ended well.
    pub executions: u64,
    /// Calls that failed, injected faults among them.
    pub failures: u64,
    /// Faults that were injected.
    pub faults: u64,
    /// Calls with a handle that is none.
    pub invalid_handles: u64,
    /// Writes by the host into memory that an execution was using.
    pub writes_during_execution: u64,
    /// Calls after `nrt_close`, frees among them.
    pub calls_after_close: u64,
    /// Executions that ended well of models that were loaded with other devices, once for each device.
    pub collectives: u64,
    /// Calls of all functions.
    pub calls: u64,
}

/// A number that only grows.
#[derive(Debug, Default)]
pub(crate) struct Tally(AtomicU64);

impl Tally {
    pub(crate) const fn new() -> Tally {
        Tally(AtomicU64::new(0))
    }

    /// Adds to it.
    pub(crate) fn add(&self, count: u64) {
        self.0.fetch_add(count, Ordering::SeqCst);
    }

    /// The number.
    pub(crate) fn get(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// The numbers that only grow, of [`Counters`].
#[derive(Debug)]
pub(crate) struct Tallies {
    pub(crate) to_device: Tally,
    pub(crate) from_device: Tally,
    pub(crate) copied: Tally,
    pub(crate) loads: Tally,
    pub(crate) executions: Tally,
    pub(crate) failures: Tally,
    pub(crate) faults: Tally,
    pub(crate) invalid_handles: Tally,
    pub(crate) writes_during_execution: Tally,
    pub(crate) calls_after_close: Tally,
    pub(crate) collectives: Tally,
}

impl Tallies {
    pub(crate) const fn new() -> Tallies {
        Tallies {
            to_device: Tally::new(),
            from_device: Tally::new(),
            copied: Tally::new(),
            loads: Tally::new(),
            executions: Tally::new(),
            failures: Tally::new(),
            faults: Tally::new(),
            invalid_handles: Tally::new(),
            writes_during_execution: Tally::new(),
            calls_after_close: Tally::new(),
            collectives: Tally::new(),
        }
    }
}
