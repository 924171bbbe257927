//! Extents that are set while the program runs.

use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "set-dimension-size",
    code: "#1144",
    states: "there is no `set-dimension-size`",
    source: "aws-neuron-sdk issue 1144",
    way_out: "pad to a fixed extent and weigh the padding with zero",
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    for site in subject.of(&["set-dimension-size"]) {
        hits.refuse(site.instruction, "is not supported");
    }
}
