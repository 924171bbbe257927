//! A graph that is ready to run.

use crate::buffer::Buffer;
use crate::graph::{Graph, Role, TensorType};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// Why a graph could not be compiled or run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RunError {
    /// An input was not given.
    #[error("input `{name}` ({expected}) was not given")]
    MissingInput {
        /// Its name.
        name: String,
        /// Its type.
        expected: TensorType,
    },
    /// An input has another type.
    #[error("input `{name}` is {found}, expected {expected}")]
    InputType {
        /// Its name.
        name: String,
        /// Type of the graph's input.
        expected: TensorType,
        /// Type that was given.
        found: TensorType,
    },
    /// The device cannot run an operation.
    #[error("{layer}: `{op}` cannot run here: {why}")]
    Unsupported {
        /// Path of the layer.
        layer: String,
        /// The operation.
        op: String,
        /// Why.
        why: String,
    },
    /// An operation failed while it ran.
    #[error("{layer}: `{op}` failed: {why}")]
    Failed {
        /// Path of the layer.
        layer: String,
        /// The operation.
        op: String,
        /// Why.
        why: String,
    },
    /// A value that is not finite came up, and the caller asked to be stopped by it.
    #[error("{layer}: `{op}` made {what}")]
    NotFinite {
        /// Path of the layer.
        layer: String,
        /// The operation.
        op: String,
        /// `NaN` or `an infinity`.
        what: &'static str,
    },
    /// The caller wanted no result any more.
    #[error("the compilation of `{name}` was cancelled; what was compiled before it is kept")]
    Cancelled {
        /// The graph.
        name: String,
    },
    /// The device, its compiler or its driver failed.
    #[error("{device}: {what}")]
    Device {
        /// The device.
        device: String,
        /// What happened, and what to do.
        what: String,
    },
}

/// One input of a run.
#[derive(Debug)]
pub enum Argument<'a> {
    /// Read, and left as it is.
    Borrowed(&'a Buffer),
    /// Given away: an output that replaces this input is written into its memory.
    Donated(Buffer),
}

impl Argument<'_> {
    /// The buffer.
    #[must_use]
    pub fn buffer(&self) -> &Buffer {
        match self {
            Self::Borrowed(buffer) => buffer,
            Self::Donated(buffer) => buffer,
        }
    }
}

/// What a step of a compiled graph does: one kernel, or several operations fused into one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StepNote {
    /// Operation and extents.
    pub op: String,
    /// Path of the layer; of the last one, where several are fused.
    pub layer: String,
    /// Floating-point operations by definition; a multiply and an add are two.
    pub flops: u64,
    /// Bytes of all that it reads and writes, each once.
    pub bytes: u64,
}

/// Is told the number of each step when it is done.
pub type StepObserver = Box<dyn FnMut(usize) + Send>;

/// What a device makes of a graph.
pub(crate) trait Program: Send {
    /// Runs once; `arguments` are of the inputs' types, in their order.
    fn run(&mut self, arguments: Vec<Argument<'_>>) -> Result<Vec<Buffer>, RunError>;

    /// The same, while inputs of the next run (nothing for those that it will get otherwise) may
    /// already go to the device: the next run is given the very same values.
    fn run_ahead(
        &mut self,
        arguments: Vec<Argument<'_>>,
        _next: &[Option<&Buffer>],
    ) -> Result<Vec<Buffer>, RunError> {
        self.run(arguments)
    }

    /// Memory that a run needs beside its arguments and results.
    fn workspace_bytes(&self) -> usize;

    /// The steps of a run, where the device tells them.
    fn notes(&self) -> &[StepNote] {
        &[]
    }

    /// Tells of each step from now on, where the device does.
    fn observe(&mut self, _observer: Option<StepObserver>) {}

    /// A copy of the buffer in the device's memory; nothing where it lies well as it is.
    fn place(&self, _buffer: &Buffer) -> Result<Option<Buffer>, RunError> {
        Ok(None)
    }
}

/// A compiled graph.
pub struct Executable {
    graph: Arc<Graph>,
    program: Box<dyn Program>,
}

/// Parameters and states by name: what stays on the device from step to step.
pub type Resident = BTreeMap<String, Buffer>;

impl Executable {
    pub(crate) fn new(graph: Arc<Graph>, program: Box<dyn Program>) -> Self {
        Self { graph, program }
    }

    /// What runs, without its graph.
    pub(crate) fn into_program(self) -> Box<dyn Program> {
        self.program
    }

    /// The graph as it was given to the compiler: names and types of inputs and outputs.
    #[must_use]
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// Memory in bytes that a run takes beside its arguments: known before anything runs.
    #[must_use]
    pub fn workspace_bytes(&self) -> usize {
        self.program.workspace_bytes()
    }

    /// The steps of a run in their order; none where the device does not tell.
    #[must_use]
    pub fn steps(&self) -> &[StepNote] {
        self.program.notes()
    }

    /// Has `observer` told of each step of the runs to come when it is done, or nobody any more.
    /// Devices that do not tell their [`steps`](Self::steps) tell nothing.
    pub fn observe(&mut self, observer: Option<StepObserver>) {
        self.program.observe(observer);
    }

    /// Memory in bytes of all inputs.
    #[must_use]
    pub fn input_bytes(&self) -> usize {
        self.graph.inputs().iter().map(|input| self.graph.ty(input.value).bytes()).sum()
    }

    /// The buffer where the device reads it without a transfer: itself, or a copy in the device's
    /// memory. Weights that many runs read are best placed once.
    ///
    /// # Errors
    /// Where the device fails.
    pub fn place<'a>(&self, buffer: &'a Buffer) -> Result<Cow<'a, Buffer>, RunError> {
        Ok(self.program.place(buffer)?.map_or(Cow::Borrowed(buffer), Cow::Owned))
    }

    /// Runs once, with one argument an input; gives one buffer an output. An output that replaces an
    /// input stays on the device, the others come to the host.
    ///
    /// # Errors
    /// [`RunError::MissingInput`], [`RunError::InputType`], or what the device met.
    pub fn run(&mut self, arguments: Vec<Argument<'_>>) -> Result<Vec<Buffer>, RunError> {
        for (i, input) in self.graph.inputs().iter().enumerate() {
            let expected = self.graph.ty(input.value);
            let name = || input.name.clone();
            match arguments.get(i) {
                None => {
                    let expected = expected.clone();
                    return Err(RunError::MissingInput { name: name(), expected });
                }
                Some(argument) if argument.buffer().ty() != expected => {
                    let found = argument.buffer().ty().clone();
                    return Err(RunError::InputType {
                        name: name(),
                        expected: expected.clone(),
                        found,
                    });
                }
                Some(_) => {}
            }
        }
        self.program.run(arguments)
    }

    /// Runs once on borrowed buffers.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub fn run_borrowed(&mut self, arguments: &[&Buffer]) -> Result<Vec<Buffer>, RunError> {
        self.run(arguments.iter().map(|buffer| Argument::Borrowed(buffer)).collect())
    }

    /// Runs once with inputs by name: from `data`, or else from `resident`, where every output that
    /// replaces an input is put back. Gives the other outputs.
    ///
    /// # Errors
    /// As [`run`](Self::run). Where the device fails, `resident` lacks what it had been given.
    pub fn step(
        &mut self,
        resident: &mut Resident,
        data: &BTreeMap<String, Buffer>,
    ) -> Result<BTreeMap<String, Buffer>, RunError> {
        self.step_ahead(resident, data, None)
    }

    /// As [`step`](Self::step), while the data of the next step goes to the device, where it is
    /// already known. The next step must be given the very same data.
    ///
    /// # Errors
    /// As [`step`](Self::step).
    pub fn step_ahead(
        &mut self,
        resident: &mut Resident,
        data: &BTreeMap<String, Buffer>,
        next: Option<&BTreeMap<String, Buffer>>,
    ) -> Result<BTreeMap<String, Buffer>, RunError> {
        let graph = self.graph.clone();
        let replaced: Vec<usize> = graph.outputs().iter().filter_map(|o| o.replaces).collect();
        for input in graph.inputs() {
            let given = data.get(&input.name).or_else(|| resident.get(&input.name));
            let expected = graph.ty(input.value);
            let name = input.name.clone();
            match given {
                None => return Err(RunError::MissingInput { name, expected: expected.clone() }),
                Some(buffer) if buffer.ty() != expected => {
                    let found = buffer.ty().clone();
                    return Err(RunError::InputType { name, expected: expected.clone(), found });
                }
                Some(_) => {}
            }
        }
        self.place_resident(resident, data)?;
        let mut donated: BTreeMap<usize, Buffer> = BTreeMap::new();
        for (i, input) in graph.inputs().iter().enumerate() {
            let kept = replaced.contains(&i) && !data.contains_key(&input.name);
            if let Some(buffer) = kept.then(|| resident.remove(&input.name)).flatten() {
                donated.insert(i, buffer);
            }
        }
        let mut arguments = Vec::with_capacity(graph.inputs().len());
        for (i, input) in graph.inputs().iter().enumerate() {
            if let Some(buffer) = donated.remove(&i) {
                arguments.push(Argument::Donated(buffer));
            } else if let Some(buffer) = data.get(&input.name).or_else(|| resident.get(&input.name))
            {
                arguments.push(Argument::Borrowed(buffer));
            }
        }
        let ahead: Vec<Option<&Buffer>> = match next {
            Some(next) => graph.inputs().iter().map(|input| next.get(&input.name)).collect(),
            None => Vec::new(),
        };
        let results = self.program.run_ahead(arguments, &ahead)?;
        let mut others = BTreeMap::new();
        for (output, buffer) in graph.outputs().iter().zip(results) {
            match output.replaces {
                Some(i) => resident.insert(graph.inputs()[i].name.clone(), buffer),
                None => others.insert(output.name.clone(), buffer),
            };
        }
        Ok(others)
    }

    /// Moves parameters and states that still lie on the host to the device.
    fn place_resident(
        &self,
        resident: &mut Resident,
        data: &BTreeMap<String, Buffer>,
    ) -> Result<(), RunError> {
        for input in self.graph.inputs().iter().filter(|input| !data.contains_key(&input.name)) {
            if let Some(buffer) = resident.get_mut(&input.name)
                && let Some(placed) = self.program.place(buffer)?
            {
                *buffer = placed;
            }
        }
        Ok(())
    }

    /// Names of the inputs of a role, in order.
    pub fn inputs_of(&self, role: Role) -> impl Iterator<Item = &str> {
        let of_role = move |input: &&crate::graph::Input| input.role == role;
        self.graph.inputs().iter().filter(of_role).map(|input| input.name.as_str())
    }
}

impl fmt::Debug for Executable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Executable({} nodes)", self.graph.nodes().len())
    }
}
