//! Windows with gaps.

use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "window-dilation",
    code: "NRT-WINDOW-DILATION",
    states: "windows that are reduced have no gaps, nor has what they slide over",
    source: "AWS Neuron SDK, known issues of JAX on Neuron",
    way_out: "take strided slices and join them",
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    for site in subject.of(&["reduce-window"]) {
        let dimensions = site.instruction.window.iter().flat_map(|window| &window.dimensions);
        for (axis, d) in dimensions.enumerate() {
            if d.window_dilation > 1 || d.base_dilation > 1 {
                hits.refuse(site.instruction, format!("dilates axis {axis}"));
            }
        }
    }
}
