//! Convolutions of many channels, with which fewer products are taken (`winograd`), against the
//! reference in f64: sizes around those of tiles, strips and blocks of channels.

use crate::support::close::{Tolerance, difference};
use crate::support::run::run;
use neuron_random::{Rng, Stream};
use neuron_rt::Device;
use neuron_rt::graph::{Builder, ConvSpec, DType, Graph, Literal, Op, Role, Tensor};

fn numbers(shape: &[usize], place: u64) -> Vec<f64> {
    let mut rng = Stream::new(8, "convolutions").sample(place).rng();
    // Numbers of f32, so that both sides begin with the same.
    (0..shape.iter().product()).map(|_| f64::from(rng.random_range(-1.0f32..1.0))).collect()
}

/// A convolution, its gradient by the input and that by the weight.
fn graph(dtype: DType, spec: ConvSpec, x: [usize; 4], w: [usize; 4]) -> Graph {
    let b = Builder::new();
    let input = |name: &str, shape: &[usize]| -> Tensor {
        let literal = Literal::from_f64(dtype, shape.to_vec(), &numbers(shape, 0)).unwrap();
        b.input(name, literal.ty().clone(), Role::Data).unwrap()
    };
    let (input, weight) = (input("x", &x), input("w", &w));
    let y = input.conv2d(&weight, spec).unwrap();
    let dy = b.constant(
        Literal::from_f64(dtype, y.shape().to_vec(), &numbers(y.shape().dims(), 3)).unwrap(),
    );
    let dx = dy.conv_transpose2d(&weight, spec, [x[2], x[3]]).unwrap();
    let op = Op::ConvWeightGrad { spec, kernel: [w[2], w[3]] };
    let dw = b.apply_many(op, &[&input, &dy]).unwrap().remove(0);
    b.finish(&[("y", &y), ("dx", &dx), ("dw", &dw)]).unwrap()
}

fn given(dtype: DType, x: [usize; 4], w: [usize; 4]) -> Vec<Literal> {
    [(x, 1), (w, 2)]
        .map(|(shape, place)| {
            Literal::from_f64(dtype, shape.to_vec(), &numbers(&shape, place)).unwrap()
        })
        .into()
}

type Case = (&'static str, ConvSpec, [usize; 4], [usize; 4]);

fn cases() -> Vec<Case> {
    let same = ConvSpec { padding: [[1, 1], [1, 1]], ..ConvSpec::default() };
    let padded = |padding| ConvSpec { padding, ..ConvSpec::default() };
    vec![
        ("one block of channels", same, [2, 16, 8, 8], [16, 16, 3, 3]),
        ("wide", same, [1, 16, 12, 75], [16, 16, 3, 3]),
        ("high, in several strips", same, [3, 32, 70, 31], [16, 32, 3, 3]),
        ("odd extents", same, [2, 16, 7, 9], [32, 16, 3, 3]),
        ("channels that fill no block", same, [2, 30, 10, 6], [45, 30, 3, 3]),
        ("three blocks of channels", same, [9, 48, 6, 5], [64, 48, 3, 3]),
        ("not padded", ConvSpec::default(), [2, 16, 9, 11], [16, 16, 3, 3]),
        ("padded by two", padded([[2, 2], [2, 2]]), [2, 16, 5, 6], [16, 16, 3, 3]),
        ("padded on one side", padded([[2, 0], [0, 1]]), [1, 16, 6, 17], [16, 16, 3, 3]),
        ("in groups", ConvSpec { groups: 2, ..same }, [2, 32, 8, 10], [64, 16, 3, 3]),
        ("of one pixel", same, [1, 64, 1, 1], [64, 64, 3, 3]),
    ]
}

#[test]
fn convolutions_of_many_channels() {
    for (what, spec, x, w) in cases() {
        let (narrow, wide) = (graph(DType::F32, spec, x, w), graph(DType::F64, spec, x, w));
        let found = run(&narrow, &Device::Cpu, &given(DType::F32, x, w));
        let expected = run(&wide, &Device::Reference, &given(DType::F64, x, w));
        for ((output, found), expected) in narrow.outputs().iter().zip(&found).zip(&expected) {
            let shape = expected.ty().shape.to_vec();
            let expected = Literal::from_f64(DType::F32, shape, &expected.to_f64()).unwrap();
            let tolerance = Tolerance { of_largest: 2e-6, of_element: 0.0, scale: 0.0 };
            if let Some(wrong) = difference(found, &expected, tolerance) {
                panic!("{what}, {}: {wrong}", output.name);
            }
        }
    }
}

#[test]
fn the_number_of_threads_changes_no_bit() {
    for (what, spec, x, w) in cases() {
        let graph = graph(DType::F32, spec, x, w);
        let on = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| run(&graph, &Device::Cpu, &given(DType::F32, x, w)))
        };
        assert!(on(1) == on(3), "{what}");
    }
}
