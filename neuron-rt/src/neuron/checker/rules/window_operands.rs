//! Windows over several arrays at once.

use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "window-operands",
    code: "NRT-WINDOW-OPERANDS",
    states: "a reduction over windows has one array and one initial value",
    source: "AWS Neuron SDK, known issues of JAX on Neuron",
    way_out: "reduce each array by itself",
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    for site in subject.of(&["reduce-window"]) {
        let count = site.instruction.operand_ids.len();
        if count != 2 {
            hits.refuse(site.instruction, format!("has {count} operands, expected 2"));
        }
    }
}
