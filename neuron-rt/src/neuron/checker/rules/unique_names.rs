//! Names and numbers that stand twice.

use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::subject::Subject;
use std::collections::BTreeSet;

pub(super) const RULE: Rule = Rule {
    name: "unique-names",
    code: "EVRF064",
    states: "no two instructions share a name or a number",
    source: "AWS Neuron SDK, compiler error codes (the HLO verifier)",
    way_out: "append the number to the name",
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    let (mut names, mut ids) = (BTreeSet::new(), BTreeSet::new());
    for site in subject.sites() {
        let instruction = site.instruction;
        if !names.insert(instruction.name.as_str()) {
            hits.refuse(instruction, "has a name that another instruction bears");
        }
        if !ids.insert(instruction.id) {
            hits.refuse(instruction, format!("has the number {} of another", instruction.id));
        }
    }
}
