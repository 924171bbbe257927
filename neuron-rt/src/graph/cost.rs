//! Counting work.

use super::{Graph, Node, Op, ReduceOp};
use std::ops::AddAssign;

/// Work of a node or a graph, by its definition (before fusion).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// Floating-point operations; a multiply and an add are two, a transcendental function one.
    pub flops: u64,
    /// Bytes read and written, were nothing fused.
    pub bytes: u64,
}

impl AddAssign for Cost {
    fn add_assign(&mut self, other: Self) {
        self.flops += other.flops;
        self.bytes += other.bytes;
    }
}

impl Graph {
    /// Work of the whole graph.
    #[must_use]
    pub fn cost(&self) -> Cost {
        let mut sum = Cost::default();
        for node in self.nodes() {
            sum += self.node_cost(node);
        }
        sum
    }

    /// Work of one node.
    #[must_use]
    pub fn node_cost(&self, node: &Node) -> Cost {
        let elements = |v: &super::ValueId| self.ty(*v).shape.elements() as u64;
        let made: u64 = node.outputs.iter().map(elements).sum();
        let read: u64 = node.inputs.iter().map(elements).sum();
        let flops = match &node.op {
            Op::Unary(_) | Op::Binary(_) | Op::Compare(_) | Op::Select => made,
            Op::Reduce { .. } | Op::ArgReduce { .. } | Op::CumSum { .. } => read,
            Op::ScatterAdd { .. } | Op::ScatterAddLast { .. } | Op::WindowMaxGrad(_) => read,
            Op::MatMul { ta, .. } => {
                let a = &self.ty(node.inputs[0]).shape;
                let inner = a[a.rank() - if *ta { 2 } else { 1 }];
                2 * made * inner as u64
            }
            Op::Conv(_) => {
                let w = &self.ty(node.inputs[1]).shape;
                2 * made * (w[1] * w[2] * w[3]) as u64
            }
            Op::ConvInputGrad { .. } => {
                let w = &self.ty(node.inputs[1]).shape;
                2 * elements(&node.inputs[0]) * (w[1] * w[2] * w[3]) as u64
            }
            Op::ConvWeightGrad { .. } => {
                let w = &self.ty(node.outputs[0]).shape;
                2 * elements(&node.inputs[1]) * (w[1] * w[2] * w[3]) as u64
            }
            Op::Window { spec, op: ReduceOp::Sum | ReduceOp::Max, .. } => {
                made * (spec.size[0] * spec.size[1]) as u64
            }
            Op::Window { .. } => made,
            Op::WindowSumGrad { spec, .. } => {
                elements(&node.inputs[0]) * (spec.size[0] * spec.size[1]) as u64
            }
            Op::Scan(scan) => {
                let turn = scan.body.cost();
                return Cost {
                    flops: turn.flops * scan.length as u64,
                    bytes: turn.bytes * scan.length as u64,
                };
            }
            Op::Composite(composite) => return composite.body.cost(),
            Op::Input(_) | Op::Constant(_) => return Cost::default(),
            _ => 0,
        };
        let size = |v: &super::ValueId| self.ty(*v).bytes() as u64;
        let bytes = node.inputs.iter().chain(&node.outputs).map(size).sum();
        Cost { flops, bytes }
    }
}
