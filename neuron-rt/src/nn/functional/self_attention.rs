use super::heads::{AttentionOptions, check_mask};
use super::results;
use crate::graph::{GradientOf, Result, Tensor};

/// Scaled dot-product attention of a sequence to itself (Vaswani et al., *Attention is all you
/// need*, 2017), over packed queries, keys and values.
///
/// The mask is added to the scores; no gradient flows into it. A position whose every key is masked
/// by -∞ is NaN: mask padding by a large finite number.
///
/// # Shapes
/// `qkv: [b, t, 3 d]`, `mask`: stretches to `[b, heads, t, t]` → `[b, t, d]`
///
/// # Errors
/// Where the width is not three times a multiple of the heads, or the mask does not fit.
pub fn self_attention(
    qkv: &Tensor,
    mask: Option<&Tensor>,
    options: AttentionOptions,
) -> Result<Tensor> {
    const NAME: &str = "self_attention";
    let &[b, t, packed] = qkv.shape().dims() else {
        let what = format!("needs [batch, time, 3 × features], found {}", qkv.ty());
        return Err(qkv.builder().mismatch(NAME, what));
    };
    if !packed.is_multiple_of(3) {
        let what = format!("cannot part {packed} features into queries, keys and values");
        return Err(qkv.builder().mismatch(NAME, what));
    }
    let heads = options.of(qkv, NAME, packed / 3)?;
    check_mask(NAME, mask, [b, heads.heads, t, t])?;
    let part = |qkv: &Tensor, i: usize| {
        let d = packed / 3;
        heads.split(&qkv.narrow(-1, i * d, (i + 1) * d)?)
    };
    let parts = |qkv: &Tensor| Ok([part(qkv, 0)?, part(qkv, 1)?, part(qkv, 2)?]);
    let forward = |inputs: &[Tensor]| {
        let [q, k, v] = &parts(&inputs[0])?;
        let (out, total) = heads.forward([q, k, v], inputs.get(1))?;
        Ok(vec![heads.join(&out)?, total])
    };
    let backward = |inputs: &[Tensor], outputs: &[Tensor], cotangents: &[Tensor]| {
        let [q, k, v] = &parts(&inputs[0])?;
        let (out, dout) = (heads.split(&outputs[0])?, heads.split(&cotangents[0])?);
        let kept = [&out, &outputs[1], &dout];
        let [dq, dk, dv] = &heads.backward([q, k, v], inputs.get(1), kept)?;
        let joined = [heads.join(dq)?, heads.join(dk)?, heads.join(dv)?];
        Ok(vec![Tensor::concat(&joined.each_ref(), -1)?])
    };
    let rule =
        GradientOf { name: "self_attention_grad", cotangents: 1, wrt: &[0], body: &backward };
    let args: Vec<&Tensor> = [Some(qkv), mask].into_iter().flatten().collect();
    let made = qkv.builder().composite(NAME, &heads.attrs(), &args, &forward, Some(rule))?;
    let [out, _] = results(NAME, made)?;
    Ok(out)
}
