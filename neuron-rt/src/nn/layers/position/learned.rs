use crate::graph::{Result, Tensor};
use crate::nn::{Init, Scope};

/// A trained vector for each position, added to the sequence.
///
/// Parameter: `weight [positions, features]`, without weight decay; at first a normal distribution
/// of standard deviation 0.02, truncated at 2.
#[derive(Clone, Debug)]
pub struct LearnedPosition {
    scope: Scope,
    weight: Tensor,
}

impl LearnedPosition {
    /// Vectors for up to `positions` positions.
    ///
    /// # Errors
    /// Where a parameter of this name has another shape.
    pub fn new(scope: &Scope, positions: usize, features: usize) -> Result<Self> {
        let init = Init::TruncatedNormal { std: 0.02, bound: 2.0 };
        let weight = scope.parameter_without_decay("weight", [positions, features], init)?;
        Ok(Self { scope: scope.clone(), weight })
    }

    /// # Shapes
    /// `[n, t, features]` with `t` of at most `positions` → the same
    ///
    /// # Errors
    /// Where the sequence is longer than there are positions.
    pub fn forward(&self, x: &Tensor) -> Result<Tensor> {
        let _layer = self.scope.enter();
        let positions = self.weight.narrow(0, 0, x.dim(-2)?)?;
        x.cast(positions.dtype())?.add(&positions)
    }
}
