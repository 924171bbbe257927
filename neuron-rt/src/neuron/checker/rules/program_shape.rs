//! The type of the program.

use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "program-shape",
    code: "EVRF064",
    states: "the module says what it takes and gives",
    source: "AWS Neuron SDK, compiler error codes (the HLO verifier)",
    way_out: "write `host_program_shape`, with every parameter of the entry",
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    let parameters = subject.parameters().count();
    match &subject.module.host_program_shape {
        None => hits.refuse_module("has no `host_program_shape`"),
        Some(shape) if shape.parameters.len() != parameters => hits.refuse_module(format!(
            "`host_program_shape` has {} parameters, the entry has {parameters}",
            shape.parameters.len()
        )),
        Some(_) => {}
    }
}
