//! Graphs on NeuronCores, through libnrt.
//!
//! | file | what |
//! |-|-|
//! | `library` | which library it would be, without initialising it |
//! | `session` | the library, initialised once a process, closed when the last user is gone |
//! | `tensor`, `tensor_set`, `model` | handles that are freed in order |
//! | `binding` | which of a model's tensors is which input or output of the graph |
//! | `program` | a step: only what is not resident travels |
//! | `uploads` | inputs from the host, twice: one to be read, one to be written meanwhile |
//! | `traffic` | what travelled, to be counted |

mod binding;
mod error;
mod library;
mod model;
mod program;
mod session;
mod tensor;
mod tensor_set;
mod traffic;
mod uploads;

pub use error::NeuronError;
pub use library::RuntimeLibrary;
pub use traffic::Traffic;

pub(super) use model::Model;
pub(super) use program::NeuronProgram;
pub(super) use session::{Core, Session};
