//! How reductions join elements.

use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "reduce-computation",
    code: "NRT-REDUCE-COMPUTATION",
    states: "reductions join by add, multiply, minimum, maximum, and, or",
    source: "AWS Neuron's table of operators for reduce",
    way_out: "write the reduction as one of these",
    check,
};

const JOINS: [&str; 6] = ["add", "multiply", "minimum", "maximum", "and", "or"];

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    for site in subject.of(&["reduce", "reduce-window", "all-reduce", "reduce-scatter"]) {
        // One of several arrays is refused by a rule of its own.
        if site.instruction.operand_ids.len() > 2 {
            continue;
        }
        let body = subject.view.called(site.instruction, 0);
        let root = body.and_then(|body| Some((body, body.root()?)));
        let plain = root.is_some_and(|(body, root)| {
            let given = |n| body.operand(root, n).is_some_and(|o| o.opcode == "parameter");
            JOINS.contains(&root.opcode.as_str()) && given(0) && given(1)
        });
        if !plain {
            let how = root.map_or("nothing", |(_, root)| root.opcode.as_str());
            hits.refuse(
                site.instruction,
                format!("joins elements by more than one step (`{how}`)"),
            );
        }
    }
}
