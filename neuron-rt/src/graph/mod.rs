//! The static-shape graph: what a model is, for every device.
//!
//! | module | what |
//! |-|-|
//! | [`DType`], [`Shape`], [`TensorType`], [`Literal`] | what a value is |
//! | [`Op`], [`Graph`], [`Composite`] | what is done to values |
//! | [`Builder`], [`Tensor`] | recording a graph |
//! | [`Tensor::gradients`] | reverse-mode differentiation, graph → graph |
//! | [`passes`] | constant folding, common subexpressions, dead code |
//! | [`Graph::content_hash`], [`Graph::to_text`], [`Graph::cost`] | identity, reading, counting |

mod autodiff;
mod build;
mod composite;
mod cost;
mod dtype;
mod error;
mod hash;
mod infer;
mod literal;
mod model;
mod op;
pub mod passes;
mod print;
mod rounding;
mod shape;

pub use build::composite::{Body, GradientBody, GradientOf};
pub use build::scan::{Scanned, Turn};
pub use build::{Builder, LayerGuard, Result, Tensor};
pub use composite::{Composite, CompositeGrad};
pub use cost::Cost;
pub use dtype::DType;
pub use error::GraphError;
pub use literal::Literal;
pub use model::{Graph, Input, Node, Output, Role, ValueId};
pub use op::{BinaryOp, CompareOp, ConvSpec, Op, ReduceOp, Scan, UnaryOp, WindowSpec};
pub(crate) use rounding::round_to_odd;
pub use shape::{Shape, TensorType};
