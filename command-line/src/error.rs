/// What any command can meet.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CommandLineError {
    /// A file that cannot be read or written.
    #[error("cannot {action} `{file}`: {cause}{}", way_out(.cause))]
    File {
        /// `read` or `write`.
        action: &'static str,
        /// The file.
        file: String,
        /// What the system says.
        cause: std::io::Error,
    },
    /// A flag, or flags together, that say nothing sensible.
    #[error("`{flag}` is {found}, expected {expected}")]
    Flag {
        /// The flag, as it is typed.
        flag: &'static str,
        /// What it is.
        found: String,
        /// What it may be.
        expected: String,
    },
    /// A file of settings.
    #[error("`{file}`, line {line}: {what}")]
    Settings {
        /// The file.
        file: String,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong there.
        what: String,
    },
}

/// What to do, where there is something.
fn way_out(cause: &std::io::Error) -> &'static str {
    match cause.kind() {
        std::io::ErrorKind::StorageFull => "; free some space there",
        _ => "",
    }
}
