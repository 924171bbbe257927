//! Matrix products.

use super::precision::in_wide;
use candle_core::{Result, Tensor};

/// Product over the last two axes; a right side of two axes serves the whole batch.
pub(super) fn matmul(a: &Tensor, b: &Tensor, ta: bool, tb: bool) -> Result<Tensor> {
    in_wide([a, b], |[a, b]| {
        let a = if ta { a.transpose(a.rank() - 2, a.rank() - 1)? } else { a };
        let b = if tb { b.transpose(b.rank() - 2, b.rank() - 1)? } else { b };
        let (m, k) = (a.dims()[a.rank() - 2], a.dims()[a.rank() - 1]);
        let n = b.dims()[b.rank() - 1];
        let mut result = a.dims()[..a.rank() - 2].to_vec();
        let batch: usize = result.iter().product();
        result.extend([m, n]);
        let a = a.reshape((batch, m, k))?;
        let b =
            if b.rank() == 2 { b.broadcast_as((batch, k, n))? } else { b.reshape((batch, k, n))? };
        a.contiguous()?.matmul(&b.contiguous()?)?.reshape(result)
    })
}
