//! Results on standard output, everything else on standard error.

use crate::CommandLineError;
use std::io::{ErrorKind, Write, stderr, stdout};

/// Writes a text and the end of its line. A reader that has gone away has seen enough: that is no
/// error, and no panic.
///
/// # Errors
/// Where it cannot be written for another reason, such as a full disk behind a redirection.
pub fn line(text: &str) -> Result<(), CommandLineError> {
    let mut out = stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            let file = "standard output".to_owned();
            Err(CommandLineError::File { action: "write", file, cause: error })
        }
        _ => Ok(()),
    }
}

/// Writes what must not be overlooked beside results, where it is not in their way.
pub fn notice(text: &str) {
    let _ = writeln!(stderr(), "note: {text}");
}

/// Writes what went wrong; where nobody can be told, the exit code has to do.
pub fn error(text: &str) {
    let _ = writeln!(stderr(), "error: {text}");
}
