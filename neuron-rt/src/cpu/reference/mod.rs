//! Each primitive by plain candle operations, one after another.
//!
//! | file | what |
//! |-|-|
//! | `walk` | from node to node, freeing what is read no more |
//! | `dispatch` | which function an operation is |
//! | `elementwise`, `integer`, `host` | element by element: floats, integers, and what candle lacks |
//! | `structure`, `reduce`, `product`, `convolution`, `window`, `index`, `random`, `control` | the rest |
//! | `precision` | in which type an operation computes, and exact conversion |
//! | `transfer` | from buffers to candle's tensors and back |
//! | `finite`, `memory` | stopping at the first NaN; what a walk takes |

mod control;
mod convolution;
mod dispatch;
mod elementwise;
mod finite;
mod host;
mod index;
mod integer;
mod memory;
mod precision;
mod product;
mod random;
mod reduce;
mod structure;
mod transfer;
mod walk;
mod window;

use crate::buffer::Buffer;
use crate::executable::{Argument, Executable, Program, RunError};
use crate::graph::{Graph, Op};
use candle_core::Device;
use std::sync::Arc;
use walk::Walk;

/// Runs the graph node by node, each primitive as its documentation defines it and by nothing but
/// plain tensor operations: what every other executable is compared with.
///
/// Elements of 16 bits are computed in f32 and rounded once an operation; integers wrap.
///
/// # Errors
/// None now: every element type runs here.
pub fn reference(graph: &Graph) -> Result<Executable, RunError> {
    Ok(executable(graph, false))
}

/// As [`reference()`], and looks at every float that comes up: a run stops with
/// [`RunError::NotFinite`] at the node whose result is the first NaN, or the first infinity that no
/// argument had. Constants may be infinite.
///
/// # Errors
/// None now: every element type runs here.
pub fn reference_checked(graph: &Graph) -> Result<Executable, RunError> {
    Ok(executable(graph, true))
}

fn executable(graph: &Graph, checked: bool) -> Executable {
    let graph = Arc::new(graph.clone());
    let walk = Walk { device: Device::Cpu, checked };
    let workspace = memory::peak_bytes(&graph);
    Executable::new(graph.clone(), Box::new(Reference { graph, walk, workspace }))
}

struct Reference {
    graph: Arc<Graph>,
    walk: Walk,
    workspace: usize,
}

impl Program for Reference {
    fn run(&mut self, arguments: Vec<Argument<'_>>) -> Result<Vec<Buffer>, RunError> {
        let graph = &self.graph;
        let failed = |why: candle_core::Error| RunError::Failed {
            layer: "model".to_owned(),
            op: Op::Input(0).name().to_owned(),
            why: why.to_string(),
        };
        let tensors = arguments
            .iter()
            .map(|argument| transfer::from_buffer(argument.buffer(), &self.walk.device))
            .collect::<candle_core::Result<Vec<_>>>()
            .map_err(failed)?;
        let results = self.walk.run(graph, tensors)?;
        let mut donated: Vec<Option<Buffer>> = arguments
            .into_iter()
            .map(|argument| match argument {
                Argument::Donated(buffer) => Some(buffer),
                Argument::Borrowed(_) => None,
            })
            .collect();
        let mut buffers = Vec::with_capacity(results.len());
        for (output, tensor) in graph.outputs().iter().zip(results) {
            let place = output.replaces.and_then(|number| donated.get_mut(number)?.take());
            let mut buffer = place.unwrap_or_else(|| Buffer::zeros(graph.ty(output.value).clone()));
            transfer::into_buffer(&tensor, &mut buffer).map_err(failed)?;
            buffers.push(buffer);
        }
        Ok(buffers)
    }

    fn workspace_bytes(&self) -> usize {
        self.workspace
    }
}
