use crate::graph::DType;

/// In which element types a model computes and keeps its weights.
///
/// Losses, reductions, softmax and normalisation are computed in [`Policy::reductions`], whatever
/// the compute type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Type of activations, and of weights where they meet activations.
    pub compute: DType,
    /// Type of the kept weights, their gradients and the optimiser's moments.
    pub parameters: DType,
}

impl Policy {
    /// Everything in f32.
    pub const F32: Self = Self { compute: DType::F32, parameters: DType::F32 };

    /// bf16 activations over f32 master weights (Micikevicius et al., *Mixed precision training*,
    /// 2018; bf16 has the range of f32, so that the loss needs no scaling). Recurrent chains
    /// keep their states in f32, which are sums over time.
    pub const BF16: Self = Self { compute: DType::BF16, parameters: DType::F32 };

    /// Everything in f64: for checks on the CPU.
    pub const F64: Self = Self { compute: DType::F64, parameters: DType::F64 };

    /// The type in which sums over this policy's activations are formed.
    #[must_use]
    pub const fn reductions(self) -> DType {
        wide(self.compute)
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self::F32
    }
}

/// The type in which a sum of elements of `dtype` is formed: f64 for f64, or else f32.
pub(crate) const fn wide(dtype: DType) -> DType {
    match dtype {
        DType::F64 => DType::F64,
        _ => DType::F32,
    }
}
