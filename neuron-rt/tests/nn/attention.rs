use crate::parity::Case;
use crate::wave::{buffer, literal};
use neuron_rt::graph::{Builder, DType, Literal, Role, Tensor, TensorType};
use neuron_rt::nn::functional::{AttentionOptions, attention, self_attention, weighted_attention};
use neuron_rt::nn::{
    Activation, MultiHeadAttention, MultiHeadAttentionConfig, Policy, Scope, TransformerBlock,
    TransformerBlockConfig, key_padding_mask,
};
use neuron_rt::{Buffer, Device, compile};

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
        buffer("qkv", &ty, 2.0),
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
fn hidden_keys_change_nothing() {
    // Two sequences of three and of no positions, padded to four, against the first alone.
    let record = |batch: usize, length: usize, keep: Option<&[i32]>| {
        let b = Builder::new();
        let scope = Scope::new(&b, Policy::F64, false);
        let x = b.input("x", TensorType::new(DType::F64, [batch, length, 6]), Role::Data).unwrap();
        let layer = MultiHeadAttention::new(&scope, MultiHeadAttentionConfig::new(6, 2)).unwrap();
        let mask = keep.map(|keep| {
            let keep = Literal::from_i32([batch, length], keep).unwrap();
            key_padding_mask(&b.constant(keep)).unwrap()
        });
        let graph = b.finish(&[("y", &layer.forward(&x, mask.as_ref()).unwrap())]).unwrap();
        let inputs: Vec<Buffer> = graph
            .inputs()
            .iter()
            .map(|input| buffer(&input.name, graph.ty(input.value), 1.0))
            .collect();
        let mut executable = compile(&graph, &Device::Reference).unwrap();
        let made = executable.run_borrowed(&inputs.iter().collect::<Vec<_>>()).unwrap();
        made[0].as_slice::<f64>().to_vec()
    };
    let padded = record(2, 4, Some(&[1, 1, 1, 0, 0, 0, 0, 0]));
    let alone = record(1, 3, None);
    for (x, y) in padded.iter().zip(&alone) {
        assert!((x - y).abs() < 1e-12, "{x} and {y}");
    }
    assert!(padded.iter().all(|v| v.is_finite()), "also where every key is hidden");
}
