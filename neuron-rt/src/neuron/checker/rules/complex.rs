//! Complex numbers.

use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::shapes::arrays;
use crate::neuron::checker::subject::Subject;
use crate::neuron::hlo::proto::PrimitiveType;

pub(super) const RULE: Rule = Rule {
    name: "complex",
    code: "EVRF004",
    states: "no value is complex",
    source: "AWS Neuron SDK, compiler error codes",
    way_out: "carry the real and the imaginary part as two tensors",
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    for site in subject.sites() {
        let shapes = site.instruction.shape.as_ref().map(arrays).unwrap_or_default();
        let complex = [PrimitiveType::C64, PrimitiveType::C128];
        if shapes.iter().any(|shape| complex.contains(&shape.element_type())) {
            hits.refuse(site.instruction, "is complex");
        }
    }
}
