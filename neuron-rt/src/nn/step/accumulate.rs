//! A batch in parts: one loop in the graph, which sums losses and gradients and hands the states
//! from part to part.

use super::Fields;
use super::inputs::in_order;
use super::pass::{Pass, Setup};
use crate::graph::{Builder, Result, Tensor, TensorType, Turn};
use crate::nn::Loss;
use crate::nn::precision::wide;
use crate::nn::registry::Given;
use std::cell::RefCell;

/// The types of one part of the batch: every field but a scalar has the batch for its first axis.
pub(super) fn part_types(
    fields: &[(String, TensorType)],
    parts: usize,
) -> Result<Vec<(String, TensorType)>> {
    let part = |(name, ty): &(String, TensorType)| {
        let mut ty = ty.clone();
        if let Some(&batch) = ty.shape.first() {
            if parts == 0 || !batch.is_multiple_of(parts) {
                let what = format!("cannot cut field `{name}` {ty} into {parts} equal parts");
                return Err(Builder::new().mismatch("accumulate", what));
            }
            ty.shape = ty.shape.with(0, batch / parts);
        }
        Ok((name.clone(), ty))
    };
    fields.iter().map(part).collect()
}

/// Sums over all parts; the gradients are those of the losses' sum.
pub(super) fn accumulate(
    setup: &Setup<'_>,
    builder: &Builder,
    given: &Given,
    key: &Tensor,
    fields: &Fields,
    parts: usize,
) -> Result<Pass> {
    let asked = setup.asked;
    let names: Vec<&String> = asked.parameters.iter().map(|spec| &spec.name).collect();
    let changes = |changes: bool| {
        let states = asked.states.iter().zip(&asked.updated);
        states.filter(move |(_, updated)| **updated == changes).map(|(spec, _)| &spec.name)
    };
    let changing: Vec<&String> = changes(true).collect();
    let standing: Vec<&String> = changes(false).collect();
    let (sliced, scalars): (Vec<_>, Vec<_>) = fields.iter().partition(|(_, t)| t.rank() > 0);

    // Carried: sum, weight, states, gradients.
    let dtype = wide(setup.policy.parameters);
    let zero = builder.scalar(dtype, 0.0);
    let mut carries = vec![zero.clone(), zero];
    carries.extend(in_order(&given.states, changing.iter().copied()));
    for weight in in_order(&given.parameters, setup.trained.iter()) {
        carries.push(builder.full(weight.dtype(), weight.shape().clone(), 0.0)?);
    }
    // Read one a turn: a key, the fields. The keys are words of the step's own stream.
    let mut sequences = vec![builder.random_bits(key, [parts, 2])?];
    for (_, field) in &sliced {
        let mut shape = field.shape().with(0, field.dim(0)? / parts).to_vec();
        shape.insert(0, parts);
        sequences.push(field.reshape(shape)?);
    }
    let mut constants = in_order(&given.parameters, names.iter().copied());
    constants.extend(in_order(&given.states, standing.iter().copied()));
    constants.extend(scalars.iter().map(|(_, field)| (*field).clone()));

    let output_names = RefCell::new(Vec::new());
    let body = |turn: &Turn| -> Result<Turn> {
        let stage = turn.carries[0].builder();
        let (states, sums) = turn.carries[2..].split_at(changing.len());
        let mut rest = turn.constants.iter().cloned();
        let mut within = Given::default();
        within.parameters.extend(names.iter().copied().cloned().zip(&mut rest));
        within.states.extend(standing.iter().copied().cloned().zip(&mut rest));
        within.states.extend(changing.iter().copied().cloned().zip(states.iter().cloned()));
        let mut part: Fields = scalars.iter().map(|(name, _)| (*name).clone()).zip(rest).collect();
        let slices = turn.slices[1..].iter().cloned();
        part.extend(sliced.iter().map(|(name, _)| (*name).clone()).zip(slices));

        let pass =
            setup.pass(stage, &within, &turn.slices[0], &part, |loss| Ok(loss.sum.clone()))?;
        let mut carries =
            vec![turn.carries[0].add(&pass.loss.sum)?, turn.carries[1].add(&pass.loss.weight)?];
        carries.extend(pass.states);
        for (sum, gradient) in sums.iter().zip(&pass.gradients) {
            carries.push(sum.add(gradient)?);
        }
        let (found, slices) = pass.loss.outputs.into_iter().unzip();
        *output_names.borrow_mut() = found;
        Ok(Turn { carries, slices, constants: Vec::new() })
    };
    let made = builder.scan(
        parts,
        false,
        &carries.iter().collect::<Vec<_>>(),
        &sequences.iter().collect::<Vec<_>>(),
        &constants.iter().collect::<Vec<_>>(),
        body,
    )?;
    let mut results = made.carries.into_iter();
    let mut next = || results.next().unwrap_or_else(|| carries[0].clone());
    let mut loss = Loss { sum: next(), weight: next(), outputs: Vec::new() };
    for (name, sequence) in output_names.into_inner().into_iter().zip(&made.sequences) {
        loss.outputs.push((name, join(sequence)?));
    }
    let states = results.by_ref().take(changing.len()).collect();
    Ok(Pass { loss, states, gradients: results.collect() })
}

/// `[parts, part, …]` → `[batch, …]`; of scalars the sum.
fn join(sequence: &Tensor) -> Result<Tensor> {
    let &[parts, part, ref rest @ ..] = sequence.shape().dims() else { return sequence.sum(&[0]) };
    let mut shape = vec![parts * part];
    shape.extend_from_slice(rest);
    sequence.reshape(shape)
}
