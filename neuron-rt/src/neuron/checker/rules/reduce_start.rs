//! What reductions begin with.

use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "reduce-start",
    code: "NRT-REDUCE-START",
    states: "a reduction begins with a constant",
    source: "AWS Neuron's table of operators for reduce",
    way_out: "begin with the neutral element, and join the other value afterwards",
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    for site in subject.of(&["reduce", "reduce-window"]) {
        let start = site.operand(1).map(|start| site.body.origin(start));
        if let Some(start) = start.filter(|start| start.opcode != "constant") {
            hits.warn(site.instruction, format!("begins with the value of `{}`", start.name));
        }
    }
}
