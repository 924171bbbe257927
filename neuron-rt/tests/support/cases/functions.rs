//! Functions that are recorded as composites, most with a gradient of their own.

use super::super::case::{Case, case};
use super::{apart, clear, ids, positive};
use neuron_rt::graph::{Literal, Result, Tensor};
use neuron_rt::nn::functional::{
    AttentionOptions, attention, batch_norm, cross_entropy, gelu, gelu_tanh, gru, layer_norm,
    log_softmax, lstm, self_attention, silu, softmax, softplus,
};
use neuron_rt::nn::losses::{dice, focal, huber, quantile, soft_cross_entropy};

type Unary = fn(&Tensor) -> Result<Tensor>;

/// A mask that hides a key of each sample, or adds to its score.
fn mask(like: &Tensor, shape: [usize; 4]) -> Result<Tensor> {
    let count: usize = shape.iter().product();
    let values: Vec<f64> = (0..count).map(|i| [0.0, -1e4, 0.5][i % 3]).collect();
    Ok(like.builder().constant(Literal::from_f64(like.dtype(), shape, &values)?))
}

pub(crate) fn functions() -> Vec<Case> {
    let unary: &[(&str, Unary)] = &[
        ("softmax", softmax),
        ("log_softmax", log_softmax),
        ("gelu", gelu),
        ("gelu_tanh", gelu_tanh),
        ("silu", silu),
        ("softplus", softplus),
    ];
    let mut made = Vec::new();
    for &(name, f) in unary {
        made.push(case(name, [apart(&[3, 4])], move |x| f(&x[0])));
        made.push(case(&format!("{name} of one"), [clear(&[2, 1])], move |x| f(&x[0])));
    }
    // A batch that is cut for two threads, and a sequence of one step.
    for (reverse, steps, batch) in [(false, 3, 9), (true, 3, 2), (false, 1, 2)] {
        let given = |gates: usize| {
            let weights = [clear(&[gates * 3, 3]), clear(&[batch, 3])];
            (clear(&[steps, batch, gates * 3]), weights)
        };
        let (gates, [weight, h]) = given(4);
        let of = format!("{steps} steps of {batch}, reverse {reverse}");
        let inputs = [gates, weight, h, clear(&[batch, 3])];
        let lstm = case(&format!("lstm, {of}"), inputs, move |x| {
            let [h, c] = lstm(&x[0], &x[1], [&x[2], &x[3]], reverse)?;
            Tensor::concat(&[&h, &c], 2)
        });
        made.push(lstm.rounding_inside());
        let (gates, [weight, h]) = given(3);
        let inputs = [gates, weight, clear(&[9]), h];
        let name = format!("gru, {of}");
        let gru = case(&name, inputs, move |x| gru(&x[0], &x[1], &x[2], &x[3], reverse));
        made.push(gru.rounding_inside());
    }
    // What a composite keeps for its gradient has none: these are differentiated once.
    let rows = || [clear(&[2, 2, 4]), positive(&[4]), clear(&[4])];
    made.push(case("layer_norm", rows(), |x| layer_norm(&x[0], &x[1], &x[2], 1e-5)).once());
    for weights in [[1.0, 1.0, 1.0], [1.0, 0.0, 0.5]] {
        let given = [clear(&[3, 2, 2, 2]), positive(&[2]), clear(&[2])];
        made.push(
            case(&format!("batch_norm weighted by {weights:?}"), given, move |x| {
                let weight = Literal::from_f64(x[0].dtype(), [3], &weights)?;
                let weight = x[0].builder().constant(weight);
                Ok(batch_norm(&x[0], &x[1], &x[2], &weight, 1e-5)?.y)
            })
            .once(),
        );
    }
    for smoothing in [0.0, 0.1] {
        let given = [clear(&[3, 4]), ids(&[3], &[2, 0, 3])];
        let name = format!("cross_entropy smoothed by {smoothing}");
        made.push(case(&name, given, move |x| cross_entropy(&x[0], &x[1], smoothing)).once());
    }
    for causal in [false, true] {
        let options = AttentionOptions { causal, ..AttentionOptions::new(2) };
        let name = format!("self_attention, causal {causal}");
        let given = || [clear(&[2, 3, 12])];
        let plain = case(&name, given(), move |x| self_attention(&x[0], None, options));
        made.push(plain.once().rounding_inside());
        made.push(
            case(&format!("{name}, with a mask"), given(), move |x| {
                self_attention(&x[0], Some(&mask(&x[0], [2, 1, 1, 3])?), options)
            })
            .once(),
        );
    }
    let options = AttentionOptions { scale: Some(0.7), ..AttentionOptions::new(2) };
    let given = || [clear(&[1, 2, 4]), clear(&[1, 3, 4]), clear(&[1, 3, 4])];
    made.push(
        case("attention", given(), move |x| attention(&x[0], &x[1], &x[2], None, options)).once(),
    );
    made.push(
        case("attention with a mask", given(), move |x| {
            attention(&x[0], &x[1], &x[2], Some(&mask(&x[0], [1, 2, 2, 3])?), options)
        })
        .once(),
    );
    made.extend([
        case("focal", [clear(&[3, 4]), ids(&[3], &[2, 0, 3])], |x| focal(&x[0], &x[1], 2.0)).once(),
        case("huber", [apart(&[3, 2]), clear(&[3, 2])], |x| huber(&x[0], &x[1], 0.4)),
        case("dice", [positive(&[2, 2, 3]), positive(&[2, 2, 3])], |x| dice(&x[0], &x[1], 1.0)),
        case("quantile", [clear(&[3, 2]), apart(&[3])], |x| quantile(&x[0], &x[1], &[0.1, 0.8])),
        case("soft_cross_entropy", [clear(&[2, 3]), positive(&[2, 3])], |x| {
            soft_cross_entropy(&x[0], &x[1])
        }),
    ]);
    made
}
