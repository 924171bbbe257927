use crate::output;
use std::fmt::Display;
use std::process::ExitCode;

/// Exit code of a wrong flag, file or setting.
pub const BAD_INPUT: u8 = 2;

/// The exit code of a command that can fail only by what it was given. What went wrong is one line on standard error.
#[must_use]
pub fn exit_code<E: Display>(outcome: Result<(), E>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            output::error(&one_line(&error.to_string()));
            ExitCode::from(BAD_INPUT)
        }
    }
}

/// Messages of libraries may have several lines; a command says one.
///
/// ```
/// assert_eq!(neuron_command_line::one_line("not a number\n  at line 3\n"), "not a number; at line 3");
/// ```
#[must_use]
pub fn one_line(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("; ")
}
