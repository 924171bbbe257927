//! Sorting by one comparison, and the largest elements.

use super::fault::{Read, missing, wrong};
use super::limits::DEPTH;
use super::site::{Site, inverse, transposed};
use super::value::Value;
use crate::graph::{DType, Tensor};
use crate::neuron::hlo::proto::Instruction;
use crate::neuron::hlo::view::Body;
use prost::Message;

/// What rows are ordered by.
struct Key<'m> {
    /// Which operand.
    operand: usize,
    /// The value of the comparator that is compared, made of that operand's element.
    value: &'m Instruction,
    descending: bool,
}

impl<'m> Key<'m> {
    fn of(body: &Body<'m>) -> Option<Self> {
        let root = body.root()?;
        let descending = match (root.opcode.as_str(), root.comparison_direction.as_str()) {
            ("compare", "LT" | "LE") => false,
            ("compare", "GT" | "GE") => true,
            _ => return None,
        };
        let (left, right) = (body.operand(root, 0)?, body.operand(root, 1)?);
        let (first, second) = (parameter(body, left, DEPTH)?, parameter(body, right, DEPTH)?);
        // The elements of operand k are parameters 2k and 2k + 1.
        if first / 2 != second / 2 || first == second || !alike(body, left, right, DEPTH) {
            return None;
        }
        let descending = descending == (first % 2 == 0);
        let operand = usize::try_from(first / 2).ok()?;
        Some(Self { operand, value: left, descending })
    }
}

/// The one parameter that a value is made of.
fn parameter(body: &Body<'_>, value: &Instruction, depth: usize) -> Option<i64> {
    if value.opcode == "parameter" {
        return Some(value.parameter_number);
    }
    let mut found = None;
    for n in 0..value.operand_ids.len() {
        let operand = body.operand(value, n)?;
        if operand.opcode == "constant" {
            continue;
        }
        let number = parameter(body, operand, depth.checked_sub(1)?)?;
        if found.is_some_and(|found| found != number) {
            return None;
        }
        found = Some(number);
    }
    found
}

/// Whether two values are made alike, of their own parameter each.
fn alike(body: &Body<'_>, a: &Instruction, b: &Instruction, depth: usize) -> bool {
    if a.opcode == "parameter" || b.opcode == "parameter" {
        return a.opcode == b.opcode;
    }
    let direction = |i: &Instruction| i.comparison_direction.clone();
    // NaN is not equal to itself, but its bytes are.
    let bytes = |i: &Instruction| i.literal.as_ref().map(Message::encode_to_vec);
    let same = a.opcode == b.opcode
        && a.operand_ids.len() == b.operand_ids.len()
        && direction(a) == direction(b)
        && bytes(a) == bytes(b)
        && a.called_computation_ids.is_empty()
        && a.shape.as_ref().map(|s| s.element_type) == b.shape.as_ref().map(|s| s.element_type);
    let Some(depth) = depth.checked_sub(1) else { return false };
    same && (0..a.operand_ids.len()).all(|n| match (body.operand(a, n), body.operand(b, n)) {
        (Some(a), Some(b)) => alike(body, a, b, depth),
        _ => false,
    })
}

pub(super) fn sort(site: &Site<'_, '_>) -> Read<Value> {
    let operands = site.all_tensors()?;
    let Some(first) = operands.first() else { return wrong("has no operands") };
    let shape = first.shape().clone();
    if operands.iter().any(|operand| operand.shape() != &shape) {
        return wrong("sorts arrays of different shapes");
    }
    let body = site.called(0)?;
    let Some(key) = Key::of(body).filter(|key| key.operand < operands.len()) else {
        return missing("an order that is not one comparison of two elements");
    };
    let axis =
        site.axis(site.instruction.dimensions.first().copied().unwrap_or(0), shape.rank())?;
    let mut sorted: Vec<Tensor> = operands.iter().map(|&operand| operand.clone()).collect();
    if shape[axis] > 1 && !shape.contains(&0) {
        let mut order: Vec<usize> = (0..shape.rank()).filter(|&other| other != axis).collect();
        order.push(axis);
        // The comparator's value, of whole tensors.
        let elements: Vec<Tensor> =
            sorted.iter().flat_map(|operand| [operand.clone(), operand.clone()]).collect();
        let value = site.reader.lift(body, &elements, &shape, key.value.id)?;
        let value = transposed(value.tensor()?, &order)?;
        let places = places(&value, key.descending)?;
        for x in &mut sorted {
            let moved = transposed(x, &order)?.gather_last(&places)?;
            *x = transposed(&moved, &inverse(&order))?;
        }
    }
    match &sorted[..] {
        [only] => Ok(only.clone().into()),
        _ => Ok(Value::Tuple(sorted.into_iter().map(Value::Tensor).collect())),
    }
}

/// Where the elements of the last axis come from when they are in order; equals stay in theirs, and
/// NaN counts as larger than any number.
fn places(key: &Tensor, descending: bool) -> Read<Tensor> {
    let last = key.rank() - 1;
    let extent = key.shape()[last];
    let key = if key.dtype() == DType::Bool { key.cast(DType::U8)? } else { key.clone() };
    if descending {
        return Ok(key.top_k(extent)?.1);
    }
    if !key.dtype().is_float() {
        // The order turned round, without overflow.
        return Ok(super::arithmetic::complement(&key)?.top_k(extent)?.1);
    }
    // By value with NaN last among the largest, and then by whether it is NaN.
    let not_a_number = key.not_equal(&key)?;
    let turned = not_a_number.select(&key.scalar_like(f64::NEG_INFINITY), &key.neg()?)?;
    let by_value = turned.top_k(extent)?.1;
    let number = not_a_number.logical_not()?.cast(DType::F32)?.gather_last(&by_value)?;
    let by_kind = number.top_k(extent)?.1;
    Ok(by_value.gather_last(&by_kind)?)
}

/// The largest elements of the last axis and their places.
pub(super) fn top_k(site: &Site<'_, '_>) -> Read<Value> {
    let [x] = site.tensors()?;
    let results = site.results()?;
    let [values, places] = &results[..] else { return wrong("has no two results") };
    let k = values.shape.last().copied().unwrap_or(0);
    let (found, at) = x.top_k(k)?;
    Ok(Value::Tuple(vec![found.into(), at.cast(places.dtype)?.into()]))
}
