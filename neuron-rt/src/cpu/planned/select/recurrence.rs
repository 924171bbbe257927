//! Layers that read a sequence step by step.

use crate::cpu::planned::elementwise;
use crate::cpu::planned::kernels::gru::{Gru, GruGrad};
use crate::cpu::planned::kernels::lstm::{Lstm, LstmGrad};
use crate::cpu::planned::kernels::recurrence::{Extents, scratch};
use crate::cpu::planned::plan::Planner;
use crate::graph::{Composite, DType, Node, Op};

/// Gates, weight, h and c of an LSTM; gates, weight, bias and h of a GRU.
pub(super) fn forward(planner: &mut Planner<'_>, node: &Node, composite: &Composite) {
    let is_lstm = composite.name == "lstm";
    let args: Vec<usize> = node.inputs.iter().map(|&v| planner.dense(v)).collect();
    let results: Vec<usize> = node.outputs.iter().map(|&v| planner.result(v)).collect();
    let (extents, scratch) = sequence(planner, node, composite, if is_lstm { 4 } else { 3 });
    let scratch = planner.scratch(scratch);
    let (given, [a, b, c, d]) = (&args, [args[0], args[1], args[2], args[3]]);
    if is_lstm {
        let narrow = has_narrow_weight(planner, node)
            .then(|| planner.scratch(extents.batch * extents.hidden * 2));
        let made = [results[0], results[1], results[2]];
        let kernel = Lstm { extents, args: [a, b, c, d], results: made, scratch, narrow };
        planner.step(given, &results, kernel);
    } else {
        let made = [results[0], results[1]];
        let kernel = Gru { extents, args: [a, b, c, d], results: made, scratch };
        planner.step(given, &results, kernel);
    }
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
    let most = scratch(side).max(scratch([side[1], side[0]]));
    (Extents { steps, batch, hidden, reverse }, most * 4)
}

/// True where a chain's products are of bf16: [`crate::cpu::planned::widen`] leaves its weight so.
fn has_narrow_weight(planner: &Planner<'_>, node: &Node) -> bool {
    planner.dtype(node.inputs[1]) == DType::BF16
}

/// True of a recurrent layer's weight, of these extents, whose kernel multiplies bf16 where it is. A
/// product with fewer states gains less than it costs to round these.
pub(in crate::cpu::planned) fn is_narrow_weight(
    node: &Node,
    input: usize,
    extents: &[usize],
) -> bool {
    const LEAST: usize = 128;
    let is_lstm = |name: &str| name == "lstm" || name == "lstm_grad";
    matches!(&node.op, Op::Composite(composite) if is_lstm(composite.name))
        && input == 1
        && extents[1] >= LEAST
}

/// Of an LSTM: gates, weight, h, c; h, c and gates of all steps; the gradients by these. Of a GRU:
/// gates, weight, bias, h; h and what was kept; the gradients by these.
pub(super) fn backward(planner: &mut Planner<'_>, node: &Node, composite: &Composite) {
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
