//! Reading constants.

use std::sync::Arc;

use super::super::ElementType;
use super::super::evaluate::{Buffer, Value};
use super::super::proto::LiteralProto;
use super::super::shape::{ArrayShape, Shape};
use super::problem::{Checked, contradiction, ensure};
use super::shape::{Layouts, required};

/// Reads a constant that has to be of this shape.
pub(super) fn value(literal: &LiteralProto, shape: &Shape) -> Checked<Value> {
    let own = required(literal.shape.as_ref(), Layouts::RowMajor)?;
    ensure(own == *shape, || format!("a literal of {own} in a constant of {shape}"))?;
    read(literal, shape)
}

fn read(literal: &LiteralProto, shape: &Shape) -> Checked<Value> {
    let members = match shape {
        Shape::Array(array) => {
            return elements(literal, array).map(|all| Value::Array(Arc::new(all)));
        }
        Shape::Tuple(members) => members,
    };
    ensure(members.len() == literal.tuple_literals.len(), || {
        format!("a literal of {} members for {shape}", literal.tuple_literals.len())
    })?;
    let pairs = literal.tuple_literals.iter().zip(members);
    Ok(Value::Tuple(pairs.map(|(literal, shape)| read(literal, shape)).collect::<Checked<_>>()?))
}

fn elements(literal: &LiteralProto, shape: &ArrayShape) -> Checked<Buffer> {
    let buffer = match shape.element {
        ElementType::Pred => {
            Buffer::of(literal.preds.iter().map(|&truth| u8::from(truth)).collect())
        }
        ElementType::S8 => Buffer::of(literal.s8s.clone()),
        ElementType::U8 => Buffer::of(literal.u8s.clone()),
        ElementType::S16 => halves(&literal.s16s)?,
        ElementType::U16 => halves(&literal.u16s)?,
        ElementType::F16 => halves(&literal.f16s)?,
        ElementType::Bf16 => halves(&literal.bf16s)?,
        ElementType::S32 => Buffer::of(literal.s32s.clone()),
        ElementType::U32 => Buffer::of(literal.u32s.clone()),
        ElementType::F32 => Buffer::of(literal.f32s.clone()),
        ElementType::S64 => Buffer::of(literal.s64s.clone()),
        ElementType::U64 => Buffer::of(literal.u64s.clone()),
        ElementType::F64 => Buffer::of(literal.f64s.clone()),
    };
    let (given, count) = (buffer.len(), shape.count());
    ensure(given == count, || format!("a literal of {shape} has {given} elements"))?;
    Ok(buffer)
}

/// Elements of two bytes each, little-endian.
fn halves(bytes: &[u8]) -> Checked<Buffer> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(contradiction("a literal of 16-bit elements has an odd number of bytes"));
    }
    Ok(Buffer::of(pairs.iter().map(|&pair| u16::from_le_bytes(pair)).collect()))
}
