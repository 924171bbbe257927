//! Reductions of several arrays at once.

use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "variadic-reduce",
    code: "NRT-VARIADIC-REDUCE",
    states: "a reduction has one array and one initial value",
    source: "AWS Neuron SDK, known issues of JAX on Neuron",
    way_out: "find the place of an extreme as NKIPY does: reduce, compare, and reduce the numbers of what is equal",
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    for site in subject.of(&["reduce"]) {
        let count = site.instruction.operand_ids.len();
        if count != 2 {
            hits.refuse(site.instruction, format!("has {count} operands, expected 2"));
        }
    }
}
