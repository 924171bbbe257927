//! The 8-bit float with a larger range of finite numbers.

use crate::neuron::CoreVersion;
use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::shapes::arrays;
use crate::neuron::checker::subject::Subject;
use crate::neuron::hlo::proto::PrimitiveType;

pub(super) const RULE: Rule = Rule {
    name: "f8e4m3fn",
    code: "NRT-F8E4M3FN",
    states: "f8e4m3fn is used on trn3 alone",
    source: "AWS Neuron SDK, compiler error codes and data types",
    way_out: "use f8e4m3, or bf16",
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    if subject.target.core_version() >= CoreVersion::V4 {
        return;
    }
    for site in subject.sites() {
        let shapes = site.instruction.shape.as_ref().map(arrays).unwrap_or_default();
        if shapes.iter().any(|shape| shape.element_type() == PrimitiveType::F8e4m3fn) {
            let message = format!("is f8e4m3fn, which {} has not", subject.target);
            hits.refuse(site.instruction, message);
        }
    }
}
