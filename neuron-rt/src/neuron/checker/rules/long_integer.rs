//! 64-bit integers as values.

use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::shapes::arrays;
use crate::neuron::checker::subject::Subject;
use crate::neuron::hlo::proto::PrimitiveType;

pub(super) const RULE: Rule = Rule {
    name: "long-integer",
    code: "#937",
    states: "indices and counts are 32-bit integers",
    source: "aws-neuron-sdk issue 937 (wrong indexing by 64-bit integers)",
    way_out: "convert to 32 bits at the edge, as NKIPY does, or pass `--native-int64`",
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    let long = [PrimitiveType::S64, PrimitiveType::U64];
    let is_long = |instruction: &crate::neuron::hlo::proto::Instruction| {
        let shapes = instruction.shape.as_ref().map(arrays).unwrap_or_default();
        shapes.iter().any(|shape| long.contains(&shape.element_type()))
    };
    let mut found = subject.sites().filter(|site| is_long(site.instruction));
    if let Some(first) = found.next() {
        let count = 1 + found.count();
        hits.warn(first.instruction, format!("is the first of {count} values of 64-bit integers"));
    }
}
