//! Shapes without an order in memory.

use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::shapes::arrays;
use crate::neuron::checker::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "layout",
    code: "EVRF064",
    states: "every array has a layout, also in constants",
    source: "AWS Neuron SDK, compiler error codes (the HLO verifier)",
    way_out: "write the layout, row-major, beside every shape",
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    for site in subject.sites() {
        let literal = site.instruction.literal.as_ref().and_then(|literal| literal.shape.as_ref());
        let shapes = site.instruction.shape.iter().chain(literal);
        let bare = |shape: &&crate::neuron::hlo::proto::Shape| shape.layout.is_none();
        if shapes.flat_map(arrays).any(|shape| bare(&shape)) {
            hits.refuse(site.instruction, "has a shape without a layout");
        }
    }
}
