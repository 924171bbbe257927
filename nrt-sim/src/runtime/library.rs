//! All that the library remembers.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::communicator::Communicators;
use super::counters::{Counters, Tallies};
use super::fault::{self, Faults};
use super::handle::Registry;
use super::information::Information;
use super::lifecycle::Lifecycle;
use super::model::Model;
use super::settings::Settings;
use super::status::{Outcome, Status};
use super::tensor::Tensor;
use super::tensor_set::TensorSet;

/// All that the library remembers. A process has one for each copy of the library that it loads.
#[derive(Debug)]
pub(crate) struct Library {
    pub(crate) settings: Settings,
    pub(crate) lifecycle: Lifecycle,
    pub(crate) models: Registry<Model>,
    pub(crate) tensors: Registry<Tensor>,
    pub(crate) sets: Registry<TensorSet>,
    pub(crate) informations: Mutex<BTreeMap<usize, Information>>,
    pub(crate) communicators: Communicators,
    pub(crate) tallies: Tallies,
    faults: Mutex<Faults>,
    calls: Mutex<Calls>,
}

/// How often each function was called.
#[derive(Debug)]
struct Calls {
    by_name: BTreeMap<&'static str, u64>,
    /// Of those that return a status.
    with_status: u64,
    total: u64,
}

impl Library {
    pub(crate) const fn new() -> Library {
        Library {
            settings: Settings::new(),
            lifecycle: Lifecycle::new(),
            models: Registry::new("model", 0x6d6f_6465_6c5f_5f31),
            tensors: Registry::new("tensor", 0x7465_6e73_6f72_5f31),
            sets: Registry::new("tensor set", 0x7465_6e73_6574_5f31),
            informations: Mutex::new(BTreeMap::new()),
            communicators: Communicators::new(),
            tallies: Tallies::new(),
            faults: Mutex::new(Faults::none()),
            calls: Mutex::new(Calls { by_name: BTreeMap::new(), with_status: 0, total: 0 }),
        }
    }

    /// Counts a call, and gives the fault that it should have.
    ///
    /// # Errors
    /// The list of faults is malformed.
    pub(crate) fn enter(
        &self,
        name: &'static str,
        returns_status: bool,
    ) -> Outcome<Option<Status>> {
        let (nth, total) = {
            let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
            calls.total += 1;
            calls.with_status += u64::from(returns_status);
            let total = calls.with_status;
            let nth = calls.by_name.entry(name).or_default();
            *nth += 1;
            (*nth, total)
        };
        let mut faults = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
        faults.update(self.settings.text(fault::SETTING))?;
        let fault = if returns_status { faults.of(name, nth, total) } else { None };
        self.tallies.faults.add(u64::from(fault.is_some()));
        Ok(fault)
    }

    /// How often each function was called.
    pub(crate) fn calls(&self) -> BTreeMap<&'static str, u64> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner).by_name.clone()
    }

    /// What was done, and what is alive.
    pub(crate) fn counters(&self) -> Counters {
        let informations = self.informations.lock().unwrap_or_else(PoisonError::into_inner).len();
        Counters {
            live_models: self.models.count(),
            live_tensors: self.tensors.count(),
            live_tensor_sets: self.sets.count(),
            live_tensor_infos: informations as u64,
            bytes_to_device: self.tallies.to_device.get(),
            bytes_from_device: self.tallies.from_device.get(),
            bytes_copied: self.tallies.copied.get(),
            loads: self.tallies.loads.get(),
            executions: self.tallies.executions.get(),
            failures: self.tallies.failures.get(),
            faults: self.tallies.faults.get(),
            invalid_handles: self.tallies.invalid_handles.get(),
            writes_during_execution: self.tallies.writes_during_execution.get(),
            calls_after_close: self.tallies.calls_after_close.get(),
            collectives: self.tallies.collectives.get(),
            calls: self.calls.lock().unwrap_or_else(PoisonError::into_inner).total,
        }
    }
}
