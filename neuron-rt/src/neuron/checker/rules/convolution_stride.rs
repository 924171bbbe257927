//! Convolutions that step over a spread input.

use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "convolution-stride",
    code: "EVRF011",
    states: "a convolution of a dilated input has no stride",
    source: "AWS Neuron SDK, compiler error codes",
    way_out: "spread the input by padding it inside, and convolve the result with the stride",
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    for site in subject.of(&["convolution"]) {
        let dimensions = site.instruction.window.as_ref().map_or(&[][..], |w| &w.dimensions);
        let input = dimensions.iter().any(|d| d.base_dilation > 1);
        if input && dimensions.iter().any(|d| d.stride > 1) {
            hits.refuse(site.instruction, "strides over a dilated input");
        }
    }
}
