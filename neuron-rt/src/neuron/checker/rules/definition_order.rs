//! Values that are read before they are made.

use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::subject::Subject;
use std::collections::BTreeSet;

pub(super) const RULE: Rule = Rule {
    name: "definition-order",
    code: "EVRF064",
    states: "operands and called computations stand before what uses them",
    source: "AWS Neuron SDK, compiler error codes (the HLO verifier)",
    way_out: "order instructions and computations by what they use",
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    let mut computations = BTreeSet::new();
    for body in subject.view.bodies() {
        let mut made = BTreeSet::new();
        for instruction in body.instructions() {
            if let Some(missing) = instruction.operand_ids.iter().find(|id| !made.contains(*id)) {
                let message = format!("reads {missing}, which no instruction before it makes");
                hits.refuse(instruction, message);
            }
            let called = &instruction.called_computation_ids;
            if let Some(missing) = called.iter().find(|id| !computations.contains(*id)) {
                hits.refuse(
                    instruction,
                    format!("calls {missing}, which does not stand before it"),
                );
            }
            made.insert(instruction.id);
        }
        let computation = body.computation;
        if !made.contains(&computation.root_id) {
            let (name, root) = (&computation.name, computation.root_id);
            hits.refuse_module(format!("computation `{name}` results in {root}, which it has not"));
        }
        computations.insert(computation.id);
    }
    if subject.view.entry().is_none() {
        hits.refuse_module("has no entry computation");
    }
}
