//! The command line of `neuronx-cc`.
//!
//! | module | what |
//! |-|-|
//! | `arguments` | from words to options; what is not documented is refused |
//! | `command` | `compile`, `list-operators`, `--version` |
//! | `compile` | from an HLO module to a NEFF |
//! | `naming` | names of inputs and outputs |
//! | `simulation` | what tests ask for by environment variables |

mod arguments;
mod command;
mod compile;
mod naming;
mod simulation;

pub use arguments::{Downcast, Options, UsageError};
pub use command::run;
pub use simulation::Simulation;
