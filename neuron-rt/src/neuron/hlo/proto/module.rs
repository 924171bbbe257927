use super::{Computation, FrontendAttributes, ProgramShape};

/// `HloModuleProto`: a whole program.
#[derive(Clone, PartialEq, prost::Message)]
pub struct HloModule {
    /// Name of the module.
    #[prost(string, tag = "1")]
    pub name: String,
    /// Name of the computation that runs first.
    #[prost(string, tag = "2")]
    pub entry_computation_name: String,
    /// The computations, each after those that it calls.
    #[prost(message, repeated, tag = "3")]
    pub computations: Vec<Computation>,
    /// Types of the parameters and of the result.
    #[prost(message, optional, tag = "4")]
    pub host_program_shape: Option<ProgramShape>,
    /// Number of the module.
    #[prost(int64, tag = "5")]
    pub id: i64,
    /// Number of the computation that runs first.
    #[prost(int64, tag = "6")]
    pub entry_computation_id: i64,
    /// Which results take over the memory of which parameters.
    #[prost(message, optional, tag = "8")]
    pub input_output_alias: Option<InputOutputAlias>,
    /// Whether a shape is known only when it runs.
    #[prost(bool, tag = "11")]
    pub is_dynamic: bool,
    /// Free attributes.
    #[prost(message, optional, tag = "19")]
    pub frontend_attributes: Option<FrontendAttributes>,
}

/// `HloInputOutputAliasProto`.
#[derive(Clone, PartialEq, prost::Message)]
pub struct InputOutputAlias {
    /// One entry a result that takes over a parameter.
    #[prost(message, repeated, tag = "1")]
    pub entries: Vec<AliasEntry>,
}

/// One result that takes over the memory of one parameter.
#[derive(Clone, PartialEq, prost::Message)]
pub struct AliasEntry {
    /// Path of the result in the root's tuple.
    #[prost(int64, repeated, tag = "1")]
    pub output_shape_index: Vec<i64>,
    /// The parameter.
    #[prost(int64, tag = "2")]
    pub parameter_number: i64,
    /// Path within the parameter, where it is a tuple.
    #[prost(int64, repeated, tag = "3")]
    pub parameter_shape_index: Vec<i64>,
    /// 1: may be, 2: must be.
    #[prost(int32, tag = "4")]
    pub kind: i32,
}
