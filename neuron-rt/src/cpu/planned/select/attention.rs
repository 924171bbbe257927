//! Attention, of packed and of separate operands.

use crate::cpu::planned::kernels::attention::{Attention, AttentionGrad, Rows};
use crate::cpu::planned::plan::Planner;
use crate::graph::{Composite, Node};

/// Self-attention over a packed `[b, t, 3d]`, or attention over queries, keys and values.
pub(super) fn select(planner: &mut Planner<'_>, node: &Node, composite: &Composite) {
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
