//! HLO modules: read, checked, evaluated.
//!
//! [`Module::parse`] decodes a serialised `HloModuleProto` into a form whose every shape, operand and attribute was
//! checked; [`Module::policy`] lists what neuronx-cc is documented to refuse in it; [`Module::evaluate`] runs it on
//! the processor.
//!
//! All of it is written from XLA's published semantics and shares no code with any emitter of HLO, so that it can
//! serve as a witness of what an emitted module means.

mod budget;
mod collectives;
mod element;
mod evaluate;
mod fault;
mod module;
mod op;
mod parse;
mod policy;
mod port;
mod program;
pub mod proto;
mod refusal;
mod shape;
mod target;
mod tensor;

pub use budget::Budget;
pub use collectives::{Alone, Collectives};
pub use element::ElementType;
pub use fault::Fault;
pub use module::Module;
pub use port::{Alias, Port};
pub use refusal::{Refusal, RefusalKind};
pub use target::{Target, UnknownTarget};
pub use tensor::Tensor;

/// The operations that [`Module::policy`] takes, by their names in HLO, in alphabetical order.
#[must_use]
pub fn operators() -> &'static [&'static str] {
    policy::SUPPORTED
}
