//! Operations that none of AWS's own tools writes.

use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::subject::Subject;
use std::collections::BTreeMap;

pub(super) const RULE: Rule = Rule {
    name: "unlisted-opcode",
    code: "NRT-UNLISTED-OPCODE",
    states: "operations are among those that AWS's tracer writes or its documentation names",
    source: "NKIPY, operations of its HLO backend; AWS Neuron SDK, error codes",
    way_out: "ask the compiler (`neuronx-cc list-operators --framework XLA`), or compose it of simpler operations",
    check,
};

/// What NKIPY's tracer writes.
const WRITTEN: [&str; 52] = [
    "add",
    "subtract",
    "multiply",
    "divide",
    "power",
    "maximum",
    "minimum",
    "and",
    "or",
    "xor",
    "not",
    "compare",
    "select",
    "abs",
    "exponential",
    "log",
    "sqrt",
    "sine",
    "cosine",
    "tanh",
    "ceil",
    "floor",
    "sign",
    "negate",
    "atan2",
    "convert",
    "constant",
    "iota",
    "broadcast",
    "reshape",
    "transpose",
    "slice",
    "concatenate",
    "pad",
    "reduce",
    "dot",
    "convolution",
    "gather",
    "scatter",
    "dynamic-update-slice",
    "copy",
    "tuple",
    "get-tuple-element",
    "custom-call",
    "all-gather",
    "all-reduce",
    "reduce-scatter",
    "all-to-all",
    "parameter",
    "call",
    "fusion",
    "bitcast",
];

/// What the documentation sets limits to, and so knows.
const NAMED: [&str; 6] =
    ["reduce-window", "sort", "topk", "while", "rng-bit-generator", "shift-right-arithmetic"];

/// What other rules refuse.
const REFUSED: [&str; 3] = ["conditional", "select-and-scatter", "set-dimension-size"];

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    let mut unlisted = BTreeMap::new();
    for site in subject.sites() {
        let opcode = site.instruction.opcode.as_str();
        let listed = [&WRITTEN[..], &NAMED, &REFUSED].iter().any(|list| list.contains(&opcode));
        if !listed {
            unlisted.entry(opcode).or_insert_with(|| (site.instruction, 0)).1 += 1;
        }
    }
    for (first, count) in unlisted.into_values() {
        hits.warn(
            first,
            format!("is the first of {count}; none of AWS's tools writes this operation"),
        );
    }
}
