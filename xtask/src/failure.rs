//! How a failure becomes an exit code.

use std::fmt;
use std::process::{ExitCode, ExitStatus};

/// The command line itself is wrong: exit code 2.
#[derive(Debug)]
pub(crate) struct Usage(pub(crate) String);

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Usage {}

/// A program that was started ended badly: its own exit code is passed through.
#[derive(Debug)]
pub(crate) struct ChildFailed {
    pub(crate) command: String,
    pub(crate) status: ExitStatus,
}

impl fmt::Display for ChildFailed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` ended with {}", self.command, self.status)
    }
}

impl std::error::Error for ChildFailed {}

/// The exit code of this program for `error`: 2 for a wrong command line, the child's own for a child.
pub(crate) fn exit_code(error: &anyhow::Error) -> ExitCode {
    if error.downcast_ref::<Usage>().is_some() {
        ExitCode::from(2)
    } else if let Some(child) = error.downcast_ref::<ChildFailed>() {
        of_status(child.status)
    } else {
        ExitCode::FAILURE
    }
}

/// A child's exit status as this program's own. A child that a signal ended counts as failed.
pub(crate) fn of_status(status: ExitStatus) -> ExitCode {
    status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_command_line_exits_with_2_and_anything_else_with_1() {
        let usage = anyhow::Error::new(Usage("unknown".into())).context("while parsing");
        assert_eq!(exit_code(&usage), ExitCode::from(2));
        assert_eq!(exit_code(&anyhow::anyhow!("disk full")), ExitCode::FAILURE);
    }

    #[cfg(unix)]
    #[test]
    fn a_childs_exit_code_is_passed_through() {
        use std::os::unix::process::ExitStatusExt;
        let status = ExitStatus::from_raw(75 << 8);
        let failed =
            anyhow::Error::new(ChildFailed { command: "neuron-vision train".into(), status });
        assert_eq!(exit_code(&failed), ExitCode::from(75));
        let killed = ExitStatus::from_raw(9);
        assert_eq!(of_status(killed), ExitCode::FAILURE);
    }
}
