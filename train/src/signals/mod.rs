//! Being asked to stop, and saying how it ended.

mod exit_code;
mod interrupt;

pub use exit_code::ExitCode;
pub use interrupt::Interrupt;
