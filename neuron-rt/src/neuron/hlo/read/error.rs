use crate::graph::GraphError;

/// Why a module cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The bytes are no message, or are cut off.
    #[error("these are not the bytes of an HLO module: {0}")]
    Decode(#[from] prost::DecodeError),
    /// An operation, or a form of one, for which a graph has nothing.
    #[error("`{opcode}` ({instruction}): {missing} cannot be read into a graph")]
    Unsupported {
        /// Name of the instruction.
        instruction: String,
        /// Its operation.
        opcode: String,
        /// What there is no counterpart of.
        missing: String,
    },
    /// An instruction that contradicts itself or what it reads.
    #[error("`{opcode}` ({instruction}) {what}")]
    Instruction {
        /// Name of the instruction.
        instruction: String,
        /// Its operation.
        opcode: String,
        /// What is wrong with it.
        what: String,
    },
    /// An instruction whose operands do not fit together.
    #[error("`{opcode}` ({instruction}): {source}")]
    Operands {
        /// Name of the instruction.
        instruction: String,
        /// Its operation.
        opcode: String,
        /// What the graph says.
        source: Box<GraphError>,
    },
    /// What is wrong with the module as a whole.
    #[error("the module {0}")]
    Module(String),
    /// Outputs that cannot be given.
    #[error(transparent)]
    Outputs(Box<GraphError>),
}
