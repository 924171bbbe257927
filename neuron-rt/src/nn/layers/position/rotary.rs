use crate::graph::{Literal, Result, Tensor};

/// Rotary position embedding (Su et al., *RoFormer*, 2021): pairs of features of each head are
/// turned by an angle that grows with the position. Feature `i` is paired with `i + width / 2`, as
/// in LLaMA's and ESM-2's published weights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rotary {
    /// Heads; they divide the features.
    pub heads: usize,
    /// The slowest frequency is about one turn in `2 π × base` positions.
    pub base: f64,
}

impl Rotary {
    /// With the usual base of 10,000.
    #[must_use]
    pub const fn new(heads: usize) -> Self {
        Self { heads, base: 10_000.0 }
    }

    /// Turns queries or keys by their positions `0, 1, 2, …`.
    ///
    /// # Shapes
    /// `[b, t, features]` → the same
    ///
    /// # Errors
    /// Where the width of a head is not even.
    pub fn forward(&self, x: &Tensor) -> Result<Tensor> {
        let (b, t, d) = match x.shape().dims() {
            &[b, t, d] if self.heads > 0 && d.is_multiple_of(2 * self.heads) => (b, t, d),
            _ => {
                let what = format!(
                    "needs [batch, time, features] whose features part into {} heads of even \
                     width, found {}",
                    self.heads,
                    x.ty()
                );
                return Err(x.builder().mismatch("rotary", what));
            }
        };
        let half = d / self.heads / 2;
        let angles: Vec<f64> = (0..t * half)
            .map(|i| (i / half) as f64 * self.base.powf(-((i % half) as f64) / half as f64))
            .collect();
        let table = |of: fn(f64) -> f64| {
            let values: Vec<f64> = angles.iter().map(|&angle| of(angle)).collect();
            let literal = Literal::from_f64(x.dtype(), [1, t, 1, half], &values)?;
            Ok::<_, crate::graph::GraphError>(x.builder().constant(literal))
        };
        let (sine, cosine) = (table(f64::sin)?, table(f64::cos)?);
        let split = x.reshape([b, t, self.heads, 2 * half])?;
        let (first, second) = (split.narrow(-1, 0, half)?, split.narrow(-1, half, 2 * half)?);
        let turned = [
            first.mul(&cosine)?.sub(&second.mul(&sine)?)?,
            second.mul(&cosine)?.add(&first.mul(&sine)?)?,
        ];
        Tensor::concat(&turned.each_ref(), -1)?.reshape([b, t, d])
    }
}
