//! Gradients of what addresses elements by number.

use super::super::Op;
use super::super::build::Result;
use super::{Gradients, Rule};

pub(super) fn gather(rule: &Rule<'_>) -> Result<Gradients> {
    let (table, ids) = (&rule.args[0], &rule.args[1]);
    Ok(vec![Some(rule.cotangent()?.scatter_add(ids, table.shape()[0])?), None])
}

pub(super) fn scatter_add(rule: &Rule<'_>) -> Result<Gradients> {
    Ok(vec![None, Some(rule.cotangent()?.gather(&rule.args[0])?)])
}

pub(super) fn gather_last(rule: &Rule<'_>) -> Result<Gradients> {
    let (x, ids) = (&rule.args[0], &rule.args[1]);
    let op = Op::ScatterAddLast { extent: x.shape()[x.rank() - 1] };
    Ok(vec![Some(rule.builder.apply(op, &[ids, rule.cotangent()?])?), None])
}

pub(super) fn scatter_add_last(rule: &Rule<'_>) -> Result<Gradients> {
    Ok(vec![None, Some(rule.cotangent()?.gather_last(&rule.args[0])?)])
}

pub(super) fn top_k(rule: &Rule<'_>) -> Result<Gradients> {
    let (x, indices) = (&rule.args[0], &rule.results[1]);
    let Some(g) = &rule.cotangents[0] else { return Ok(vec![None]) };
    let op = Op::ScatterAddLast { extent: x.shape()[x.rank() - 1] };
    Ok(vec![Some(rule.builder.apply(op, &[indices, g])?)])
}
