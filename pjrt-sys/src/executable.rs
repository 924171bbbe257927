//! A compiled program.

use std::ptr::{NonNull, null_mut};
use std::sync::Arc;

use crate::abi::{
    self, ExecutableDestroy, ExecutableOutputs, Execute, ExecuteOptions, LoadedDestroy,
    LoadedExecutable, Request,
};
use crate::client::Connection;
use crate::event::Event;
use crate::{Argument, DeviceBuffer, PjrtError};

/// A program on the first device of its client.
#[derive(Debug)]
pub struct Executable {
    connection: Arc<Connection>,
    raw: NonNull<abi::Loaded>,
    outputs: usize,
}

// SAFETY: PJRT's executables may be run by several threads at once, and are bound to none.
unsafe impl Send for Executable {}
// SAFETY: as above.
unsafe impl Sync for Executable {}

impl Executable {
    /// Takes over a loaded executable and asks how many outputs it has.
    ///
    /// # Safety
    ///
    /// `raw` belongs to the client of `connection`, and nothing else destroys it.
    pub(crate) unsafe fn new(
        connection: Arc<Connection>,
        raw: NonNull<abi::Loaded>,
    ) -> Result<Executable, PjrtError> {
        let mut executable = Executable { connection, raw, outputs: 0 };
        let table = executable.connection.table;
        let mut compiled = LoadedExecutable { loaded: raw.as_ptr(), ..Default::default() };
        // SAFETY: the executable is valid.
        unsafe { table.call(&mut compiled) }?;
        let mut counted =
            ExecutableOutputs { executable: compiled.executable, ..Default::default() };
        // SAFETY: the call above made it.
        let known = unsafe { table.call(&mut counted) };
        let mut gone = ExecutableDestroy { executable: compiled.executable, ..Default::default() };
        // SAFETY: it is for the caller to destroy, and not used afterwards.
        let destroyed = unsafe { table.call(&mut gone) };
        known.and(destroyed)?;
        executable.outputs = counted.num_outputs;
        Ok(executable)
    }

    /// How many outputs the program has; the elements of a tuple are one output each.
    #[must_use]
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// Runs the program and waits until it has finished.
    ///
    /// # Errors
    ///
    /// Too few or too many arguments, of another shape or type than the program's parameters, or of
    /// another client; a fault while it runs. Donated arguments are gone then, too.
    pub fn execute(&self, arguments: Vec<Argument<'_>>) -> Result<Vec<DeviceBuffer>, PjrtError> {
        let other =
            arguments.iter().position(|argument| !argument.buffer().is_of(&self.connection));
        if let Some(argument) = other {
            return Err(PjrtError::OtherClient { argument });
        }
        let inputs: Vec<*mut abi::Buffer> =
            arguments.iter().map(|argument| argument.buffer().raw()).collect();
        let kept: Vec<i64> = (0..)
            .zip(&arguments)
            .filter(|(_, argument)| matches!(argument, Argument::Kept(_)))
            .map(|(index, _)| index)
            .collect();
        let mut options = ExecuteOptions {
            non_donatable_input_indices: kept.as_ptr(),
            num_non_donatable_input_indices: kept.len(),
            ..Default::default()
        };
        let mut outputs = vec![null_mut::<abi::Buffer>(); self.outputs];
        let (input_list, output_list) = (inputs.as_ptr(), outputs.as_mut_ptr());
        let mut finished = null_mut::<abi::Event>();
        let table = self.connection.table;
        let mut request = Execute {
            executable: self.raw.as_ptr(),
            options: &raw mut options,
            argument_lists: &raw const input_list,
            num_devices: 1,
            num_args: inputs.len(),
            output_lists: &raw const output_list,
            device_complete_events: &raw mut finished,
            ..Default::default()
        };
        // SAFETY: the executable and the buffers are of one client and exist while they are borrowed
        // here; the lists are for one device, as long as the counts say, and outlive the call.
        unsafe { table.call(&mut request) }?;
        // SAFETY: the event was made by the call, for the caller to destroy.
        let finished = unsafe { Event::new(table, finished) };
        let outputs = outputs.into_iter().filter_map(NonNull::new);
        // SAFETY: the buffers were made by the call, for this client, for the caller to destroy.
        let own = |raw| unsafe { DeviceBuffer::new(Arc::clone(&self.connection), raw) };
        let outputs: Vec<DeviceBuffer> = outputs.map(own).collect();
        finished.wait(Execute::FUNCTION.name)?;
        if outputs.len() != self.outputs {
            return Err(PjrtError::Nothing { function: Execute::FUNCTION.name });
        }
        Ok(outputs)
    }
}

impl Drop for Executable {
    fn drop(&mut self) {
        let mut request = LoadedDestroy { executable: self.raw.as_ptr(), ..Default::default() };
        // SAFETY: the executable is this object's own. There is nobody to tell of a failure.
        let _ = unsafe { self.connection.table.ask(&mut request) };
    }
}
