use super::heads::{AttentionOptions, check_mask};
use super::results;
use crate::graph::{GradientOf, Result, Tensor};

/// Scaled dot-product attention of queries to the keys and values of another sequence (Vaswani et
/// al., 2017).
///
/// The mask is as in [`self_attention`](super::self_attention).
///
/// # Shapes
/// `q: [b, t, d]`, `k: [b, s, d]`, `v: [b, s, d]`, `mask`: stretches to `[b, heads, t, s]` →
/// `[b, t, d]`
///
/// # Errors
/// Where shapes or types do not fit together, or the heads do not divide the width.
pub fn attention(
    q: &Tensor,
    k: &Tensor,
    v: &Tensor,
    mask: Option<&Tensor>,
    options: AttentionOptions,
) -> Result<Tensor> {
    const NAME: &str = "attention";
    let [b, t, s, d] = extents(NAME, [q, k, v])?;
    let heads = options.of(q, NAME, d)?;
    check_mask(NAME, mask, [b, heads.heads, t, s])?;
    let parts = |inputs: &[Tensor]| {
        Ok([heads.split(&inputs[0])?, heads.split(&inputs[1])?, heads.split(&inputs[2])?])
    };
    let forward = |inputs: &[Tensor]| {
        let [q, k, v] = &parts(inputs)?;
        let (out, total) = heads.forward([q, k, v], inputs.get(3))?;
        Ok(vec![heads.join(&out)?, total])
    };
    let backward = |inputs: &[Tensor], outputs: &[Tensor], cotangents: &[Tensor]| {
        let [q, k, v] = &parts(inputs)?;
        let (out, dout) = (heads.split(&outputs[0])?, heads.split(&cotangents[0])?);
        let kept = [&out, &outputs[1], &dout];
        let gradients = heads.backward([q, k, v], inputs.get(3), kept)?;
        gradients.iter().map(|gradient| heads.join(gradient)).collect()
    };
    let rule =
        GradientOf { name: "attention_grad", cotangents: 1, wrt: &[0, 1, 2], body: &backward };
    let args: Vec<&Tensor> = [Some(q), Some(k), Some(v), mask].into_iter().flatten().collect();
    let made = q.builder().composite(NAME, &heads.attrs(), &args, &forward, Some(rule))?;
    let [out, _] = results(NAME, made)?;
    Ok(out)
}

/// Batch, queries, keys and features.
pub(super) fn extents(op: &'static str, [q, k, v]: [&Tensor; 3]) -> Result<[usize; 4]> {
    let shapes = (q.shape().dims(), k.shape().dims(), v.shape().dims());
    if let (&[b, t, d], &[kb, s, kd], values) = shapes
        && (kb, kd) == (b, d)
        && values == [b, s, d]
        && [k, v].iter().all(|other| other.dtype() == q.dtype())
    {
        return Ok([b, t, s, d]);
    }
    let what = format!(
        "needs queries [b, t, d] and keys and values [b, s, d] of one type, found {}, {} and {}",
        q.ty(),
        k.ty(),
        v.ty()
    );
    Err(q.builder().mismatch(op, what))
}
