use super::Shape;

/// `LiteralProto`: a value. The field of its element type holds the elements.
#[derive(Clone, PartialEq, prost::Message)]
#[allow(missing_docs)]
pub struct Literal {
    /// Its type.
    #[prost(message, optional, tag = "1")]
    pub shape: Option<Shape>,
    #[prost(bool, repeated, tag = "2")]
    pub preds: Vec<bool>,
    #[prost(bytes = "vec", tag = "3")]
    pub u8s: Vec<u8>,
    #[prost(int32, repeated, tag = "4")]
    pub s32s: Vec<i32>,
    #[prost(int64, repeated, tag = "5")]
    pub s64s: Vec<i64>,
    #[prost(uint32, repeated, tag = "6")]
    pub u32s: Vec<u32>,
    #[prost(uint64, repeated, tag = "7")]
    pub u64s: Vec<u64>,
    #[prost(float, repeated, tag = "8")]
    pub f32s: Vec<f32>,
    #[prost(double, repeated, tag = "9")]
    pub f64s: Vec<f64>,
    /// Parts of a tuple.
    #[prost(message, repeated, tag = "10")]
    pub tuple_literals: Vec<Literal>,
    /// Little-endian pairs of bytes.
    #[prost(bytes = "vec", tag = "11")]
    pub f16s: Vec<u8>,
    /// Little-endian pairs of bytes.
    #[prost(bytes = "vec", tag = "13")]
    pub bf16s: Vec<u8>,
    #[prost(bytes = "vec", tag = "15")]
    pub s8s: Vec<u8>,
}
