//! Outputs that take over the memory of inputs, in every way that could write too early.

use crate::support::agree::compare;
use crate::support::run::{DEVICES, run};
use crate::support::values::Values;
use neuron_rt::graph::{Builder, DType, Graph, Literal, Role, Tensor, TensorType};
use neuron_rt::{Argument, Buffer, Device, compile};

/// Runs a graph over square inputs, given away and lent, on every device.
fn check(inputs: usize, record: impl Fn(&[Tensor]) -> Vec<(Tensor, Option<usize>)>) {
    let ty = TensorType::new(DType::F64, [3, 3]);
    let b = Builder::new();
    let names: Vec<String> = (0..inputs).map(|i| format!("p{i}")).collect();
    let x: Vec<Tensor> =
        names.iter().map(|n| b.input(n, ty.clone(), Role::State).unwrap()).collect();
    let made = record(&x);
    let outputs: Vec<String> = (0..made.len()).map(|i| format!("y{i}")).collect();
    let replacing: Vec<(&str, &Tensor, Option<&str>)> = outputs
        .iter()
        .zip(&made)
        .map(|(name, (value, place))| (name.as_str(), value, place.map(|n| names[n].as_str())))
        .collect();
    let graph = b.finish_replacing(&replacing).unwrap();
    let plain: Vec<(&str, &Tensor)> = replacing.iter().map(|&(n, v, _)| (n, v)).collect();
    let expected = b.finish(&plain).unwrap();

    let given: Vec<Literal> = (0..inputs)
        .map(|i| Literal::from_f64(DType::F64, [3, 3], &Values::Clear.take(9, i as u64)).unwrap())
        .collect();
    let expected = run(&expected, &Device::Reference, &given);
    for device in DEVICES {
        same(&graph, &device, &given, &expected);
    }
}

fn same(graph: &Graph, device: &Device, given: &[Literal], expected: &[Literal]) {
    let mut executable = compile(graph, device).unwrap();
    // Twice, to see that a run leaves nothing behind.
    for turn in 0..2 {
        let buffers: Vec<Buffer> = given.iter().map(Buffer::from_literal).collect();
        let lent: Vec<&Buffer> = buffers.iter().collect();
        let found = executable.run_borrowed(&lent).unwrap();
        let found: Vec<Literal> = found.iter().map(Buffer::to_literal).collect();
        let wrong = compare(graph, &found, expected, 0.0);
        assert_eq!(wrong, None, "{device}, lent, run {turn}\n{}", graph.to_text());
        for (buffer, literal) in buffers.iter().zip(given) {
            assert_eq!(buffer.bytes(), literal.bytes(), "{device} wrote to what was lent");
        }
        let found = executable.run(buffers.into_iter().map(Argument::Donated).collect()).unwrap();
        let found: Vec<Literal> = found.iter().map(Buffer::to_literal).collect();
        let wrong = compare(graph, &found, expected, 0.0);
        assert_eq!(wrong, None, "{device}, given, run {turn}\n{}", graph.to_text());
    }
}

#[test]
fn an_update() {
    check(2, |x| vec![(x[0].sub(&x[1].mul_scalar(0.1).unwrap()).unwrap(), Some(0))]);
}

/// The new value does not read the old one, but what is computed with it does.
#[test]
fn the_old_value_is_read_after_the_new_is_made() {
    check(2, |x| {
        let next = x[1].sin().unwrap();
        let change = next.mul(&x[0]).unwrap();
        vec![(next, Some(0)), (change, None)]
    });
}

#[test]
fn the_old_value_is_read_by_a_later_step() {
    check(2, |x| {
        let next = x[0].add(&x[1]).unwrap();
        let product = next.matmul(&x[0]).unwrap();
        vec![(next, Some(0)), (product, None)]
    });
}

#[test]
fn the_old_value_is_read_through_a_view() {
    check(1, |x| {
        let next = x[0].add(&x[0].transpose(&[1, 0]).unwrap()).unwrap();
        let row = x[0].index(0, 1).unwrap();
        vec![(next, Some(0)), (row, None)]
    });
}

#[test]
fn a_view_replaces_what_it_looks_at() {
    check(1, |x| vec![(x[0].transpose(&[1, 0]).unwrap(), Some(0))]);
    check(1, |x| vec![(x[0].reverse(&[0]).unwrap(), Some(0)), (x[0].sin().unwrap(), None)]);
}

#[test]
fn two_change_places() {
    check(2, |x| vec![(x[1].clone(), Some(0)), (x[0].clone(), Some(1))]);
}

#[test]
fn three_move_round_and_one_is_computed() {
    check(3, |x| {
        let sum = x[0].add(&x[1]).unwrap().add(&x[2]).unwrap();
        vec![
            (x[1].clone(), Some(0)),
            (x[2].transpose(&[1, 0]).unwrap(), Some(1)),
            (sum.clone(), Some(2)),
            (sum, None),
        ]
    });
}

#[test]
fn one_value_replaces_two() {
    check(2, |x| {
        let next = x[0].mul(&x[1]).unwrap();
        vec![(next.clone(), Some(0)), (next, Some(1))]
    });
}

#[test]
fn an_input_stays_where_it_is() {
    check(2, |x| vec![(x[0].clone(), Some(0)), (x[0].mul(&x[1]).unwrap(), Some(1))]);
}

#[test]
fn an_optimiser_with_two_moments() {
    check(4, |x| {
        let [p, g, m, v] = [&x[0], &x[1], &x[2], &x[3]];
        let m = m.mul_scalar(0.9).unwrap().add(&g.mul_scalar(0.1).unwrap()).unwrap();
        let square = g.square().unwrap().mul_scalar(0.01).unwrap();
        let v = v.square().unwrap().mul_scalar(0.99).unwrap().add(&square).unwrap();
        let step = m.div(&v.sqrt().unwrap().add_scalar(1e-8).unwrap()).unwrap();
        let next = p.sub(&step.mul_scalar(0.01).unwrap()).unwrap();
        let norm = p.square().unwrap().sum_all().unwrap();
        vec![(m, Some(2)), (v, Some(3)), (next, Some(0)), (norm, None)]
    });
}
