use super::flatten::{by_sample, pair};
use crate::graph::{Result, Tensor};
use crate::nn::functional::{cross_entropy, softplus};

/// Focal loss of independent labels (Lin et al., *Focal loss for dense object detection*, 2017):
/// `α_t (1 - p_t)^γ × cross-entropy`, with `α` for positives and `1 - α` for negatives where it is
/// given.
///
/// # Shapes
/// `logits: [n, …]`, `targets: [n, …]` of 0 and 1 → the mean of each sample, `[n]`
///
/// # Errors
/// Where the shapes differ.
pub fn focal_with_logits(
    logits: &Tensor,
    targets: &Tensor,
    alpha: Option<f64>,
    gamma: f64,
) -> Result<Tensor> {
    let (x, z) = pair("focal", logits, targets)?;
    // x where the target is 1, -x where it is 0: p_t is the sigmoid of it, and
    // ln(1 - p_t) = -softplus of it, smooth everywhere, unlike a power of 1 - p_t near 0.
    let towards = x.mul(&z.mul_scalar(2.0)?.add_scalar(-1.0)?)?;
    let surprise = softplus(&towards.neg()?)?;
    let mut loss = softplus(&towards)?.mul_scalar(-gamma)?.exp()?.mul(&surprise)?;
    if let Some(alpha) = alpha {
        loss = loss.mul(&z.mul_scalar(2.0 * alpha - 1.0)?.add_scalar(1.0 - alpha)?)?;
    }
    by_sample(&loss)
}

/// Focal loss of classes that exclude one another: `(1 - p)^γ × cross-entropy`.
///
/// # Shapes
/// `logits: [n, classes]`, `labels: i32 [n]` → `[n]`
///
/// # Errors
/// Where the shapes do not fit.
pub fn focal(logits: &Tensor, labels: &Tensor, gamma: f64) -> Result<Tensor> {
    let surprise = cross_entropy(logits, labels, 0.0)?;
    // 1 - p; kept from 0, where a power below 1 is infinitely steep.
    let doubt = surprise.neg()?.expm1()?.neg()?.maximum(&surprise.scalar_like(1e-12))?;
    doubt.pow(&doubt.scalar_like(gamma))?.mul(&surprise)
}
