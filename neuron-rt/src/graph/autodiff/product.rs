//! Gradients of matrix products and convolutions: products and convolutions again.

use super::super::build::Result;
use super::super::{ConvSpec, Op};
use super::{Gradients, Rule};

pub(super) fn matmul(rule: &Rule<'_>, ta: bool, tb: bool) -> Result<Gradients> {
    let g = rule.cotangent()?;
    let (a, b) = (&rule.args[0], &rule.args[1]);
    let shared = b.rank() == 2 && a.rank() > 2;
    let by_a = match (rule.wanted[0], ta) {
        (false, _) => None,
        (true, false) => Some(g.matmul_t(b, false, !tb)?),
        (true, true) if shared => Some(g.matmul_t(b, false, !tb)?.swap_axes(-1, -2)?),
        (true, true) => Some(b.matmul_t(g, tb, true)?),
    };
    let by_b = if !rule.wanted[1] {
        None
    } else if shared && !ta {
        // One product over the whole batch, without a sum behind it.
        let rows = |t: &super::Tensor| {
            let last = t.shape()[t.rank() - 1];
            t.reshape([t.shape().elements() / last, last])
        };
        let (a, g) = (rows(a)?, rows(g)?);
        Some(if tb { g.matmul_t(&a, true, false)? } else { a.matmul_t(&g, true, false)? })
    } else {
        let each = if tb { g.matmul_t(a, true, ta)? } else { a.matmul_t(g, !ta, false)? };
        let batch: Vec<isize> = (0..(each.rank() - b.rank()) as isize).collect();
        Some(each.sum(&batch)?)
    };
    Ok(vec![by_a, by_b])
}

fn kernel(weight: &super::Tensor) -> [usize; 2] {
    [weight.shape()[2], weight.shape()[3]]
}

fn when(
    wanted: bool,
    rule: &Rule<'_>,
    op: Op,
    args: [&super::Tensor; 2],
) -> Result<Option<super::Tensor>> {
    if wanted { rule.builder.apply(op, &args).map(Some) } else { Ok(None) }
}

pub(super) fn conv(rule: &Rule<'_>, spec: ConvSpec) -> Result<Gradients> {
    let (g, x, w) = (rule.cotangent()?, &rule.args[0], &rule.args[1]);
    let by_x = Op::ConvInputGrad { spec, input: kernel(x) };
    let by_w = Op::ConvWeightGrad { spec, kernel: kernel(w) };
    Ok(vec![when(rule.wanted[0], rule, by_x, [g, w])?, when(rule.wanted[1], rule, by_w, [x, g])?])
}

pub(super) fn conv_input_grad(rule: &Rule<'_>, spec: ConvSpec) -> Result<Gradients> {
    let (u, g, w) = (rule.cotangent()?, &rule.args[0], &rule.args[1]);
    let by_w = Op::ConvWeightGrad { spec, kernel: kernel(w) };
    Ok(vec![
        when(rule.wanted[0], rule, Op::Conv(spec), [u, w])?,
        when(rule.wanted[1], rule, by_w, [u, g])?,
    ])
}

pub(super) fn conv_weight_grad(rule: &Rule<'_>, spec: ConvSpec) -> Result<Gradients> {
    let (v, x, g) = (rule.cotangent()?, &rule.args[0], &rule.args[1]);
    let by_x = Op::ConvInputGrad { spec, input: kernel(x) };
    Ok(vec![
        when(rule.wanted[0], rule, by_x, [g, v])?,
        when(rule.wanted[1], rule, Op::Conv(spec), [x, v])?,
    ])
}
