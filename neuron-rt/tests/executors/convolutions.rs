//! Convolutions of many channels, which kernels of their own take (`winograd` in f32, `pairs` in bf16),
//! against the reference in f64: sizes around those of tiles, strips and blocks of channels.

use crate::support::close::{Tolerance, difference};
use crate::support::run::run;
use neuron_random::{Rng, Stream};
use neuron_rt::Device;
use neuron_rt::graph::{Builder, ConvSpec, DType, Graph, Literal, Op, Role, Tensor};

/// Numbers that the narrower type has, as another.
fn numbers(of: DType, dtype: DType, shape: &[usize], place: u64) -> Literal {
    let mut rng = Stream::new(8, "convolutions").sample(place).rng();
    let count = shape.iter().product();
    let values: Vec<f64> = (0..count).map(|_| rng.random_range(-1.0..1.0)).collect();
    let narrow = Literal::from_f64(of, shape.to_vec(), &values).unwrap();
    Literal::from_f64(dtype, shape.to_vec(), &narrow.to_f64()).unwrap()
}

/// A convolution, its gradient by the input and that by the weight; and what they are given.
fn made(of: DType, dtype: DType, case: &Case) -> (Graph, Vec<Literal>) {
    let (_, spec, x, w) = *case;
    let b = Builder::new();
    let given = vec![numbers(of, dtype, &x, 1), numbers(of, dtype, &w, 2)];
    let input = |name: &str, literal: &Literal| -> Tensor {
        b.input(name, literal.ty().clone(), Role::Data).unwrap()
    };
    let (input, weight) = (input("x", &given[0]), input("w", &given[1]));
    // Halved within the step of the convolution, which changes no digit.
    let y = input.conv2d(&weight, spec).unwrap().mul_scalar(0.5).unwrap();
    let dy = b.constant(numbers(of, dtype, y.shape().dims(), 3));
    let dx = dy.conv_transpose2d(&weight, spec, [x[2], x[3]]).unwrap();
    let op = Op::ConvWeightGrad { spec, kernel: [w[2], w[3]] };
    let dw = b.apply_many(op, &[&input, &dy]).unwrap().remove(0);
    (b.finish(&[("y", &y), ("dx", &dx), ("dw", &dw)]).unwrap(), given)
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
        ("of one tap", ConvSpec::default(), [2, 48, 5, 33], [24, 48, 1, 1]),
        ("of five by two taps", padded([[2, 2], [0, 1]]), [3, 17, 9, 20], [24, 17, 5, 2]),
        (
            "dilated",
            ConvSpec { dilation: [2, 3], ..padded([[2, 1], [3, 3]]) },
            [2, 31, 9, 21],
            [16, 31, 3, 3],
        ),
        ("of six channels", same, [2, 6, 20, 33], [16, 6, 3, 3]),
        ("of one pixel", same, [1, 64, 1, 1], [64, 64, 3, 3]),
    ]
}

/// The processor in this type against the reference in f64.
fn check(dtype: DType, tolerance: Tolerance) {
    for case in cases() {
        let (narrow, given) = made(dtype, dtype, &case);
        let found = run(&narrow, &Device::Cpu, &given);
        let (wide, given) = made(dtype, DType::F64, &case);
        let expected = run(&wide, &Device::Reference, &given);
        for ((output, found), expected) in narrow.outputs().iter().zip(&found).zip(&expected) {
            let shape = expected.ty().shape.to_vec();
            let expected = Literal::from_f64(dtype, shape, &expected.to_f64()).unwrap();
            if let Some(wrong) = difference(found, &expected, tolerance) {
                panic!("{}, {} of {dtype}: {wrong}", case.0, output.name);
            }
        }
    }
}

#[test]
fn convolutions_of_many_channels() {
    check(DType::F32, Tolerance { of_largest: 2e-6, of_element: 0.0, scale: 0.0 });
}

/// Sums of f32, rounded once: at most one unit in the last place to the next number.
#[test]
fn convolutions_of_bf16() {
    check(DType::BF16, Tolerance { of_largest: 1e-6, of_element: 2f64.powi(-7), scale: 0.0 });
}

#[test]
fn the_number_of_threads_changes_no_bit() {
    for case in cases() {
        for dtype in [DType::F32, DType::BF16] {
            let (graph, given) = made(dtype, dtype, &case);
            let on = |threads: usize| {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
                pool.install(|| run(&graph, &Device::Cpu, &given))
            };
            assert!(on(1) == on(3), "{} of {dtype}", case.0);
        }
    }
}
