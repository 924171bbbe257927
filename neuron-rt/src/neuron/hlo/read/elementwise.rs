//! Element by element.

use super::fault::{Read, missing, wrong};
use super::site::Site;
use super::{arithmetic, shift, special};
use crate::graph::{BinaryOp, CompareOp, DType, Op, Tensor, UnaryOp};

/// The value of an instruction that works element by element; nothing where it does not.
pub(super) fn read(site: &Site<'_, '_>) -> Read<Option<Tensor>> {
    let opcode = site.instruction.opcode.as_str();
    Ok(Some(if let Some(op) = unary_op(opcode) {
        let [x] = site.tensors()?;
        unary(site, op, x)?
    } else if let Some(op) = binary_op(opcode) {
        let [a, b] = pair(site)?;
        arithmetic::binary(site, op, a, b)?
    } else {
        match opcode {
            "compare" => compare(site)?,
            "select" => select(site)?,
            "clamp" => clamp(site)?,
            "convert" => site.tensors::<1>()?[0].cast(site.result()?.dtype)?,
            "bitcast-convert" => bitcast(site)?,
            "remainder" => arithmetic::remainder(site)?,
            "shift-left" | "shift-right-logical" | "shift-right-arithmetic" => shift::shift(site)?,
            "atan2" => {
                let [y, x] = pair(site)?;
                special::atan2(y, x)?
            }
            _ => match special::function(opcode) {
                Some(function) => special::widened(site.tensors::<1>()?[0], function)?,
                None => return Ok(None),
            },
        }
    }))
}

/// Two tensors of one shape.
pub(super) fn pair<'s>(site: &'s Site<'_, '_>) -> Read<[&'s Tensor; 2]> {
    let [a, b] = site.tensors()?;
    if a.ty() == b.ty() {
        Ok([a, b])
    } else {
        wrong(format!("joins {} and {}, which differ", a.ty(), b.ty()))
    }
}

fn unary_op(opcode: &str) -> Option<UnaryOp> {
    Some(match opcode {
        "negate" => UnaryOp::Neg,
        "abs" => UnaryOp::Abs,
        "sign" => UnaryOp::Sign,
        "exponential" => UnaryOp::Exp,
        "exponential-minus-one" => UnaryOp::Expm1,
        "log" => UnaryOp::Log,
        "log-plus-one" => UnaryOp::Log1p,
        "sqrt" => UnaryOp::Sqrt,
        "rsqrt" => UnaryOp::Rsqrt,
        "tanh" => UnaryOp::Tanh,
        "logistic" => UnaryOp::Sigmoid,
        "erf" => UnaryOp::Erf,
        "sine" => UnaryOp::Sin,
        "cosine" => UnaryOp::Cos,
        "floor" => UnaryOp::Floor,
        "ceil" => UnaryOp::Ceil,
        "round-nearest-even" => UnaryOp::Round,
        "not" => UnaryOp::Not,
        "is-finite" => UnaryOp::IsFinite,
        _ => return None,
    })
}

fn binary_op(opcode: &str) -> Option<BinaryOp> {
    Some(match opcode {
        "add" => BinaryOp::Add,
        "subtract" => BinaryOp::Sub,
        "multiply" => BinaryOp::Mul,
        "divide" => BinaryOp::Div,
        "maximum" => BinaryOp::Max,
        "minimum" => BinaryOp::Min,
        "power" => BinaryOp::Pow,
        "and" => BinaryOp::And,
        "or" => BinaryOp::Or,
        "xor" => BinaryOp::Xor,
        _ => return None,
    })
}

fn unary(site: &Site<'_, '_>, op: UnaryOp, x: &Tensor) -> Read<Tensor> {
    let unsigned = matches!(x.dtype(), DType::U32 | DType::U8);
    match op {
        UnaryOp::Neg if unsigned => Ok(x.scalar_like(0.0).sub(x)?),
        UnaryOp::Abs if unsigned || x.dtype() == DType::Bool => Ok(x.clone()),
        UnaryOp::Sign if unsigned => Ok(x.minimum(&x.scalar_like(1.0))?),
        UnaryOp::Not if x.dtype().is_int() => arithmetic::complement(x),
        _ => site.apply(Op::Unary(op), &[x]),
    }
}

fn compare(site: &Site<'_, '_>) -> Read<Tensor> {
    let [a, b] = pair(site)?;
    let op = match site.instruction.comparison_direction.as_str() {
        "EQ" => CompareOp::Eq,
        "NE" => CompareOp::Ne,
        "LT" => CompareOp::Lt,
        "LE" => CompareOp::Le,
        "GT" => CompareOp::Gt,
        "GE" => CompareOp::Ge,
        other => return wrong(format!("compares by `{other}`")),
    };
    if site.instruction.comparison_type == "TOTALORDER" && a.dtype().is_float() {
        return missing("an order of floats in which NaN has a place");
    }
    if a.dtype() == DType::Bool {
        let (a, b) = (a.cast(DType::U8)?, b.cast(DType::U8)?);
        return site.apply(Op::Compare(op), &[&a, &b]);
    }
    site.apply(Op::Compare(op), &[a, b])
}

fn select(site: &Site<'_, '_>) -> Read<Tensor> {
    let [when, a, b] = site.tensors()?;
    if a.ty() != b.ty() || (when.shape() != a.shape() && when.rank() > 0) {
        let types = format!("{} between {} and {}", when.ty(), a.ty(), b.ty());
        return wrong(format!("chooses by {types}"));
    }
    Ok(when.select(a, b)?)
}

fn clamp(site: &Site<'_, '_>) -> Read<Tensor> {
    let [low, x, high] = site.tensors()?;
    for bound in [low, high] {
        if bound.rank() > 0 && bound.shape() != x.shape() {
            return wrong(format!("holds {} within {}", x.ty(), bound.ty()));
        }
    }
    Ok(x.maximum(low)?.minimum(high)?)
}

fn bitcast(site: &Site<'_, '_>) -> Read<Tensor> {
    let [x] = site.tensors()?;
    let to = site.result()?.dtype;
    let integers = [DType::I32, DType::U32];
    if x.dtype() == to || (integers.contains(&x.dtype()) && integers.contains(&to)) {
        return Ok(x.cast(to)?);
    }
    missing(format!("the bits of {} as {to}", x.dtype()))
}
