use super::log_softmax::log_sum_exp;
use super::results;
use crate::graph::{DType, GradientOf, Result, Tensor};
use crate::nn::precision::wide;

/// `-ln softmax(logits)[label]` of each sample, with label smoothing (Szegedy et al., 2016): the
/// target is `1 - s` at the label plus `s / classes` everywhere.
///
/// A label outside the classes picks none: that sample's loss is its smoothing alone.
///
/// # Shapes
/// `logits: [n, classes]`, `labels: i32 [n]` → `[n]`, in at least f32
///
/// # Errors
/// Where the shapes do not fit or the labels are not i32.
pub fn cross_entropy(logits: &Tensor, labels: &Tensor, label_smoothing: f64) -> Result<Tensor> {
    const NAME: &str = "cross_entropy";
    let fits = logits.rank() == 2
        && labels.dtype() == DType::I32
        && labels.shape().dims() == &logits.shape()[..1];
    if !fits {
        let what = format!(
            "needs logits [n, classes] and labels i32 [n], found {} and {}",
            logits.ty(),
            labels.ty()
        );
        return Err(logits.builder().mismatch(NAME, what));
    }
    let smooth = label_smoothing > 0.0;
    let forward = |inputs: &[Tensor]| {
        let x = inputs[0].cast(wide(inputs[0].dtype()))?;
        let total = log_sum_exp(&x)?;
        let surprise = total.sub(&x)?;
        let mut loss = hits(&inputs[1], &x)?.select(&surprise, &x.scalar_like(0.0))?.sum(&[-1])?;
        // Without smoothing, its term is left out: 0 × ∞ would be NaN where a class is masked.
        if smooth {
            let spread = surprise.mean(&[-1])?.mul_scalar(label_smoothing)?;
            loss = loss.mul_scalar(1.0 - label_smoothing)?.add(&spread)?;
        }
        Ok(vec![loss, total.squeeze(-1)?])
    };
    let backward = |inputs: &[Tensor], outputs: &[Tensor], cotangents: &[Tensor]| {
        let x = inputs[0].cast(wide(inputs[0].dtype()))?;
        let share = x.sub(&outputs[1].unsqueeze(1)?)?.exp()?;
        let hit = hits(&inputs[1], &x)?.cast(x.dtype())?;
        let hit = hit.mul_scalar(1.0 - label_smoothing)?;
        // The target's sum: 1, or the smoothing alone where the label is no class.
        let weight = hit.sum_keep(&[-1])?.add_scalar(label_smoothing)?;
        let target = hit.add_scalar(label_smoothing / x.dim(1)? as f64)?;
        let gradient = share.mul(&weight)?.sub(&target)?;
        Ok(vec![gradient.mul(&cotangents[0].unsqueeze(1)?)?.cast(inputs[0].dtype())?])
    };
    let rule = GradientOf { name: "cross_entropy_grad", cotangents: 1, wrt: &[0], body: &backward };
    let attrs = [("label_smoothing", label_smoothing)];
    let made = logits.builder().composite(NAME, &attrs, &[logits, labels], &forward, Some(rule))?;
    let [loss, _] = results(NAME, made)?;
    Ok(loss)
}

/// True where the class is the label: bool `[n, classes]`.
fn hits(labels: &Tensor, logits: &Tensor) -> Result<Tensor> {
    let shape = logits.shape().clone();
    let classes = logits.builder().iota(DType::I32, shape.clone(), 1)?;
    labels.broadcast_in_dim(shape, &[0])?.equal(&classes)
}
