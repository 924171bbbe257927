//! 64-bit constants that need more than 32 bits.

use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "long-constant",
    code: "NRT-LONG-CONSTANT",
    states: "64-bit integer constants fit into 32 bits",
    source: "AWS Neuron SDK, known issues of JAX on Neuron",
    way_out: "split the constant into two of 32 bits, or make it an input",
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    for site in subject.of(&["constant"]) {
        let Some(literal) = &site.instruction.literal else { continue };
        let signed = literal.s64s.iter().find(|&&v| i32::try_from(v).is_err());
        let unsigned = literal.u64s.iter().find(|&&v| u32::try_from(v).is_err());
        let found = signed.map(i64::to_string).or_else(|| unsigned.map(u64::to_string));
        if let Some(value) = found {
            hits.refuse(site.instruction, format!("holds {value}, which needs more than 32 bits"));
        }
    }
}
