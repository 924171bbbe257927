use crate::parity::Case;
use crate::wave::literal;
use neuron_rt::graph::{DType, Tensor, TensorType};
use neuron_rt::nn::functional::{AttentionOptions, attention, self_attention, weighted_attention};
use neuron_rt::nn::{
    Activation, MultiHeadAttention, MultiHeadAttentionConfig, Rotary, TransformerBlock,
    TransformerBlockConfig,
};

#[test]
fn multi_head_attention() {
    Case::new("self_attention", &[("x", &[2, 4, 6], 2.0)]).check(&|scope, f| {
        let config =
            MultiHeadAttentionConfig { causal: true, ..MultiHeadAttentionConfig::new(6, 2) };
        MultiHeadAttention::new(scope, config)?.forward(&f["x"], None)
    });
    Case::new("self_attention", &[("x", &[2, 4, 6], 2.0)]).check(&|scope, f| {
        // The same through queries, keys and values apart.
        let config =
            MultiHeadAttentionConfig { causal: true, ..MultiHeadAttentionConfig::new(6, 2) };
        MultiHeadAttention::new(scope, config)?.cross(&f["x"], &f["x"], None)
    });
    let inputs = [("x", &[2, 4, 6][..], 2.0), ("context", &[2, 3, 5][..], 0.5)];
    Case::new("cross_attention", &inputs).check(&|scope, f| {
        let config =
            MultiHeadAttentionConfig { context: Some(5), ..MultiHeadAttentionConfig::new(6, 2) };
        MultiHeadAttention::new(scope, config)?.cross(&f["x"], &f["context"], None)
    });
}

#[test]
fn masked_attention_in_both_forms() {
    let inputs =
        [("q", &[2, 4, 6][..], 2.0), ("k", &[2, 3, 6][..], 2.0), ("v", &[2, 3, 6][..], 0.5)];
    let mask = |q: &Tensor| {
        let ty = TensorType::new(DType::F64, [2, 1, 4, 3]);
        q.builder().constant(literal("mask", &ty, 3.0)).cast(q.dtype())
    };
    let options = AttentionOptions::new(3);
    Case::new("masked_attention", &inputs)
        .check(&|_, f| attention(&f["q"], &f["k"], &f["v"], Some(&mask(&f["q"])?), options));
    Case::new("masked_attention", &inputs).check(&|_, f| {
        let same = |share: &Tensor| Ok(share.clone());
        weighted_attention(&f["q"], &f["k"], &f["v"], Some(&mask(&f["q"])?), options, same)
    });
}

#[test]
fn packed_attention_is_attention() {
    use neuron_rt::graph::{Builder, Role};
    use neuron_rt::{Device, compile};
    let b = Builder::new();
    let ty = TensorType::new(DType::F32, [2, 5, 12]);
    let qkv = b.input("qkv", ty.clone(), Role::Data).unwrap();
    let mask = b.input("mask", TensorType::new(DType::F32, [2, 1, 1, 5]), Role::Data).unwrap();
    let options = AttentionOptions { causal: true, ..AttentionOptions::new(2) };
    let part = |i: usize| qkv.narrow(-1, 4 * i, 4 * i + 4).unwrap();
    let forms = [
        self_attention(&qkv, Some(&mask), options).unwrap(),
        attention(&part(0), &part(1), &part(2), Some(&mask), options).unwrap(),
    ];
    let gradient = |out: &Tensor| {
        let sum = out.square().unwrap().sum_all().unwrap();
        sum.gradients(&[&qkv]).unwrap().remove(0).unwrap()
    };
    let gradients = [gradient(&forms[0]), gradient(&forms[1])];
    let outputs =
        [("a", &forms[0]), ("b", &forms[1]), ("da", &gradients[0]), ("db", &gradients[1])];
    let graph = b.finish(&outputs).unwrap();
    let inputs = [
        crate::wave::buffer("qkv", &ty, 2.0),
        crate::wave::numbers(
            DType::F32,
            &[2, 1, 1, 5],
            &[0.0, 0.0, 0.0, -1e30, -1e30, 0.0, 0.0, 0.0, 0.0, 0.5],
        ),
    ];
    for device in [Device::Reference, Device::Cpu] {
        let mut executable = compile(&graph, &device).unwrap();
        let made = executable.run_borrowed(&[&inputs[0], &inputs[1]]).unwrap();
        for (x, y) in [(&made[0], &made[1]), (&made[2], &made[3])] {
            for (x, y) in x.as_slice::<f32>().iter().zip(y.as_slice::<f32>()) {
                assert!((x - y).abs() <= 2e-6 * (1.0 + y.abs()), "{device}: {x} and {y}");
            }
        }
    }
}

#[test]
fn transformer_blocks() {
    for (name, norm_first, activation) in
        [("pre_norm", true, Activation::Gelu), ("post_norm", false, Activation::Relu)]
    {
        Case::new(name, &[("x", &[2, 4, 6], 2.0)]).check(&|scope, f| {
            let config = TransformerBlockConfig {
                hidden: 8,
                norm_first,
                activation,
                ..TransformerBlockConfig::vision(6, 2, 1)
            };
            TransformerBlock::new(scope, config)?.forward(&f["x"], None)
        });
    }
}

#[test]
fn rotary() {
    Case::new("rotary", &[("x", &[2, 3, 8], 2.0)]).check(&|_, f| Rotary::new(2).forward(&f["x"]));
}
