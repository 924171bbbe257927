//! Gradients of what moves elements: the same moves, backwards.

use super::super::build::Result;
use super::{Gradients, Rule};

pub(super) fn reshape(rule: &Rule<'_>) -> Result<Gradients> {
    Ok(vec![Some(rule.cotangent()?.reshape(rule.args[0].shape().clone())?)])
}

pub(super) fn transpose(rule: &Rule<'_>, perm: &[usize]) -> Result<Gradients> {
    let mut inverse = vec![0; perm.len()];
    for (to, &from) in perm.iter().enumerate() {
        inverse[from] = to;
    }
    Ok(vec![Some(rule.cotangent()?.transpose(&inverse)?)])
}

pub(super) fn broadcast(rule: &Rule<'_>, dims: &[usize]) -> Result<Gradients> {
    let (g, x) = (rule.cotangent()?, &rule.args[0]);
    let repeated = |axis: &usize| match dims.iter().position(|d| d == axis) {
        None => true,
        Some(from) => x.shape()[from] != g.shape()[*axis],
    };
    let axes: Vec<isize> = (0..g.rank()).filter(repeated).map(|axis| axis as isize).collect();
    Ok(vec![Some(g.sum(&axes)?.reshape(x.shape().clone())?)])
}

pub(super) fn slice(rule: &Rule<'_>, starts: &[usize], strides: &[usize]) -> Result<Gradients> {
    let (g, x) = (rule.cotangent()?, &rule.args[0]);
    let interior: Vec<usize> = strides.iter().map(|step| step - 1).collect();
    let high: Vec<usize> = (0..x.rank())
        .map(|axis| {
            let kept = g.shape()[axis];
            let span = kept + kept.saturating_sub(1) * interior[axis];
            x.shape()[axis] - starts[axis] - span
        })
        .collect();
    Ok(vec![Some(g.pad_interior(starts, &high, &interior, 0.0)?)])
}

pub(super) fn pad(rule: &Rule<'_>, low: &[usize], interior: &[usize]) -> Result<Gradients> {
    let (g, x) = (rule.cotangent()?, &rule.args[0]);
    let strides: Vec<usize> = interior.iter().map(|cells| cells + 1).collect();
    let limits: Vec<usize> = (0..x.rank())
        .map(|axis| match x.shape()[axis] {
            0 => low[axis],
            extent => low[axis] + (extent - 1) * strides[axis] + 1,
        })
        .collect();
    Ok(vec![Some(g.slice(low, &limits, &strides)?)])
}

pub(super) fn concat(rule: &Rule<'_>, axis: usize) -> Result<Gradients> {
    let g = rule.cotangent()?;
    let mut start = 0;
    let mut gradients = Vec::with_capacity(rule.args.len());
    for (arg, &wanted) in rule.args.iter().zip(rule.wanted) {
        let end = start + arg.shape()[axis];
        gradients.push(if wanted { Some(g.narrow(axis as isize, start, end)?) } else { None });
        start = end;
    }
    Ok(gradients)
}
