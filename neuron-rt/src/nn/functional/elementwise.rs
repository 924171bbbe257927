use super::results;
use crate::graph::{GradientOf, Result, Tensor};
use crate::nn::precision::wide;

type Function = fn(&Tensor) -> Result<Tensor>;

/// A composite of one argument, element by element: `body`, and the gradient `dy × slope(x)`.
pub(super) fn composite(
    x: &Tensor,
    [name, gradient]: [&'static str; 2],
    body: Function,
    slope: Function,
) -> Result<Tensor> {
    let forward = |inputs: &[Tensor]| {
        let x = &inputs[0];
        Ok(vec![body(&x.cast(wide(x.dtype()))?)?.cast(x.dtype())?])
    };
    let backward = |inputs: &[Tensor], _: &[Tensor], cotangents: &[Tensor]| {
        let (x, dy) = (&inputs[0], &cotangents[0]);
        let slope = slope(&x.cast(wide(x.dtype()))?)?;
        Ok(vec![dy.cast(slope.dtype())?.mul(&slope)?.cast(x.dtype())?])
    };
    let rule = GradientOf { name: gradient, cotangents: 1, wrt: &[0], body: &backward };
    let made = x.builder().composite(name, &[], &[x], &forward, Some(rule))?;
    let [y] = results(name, made)?;
    Ok(y)
}
