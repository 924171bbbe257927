//! 64-bit floats.

use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::shapes::arrays;
use crate::neuron::checker::subject::Subject;
use crate::neuron::hlo::proto::PrimitiveType;

pub(super) const RULE: Rule = Rule {
    name: "double-precision",
    code: "NRT-F64",
    states: "no value is f64",
    source: "NKIPY, whose tracer turns f64 into f32 at the edge: no NeuronCore has it",
    way_out: "build the model in f32, bf16 or f16",
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    for site in subject.sites() {
        let shapes = site.instruction.shape.as_ref().map(arrays).unwrap_or_default();
        if shapes.iter().any(|shape| shape.element_type() == PrimitiveType::F64) {
            hits.refuse(site.instruction, "is f64");
        }
    }
}
