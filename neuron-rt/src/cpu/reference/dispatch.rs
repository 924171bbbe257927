//! Which function an operation is.

use super::walk::{Site, Walk};
use super::{
    control, convolution, elementwise, index, precision, product, random, reduce, structure,
    transfer, window,
};
use crate::executable::RunError;
use crate::graph::{Op, TensorType};
use candle_core::{Result, Tensor};

/// The results of one node.
pub(super) fn apply(
    walk: &Walk,
    site: &Site<'_>,
    op: &Op,
    args: &[Tensor],
    results: &[&TensorType],
) -> std::result::Result<Vec<Tensor>, RunError> {
    match op {
        Op::Scan(scan) => return control::scan(walk, site, scan, args, results),
        Op::Composite(composite) => return control::composite(walk, composite, args),
        _ => {}
    }
    if results.iter().all(|ty| ty.shape.elements() == 0) {
        let empty = results.iter().map(|ty| transfer::zeros(ty, &walk.device));
        return empty.collect::<Result<_>>().map_err(|why| site.failed(&why));
    }
    primitive(walk, op, args, results).map_err(|why| site.failed(&why))
}

fn one_by_one(op: &Op, args: &[Tensor]) -> Result<Tensor> {
    match op {
        Op::Unary(op) => elementwise::unary(*op, &args[0]),
        Op::Binary(op) => elementwise::binary(*op, &args[0], &args[1]),
        Op::Compare(op) => elementwise::compare(*op, &args[0], &args[1]),
        Op::Select => elementwise::select(&args[0], &args[1], &args[2]),
        Op::Cast(dtype) => precision::cast(&args[0], *dtype),
        _ => candle_core::bail!("`{}` does not work element by element", op.name()),
    }
}

fn primitive(
    walk: &Walk,
    op: &Op,
    args: &[Tensor],
    results: &[&TensorType],
) -> Result<Vec<Tensor>> {
    let ty = results[0];
    let result = match op {
        Op::Constant(literal) => transfer::from_literal(literal, &walk.device)?,
        Op::Iota { axis, .. } => structure::iota(ty, *axis, &walk.device)?,
        Op::Unary(_) | Op::Binary(_) | Op::Compare(_) | Op::Select | Op::Cast(_) => {
            // In one row: candle pairs tensors of eight axes at most.
            let rows = args.iter().map(Tensor::flatten_all).collect::<Result<Vec<_>>>()?;
            one_by_one(op, &rows)?.reshape(ty.shape.dims())?
        }
        Op::Reshape(shape) => structure::reshape(&args[0], shape)?,
        Op::Transpose(perm) => structure::transpose(&args[0], perm)?,
        Op::Broadcast { shape, dims } => structure::broadcast(&args[0], shape, dims)?,
        Op::Slice { starts, strides, .. } => structure::slice(&args[0], starts, strides, ty)?,
        Op::Pad { low, high, interior, value } => {
            structure::pad(&args[0], [low, high, interior], *value, ty)?
        }
        Op::Concat { axis } => structure::concat(args, *axis)?,
        Op::Reverse(axes) => structure::reverse(&args[0], axes)?,
        Op::Reduce { op, axes } => reduce::reduce(*op, axes, &args[0], ty)?,
        Op::ArgReduce { max, axis } => reduce::arg_reduce(*max, *axis, &args[0], ty)?,
        Op::CumSum { axis, reverse } => reduce::cumulative_sum(&args[0], *axis, *reverse)?,
        Op::MatMul { ta, tb } => product::matmul(&args[0], &args[1], *ta, *tb)?,
        Op::Conv(spec) => convolution::conv(spec, &args[0], &args[1], ty)?,
        Op::ConvInputGrad { spec, .. } => {
            convolution::conv_input_grad(spec, &args[0], &args[1], ty)?
        }
        Op::ConvWeightGrad { spec, .. } => {
            convolution::conv_weight_grad(spec, &args[0], &args[1], ty)?
        }
        Op::Window { op, spec } => window::window(*op, spec, &args[0], ty)?,
        Op::WindowSumGrad { spec, .. } => window::sum_grad(spec, &args[0], ty)?,
        Op::WindowMaxGrad(spec) => window::max_grad(spec, &args[0], &args[1], ty)?,
        Op::Gather => index::gather(&args[0], &args[1], ty)?,
        Op::ScatterAdd { .. } => index::scatter_add(&args[0], &args[1], ty)?,
        Op::GatherLast => index::gather_last(&args[0], &args[1])?,
        Op::ScatterAddLast { .. } => index::scatter_add_last(&args[0], &args[1], ty)?,
        Op::TopK { k } => return index::top_k(&args[0], *k),
        Op::RandomBits { .. } => random::bits(&args[0], ty)?,
        Op::AllReduce { replicas: 1 } => args[0].clone(),
        Op::AllReduce { replicas } => {
            candle_core::bail!("the processor runs alone, and not as one of {replicas} replicas")
        }
        Op::Input(_) | Op::Scan(_) | Op::Composite(_) => {
            candle_core::bail!("`{}` is no primitive", op.name())
        }
    };
    Ok(vec![result])
}
