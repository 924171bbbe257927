use super::results;
use crate::graph::{GradientOf, Result, Tensor};
use crate::nn::precision::wide;

/// What [`batch_norm`] makes.
#[derive(Clone, Debug)]
pub struct BatchNormed {
    /// Like the input.
    pub y: Tensor,
    /// Mean of each channel, `[channels]`; no gradient goes through it.
    pub mean: Tensor,
    /// Biased variance of each channel, `[channels]`; no gradient goes through it.
    pub variance: Tensor,
}

/// `(x - mean) / √(variance + ε) × gamma + beta` by the batch's own statistics of each channel
/// (Ioffe & Szegedy, *Batch normalization*, 2015). In the statistics each sample counts by its
/// weight; where all weights are 0, mean and variance are 0.
///
/// # Shapes
/// `x: [n, channels, h, w]`, `gamma: [channels]`, `beta: [channels]`, `weight: [n]`
///
/// # Errors
/// Where the shapes do not fit, or `gamma` and `beta` are of another type than `x`.
pub fn batch_norm(
    x: &Tensor,
    gamma: &Tensor,
    beta: &Tensor,
    weight: &Tensor,
    epsilon: f64,
) -> Result<BatchNormed> {
    let mismatch = |what: &str, found: &Tensor| {
        let what = format!("normalises {}, but {what} is {}", x.ty(), found.ty());
        x.builder().mismatch("batch_norm", what)
    };
    if x.rank() != 4 {
        return Err(mismatch("expected is [n, channels, h, w], it", x));
    }
    let channels = x.dim(1)?;
    for (what, affine) in [("gamma", gamma), ("beta", beta)] {
        if affine.shape().dims() != [channels] || affine.dtype() != x.dtype() {
            return Err(mismatch(what, affine));
        }
    }
    if weight.shape().dims() != [x.dim(0)?] {
        return Err(mismatch("weight", weight));
    }
    let forward = |inputs: &[Tensor]| {
        let dtype = inputs[0].dtype();
        let x = inputs[0].cast(wide(dtype))?;
        let [gamma, beta] = [1, 2].map(|i| per_channel(&inputs[i], &x));
        let (weight, divisor) = weight_and_divisor(&inputs[3], &x)?;
        let mean_of = |t: &Tensor| t.mul(&weight)?.sum_keep(&[0, 2, 3])?.div(&divisor);
        let mean = mean_of(&x)?;
        let centred = x.sub(&mean)?;
        let variance = mean_of(&centred.square()?)?;
        let rstd = variance.add_scalar(epsilon)?.rsqrt()?;
        let y = centred.mul(&rstd)?.mul(&gamma?)?.add(&beta?)?;
        let flat = |t: &Tensor| t.reshape([channels]);
        Ok(vec![y.cast(dtype)?, flat(&mean)?, flat(&variance)?, flat(&rstd)?])
    };
    let backward = |inputs: &[Tensor], outputs: &[Tensor], cotangents: &[Tensor]| {
        let dtype = inputs[0].dtype();
        let x = inputs[0].cast(wide(dtype))?;
        let dy = cotangents[0].cast(wide(dtype))?;
        let gamma = per_channel(&inputs[1], &x)?;
        let (weight, divisor) = weight_and_divisor(&inputs[3], &x)?;
        let [mean, rstd] = [1, 3].map(|i| per_channel(&outputs[i], &x));
        let rstd = rstd?;
        let normal = x.sub(&mean?)?.mul(&rstd)?;
        let dgamma = dy.mul(&normal)?.sum_keep(&[0, 2, 3])?;
        let dbeta = dy.sum_keep(&[0, 2, 3])?;
        let through = dbeta.add(&normal.mul(&dgamma)?)?.mul(&weight)?.div(&divisor)?;
        let dx = dy.sub(&through)?.mul(&rstd)?.mul(&gamma)?;
        let flat = |t: &Tensor| t.reshape([channels])?.cast(dtype);
        Ok(vec![dx.cast(dtype)?, flat(&dgamma)?, flat(&dbeta)?])
    };
    let rule =
        GradientOf { name: "batch_norm_grad", cotangents: 1, wrt: &[0, 1, 2], body: &backward };
    let args = [x, gamma, beta, weight];
    let attrs = [("epsilon", epsilon)];
    let made = x.builder().composite("batch_norm", &attrs, &args, &forward, Some(rule))?;
    let [y, mean, variance, _] = results("batch_norm", made)?;
    Ok(BatchNormed { y, mean: mean.stop_gradient()?, variance: variance.stop_gradient()? })
}

/// `[channels]` as `[1, channels, 1, 1]`, in the type of `x`.
fn per_channel(t: &Tensor, x: &Tensor) -> Result<Tensor> {
    t.cast(x.dtype())?.reshape([1, x.dim(1)?, 1, 1])
}

/// Sample weights as `[n, 1, 1, 1]`, and what a sum over pixels is divided by for a mean.
fn weight_and_divisor(weight: &Tensor, x: &Tensor) -> Result<(Tensor, Tensor)> {
    let weight = weight.cast(x.dtype())?;
    let pixels = (x.dim(2)? * x.dim(3)?) as f64;
    let count = weight.sum_all()?.mul_scalar(pixels)?;
    let divisor = count.equal(&x.scalar_like(0.0))?.select(&x.scalar_like(1.0), &count)?;
    Ok((weight.reshape([x.dim(0)?, 1, 1, 1])?, divisor))
}
