//! From bytes to a module whose every shape, operand and attribute was checked.

mod collective;
mod computation;
mod control;
mod convolution;
mod custom_call;
mod dimension;
mod dot;
mod elementwise;
mod gather;
mod instruction;
mod interface;
mod literal;
mod liveness;
mod movement;
mod pattern;
mod problem;
mod reduction;
mod scatter;
mod scope;
mod shape;
mod sort;
mod window;
mod work;

use prost::Message;

use super::program::Computation;
use super::proto::HloModuleProto;
use super::{Alias, Port, Refusal, RefusalKind};
use computation::Computations;

/// What a module holds.
#[derive(Debug)]
pub(super) struct Parsed {
    /// Name of the module.
    pub(super) name: String,
    /// All computations, callees before callers.
    pub(super) computations: Vec<Computation>,
    /// Number of the computation at which the program begins.
    pub(super) entry: usize,
    /// Its parameters.
    pub(super) parameters: Vec<Port>,
    /// Its results.
    pub(super) results: Vec<Port>,
    /// Which results lie in the memory of which parameters.
    pub(super) aliases: Vec<Alias>,
}

/// Reads and checks a serialised module.
pub(super) fn module(bytes: &[u8]) -> Result<Parsed, Refusal> {
    let message = HloModuleProto::decode(bytes)
        .map_err(|error| Refusal::of_module(RefusalKind::Undecodable, error.to_string()))?;
    if message.is_dynamic {
        let detail = "the module says that it is dynamic";
        return Err(Refusal::of_module(RefusalKind::DynamicShape, detail));
    }
    let mut computations = Computations::default();
    for computation in &message.computations {
        computations.read(computation)?;
    }
    let entry = interface::entry(&message, &computations)?;
    let list = computations.list;
    let (parameters, results) = interface::ports(&message, &list[entry])?;
    let aliases = interface::aliases(&message, &parameters, &results)?;
    Ok(Parsed { name: message.name, computations: list, entry, parameters, results, aliases })
}
