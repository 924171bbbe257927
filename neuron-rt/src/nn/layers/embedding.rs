use crate::graph::{Result, Tensor};
use crate::nn::{Init, Scope};

/// A vector for each number: rows of a table.
///
/// Parameter: `weight [rows, features]`, standard normal at first, as PyTorch's.
#[derive(Clone, Debug)]
pub struct Embedding {
    scope: Scope,
    weight: Tensor,
}

impl Embedding {
    /// A table of `rows` vectors.
    ///
    /// # Errors
    /// Where a parameter of this name has another shape.
    pub fn new(scope: &Scope, rows: usize, features: usize) -> Result<Self> {
        Self::with(scope, rows, features, Init::Normal { mean: 0.0, std: 1.0 })
    }

    /// With initial values of one's own.
    ///
    /// # Errors
    /// Where a parameter of this name has another shape.
    pub fn with(scope: &Scope, rows: usize, features: usize, init: Init) -> Result<Self> {
        let weight = scope.parameter("weight", [rows, features], init)?;
        Ok(Self { scope: scope.clone(), weight })
    }

    /// The table, to be shared with an output layer.
    #[must_use]
    pub fn weight(&self) -> &Tensor {
        &self.weight
    }

    /// # Shapes
    /// `i32 […]` → `[…, features]`; numbers out of range are clamped.
    ///
    /// # Errors
    /// Where the numbers are not i32.
    pub fn forward(&self, ids: &Tensor) -> Result<Tensor> {
        let _layer = self.scope.enter();
        self.weight.gather(ids)
    }
}
