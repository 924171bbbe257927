//! Gradients of reductions and of pooling.

use super::super::build::Result;
use super::super::{Op, ReduceOp, Tensor, WindowSpec};
use super::{Gradients, Rule};

pub(super) fn reduce(rule: &Rule<'_>, op: ReduceOp, axes: &[usize]) -> Result<Gradients> {
    let (x, y) = (&rule.args[0], &rule.results[0]);
    let kept: Vec<usize> = (0..x.rank()).filter(|axis| !axes.contains(axis)).collect();
    let spread = |t: &Tensor| t.broadcast_in_dim(x.shape().clone(), &kept);
    let g = spread(rule.cotangent()?)?;
    let axes: Vec<isize> = axes.iter().map(|&axis| axis as isize).collect();
    let gradient = match op {
        ReduceOp::Sum => g,
        // Equals share the gradient, as in PyTorch's amax.
        ReduceOp::Max | ReduceOp::Min => {
            let winners = x.equal(&spread(y)?)?.cast(x.dtype())?;
            let count = spread(&winners.sum(&axes)?)?;
            g.mul(&winners)?.div(&count)?
        }
        // The product of the others, right also where factors are zero.
        ReduceOp::Prod => {
            let is_zero = x.equal(&x.scalar_like(0.0))?;
            let zeros = spread(&is_zero.cast(x.dtype())?.sum(&axes)?)?;
            let factors = is_zero.select(&x.scalar_like(1.0), x)?;
            let product = spread(&factors.prod(&axes)?)?;
            let none = zeros.equal(&zeros.scalar_like(0.0))?;
            let one = zeros.equal(&zeros.scalar_like(1.0))?;
            let nothing = g.scalar_like(0.0);
            let others = is_zero.select(
                &one.select(&product, &nothing)?,
                &none.select(&product.div(&factors)?, &nothing)?,
            )?;
            g.mul(&others)?
        }
    };
    Ok(vec![Some(gradient)])
}

pub(super) fn window(rule: &Rule<'_>, op: ReduceOp, spec: WindowSpec) -> Result<Gradients> {
    let (g, x) = (rule.cotangent()?, &rule.args[0]);
    let gradient = if op == ReduceOp::Max {
        rule.builder.apply(Op::WindowMaxGrad(spec), &[x, g])?
    } else {
        let input = [x.shape()[2], x.shape()[3]];
        rule.builder.apply(Op::WindowSumGrad { spec, input }, &[g])?
    };
    Ok(vec![Some(gradient)])
}

pub(super) fn window_sum_grad(rule: &Rule<'_>, spec: WindowSpec) -> Result<Gradients> {
    let op = Op::Window { op: ReduceOp::Sum, spec };
    Ok(vec![Some(rule.builder.apply(op, &[rule.cotangent()?])?)])
}
