//! Joining elements by any computation: one after another, for whole tensors at once.

use super::computation::Reader;
use super::fault::{Fault, Read};
use super::site::Site;
use super::value::Value;
use crate::graph::{Builder, GraphError, Scanned, Tensor, Turn};
use crate::neuron::hlo::view::Body;

/// Joins the leading axis of each tensor, `[turns, …]`, to its start, `[…]`.
pub(super) fn fold(
    site: &Site<'_, '_>,
    body: &Body<'_>,
    turns: usize,
    starts: &[Tensor],
    inputs: &[Tensor],
) -> Read<Vec<Tensor>> {
    let (Some(first), true) = (starts.first(), turns > 0) else { return Ok(starts.to_vec()) };
    let shape = first.shape().clone();
    let scanned = scan(
        &site.reader.builder,
        turns,
        &starts.iter().collect::<Vec<_>>(),
        &inputs.iter().collect::<Vec<_>>(),
        &[],
        |turn| {
            let arguments = [&turn.carries[..], &turn.slices].concat();
            let made = lifted(site.reader, body, &arguments, &shape)?;
            Ok(Turn { carries: made.leaves(), ..Turn::default() })
        },
    )?;
    Ok(scanned.carries)
}

/// The result of a computation of scalars, element by element.
pub(super) fn lifted(
    reader: &Reader<'_, '_>,
    body: &Body<'_>,
    arguments: &[Tensor],
    shape: &crate::graph::Shape,
) -> Read<Value> {
    reader.lift(body, arguments, shape, body.computation.root_id)
}

/// A loop whose body may fail for other reasons than those of a graph.
pub(super) fn scan(
    builder: &Builder,
    turns: usize,
    carries: &[&Tensor],
    sequences: &[&Tensor],
    constants: &[&Tensor],
    body: impl FnOnce(&Turn) -> Read<Turn>,
) -> Read<Scanned> {
    let mut fault = None;
    let made = builder.scan(turns, false, carries, sequences, constants, |turn| {
        body(turn).map_err(|found| {
            fault = Some(found);
            // It is never seen: the fault takes its place.
            GraphError::Composite { name: String::new(), what: String::new() }
        })
    });
    match (made, fault) {
        (_, Some(fault)) => Err(fault),
        (made, None) => made.map_err(Fault::Graph),
    }
}
