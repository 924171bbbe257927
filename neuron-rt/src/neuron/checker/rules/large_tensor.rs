//! Tensors that overflowed in older runtimes.

use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::shapes::array_bytes;
use crate::neuron::checker::shapes::arrays;
use crate::neuron::checker::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "large-tensor",
    code: "NRT-4-GB",
    states: "inputs and results are below 4 GB",
    source: "NKIPY, runtime: tensors of 4 GB overflow before libnrt 2.30.50",
    way_out: "use libnrt 2.30.50 or later, or part the tensor",
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    for instruction in subject.parameters().chain(subject.results()) {
        let shapes = instruction.shape.as_ref().map(arrays).unwrap_or_default();
        if let Some(bytes) = shapes.into_iter().map(array_bytes).find(|&b| b >= 1 << 32) {
            hits.warn(instruction, format!("is a tensor of {bytes} bytes"));
        }
    }
}
