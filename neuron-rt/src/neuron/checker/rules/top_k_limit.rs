//! How many largest elements, and along which axis.

use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::subject::Subject;
use crate::neuron::hlo::proto::Instruction;

pub(super) const RULE: Rule = Rule {
    name: "top-k-limit",
    code: "EVRF014",
    states: "at most 16,384 largest elements are asked for, along the last axis",
    source: "AWS Neuron SDK, compiler error codes; aws-neuron-sdk issue 1339",
    way_out: "ask for fewer, along the last axis",
    check,
};

const MOST: i64 = 16_384;

/// Whether an instruction finds largest elements.
pub(super) fn is_top_k(instruction: &Instruction) -> bool {
    let called = ["AwsNeuronTopK", "TopK"].contains(&instruction.custom_call_target.as_str());
    instruction.opcode == "topk" || (instruction.opcode == "custom-call" && called)
}

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    for site in subject.sites().filter(|site| is_top_k(site.instruction)) {
        let parts = site.instruction.shape.as_ref().and_then(|shape| shape.tuple_shapes.first());
        let operand = site.operand(0).and_then(|operand| operand.shape.as_ref());
        let (Some(found), Some(of)) = (parts, operand) else { continue };
        let written = std::str::from_utf8(&site.instruction.backend_config).ok();
        let written = written.and_then(|text| text.trim().parse().ok());
        let k = written.or(found.dimensions.last().copied()).unwrap_or(0);
        if k > MOST {
            hits.refuse(site.instruction, format!("asks for the largest {k}, the limit is {MOST}"));
        }
        let leading = |dims: &[i64]| dims.split_last().map(|(_, rest)| rest.to_vec());
        if leading(&found.dimensions) != leading(&of.dimensions) {
            hits.refuse(site.instruction, "looks along another axis than the last");
        }
    }
}
