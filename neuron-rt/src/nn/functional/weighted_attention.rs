use super::attention::extents;
use super::heads::{AttentionOptions, check_mask};
use super::softmax;
use crate::graph::{Result, Tensor};

/// Attention whose probabilities can be changed before they are used, as dropout does, and whose
/// mask has a gradient, as a learned position bias needs. It is no composite: where neither is
/// needed, [`attention`](super::attention) computes the same in less memory.
///
/// # Shapes
/// As [`attention`](super::attention); `change` gets and gives `[b, heads, t, s]`.
///
/// # Errors
/// As [`attention`](super::attention), and those of `change`.
pub fn weighted_attention(
    q: &Tensor,
    k: &Tensor,
    v: &Tensor,
    mask: Option<&Tensor>,
    options: AttentionOptions,
    change: impl FnOnce(&Tensor) -> Result<Tensor>,
) -> Result<Tensor> {
    const NAME: &str = "attention";
    let [b, t, s, d] = extents(NAME, [q, k, v])?;
    let heads = options.of(q, NAME, d)?;
    check_mask(NAME, mask, [b, heads.heads, t, s])?;
    let [q, k, v] = [heads.split(q)?, heads.split(k)?, heads.split(v)?];
    let share = softmax(&heads.scores(&q, &k, mask)?)?.cast(v.dtype())?;
    heads.join(&change(&share)?.matmul(&v)?)
}
