//! Shifts, as products with and quotients by powers of two: a graph has no operation for them.

use super::arithmetic::complement;
use super::elementwise::pair;
use super::fault::{Read, missing};
use super::known::{bound, splat};
use super::site::Site;
use crate::graph::{DType, Tensor};
use crate::neuron::hlo::proto::PrimitiveType;

pub(super) fn shift(site: &Site<'_, '_>) -> Read<Tensor> {
    let [x, by] = pair(site)?;
    let bits = match x.dtype() {
        DType::I32 | DType::U32 => 32,
        DType::U8 => 8,
        other => return missing(format!("a shift of {other}")),
    };
    let shape = site.instruction.shape.as_ref();
    let long = [PrimitiveType::S64, PrimitiveType::U64];
    let is_long = shape.is_some_and(|shape| long.contains(&shape.element_type()));
    // The upper half of a 64-bit integer is not there; of a count it is zero.
    let counts = || x.dtype() == DType::U32 && bound(x).is_some_and(|b| b < f64::from(u32::MAX));
    if is_long && (site.instruction.opcode != "shift-right-logical" || !counts()) {
        return missing("a shift of 64-bit integers, which are read as 32-bit ones,");
    }
    let by = by.cast(DType::U32)?;
    let plain = x.cast(DType::U32)?;
    let made = match site.instruction.opcode.as_str() {
        "shift-left" => plain.mul(&power(&by, bits, 0.0)?)?,
        // By 2^32, which is no u32, everything is shifted out.
        "shift-right-logical" => within(&by, bits)?
            .select(&plain.div(&power(&by, bits, 1.0)?)?, &plain.scalar_like(0.0))?,
        _ => return arithmetic(x, &by, bits),
    };
    Ok(made.cast(x.dtype())?)
}

/// Whether the shift leaves anything.
fn within(by: &Tensor, bits: u32) -> Read<Tensor> {
    Ok(by.less(&by.scalar_like(f64::from(bits)))?)
}

/// `2^by`, and `beyond` where all bits are shifted out.
fn power(by: &Tensor, bits: u32, beyond: f64) -> Read<Tensor> {
    if let Some(known) = splat(by) {
        let value = if known < f64::from(bits) { known.exp2() } else { beyond };
        return Ok(by.scalar_like(value));
    }
    let mut product = by.scalar_like(1.0);
    for bit in 0..5u32 {
        let set = by.and(&by.scalar_like(f64::from(1 << bit)))?;
        let set = set.not_equal(&set.scalar_like(0.0))?;
        let factor = f64::from(1 << bit).exp2();
        let factor = set.select(&by.scalar_like(factor), &by.scalar_like(1.0))?;
        product = product.mul(&factor)?;
    }
    Ok(within(by, bits)?.select(&product, &by.scalar_like(beyond))?)
}

/// The sign is shifted in: of a negative number, the complement is shifted and turned back.
fn arithmetic(x: &Tensor, by: &Tensor, bits: u32) -> Read<Tensor> {
    if x.dtype() != DType::I32 {
        return missing(format!("an arithmetic shift of {}", x.dtype()));
    }
    let negative = x.less(&x.scalar_like(0.0))?;
    let size = negative.select(&complement(x)?, x)?.cast(DType::U32)?;
    let quotient = size.div(&power(by, bits, 1.0)?)?;
    let quotient = within(by, bits)?.select(&quotient, &quotient.scalar_like(0.0))?;
    let quotient = quotient.cast(DType::I32)?;
    Ok(negative.select(&complement(&quotient)?, &quotient)?)
}
