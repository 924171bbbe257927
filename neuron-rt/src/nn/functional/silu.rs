use super::elementwise::composite;
use crate::graph::{Result, Tensor};

/// `x / (1 + e^-x)`, also called swish (Elfwing et al., 2018).
///
/// # Errors
/// Where `x` is not of a floating-point type.
pub fn silu(x: &Tensor) -> Result<Tensor> {
    composite(
        x,
        ["silu", "silu_grad"],
        |x| x.mul(&x.sigmoid()?),
        |x| {
            let share = x.sigmoid()?;
            let rest = share.scalar_like(1.0).sub(&share)?;
            share.mul(&x.mul(&rest)?.add_scalar(1.0)?)
        },
    )
}
