//! Names under which inputs and results are bound.

use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::subject::Subject;
use crate::neuron::hlo::proto::Instruction;
use std::collections::BTreeSet;

pub(super) const RULE: Rule = Rule {
    name: "tensor-names",
    code: "NRT-TENSOR-NAME",
    states: "names of inputs and results have 255 bytes at most, none twice, and as many as there are",
    source: "AWS Neuron SDK, nrt_experimental.h: 256 bytes for a name and its end",
    way_out: "shorten the name, and number what would be equal",
    check,
};

/// What libnrt's `name[256]` holds beside the end.
const LONGEST: usize = 255;

fn attribute<'m>(instruction: &'m Instruction, key: &str) -> Option<&'m str> {
    let attributes = instruction.frontend_attributes.as_ref()?;
    attributes.map.get(key).map(String::as_str)
}

fn judge<'m>(
    instruction: &Instruction,
    names: impl Iterator<Item = &'m str>,
    taken: &mut BTreeSet<&'m str>,
    hits: &mut Hits<'_>,
) {
    for name in names {
        if name.is_empty() || name.len() > LONGEST {
            let message = format!("is bound by a name of {} bytes", name.len());
            hits.refuse(instruction, message);
        } else if !taken.insert(name) {
            hits.refuse(instruction, format!("is bound by the name `{name}`, which is taken"));
        }
    }
}

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    let mut inputs = BTreeSet::new();
    for parameter in subject.parameters() {
        let names = attribute(parameter, "neff_input_names").into_iter();
        judge(parameter, names, &mut inputs, hits);
    }
    let Some(root) = subject.view.entry().and_then(|body| body.root()) else { return };
    let Some(list) = attribute(root, "neff_output_names") else { return };
    let (names, results) = (list.split(',').count(), subject.results().len());
    if names != results && !(list.is_empty() && results == 0) {
        hits.refuse(root, format!("names {names} results, there are {results}"));
    } else if results > 0 {
        judge(root, list.split(','), &mut BTreeSet::new(), hits);
    }
}
