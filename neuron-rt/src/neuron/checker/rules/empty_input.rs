//! Inputs without elements.

use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::shapes::{array_bytes, arrays};
use crate::neuron::checker::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "empty-input",
    code: "NRT-EMPTY-INPUT",
    states: "every input has elements",
    source: "NKIPY, runtime: an allocation of 0 bytes is refused",
    way_out: "leave the input out, or give it at least one element",
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    for instruction in subject.parameters() {
        let shapes = instruction.shape.as_ref().map(arrays).unwrap_or_default();
        if shapes.into_iter().any(|shape| array_bytes(shape) == 0) {
            hits.refuse(instruction, "is an input of no bytes");
        }
    }
}
