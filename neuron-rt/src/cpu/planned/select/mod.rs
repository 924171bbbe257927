//! Which kernel runs a node.

mod attention;
mod composites;
mod convolution;
mod recurrence;

pub(super) use composites::has_kernel;
pub(super) use convolution::reads_bf16 as convolution_reads_bf16;
pub(super) use recurrence::is_narrow_weight;

use crate::cpu::planned::elementwise::Program;
use crate::cpu::planned::kernels::Real;
use crate::cpu::planned::kernels::copy::Sequence;
use crate::cpu::planned::kernels::index::{Gather, GatherLast, ScatterAdd, ScatterAddLast};
use crate::cpu::planned::kernels::matmul::{Factor, MatMul};
use crate::cpu::planned::kernels::pooling::{Pool, Pooling};
use crate::cpu::planned::kernels::random::RandomBits;
use crate::cpu::planned::kernels::reduce::{Element, Reduce};
use crate::cpu::planned::kernels::sort::{ArgReduce, Axis, CumSum, TopK};
use crate::cpu::planned::memory::Kind;
use crate::cpu::planned::plan::Planner;
use crate::executable::RunError;
use crate::graph::{DType, Node, Op, ReduceOp, TensorType, WindowSpec};
use half::bf16;
use std::marker::PhantomData;

/// Runs `$body` with `$t` as the element type, of floats alone or of all numbers.
macro_rules! with_real {
    ($planner:expr, $node:expr, $dtype:expr, $t:ident => $body:expr) => {
        match $dtype {
            DType::F32 => {
                type $t = f32;
                $body
            }
            DType::F64 => {
                type $t = f64;
                $body
            }
            other => {
                return Err($planner.unsupported($node, &format!("there is no kernel for {other}")));
            }
        }
    };
}
macro_rules! with_element {
    ($planner:expr, $node:expr, $dtype:expr, $t:ident => $body:expr) => {
        match $dtype {
            DType::I32 => {
                type $t = i32;
                $body
            }
            DType::U32 => {
                type $t = u32;
                $body
            }
            DType::U8 => {
                type $t = u8;
                $body
            }
            other => with_real!($planner, $node, other, $t => $body),
        }
    };
}

/// Adds the steps of a node that is neither elementwise nor a view.
pub(super) fn select(planner: &mut Planner<'_>, node: &Node) -> Result<(), RunError> {
    let (args, results) = (&node.inputs, &node.outputs);
    let dtype = args.first().map_or(DType::F32, |&v| planner.dtype(v));
    match &node.op {
        Op::MatMul { ta, tb } => {
            let (a, b) = (planner.place(args[0]), planner.place(args[1]));
            let slot = planner.result(results[0]);
            let out = planner.place(results[0]);
            if dtype == DType::BF16 {
                let kernel = MatMul::<bf16>::new(&a, &b, &out, *ta, *tb);
                product(planner, kernel, [a.slot, b.slot], slot);
                return Ok(());
            }
            with_real!(planner, node, dtype, T => {
                let kernel = MatMul::<T>::new(&a, &b, &out, *ta, *tb);
                product(planner, kernel, [a.slot, b.slot], slot);
            });
        }
        Op::Reduce { op, axes } => {
            let x = planner.place(args[0]);
            let out = planner.result(results[0]);
            with_element!(planner, node, dtype, T => {
                planner.step(&[x.slot], &[out], Reduce::<T>::new(*op, &x, axes, out));
            });
        }
        Op::Concat { axis } => concat(planner, node, *axis),
        Op::Pad { low, interior, value, .. } => pad(planner, node, low, interior, *value),
        Op::Conv(_) | Op::ConvInputGrad { .. } | Op::ConvWeightGrad { .. } => {
            if dtype == DType::BF16 {
                convolution::of_pairs(planner, node);
                return Ok(());
            }
            with_real!(planner, node, dtype, T => convolution::of_reals::<T>(planner, node));
        }
        Op::Window { op, spec } => {
            let kind = if *op == ReduceOp::Max { Pooling::Max } else { Pooling::Sum };
            with_real!(planner, node, dtype, T => pool::<T>(planner, node, kind, *spec));
        }
        Op::WindowSumGrad { spec, .. } => {
            with_real!(planner, node, dtype, T => pool::<T>(planner, node, Pooling::SumGrad, *spec));
        }
        Op::WindowMaxGrad(spec) => {
            with_real!(planner, node, dtype, T => pool::<T>(planner, node, Pooling::MaxGrad, *spec));
        }
        Op::Gather => gather(planner, node),
        Op::ScatterAdd { rows } => {
            let dtype = planner.dtype(args[1]);
            with_element!(planner, node, dtype, T => scatter::<T>(planner, node, *rows));
        }
        Op::GatherLast => {
            with_element!(planner, node, dtype, T => gather_last::<T>(planner, node));
        }
        Op::ScatterAddLast { extent } => {
            let dtype = planner.dtype(args[1]);
            with_element!(planner, node, dtype, T => scatter_last::<T>(planner, node, *extent));
        }
        Op::ArgReduce { max, axis } => {
            with_element!(planner, node, dtype, T => {
                let axis = Axis::of(&planner.graph.ty(args[0]).shape, *axis);
                let (x, out) = (planner.dense(args[0]), planner.result(results[0]));
                let kernel = ArgReduce::<T> { max: *max, axis, x, out, element: PhantomData };
                planner.step(&[x], &[out], kernel);
            });
        }
        Op::CumSum { axis, reverse } => {
            with_element!(planner, node, dtype, T => {
                let axis = Axis::of(&planner.graph.ty(args[0]).shape, *axis);
                let (x, out) = (planner.dense(args[0]), planner.result(results[0]));
                let kernel = CumSum::<T> { axis, reverse: *reverse, x, out, element: PhantomData };
                planner.step(&[x], &[out], kernel);
            });
        }
        Op::TopK { k } => {
            with_element!(planner, node, dtype, T => {
                let (rows, length) = rows_of(planner.graph.ty(args[0]));
                let x = planner.dense(args[0]);
                let (values, indices) = (planner.result(results[0]), planner.result(results[1]));
                let kernel =
                    TopK::<T> { k: *k, length, rows, x, values, indices, element: PhantomData };
                planner.step(&[x], &[values, indices], kernel);
            });
        }
        Op::RandomBits { shape } => {
            let (key, out) = (planner.dense(args[0]), planner.result(results[0]));
            planner.step(&[key], &[out], RandomBits { key, out, count: shape.elements() });
        }
        Op::Scan(scan) => crate::cpu::planned::scan::plan_scan(planner, node, scan)?,
        Op::Composite(composite) => composites::select(planner, node, composite),
        Op::AllReduce { replicas } => {
            let why = format!("the processor runs alone, and not as one of {replicas} replicas");
            return Err(planner.unsupported(node, &why));
        }
        other => {
            let why = format!("`{}` is not a step", other.name());
            return Err(planner.unsupported(node, &why));
        }
    }
    Ok(())
}

/// A product; where its right side is kept from run to run, packed ahead.
fn product<T: Factor>(
    planner: &mut Planner<'_>,
    mut kernel: MatMul<T>,
    [a, b]: [usize; 2],
    out: usize,
) {
    if planner.slots[b].fixed && !planner.slots[a].fixed {
        let slot = |bytes: usize| planner.new_slot(Kind::Arena, bytes);
        if let Some(pack) = kernel.pack_ahead(slot) {
            let packed = pack.to;
            planner.packing_step(b, packed, pack);
            planner.step(&[a, packed], &[out], kernel);
            return;
        }
    }
    planner.step(&[a, b], &[out], kernel);
}

fn concat(planner: &mut Planner<'_>, node: &Node, axis: usize) {
    let out = planner.result(node.outputs[0]);
    let whole = planner.place(node.outputs[0]);
    let dtype = planner.dtype(node.outputs[0]);
    let mut start = vec![0; whole.shape.len()];
    let steps = vec![1; whole.shape.len()];
    let mut reads = Vec::new();
    let mut programs = Vec::new();
    for &arg in &node.inputs {
        let from = planner.place(arg);
        if from.elements() > 0 {
            let to = whole.sliced(&start, &from.shape, &steps);
            programs.push(Program::copy(&from, &to, dtype));
            reads.push(from.slot);
        }
        start[axis] += from.shape[axis];
    }
    planner.step(&reads, &[out], Sequence(programs));
}

fn pad(planner: &mut Planner<'_>, node: &Node, low: &[usize], interior: &[usize], value: f64) {
    let from = planner.place(node.inputs[0]);
    let out = planner.result(node.outputs[0]);
    let whole = planner.place(node.outputs[0]);
    let dtype = planner.dtype(node.outputs[0]);
    let steps: Vec<usize> = interior.iter().map(|cells| cells + 1).collect();
    let mut programs = vec![Program::fill(&whole, dtype, value)];
    if from.elements() > 0 {
        let to = whole.sliced(low, &from.shape, &steps);
        programs.push(Program::copy(&from, &to, dtype));
    }
    planner.step(&[from.slot], &[out], Sequence(programs));
}

fn pool<T: Real>(planner: &mut Planner<'_>, node: &Node, kind: Pooling, spec: WindowSpec) {
    let extent = |value: crate::graph::ValueId| {
        let shape = &planner.graph.ty(value).shape;
        [shape[2], shape[3]]
    };
    let (first, made) = (node.inputs[0], node.outputs[0]);
    let shape = &planner.graph.ty(first).shape;
    let planes = shape[0] * shape[1];
    let (input, output) = match kind {
        Pooling::Max | Pooling::Sum => (extent(first), extent(made)),
        Pooling::MaxGrad => (extent(made), extent(node.inputs[1])),
        Pooling::SumGrad => (extent(made), extent(first)),
    };
    let args: Vec<usize> = node.inputs.iter().map(|&v| planner.dense(v)).collect();
    let out = planner.result(made);
    let (x, grad) = match kind {
        Pooling::Max | Pooling::Sum => (args[0], usize::MAX),
        Pooling::MaxGrad => (args[0], args[1]),
        Pooling::SumGrad => (usize::MAX, args[0]),
    };
    let kernel = Pool::<T> { kind, spec, x, grad, out, planes, input, output, real: PhantomData };
    planner.step(&args, &[out], kernel);
}

fn gather(planner: &mut Planner<'_>, node: &Node) {
    let (table, ids) = (planner.graph.ty(node.inputs[0]).clone(), planner.graph.ty(node.inputs[1]));
    let count = ids.shape.elements();
    let (slot, numbers) = (planner.dense(node.inputs[0]), planner.dense(node.inputs[1]));
    let out = planner.result(node.outputs[0]);
    let rows = table.shape[0];
    let kernel =
        Gather { table: slot, ids: numbers, out, rows, count, width: table.bytes() / rows };
    planner.step(&[slot, numbers], &[out], kernel);
}

fn scatter<T: Element>(planner: &mut Planner<'_>, node: &Node, rows: usize) {
    let count = planner.graph.ty(node.inputs[0]).shape.elements();
    let elements = planner.graph.ty(node.inputs[1]).shape.elements();
    let (ids, values) = (planner.dense(node.inputs[0]), planner.dense(node.inputs[1]));
    let out = planner.result(node.outputs[0]);
    let whole = planner.graph.ty(node.outputs[0]).shape.elements();
    let width = elements.checked_div(count).unwrap_or(whole / rows.max(1));
    let kernel = ScatterAdd::<T> { ids, values, out, rows, count, width, element: PhantomData };
    planner.step(&[ids, values], &[out], kernel);
}

/// Rows, and elements of a row along the last axis.
fn rows_of(ty: &TensorType) -> (usize, usize) {
    let length = ty.shape.last().copied().unwrap_or(1);
    (ty.shape.elements() / length.max(1), length)
}

fn gather_last<T: Element>(planner: &mut Planner<'_>, node: &Node) {
    let (_, length) = rows_of(planner.graph.ty(node.inputs[0]));
    let (rows, k) = rows_of(planner.graph.ty(node.inputs[1]));
    let (x, ids) = (planner.dense(node.inputs[0]), planner.dense(node.inputs[1]));
    let out = planner.result(node.outputs[0]);
    let kernel = GatherLast::<T> { x, ids, out, rows, length, k, element: PhantomData };
    planner.step(&[x, ids], &[out], kernel);
}

fn scatter_last<T: Element>(planner: &mut Planner<'_>, node: &Node, length: usize) {
    let (rows, k) = rows_of(planner.graph.ty(node.inputs[0]));
    let (ids, values) = (planner.dense(node.inputs[0]), planner.dense(node.inputs[1]));
    let out = planner.result(node.outputs[0]);
    let kernel = ScatterAddLast::<T> { ids, values, out, rows, length, k, element: PhantomData };
    planner.step(&[ids, values], &[out], kernel);
}
