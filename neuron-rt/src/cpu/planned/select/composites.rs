//! Composites that are one kernel.

use super::{attention, recurrence, rows_of};
use crate::cpu::planned::kernels::batch_norm::{BatchNorm, BatchNormGrad, Planes};
use crate::cpu::planned::kernels::cross_entropy::{CrossEntropy, CrossEntropyGrad};
use crate::cpu::planned::kernels::layer_norm::{LayerNorm, LayerNormGrad};
use crate::cpu::planned::kernels::softmax::{Softmax, SoftmaxGrad};
use crate::cpu::planned::plan::Planner;
use crate::graph::{Composite, DType, Node, TensorType};

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
pub(in crate::cpu::planned) fn has_kernel(composite: &Composite, args: &[&TensorType]) -> bool {
    FUSED.contains(&composite.name)
        && args.iter().all(|ty| ty.dtype != DType::F64)
        && args.first().is_some_and(|ty| ty.shape.elements() > 0)
}

pub(super) fn select(planner: &mut Planner<'_>, node: &Node, composite: &Composite) {
    let (rows, width) = rows_of(planner.graph.ty(node.inputs[0]));
    let attr = |name: &str| composite.attr(name).unwrap_or(0.0) as f32;
    if composite.name.contains("attention") {
        attention::select(planner, node, composite);
        return;
    }
    match composite.name {
        "lstm" | "gru" => return recurrence::forward(planner, node, composite),
        "lstm_grad" | "gru_grad" => return recurrence::backward(planner, node, composite),
        _ => {}
    }
    let args: Vec<usize> = node.inputs.iter().map(|&v| planner.dense(v)).collect();
    let results: Vec<usize> = node.outputs.iter().map(|&v| planner.result(v)).collect();
    match composite.name {
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
