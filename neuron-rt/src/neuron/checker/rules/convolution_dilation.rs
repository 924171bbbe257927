//! Convolutions that spread both sides.

use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "convolution-dilation",
    code: "EVRF010",
    states: "a convolution dilates its input or its kernel, not both",
    source: "AWS Neuron SDK, compiler error codes",
    way_out: "spread the kernel by padding it inside",
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    for site in subject.of(&["convolution"]) {
        let dimensions = site.instruction.window.as_ref().map_or(&[][..], |w| &w.dimensions);
        let input = dimensions.iter().any(|d| d.base_dilation > 1);
        if input && dimensions.iter().any(|d| d.window_dilation > 1) {
            hits.refuse(site.instruction, "dilates both its input and its kernel");
        }
    }
}
