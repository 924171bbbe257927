//! No operation is without a case.

use crate::support::{cases, covered};
use neuron_rt::graph::DType;
use std::collections::BTreeSet;

#[test]
fn every_operation_is_in_a_case() {
    let mut used = BTreeSet::new();
    for case in cases::all() {
        covered::collect(&case.forward(DType::F64), &mut used);
        covered::collect(&case.loss_graph(DType::F64, 1, true).graph, &mut used);
    }
    let missing: Vec<_> = covered::all().difference(&used).copied().collect();
    assert!(missing.is_empty(), "no case uses {missing:?}");
}
