//! Results on standard output.

use crate::tasks::TaskError;
use neuron_train::file_system::FileError;
use std::io::{self, ErrorKind, Write, stderr, stdout};

/// Writes a text and the end of its line. A reader that has gone away has seen enough: that is no
/// error, and no panic.
///
/// # Errors
/// Where it cannot be written for another reason, such as a full disk behind a redirection.
pub(super) fn line(text: &str) -> Result<(), TaskError> {
    let mut out = stdout().lock();
    let written = writeln!(out, "{text}").and_then(|()| out.flush());
    unless_gone(written).map_err(|cause| FileError::new("write", "standard output", cause).into())
}

/// Writes what must not be overlooked beside results, where it is not in their way.
pub(super) fn notice(text: &str) {
    let _ = writeln!(stderr(), "note: {text}");
}

/// Writes what went wrong; where nobody can be told, the exit code has to do.
pub(super) fn error(text: &str) {
    let _ = writeln!(stderr(), "error: {text}");
}

fn unless_gone(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::unless_gone;
    use std::io::ErrorKind;

    #[test]
    fn only_a_reader_that_went_away_is_no_error() {
        assert!(unless_gone(Ok(())).is_ok());
        assert!(unless_gone(Err(ErrorKind::BrokenPipe.into())).is_ok());
        assert!(unless_gone(Err(ErrorKind::StorageFull.into())).is_err());
    }
}
