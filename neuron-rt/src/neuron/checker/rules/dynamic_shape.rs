//! Shapes that are known only when the program runs.

use crate::neuron::checker::rule::{Hits, Rule};
use crate::neuron::checker::shapes::arrays;
use crate::neuron::checker::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "static-shapes",
    code: "EMOD025",
    states: "every extent is known when the module is compiled",
    source: "AWS Neuron SDK, compiler error codes",
    way_out: "pad to a fixed extent and weigh the padding with zero",
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Hits<'_>) {
    if subject.module.is_dynamic {
        hits.refuse_module("is marked as dynamic");
    }
    for site in subject.sites() {
        let shapes = site.instruction.shape.as_ref().map(arrays).unwrap_or_default();
        let dynamic = |s: &&crate::neuron::hlo::proto::Shape| {
            s.is_dynamic_dimension.contains(&true) || s.dimensions.iter().any(|&extent| extent < 0)
        };
        if let Some(shape) = shapes.into_iter().find(dynamic) {
            let axis = shape.is_dynamic_dimension.iter().position(|&is| is).unwrap_or(0);
            hits.refuse(site.instruction, format!("has an extent that is not known (axis {axis})"));
        }
    }
}
