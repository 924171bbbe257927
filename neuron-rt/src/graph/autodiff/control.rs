//! Gradients of what has a body: loops and composites.

use super::super::build::Result;
use super::super::build::composite::finish;
use super::super::{Builder, Composite, Op, Role, Scan, Tensor, Turn};
use super::{Gradients, Rule, vector_jacobian};
use std::sync::Arc;

/// The gradient of a loop is a loop the other way round: each turn takes the state that entered the
/// forward turn (kept as a trailing result of the loop), computes the turn again and differentiates it.
pub(super) fn scan(rule: &Rule<'_>, scan: &Scan) -> Result<Gradients> {
    let (carries, sequences) = (scan.carries, scan.sequences);
    let made = scan.body.outputs().len() - 2 * carries;
    let (states, rest) = rule.args.split_at(carries);
    let (slices, constants) = rest.split_at(sequences);
    let entered = &rule.results[carries + made..];

    // Cotangents of the states flow from turn to turn; those of the constants add up.
    let state_is_float: Vec<bool> = states.iter().map(|s| s.dtype().is_float()).collect();
    let constant_wanted = &rule.wanted[carries + sequences..];
    let zeros = |t: &Tensor| t.builder().full(t.dtype(), t.shape().clone(), 0.0);
    let mut flowing: Vec<Tensor> = Vec::new();
    for (i, state) in states.iter().enumerate().filter(|(i, _)| state_is_float[*i]) {
        flowing.push(match &rule.cotangents[i] {
            Some(cotangent) => cotangent.clone(),
            None => zeros(state)?,
        });
    }
    let states_flowing = flowing.len();
    for (constant, _) in constants.iter().zip(constant_wanted).filter(|(_, wanted)| **wanted) {
        flowing.push(zeros(constant)?);
    }
    // Those of the states that entered among them: a gradient of a gradient reads these.
    let results = scan.body.outputs().len() - carries;
    let above: Vec<usize> =
        (0..results).filter(|i| rule.cotangents[carries + i].is_some()).collect();
    let read: Vec<&Tensor> = entered
        .iter()
        .chain(slices)
        .chain(above.iter().filter_map(|i| rule.cotangents[carries + i].as_ref()))
        .collect();

    let body = |turn: &Turn| -> Result<Turn> {
        let (entered, rest) = turn.slices.split_at(carries);
        let (slices, cotangents) = rest.split_at(sequences);
        let args: Vec<&Tensor> = entered.iter().chain(slices).chain(&turn.constants).collect();
        let Some(first) = args.first() else { return Ok(Turn::default()) };
        let results = first.builder().inline(&scan.body, &args)?;
        let mut outputs = Vec::new();
        let floats = (0..carries).filter(|&i| state_is_float[i]);
        for (i, cotangent) in floats.clone().zip(&turn.carries) {
            outputs.push((results[i].clone(), cotangent.clone()));
        }
        for (&i, cotangent) in above.iter().zip(cotangents) {
            outputs.push((results[carries + i].clone(), cotangent.clone()));
        }
        let gradients = vector_jacobian(&outputs, &args)?;
        let or_zeros = |i: usize| match &gradients[i] {
            Some(gradient) => Ok(gradient.clone()),
            None => zeros(args[i]),
        };
        let mut next = Turn::default();
        for i in floats {
            next.carries.push(or_zeros(i)?);
        }
        let sums = &turn.carries[states_flowing..];
        let wanted = (0..constants.len()).filter(|&i| constant_wanted[i]);
        for (i, sum) in wanted.zip(sums) {
            next.carries.push(match &gradients[carries + sequences + i] {
                Some(gradient) => sum.add(gradient)?,
                None => sum.clone(),
            });
        }
        for i in (carries..carries + sequences).filter(|&i| rule.wanted[i]) {
            next.slices.push(or_zeros(i)?);
        }
        Ok(next)
    };
    let constants_refs: Vec<&Tensor> = constants.iter().collect();
    let flowing_refs: Vec<&Tensor> = flowing.iter().collect();
    let done = rule.builder.scan(
        scan.length,
        !scan.reverse,
        &flowing_refs,
        &read,
        &constants_refs,
        body,
    )?;

    let mut by_state = done.carries.iter().take(states_flowing);
    let mut by_constant = done.carries.iter().skip(states_flowing);
    let mut by_slice = done.sequences.iter();
    Ok((0..rule.args.len())
        .map(|i| {
            if i < carries {
                if state_is_float[i] { by_state.next().cloned() } else { None }
            } else if !rule.wanted[i] {
                None
            } else if i < carries + sequences {
                by_slice.next().cloned()
            } else {
                by_constant.next().cloned()
            }
        })
        .collect())
}

pub(super) fn composite(rule: &Rule<'_>, composite: &Arc<Composite>) -> Result<Gradients> {
    let Some(own) = &composite.grad else { return through_body(rule, composite) };
    let mut gradients = vec![None; rule.args.len()];
    if own.wrt.is_empty() {
        return Ok(gradients);
    }
    if rule.cotangents[own.cotangents..].iter().any(Option::is_some) {
        return Err(rule.none(" through the results that it keeps for its own gradient"));
    }
    let mut cotangents = Vec::new();
    for (cotangent, result) in rule.cotangents.iter().zip(rule.results).take(own.cotangents) {
        cotangents.push(match cotangent {
            Some(cotangent) => cotangent.clone(),
            None => rule.builder.full(result.dtype(), result.shape().clone(), 0.0)?,
        });
    }
    let args: Vec<&Tensor> = rule.args.iter().chain(rule.results).chain(&cotangents).collect();
    let results = rule.builder.apply_many(Op::Composite(own.rule.clone()), &args)?;
    for (&input, result) in own.wrt.iter().zip(results) {
        gradients[input] = Some(result);
    }
    Ok(gradients)
}

/// Without a gradient of its own, the body is recorded once more and differentiated; where the
/// composite is inlined later, the second copy is found to be the first.
fn through_body(rule: &Rule<'_>, composite: &Composite) -> Result<Gradients> {
    // A stage of its own: there the arguments do not depend on one another.
    let stage = Builder::new();
    let given: Vec<&Tensor> = rule.args.iter().chain(rule.cotangents.iter().flatten()).collect();
    let standins = given
        .iter()
        .enumerate()
        .map(|(i, t)| stage.input(&format!("a{i}"), t.ty().clone(), Role::Data))
        .collect::<Result<Vec<_>>>()?;
    let _layer = stage.layer(&rule.builder.layer_path());
    let (args, mut cotangents) = (&standins[..rule.args.len()], standins[rule.args.len()..].iter());
    let args: Vec<&Tensor> = args.iter().collect();
    let results = stage.inline(&composite.body, &args)?;
    let reached = results.into_iter().zip(rule.cotangents).filter(|(_, above)| above.is_some());
    let outputs: Vec<(Tensor, Tensor)> =
        reached.filter_map(|(result, _)| Some((result, cotangents.next()?.clone()))).collect();
    let gradients = vector_jacobian(&outputs, &args)?;
    let known: Vec<Tensor> = gradients.iter().flatten().cloned().collect();
    let mut known = rule.builder.inline(&finish(&stage, &known)?, &given)?.into_iter();
    Ok(gradients.iter().map(|g| g.as_ref().and_then(|_| known.next())).collect())
}
