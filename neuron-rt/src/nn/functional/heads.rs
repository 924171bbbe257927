//! The arithmetic that all forms of attention share.

use super::log_softmax::log_sum_exp;
use crate::graph::{DType, Result, Tensor};
use crate::nn::precision::wide;

/// How attention is computed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AttentionOptions {
    /// Heads; they divide the width.
    pub heads: usize,
    /// Position `i` sees keys `0..=i` alone.
    pub causal: bool,
    /// Factor of the scores; `None` is `1 / √(width of a head)`.
    pub scale: Option<f64>,
}

impl AttentionOptions {
    /// Every position sees every other.
    #[must_use]
    pub const fn new(heads: usize) -> Self {
        Self { heads, causal: false, scale: None }
    }

    /// Heads, width of a head and scale for tensors of `model` features.
    pub(super) fn of(&self, x: &Tensor, op: &'static str, model: usize) -> Result<Heads> {
        let heads = self.heads;
        if heads == 0 || !model.is_multiple_of(heads) {
            let what = format!("cannot part {model} features into {heads} heads");
            return Err(x.builder().mismatch(op, what));
        }
        let width = model / heads;
        let scale = self.scale.unwrap_or(1.0 / (width as f64).sqrt());
        Ok(Heads { heads, width, causal: self.causal, scale })
    }
}

#[derive(Clone, Copy)]
pub(super) struct Heads {
    pub(super) heads: usize,
    pub(super) width: usize,
    pub(super) causal: bool,
    pub(super) scale: f64,
}

impl Heads {
    pub(super) fn attrs(&self) -> [(&'static str, f64); 3] {
        let causal = if self.causal { 1.0 } else { 0.0 };
        [("heads", self.heads as f64), ("causal", causal), ("scale", self.scale)]
    }

    /// `[b, t, d]` → `[b, heads, t, width]`
    pub(super) fn split(&self, x: &Tensor) -> Result<Tensor> {
        let (b, t) = (x.dim(0)?, x.dim(1)?);
        x.reshape([b, t, self.heads, self.width])?.transpose(&[0, 2, 1, 3])
    }

    /// `[b, heads, t, width]` → `[b, t, d]`
    pub(super) fn join(&self, x: &Tensor) -> Result<Tensor> {
        let (b, t) = (x.dim(0)?, x.dim(2)?);
        x.transpose(&[0, 2, 1, 3])?.reshape([b, t, self.heads * self.width])
    }

    /// `scale × q kᵀ + mask`, in at least f32: `[b, heads, t, s]`.
    pub(super) fn scores(&self, q: &Tensor, k: &Tensor, mask: Option<&Tensor>) -> Result<Tensor> {
        let sum = wide(q.dtype());
        let mut scores = q.matmul_t(k, false, true)?.cast(sum)?.mul_scalar(self.scale)?;
        if let Some(mask) = mask {
            scores = scores.add(&mask.cast(sum)?)?;
        }
        if self.causal {
            let (t, s) = (scores.dim(2)?, scores.dim(3)?);
            let builder = scores.builder();
            let (rows, columns) =
                (builder.iota(DType::I32, [t, s], 0)?, builder.iota(DType::I32, [t, s], 1)?);
            let hidden = scores.scalar_like(f64::NEG_INFINITY);
            scores = columns.less_equal(&rows)?.select(&scores, &hidden)?;
        }
        Ok(scores)
    }

    /// `(out [b, heads, t, width], log-sum-exp [b, heads, t])`
    pub(super) fn forward(
        &self,
        [q, k, v]: [&Tensor; 3],
        mask: Option<&Tensor>,
    ) -> Result<(Tensor, Tensor)> {
        let scores = self.scores(q, k, mask)?;
        let total = log_sum_exp(&scores)?;
        let share = scores.sub(&total)?.exp()?.cast(v.dtype())?;
        Ok((share.matmul(v)?, total.squeeze(-1)?))
    }

    /// Gradients by q, k and v; the probabilities are computed again from the log-sum-exp (Dao et
    /// al., *FlashAttention*, 2022).
    pub(super) fn backward(
        &self,
        [q, k, v]: [&Tensor; 3],
        mask: Option<&Tensor>,
        [out, total, dout]: [&Tensor; 3],
    ) -> Result<[Tensor; 3]> {
        let (dtype, sum) = (q.dtype(), wide(q.dtype()));
        let share = self.scores(q, k, mask)?.sub(&total.unsqueeze(3)?)?.exp()?;
        let dv = share.cast(dtype)?.matmul_t(dout, true, false)?;
        let dshare = dout.matmul_t(v, false, true)?.cast(sum)?;
        let shared = dout.cast(sum)?.mul(&out.cast(sum)?)?.sum_keep(&[-1])?;
        let dscores = share.mul(&dshare.sub(&shared)?)?.mul_scalar(self.scale)?.cast(dtype)?;
        Ok([dscores.matmul(k)?, dscores.matmul_t(q, true, false)?, dv])
    }
}

/// That a mask stretches to `[b, heads, t, s]`.
pub(super) fn check_mask(
    op: &'static str,
    mask: Option<&Tensor>,
    scores: [usize; 4],
) -> Result<()> {
    let Some(mask) = mask else { return Ok(()) };
    let from = 4usize.checked_sub(mask.rank());
    let fits = mask.dtype().is_float()
        && from.is_some_and(|from| {
            mask.shape().iter().zip(&scores[from..]).all(|(&a, &b)| a == b || a == 1)
        });
    if fits {
        return Ok(());
    }
    let what = format!(
        "needs an additive mask that stretches to {scores:?} (batch, heads, queries, keys), found {}",
        mask.ty()
    );
    Err(mask.builder().mismatch(op, what))
}
