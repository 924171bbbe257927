//! Random draws within a step: from the step's key alone, so that a step can be repeated.

use super::Scope;
use crate::graph::{DType, Literal, Result, Shape, Tensor};

impl Scope {
    /// Uniform f32 in `[0, 1)`, drawn anew in every step from its key; each place and each call
    /// draws independently.
    ///
    /// # Errors
    /// [`GraphError::Operands`](crate::graph::GraphError::Operands) where the model is not recorded
    /// for training: an evaluation has nothing random.
    pub fn random_uniform(&self, shape: impl Into<Shape>) -> Result<Tensor> {
        let _layer = self.enter();
        if !self.training() {
            let what = "draws in training only".to_owned();
            return Err(self.builder().mismatch("random_uniform", what));
        }
        let place = fnv1a(&format!("{}#{}", self.path(), self.count_draw()));
        let place = Literal::from_u32([2], &[place as u32, (place >> 32) as u32])?;
        let key = self.key()?.xor(&self.builder().constant(place))?;
        let bits = self.builder().random_bits(&key, shape)?;
        // The upper 24 bits: as many as f32 holds, so that no draw rounds up to 1.
        let upper = bits.div(&self.builder().scalar(DType::U32, 256.0))?;
        upper.cast(DType::F32)?.mul_scalar(1.0 / f64::from(1u32 << 24))
    }
}

/// FNV-1a, 64 bits (Fowler, Noll, Vo).
fn fnv1a(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
