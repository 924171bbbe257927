//! Element types and extents.

use crate::case::{Case, refused, warned};
use crate::module::{Writer, array, f32s, one};
use neuron_rt::neuron::Target;
use neuron_rt::neuron::hlo::proto::{HloModule, PrimitiveType, Shape};

fn negated(ty: PrimitiveType) -> HloModule {
    one("negate", &[array(ty, &[4])], array(ty, &[4]), |_| {})
}

fn copied(shape: Shape) -> HloModule {
    one("copy", std::slice::from_ref(&shape), shape.clone(), |_| {})
}

fn long(value: i64) -> HloModule {
    let mut w = Writer::default();
    let root = w.constant(array(PrimitiveType::S64, &[]), |l| l.s64s = vec![value]);
    w.finish(root)
}

fn unsigned(value: u64) -> HloModule {
    let mut w = Writer::default();
    let root = w.constant(array(PrimitiveType::U64, &[]), |l| l.u64s = vec![value]);
    w.finish(root)
}

pub(crate) fn cases() -> Vec<Case> {
    let plain = || negated(PrimitiveType::F32);
    let mut dynamic = f32s(&[4]);
    dynamic.is_dynamic_dimension = vec![true];
    let mut is_static = f32s(&[4]);
    is_static.is_dynamic_dimension = vec![false];
    let whole = HloModule { is_dynamic: true, ..plain() };
    let float8 = || negated(PrimitiveType::F8e4m3fn);
    vec![
        refused("static-shapes", copied(dynamic), copied(is_static)),
        refused("static-shapes", whole, plain()),
        refused("static-shapes", copied(f32s(&[-1])), copied(f32s(&[1]))),
        refused("complex", negated(PrimitiveType::C64), plain()),
        refused("complex", negated(PrimitiveType::C128), plain()),
        refused("double-precision", negated(PrimitiveType::F64), negated(PrimitiveType::Bf16)),
        refused("element-type", copied(array(PrimitiveType::Token, &[])), plain()),
        refused("long-constant", long(1 << 31), long((1 << 31) - 1)),
        refused("long-constant", long(-(1 << 31) - 1), long(-(1 << 31))),
        refused("long-constant", unsigned(1 << 32), unsigned((1 << 32) - 1)),
        warned("long-integer", negated(PrimitiveType::S64), negated(PrimitiveType::S32)),
        refused("f8e4m3fn", float8(), negated(PrimitiveType::F8e4m3)).on(Target::Trn2),
        refused("f8e4m3fn", float8(), float8()).but_not_on(Target::Trn3),
        warned("large-tensor", copied(f32s(&[1 << 30])), copied(f32s(&[(1 << 30) - 1]))),
        refused("empty-input", copied(f32s(&[4, 0])), copied(f32s(&[4, 1]))),
        warned("empty-output", copied(f32s(&[4, 0])), copied(f32s(&[4, 1]))),
    ]
}
