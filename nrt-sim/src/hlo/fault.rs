//! What can go wrong while a module is evaluated.

/// What can go wrong while a module is evaluated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// An index of a gather or scatter points beyond its operand: libnrt's status 1006.
    ///
    /// XLA on a processor clamps such an index or leaves the update out; a Neuron device stops.
    #[error("instruction `{instruction}` reads or writes beyond its operand: {detail}")]
    OutOfBounds {
        /// Name of the instruction.
        instruction: String,
        /// The index and what it may be.
        detail: String,
    },
    /// The number of inputs is not the module's.
    #[error("the module takes {expected} inputs, {given} were given")]
    InputCount {
        /// Parameters of the module.
        expected: usize,
        /// Inputs that were given.
        given: usize,
    },
    /// An input is not what its parameter takes.
    #[error("input {index} (`{name}`) takes {expected}, was given {given}")]
    Input {
        /// Number of the parameter.
        index: usize,
        /// Name of the parameter.
        name: String,
        /// Type, dimensions and bytes that the parameter takes.
        expected: String,
        /// Type, dimensions and bytes that were given.
        given: String,
    },
    /// The evaluation wanted more work or memory than its [`Budget`](super::Budget).
    #[error("instruction `{instruction}` exceeds the {what} that the evaluation may use")]
    Budget {
        /// Name of the instruction.
        instruction: String,
        /// What ran out: `work` or `memory`.
        what: &'static str,
    },
    /// The other devices did not take part in a collective.
    #[error("collective `{instruction}`: {detail}")]
    Collective {
        /// Name of the instruction.
        instruction: String,
        /// What went wrong.
        detail: String,
        /// Whether the others did not come in time.
        timeout: bool,
    },
}
