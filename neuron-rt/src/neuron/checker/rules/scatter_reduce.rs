//! Scatters that join integers or truth values.

use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::shapes::is_float;
use crate::neuron::checker::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "scatter-reduce",
    code: "EVRF016",
    states: "a scatter that joins values joins floats",
    source: "AWS Neuron SDK, compiler error codes",
    way_out: "convert to f32 before the scatter, and back after it",
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    for site in subject.of(&["scatter"]) {
        let called = subject.view.called(site.instruction, 0);
        // A scatter whose root is the new value only puts it in place.
        let root = called.and_then(|body| body.root());
        let assigns = root.is_some_and(|r| r.opcode == "parameter" && r.parameter_number == 1);
        if !assigns && !site.operand_type(0).is_some_and(is_float) {
            let how = root.map_or("an unknown computation", |root| root.opcode.as_str());
            hits.refuse(site.instruction, format!("joins by `{how}` what are no floats"));
        }
    }
}
