//! What each pass is for, and what it must leave alone.

use crate::support::run::run;
use neuron_rt::Device;
use neuron_rt::graph::{
    Builder, DType, Graph, Literal, Op, Result, Role, Tensor, TensorType, Turn, passes,
};

fn graph(dtype: DType, record: impl Fn(&Tensor) -> Result<Tensor>) -> Graph {
    let b = Builder::new();
    let x = b.input("x", TensorType::new(dtype, [2, 3]), Role::Data).unwrap();
    let y = record(&x).unwrap();
    b.finish(&[("y", &y)]).unwrap()
}

/// Names of the operations that are left, without the input.
fn left(graph: &Graph) -> Vec<&'static str> {
    graph.nodes().iter().map(|node| node.op.name()).filter(|&name| name != "input").collect()
}

fn optimised(record: impl Fn(&Tensor) -> Result<Tensor>) -> Vec<&'static str> {
    left(&passes::optimise(&graph(DType::F32, record)))
}

#[test]
fn identities_vanish() {
    assert_eq!(optimised(|x| x.add_scalar(0.0)), [""; 0]);
    assert_eq!(optimised(|x| x.mul_scalar(1.0)?.div(&x.scalar_like(1.0))), [""; 0]);
    assert_eq!(optimised(|x| x.transpose(&[1, 0])?.transpose(&[1, 0])), [""; 0]);
    assert_eq!(optimised(|x| x.reshape([6])?.reshape([3, 2])?.reshape([2, 3])), [""; 0]);
    assert_eq!(optimised(|x| x.slice(&[0, 0], &[2, 3], &[1, 1])), [""; 0]);
    assert_eq!(optimised(|x| x.pad(&[0, 0], &[0, 0], 1.0)), [""; 0]);
}

#[test]
fn what_would_hide_a_nan_stays() {
    assert!(optimised(|x| x.mul_scalar(0.0)).contains(&"mul"));
    assert!(optimised(|x| x.sub(x)).contains(&"sub"));
    assert!(optimised(|x| x.div(x)).contains(&"div"));
}

#[test]
fn what_is_computed_twice_is_computed_once() {
    let names = optimised(|x| x.sin()?.exp()?.mul(&x.sin()?.exp()?));
    assert_eq!(names, ["sin", "exp", "mul"]);
}

/// Random words of one key are the same words, so that they may be shared.
#[test]
fn different_attributes_are_not_shared() {
    assert_eq!(optimised(|x| x.sum(&[0])?.sum(&[0])?.add(&x.sum(&[1])?.sum(&[0])?)).len(), 5);
}

#[test]
fn constants_are_folded() {
    let names = optimised(|x| x.mul(&x.scalar_like(2.0).exp()?.add_scalar(3.0)?));
    assert_eq!(names, ["constant", "broadcast", "mul"]);
}

/// A conversion of integers wraps, folded or not.
#[test]
fn folded_integers_wrap() {
    for (value, from, to) in [
        (-1.0, DType::I32, DType::U32),
        (4_294_967_295.0, DType::U32, DType::I32),
        (300.0, DType::I32, DType::U8),
        (-2_147_483_648.0, DType::I32, DType::U8),
        (3.0e9, DType::F64, DType::I32),
        (-3.7, DType::F32, DType::U8),
        (f64::NAN, DType::F64, DType::I32),
        (f64::NAN, DType::F32, DType::Bool),
        (16_777_219.0, DType::I32, DType::BF16),
        (1.0 + 0.003_906_25 + 1e-12, DType::F64, DType::BF16),
    ] {
        let b = Builder::new();
        let y = b.scalar(from, value).cast(to).unwrap();
        let graph = b.finish(&[("y", &y)]).unwrap();
        let folded = passes::fold_constants(&graph);
        let computed = run(&graph, &Device::Reference, &[]);
        let known = run(&folded, &Device::Reference, &[]);
        assert_eq!(known, computed, "{value} from {from} to {to}");
    }
    let b = Builder::new();
    let y = b.scalar(DType::I32, f64::from(i32::MIN)).neg().unwrap();
    let graph = b.finish(&[("y", &y)]).unwrap();
    let folded = run(&passes::fold_constants(&graph), &Device::Reference, &[]);
    assert_eq!(folded, run(&graph, &Device::Reference, &[]));
}

/// Halves are left to the device, which may compute wider.
#[test]
fn arithmetic_on_16_bits_is_not_folded() {
    let recorded = graph(DType::BF16, |x| x.mul(&x.scalar_like(2.0).exp()?));
    assert!(left(&passes::fold_constants(&recorded)).contains(&"exp"));
}

#[test]
fn dead_code_goes_and_inputs_stay() {
    let b = Builder::new();
    let x = b.input("x", TensorType::new(DType::F32, [2]), Role::Data).unwrap();
    let unused = b.input("unused", TensorType::new(DType::F32, [2]), Role::Data).unwrap();
    unused.exp().unwrap();
    let graph = b.finish(&[("y", &x.sin().unwrap())]).unwrap();
    let small = passes::remove_dead_code(&graph);
    assert_eq!(left(&small), ["sin"]);
    assert_eq!(small.inputs().len(), 2);
}

#[test]
fn a_loop_loses_the_results_that_nothing_reads() {
    let b = Builder::new();
    let x = b.input("x", TensorType::new(DType::F32, [3, 2]), Role::Data).unwrap();
    let start = b.full(DType::F32, [2], 0.0).unwrap();
    let turn = |turn: &Turn| {
        let next = turn.carries[0].add(&turn.slices[0])?;
        let unread = next.exp()?;
        Ok(Turn {
            carries: vec![next.clone()],
            slices: vec![unread, next.sin()?],
            ..Turn::default()
        })
    };
    let done = b.scan(3, false, &[&start], &[&x], &[], turn).unwrap();
    let graph = b.finish(&[("y", &done.sequences[1])]).unwrap();
    let small = passes::optimise(&graph);
    let scans = small.nodes().iter().filter_map(|node| match &node.op {
        Op::Scan(scan) => Some((node.outputs.len(), left(&scan.body))),
        _ => None,
    });
    assert_eq!(scans.collect::<Vec<_>>(), [(2, vec!["add", "sin"])]);
}

#[test]
fn composites_are_inlined_where_they_are_refused() {
    let soft = |x: &[Tensor]| Ok(vec![x[0].exp()?.sin()?]);
    let outer = |x: &[Tensor]| {
        Ok(vec![x[0].builder().composite("inner", &[], &[&x[0]], &soft, None)?[0].cos()?])
    };
    let recorded = graph(DType::F32, |x| {
        Ok(x.builder().composite("outer", &[], &[x], &outer, None)?.remove(0))
    });
    let flat = passes::inline(&recorded, &|_, _| false);
    assert_eq!(left(&flat), ["exp", "sin", "cos"]);
    let inner_kept = passes::inline(&recorded, &|composite, _| composite.name == "inner");
    assert_eq!(left(&inner_kept), ["composite", "cos"]);
    assert_eq!(left(&passes::inline(&recorded, &|_, _| true)), ["composite"]);
    let x = Literal::from_f32([2, 3], &[0.1, -0.2, 0.3, 1.0, 2.0, -3.0]).unwrap();
    let expected = run(&recorded, &Device::Reference, std::slice::from_ref(&x));
    assert_eq!(run(&flat, &Device::Reference, &[x]), expected);
}
