//! AWS Trainium and Inferentia: from a graph to HLO, to neuronx-cc, to libnrt.
//!
//! | module | what |
//! |-|-|
//! | [`hlo`] | lowering of a graph to XLA's HLO, and the way back |
//! | [`checker`] | the compiler's and the runtime's limits, before the compiler sees a module |
//! | [`discovery`] | what hardware the machine has |
//! | [`NeuronDevice`] | a core: compiles, loads and runs graphs |
//! | [`Prepared`] | a graph as the compiler gets it, from a device or ahead of time |
//! | [`compiler`] | neuronx-cc as a program, and the cache of what it made |
//! | [`neff`] | what can be read of its output without a device |

pub mod checker;
pub mod compiler;
mod device;
pub mod discovery;
pub mod hlo;
pub mod neff;
mod prepared;
mod replica;
mod runtime;
mod target;

pub use device::{NeuronDevice, NeuronOptions};
pub use prepared::Prepared;
pub use replica::{Replica, ReplicaError};
pub use runtime::{NeuronError, RuntimeLibrary, Traffic};
pub use target::{CoreVersion, Target, UnknownTarget};
