//! Which kernel runs a node.

mod convolution;

pub(super) use convolution::reads_bf16 as convolution_reads_bf16;

use crate::cpu::planned::elementwise::{self, Program};
use crate::cpu::planned::kernels::Real;
use crate::cpu::planned::kernels::attention::{Attention, AttentionGrad, Rows};
use crate::cpu::planned::kernels::batch_norm::{BatchNorm, BatchNormGrad, Planes};
use crate::cpu::planned::kernels::copy::Sequence;
use crate::cpu::planned::kernels::cross_entropy::{CrossEntropy, CrossEntropyGrad};
use crate::cpu::planned::kernels::gru::{Gru, GruGrad};
use crate::cpu::planned::kernels::index::{Gather, GatherLast, ScatterAdd, ScatterAddLast};
use crate::cpu::planned::kernels::layer_norm::{LayerNorm, LayerNormGrad};
use crate::cpu::planned::kernels::lstm::{Lstm, LstmGrad};
use crate::cpu::planned::kernels::matmul::{Factor, MatMul};
use crate::cpu::planned::kernels::pooling::{Pool, Pooling};
use crate::cpu::planned::kernels::random::RandomBits;
use crate::cpu::planned::kernels::recurrence::{self, Extents};
use crate::cpu::planned::kernels::reduce::{Element, Reduce};
use crate::cpu::planned::kernels::softmax::{Softmax, SoftmaxGrad};
use crate::cpu::planned::kernels::sort::{ArgReduce, Axis, CumSum, TopK};
use crate::cpu::planned::memory::Kind;
use crate::cpu::planned::plan::Planner;
use crate::executable::RunError;
use crate::graph::{Composite, DType, Node, Op, ReduceOp, TensorType, WindowSpec};
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
        Op::Composite(composite) => fused(planner, node, composite),
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

/// Composites that a fused kernel runs: all of f32 (and labels), 16-bit floats widened.
const FUSED: [&str; 16] = [
    "batch_norm",
    "batch_norm_grad",
    "softmax",
    "softmax_grad",
    "layer_norm",
    "layer_norm_grad",
    "self_attention",
    "self_attention_grad",
    "attention",
    "attention_grad",
    "cross_entropy",
    "cross_entropy_grad",
    "gru",
    "gru_grad",
    "lstm",
    "lstm_grad",
];

/// True where [`select`] has a fused kernel for the composite.
pub(super) fn has_kernel(composite: &Composite, args: &[&TensorType]) -> bool {
    FUSED.contains(&composite.name)
        && args.iter().all(|ty| ty.dtype != DType::F64)
        && args.first().is_some_and(|ty| ty.shape.elements() > 0)
}

fn fused(planner: &mut Planner<'_>, node: &Node, composite: &Composite) {
    let (rows, width) = rows_of(planner.graph.ty(node.inputs[0]));
    let attr = |name: &str| composite.attr(name).unwrap_or(0.0) as f32;
    if composite.name.contains("attention") {
        attention(planner, node, composite);
        return;
    }
    if composite.name == "lstm_grad" || composite.name == "gru_grad" {
        recurrence_grad(planner, node, composite);
        return;
    }
    let args: Vec<usize> = node.inputs.iter().map(|&v| planner.dense(v)).collect();
    let results: Vec<usize> = node.outputs.iter().map(|&v| planner.result(v)).collect();
    match composite.name {
        "lstm" => {
            let (extents, scratch) = sequence(planner, node, composite, 4);
            let kernel = Lstm {
                extents,
                args: [args[0], args[1], args[2], args[3]],
                results: [results[0], results[1], results[2]],
                scratch: planner.scratch(scratch),
                narrow: has_narrow_weight(planner, node)
                    .then(|| planner.scratch(extents.batch * extents.hidden * 2)),
            };
            planner.step(&args, &results, kernel);
        }
        "gru" => {
            let (extents, scratch) = sequence(planner, node, composite, 3);
            let kernel = Gru {
                extents,
                args: [args[0], args[1], args[2], args[3]],
                results: [results[0], results[1]],
                scratch: planner.scratch(scratch),
            };
            planner.step(&args, &results, kernel);
        }
        "softmax" => {
            planner.step(&args, &results, Softmax { x: args[0], out: results[0], rows, width });
        }
        "softmax_grad" => {
            let kernel = SoftmaxGrad { y: args[1], grad: args[2], out: results[0], rows, width };
            planner.step(&args, &results, kernel);
        }
        "layer_norm" => {
            let kernel = LayerNorm {
                args: [args[0], args[1], args[2]],
                results: [results[0], results[1], results[2]],
                rows,
                width,
                epsilon: attr("epsilon"),
            };
            planner.step(&args, &results, kernel);
        }
        // x, gamma, beta, y, mean, rstd, dy
        "layer_norm_grad" => {
            let scratch = planner.scratch(LayerNormGrad::parts(rows) * 2 * width * 4);
            let kernel = LayerNormGrad {
                args: [args[0], args[1], args[4], args[5], args[6]],
                results: [results[0], results[1], results[2]],
                scratch,
                rows,
                width,
            };
            planner.step(&args, &results, kernel);
        }
        "batch_norm" => {
            let kernel = BatchNorm {
                args: [args[0], args[1], args[2], args[3]],
                results: [results[0], results[1], results[2], results[3]],
                planes: planes(planner, node),
                epsilon: attr("epsilon"),
            };
            planner.step(&args, &results, kernel);
        }
        // x, gamma, beta, weight, y, mean, variance, rstd, dy
        "batch_norm_grad" => {
            let kernel = BatchNormGrad {
                args: [args[0], args[1], args[3], args[5], args[7], args[8]],
                results: [results[0], results[1], results[2]],
                planes: planes(planner, node),
            };
            planner.step(&args, &results, kernel);
        }
        "cross_entropy" => {
            let kernel = CrossEntropy {
                args: [args[0], args[1]],
                results: [results[0], results[1]],
                rows,
                classes: width,
                smoothing: attr("label_smoothing"),
            };
            planner.step(&args, &results, kernel);
        }
        // logits, labels, loss, log-sum-exp, dloss
        _ => {
            let kernel = CrossEntropyGrad {
                args: [args[0], args[1], args[3], args[4]],
                out: results[0],
                rows,
                classes: width,
                smoothing: attr("label_smoothing"),
            };
            planner.step(&args, &results, kernel);
        }
    }
}

/// Extents of the images that a node normalises.
fn planes(planner: &Planner<'_>, node: &Node) -> Planes {
    let shape = &planner.graph.ty(node.inputs[0]).shape;
    Planes { batch: shape[0], channels: shape[1], pixels: shape[2] * shape[3] }
}

/// Extents of a sequence whose states come last among the first four arguments, and bytes of
/// scratch for its weight, of so many gates.
fn sequence(
    planner: &Planner<'_>,
    node: &Node,
    composite: &Composite,
    gates: usize,
) -> (Extents, usize) {
    let shape = &planner.graph.ty(node.inputs[0]).shape;
    let (steps, batch, hidden) = (shape[0], shape[1], shape[2] / gates);
    let reverse = composite.attr("reverse").is_some_and(|reverse| reverse > 0.0);
    let side = [gates * hidden, hidden];
    let most = recurrence::scratch(side).max(recurrence::scratch([side[1], side[0]]));
    (Extents { steps, batch, hidden, reverse }, most * 4)
}

/// True where a chain's products are of bf16: [`super::widen`] leaves its weight so.
fn has_narrow_weight(planner: &Planner<'_>, node: &Node) -> bool {
    planner.dtype(node.inputs[1]) == DType::BF16
}

/// True of a recurrent layer's weight, of these extents, whose kernel multiplies bf16 where it is. A
/// product with fewer states gains less than it costs to round these.
pub(super) fn is_narrow_weight(node: &Node, input: usize, extents: &[usize]) -> bool {
    const LEAST: usize = 128;
    let is_lstm = |name: &str| name == "lstm" || name == "lstm_grad";
    matches!(&node.op, Op::Composite(composite) if is_lstm(composite.name))
        && input == 1
        && extents[1] >= LEAST
}

/// Of an LSTM: gates, weight, h, c; h, c and gates of all steps; the gradients by these. Of a GRU:
/// gates, weight, bias, h; h and what was kept; the gradients by these.
fn recurrence_grad(planner: &mut Planner<'_>, node: &Node, composite: &Composite) {
    let is_lstm = composite.name == "lstm_grad";
    let (extents, scratch) = sequence(planner, node, composite, if is_lstm { 4 } else { 3 });
    let read = |planner: &mut Planner<'_>, i: usize| planner.dense(node.inputs[i]);
    // Where nothing reads a result, its gradient is zero everywhere: it is not even written.
    let above = |planner: &mut Planner<'_>, i: usize| {
        let zero = elementwise::splat(planner.graph, node.inputs[i]) == Some(0.0);
        (!zero).then(|| planner.dense(node.inputs[i]))
    };
    if is_lstm {
        let above = [7, 8, 9].map(|i| above(planner, i));
        let args = [1, 2, 3].map(|i| read(planner, i));
        let made = [4, 5, 6].map(|i| read(planner, i));
        let results: Vec<usize> = node.outputs.iter().map(|&v| planner.result(v)).collect();
        let results = [results[0], results[1], results[2], results[3]];
        let scratch = planner.scratch(scratch);
        let Extents { steps, batch, hidden, .. } = extents;
        let narrow = has_narrow_weight(planner, node).then(|| {
            [steps * batch * 4 * hidden, steps * batch * hidden, batch * hidden]
                .map(|elements| planner.scratch(elements * 2))
        });
        let kernel = LstmGrad { extents, args, made, above, results, scratch, narrow };
        let reads: Vec<usize> =
            args.into_iter().chain(made).chain(above.into_iter().flatten()).collect();
        planner.step(&reads, &results, kernel);
    } else {
        let above = [6, 7].map(|i| above(planner, i));
        let args = [1, 3].map(|i| read(planner, i));
        let made = [4, 5].map(|i| read(planner, i));
        let results: Vec<usize> = node.outputs.iter().map(|&v| planner.result(v)).collect();
        let results = [results[0], results[1], results[2], results[3]];
        let scratch = planner.scratch(scratch);
        let Extents { steps, batch, hidden, .. } = extents;
        let own = planner.scratch(steps * batch * 3 * hidden * 4);
        let kernel = GruGrad { extents, args, made, above, results, scratch, own };
        let reads: Vec<usize> =
            args.into_iter().chain(made).chain(above.into_iter().flatten()).collect();
        planner.step(&reads, &results, kernel);
    }
}

/// Self-attention over a packed `[b, t, 3d]`, or attention over queries, keys and values.
fn attention(planner: &mut Planner<'_>, node: &Node, composite: &Composite) {
    let packed = composite.name.starts_with("self_");
    let backward = composite.name.ends_with("_grad");
    let operands = if packed { 1 } else { 3 };
    // A gradient's inputs: those of the forward pass, its two results, one cotangent.
    let forward_inputs = if backward { node.inputs.len() - 3 } else { node.inputs.len() };
    let heads = composite.attr("heads").unwrap_or(1.0) as usize;
    let shape = planner.graph.ty(node.inputs[0]).shape.clone();
    let (batch, queries) = (shape[0], shape[1]);
    let model = if packed { shape[2] / 3 } else { shape[2] };
    let keys = if packed { queries } else { planner.graph.ty(node.inputs[1]).shape[1] };
    let rows = |slot: usize, part: usize, parts: usize, length: usize| Rows {
        slot,
        offset: part * model,
        row: parts * model,
        image: parts * model * length,
    };
    let mut reads: Vec<usize> = node.inputs[..operands].iter().map(|&v| planner.dense(v)).collect();
    let spread = |slots: &[usize]| match packed {
        true => [0, 1, 2].map(|part| rows(slots[0], part, 3, queries)),
        false => {
            [rows(slots[0], 0, 1, queries), rows(slots[1], 0, 1, keys), rows(slots[2], 0, 1, keys)]
        }
    };
    let [q, k, v] = spread(&reads);
    let mask = (forward_inputs > operands).then(|| {
        let view = planner.place(node.inputs[operands]);
        let rank = view.shape.len();
        let dims: Vec<usize> = (4 - rank..4).collect();
        reads.push(view.slot);
        view.broadcast(&[batch, heads, queries, keys], &dims)
    });
    let (out, log_sum, written) = if backward {
        let (out, log_sum) = (
            planner.dense(node.inputs[forward_inputs]),
            planner.dense(node.inputs[forward_inputs + 1]),
        );
        reads.extend([out, log_sum]);
        (out, log_sum, Vec::new())
    } else {
        let slots = [planner.result(node.outputs[0]), planner.result(node.outputs[1])];
        (slots[0], slots[1], slots.to_vec())
    };
    let mut forward = Attention {
        batch,
        heads,
        queries,
        keys,
        width: model / heads,
        scale: composite.attr("scale").unwrap_or(1.0) as f32,
        causal: composite.attr("causal") == Some(1.0),
        q,
        k,
        v,
        out: rows(out, 0, 1, queries),
        log_sum,
        mask,
        scratch: 0,
    };
    if !backward {
        forward.scratch = planner.scratch(forward.scratch_forward() * 4);
        planner.step(&reads, &written, forward);
        return;
    }
    let grad = planner.dense(node.inputs[forward_inputs + 2]);
    reads.push(grad);
    let results: Vec<usize> = node.outputs.iter().map(|&v| planner.result(v)).collect();
    let [dq, dk, dv] = spread(&results);
    forward.scratch = planner.scratch(forward.scratch_backward() * 4);
    let grad = rows(grad, 0, 1, queries);
    planner.step(&reads, &results, AttentionGrad { forward, grad, dq, dk, dv });
}
