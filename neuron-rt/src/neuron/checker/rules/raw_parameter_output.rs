//! Results that are inputs, untouched.

use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "raw-parameter-output",
    code: "NRT-RAW-PARAMETER",
    states: "a result is never an input itself",
    source: "NKIPY, which puts a `copy` between",
    way_out: "put a `copy` between the input and the result",
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    for instruction in subject.results().into_iter().filter(|i| i.opcode == "parameter") {
        hits.refuse(instruction, "is an input and a result at once");
    }
}
