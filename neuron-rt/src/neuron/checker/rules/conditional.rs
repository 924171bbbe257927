//! Branches.

use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "conditional",
    code: "NRT-CONDITIONAL",
    states: "there are no branches",
    source: "AWS Neuron SDK, known issues of JAX on Neuron",
    way_out: "compute both sides and `select`",
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    for site in subject.of(&["conditional"]) {
        hits.refuse(site.instruction, "chooses what to compute");
    }
}
