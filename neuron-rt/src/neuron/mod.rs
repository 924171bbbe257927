//! AWS Trainium and Inferentia: from a graph to HLO, to neuronx-cc, to libnrt.
//!
//! | module | what |
//! |-|-|
//! | [`hlo`] | lowering of a graph to XLA's HLO, and the way back |
//! | [`checker`] | the compiler's and the runtime's limits, before the compiler sees a module |
//! | [`compiler`] | neuronx-cc as a program, and the cache of what it made |
//! | [`neff`] | what can be read of its output without a device |

pub mod checker;
pub mod compiler;
pub mod hlo;
pub mod neff;
mod target;

pub use target::{CoreVersion, Target, UnknownTarget};
