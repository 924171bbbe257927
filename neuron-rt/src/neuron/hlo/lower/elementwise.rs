//! Element by element.

use super::super::emit::{Emitter, Value};
use super::special;
use crate::graph::{BinaryOp, CompareOp, DType, UnaryOp};

pub(super) fn unary(out: &mut Emitter, op: UnaryOp, x: &Value) -> Value {
    let opcode = match op {
        UnaryOp::Neg => "negate",
        UnaryOp::Abs => "abs",
        UnaryOp::Sign => "sign",
        UnaryOp::Exp => "exponential",
        UnaryOp::Log => "log",
        UnaryOp::Sqrt => "sqrt",
        UnaryOp::Rsqrt => "rsqrt",
        UnaryOp::Tanh => "tanh",
        UnaryOp::Sin => "sine",
        UnaryOp::Cos => "cosine",
        UnaryOp::Floor => "floor",
        UnaryOp::Ceil => "ceil",
        UnaryOp::Not => "not",
        // NaN compares false, as it should.
        UnaryOp::IsFinite => {
            let size = out.unary("abs", x);
            return out.compare_with("LT", &size, f64::INFINITY);
        }
        UnaryOp::Sigmoid | UnaryOp::Erf | UnaryOp::Expm1 | UnaryOp::Log1p | UnaryOp::Round => {
            return special::unary(out, op, x);
        }
    };
    out.unary(opcode, x)
}

pub(super) fn binary(out: &mut Emitter, op: BinaryOp, a: &Value, b: &Value) -> Value {
    let opcode = match op {
        BinaryOp::Add => "add",
        BinaryOp::Sub => "subtract",
        BinaryOp::Mul => "multiply",
        BinaryOp::Div if !a.ty.dtype.is_float() => {
            // By zero it is zero here, and left open by XLA.
            let none = out.compare_with("EQ", b, 0.0);
            let (zero, one) = (out.splat(&b.ty, 0.0), out.splat(&b.ty, 1.0));
            let safe = out.select(&none, &one, b);
            let quotient = out.binary("divide", a, &safe);
            return out.select(&none, &zero, &quotient);
        }
        BinaryOp::Div => "divide",
        BinaryOp::Max => "maximum",
        BinaryOp::Min => "minimum",
        BinaryOp::Pow => "power",
        BinaryOp::And => "and",
        BinaryOp::Or => "or",
        BinaryOp::Xor => "xor",
    };
    out.binary(opcode, a, b)
}

pub(super) fn compare(out: &mut Emitter, op: CompareOp, a: &Value, b: &Value) -> Value {
    let how = match op {
        CompareOp::Eq => "EQ",
        CompareOp::Ne => "NE",
        CompareOp::Lt => "LT",
        CompareOp::Le => "LE",
        CompareOp::Gt => "GT",
        CompareOp::Ge => "GE",
    };
    out.compare(how, a, b)
}

pub(super) fn cast(out: &mut Emitter, x: &Value, dtype: DType) -> Value {
    let from = x.ty.dtype;
    match dtype {
        _ if from == dtype => x.clone(),
        DType::Bool => out.compare_with("NE", x, 0.0),
        // Saturation and NaN are written out: XLA leaves them to the device.
        _ if from.is_float() && dtype.is_int() => to_integer(out, x, dtype),
        _ => out.convert(x, dtype),
    }
}

fn to_integer(out: &mut Emitter, x: &Value, dtype: DType) -> Value {
    let x = out.widen(x);
    let (least, largest) = match dtype {
        DType::I32 => (f64::from(i32::MIN), f64::from(i32::MAX)),
        DType::U32 => (0.0, f64::from(u32::MAX)),
        _ => (0.0, f64::from(u8::MAX)),
    };
    // The largest f32 below the bound: the bound itself is rounded up out of the type.
    let below = match (dtype, x.ty.dtype) {
        (DType::I32, DType::F32) => 2_147_483_520.0,
        (DType::U32, DType::F32) => 4_294_967_040.0,
        _ => largest,
    };
    let not_a_number = out.compare("NE", &x, &x);
    let above = out.compare_with("GT", &x, below);
    let low = out.with("maximum", &x, least);
    let held = out.with("minimum", &low, below);
    let zero = out.splat(&x.ty, 0.0);
    let held = out.select(&not_a_number, &zero, &held);
    let number = out.convert(&held, dtype);
    let most = out.splat(&number.ty, largest);
    out.select(&above, &most, &number)
}
