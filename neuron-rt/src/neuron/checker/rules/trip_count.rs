//! Loops whose number of turns is not known.

use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::subject::Subject;
use crate::neuron::hlo::trip_count;

pub(super) const RULE: Rule = Rule {
    name: "trip-count",
    code: "NRT-TRIP-COUNT",
    states: "the number of turns of a loop is known when the module is compiled",
    source: "AWS Neuron SDK, known issues of JAX on Neuron",
    way_out: "count turns with a constant start, step and bound, and mask those that are too many",
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    for site in subject.of(&["while"]) {
        if trip_count::turns(&subject.view, site.body, site.instruction).is_none() {
            hits.refuse(site.instruction, "turns until a condition holds that is not a count");
        }
    }
}
