//! The exit codes that scripts and job schedulers can rely on.

use std::process;

/// How a command ended.
///
/// A process that leaves at a second signal exits with 128 plus the signal's number instead, as
/// one that was killed by it does in a shell: 130 for SIGINT, 143 for SIGTERM.
///
/// ```
/// use neuron_train::signals::ExitCode;
/// assert_eq!(ExitCode::Interrupted.code(), 75);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum ExitCode {
    /// 0: all was done.
    Success = 0,
    /// 1: it failed.
    Failure = 1,
    /// 2: a file, a flag or a configuration is wrong; the message says which.
    BadInput = 2,
    /// 75 (`EX_TEMPFAIL`): stopped by a signal after a checkpoint was saved; the same command with
    /// `--resume` goes on.
    Interrupted = 75,
}

impl ExitCode {
    /// The number.
    #[must_use]
    pub const fn code(self) -> u8 {
        self as u8
    }
}

impl From<ExitCode> for process::ExitCode {
    fn from(code: ExitCode) -> Self {
        Self::from(code.code())
    }
}

impl process::Termination for ExitCode {
    fn report(self) -> process::ExitCode {
        self.into()
    }
}
