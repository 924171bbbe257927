//! Powers of 64-bit integers.

use crate::neuron::CoreVersion;
use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::subject::Subject;
use crate::neuron::hlo::proto::PrimitiveType;

pub(super) const RULE: Rule = Rule {
    name: "integer-power",
    code: "NRT-INTEGER-POWER",
    states: "powers are of floats or of 32-bit integers",
    source: "AWS Neuron SDK, compiler error codes (the policy of EVRF035)",
    way_out: "multiply as often as needed, or convert to f32",
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    let long = [PrimitiveType::S64, PrimitiveType::U64];
    for site in subject.of(&["power"]) {
        if !site.operand_type(0).is_some_and(|ty| long.contains(&ty)) {
            continue;
        }
        if subject.target.core_version() >= CoreVersion::V3 {
            let message = format!("is a power of 64-bit integers on {}", subject.target);
            hits.refuse(site.instruction, message);
        } else {
            hits.warn(site.instruction, "is a power of 64-bit integers, which newer cores refuse");
        }
    }
}
