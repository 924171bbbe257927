//! Sums of integers over devices.

use crate::neuron::CoreVersion;
use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::shapes::is_integer;
use crate::neuron::checker::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "integer-all-reduce",
    code: "NRT-INTEGER-ALL-REDUCE",
    states: "what is reduced over devices are floats",
    source: "AWS Neuron SDK, compiler error codes (the policy of EVRF035)",
    way_out: "convert to f32 before the reduction, and back after it",
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    for site in subject.of(&["all-reduce", "reduce-scatter", "all-reduce-start"]) {
        if !site.operand_type(0).is_some_and(is_integer) {
            continue;
        }
        if subject.target.core_version() >= CoreVersion::V3 {
            let message = format!("reduces integers over devices on {}", subject.target);
            hits.refuse(site.instruction, message);
        } else {
            hits.warn(site.instruction, "reduces integers over devices, which newer cores refuse");
        }
    }
}
