//! Sums over rows, in 16 interleaved parts: enough for the widest registers, and the same order of
//! additions on every processor. To be called from code that is compiled for the registers at hand.

/// Parts of a sum.
const PARTS: usize = 16;

/// `join(a, b, sum so far)` over pairs.
#[inline(always)]
fn interleaved(a: &[f32], b: &[f32], join: impl Fn(f32, f32, f32) -> f32) -> f32 {
    let mut sums = [0.0f32; PARTS];
    let (a_chunks, b_chunks) = (a.chunks_exact(PARTS), b.chunks_exact(PARTS));
    let rest = a_chunks.remainder().iter().zip(b_chunks.remainder());
    for (sum, (&x, &y)) in sums.iter_mut().zip(rest) {
        *sum = join(x, y, *sum);
    }
    for (x, y) in a_chunks.zip(b_chunks) {
        for ((sum, &x), &y) in sums.iter_mut().zip(x).zip(y) {
            *sum = join(x, y, *sum);
        }
    }
    sums.iter().sum()
}

/// The largest value; NaN counts for nothing, and none at all is -∞.
#[inline(always)]
pub(super) fn largest(values: &[f32]) -> f32 {
    let larger = |top: f32, value: f32| if value > top { value } else { top };
    let mut tops = [f32::NEG_INFINITY; PARTS];
    let chunks = values.chunks_exact(PARTS);
    let rest = chunks.remainder();
    for chunk in chunks {
        for (top, &value) in tops.iter_mut().zip(chunk) {
            *top = larger(*top, value);
        }
    }
    tops.iter().chain(rest).fold(f32::NEG_INFINITY, |top, &value| larger(top, value))
}

/// `Σ values`.
#[inline(always)]
pub(super) fn sum(values: &[f32]) -> f32 {
    interleaved(
        values,
        values,
        #[inline(always)]
        |x, _, sum| sum + x,
    )
}

/// `Σ (values - mean)²`.
#[inline(always)]
pub(super) fn squares(values: &[f32], mean: f32) -> f32 {
    interleaved(
        values,
        values,
        #[inline(always)]
        |x, _, sum| (x - mean).mul_add(x - mean, sum),
    )
}

/// `Σ a b`.
#[inline(always)]
pub(super) fn dot(a: &[f32], b: &[f32]) -> f32 {
    interleaved(
        a,
        b,
        #[inline(always)]
        |x, y, sum| x.mul_add(y, sum),
    )
}

/// `Σ a (b - mean)`; subtracted first, so that a large mean does not drown the rest.
#[inline(always)]
pub(super) fn centred_dot(a: &[f32], b: &[f32], mean: f32) -> f32 {
    interleaved(
        a,
        b,
        #[inline(always)]
        |x, y, sum| x.mul_add(y - mean, sum),
    )
}
