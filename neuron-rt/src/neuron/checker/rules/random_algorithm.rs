//! Generators of random bits.

use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "random-algorithm",
    code: "NRT-RANDOM-ALGORITHM",
    states: "random bits come from the default algorithm",
    source: "AWS Neuron SDK, known issues of JAX on Neuron",
    way_out: "draw on the host and pass the numbers in, or compute them from a key",
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    for site in subject.of(&["rng-bit-generator"]) {
        let name = match site.instruction.rng_algorithm {
            0 => continue,
            1 => "Threefry",
            2 => "Philox",
            _ => "an unknown algorithm",
        };
        hits.refuse(site.instruction, format!("asks for {name}"));
    }
}
