//! Results without elements.

use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::shapes::{array_bytes, arrays};
use crate::neuron::checker::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "empty-output",
    code: "NRT-EMPTY-OUTPUT",
    states: "every result has elements",
    source: "NKIPY: results of no elements are dropped from the NEFF",
    way_out: "leave the result out, or expect it to be missing from the model",
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    for instruction in subject.results() {
        let shapes = instruction.shape.as_ref().map(arrays).unwrap_or_default();
        if shapes.into_iter().any(|shape| array_bytes(shape) == 0) {
            hits.warn(instruction, "is a result of no elements, which the NEFF will not have");
        }
    }
}
