//! Messages about shapes.

/// `ShapeProto`: type of an array or tuple.
#[derive(Clone, PartialEq, prost::Message)]
pub struct ShapeProto {
    /// `PrimitiveType`, where 13 stands for a tuple.
    #[prost(int32, tag = "2")]
    pub element_type: i32,
    /// Extents.
    #[prost(int64, repeated, tag = "3")]
    pub dimensions: Vec<i64>,
    /// Shapes of a tuple's members.
    #[prost(message, repeated, tag = "4")]
    pub tuple_shapes: Vec<ShapeProto>,
    /// How the elements lie in memory.
    #[prost(message, optional, tag = "5")]
    pub layout: Option<LayoutProto>,
    /// Whether each dimension's extent is only known at run time.
    #[prost(bool, repeated, tag = "6")]
    pub is_dynamic_dimension: Vec<bool>,
}

/// `LayoutProto`: how elements lie in memory.
#[derive(Clone, PartialEq, prost::Message)]
pub struct LayoutProto {
    /// Dimensions from the fastest varying to the slowest.
    #[prost(int64, repeated, tag = "1")]
    pub minor_to_major: Vec<i64>,
    /// Tiles, of which only the number matters here: none is accepted.
    #[prost(message, repeated, tag = "6")]
    pub tiles: Vec<TileProto>,
    /// Bits of an element where it is not its natural size; 0 otherwise.
    #[prost(int64, tag = "7")]
    pub element_size_in_bits: i64,
    /// Memory space, 0 for the default one.
    #[prost(int64, tag = "8")]
    pub memory_space: i64,
}

/// `TileProto`: a tile of a tiled layout.
#[derive(Clone, PartialEq, prost::Message)]
pub struct TileProto {
    /// Extents.
    #[prost(int64, repeated, tag = "1")]
    pub dimensions: Vec<i64>,
}

/// `ProgramShapeProto`: type of a computation.
#[derive(Clone, PartialEq, prost::Message)]
pub struct ProgramShapeProto {
    /// Types of the parameters.
    #[prost(message, repeated, tag = "1")]
    pub parameters: Vec<ShapeProto>,
    /// Type of the result.
    #[prost(message, optional, tag = "2")]
    pub result: Option<ShapeProto>,
    /// Names of the parameters.
    #[prost(string, repeated, tag = "3")]
    pub parameter_names: Vec<String>,
}
