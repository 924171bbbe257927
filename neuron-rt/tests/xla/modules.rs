//! Properties of the modules themselves.

use crate::support::cases;
use neuron_rt::graph::DType;
use neuron_rt::neuron::hlo::lower;
use std::collections::BTreeSet;

#[test]
fn names_are_unique_and_numbers_small() {
    for case in cases::all() {
        let module = lower(&case.forward(DType::F32), "case").proto;
        let (mut names, mut ids) = (BTreeSet::new(), BTreeSet::new());
        for instruction in module.computations.iter().flat_map(|c| &c.instructions) {
            assert!(names.insert(&instruction.name), "`{}`: {}", case.name, instruction.name);
            assert!(ids.insert(instruction.id), "`{}`: {}", case.name, instruction.id);
            assert!(i32::try_from(instruction.id).is_ok());
            let shape = instruction.shape.as_ref().unwrap();
            assert!(shape.layout.is_some() || !shape.tuple_shapes.is_empty());
        }
    }
}

#[test]
fn instructions_name_their_layer() {
    for case in cases::all() {
        let module = lower(&case.forward(DType::F32), "case").proto;
        let named = |i: &&neuron_rt::neuron::hlo::proto::Instruction| {
            i.metadata.as_ref().is_some_and(|m| m.op_name == case.name)
        };
        let all = || module.computations.iter().flat_map(|c| &c.instructions);
        let own = all().filter(|i| !["parameter", "tuple", "copy"].contains(&i.opcode.as_str()));
        assert!(own.clone().count() == 0 || own.filter(named).count() > 0, "`{}`", case.name);
    }
}

#[test]
fn equal_graphs_are_equal_bytes() {
    for case in cases::all() {
        let bytes = || lower(&case.forward(DType::F32), "case").to_bytes();
        assert_eq!(bytes(), bytes(), "`{}`", case.name);
    }
}
