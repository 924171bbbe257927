//! Each fused kernel against the body of its composite, which is what the reference runs: rows of
//! all lengths around a vector's, forward and gradient.

use crate::support::agree::disagreement;
use neuron_random::{Rng, Stream};
use neuron_rt::graph::{Builder, DType, Literal, Result, Role, Tensor};
use neuron_rt::nn::functional::{
    AttentionOptions, attention, batch_norm, cross_entropy, layer_norm, self_attention, softmax,
};

fn normal(shape: &[usize], scale: f64, place: u64) -> Literal {
    let mut rng = Stream::new(5, "kernels").sample(place).rng();
    let count = shape.iter().product();
    let values: Vec<f64> = (0..count).map(|_| scale * rng.random_range(-1.7..1.7)).collect();
    Literal::from_f64(DType::F32, shape.to_vec(), &values).unwrap()
}

/// What `f` makes, and the gradients of a weighted sum of it by all floating-point inputs but the
/// last `fixed`.
fn check(what: &str, given: &[Literal], fixed: usize, f: impl Fn(&[Tensor]) -> Result<Tensor>) {
    let b = Builder::new();
    let x: Vec<Tensor> = given
        .iter()
        .enumerate()
        .map(|(i, l)| b.input(&format!("x{i}"), l.ty().clone(), Role::Data).unwrap())
        .collect();
    let y = f(&x).unwrap();
    let weights = b.constant(normal(y.shape().dims(), 1.0, 99));
    let loss = y.mul(&weights).unwrap().sum_all().unwrap();
    let by: Vec<&Tensor> =
        x[..x.len() - fixed].iter().filter(|x| x.dtype() == DType::F32).collect();
    let gradients = loss.gradients(&by).unwrap();
    let names: Vec<String> = (0..gradients.len()).map(|i| format!("g{i}")).collect();
    let mut outputs = vec![("y", &y)];
    outputs.extend(
        names.iter().zip(&gradients).map(|(n, g)| (n.as_str(), g.as_ref().expect("a gradient"))),
    );
    let graph = b.finish(&outputs).unwrap();
    // Gradients of a softmax and of a normalisation sum to nothing along a row: they are compared
    // among numbers of the size of what cancels out.
    if let Some(wrong) = disagreement(&graph, given, 1.0) {
        panic!("{what}: {wrong}");
    }
}

const WIDTHS: [usize; 12] = [1, 2, 3, 7, 8, 9, 15, 16, 17, 33, 100, 257];

#[test]
fn softmax_of_rows() {
    for n in WIDTHS {
        for scale in [1.0, 40.0] {
            let given = [normal(&[3, 2, n], scale, n as u64)];
            check(&format!("softmax of {n}, {scale}"), &given, 0, |x| softmax(&x[0]));
        }
    }
}

/// A few hidden by -∞; all of a row, which is NaN in both.
#[test]
fn softmax_of_hidden_numbers() {
    for n in [4, 19] {
        let mut values = normal(&[3, n], 1.0, 7).to_f64();
        values[1] = f64::NEG_INFINITY;
        values[n + 3] = f64::NEG_INFINITY;
        values[2 * n..].fill(f64::NEG_INFINITY);
        let given = [Literal::from_f64(DType::F32, [3, n], &values).unwrap()];
        check(&format!("softmax of {n} with -∞"), &given, 0, |x| softmax(&x[0]));
    }
}

#[test]
fn layer_norm_of_rows() {
    for n in WIDTHS {
        for rows in [1, 5, 70] {
            let given = [normal(&[rows, n], 1.0, 1), normal(&[n], 1.0, 2), normal(&[n], 1.0, 3)];
            let f = |x: &[Tensor]| layer_norm(&x[0], &x[1], &x[2], 1e-5);
            check(&format!("layer_norm of {rows} × {n}"), &given, 0, f);
        }
    }
}

/// A mean far from zero takes digits from the variance, in the kernel as in the body.
#[test]
fn layer_norm_far_from_zero() {
    let values: Vec<f64> = normal(&[4, 50], 1.0, 1).to_f64().iter().map(|v| v + 8.0).collect();
    let x = Literal::from_f64(DType::F32, [4, 50], &values).unwrap();
    let given = [x, normal(&[50], 1.0, 2), normal(&[50], 1.0, 3)];
    check("layer_norm", &given, 0, |x| layer_norm(&x[0], &x[1], &x[2], 1e-5));
}

/// Planes of all lengths around a vector's, samples that count in part or not at all, and a mean far
/// from zero.
#[test]
fn batch_norm_of_planes() {
    for n in WIDTHS {
        for (batch, away) in [(1, 0.0), (3, 0.0), (3, 8.0)] {
            let shape = [batch, 2, 1, n];
            let values: Vec<f64> =
                normal(&shape, 1.0, n as u64).to_f64().iter().map(|v| v + away).collect();
            let x = Literal::from_f64(DType::F32, shape, &values).unwrap();
            let weight = Literal::from_f64(DType::F32, [batch], &[1.0, 0.0, 0.5][..batch]).unwrap();
            let given = [x, normal(&[2], 1.0, 2), normal(&[2], 1.0, 3), weight];
            check(&format!("batch_norm of {batch} × {n}, {away} away"), &given, 1, |x| {
                Ok(batch_norm(&x[0], &x[1], &x[2], &x[3], 1e-2)?.y)
            });
        }
    }
}

#[test]
fn cross_entropy_of_rows() {
    for classes in WIDTHS {
        let labels: Vec<i32> = (0..9).map(|i| (i * 7 % classes) as i32).collect();
        let given = [normal(&[9, classes], 6.0, 4), Literal::from_i32([9], &labels).unwrap()];
        for smoothing in [0.0, 0.1] {
            let f = |x: &[Tensor]| cross_entropy(&x[0], &x[1], smoothing);
            check(&format!("cross_entropy of {classes}, {smoothing}"), &given, 0, f);
        }
    }
}

#[test]
fn labels_outside_the_classes() {
    let labels = Literal::from_i32([4], &[-1, 5, 2, i32::MAX]).unwrap();
    let given = [normal(&[4, 5], 2.0, 4), labels];
    for smoothing in [0.0, 0.2] {
        check("cross_entropy", &given, 0, |x| cross_entropy(&x[0], &x[1], smoothing));
    }
}

#[test]
fn self_attention_of_sequences() {
    for (t, heads, width) in [(1, 1, 1), (3, 2, 4), (8, 1, 16), (17, 3, 5), (65, 2, 8), (130, 1, 3)]
    {
        for causal in [false, true] {
            let qkv = normal(&[2, t, 3 * heads * width], 1.0, t as u64);
            let options = AttentionOptions { causal, ..AttentionOptions::new(heads) };
            let what = format!("self_attention of {t} × {heads} × {width}, causal {causal}");
            check(&what, std::slice::from_ref(&qkv), 0, |x| self_attention(&x[0], None, options));
            for shape in [[2, 1, 1, t], [1, heads, t, t], [2, heads, t, t], [1, 1, t, 1]] {
                let given = [qkv.clone(), normal(&shape, 1.0, 8)];
                check(&format!("{what}, mask {shape:?}"), &given, 1, |x| {
                    self_attention(&x[0], Some(&x[1]), options)
                });
            }
        }
    }
}

/// Keys that padding hides by a large number, as models do.
#[test]
fn self_attention_of_padded_sequences() {
    let qkv = normal(&[2, 6, 24], 1.0, 1);
    let mut hidden = [0.0; 12];
    hidden[4..6].fill(-1e9);
    hidden[9..].fill(-1e9);
    let mask = Literal::from_f64(DType::F32, [2, 1, 1, 6], &hidden).unwrap();
    for causal in [false, true] {
        let options = AttentionOptions { causal, ..AttentionOptions::new(2) };
        check("self_attention", &[qkv.clone(), mask.clone()], 1, |x| {
            self_attention(&x[0], Some(&x[1]), options)
        });
    }
}

#[test]
fn attention_to_another_sequence() {
    for (t, s) in [(1, 1), (1, 9), (5, 3), (33, 64), (70, 20)] {
        for causal in [false, true] {
            let given = [
                normal(&[2, t, 12], 1.0, 1),
                normal(&[2, s, 12], 1.0, 2),
                normal(&[2, s, 12], 1.0, 3),
                normal(&[2, 1, t, s], 1.0, 4),
            ];
            let options = AttentionOptions { causal, scale: Some(0.5), ..AttentionOptions::new(3) };
            let what = format!("attention of {t} to {s}, causal {causal}");
            check(&what, &given[..3], 0, |x| attention(&x[0], &x[1], &x[2], None, options));
            check(&format!("{what}, mask"), &given, 1, |x| {
                attention(&x[0], &x[1], &x[2], Some(&x[3]), options)
            });
        }
    }
}

/// Arguments that are views, and one argument in three places.
#[test]
fn arguments_that_are_not_dense() {
    let x = normal(&[6, 4, 2], 1.0, 1);
    check("softmax of a transpose", std::slice::from_ref(&x), 0, |x| {
        softmax(&x[0].transpose(&[2, 1, 0])?)
    });
    check("attention of views", std::slice::from_ref(&x), 0, |x| {
        let turned = x[0].transpose(&[2, 0, 1])?;
        attention(&turned, &turned, &turned.reverse(&[1])?, None, AttentionOptions::new(2))
    });
    check("layer_norm of a slice", std::slice::from_ref(&x), 0, |x| {
        let row = x[0].index(0, 1)?.index(-1, 0)?;
        layer_norm(&x[0].transpose(&[0, 2, 1])?, &row, &row, 1e-5)
    });
}
