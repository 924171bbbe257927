//! Before `nrt_init`, between it and `nrt_close`, and after.

use std::process;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::machine::Machine;
use super::settings::Settings;
use super::status::{Outcome, Status};

/// Where the process stands. There is no way back: the runtime is opened once.
#[derive(Debug)]
enum State {
    Start,
    Open { process: u32, machine: Arc<Machine> },
    Closed,
}

/// The gate that calls have to pass.
#[derive(Debug)]
pub(crate) struct Lifecycle(Mutex<State>);

impl Lifecycle {
    pub(crate) const fn new() -> Lifecycle {
        Lifecycle(Mutex::new(State::Start))
    }

    /// Opens the runtime.
    ///
    /// # Errors
    /// It was opened or closed before, or the settings describe no machine.
    pub(crate) fn open(&self, settings: &Settings) -> Outcome {
        let mut state = self.state();
        match &*state {
            State::Start => {}
            State::Open { .. } => return Err(Status::FAILURE.because("the runtime is open")),
            State::Closed => return Err(Status::CLOSED.because("the runtime was closed")),
        }
        let machine = Arc::new(Machine::new(settings)?);
        *state = State::Open { process: process::id(), machine };
        Ok(())
    }

    /// Closes the runtime; whether it was open.
    pub(crate) fn close(&self) -> bool {
        let mut state = self.state();
        let was_open = matches!(*state, State::Open { .. });
        if was_open {
            *state = State::Closed;
        }
        was_open
    }

    /// The machine of the open runtime.
    ///
    /// # Errors
    /// The runtime is not open, or was opened by the process that this one was forked from.
    pub(crate) fn machine(&self) -> Outcome<Arc<Machine>> {
        match &*self.state() {
            State::Start => Err(Status::UNINITIALIZED.because("`nrt_init` was not called")),
            State::Closed => Err(Status::CLOSED.because("`nrt_close` was called")),
            State::Open { process, .. } if *process != process::id() => Err(Status::FAILURE
                .because("the process was forked after `nrt_init`; initialise in the child")),
            State::Open { machine, .. } => Ok(Arc::clone(machine)),
        }
    }

    /// Whether the runtime was closed.
    pub(crate) fn is_closed(&self) -> bool {
        matches!(*self.state(), State::Closed)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_one_way_through() {
        let (lifecycle, settings) = (Lifecycle::new(), Settings::new());
        let status =
            |lifecycle: &Lifecycle| lifecycle.machine().map_err(|error| error.status).err();
        assert_eq!(status(&lifecycle), Some(Status::UNINITIALIZED));
        assert!(!lifecycle.close());
        settings.set("NEURON_SIM_CORES", Some("0"));
        assert_eq!(lifecycle.open(&settings).unwrap_err().status, Status::INVALID);
        settings.set("NEURON_SIM_CORES", None);
        lifecycle.open(&settings).unwrap();
        assert_eq!(status(&lifecycle), None);
        assert_eq!(lifecycle.open(&settings).unwrap_err().status, Status::FAILURE);
        assert!(lifecycle.close() && lifecycle.is_closed() && !lifecycle.close());
        assert_eq!(status(&lifecycle), Some(Status::CLOSED));
        assert_eq!(lifecycle.open(&settings).unwrap_err().status, Status::CLOSED);
    }
}
