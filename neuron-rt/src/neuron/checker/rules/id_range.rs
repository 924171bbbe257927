//! Numbers of instructions.

use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "id-range",
    code: "pytorch/xla#9685",
    states: "instructions and computations are numbered within 32-bit integers",
    source: "pytorch/xla issue 9685 (instruction with id > INT_MAX)",
    way_out: "number the instructions from 0",
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    let fits = |id: i64| (0..=i64::from(i32::MAX)).contains(&id);
    let mut wide = subject.sites().filter(|site| !fits(site.instruction.id));
    if let Some(first) = wide.next() {
        let count = 1 + wide.count();
        let id = first.instruction.id;
        hits.refuse(first.instruction, format!("has the number {id}; so have {count} in all"));
    }
    for computation in subject.module.computations.iter().filter(|c| !fits(c.id)) {
        let message =
            format!("computation `{}` has the number {}", computation.name, computation.id);
        hits.refuse_module(message);
    }
}
