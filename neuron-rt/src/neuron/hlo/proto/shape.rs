/// `PrimitiveType`: the element types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, prost::Enumeration)]
#[repr(i32)]
#[allow(missing_docs)]
pub enum PrimitiveType {
    Invalid = 0,
    Pred = 1,
    S8 = 2,
    S16 = 3,
    S32 = 4,
    S64 = 5,
    U8 = 6,
    U16 = 7,
    U32 = 8,
    U64 = 9,
    F16 = 10,
    F32 = 11,
    F64 = 12,
    Tuple = 13,
    Opaque = 14,
    C64 = 15,
    Bf16 = 16,
    Token = 17,
    C128 = 18,
    F8e5m2 = 19,
    F8e4m3fn = 20,
    F8e4m3 = 28,
}

/// `ShapeProto`: an array's element type and extents, or a tuple's parts.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Shape {
    /// Element type, or tuple.
    #[prost(enumeration = "PrimitiveType", tag = "2")]
    pub element_type: i32,
    /// Extents, outermost first.
    #[prost(int64, repeated, tag = "3")]
    pub dimensions: Vec<i64>,
    /// Parts of a tuple.
    #[prost(message, repeated, tag = "4")]
    pub tuple_shapes: Vec<Shape>,
    /// Order of the extents in memory.
    #[prost(message, optional, tag = "5")]
    pub layout: Option<Layout>,
    /// Which extents are known only when it runs.
    #[prost(bool, repeated, tag = "6")]
    pub is_dynamic_dimension: Vec<bool>,
}

/// `LayoutProto`.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Layout {
    /// Dimensions from the fastest to the slowest.
    #[prost(int64, repeated, tag = "1")]
    pub minor_to_major: Vec<i64>,
}

/// `ProgramShapeProto`: the type of a computation.
#[derive(Clone, PartialEq, prost::Message)]
pub struct ProgramShape {
    /// Types of the parameters.
    #[prost(message, repeated, tag = "1")]
    pub parameters: Vec<Shape>,
    /// Type of the result.
    #[prost(message, optional, tag = "2")]
    pub result: Option<Shape>,
    /// Names of the parameters.
    #[prost(string, repeated, tag = "3")]
    pub parameter_names: Vec<String>,
}
