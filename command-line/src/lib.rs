//! What the programs of all domains share at the command line: results go to standard output, everything else to
//! standard error; what goes wrong is one line and an exit code; files are written whole or not at all.
#![forbid(unsafe_code)]

mod error;
pub mod file;
mod outcome;
pub mod output;
mod table;

pub use error::CommandLineError;
pub use outcome::{BAD_INPUT, exit_code, one_line};
pub use table::table;
