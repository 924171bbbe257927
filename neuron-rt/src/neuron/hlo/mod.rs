//! XLA's high-level operations: what neuronx-cc and every other XLA compiler takes.
//!
//! [`lower`] turns a graph into a [`Module`]: the bytes of an `HloModuleProto`, with the names under
//! which its inputs and outputs are bound. The same module goes to neuronx-cc, to a PJRT plugin and
//! into a file, so what was compared with one of them is what the others get.

pub mod proto;

mod element;
mod emit;
mod lower;
mod module;
mod names;
mod read;
pub(crate) mod trip_count;
pub(crate) mod view;

pub use lower::lower;
pub use module::{Module, Port};
pub use read::{ReadError, from_proto, read};
pub(crate) use view::View;
