//! The protocol-buffer messages of an HLO module, tagged by hand.
//!
//! Only the fields that are read here; a decoder skips what it does not know. Numbers and names are those of XLA's
//! `service/hlo.proto` and `xla_data.proto` (proto3, package `xla`).

mod attributes;
mod literal;
mod shape;

use std::collections::BTreeMap;

pub use attributes::{
    ConvolutionDimensionNumbers, DotDimensionNumbers, FrontendAttributes, GatherDimensionNumbers,
    OpMetadata, PaddingConfig, PaddingConfigDimension, ReplicaGroup, ScatterDimensionNumbers,
    SliceDimensions, Window, WindowDimension,
};
pub use literal::LiteralProto;
pub use shape::{LayoutProto, ProgramShapeProto, ShapeProto};

/// `HloModuleProto`: a whole program.
#[derive(Clone, PartialEq, prost::Message)]
pub struct HloModuleProto {
    /// Name of the module.
    #[prost(string, tag = "1")]
    pub name: String,
    /// Name of the computation at which the program begins.
    #[prost(string, tag = "2")]
    pub entry_computation_name: String,
    /// All computations, callees before callers.
    #[prost(message, repeated, tag = "3")]
    pub computations: Vec<HloComputationProto>,
    /// Types of the program's parameters and result.
    #[prost(message, optional, tag = "4")]
    pub host_program_shape: Option<ProgramShapeProto>,
    /// Id of the module.
    #[prost(int64, tag = "5")]
    pub id: i64,
    /// Id of the computation at which the program begins.
    #[prost(int64, tag = "6")]
    pub entry_computation_id: i64,
    /// Which outputs lie in the memory of which parameters.
    #[prost(message, optional, tag = "8")]
    pub input_output_alias: Option<HloInputOutputAliasProto>,
    /// Whether any dimension is dynamic.
    #[prost(bool, tag = "11")]
    pub is_dynamic: bool,
    /// Attributes that a frontend left.
    #[prost(message, optional, tag = "19")]
    pub frontend_attributes: Option<FrontendAttributes>,
}

/// `HloComputationProto`: a function.
#[derive(Clone, PartialEq, prost::Message)]
pub struct HloComputationProto {
    /// Name of the computation.
    #[prost(string, tag = "1")]
    pub name: String,
    /// Instructions, operands before users.
    #[prost(message, repeated, tag = "2")]
    pub instructions: Vec<HloInstructionProto>,
    /// Types of parameters and result.
    #[prost(message, optional, tag = "4")]
    pub program_shape: Option<ProgramShapeProto>,
    /// Id of the computation.
    #[prost(int64, tag = "5")]
    pub id: i64,
    /// Id of the instruction whose value is the result.
    #[prost(int64, tag = "6")]
    pub root_id: i64,
}

/// `HloInstructionProto`: one operation with all its attributes.
#[derive(Clone, PartialEq, prost::Message)]
pub struct HloInstructionProto {
    /// Name of the instruction.
    #[prost(string, tag = "1")]
    pub name: String,
    /// What it does, as in `add` or `reduce-window`.
    #[prost(string, tag = "2")]
    pub opcode: String,
    /// Shape of its value.
    #[prost(message, optional, tag = "3")]
    pub shape: Option<ShapeProto>,
    /// Where in the frontend's program it came from.
    #[prost(message, optional, tag = "7")]
    pub metadata: Option<OpMetadata>,
    /// `constant`: the value.
    #[prost(message, optional, tag = "8")]
    pub literal: Option<LiteralProto>,
    /// `parameter`: which one.
    #[prost(int64, tag = "9")]
    pub parameter_number: i64,
    /// `get-tuple-element`: which one.
    #[prost(int64, tag = "13")]
    pub tuple_index: i64,
    /// Dimensions: of `reduce`, `transpose`, `broadcast`, `concatenate`, `iota`, `sort`, `reverse`, collectives.
    #[prost(int64, repeated, tag = "14")]
    pub dimensions: Vec<i64>,
    /// `convolution`, `reduce-window`, `select-and-scatter`: the window.
    #[prost(message, optional, tag = "15")]
    pub window: Option<Window>,
    /// `convolution`: which dimension is what.
    #[prost(message, optional, tag = "16")]
    pub convolution_dimension_numbers: Option<ConvolutionDimensionNumbers>,
    /// `slice`: what is taken of each dimension.
    #[prost(message, repeated, tag = "17")]
    pub slice_dimensions: Vec<SliceDimensions>,
    /// `dynamic-slice`: extent of each dimension of the result.
    #[prost(int64, repeated, tag = "20")]
    pub dynamic_slice_sizes: Vec<i64>,
    /// `pad`: how much, and where.
    #[prost(message, optional, tag = "21")]
    pub padding_config: Option<PaddingConfig>,
    /// Collectives: the channel, 0 for none.
    #[prost(int64, tag = "26")]
    pub channel_id: i64,
    /// `custom-call`: what is called.
    #[prost(string, tag = "28")]
    pub custom_call_target: String,
    /// `dot`: which dimension is what.
    #[prost(message, optional, tag = "30")]
    pub dot_dimension_numbers: Option<DotDimensionNumbers>,
    /// `gather`: which dimension is what.
    #[prost(message, optional, tag = "33")]
    pub gather_dimension_numbers: Option<GatherDimensionNumbers>,
    /// `gather`: extent of a slice in each dimension of the operand.
    #[prost(int64, repeated, tag = "34")]
    pub gather_slice_sizes: Vec<i64>,
    /// Id of the instruction.
    #[prost(int64, tag = "35")]
    pub id: i64,
    /// Ids of the operands.
    #[prost(int64, repeated, tag = "36")]
    pub operand_ids: Vec<i64>,
    /// Ids of instructions that have to run before.
    #[prost(int64, repeated, tag = "37")]
    pub control_predecessor_ids: Vec<i64>,
    /// Ids of the computations that are called.
    #[prost(int64, repeated, tag = "38")]
    pub called_computation_ids: Vec<i64>,
    /// What a backend left: for `AwsNeuronTopK`, k in ASCII.
    #[prost(bytes = "vec", tag = "43")]
    pub backend_config: Vec<u8>,
    /// `scatter`: which dimension is what.
    #[prost(message, optional, tag = "48")]
    pub scatter_dimension_numbers: Option<ScatterDimensionNumbers>,
    /// Collectives: who takes part with whom.
    #[prost(message, repeated, tag = "49")]
    pub replica_groups: Vec<ReplicaGroup>,
    /// `convolution`: groups of features.
    #[prost(int64, tag = "50")]
    pub feature_group_count: i64,
    /// `convolution`: groups of the batch.
    #[prost(int64, tag = "58")]
    pub batch_group_count: i64,
    /// `sort`: whether equal elements keep their order.
    #[prost(bool, tag = "60")]
    pub is_stable: bool,
    /// `compare`: EQ, NE, GE, GT, LE or LT.
    #[prost(string, tag = "63")]
    pub comparison_direction: String,
    /// `gather`, `scatter`: a promise that the indices ascend.
    #[prost(bool, tag = "67")]
    pub indices_are_sorted: bool,
    /// Attributes that a frontend left.
    #[prost(message, optional, tag = "68")]
    pub frontend_attributes: Option<FrontendAttributes>,
    /// `scatter`: a promise that no index comes twice.
    #[prost(bool, tag = "69")]
    pub unique_indices: bool,
    /// `rng-bit-generator`: the algorithm.
    #[prost(int32, tag = "70")]
    pub rng_algorithm: i32,
    /// `compare`: FLOAT, TOTALORDER, SIGNED or UNSIGNED; empty for what the type suggests.
    #[prost(string, tag = "72")]
    pub comparison_type: String,
}

/// `HloInputOutputAliasProto`: which outputs lie in the memory of which parameters.
#[derive(Clone, PartialEq, prost::Message)]
pub struct HloInputOutputAliasProto {
    /// One entry an aliased output.
    #[prost(message, repeated, tag = "1")]
    pub entries: Vec<AliasEntry>,
}

/// `HloInputOutputAliasProto.AliasEntryProto`.
#[derive(Clone, PartialEq, prost::Message)]
pub struct AliasEntry {
    /// Path to the output in the result's tuple.
    #[prost(int64, repeated, tag = "1")]
    pub output_shape_index: Vec<i64>,
    /// Number of the parameter.
    #[prost(int64, tag = "2")]
    pub parameter_number: i64,
    /// Path within the parameter; empty for an array.
    #[prost(int64, repeated, tag = "3")]
    pub parameter_shape_index: Vec<i64>,
    /// 0 undefined, 1 may, 2 must.
    #[prost(int32, tag = "4")]
    pub kind: i32,
}

impl HloInstructionProto {
    /// What `key` of the frontend attributes says.
    #[must_use]
    pub fn frontend_attribute(&self, key: &str) -> Option<&str> {
        let map: &BTreeMap<String, String> = &self.frontend_attributes.as_ref()?.map;
        map.get(key).map(String::as_str)
    }
}
