use super::ReadError;
use crate::graph::GraphError;
use crate::neuron::hlo::proto::Instruction;

/// What is wrong with an instruction, before it is said with which.
#[derive(Debug)]
pub(super) enum Fault {
    /// There is no counterpart of this.
    Missing(String),
    /// It contradicts itself or its operands.
    Wrong(String),
    Graph(GraphError),
    /// An instruction of a called computation, with its name.
    Named(Box<ReadError>),
}

pub(super) type Read<T> = Result<T, Fault>;

impl From<GraphError> for Fault {
    fn from(error: GraphError) -> Self {
        Self::Graph(error)
    }
}

impl Fault {
    pub(super) fn of(self, instruction: &Instruction) -> ReadError {
        let (name, opcode) = (instruction.name.clone(), instruction.opcode.clone());
        match self {
            Self::Missing(missing) => ReadError::Unsupported { instruction: name, opcode, missing },
            Self::Wrong(what) => ReadError::Instruction { instruction: name, opcode, what },
            Self::Graph(source) => {
                ReadError::Operands { instruction: name, opcode, source: Box::new(source) }
            }
            Self::Named(error) => *error,
        }
    }
}

/// There is no counterpart of this.
pub(super) fn missing<T>(what: impl Into<String>) -> Read<T> {
    Err(Fault::Missing(what.into()))
}

/// It contradicts itself or its operands.
pub(super) fn wrong<T>(what: impl Into<String>) -> Read<T> {
    Err(Fault::Wrong(what.into()))
}
