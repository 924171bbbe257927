//! What the compiler gets of a graph: the same whether a device asks for it, or a machine without
//! one compiles ahead. Only so is what was compiled ahead found by the device.

use super::checker::{Report, Severity};
use super::compiler::{CompileError, CompileOptions, Compiled, Compiler, ModelType, Progress};
use super::discovery::{Environment, LogicalCoreError};
use super::{Target, hlo};
use crate::executable::RunError;
use crate::graph::{Graph, Op};

/// A graph, lowered for a target, with what is asked of the compiler.
///
/// ```
/// use neuron_rt::graph::{Builder, DType, Role, TensorType};
/// use neuron_rt::neuron::{Prepared, Target};
///
/// let b = Builder::new();
/// let x = b.input("x", TensorType::new(DType::F32, [3]), Role::Data)?;
/// let graph = b.finish(&[("y", &x.square()?)])?;
/// let prepared = Prepared::new(&graph, Target::Trn1);
/// assert_eq!(prepared.name, "forward");
/// assert_eq!(prepared.options.target, "trn1");
/// prepared.check()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Prepared {
    /// What messages call the graph: `training` where it overwrites what it is given, else
    /// `forward`.
    pub name: &'static str,
    /// What it is compiled for.
    pub target: Target,
    /// The graph in XLA's operations.
    pub module: hlo::Module,
    /// What is asked of the compiler.
    pub options: CompileOptions,
    /// What is wrong with how the environment groups cores.
    grouping: Option<LogicalCoreError>,
}

impl Prepared {
    /// Lowers a graph. How many physical cores make a logical one is taken from the environment of
    /// the process, as the runtime does.
    #[must_use]
    pub fn new(graph: &Graph, target: Target) -> Self {
        let name = graph_name(graph);
        let mut options = CompileOptions::new(target.name());
        options.model_type = model_type(graph);
        let grouping = match Environment::of_process().logical_cores() {
            Ok(cores) => {
                options.lnc = cores.and_then(|cores| u8::try_from(cores).ok());
                None
            }
            Err(error) => Some(error),
        };
        Self { name, target, module: hlo::lower(graph, name), options, grouping }
    }

    /// What the compiler would refuse of it, with the module's size.
    #[must_use]
    pub fn report(&self) -> Report {
        Report::of(&self.module.proto, self.target)
    }

    /// Whether the compiler would take it.
    ///
    /// # Errors
    /// [`RunError::Unsupported`] with the first limit that it meets, and the model's layer;
    /// [`RunError::Device`] where the environment groups cores as no device does.
    pub fn check(&self) -> Result<(), RunError> {
        if let Some(error) = &self.grouping {
            let device = format!("neuron {}", self.target);
            return Err(RunError::Device { device, what: error.to_string() });
        }
        let findings = self.report().findings;
        let mut refused = findings.into_iter().filter(|f| f.severity == Severity::Refused);
        let Some(first) = refused.next() else { return Ok(()) };
        let others = match refused.count() {
            0 => String::new(),
            others => format!(" (and {others} more: `cargo xtask check` lists them)"),
        };
        Err(RunError::Unsupported {
            layer: format!("layer `{}`", first.layer),
            op: first.opcode,
            why: format!("{} {}: {}{others}", first.code, first.message, first.way_out),
        })
    }

    /// Compiles it, or finds it in the cache. `label` is what messages and the cache's list call it;
    /// it decides nothing.
    ///
    /// # Errors
    /// As [`Compiler::compile`].
    pub fn compile(
        &self,
        label: &str,
        compiler: &Compiler,
        progress: &dyn Progress,
    ) -> Result<Compiled, CompileError> {
        compiler.compile(&self.module.to_bytes(), label, &self.options, progress)
    }
}

/// What messages call a graph.
fn graph_name(graph: &Graph) -> &'static str {
    if graph.outputs().iter().any(|output| output.replaces.is_some()) {
        "training"
    } else {
        "forward"
    }
}

/// The set of the compiler's heuristics that fits a graph.
fn model_type(graph: &Graph) -> ModelType {
    let attention = graph
        .nodes()
        .iter()
        .any(|node| matches!(&node.op, Op::Composite(c) if c.name.contains("attention")));
    if attention { ModelType::Transformer } else { ModelType::Generic }
}
