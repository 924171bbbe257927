use super::names::MUST_ALIAS;
use super::proto::HloModule;
use crate::graph::TensorType;
use prost::Message;

/// One input or output of a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Port {
    /// Its name in the graph.
    pub name: String,
    /// The name under which a device binds it: plain characters, unique among the inputs and, but
    /// for an output that replaces an input, among all.
    pub bound: String,
    /// Its type.
    pub ty: TensorType,
    /// Of an input, the output that takes over its memory; of an output, the input that it replaces.
    pub alias: Option<usize>,
}

impl Port {
    /// The name in a NEFF of an input, whose aliasing is told by its name.
    #[must_use]
    pub fn neff_input_name(&self) -> String {
        match self.alias {
            Some(_) => format!("{}{MUST_ALIAS}", self.bound),
            None => self.bound.clone(),
        }
    }
}

/// A graph in XLA's operations.
#[derive(Clone, Debug, PartialEq)]
pub struct Module {
    /// The message.
    pub proto: HloModule,
    /// The parameters, in order.
    pub inputs: Vec<Port>,
    /// The parts of the result, in order.
    pub outputs: Vec<Port>,
}

impl Module {
    /// The message's bytes: equal graphs give equal bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.proto.encode_to_vec()
    }

    /// How many instructions there are in all computations.
    #[must_use]
    pub fn instruction_count(&self) -> usize {
        self.proto.computations.iter().map(|c| c.instructions.len()).sum()
    }
}
