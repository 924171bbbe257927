//! Inputs that do not fit are refused by name, and nothing is lost.

use crate::support::run::DEVICES;
use neuron_rt::graph::{Builder, DType, Graph, Op, ReduceOp, Role, TensorType, WindowSpec};
use neuron_rt::{Buffer, Resident, RunError, compile};
use std::collections::BTreeMap;

fn step() -> Graph {
    let b = Builder::new();
    let ty = TensorType::new(DType::F32, [2]);
    let p = b.input("p", ty.clone(), Role::Parameter).unwrap();
    let x = b.input("x", ty, Role::Data).unwrap();
    let next = p.sub(&x).unwrap();
    let loss = next.square().unwrap().sum_all().unwrap();
    b.finish_replacing(&[("p", &next, Some("p")), ("loss", &loss, None)]).unwrap()
}

fn buffer(values: &[f32]) -> Buffer {
    Buffer::from_slice(TensorType::new(DType::F32, [values.len()]), values)
}

#[test]
fn an_input_of_another_type() {
    for device in DEVICES {
        let mut executable = compile(&step(), &device).unwrap();
        let refused = executable.run_borrowed(&[&buffer(&[1.0, 2.0]), &buffer(&[1.0])]);
        let refused = refused.unwrap_err();
        assert!(matches!(refused, RunError::InputType { .. }));
        assert_eq!(refused.to_string(), "input `x` is f32[1], expected f32[2]");
    }
}

#[test]
fn an_input_that_is_not_given() {
    for device in DEVICES {
        let mut executable = compile(&step(), &device).unwrap();
        let mut resident: Resident = [("p".to_owned(), buffer(&[5.0, 7.0]))].into();
        let refused = executable.step(&mut resident, &BTreeMap::new()).unwrap_err();
        assert_eq!(refused.to_string(), "input `x` (f32[2]) was not given");
        // The parameter is still there, and a right step works.
        assert_eq!(resident["p"].as_slice::<f32>(), [5.0, 7.0]);
        let data = [("x".to_owned(), buffer(&[1.0, 2.0]))].into();
        let others = executable.step(&mut resident, &data).unwrap();
        assert_eq!(resident["p"].as_slice::<f32>(), [4.0, 5.0]);
        assert_eq!(others["loss"].scalar(), 41.0);
        assert_eq!(others.len(), 1);
    }
}

#[test]
fn operations_that_mean_nothing() {
    let b = Builder::new();
    let x = b.input("x", TensorType::new(DType::F32, [1, 1, 2, 0]), Role::Data).unwrap();
    let refused = x.arg_max(3).unwrap_err();
    assert!(refused.to_string().contains("cannot find an extreme along axis 3"), "{refused}");
    let spec = WindowSpec { size: [1, 1], stride: [1, 1], padding: [[0, 0], [0, 0]] };
    let op = Op::Window { op: ReduceOp::Prod, spec };
    let refused = b.apply_many(op, &[&x]).unwrap_err();
    assert!(refused.to_string().contains("by max or sum"), "{refused}");
}
