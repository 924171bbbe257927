//! The message of constants.

use super::ShapeProto;

/// `LiteralProto`: the value of a constant, in the field of its type.
#[derive(Clone, PartialEq, prost::Message)]
pub struct LiteralProto {
    /// Type of the value.
    #[prost(message, optional, tag = "1")]
    pub shape: Option<ShapeProto>,
    /// Truth values.
    #[prost(bool, repeated, tag = "2")]
    pub preds: Vec<bool>,
    /// Unsigned integers of 8 bits.
    #[prost(bytes = "vec", tag = "3")]
    pub u8s: Vec<u8>,
    /// Signed integers of 32 bits.
    #[prost(int32, repeated, tag = "4")]
    pub s32s: Vec<i32>,
    /// Signed integers of 64 bits.
    #[prost(int64, repeated, tag = "5")]
    pub s64s: Vec<i64>,
    /// Unsigned integers of 32 bits.
    #[prost(uint32, repeated, tag = "6")]
    pub u32s: Vec<u32>,
    /// Unsigned integers of 64 bits.
    #[prost(uint64, repeated, tag = "7")]
    pub u64s: Vec<u64>,
    /// Floats of 32 bits.
    #[prost(float, repeated, tag = "8")]
    pub f32s: Vec<f32>,
    /// Floats of 64 bits.
    #[prost(double, repeated, tag = "9")]
    pub f64s: Vec<f64>,
    /// Members of a tuple.
    #[prost(message, repeated, tag = "10")]
    pub tuple_literals: Vec<LiteralProto>,
    /// Floats of 16 bits, little-endian.
    #[prost(bytes = "vec", tag = "11")]
    pub f16s: Vec<u8>,
    /// Brain floats of 16 bits, little-endian.
    #[prost(bytes = "vec", tag = "13")]
    pub bf16s: Vec<u8>,
    /// Signed integers of 8 bits.
    #[prost(bytes = "vec", tag = "15")]
    pub s8s: Vec<u8>,
    /// Unsigned integers of 16 bits, little-endian.
    #[prost(bytes = "vec", tag = "16")]
    pub u16s: Vec<u8>,
    /// Signed integers of 16 bits, little-endian.
    #[prost(bytes = "vec", tag = "17")]
    pub s16s: Vec<u8>,
}
