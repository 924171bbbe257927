//! Results that take over the memory of inputs.

use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::shapes::text;
use crate::neuron::checker::subject::Subject;
use std::collections::BTreeSet;

pub(super) const RULE: Rule = Rule {
    name: "alias",
    code: "NRT-ALIAS",
    states: "a result takes over the memory of one input of its own type, and no two of the same",
    source: "NKIPY, tests of aliases; XLA, which checks it too",
    way_out: "alias each input to one result of its type, and mark its name `.must_alias_input`",
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    let Some(aliases) = &subject.module.input_output_alias else { return };
    let results = subject.results();
    let mut taken = BTreeSet::new();
    for entry in &aliases.entries {
        let number = entry.parameter_number;
        let Some(parameter) = subject.parameters().find(|p| p.parameter_number == number) else {
            hits.refuse_module(format!("aliases input {number}, which there is not"));
            continue;
        };
        let place = entry.output_shape_index.first().copied().unwrap_or(0);
        let result = usize::try_from(place).ok().and_then(|place| results.get(place));
        let Some(result) = result else {
            hits.refuse(parameter, format!("is aliased to result {place}, which there is not"));
            continue;
        };
        let (from, to) = (parameter.shape.as_ref(), result.shape.as_ref());
        let same = from.zip(to).is_some_and(|(a, b)| {
            (a.element_type, &a.dimensions) == (b.element_type, &b.dimensions)
        });
        if !same {
            let [from, to] = [from, to].map(|shape| shape.map(text).unwrap_or_default());
            hits.refuse(parameter, format!("is {from} and aliased to a result {to}"));
        }
        if !taken.insert((number, &entry.parameter_shape_index)) {
            hits.refuse(parameter, "is aliased to two results");
        }
        let names = parameter.frontend_attributes.as_ref().map(|a| &a.map);
        let name = names.and_then(|names| names.get("neff_input_names"));
        if let Some(name) = name.filter(|name| !name.ends_with(".must_alias_input")) {
            hits.refuse(parameter, format!("is aliased, but bound by the plain name `{name}`"));
        }
    }
}
