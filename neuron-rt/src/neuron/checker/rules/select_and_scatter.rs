//! The gradient of pooling as one operation.

use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "select-and-scatter",
    code: "#588",
    states: "there is no `select-and-scatter`",
    source: "aws-neuron-sdk issue 588",
    way_out: "write the gradient of the maximum by comparisons and padding, one cell of the window after another",
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    for site in subject.of(&["select-and-scatter"]) {
        hits.refuse(site.instruction, "is not supported");
    }
}
