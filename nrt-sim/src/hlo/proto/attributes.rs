//! Messages of instructions' attributes.

use std::collections::BTreeMap;

/// `OpMetadata`: where an instruction came from.
#[derive(Clone, PartialEq, prost::Message)]
pub struct OpMetadata {
    /// Kind of the frontend's operation.
    #[prost(string, tag = "1")]
    pub op_type: String,
    /// Name in the frontend's program: the layer's path.
    #[prost(string, tag = "2")]
    pub op_name: String,
}

/// `FrontendAttributes`: what a frontend left.
#[derive(Clone, PartialEq, prost::Message)]
pub struct FrontendAttributes {
    /// Names and texts.
    #[prost(btree_map = "string, string", tag = "1")]
    pub map: BTreeMap<String, String>,
}

/// `Window`: a window that moves over an array.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Window {
    /// One entry a dimension.
    #[prost(message, repeated, tag = "1")]
    pub dimensions: Vec<WindowDimension>,
}

/// `WindowDimension`: a window in one dimension.
#[derive(Clone, PartialEq, prost::Message)]
pub struct WindowDimension {
    /// Elements of the window.
    #[prost(int64, tag = "1")]
    pub size: i64,
    /// Steps between windows.
    #[prost(int64, tag = "2")]
    pub stride: i64,
    /// Elements before the first one; negative ones are taken away.
    #[prost(int64, tag = "3")]
    pub padding_low: i64,
    /// Elements behind the last one.
    #[prost(int64, tag = "4")]
    pub padding_high: i64,
    /// Distance of the window's elements.
    #[prost(int64, tag = "5")]
    pub window_dilation: i64,
    /// Distance of the array's elements.
    #[prost(int64, tag = "6")]
    pub base_dilation: i64,
    /// Whether the window runs backwards.
    #[prost(bool, tag = "7")]
    pub window_reversal: bool,
}

/// `DotDimensionNumbers`.
#[derive(Clone, PartialEq, prost::Message)]
pub struct DotDimensionNumbers {
    /// Dimensions of the left operand that are summed over.
    #[prost(int64, repeated, tag = "1")]
    pub lhs_contracting_dimensions: Vec<i64>,
    /// Dimensions of the right operand that are summed over.
    #[prost(int64, repeated, tag = "2")]
    pub rhs_contracting_dimensions: Vec<i64>,
    /// Dimensions of the left operand that are kept in step.
    #[prost(int64, repeated, tag = "3")]
    pub lhs_batch_dimensions: Vec<i64>,
    /// Dimensions of the right operand that are kept in step.
    #[prost(int64, repeated, tag = "4")]
    pub rhs_batch_dimensions: Vec<i64>,
}

/// `ConvolutionDimensionNumbers`.
#[derive(Clone, PartialEq, prost::Message)]
pub struct ConvolutionDimensionNumbers {
    /// The kernel's dimension of input features.
    #[prost(int64, tag = "3")]
    pub kernel_input_feature_dimension: i64,
    /// The kernel's dimension of output features.
    #[prost(int64, tag = "4")]
    pub kernel_output_feature_dimension: i64,
    /// The kernel's spatial dimensions.
    #[prost(int64, repeated, tag = "6")]
    pub kernel_spatial_dimensions: Vec<i64>,
    /// The input's batch dimension.
    #[prost(int64, tag = "7")]
    pub input_batch_dimension: i64,
    /// The input's dimension of features.
    #[prost(int64, tag = "8")]
    pub input_feature_dimension: i64,
    /// The output's batch dimension.
    #[prost(int64, tag = "9")]
    pub output_batch_dimension: i64,
    /// The output's dimension of features.
    #[prost(int64, tag = "10")]
    pub output_feature_dimension: i64,
    /// The input's spatial dimensions.
    #[prost(int64, repeated, tag = "11")]
    pub input_spatial_dimensions: Vec<i64>,
    /// The output's spatial dimensions.
    #[prost(int64, repeated, tag = "12")]
    pub output_spatial_dimensions: Vec<i64>,
}

/// `GatherDimensionNumbers`.
#[derive(Clone, PartialEq, prost::Message)]
pub struct GatherDimensionNumbers {
    /// Dimensions of the result that run within a slice.
    #[prost(int64, repeated, tag = "1")]
    pub offset_dims: Vec<i64>,
    /// Dimensions of the operand, of extent 1 in a slice, that the result leaves out.
    #[prost(int64, repeated, tag = "2")]
    pub collapsed_slice_dims: Vec<i64>,
    /// Dimension of the operand that each component of an index counts along.
    #[prost(int64, repeated, tag = "3")]
    pub start_index_map: Vec<i64>,
    /// Dimension of the indices that holds the components.
    #[prost(int64, tag = "4")]
    pub index_vector_dim: i64,
    /// Dimensions of the operand that go in step with the indices.
    #[prost(int64, repeated, tag = "5")]
    pub operand_batching_dims: Vec<i64>,
    /// The same dimensions in the indices.
    #[prost(int64, repeated, tag = "6")]
    pub start_indices_batching_dims: Vec<i64>,
}

/// `ScatterDimensionNumbers`.
#[derive(Clone, PartialEq, prost::Message)]
pub struct ScatterDimensionNumbers {
    /// Dimensions of the updates that run within a window.
    #[prost(int64, repeated, tag = "1")]
    pub update_window_dims: Vec<i64>,
    /// Dimensions of the operand, of extent 1 in a window, that the updates leave out.
    #[prost(int64, repeated, tag = "2")]
    pub inserted_window_dims: Vec<i64>,
    /// Dimension of the operand that each component of an index counts along.
    #[prost(int64, repeated, tag = "3")]
    pub scatter_dims_to_operand_dims: Vec<i64>,
    /// Dimension of the indices that holds the components.
    #[prost(int64, tag = "4")]
    pub index_vector_dim: i64,
    /// Dimensions of the operand that go in step with the indices.
    #[prost(int64, repeated, tag = "5")]
    pub input_batching_dims: Vec<i64>,
    /// The same dimensions in the indices.
    #[prost(int64, repeated, tag = "6")]
    pub scatter_indices_batching_dims: Vec<i64>,
}

/// `HloInstructionProto.SliceDimensions`: what is taken of one dimension.
#[derive(Clone, PartialEq, prost::Message)]
pub struct SliceDimensions {
    /// The first element.
    #[prost(int64, tag = "1")]
    pub start: i64,
    /// One behind the last.
    #[prost(int64, tag = "2")]
    pub limit: i64,
    /// Steps between elements.
    #[prost(int64, tag = "3")]
    pub stride: i64,
}

/// `PaddingConfig`: what is put around and between elements.
#[derive(Clone, PartialEq, prost::Message)]
pub struct PaddingConfig {
    /// One entry a dimension.
    #[prost(message, repeated, tag = "1")]
    pub dimensions: Vec<PaddingConfigDimension>,
}

/// `PaddingConfig.PaddingConfigDimension`.
#[derive(Clone, PartialEq, prost::Message)]
pub struct PaddingConfigDimension {
    /// Elements before the first one; negative ones are taken away.
    #[prost(int64, tag = "1")]
    pub edge_padding_low: i64,
    /// Elements behind the last one.
    #[prost(int64, tag = "2")]
    pub edge_padding_high: i64,
    /// Elements between two.
    #[prost(int64, tag = "3")]
    pub interior_padding: i64,
}

/// `ReplicaGroup`: replicas that take part in a collective together.
#[derive(Clone, PartialEq, prost::Message)]
pub struct ReplicaGroup {
    /// Numbers of the replicas.
    #[prost(int64, repeated, tag = "1")]
    pub replica_ids: Vec<i64>,
}
