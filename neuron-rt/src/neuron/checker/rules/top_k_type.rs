//! Largest elements of integers.

use super::top_k_limit::is_top_k;
use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::shapes::is_float;
use crate::neuron::checker::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "top-k-type",
    code: "EVRF013",
    states: "the largest elements are looked for among floats",
    source: "AWS Neuron SDK, compiler error codes",
    way_out: "convert to f32 first",
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    for site in subject.sites().filter(|site| is_top_k(site.instruction)) {
        if !site.operand_type(0).is_some_and(is_float) {
            hits.refuse(site.instruction, "looks among values that are no floats");
        }
    }
}
