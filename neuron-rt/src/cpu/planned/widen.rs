//! 16-bit floats compute in f32: around every operation that has no 16-bit kernel of its own,
//! conversions are put, which fuse with what stands beside them. Each operation still rounds once.
//! Products and convolutions of bf16 have a kernel where the processor does: they read bf16 and sum in
//! f32.

use super::kernels::matmul::reads_bf16;
use super::select;
use crate::graph::{DType, Graph, Node, Op, Scan, TensorType, ValueId};
use std::sync::Arc;

/// The graph with 16-bit floats left only where elements are moved or computed one by one.
pub(super) fn widen(graph: &Graph) -> Graph {
    let mut new = Graph { layers: graph.layers.clone(), ..Graph::default() };
    let mut map: Vec<Option<ValueId>> = vec![None; graph.value_count()];
    for node in graph.nodes() {
        let args: Vec<ValueId> = node.inputs.iter().filter_map(|v| map[v.index()]).collect();
        let types: Vec<TensorType> = node.outputs.iter().map(|&v| graph.ty(v).clone()).collect();
        let narrow = |ty: &TensorType| matches!(ty.dtype, DType::BF16 | DType::F16);
        let any = types.iter().any(narrow) || node.inputs.iter().any(|&v| narrow(graph.ty(v)));
        let made = if any && computes(&node.op) {
            let reads = select::convolution_reads_bf16(graph, node)
                || reads_bf16() && matches!(node.op, Op::MatMul { .. });
            let narrow = reads && args.iter().all(|&v| new.ty(v).dtype == DType::BF16);
            let weight = |input: usize| {
                let extents = &graph.ty(node.inputs[input]).shape;
                reads_bf16() && select::is_narrow_weight(node, input, extents)
            };
            wide(&mut new, node, &args, &types, &|input| narrow || weight(input))
        } else {
            let op = match &node.op {
                Op::Scan(scan) => {
                    Op::Scan(Scan { body: Arc::new(widen(&scan.body)), ..scan.clone() })
                }
                op => op.clone(),
            };
            new.push_typed(op, &args, types, node.layer)
        };
        if let Op::Input(number) = node.op {
            let input = crate::graph::Input { value: made[0], ..graph.inputs()[number].clone() };
            new.inputs.push(input);
        }
        for (old, value) in node.outputs.iter().zip(made) {
            map[old.index()] = Some(value);
        }
    }
    for output in graph.outputs() {
        if let Some(value) = map[output.value.index()] {
            new.outputs.push(crate::graph::Output { value, ..output.clone() });
        }
    }
    new
}

/// True of operations that join elements; the others only move them or take them one by one.
fn computes(op: &Op) -> bool {
    matches!(
        op,
        Op::Reduce { .. }
            | Op::ArgReduce { .. }
            | Op::CumSum { .. }
            | Op::MatMul { .. }
            | Op::Conv(_)
            | Op::ConvInputGrad { .. }
            | Op::ConvWeightGrad { .. }
            | Op::Window { .. }
            | Op::WindowSumGrad { .. }
            | Op::WindowMaxGrad(_)
            | Op::ScatterAdd { .. }
            | Op::GatherLast
            | Op::ScatterAddLast { .. }
            | Op::TopK { .. }
            | Op::Composite(_)
    )
}

/// The node in f32, with conversions around it; before it none of inputs that it reads as bf16.
fn wide(
    new: &mut Graph,
    node: &Node,
    args: &[ValueId],
    types: &[TensorType],
    reads_narrow: &dyn Fn(usize) -> bool,
) -> Vec<ValueId> {
    let widened = |ty: &TensorType| match ty.dtype {
        DType::BF16 | DType::F16 => TensorType::new(DType::F32, ty.shape.clone()),
        _ => ty.clone(),
    };
    let args: Vec<ValueId> = args
        .iter()
        .enumerate()
        .map(|(input, &v)| {
            let ty = new.ty(v).clone();
            let wide = widened(&ty);
            if wide == ty || ty.dtype == DType::BF16 && reads_narrow(input) {
                v
            } else {
                new.push_typed(Op::Cast(DType::F32), &[v], vec![wide], node.layer)[0]
            }
        })
        .collect();
    let made =
        new.push_typed(node.op.clone(), &args, types.iter().map(widened).collect(), node.layer);
    made.into_iter()
        .zip(types)
        .map(|(value, ty)| {
            if new.ty(value) == ty {
                value
            } else {
                new.push_typed(Op::Cast(ty.dtype), &[value], vec![ty.clone()], node.layer)[0]
            }
        })
        .collect()
}
