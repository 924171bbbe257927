//! Small networks of the kinds that users train, with data, for comparing devices.

use super::values::Values;
use neuron_rt::Buffer;
use neuron_rt::graph::{Builder, DType, Graph, Literal, Result, Role, Tensor, TensorType};
use neuron_rt::nn::{
    Activation, BatchNorm2d, Conv2d, Conv2dConfig, ConvTranspose2d, ConvTranspose2dConfig,
    Embedding, Fields, GroupNorm, LayerNorm, LearnedPosition, Linear, Loss, Lstm, MaxPool2d,
    PatchEmbed, Policy, RecurrentConfig, Scope, StepOptions, TrainingStep, TransformerBlock,
    TransformerBlockConfig, losses, training_step,
};
use std::collections::BTreeMap;

/// A network, and what it is fed.
pub(crate) struct Network {
    pub(crate) name: &'static str,
    fields: Vec<(String, TensorType)>,
    /// Classes or tokens that integers are below.
    below: i32,
    model: fn(&Scope, &Fields) -> Result<Loss>,
}

const BATCH: usize = 6;

fn field(name: &str, dtype: DType, dims: &[usize]) -> (String, TensorType) {
    (name.to_owned(), TensorType::new(dtype, dims))
}

fn image(channels: usize) -> (String, TensorType) {
    field("image", DType::F32, &[BATCH, channels, 8, 8])
}

/// A ViT, a CNN, a U-Net, a BERT and an LSTM.
pub(crate) fn networks() -> Vec<Network> {
    let label = || field("label", DType::I32, &[BATCH]);
    let tokens = |name: &str| field(name, DType::I32, &[BATCH, 7]);
    vec![
        Network { name: "vit", fields: vec![image(3), label()], below: 4, model: vit },
        Network { name: "cnn", fields: vec![image(3), label()], below: 4, model: cnn },
        Network {
            name: "unet",
            fields: vec![image(2), field("mask", DType::F32, &[BATCH, 1, 8, 8])],
            below: 2,
            model: unet,
        },
        Network {
            name: "bert",
            fields: vec![tokens("ids"), tokens("targets")],
            below: 11,
            model: bert,
        },
        Network { name: "lstm", fields: vec![tokens("ids"), label()], below: 4, model: lstm },
    ]
}

fn classify(logits: &Tensor, label: &Tensor) -> Result<Loss> {
    let loss = losses::CrossEntropy { label_smoothing: 0.1, ..Default::default() };
    Ok(loss.mean(logits, label, None)?.output("logits", logits))
}

fn vit(scope: &Scope, batch: &Fields) -> Result<Loss> {
    let x = PatchEmbed::new(&scope.child("patches"), 3, 2, 16)?.forward(&batch["image"])?;
    let mut x = LearnedPosition::new(&scope.child("position"), 16, 16)?.forward(&x)?;
    for i in 0..2 {
        let mut config = TransformerBlockConfig::vision(16, 2, 2);
        (config.dropout, config.drop_path) = (0.1, 0.1);
        x = TransformerBlock::new(&scope.child(format!("block{i}")), config)?.forward(&x, None)?;
    }
    let x = LayerNorm::new(&scope.child("norm"), 16)?.forward(&x)?.mean(&[1])?;
    classify(&Linear::new(&scope.child("head"), 16, 4)?.forward(&x)?, &batch["label"])
}

fn cnn(scope: &Scope, batch: &Fields) -> Result<Loss> {
    let config = Conv2dConfig::default().padding(1);
    let x = Conv2d::new(&scope.child("one"), [3, 8], [3, 3], config.without_bias())?;
    let x = BatchNorm2d::new(&scope.child("norm"), 8)?.forward(&x.forward(&batch["image"])?)?;
    let x = MaxPool2d::new(2).forward(&x.relu()?)?;
    let x = Conv2d::new(&scope.child("two"), [8, 8], [3, 3], config.stride(2))?.forward(&x)?;
    let x = Activation::Gelu.forward(&x)?.mean(&[2, 3])?;
    classify(&Linear::new(&scope.child("head"), 8, 4)?.forward(&x)?, &batch["label"])
}

fn unet(scope: &Scope, batch: &Fields) -> Result<Loss> {
    let config = Conv2dConfig::default().padding(1);
    let x = Conv2d::new(&scope.child("conv"), [2, 4], [3, 3], config)?.forward(&batch["image"])?;
    let skip = Activation::Silu.forward(&x)?;
    let x = MaxPool2d::new(2).forward(&skip)?;
    let x = Conv2d::new(&scope.child("deep"), [4, 8], [3, 3], config)?.forward(&x)?;
    let x = GroupNorm::new(&scope.child("group"), 2, 8)?.forward(&x)?.relu()?;
    let up = ConvTranspose2dConfig {
        spec: Conv2dConfig::default().stride(2).spec,
        ..Default::default()
    };
    let x = ConvTranspose2d::new(&scope.child("up"), [8, 4], [2, 2], up)?.forward(&x)?;
    let x = Tensor::concat(&[&x, &skip], 1)?;
    let head = Conv2d::new(&scope.child("mask"), [8, 1], [1, 1], Conv2dConfig::default())?;
    let (x, mask) = (head.forward(&x)?, &batch["mask"]);
    let overlap = losses::dice(&x.cast(DType::F32)?.sigmoid()?, mask, 1.0)?;
    let each = losses::BceWithLogits::default().forward(&x, mask)?;
    Ok(Loss::mean(&overlap.add(&each)?, None)?.output("logits", &x))
}

fn bert(scope: &Scope, batch: &Fields) -> Result<Loss> {
    let x = Embedding::new(&scope.child("words"), 11, 16)?.forward(&batch["ids"])?;
    let x = LearnedPosition::new(&scope.child("position"), 7, 16)?.forward(&x)?;
    let x = LayerNorm::new(&scope.child("norm"), 16)?.forward(&x)?;
    let mut config = TransformerBlockConfig::new(16, 4);
    (config.attention.dropout, config.dropout, config.drop_path) = (0.0, 0.0, 0.0);
    let x = TransformerBlock::new(&scope.child("block"), config)?.forward(&x, None)?;
    let logits = Linear::new(&scope.child("head"), 16, 11)?.forward(&x)?;
    let tokens = batch["targets"].shape().elements();
    classify(&logits.reshape([tokens, 11])?, &batch["targets"].reshape([tokens])?)
}

fn lstm(scope: &Scope, batch: &Fields) -> Result<Loss> {
    let x = Embedding::new(&scope.child("words"), 4, 6)?.forward(&batch["ids"])?;
    let mut config = RecurrentConfig::new(6, 5);
    (config.layers, config.bidirectional) = (2, true);
    let x = Lstm::new(&scope.child("lstm"), config)?.forward(&x, None)?;
    let last = x.sequence.mean(&[1])?;
    classify(&Linear::new(&scope.child("head"), 10, 4)?.forward(&last)?, &batch["label"])
}

impl Network {
    /// A batch of any number of samples, by name.
    pub(crate) fn batch(&self, samples: usize) -> BTreeMap<String, Buffer> {
        let made = self.fields.iter().enumerate().map(|(place, (name, ty))| {
            let shape = ty.shape.with(0, samples);
            let count = shape.elements();
            let literal = match (ty.dtype, name.as_str()) {
                (DType::F32, "mask") => {
                    let mask: Vec<f64> = (0..count).map(|i| (i / 3 % 2) as f64).collect();
                    Literal::from_f64(DType::F32, shape, &mask)
                }
                (DType::F32, _) => {
                    Literal::from_f64(DType::F32, shape, &Values::Clear.take(count, place as u64))
                }
                _ => {
                    let ids: Vec<i32> = (0..count as i32).map(|i| i * 7 % self.below).collect();
                    Literal::from_i32(shape, &ids)
                }
            };
            (name.clone(), Buffer::from_literal(&literal.expect("as many as the shape has")))
        });
        made.collect()
    }

    /// A batch, and what a step is told besides.
    pub(crate) fn feed(&self, step: u32) -> BTreeMap<String, Buffer> {
        let mut feed = self.batch(BATCH);
        let scalar = |value: f64| Buffer::from_literal(&Literal::scalar(DType::F32, value));
        feed.insert("learning_rate".to_owned(), scalar(0.01 / f64::from(step)));
        feed.insert("step".to_owned(), scalar(f64::from(step)));
        let key = Literal::from_u32([2], &[5, step]).expect("two words");
        feed.insert("key".to_owned(), Buffer::from_literal(&key));
        feed
    }

    /// A whole step with AdamW, in which `replicas` devices share a batch.
    pub(crate) fn step(&self, policy: Policy, replicas: usize) -> TrainingStep {
        let options = StepOptions { policy, replicas, clip_norm: Some(1.0), ..Default::default() };
        let share = |(name, ty): &(String, TensorType)| {
            let shape = ty.shape.with(0, ty.shape[0] / replicas);
            (name.clone(), TensorType::new(ty.dtype, shape))
        };
        let fields: Vec<_> = self.fields.iter().map(share).collect();
        training_step(&options, &fields, &self.model).expect("the network is sound")
    }

    /// The loss, the model's output and the gradient of every parameter.
    pub(crate) fn gradients(&self, policy: Policy) -> Graph {
        let builder = Builder::new();
        let scope = Scope::new(&builder, policy, true);
        let mut batch = Fields::new();
        for (name, ty) in &self.fields {
            let input = builder.input(name, ty.clone(), Role::Data).expect("names differ");
            batch.insert(name.clone(), input);
        }
        let made = (self.model)(&scope, &batch).expect("the network is sound");
        let loss = made.sum.div(&made.weight).expect("scalars");
        let names: Vec<String> = scope.parameters().into_iter().map(|spec| spec.name).collect();
        let parameters: Vec<Tensor> = names.iter().filter_map(|n| scope.master(n)).collect();
        let gradients =
            loss.gradients(&parameters.iter().collect::<Vec<_>>()).expect("differentiable");
        let mut outputs = vec![("loss".to_owned(), loss)];
        outputs.extend(made.outputs);
        for (name, gradient) in names.iter().zip(gradients) {
            outputs.push((format!("gradient/{name}"), gradient.expect("every parameter has one")));
        }
        let outputs: Vec<(&str, &Tensor)> = outputs.iter().map(|(n, t)| (n.as_str(), t)).collect();
        builder.finish(&outputs).expect("of one graph")
    }
}
