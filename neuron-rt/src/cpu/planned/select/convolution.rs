//! Which kernel runs a convolution.

use crate::cpu::planned::kernels::convolution::{Correlate, Geometry, Way, WeightGradient};
#[cfg(target_arch = "x86_64")]
use crate::cpu::planned::kernels::convolution::{pairs, winograd};
use crate::cpu::planned::kernels::lanes::Vectored;
use crate::cpu::planned::plan::Planner;
#[cfg(target_arch = "x86_64")]
use crate::graph::DType;
use crate::graph::{Graph, Node, Op};

/// The extents of a convolution, and which of its ways it is.
fn geometry(graph: &Graph, node: &Node) -> Option<(Geometry, Way)> {
    let shape = |value: crate::graph::ValueId| graph.ty(value).shape.clone();
    let [a, b] = [shape(*node.inputs.first()?), shape(*node.inputs.get(1)?)];
    let made = shape(node.outputs[0]);
    Some(match &node.op {
        Op::ConvWeightGrad { spec, .. } => (Geometry::new(*spec, &a, &made, &b), Way::ByWeight),
        Op::ConvInputGrad { spec, .. } => (Geometry::new(*spec, &made, &b, &a), Way::ByInput),
        Op::Conv(spec) => (Geometry::new(*spec, &a, &b, &made), Way::Forward),
        _ => return None,
    })
}

/// Whether a node is a convolution of bf16 with a kernel that reads it; else it is widened.
pub(in crate::cpu::planned) fn reads_bf16(graph: &Graph, node: &Node) -> bool {
    #[cfg(target_arch = "x86_64")]
    {
        let narrow = node.inputs.iter().all(|&v| graph.ty(v).dtype == DType::BF16);
        narrow && geometry(graph, node).is_some_and(|(geometry, way)| pairs::suits(&geometry, way))
    }
    #[cfg(not(target_arch = "x86_64"))]
    {
        let _ = (graph, node);
        false
    }
}

/// Adds the step of a kernel for its way.
macro_rules! step {
    ($planner:expr, $node:expr, $found:expr, $correlate:ty, $weight:ty, $bytes:expr) => {{
        let (geometry, way) = $found;
        let (args, out) = places($planner, $node);
        let scratch = |words: usize| $planner.scratch(words * $bytes);
        if way == Way::ByWeight {
            let kernel = <$weight>::new(geometry, args, out, scratch);
            $planner.step(&args, &[out], kernel);
        } else {
            let kernel = <$correlate>::new(geometry, way == Way::ByInput, args, out, scratch);
            $planner.step(&args, &[out], kernel);
        }
    }};
}

/// A convolution of bf16 that [`reads_bf16`].
pub(super) fn of_pairs(planner: &mut Planner<'_>, node: &Node) {
    #[cfg(target_arch = "x86_64")]
    if let Some(found) = geometry(planner.graph, node) {
        step!(planner, node, found, pairs::Correlate, pairs::WeightGradient, size_of::<f32>());
    }
    #[cfg(not(target_arch = "x86_64"))]
    unreachable!("convolutions of bf16 are widened on this processor: {}", node.op.name());
}

/// A convolution of f32 or f64.
pub(super) fn of_reals<T: Vectored>(planner: &mut Planner<'_>, node: &Node) {
    let Some(found) = geometry(planner.graph, node) else { return };
    let bytes = size_of::<T>();
    #[cfg(target_arch = "x86_64")]
    if planner.dtype(node.inputs[0]) == DType::F32 && winograd::suits(&found.0) {
        step!(planner, node, found, winograd::Correlate, winograd::WeightGradient, bytes);
        return;
    }
    step!(planner, node, found, Correlate<T>, WeightGradient<T>, bytes);
}

/// The slots of both arguments, and of the result.
fn places(planner: &mut Planner<'_>, node: &Node) -> ([usize; 2], usize) {
    let args = [planner.dense(node.inputs[0]), planner.dense(node.inputs[1])];
    (args, planner.result(node.outputs[0]))
}
