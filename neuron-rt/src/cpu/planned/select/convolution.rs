//! Which kernel runs a convolution.

use crate::cpu::planned::kernels::convolution::Way;
use crate::cpu::planned::kernels::convolution::{Correlate, Geometry, WeightGradient};
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

/// A convolution of bf16 that [`reads_bf16`].
pub(super) fn of_pairs(planner: &mut Planner<'_>, node: &Node) {
    #[cfg(target_arch = "x86_64")]
    {
        let Some((geometry, way)) = geometry(planner.graph, node) else { return };
        let (args, out) = places(planner, node);
        let scratch = |words: usize| planner.scratch(words * size_of::<f32>());
        if way == Way::ByWeight {
            let kernel = pairs::WeightGradient::new(geometry, args, out, scratch);
            planner.step(&args, &[out], kernel);
        } else {
            let kernel = pairs::Correlate::new(geometry, way == Way::ByInput, args, out, scratch);
            planner.step(&args, &[out], kernel);
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    unreachable!("convolutions of bf16 are widened on this processor: {}", node.op.name());
}

/// A convolution of f32 or f64.
pub(super) fn of_reals<T: Vectored>(planner: &mut Planner<'_>, node: &Node) {
    let Some((geometry, way)) = geometry(planner.graph, node) else { return };
    let backward = way == Way::ByInput;
    let (args, out) = places(planner, node);
    #[cfg(target_arch = "x86_64")]
    let single = planner.dtype(node.inputs[0]) == DType::F32;
    let scratch = |elements: usize| planner.scratch(elements * size_of::<T>());
    #[cfg(target_arch = "x86_64")]
    if single && winograd::suits(&geometry) {
        if way == Way::ByWeight {
            let kernel = winograd::WeightGradient::new(geometry, args, out, scratch);
            planner.step(&args, &[out], kernel);
        } else {
            let kernel = winograd::Correlate::new(geometry, backward, args, out, scratch);
            planner.step(&args, &[out], kernel);
        }
        return;
    }
    if way == Way::ByWeight {
        let kernel = WeightGradient::<T>::new(geometry, args, out, scratch);
        planner.step(&args, &[out], kernel);
    } else {
        let kernel = Correlate::<T>::new(geometry, backward, args, out, scratch);
        planner.step(&args, &[out], kernel);
    }
}

/// The slots of both arguments, and of the result.
fn places(planner: &mut Planner<'_>, node: &Node) -> ([usize; 2], usize) {
    let args = [planner.dense(node.inputs[0]), planner.dense(node.inputs[1])];
    (args, planner.result(node.outputs[0]))
}
