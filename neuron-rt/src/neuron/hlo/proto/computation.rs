use super::{Instruction, ProgramShape};

/// `HloComputationProto`: a function of instructions, each after what it reads.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Computation {
    /// Unique name.
    #[prost(string, tag = "1")]
    pub name: String,
    /// The instructions.
    #[prost(message, repeated, tag = "2")]
    pub instructions: Vec<Instruction>,
    /// Types of the parameters and of the result.
    #[prost(message, optional, tag = "4")]
    pub program_shape: Option<ProgramShape>,
    /// Unique number.
    #[prost(int64, tag = "5")]
    pub id: i64,
    /// The instruction whose value is the result.
    #[prost(int64, tag = "6")]
    pub root_id: i64,
}
