//! Indices that may be out of range.

use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "index-bounds",
    code: "NRT-INDEX-BOUNDS",
    states: "indices of gathers and scatters are within the array",
    source: "AWS Neuron SDK, nrt_status: 1006, out of bounds, where other devices clamp",
    way_out: "clamp the indices, or check them on the host",
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    let Some(entry) = subject.view.entry() else { return };
    for site in subject.of(&["gather", "scatter"]) {
        let Some(indices) = site.operand(1).map(|indices| site.body.origin(indices)) else {
            continue;
        };
        let inside = std::ptr::eq(site.body.computation, entry.computation);
        if inside && indices.opcode == "parameter" {
            let message =
                format!("takes its indices from the input `{}` as they are", indices.name);
            hits.warn(site.instruction, message);
        }
    }
}
