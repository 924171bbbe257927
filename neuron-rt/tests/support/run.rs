//! Running a graph once.

use neuron_rt::graph::{Graph, Literal};
use neuron_rt::{Buffer, Device, compile};

/// Everything that runs graphs, by name.
pub(crate) const DEVICES: [Device; 2] = [Device::Reference, Device::Cpu];

/// The outputs of a graph.
pub(crate) fn run(graph: &Graph, device: &Device, inputs: &[Literal]) -> Vec<Literal> {
    let mut executable =
        compile(graph, device).unwrap_or_else(|e| panic!("{device}: {e}\n{}", graph.to_text()));
    let buffers: Vec<Buffer> = inputs.iter().map(Buffer::from_literal).collect();
    let results = executable
        .run_borrowed(&buffers.iter().collect::<Vec<_>>())
        .unwrap_or_else(|e| panic!("{device}: {e}\n{}", graph.to_text()));
    results.iter().map(Buffer::to_literal).collect()
}
