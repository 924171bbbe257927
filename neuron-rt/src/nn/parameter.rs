use super::Init;
use crate::Buffer;
use crate::graph::{DType, Literal, Shape, TensorType};

/// A weight that a model asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct ParameterSpec {
    /// Full name, such as `encoder.0.linear1.weight`: the graph's input of this name.
    pub name: String,
    /// Element type of the kept weight.
    pub dtype: DType,
    /// Extents.
    pub shape: Shape,
    /// What it begins as.
    pub init: Init,
    /// Whether weight decay applies: not to biases, norms and positions.
    pub decay: bool,
}

/// A tensor that is kept between steps beside the weights: running statistics, moments, averages.
#[derive(Clone, Debug, PartialEq)]
pub struct StateSpec {
    /// Name of the graph's input, such as `adamw.m/encoder.0.linear1.weight`.
    pub name: String,
    /// Type and shape.
    pub ty: TensorType,
    /// What it begins as.
    pub init: StateInit,
}

/// What a state begins as.
#[derive(Clone, Debug, PartialEq)]
pub enum StateInit {
    /// Values of its own.
    Values(Init),
    /// The first value of the parameter of this name.
    Parameter(String),
}

impl ParameterSpec {
    /// Type and shape.
    #[must_use]
    pub fn ty(&self) -> TensorType {
        TensorType::new(self.dtype, self.shape.clone())
    }

    /// The first value under `seed`; the same in whatever order parameters are made.
    #[must_use]
    pub fn initial(&self, seed: u64) -> Buffer {
        initial(&self.init, seed, &self.name, &self.ty())
    }
}

/// Values of an initialiser as a buffer of the given type.
pub(super) fn initial(init: &Init, seed: u64, name: &str, ty: &TensorType) -> Buffer {
    let values = init.values(seed, name, &ty.shape);
    if ty.dtype == DType::F32 {
        return Buffer::from_slice(ty.clone(), &values);
    }
    let values: Vec<f64> = values.into_iter().map(f64::from).collect();
    let literal = Literal::from_f64(ty.dtype, ty.shape.clone(), &values);
    literal.map_or_else(|_| Buffer::zeros(ty.clone()), |literal| Buffer::from_literal(&literal))
}
