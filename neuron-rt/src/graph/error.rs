use super::{DType, Shape, TensorType};

/// What is wrong with a graph or with a request to build one.
#[derive(Clone, Debug, thiserror::Error, PartialEq)]
#[non_exhaustive]
pub enum GraphError {
    /// The operands of an operation do not fit together.
    #[error("{layer}: `{op}` {what}")]
    Operands {
        /// Path of the model's layer, such as `encoder.0.attention`.
        layer: String,
        /// The operation.
        op: &'static str,
        /// What was found and what was expected.
        what: String,
    },
    /// A literal's bytes are not those of its type.
    #[error("a literal of type {ty} needs {expected} bytes, found {found}")]
    Literal {
        /// Type that was asked for.
        ty: TensorType,
        /// Bytes of that type.
        expected: usize,
        /// Bytes that were given.
        found: usize,
    },
    /// An operation has no gradient.
    #[error("{layer}: `{op}` has no gradient{hint}")]
    NoGradient {
        /// Path of the model's layer.
        layer: String,
        /// The operation.
        op: String,
        /// What to do instead; empty, or begins with `: `.
        hint: &'static str,
    },
    /// The loss is not a floating-point scalar.
    #[error(
        "the loss must be a floating-point scalar, found {0}: reduce it with `sum_all` or `mean_all`"
    )]
    LossNotScalar(TensorType),
    /// Two inputs bear one name.
    #[error("{layer}: there is already an input named `{name}`")]
    DuplicateInput {
        /// Path of the model's layer.
        layer: String,
        /// The name.
        name: String,
    },
    /// A parameter was asked for again with another shape.
    #[error("parameter `{name}` is {found}, but was first asked for as {expected}")]
    ParameterShape {
        /// The parameter's full name.
        name: String,
        /// Shape at the first request.
        expected: Shape,
        /// Shape now.
        found: Shape,
    },
    /// Tensors of two builders were mixed.
    #[error("{layer}: `{op}` mixes tensors of two graphs")]
    Foreign {
        /// Path of the model's layer.
        layer: String,
        /// The operation.
        op: &'static str,
    },
    /// An output cannot be written into the input that it is to replace.
    #[error("output `{output}` is {found}, but the input `{input}` that it replaces is {expected}")]
    Alias {
        /// The output's name.
        output: String,
        /// The input's name.
        input: String,
        /// The input's type.
        expected: TensorType,
        /// The output's type.
        found: TensorType,
    },
    /// An element type that the operation does not take.
    #[error("{layer}: `{op}` does not take {dtype}")]
    DType {
        /// Path of the model's layer.
        layer: String,
        /// The operation.
        op: &'static str,
        /// The type.
        dtype: DType,
    },
    /// A composite's gradient rule gave a wrong number of gradients, or none where one was needed.
    #[error("composite `{name}`: {what}")]
    Composite {
        /// The composite's name.
        name: String,
        /// What is wrong.
        what: String,
    },
}
