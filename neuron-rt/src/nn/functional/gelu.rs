use super::elementwise::composite;
use crate::graph::{Result, Tensor};
use std::f64::consts::{FRAC_1_SQRT_2, FRAC_2_PI, PI};

/// `x Φ(x)`, with the error function (Hendrycks & Gimpel, *Gaussian error linear units*, 2016).
///
/// # Errors
/// Where `x` is not of a floating-point type.
pub fn gelu(x: &Tensor) -> Result<Tensor> {
    composite(
        x,
        ["gelu", "gelu_grad"],
        |x| x.mul(&normal_below(x)?),
        |x| {
            let density =
                x.square()?.mul_scalar(-0.5)?.exp()?.mul_scalar((2.0 * PI).sqrt().recip())?;
            normal_below(x)?.add(&x.mul(&density)?)
        },
    )
}

/// `Φ(x)`: how much of a standard normal distribution lies below `x`.
fn normal_below(x: &Tensor) -> Result<Tensor> {
    x.mul_scalar(FRAC_1_SQRT_2)?.erf()?.add_scalar(1.0)?.mul_scalar(0.5)
}

/// `x (1 + tanh(√(2/π) (x + 0.044715 x³))) / 2`: the approximation of GELU of the same paper.
///
/// # Errors
/// Where `x` is not of a floating-point type.
pub fn gelu_tanh(x: &Tensor) -> Result<Tensor> {
    composite(
        x,
        ["gelu_tanh", "gelu_tanh_grad"],
        |x| x.mul(&inner(x)?.tanh()?.add_scalar(1.0)?.mul_scalar(0.5)?),
        |x| {
            let tanh = inner(x)?.tanh()?;
            let below = tanh.add_scalar(1.0)?.mul_scalar(0.5)?;
            let steep = tanh.scalar_like(1.0).sub(&tanh.square()?)?.mul_scalar(0.5)?;
            let inner_slope = x
                .square()?
                .mul_scalar(3.0 * CUBIC)?
                .add_scalar(1.0)?
                .mul_scalar(FRAC_2_PI.sqrt())?;
            below.add(&x.mul(&steep)?.mul(&inner_slope)?)
        },
    )
}

const CUBIC: f64 = 0.044_715;

fn inner(x: &Tensor) -> Result<Tensor> {
    x.square()?.mul_scalar(CUBIC)?.add_scalar(1.0)?.mul(x)?.mul_scalar(FRAC_2_PI.sqrt())
}
