use super::program::PjrtProgram;
use crate::device::DeviceError;
use crate::executable::{Executable, RunError};
use crate::graph::Graph;
use crate::neuron::hlo;
use pjrt_sys::{Client, Plugin};
use std::fmt;
use std::path::Path;
use std::sync::Arc;

/// XLA's compiler goes through a graph by recursion, deeper than a thread's usual stack.
const COMPILER_STACK: usize = 256 << 20;

/// The first device of a PJRT plugin. A clone is the same device.
#[derive(Clone)]
pub struct PjrtDevice(Arc<Client>);

impl PjrtDevice {
    /// Loads the plugin at this path, which runs code of its own, and opens its devices.
    ///
    /// # Errors
    /// [`DeviceError::Pjrt`].
    pub fn open(path: &Path) -> Result<Self, DeviceError> {
        let client = Plugin::load(path).and_then(|plugin| Client::new(&plugin));
        client.map(|client| Self(Arc::new(client))).map_err(|e| DeviceError::Pjrt(e.to_string()))
    }

    /// Lowers a graph and lets the plugin compile it.
    pub(crate) fn compile(&self, graph: &Graph) -> Result<Executable, RunError> {
        let module = hlo::lower(graph, "graph");
        self.compile_module(Arc::new(graph.clone()), &module)
    }

    fn compile_module(
        &self,
        graph: Arc<Graph>,
        module: &hlo::Module,
    ) -> Result<Executable, RunError> {
        let bytes = module.to_bytes();
        let compiled = std::thread::scope(|scope| {
            let thread = std::thread::Builder::new().stack_size(COMPILER_STACK);
            let compiling = thread.spawn_scoped(scope, || self.0.compile(&bytes));
            let compiled = compiling.map(|thread| thread.join());
            let failed = |what: String| RunError::Device { device: self.to_string(), what };
            match compiled {
                Ok(Ok(compiled)) => compiled.map_err(|e| self.failed(&e)),
                Ok(Err(_)) => Err(failed("the compiler's thread ended early".to_owned())),
                Err(error) => Err(failed(format!("no thread for the compiler: {error}"))),
            }
        })?;
        Ok(Executable::new(graph, Box::new(PjrtProgram::new(self.clone(), compiled, module))))
    }

    pub(super) fn client(&self) -> &Client {
        &self.0
    }

    pub(super) fn failed(&self, error: &pjrt_sys::PjrtError) -> RunError {
        RunError::Device { device: self.to_string(), what: error.to_string() }
    }
}

impl PartialEq for PjrtDevice {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for PjrtDevice {}

impl fmt::Display for PjrtDevice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "pjrt {}", self.0.platform())
    }
}

impl fmt::Debug for PjrtDevice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PjrtDevice({})", self.0.platform())
    }
}
