//! Arithmetic shifts of other widths.

use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::shapes::text;
use crate::neuron::checker::subject::Subject;
use crate::neuron::hlo::proto::PrimitiveType;

pub(super) const RULE: Rule = Rule {
    name: "shift-width",
    code: "NRT-SHIFT-WIDTH",
    states: "arithmetic shifts to the right are of 32-bit integers",
    source: "AWS Neuron SDK, known issues of JAX on Neuron",
    way_out: "convert to 32 bits before the shift",
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    let fits = [PrimitiveType::S32, PrimitiveType::U32];
    for site in subject.of(&["shift-right-arithmetic"]) {
        let shape = site.instruction.shape.as_ref();
        if let Some(shape) = shape.filter(|shape| !fits.contains(&shape.element_type())) {
            hits.refuse(site.instruction, format!("shifts {}", text(shape)));
        }
    }
}
