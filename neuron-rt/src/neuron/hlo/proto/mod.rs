//! The messages of XLA's `hlo.proto` and `xla_data.proto`, as far as they are used.
//!
//! Fields are numbered as in XLA; what is not listed is skipped by the decoder. Maps are ordered, so
//! that equal modules are equal bytes.

mod computation;
mod dimension_numbers;
mod instruction;
mod literal;
mod module;
mod shape;

pub use computation::Computation;
pub use dimension_numbers::{
    ConvolutionDimensionNumbers, DotDimensionNumbers, GatherDimensionNumbers,
    ScatterDimensionNumbers,
};
pub use instruction::{
    FrontendAttributes, Instruction, OpMetadata, PaddingConfig, PaddingDimension, ReplicaGroup,
    SliceDimension, Window, WindowDimension,
};
pub use literal::Literal;
pub use module::{AliasEntry, HloModule, InputOutputAlias};
pub use shape::{Layout, PrimitiveType, ProgramShape, Shape};
