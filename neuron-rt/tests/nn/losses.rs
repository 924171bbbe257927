use crate::parity::Case;
use crate::wave::{literal, wave};
use neuron_rt::graph::{DType, Literal, Result, Tensor, TensorType};
use neuron_rt::nn::functional::softmax;
use neuron_rt::nn::losses::{
    BceWithLogits, CrossEntropy, dice, focal, focal_with_logits, huber, mse, quantile,
    soft_cross_entropy,
};

type Input = (&'static str, &'static [usize], f64);
const LOGITS: [Input; 1] = [("x", &[4, 5], 2.0)];
const WEIGHTS: [f64; 5] = [1.0, 0.5, 2.0, 0.25, 3.0];

fn labels(x: &Tensor, labels: [i32; 4]) -> Result<Tensor> {
    Ok(x.builder().constant(Literal::from_i32([4], &labels)?))
}

fn constant(x: &Tensor, name: &str, shape: &[usize]) -> Result<Tensor> {
    x.builder().constant(literal(name, &TensorType::new(DType::F64, shape), 0.5)).cast(x.dtype())
}

fn binary(x: &Tensor) -> Result<Tensor> {
    let values: Vec<f64> =
        wave("binary", 20, 0.5).iter().map(|&v| if v > 0.0 { 1.0 } else { 0.0 }).collect();
    Ok(x.builder().constant(Literal::from_f64(x.dtype(), x.shape().clone(), &values)?))
}

#[test]
fn cross_entropy() {
    let mut loss = CrossEntropy::default();
    let plain = loss.clone();
    Case::new("cross_entropy", &LOGITS)
        .check(&|_, f| plain.forward(&f["x"], &labels(&f["x"], [1, 4, 0, 1])?));
    loss.label_smoothing = 0.1;
    let smooth = loss.clone();
    Case::new("cross_entropy_smooth", &LOGITS)
        .check(&|_, f| smooth.forward(&f["x"], &labels(&f["x"], [1, 4, 0, 1])?));
    loss.class_weights = Some(WEIGHTS.to_vec());
    Case::new("cross_entropy_weighted", &LOGITS)
        .check(&|_, f| loss.forward(&f["x"], &labels(&f["x"], [1, 4, 0, 1])?));
    Case::new("cross_entropy_mean", &LOGITS).check(&|_, f| {
        let mean = loss.mean(&f["x"], &labels(&f["x"], [1, 4, 0, 1])?, None)?;
        mean.sum.div(&mean.weight)
    });
    Case::new("cross_entropy_soft", &LOGITS).check(&|_, f| {
        soft_cross_entropy(&f["x"], &softmax(&constant(&f["x"], "soft", &[4, 5])?)?)
    });
}

#[test]
fn ignored_labels() {
    let weights = Some(WEIGHTS.to_vec());
    let loss = CrossEntropy { ignore: Some(-100), class_weights: weights, label_smoothing: 0.0 };
    Case::new("cross_entropy_ignore", &LOGITS).check(&|_, f| {
        let mean = loss.mean(&f["x"], &labels(&f["x"], [1, -100, 0, 1])?, None)?;
        mean.sum.div(&mean.weight)
    });
}

#[test]
fn binary_losses() {
    let mut loss = BceWithLogits::default();
    let plain = loss.clone();
    Case::new("bce", &LOGITS).check(&|_, f| plain.forward(&f["x"], &binary(&f["x"])?));
    loss.positive_weight = Some(WEIGHTS.to_vec());
    Case::new("bce_weighted", &LOGITS).check(&|_, f| loss.forward(&f["x"], &binary(&f["x"])?));
    Case::new("focal_binary", &LOGITS)
        .check(&|_, f| focal_with_logits(&f["x"], &binary(&f["x"])?, Some(0.25), 2.0));
    Case::new("focal", &LOGITS).check(&|_, f| focal(&f["x"], &labels(&f["x"], [1, 4, 0, 1])?, 1.5));
    Case::new("dice", &[("x", &[2, 2, 5], 2.0)])
        .check(&|_, f| dice(&f["x"].sigmoid()?, &binary(&f["x"])?, 1.0));
}

#[test]
fn regressions() {
    Case::new("mse", &LOGITS).check(&|_, f| mse(&f["x"], &constant(&f["x"], "y", &[4, 5])?));
    Case::new("huber", &LOGITS)
        .check(&|_, f| huber(&f["x"], &constant(&f["x"], "y", &[4, 5])?, 0.7));
    Case::new("quantile", &[("x", &[4, 3], 0.5)])
        .check(&|_, f| quantile(&f["x"], &constant(&f["x"], "y", &[4])?, &[0.1, 0.5, 0.9]));
}
