//! Programs of too many instructions.

use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::subject::Subject;
use std::collections::BTreeMap;

pub(super) const RULE: Rule = Rule {
    name: "instruction-count",
    code: "#1003",
    states: "there are at most 5 million instructions, calls inlined",
    source: "aws-neuron-sdk issue 1003 (the cap of the instruction count)",
    way_out: "use a smaller batch or fewer layers, or a loop over equal layers; `--model-type` matters too",
    check,
};

const MOST: u64 = 5_000_000;

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    // Callees stand before their callers; one that does not is a finding of another rule.
    let mut counts: BTreeMap<i64, u64> = BTreeMap::new();
    for body in subject.view.bodies() {
        let mut count: u64 = 0;
        for instruction in body.instructions() {
            let own = match instruction.opcode.as_str() {
                "call" | "fusion" | "while" | "conditional" => instruction
                    .called_computation_ids
                    .iter()
                    .filter_map(|id| counts.get(id))
                    .fold(0, |sum: u64, &called| sum.saturating_add(called)),
                _ => 1,
            };
            count = count.saturating_add(own);
        }
        counts.insert(body.computation.id, count);
    }
    let entry = subject.view.entry().and_then(|body| counts.get(&body.computation.id));
    if let Some(count) = entry.filter(|&&count| count > MOST) {
        // The compiler counts what is left after tiling, which is more.
        hits.refuse_module(format!("has {count} instructions, the limit is {MOST}"));
    }
}
