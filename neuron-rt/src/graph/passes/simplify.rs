use super::rebuild::Rebuild;
use crate::graph::{BinaryOp, Graph, Node, Op, ValueId};

/// Replaces what is known to change nothing: `x + 0`, `x × 1`, a transposition of a transposition,
/// a reshape of a reshape, a slice of everything, a sum over one replica.
///
/// Only identities that hold for every float, NaN and infinities too; `x × 0` is not one of them.
#[must_use]
pub fn simplify(graph: &Graph) -> Graph {
    let mut work = Rebuild::of(graph);
    for node in graph.nodes() {
        let args = work.args(node);
        match rewrite(&work, node, &args) {
            Some(Rewrite::Value(value)) => work.forward(node, value),
            Some(Rewrite::Op(op, args)) => work.replace(node, op, &args),
            None => work.copy(node),
        }
    }
    work.finish()
}

enum Rewrite {
    Value(ValueId),
    Op(Op, Vec<ValueId>),
}

/// The value that all elements share, through repetitions.
fn splat(graph: &Graph, value: ValueId) -> Option<f64> {
    let node = graph.producer(value);
    match &node.op {
        Op::Constant(literal) => literal.splat(),
        Op::Broadcast { .. } | Op::Reshape(_) => splat(graph, node.inputs[0]),
        _ => None,
    }
}

fn rewrite(work: &Rebuild<'_>, node: &Node, args: &[ValueId]) -> Option<Rewrite> {
    let graph = &work.new;
    let ty = work.old.ty(*node.outputs.first()?);
    let first = *args.first()?;
    let inner = graph.producer(first);
    let same = graph.ty(first) == ty;
    match &node.op {
        Op::Binary(op) => {
            let (a, b) = (splat(graph, args[0]), splat(graph, args[1]));
            match op {
                BinaryOp::Mul if b == Some(1.0) => Some(Rewrite::Value(args[0])),
                BinaryOp::Mul if a == Some(1.0) => Some(Rewrite::Value(args[1])),
                BinaryOp::Div if b == Some(1.0) => Some(Rewrite::Value(args[0])),
                // -0 + 0 is 0, not -0: an identity for all that models compare.
                BinaryOp::Add if b == Some(0.0) => Some(Rewrite::Value(args[0])),
                BinaryOp::Add if a == Some(0.0) => Some(Rewrite::Value(args[1])),
                BinaryOp::Sub if b == Some(0.0) => Some(Rewrite::Value(args[0])),
                _ => None,
            }
        }
        Op::AllReduce { replicas: 1 } => Some(Rewrite::Value(first)),
        Op::Reshape(shape) => match &inner.op {
            _ if same => Some(Rewrite::Value(first)),
            Op::Reshape(_) => Some(Rewrite::Op(Op::Reshape(shape.clone()), inner.inputs.clone())),
            _ => None,
        },
        Op::Transpose(perm) => {
            if perm.iter().enumerate().all(|(to, &from)| to == from) {
                return Some(Rewrite::Value(first));
            }
            let Op::Transpose(before) = &inner.op else { return None };
            let both: Vec<usize> = perm.iter().map(|&axis| before[axis]).collect();
            if both.iter().enumerate().all(|(to, &from)| to == from) {
                return Some(Rewrite::Value(inner.inputs[0]));
            }
            Some(Rewrite::Op(Op::Transpose(both), inner.inputs.clone()))
        }
        Op::Broadcast { shape, dims } => match &inner.op {
            _ if same => Some(Rewrite::Value(first)),
            Op::Broadcast { dims: before, .. } => {
                let dims = before.iter().map(|&axis| dims[axis]).collect();
                Some(Rewrite::Op(
                    Op::Broadcast { shape: shape.clone(), dims },
                    inner.inputs.clone(),
                ))
            }
            _ => None,
        },
        Op::Slice { .. } | Op::Pad { .. } | Op::Cast(_) if same => {
            let moves = match &node.op {
                Op::Pad { low, high, interior, .. } => {
                    low.iter().chain(high).chain(interior).any(|&cells| cells > 0)
                }
                _ => false,
            };
            if moves { None } else { Some(Rewrite::Value(first)) }
        }
        _ => None,
    }
}
