//! From HLO to a graph: modules of our own, or of any other tool that writes XLA's operations.
//!
//! | file | what |
//! |-|-|
//! | `entry` | inputs, outputs, their names, and which takes over the memory of which |
//! | `computation`, `operation` | instructions in order, and which file knows their operation |
//! | `types`, `value`, `fault`, `limits` | element types, tuples, errors, and what is too much |
//! | the others | operations, by kind |
//!
//! Calls are inlined, branches are computed on both sides, loops must count ([`Scan`]). 64-bit
//! integers become 32-bit ones, which hold every index; constants that do not fit are refused.
//! Numbers of instructions may be any.
//!
//! [`Scan`]: crate::graph::Scan

mod arithmetic;
mod collective;
mod combiner;
mod computation;
mod control;
mod convolution;
mod data;
mod dot;
mod dynamic;
mod elementwise;
mod entry;
mod error;
mod fault;
mod fold;
mod gather;
mod indices;
mod known;
mod limits;
mod movement;
mod operation;
mod pooling;
mod reduce;
mod reduce_window;
mod scatter;
mod shift;
mod site;
mod sort;
mod special;
mod types;
mod value;

pub use error::ReadError;

use super::proto::HloModule;
use crate::graph::Graph;
use prost::Message;

/// The graph of a serialised `HloModuleProto`.
///
/// Inputs are called as the parameters are, outputs as `neff_output_names` says or `output0`,
/// `output1`, …; an output that is aliased to a parameter replaces it.
///
/// ```
/// use neuron_rt::graph::{Builder, DType, Role, TensorType};
/// use neuron_rt::neuron::hlo;
///
/// let b = Builder::new();
/// let x = b.input("x", TensorType::new(DType::F32, [3]), Role::Data)?;
/// let graph = b.finish(&[("y", &x.square()?)])?;
/// let bytes = hlo::lower(&graph, "square").to_bytes();
/// let again = hlo::read(&bytes)?;
/// assert_eq!(again.inputs()[0].name, "x");
/// assert_eq!(again.outputs()[0].name, "y");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`ReadError`]: bytes that are no module, instructions that contradict their shapes, and
/// operations that a graph cannot express, by name. Nothing in the bytes makes it panic, or take
/// memory beyond a fixed multiple of their length.
pub fn read(bytes: &[u8]) -> Result<Graph, ReadError> {
    limits::check_bytes(bytes)?;
    from_proto(&HloModule::decode(bytes)?)
}

/// The graph of a module that is decoded already.
///
/// # Errors
/// Those of [`read`] but for the decoding.
pub fn from_proto(module: &HloModule) -> Result<Graph, ReadError> {
    entry::read(module)
}
