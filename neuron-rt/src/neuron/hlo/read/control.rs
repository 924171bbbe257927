//! Tuples, branches, loops, calls out.

use super::fault::{Fault, Read, missing, wrong};
use super::fold::{lifted, scan};
use super::known::constant;
use super::site::Site;
use super::sort;
use super::value::Value;
use crate::graph::{Builder, DType, Role, Tensor, Turn};
use crate::neuron::hlo::trip_count::{Bound, Counter};
use crate::neuron::hlo::view::Body;

pub(super) fn part(site: &Site<'_, '_>) -> Read<Value> {
    let index = usize::try_from(site.instruction.tuple_index);
    let index = index.map_err(|_| Fault::Wrong("reads a part before the first".to_owned()))?;
    site.operand(0)?.part(index).cloned()
}

/// A computation of scalars, element by element.
pub(super) fn map(site: &Site<'_, '_>) -> Read<Value> {
    let operands: Vec<Tensor> = site.all_tensors()?.into_iter().cloned().collect();
    let shape = site.result()?.shape;
    if operands.iter().any(|operand| operand.shape() != &shape) {
        return wrong("maps arrays of another shape than its result");
    }
    lifted(site.reader, site.called(0)?, &operands, &shape)
}

pub(super) fn custom_call(site: &Site<'_, '_>) -> Read<Value> {
    match site.instruction.custom_call_target.as_str() {
        "Sharding" => site.operand(0).cloned(),
        "TopK" => sort::top_k(site),
        target => missing(format!("the call of `{target}`")),
    }
}

/// Both sides are computed, and one is chosen.
pub(super) fn conditional(site: &Site<'_, '_>) -> Read<Value> {
    let when = site.tensor(0)?;
    if when.rank() > 0 {
        return wrong(format!("chooses by {}", when.ty()));
    }
    let branches = site.instruction.called_computation_ids.len();
    let mut made = Vec::with_capacity(branches);
    for branch in 0..branches {
        let argument = site.operand(branch + 1)?.clone();
        made.push(site.reader.call(site.called(branch)?, &[argument])?);
    }
    // The first branch is that of true, or of 0; the last is also that of any other number.
    let Some(last) = made.last() else { return wrong("has no branches") };
    let mut chosen = last.leaves();
    for (number, branch) in made.iter().enumerate().rev().skip(1) {
        let here = match when.dtype() {
            DType::Bool => when.clone(),
            _ => when.equal(&when.scalar_like(number as f64))?,
        };
        let leaves = branch.leaves();
        if leaves.len() != chosen.len() {
            return wrong("has branches of different types");
        }
        for (chosen, leaf) in chosen.iter_mut().zip(leaves) {
            if chosen.ty() != leaf.ty() {
                return wrong("has branches of different types");
            }
            *chosen = here.select(&leaf, chosen)?;
        }
    }
    last.rebuilt(&mut chosen.into_iter())
}

/// A loop that counts.
pub(super) fn repeat(site: &Site<'_, '_>) -> Read<Value> {
    let state = site.operand(0)?;
    let Some(counter) = Counter::of(site.reader.view, site.instruction) else {
        return missing("a loop that does not count to a bound");
    };
    let known = |part: usize| -> Read<i64> {
        let tensor = state.part(part)?.tensor()?;
        match constant(tensor).and_then(|literal| literal.splat()) {
            Some(value) => Ok(value as i64),
            None => missing("a loop whose number of turns is computed"),
        }
    };
    let bound = match counter.bound {
        Bound::Constant(bound) => bound,
        Bound::Part(part) => known(part)?,
    };
    let Some(turns) = counter.turns(known(counter.part)?, bound) else {
        return missing("a loop that does not end");
    };
    let body = site.called(0)?;
    let leaves = state.leaves();
    if turns == 0 || leaves.is_empty() {
        return Ok(state.clone());
    }
    let stays = unchanged(site, body, state)?;
    let pick = |wanted: bool| {
        let chosen = leaves.iter().zip(&stays).filter(move |&(_, &stays)| stays == wanted);
        chosen.map(|(leaf, _)| leaf).collect::<Vec<&Tensor>>()
    };
    let scanned =
        scan(&site.reader.builder, turns, &pick(false), &[], &pick(true), |turn: &Turn| {
            let (mut moving, mut fixed) = (turn.carries.iter(), turn.constants.iter());
            let each = stays.iter().map(|&stays| if stays { fixed.next() } else { moving.next() });
            let given: Vec<Tensor> = each.flatten().cloned().collect();
            let Some(first) = given.first() else { return wrong("has no state") };
            let builder = first.builder().clone();
            let given = state.rebuilt(&mut given.into_iter())?;
            let made = site.reader.call_in(&builder, body, &[given])?.leaves();
            let moved = made.into_iter().zip(&stays).filter(|&(_, &stays)| !stays);
            Ok(Turn { carries: moved.map(|(leaf, _)| leaf).collect(), ..Turn::default() })
        })?;
    let (mut moved, mut fixed) = (scanned.carries.into_iter(), pick(true).into_iter().cloned());
    let each = stays.iter().map(|&stays| if stays { fixed.next() } else { moved.next() });
    let ends: Vec<Tensor> = each.flatten().collect();
    state.rebuilt(&mut ends.into_iter())
}

/// Which parts of the state a turn hands on as they are: the body is recorded once to see.
fn unchanged(site: &Site<'_, '_>, body: &Body<'_>, state: &Value) -> Read<Vec<bool>> {
    let trial = Builder::new();
    let each = state.leaves().into_iter().enumerate();
    let given = each
        .map(|(at, leaf)| Ok(trial.input(&format!("s{at}"), leaf.ty().clone(), Role::Data)?))
        .collect::<Read<Vec<Tensor>>>()?;
    let argument = state.rebuilt(&mut given.clone().into_iter())?;
    let made = site.reader.call_in(&trial, body, &[argument])?.leaves();
    if made.len() != given.len() {
        return wrong("makes another state than it is given");
    }
    Ok(made.iter().zip(&given).map(|(after, before)| after.id() == before.id()).collect())
}
