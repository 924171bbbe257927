//! How values are ordered.

use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "sort-comparator",
    code: "NRT-SORT-COMPARATOR",
    states: "values are sorted by one comparison: LT, LE, GT or GE",
    source: "AWS Neuron SDK, known issues of JAX on Neuron",
    way_out: "sort by one comparison of the first array",
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    for site in subject.of(&["sort"]) {
        let body = subject.view.called(site.instruction, 0);
        let Some((body, root)) = body.and_then(|body| Some((body, body.root()?))) else {
            hits.refuse(site.instruction, "has no comparator");
            continue;
        };
        let ordered = ["LT", "LE", "GT", "GE"].contains(&root.comparison_direction.as_str());
        let given = |n| body.operand(root, n).is_some_and(|o| o.opcode == "parameter");
        if root.opcode != "compare" {
            hits.refuse(site.instruction, format!("is ordered by `{}`", root.opcode));
        } else if !ordered {
            hits.refuse(site.instruction, format!("is ordered by {}", root.comparison_direction));
        } else if !given(0) || !given(1) {
            hits.warn(site.instruction, "is ordered by values that the comparator computes");
        }
    }
}
