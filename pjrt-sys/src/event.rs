//! Waiting for work that goes on after a function has returned.

use crate::abi::{self, EventAwait, EventDestroy};
use crate::table::Table;
use crate::{Failure, PjrtError};

/// An event of a plugin.
#[derive(Debug)]
pub(crate) struct Event {
    table: &'static Table,
    raw: *mut abi::Event,
}

impl Event {
    /// Takes over an event that the plugin returned; null is one that has happened.
    ///
    /// # Safety
    ///
    /// `raw` is null or an event of `table`'s plugin that nothing else destroys.
    pub(crate) unsafe fn new(table: &'static Table, raw: *mut abi::Event) -> Event {
        Event { table, raw }
    }

    /// Blocks until it has happened.
    pub(crate) fn wait(self, function: &'static str) -> Result<(), PjrtError> {
        let failed = |failure: Failure| PjrtError::Call { function, failure };
        if self.raw.is_null() {
            return Ok(());
        }
        let mut request = EventAwait { event: self.raw, ..Default::default() };
        // SAFETY: the event is valid until `self` is dropped.
        unsafe { self.table.ask(&mut request) }.map_err(failed)
    }
}

impl Drop for Event {
    fn drop(&mut self) {
        let mut request = EventDestroy { event: self.raw, ..Default::default() };
        // SAFETY: the event is this object's own; null is allowed. There is nobody to tell of a failure.
        let _ = unsafe { self.table.ask(&mut request) };
    }
}
