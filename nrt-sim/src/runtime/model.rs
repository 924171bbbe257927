//! Loaded models.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::communicator::Member;
use super::machine::{Core, Reservation};
use crate::hlo::Module;

/// A model on a core.
#[derive(Debug)]
pub(crate) struct Model {
    /// Name of the file's module.
    pub(crate) name: String,
    /// What is evaluated.
    pub(crate) module: Module,
    /// The core's memory that the model takes.
    pub(crate) memory: Reservation,
    /// The place among other devices, for a model that was loaded with them.
    pub(crate) member: Option<Member>,
    executions: AtomicU32,
}

impl Model {
    pub(crate) fn new(
        name: String,
        module: Module,
        memory: Reservation,
        member: Option<Member>,
    ) -> Model {
        Model { name, module, memory, member, executions: AtomicU32::new(0) }
    }

    /// The core.
    pub(crate) fn core(&self) -> &Arc<Core> {
        self.memory.core()
    }

    /// Says that an execution begins; what it gives says that it ended, when dropped.
    pub(crate) fn begin(&self) -> Execution<'_> {
        self.executions.fetch_add(1, Ordering::SeqCst);
        Execution(self)
    }

    /// Whether an execution is under way.
    pub(crate) fn is_executing(&self) -> bool {
        self.executions.load(Ordering::SeqCst) > 0
    }
}

/// An execution under way.
#[derive(Debug)]
pub(crate) struct Execution<'a>(&'a Model);

impl Drop for Execution<'_> {
    fn drop(&mut self) {
        self.0.executions.fetch_sub(1, Ordering::SeqCst);
    }
}
