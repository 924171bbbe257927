//! Element types without a counterpart on the device.

use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::shapes::{arrays, text};
use crate::neuron::checker::subject::Subject;
use crate::neuron::hlo::proto::PrimitiveType;

pub(super) const RULE: Rule = Rule {
    name: "element-type",
    code: "NRT-ELEMENT-TYPE",
    states: "inputs and results are of types that libnrt can hold",
    source: "AWS Neuron SDK, nrt.h: the types of tensors",
    way_out: "convert to a type of the device before and after",
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    let values = subject.parameters().chain(subject.results());
    for instruction in values {
        let shapes = instruction.shape.as_ref().map(arrays).unwrap_or_default();
        let unknown = [PrimitiveType::Invalid, PrimitiveType::Opaque, PrimitiveType::Token];
        if let Some(shape) = shapes.iter().find(|s| unknown.contains(&s.element_type())) {
            let message = format!("is {}, which no tensor of the runtime can be", text(shape));
            hits.refuse(instruction, message);
        }
    }
}
