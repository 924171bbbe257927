//! Products of integer matrices.

use crate::neuron::CoreVersion;
use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::shapes::is_integer;
use crate::neuron::checker::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "integer-dot",
    code: "EVRF035",
    states: "matrix products are of floats",
    source: "AWS Neuron SDK, compiler error codes",
    way_out: "convert to f32 before the product, and back after it",
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    if subject.target.core_version() < CoreVersion::V3 {
        return;
    }
    for site in subject.of(&["dot"]) {
        if (0..2).any(|n| site.operand_type(n).is_some_and(is_integer)) {
            hits.refuse(site.instruction, format!("multiplies integers on {}", subject.target));
        }
    }
}
