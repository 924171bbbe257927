//! Calls of what is no operation of XLA.

use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "custom-call",
    code: "EVRF015",
    states: "custom calls have targets that the compiler knows",
    source: "AWS Neuron SDK, compiler error codes",
    way_out: "write it in operations of XLA",
    check,
};

/// Those that the documentation names; its list is open to the end.
const KNOWN: [&str; 20] = [
    "AwsNeuronErf",
    "AwsNeuronGelu",
    "AwsNeuronGeluApprxTanh",
    "AwsNeuronGeluBackward",
    "AwsNeuronSilu",
    "AwsNeuronSiluBackward",
    "AwsNeuronRmsNorm",
    "AwsNeuronSoftmax",
    "AwsNeuronSoftmaxBackward",
    "AwsNeuronTopK",
    "AwsNeuronArgMax",
    "AwsNeuronArgMin",
    "AwsNeuronDropoutMaskV1",
    "AwsNeuronCollectiveMatmul",
    "AwsNeuronIntMatmult",
    "AwsNeuronCustomNativeKernel",
    "AwsNeuronCustomOp",
    "AwsNeuronDevicePrint",
    "ResizeNearest",
    "ResizeBilinear",
];

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    for site in subject.of(&["custom-call"]) {
        let target = site.instruction.custom_call_target.as_str();
        if KNOWN.contains(&target) {
            continue;
        }
        if target.starts_with("AwsNeuron") {
            let message = format!("calls `{target}`, which the documentation does not name");
            hits.warn(site.instruction, message);
        } else {
            hits.refuse(site.instruction, format!("calls `{target}`, which is not Neuron's"));
        }
    }
}
