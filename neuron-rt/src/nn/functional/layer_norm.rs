use super::results;
use crate::graph::{GradientOf, Result, Tensor};
use crate::nn::precision::wide;

/// `(x - mean) / √(variance + ε) × gamma + beta` over the last axis (Ba et al., *Layer
/// normalization*, 2016).
///
/// # Shapes
/// `x: […, n]`, `gamma: [n]`, `beta: [n]` → `[…, n]`
///
/// # Errors
/// Where `gamma` or `beta` is not of the last axis' extent, or of another type than `x`.
pub fn layer_norm(x: &Tensor, gamma: &Tensor, beta: &Tensor, epsilon: f64) -> Result<Tensor> {
    let n = x.dim(-1)?;
    for (what, affine) in [("gamma", gamma), ("beta", beta)] {
        if affine.shape().dims() != [n] || affine.dtype() != x.dtype() {
            let what = format!("normalises {}, but {what} is {}", x.ty(), affine.ty());
            return Err(x.builder().mismatch("layer_norm", what));
        }
    }
    let forward = |inputs: &[Tensor]| {
        let dtype = inputs[0].dtype();
        let [x, gamma, beta] = [0, 1, 2].map(|i| inputs[i].cast(wide(dtype)));
        let x = x?;
        let mean = x.mean_keep(&[-1])?;
        let centred = x.sub(&mean)?;
        let rstd = centred.square()?.mean_keep(&[-1])?.add_scalar(epsilon)?.rsqrt()?;
        let y = centred.mul(&rstd)?.mul(&gamma?)?.add(&beta?)?;
        Ok(vec![y.cast(dtype)?, mean.squeeze(-1)?, rstd.squeeze(-1)?])
    };
    let backward = |inputs: &[Tensor], outputs: &[Tensor], cotangents: &[Tensor]| {
        let dtype = inputs[0].dtype();
        let [x, gamma] = [0, 1].map(|i| inputs[i].cast(wide(dtype)));
        let (x, dy) = (x?, cotangents[0].cast(wide(dtype))?);
        let [mean, rstd] = [1, 2].map(|i| outputs[i].unsqueeze(x.rank() - 1));
        let rstd = rstd?;
        let normal = x.sub(&mean?)?.mul(&rstd)?;
        let scaled = dy.mul(&gamma?)?;
        let along = scaled.mean_keep(&[-1])?;
        let across = scaled.mul(&normal)?.mean_keep(&[-1])?;
        let dx = scaled.sub(&along)?.sub(&normal.mul(&across)?)?.mul(&rstd)?;
        let rows: Vec<isize> = (0..x.rank() as isize - 1).collect();
        let (dgamma, dbeta) = (dy.mul(&normal)?.sum(&rows)?, dy.sum(&rows)?);
        Ok(vec![dx.cast(dtype)?, dgamma.cast(dtype)?, dbeta.cast(dtype)?])
    };
    let rule =
        GradientOf { name: "layer_norm_grad", cotangents: 1, wrt: &[0, 1, 2], body: &backward };
    let args = [x, gamma, beta];
    let attrs = [("epsilon", epsilon)];
    let made = x.builder().composite("layer_norm", &attrs, &args, &forward, Some(rule))?;
    let [y, _, _] = results("layer_norm", made)?;
    Ok(y)
}
